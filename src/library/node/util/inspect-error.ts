// Inspect errors: the stack of an error as util.inspect shows it. Layer: node.

import type { InspectContext } from './inspect-context.ts';
import { isErrorValue, prefixOf } from './inspect-names.ts';

function stackText(error: any): string {
  return error.stack ? String(error.stack) : Error.prototype.toString.call(error);
}

/** The text of an error; takes from and adds to `keys` what is still to print as properties. */
export function formatErrorBase(
  context: InspectContext,
  error: any,
  constructor: string | null,
  tag: string,
  keys: any[],
): string {
  const name = error.name != null ? String(error.name) : 'Error';
  let stack = stackText(error);
  if (!context.showHidden) dropShownKeys(keys, error, stack);
  if ('cause' in error && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
  stack = improveStack(stack, constructor, name, tag);

  const message = error.message;
  let position = (message && stack.indexOf(message)) || -1;
  if (position !== -1) position += message.length;
  const framesStart = stack.indexOf('\n    at', position);
  if (framesStart === -1) {
    stack = '[' + stack + ']';
  } else {
    const frames = framesOf(context, error, stack.slice(framesStart + 1));
    stack = stack.slice(0, framesStart) + '\n' + frames.join('\n');
  }
  if (context.indentation !== 0) {
    stack = stack.replaceAll('\n', '\n' + ' '.repeat(context.indentation));
  }
  return stack;
}

/** Own enumerable `name`, `message` and `stack` are not shown again when the stack has them. */
function dropShownKeys(keys: any[], error: any, stack: string): void {
  if (keys.length === 0) return;
  const names = ['name', 'message', 'stack'];
  for (let i = 0; i < names.length; i++) {
    const index = keys.indexOf(names[i]!);
    if (index !== -1 && stack.includes(error[names[i]!])) keys.splice(index, 1);
  }
}

/** Puts the class's name where the stack starts with another error's name. */
function improveStack(
  stack: string,
  constructor: string | null,
  name: string,
  tag: string,
): string {
  const next = stack[name.length];
  const regular =
    name.endsWith('Error') &&
    stack.startsWith(name) &&
    (next === undefined || next === ':' || next === '\n');
  if (constructor !== null && !regular) return stack;
  let length = name.length;
  let fallback = 'Error';
  if (constructor === null) {
    fallback = leadingErrorName(stack);
    length = fallback.length;
    if (fallback === '') fallback = 'Error';
  }
  const prefix = prefixOf(constructor, tag, fallback, '').slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return prefix + ' [' + name + ']' + stack.slice(length);
  return length === 0 ? prefix + ': ' + stack : prefix + stack.slice(length);
}

/** The name at the start of a stack: a capitalised run of words before ':' or the frames, or a lone `...Error`. */
function leadingErrorName(stack: string): string {
  const first = stack.charCodeAt(0);
  if (first >= 65 && first <= 90) {
    let end = 1;
    while (end < stack.length && isNameUnit(stack.charCodeAt(end))) end++;
    if (end > 1 && (stack[end] === ':' || stack.startsWith('\n    at', end))) {
      return stack.slice(0, end);
    }
  }
  if (!stack.endsWith('Error')) return '';
  for (let i = 0; i < stack.length; i++) {
    const unit = stack.charCodeAt(i);
    const allowed = isNameUnit(unit) && !' []()'.includes(stack[i]!);
    if (!allowed) return '';
  }
  return stack;
}

function isNameUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 32 ||
    unit === 91 ||
    unit === 93 ||
    unit === 40 ||
    unit === 41 ||
    unit === 45
  );
}

/** The frame lines, without those that the cause shows as well. */
function framesOf(context: InspectContext, error: any, text: string): string[] {
  const frames = text.split('\n');
  let cause: any;
  try {
    cause = error.cause;
  } catch {
    return frames;
  }
  if (cause == null || !isErrorValue(cause)) return frames;
  const causeStack = stackText(cause);
  const start = causeStack.indexOf('\n    at');
  if (start === -1) return frames;
  const causeFrames = causeStack.slice(start + 1).split('\n');
  for (let i = 0; i < frames.length - 3; i++) {
    const length = sharedRun(frames, i, causeFrames);
    if (length <= 3) continue;
    const text = '    ... ' + (length - 2) + ' lines matching cause stack trace ...';
    frames.splice(i + 1, length - 2, context.stylize(text, 'undefined'));
    break;
  }
  return frames;
}

/** How many lines from `from` on are also consecutive lines of the cause. */
function sharedRun(frames: string[], from: number, causeFrames: string[]): number {
  const position = causeFrames.indexOf(frames[from]!);
  if (position === -1) return 0;
  const rest = causeFrames.length - position;
  if (rest <= 3) return 0;
  const most = Math.min(frames.length - from, rest);
  let length = 1;
  while (length < most && frames[from + length] === causeFrames[position + length]) length++;
  return length;
}
