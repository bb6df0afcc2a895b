// Console streams: where console writes. Layer: web. node/process.ts puts process.stdout and process.stderr here, so
// that a program that replaces their `write` sees the console's lines; without node:process the platform gets them.

import { writeConsoleText } from './console-output.ts';

export interface ConsoleTarget {
  write(text: string): unknown;
  /** Whether the program has put its own `write` there. */
  isReplaced(): boolean;
}

class ConsoleStreams {
  output: ConsoleTarget | undefined = undefined;
  errors: ConsoleTarget | undefined = undefined;
}

export const consoleStreams = new ConsoleStreams();

/** Writes `text` and a line feed: stream 1 is the output, 2 the errors. */
export function writeConsoleLine(stream: number, text: string): void {
  const target = stream === 1 ? consoleStreams.output : consoleStreams.errors;
  if (target !== undefined && target.isReplaced()) target.write(text + '\n');
  else writeConsoleText(stream, text, true);
}
