// Console: the global `console`. Layer: web. Lines and their formatting are Node's; one write per call.

import { programHooks } from '../interfaces/host.ts';
import { currentLoop } from '../interfaces/timer.ts';
import { formatList } from '../node/util/format.ts';
import { inspect } from '../node/util/inspect.ts';
import { writeConsoleLine } from './console-streams.ts';
import { tableText } from './console-table.ts';
import { emitLibraryWarning } from './warnings.ts';

const OUTPUT = 1;
const ERRORS = 2;
const GROUP_WIDTH = 2;

/** Spaces in front of each line, by console.group. */
let indentation = '';

class LabelledNumbers {
  readonly #labels: string[] = [];
  readonly #numbers: number[] = [];

  get(label: string): number | undefined {
    const index = this.#labels.indexOf(label);
    return index === -1 ? undefined : this.#numbers[index];
  }

  set(label: string, value: number): void {
    const index = this.#labels.indexOf(label);
    if (index !== -1) this.#numbers[index] = value;
    else {
      this.#labels.push(label);
      this.#numbers.push(value);
    }
  }

  delete(label: string): void {
    const index = this.#labels.indexOf(label);
    if (index === -1) return;
    this.#labels.splice(index, 1);
    this.#numbers.splice(index, 1);
  }
}

const counts = new LabelledNumbers();
const timers = new LabelledNumbers();

function print(stream: number, args: any[]): void {
  const first = args[0];
  const text = args.length === 1 && typeof first === 'string' ? first : formatList(undefined, args);
  printText(stream, text);
}

function printText(stream: number, text: string): void {
  if (indentation === '') writeConsoleLine(stream, text);
  else writeConsoleLine(stream, indentation + text.replaceAll('\n', '\n' + indentation));
}

/** 1.5s, 2:03.004 (m:ss.mmm), 0.12ms ... */
export function durationText(millis: number): string {
  if (millis < 1000) return Number(millis.toFixed(3)) + 'ms';
  if (millis < 60000) return (millis / 1000).toFixed(3) + 's';
  const hours = Math.floor(millis / 3600000);
  const minutes = Math.floor((millis % 3600000) / 60000);
  const seconds = ((millis % 60000) / 1000).toFixed(3).padStart(6, '0');
  if (hours === 0) return minutes + ':' + seconds + ' (m:ss.mmm)';
  return hours + ':' + String(minutes).padStart(2, '0') + ':' + seconds + ' (h:mm:ss.mmm)';
}

/** Prints the time since console.time; false when there is no such label. */
function printTimer(method: string, label: string, data: any[]): boolean {
  const start = timers.get(label);
  if (start === undefined) {
    emitLibraryWarning("No such label '" + label + "' for console." + method + '()', 'Warning');
    return false;
  }
  const elapsed = durationText(currentLoop().nowMillis() - start);
  print(OUTPUT, ['%s: %s', label, elapsed, ...data]);
  return true;
}

/** @global */
export const console = {
  log(...args: any[]): void {
    print(OUTPUT, args);
  },

  warn(...args: any[]): void {
    print(ERRORS, args);
  },

  dir(object?: any, options?: any): void {
    printText(OUTPUT, inspect(object, { customInspect: false, ...options }));
  },

  time(label: any = 'default'): void {
    const name = `${label}`;
    if (timers.get(name) !== undefined) {
      emitLibraryWarning("Label '" + name + "' already exists for console.time()", 'Warning');
      return;
    }
    timers.set(name, currentLoop().nowMillis());
  },

  timeEnd(label: any = 'default'): void {
    const name = `${label}`;
    if (printTimer('timeEnd', name, [])) timers.delete(name);
  },

  timeLog(label: any = 'default', ...data: any[]): void {
    printTimer('timeLog', `${label}`, data);
  },

  trace(...args: any[]): void {
    const message = formatList(undefined, args);
    const stack = new Error(message).stack;
    const frames = stack === undefined ? -1 : stack.indexOf('\n    at ');
    const head = message === '' ? 'Trace' : 'Trace: ' + message;
    printText(ERRORS, frames === -1 ? head : head + stack!.slice(frames));
  },

  assert(condition?: any, ...args: any[]): void {
    if (condition) return;
    args[0] = args.length === 0 ? 'Assertion failed' : `Assertion failed: ${args[0]}`;
    print(ERRORS, args);
  },

  clear(): void {},

  count(label: any = 'default'): void {
    const name = `${label}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    printText(OUTPUT, name + ': ' + count);
  },

  countReset(label: any = 'default'): void {
    const name = `${label}`;
    if (counts.get(name) === undefined) {
      emitLibraryWarning("Count for '" + name + "' does not exist", 'Warning');
      return;
    }
    counts.delete(name);
  },

  group(...data: any[]): void {
    if (data.length > 0) print(OUTPUT, data);
    indentation += ' '.repeat(GROUP_WIDTH);
  },

  groupEnd(): void {
    indentation = indentation.slice(0, -GROUP_WIDTH);
  },

  table(data?: any, properties?: any): void {
    if (properties !== undefined && !Array.isArray(properties)) {
      const error: any = new TypeError(
        'The "properties" argument must be an instance of Array. Received ' + inspect(properties),
      );
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    if (data === null || typeof data !== 'object') print(OUTPUT, [data]);
    else printText(OUTPUT, tableText(data, properties));
  },

  debug(...args: any[]): void {
    print(OUTPUT, args);
  },

  info(...args: any[]): void {
    print(OUTPUT, args);
  },

  dirxml(...args: any[]): void {
    print(OUTPUT, args);
  },

  error(...args: any[]): void {
    print(ERRORS, args);
  },

  groupCollapsed(...data: any[]): void {
    console.group(...data);
  },
};

Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });

programHooks.describe = describeError;

/** The text of an uncaught error: its stack with cause and properties. */
function describeError(error: unknown): string {
  return inspect(error);
}
