// Fake of interfaces/platform.ts.
import { randomFillSync } from 'node:crypto';

export const platformWallClockMillis = Date.now;

export function platformEntropy(bytes: Uint8Array): void {
  randomFillSync(bytes);
}
