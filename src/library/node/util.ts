// node:util. Layer: node. One file per part in util/.

import { writeConsoleLine } from '../web/console-streams.ts';
import { TextDecoder } from '../web/text-decoder.ts';
import { TextEncoder } from '../web/text-encoder.ts';
import { currentHost } from '../interfaces/host.ts';
import { argumentValueError, validateString } from './errors.ts';
import process from './process.ts';
import { isDeepStrictEqual } from './util/deep-equal.ts';
import { deprecate, inherits } from './util/deprecate.ts';
import { format, formatList, formatWithOptions } from './util/format.ts';
import { inspectColors } from './util/inspect-context.ts';
import { inspect } from './util/inspect.ts';
import { parseArgs } from './util/parse-args.ts';
import { callbackify, promisify } from './util/promisify.ts';
import { stripControlSequences } from './util/string-width.ts';
import types from './util/types.ts';

export function stripVTControlCharacters(text: any): string {
  validateString(text, 'str');
  return stripControlSequences(text);
}

export function toUSVString(value: any): string {
  return `${value}`.toWellFormed();
}

/** `text` between the escape codes of one or several names of util.inspect.colors; plain where the output is no terminal. */
export function styleText(names: any, text: any, options?: any): string {
  validateString(text, 'text');
  const list: any[] = Array.isArray(names) ? names : [names];
  let before = '';
  let after = '';
  for (let i = 0; i < list.length; i++) {
    const codes = inspectColors[list[i]];
    if (codes === undefined) {
      const known = Object.keys(inspectColors);
      const reason = "must be one of: '" + known.join("', '") + "'";
      throw argumentValueError('format', list[i], reason);
    }
    before += '\u001b[' + codes[0] + 'm';
    after = '\u001b[' + codes[1] + 'm' + after;
  }
  // No target has a terminal.
  return options?.validateStream === false ? before + text + after : text;
}

/** A logger to the error stream that is silent unless NODE_DEBUG names its section. */
export function debuglog(section: string): any {
  let enabled: boolean | undefined;
  const name = section.toUpperCase();
  const log = (...args: any[]): void => {
    if (enabled === undefined) enabled = isDebugged(name);
    if (!enabled) return;
    writeConsoleLine(2, name + ' ' + currentHost().processId + ': ' + formatList(undefined, args));
  };
  Object.defineProperty(log, 'enabled', {
    get() {
      if (enabled === undefined) enabled = isDebugged(name);
      return enabled;
    },
    configurable: true,
    enumerable: true,
  });
  return log;
}

function isDebugged(section: string): boolean {
  const wanted = process.env.NODE_DEBUG;
  if (wanted === undefined) return false;
  return wanted.toUpperCase().split(',').includes(section);
}

/** Settles when the signal aborts. */
export function aborted(signal: any, _resource: any): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const isArray = Array.isArray;
const isRegExp = types.isRegExp;
const isDate = types.isDate;

function isError(value: any): boolean {
  return types.isNativeError(value) || value instanceof Error;
}

export {
  callbackify,
  debuglog as debug,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray,
  isDate,
  isDeepStrictEqual,
  isError,
  isRegExp,
  parseArgs,
  promisify,
  TextDecoder,
  TextEncoder,
  types,
};

const util = {
  aborted,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray,
  isDate,
  isDeepStrictEqual,
  isError,
  isRegExp,
  parseArgs,
  promisify,
  stripVTControlCharacters,
  styleText,
  TextDecoder,
  TextEncoder,
  toUSVString,
  types,
};
export default util;
