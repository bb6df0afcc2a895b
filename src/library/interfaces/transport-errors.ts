// Transport errors: error numbers as the errors that Node's net and http report, on every target. Layer: interfaces.
// Texts are libuv's. The order in which the fields are set is Node's, since console.log prints them in that order.

import { errorCode } from './error-numbers.ts';
import type { TransportError } from './transport.ts';

/** `listen EADDRINUSE: address already in use :::8080`. `number` is negative. */
export function listenError(number: number, address: string, port: number): TransportError {
  const code = errorCode(number);
  const error = new Error(
    'listen ' + code + ': ' + errorText(number) + ' ' + address + ':' + port,
  ) as TransportError;
  error.code = code;
  error.errno = number;
  error.syscall = 'listen';
  error.address = address;
  error.port = port;
  return error;
}

/** `connect ECONNREFUSED 127.0.0.1:80`. */
export function connectError(number: number, address: string, port: number): TransportError {
  const code = errorCode(number);
  const error = new Error('connect ' + code + ' ' + address + ':' + port) as TransportError;
  error.errno = number;
  error.code = code;
  error.syscall = 'connect';
  error.address = address;
  error.port = port;
  return error;
}

/** `read ECONNRESET`. */
export function streamError(number: number, syscall: string): TransportError {
  const code = errorCode(number);
  const error = new Error(syscall + ' ' + code) as TransportError;
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  return error;
}

/** `getaddrinfo ENOTFOUND name`. */
export function resolveError(hostname: string): TransportError {
  const error = new Error('getaddrinfo ENOTFOUND ' + hostname) as TransportError;
  error.errno = -3008;
  error.code = 'ENOTFOUND';
  error.syscall = 'getaddrinfo';
  error.hostname = hostname;
  return error;
}

function errorText(number: number): string {
  switch (-number) {
    case 1:
      return 'operation not permitted';
    case 13:
      return 'permission denied';
    case 22:
      return 'invalid argument';
    case 24:
      return 'too many open files';
    case 97:
      return 'address family not supported';
    case 98:
      return 'address already in use';
    case 99:
      return 'address not available';
    default:
      return 'unknown error';
  }
}
