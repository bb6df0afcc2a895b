// Socket options: what `createSocket` takes, checked as Node checks it. Layer: node (node:dgram).

import { validateAbortSignal, validateFunction, validateInteger } from '../errors.ts';
import { lookup } from '../dns/lookup.ts';
import { badType } from './errors.ts';

export class SocketOptions {
  readonly type: 'udp4' | 'udp6';
  readonly lookup: any;
  readonly reuseAddr: boolean;
  readonly ipv6Only: boolean;
  readonly recvBufferSize: number;
  readonly sendBufferSize: number;
  readonly signal: any;

  /** `given`: the type, or an object with it. */
  constructor(given: any) {
    const options = given !== null && typeof given === 'object' ? given : { type: given };
    this.recvBufferSize = sizeOf(options.recvBufferSize, 'options.recvBufferSize');
    this.sendBufferSize = sizeOf(options.sendBufferSize, 'options.sendBufferSize');
    if (options.lookup !== undefined) validateFunction(options.lookup, 'lookup');
    this.lookup = options.lookup ?? lookup;
    if (options.type !== 'udp4' && options.type !== 'udp6') throw badType();
    this.type = options.type;
    this.reuseAddr = !!options.reuseAddr;
    this.ipv6Only = !!options.ipv6Only;
    validateAbortSignal(options.signal, 'options.signal');
    this.signal = options.signal;
  }
}

function sizeOf(value: any, name: string): number {
  if (!value) return 0;
  validateInteger(value, name, 0, 0xffffffff);
  return value;
}
