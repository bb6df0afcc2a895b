// Fatal message: the last words about an error that nobody caught, on the console's error stream. Layer: system.
// Errors: their stack (with cause and properties where inspect is in the image), as Node prints them.

import { programHooks } from '../interfaces/host.ts';
import { isCallable, isObject } from '../machine/language.ts';
import { writeConsoleText } from '../web/console-output.ts';

const ERRORS = 2;

export function printFatal(error: unknown, kind: 'exception' | 'rejection'): void {
  let text: string;
  try {
    text = fatalText(error, kind);
  } catch {
    text = 'Uncaught: a value that cannot be shown';
  }
  writeConsoleText(ERRORS, text, true);
}

function fatalText(error: unknown, kind: 'exception' | 'rejection'): string {
  const stack = isObject(error) ? (error as { stack?: unknown }).stack : undefined;
  if (typeof stack === 'string') {
    const describe = programHooks.describe;
    return describe === undefined ? stack : describe(error);
  }
  const shown = shownValue(error);
  if (kind === 'exception') return 'Uncaught:\n' + shown;
  return (
    '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function ' +
    'without a catch block, or by rejecting a promise which was not handled with .catch(). ' +
    'The promise rejected with the reason "' +
    shown +
    "\".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}"
  );
}

function shownValue(value: unknown): string {
  const describe = programHooks.describe;
  if (describe !== undefined) return describe(value);
  if (typeof value === 'string') return "'" + value + "'";
  if (isCallable(value)) return '[Function]';
  if (isObject(value)) return '#<Object>';
  return String(value);
}
