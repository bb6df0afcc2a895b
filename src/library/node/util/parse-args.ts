// util.parseArgs: command-line options. Layer: node.

import { currentHost } from '../../interfaces/host.ts';
import { argumentTypeError, validateObject, withCode } from '../errors.ts';

interface Token {
  kind: 'option' | 'positional' | 'option-terminator';
  index: number;
  name?: string;
  rawName?: string;
  value?: any;
  inlineValue?: boolean | undefined;
}

function parseError(code: string, message: string): any {
  return withCode(new TypeError(message), code);
}

/** The long name of a one-letter option, or the letter. */
function longName(short: string, options: any): string {
  const names = Object.keys(options);
  for (let i = 0; i < names.length; i++) {
    if (options[names[i]!].short === short) return names[i]!;
  }
  return short;
}

function takesValue(name: string, options: any): boolean {
  return Object.hasOwn(options, name) && options[name].type === 'string';
}

function isLoneValue(text: string | undefined): boolean {
  return text !== undefined && (text === '-' || text[0] !== '-' || text === '');
}

function tokenize(args: string[], options: any): Token[] {
  const tokens: Token[] = [];
  const rest = args.slice();
  let index = -1;
  let groupSize = 0;
  while (rest.length > 0) {
    const arg = rest.shift()!;
    if (groupSize > 0) groupSize--;
    else index++;
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (let i = 0; i < rest.length; i++) {
        index++;
        tokens.push({ kind: 'positional', index, value: rest[i] });
      }
      break;
    }
    if (arg.length < 2 || arg[0] !== '-') {
      tokens.push({ kind: 'positional', index, value: arg });
      continue;
    }
    if (arg[1] !== '-') {
      const name = longName(arg[1]!, options);
      if (arg.length === 2) {
        index = pushOption(tokens, name, arg, rest, index, options);
      } else if (!takesValue(name, options)) {
        // -abc: a group of flags; the last may take a value.
        const expanded: string[] = [];
        for (let i = 1; i < arg.length; i++) {
          const valued = takesValue(longName(arg[i]!, options), options);
          if (!valued || i === arg.length - 1) expanded.push('-' + arg[i]);
          else {
            expanded.push('-' + arg.slice(i));
            break;
          }
        }
        rest.unshift(...expanded);
        groupSize = expanded.length;
      } else {
        const value = arg.slice(2);
        tokens.push({
          kind: 'option',
          name,
          rawName: '-' + arg[1],
          index,
          value,
          inlineValue: true,
        });
      }
      continue;
    }
    const equals = arg.indexOf('=', 3);
    if (equals === -1) {
      index = pushOption(tokens, arg.slice(2), arg, rest, index, options);
    } else {
      const name = arg.slice(2, equals);
      const value = arg.slice(equals + 1);
      tokens.push({ kind: 'option', name, rawName: '--' + name, index, value, inlineValue: true });
    }
  }
  return tokens;
}

/** An option without `=`: its value may be the next argument. Returns the index reached. */
function pushOption(
  tokens: Token[],
  name: string,
  rawName: string,
  rest: string[],
  index: number,
  options: any,
): number {
  let value: any;
  let inlineValue: boolean | undefined;
  let reached = index;
  if (takesValue(name, options) && rest.length > 0 && rest[0] !== undefined) {
    const next = rest[0]!;
    if (isLoneValue(next) || next[0] === '-') {
      value = rest.shift();
      inlineValue = false;
      reached++;
    }
  }
  tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
  return reached;
}

function checkUsage(token: Token, options: any, allowPositionals: boolean): void {
  const name = token.name!;
  if (!Object.hasOwn(options, name)) {
    const hint = allowPositionals
      ? ". To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- " +
        JSON.stringify(token.rawName) +
        ''
      : '';
    throw parseError(
      'ERR_PARSE_ARGS_UNKNOWN_OPTION',
      "Unknown option '" + token.rawName + "'" + hint,
    );
  }
  const short = options[name].short;
  const shown = (short ? '-' + short + ', ' : '') + '--' + name;
  const type = options[name].type;
  if (type === 'string' && typeof token.value !== 'string') {
    throw parseError(
      'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
      "Option '" + shown + " <value>' argument missing",
    );
  }
  if (type === 'boolean' && token.value !== undefined) {
    throw parseError(
      'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
      "Option '" + shown + "' does not take an argument",
    );
  }
  if (type === 'string' && token.inlineValue === false && token.value.length > 1) {
    if (token.value[0] !== '-') return;
    const example = token.rawName!.startsWith('--')
      ? "'" + token.rawName + "=-XYZ'"
      : "'--" + name + "=-XYZ' or '" + token.rawName + "-XYZ'";
    throw parseError(
      'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
      "Option '" +
        token.rawName +
        "' argument is ambiguous.\nDid you forget to specify the option argument for '" +
        token.rawName +
        "'?\nTo specify an option argument starting with a dash use " +
        example +
        '.',
    );
  }
}

export function parseArgs(config: any = {}): any {
  validateObject(config, 'config');
  const args: string[] = config.args ?? currentHost().arguments.slice();
  const strict = config.strict ?? true;
  const allowPositionals = config.allowPositionals ?? !strict;
  const allowNegative = config.allowNegative ?? false;
  const options: any = config.options ?? {};
  if (!Array.isArray(args)) throw argumentTypeError('args', 'Array', args);
  validateObject(options, 'options');
  const tokens = tokenize(args, options);
  const result: any = { values: Object.create(null), positionals: [] };
  if (config.tokens) result.tokens = tokens;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'positional') {
      if (!allowPositionals) {
        throw parseError(
          'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
          "Unexpected argument '" +
            token.value +
            "'. This command does not take positional arguments",
        );
      }
      result.positionals.push(token.value);
    } else if (token.kind === 'option') {
      const negated = allowNegative && token.name!.startsWith('no-') && token.value === undefined;
      if (negated && options[token.name!.slice(3)]?.type === 'boolean') {
        store(result.values, token.name!.slice(3), false, options);
        continue;
      }
      if (strict) checkUsage(token, options, allowPositionals);
      if (token.name !== '__proto__') store(result.values, token.name!, token.value, options);
    }
  }
  const names = Object.keys(options);
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    if (options[name].default !== undefined && result.values[name] === undefined) {
      result.values[name] = options[name].default;
    }
  }
  return result;
}

function store(values: any, name: string, value: any, options: any): void {
  const stored = value ?? true;
  if (Object.hasOwn(options, name) && options[name].multiple) {
    if (values[name] === undefined) values[name] = [stored];
    else values[name].push(stored);
  } else values[name] = stored;
}
