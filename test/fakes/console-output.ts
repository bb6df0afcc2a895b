// Fake of web/console-output.ts: collects what would be written.

export const written: string[] = [];

export function writeConsoleText(stream: number, text: string, newline: boolean): void {
  written.push(`${stream}:${text}${newline ? '\n' : ''}`);
}

export function writeConsoleBytes(stream: number, bytes: Uint8Array): void {
  written.push(`${stream}:${Buffer.from(bytes).toString()}`);
}
