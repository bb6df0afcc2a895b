// Format: util.format and formatWithOptions, the printf-like heart of console.log. Layer: node.

import { isProxyCell, proxyTargetOf } from '../../runtime/inspect-kinds.ts';
import { inspect } from './inspect.ts';
import { inspectDefaults } from './inspect-context.ts';
import { isBuiltinName } from './inspect-names.ts';
import { bigintText, numberText } from './inspect-text.ts';

/** util.format(...args). */
export function format(...args: any[]): string {
  return formatList(undefined, args);
}

export function formatWithOptions(inspectOptions: any, ...args: any[]): string {
  if (inspectOptions === null || typeof inspectOptions !== 'object') {
    const error: any = new TypeError(
      'The "inspectOptions" argument must be of type object. Received ' +
        (inspectOptions === null ? 'null' : typeof inspectOptions),
    );
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  return formatList(inspectOptions, args);
}

/** The same for a list: a leading string is a template when arguments follow it; the rest is joined with spaces. */
export function formatList(options: any, args: any[]): string {
  const first = args[0];
  let used = 0;
  let result = '';
  let join = '';
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    if (first.includes('%')) {
      const expansion = new Expansion(options, args);
      result = expansion.run(first);
      if (expansion.touched) {
        used = expansion.used + 1;
        join = ' ';
      }
    }
  }
  for (let i = used; i < args.length; i++) {
    const value = args[i];
    result += join;
    if (typeof value === 'string') result += value;
    else if (typeof value === 'number' && options === undefined) {
      result += numberText(value, !!inspectDefaults.numericSeparator);
    } else result += inspect(value, options);
    join = ' ';
  }
  return result;
}

/** One template on its way to text. */
class Expansion {
  readonly #options: any;
  readonly #args: any[];
  /** Index of the argument consumed last. */
  used = 0;
  /** False when the template held nothing to replace: it is then printed as any other argument. */
  touched = false;

  constructor(options: any, args: any[]) {
    this.#options = options;
    this.#args = args;
  }

  run(template: string): string {
    let result = '';
    let last = 0;
    for (let i = 0; i < template.length - 1; i++) {
      if (template.charCodeAt(i) !== 37) continue;
      i++;
      const directive = template.charCodeAt(i);
      if (directive === 37) {
        result += template.slice(last, i);
        last = i + 1;
        continue;
      }
      if (this.used + 1 === this.#args.length) continue;
      const text = this.#expand(directive);
      if (text === undefined) continue;
      result += template.slice(last, i - 1) + text;
      last = i + 1;
    }
    if (last === 0) return '';
    this.touched = true;
    return result + template.slice(last);
  }

  /** The text for `%` and this unit; undefined when that is no directive, and then no argument is used. */
  #expand(directive: number): string | undefined {
    const separator = !!(this.#options?.numericSeparator ?? inspectDefaults.numericSeparator);
    const value = this.#args[this.used + 1];
    let text: string;
    if (directive === 115) text = this.#expandString(value, separator);
    else if (directive === 100) {
      if (typeof value === 'bigint') text = bigintText(value, separator);
      else text = typeof value === 'symbol' ? 'NaN' : numberText(Number(value), separator);
    } else if (directive === 105) {
      if (typeof value === 'bigint') text = bigintText(value, separator);
      else text = typeof value === 'symbol' ? 'NaN' : numberText(parseInt(value), separator);
    } else if (directive === 102) {
      text = typeof value === 'symbol' ? 'NaN' : numberText(parseFloat(value), separator);
    } else if (directive === 106) text = jsonText(value);
    else if (directive === 79) text = inspect(value, this.#options);
    else if (directive === 111) {
      text = inspect(value, { ...this.#options, showHidden: true, showProxy: true, depth: 4 });
    } else if (directive === 99) text = '';
    else return undefined;
    this.used++;
    return text;
  }

  #expandString(value: any, separator: boolean): string {
    const type = typeof value;
    if (type === 'string') return value;
    if (type === 'number') return numberText(value, separator);
    if (type === 'bigint') return bigintText(value, separator);
    if (type !== 'object' || value === null || !hasBuiltinToString(value)) return String(value);
    return inspect(value, { ...this.#options, compact: 3, colors: false, depth: 0 });
  }
}

/** JSON, or '[Circular]'. */
function jsonText(value: any): string {
  try {
    return String(JSON.stringify(value));
  } catch (error: any) {
    const circular =
      error.name === 'TypeError' &&
      error.message.startsWith('Converting circular structure to JSON');
    if (circular) return '[Circular]';
    throw error;
  }
}

/** True when neither the value nor a class of the program defines how it becomes a string. */
function hasBuiltinToString(value: any): boolean {
  let target = value;
  while (isProxyCell(target)) {
    target = proxyTargetOf(target);
    if (target === null) return true;
  }
  const hasToString = typeof target.toString === 'function';
  const hasToPrimitive = typeof target[Symbol.toPrimitive] === 'function';
  if (!hasToString && !hasToPrimitive) return true;
  if (hasToString && Object.hasOwn(target, 'toString')) return false;
  if (hasToPrimitive && Object.hasOwn(target, Symbol.toPrimitive)) return false;
  let object = Object.getPrototypeOf(target);
  while (object !== null) {
    if (hasToString && Object.hasOwn(object, 'toString')) break;
    if (hasToPrimitive && Object.hasOwn(object, Symbol.toPrimitive)) break;
    object = Object.getPrototypeOf(object);
  }
  if (object === null) return true;
  const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
  return (
    descriptor !== undefined &&
    typeof descriptor.value === 'function' &&
    isBuiltinName(descriptor.value.name)
  );
}
