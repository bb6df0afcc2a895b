// Arguments: the checks that node:dns and node:dgram have in common. Layer: node. Messages are Node's.

import { argumentValueError, receivedText } from '../errors.ts';
import { codedRangeError, codedTypeError } from '../stream/errors.ts';

/** The port as a number. */
export function validatePort(port: any, name: string, mayBeZero: boolean): number {
  const number = Number(port);
  const isText = typeof port === 'string' && port.trim() !== '';
  const isPort = number === number >>> 0 && number <= 0xffff && (mayBeZero || number !== 0);
  if ((typeof port === 'number' || isText) && isPort) return number;
  throw codedRangeError(
    'ERR_SOCKET_BAD_PORT',
    name + ' should be ' + (mayBeZero ? '>=' : '>') + ' 0 and < 65536.' + receivedText(port) + '.',
  );
}

export function validateOneOf(value: any, name: string, choices: readonly any[]): void {
  if (choices.includes(value)) return;
  let list = '';
  for (let i = 0; i < choices.length; i++) {
    const choice = choices[i];
    list += (i === 0 ? '' : ', ') + (typeof choice === 'string' ? "'" + choice + "'" : choice);
  }
  throw argumentValueError(name, value, 'must be one of: ' + list);
}

/** The arguments' names in quotes: '"address", "port", and "callback" arguments'. */
export function missingArguments(what: string): any {
  return codedTypeError('ERR_MISSING_ARGS', 'The ' + what + ' must be specified');
}
