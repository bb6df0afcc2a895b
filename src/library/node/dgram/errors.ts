// Datagram errors: the system's, from error numbers, and those of wrong use. Layer: node (node:dgram).
// The order of the fields is Node's: console.log shows it.

import { errorCode } from '../../interfaces/error-numbers.ts';
import { withCode } from '../errors.ts';
import { codedError, codedTypeError, type CodedError } from '../stream/errors.ts';

/** `setTTL EINVAL`. */
export function systemError(number: number, syscall: string): any {
  const code = errorCode(number);
  const error: any = new Error(syscall + ' ' + code);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  return error;
}

/** `send EMSGSIZE 127.0.0.1:53`. */
export function addressError(number: number, syscall: string, address: any, port: any): any {
  const code = errorCode(number);
  let text = syscall + ' ' + code;
  if (port > 0) text += ' ' + address + ':' + port;
  else if (address) text += ' ' + address;
  const error: any = new Error(text);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

export function alreadyBound(): CodedError {
  return codedError('ERR_SOCKET_ALREADY_BOUND', 'Socket is already bound');
}

export function alreadyConnected(): CodedError {
  return codedError('ERR_SOCKET_DGRAM_IS_CONNECTED', 'Already connected');
}

export function notConnected(): CodedError {
  return codedError('ERR_SOCKET_DGRAM_NOT_CONNECTED', 'Not connected');
}

export function notRunning(): CodedError {
  return codedError('ERR_SOCKET_DGRAM_NOT_RUNNING', 'Not running');
}

export function badType(): CodedError {
  return codedTypeError(
    'ERR_SOCKET_BAD_TYPE',
    'Bad socket type specified. Valid types are: udp4, udp6',
  );
}

export function badBufferSize(): CodedError {
  return codedTypeError('ERR_SOCKET_BAD_BUFFER_SIZE', 'Buffer size must be a positive integer');
}

/** Node's SystemError for the sizes of the system's buffers. */
export function bufferSizeError(number: number, ofReceiving: boolean): any {
  const syscall = ofReceiving ? 'uv_recv_buffer_size' : 'uv_send_buffer_size';
  const code = errorCode(number);
  const message = code === 'EBADF' ? 'bad file descriptor' : 'invalid argument';
  const error: any = new Error(
    'Could not get or set buffer size: ' + syscall + ' returned ' + code + ' (' + message + ')',
  );
  Object.defineProperty(error, 'name', {
    value: 'SystemError',
    enumerable: false,
    writable: true,
    configurable: true,
  });
  withCode(error, 'ERR_SOCKET_BUFFER_SIZE');
  error.info = { errno: number, code, message, syscall };
  error.errno = number;
  error.syscall = syscall;
  return error;
}
