// Warnings: process.emitWarning as the library itself uses it. Layer: web.
// The text goes to the error stream in a later tick, and to whoever listens for process's 'warning'.

import { enqueueTick } from '../ecma/promise/jobs.ts';
import { currentHost } from '../interfaces/host.ts';
import { writeConsoleLine } from './console-streams.ts';

class WarningState {
  /** node/process.ts: emits 'warning'. */
  listener: ((warning: Error) => void) | undefined = undefined;
  hintShown = false;
}

export const warningState = new WarningState();

/** Warns about `message`; `name` is the kind, such as DeprecationWarning. */
export function emitLibraryWarning(message: string, name: string, code?: string): void {
  const warning: any = new Error(message);
  warning.name = name;
  if (code !== undefined) warning.code = code;
  emitWarningObject(warning);
}

export function emitWarningObject(warning: any): void {
  enqueueTick(deliverWarning, warning);
}

function deliverWarning(warning: any): void {
  const code = warning.code ? '[' + warning.code + '] ' : '';
  let text =
    '(node:' + currentHost().processId + ') ' + code + warning.name + ': ' + warning.message;
  if (typeof warning.detail === 'string') text += '\n' + warning.detail;
  const deprecation = warning.name === 'DeprecationWarning';
  if (!warningState.hintShown) {
    const flag = deprecation ? '--trace-deprecation' : '--trace-warnings';
    text += '\n(Use `node ' + flag + ' ...` to show where the warning was created)';
    warningState.hintShown = true;
  }
  writeConsoleLine(2, text);
  if (warningState.listener !== undefined) warningState.listener(warning);
}
