'use machine';
// Client: whether the lock-down leaves the program `connect`. Layer: driver.

import { programUsesClient } from '../../interfaces/platform.ts';

export function clientIsAllowed(): boolean {
  return programUsesClient();
}
