// Socket settings: what a socket says of itself and lets be set: its name, hops, groups, buffers. Layer: node (node:dgram).
// Socket is made on it. Failures of the system are thrown as Node's errors.

import type { DatagramName } from '../../interfaces/datagram.ts';
import { EINVAL } from '../../interfaces/error-numbers.ts';
import { missingArguments } from '../dns/arguments.ts';
import { validateNumber, validateString } from '../errors.ts';
import { EventEmitter } from '../events.ts';
import type { Endpoint } from './endpoint.ts';
import { badBufferSize, bufferSizeError, notRunning, systemError } from './errors.ts';

export class SocketSettings extends EventEmitter {
  /** Null once the socket is closed. */
  _endpoint: Endpoint | null = null;

  _running(): Endpoint {
    if (this._endpoint === null) throw notRunning();
    return this._endpoint;
  }

  address(): any {
    return this._named('getsockname', this._running().localName());
  }

  _named(syscall: string, name: DatagramName | number): any {
    if (typeof name === 'number') throw systemError(name, syscall);
    return { address: name.address, family: name.family, port: name.port };
  }

  _check(syscall: string, number: number): void {
    if (number < 0) throw systemError(number, syscall);
  }

  /** Node does not look whether the socket runs before it touches its handle. */
  #handle(method: string): Endpoint {
    if (this._endpoint === null) {
      throw new TypeError("Cannot read properties of null (reading '" + method + "')");
    }
    return this._endpoint;
  }

  setBroadcast(enabled: any): void {
    const number = this.#handle('setBroadcast').apply((socket) => socket.setBroadcast(!!enabled));
    this._check('setBroadcast', number);
  }

  setTTL(ttl: any): number {
    validateNumber(ttl, 'ttl');
    const endpoint = this.#handle('setTTL');
    const hops = ttl | 0;
    if (hops < 1 || hops > 255) throw systemError(EINVAL, 'setTTL');
    this._check(
      'setTTL',
      endpoint.apply((socket) => socket.setTimeToLive(hops)),
    );
    return ttl;
  }

  setMulticastTTL(ttl: any): number {
    validateNumber(ttl, 'ttl');
    const endpoint = this.#handle('setMulticastTTL');
    this._check(
      'setMulticastTTL',
      endpoint.apply((socket) => socket.setMulticastTimeToLive(ttl | 0)),
    );
    return ttl;
  }

  setMulticastLoopback(enabled: any): any {
    const endpoint = this.#handle('setMulticastLoopback');
    this._check(
      'setMulticastLoopback',
      endpoint.apply((socket) => socket.setMulticastLoopback(!!enabled)),
    );
    return enabled;
  }

  setMulticastInterface(interfaceAddress: any): void {
    const endpoint = this._running();
    validateString(interfaceAddress, 'interfaceAddress');
    this._check(
      'setMulticastInterface',
      endpoint.apply((socket) => socket.setMulticastInterface(interfaceAddress)),
    );
  }

  addMembership(group: any, interfaceAddress?: any): void {
    this.#changeMembership('addMembership', true, group, interfaceAddress);
  }

  dropMembership(group: any, interfaceAddress?: any): void {
    this.#changeMembership('dropMembership', false, group, interfaceAddress);
  }

  #changeMembership(syscall: string, join: boolean, group: any, interfaceAddress: any): void {
    const endpoint = this._running();
    if (!group) throw missingArguments('"multicastAddress" argument');
    this._check(syscall, endpoint.changeMembership(join, group, interfaceAddress));
  }

  addSourceSpecificMembership(source: any, group: any, interfaceAddress?: any): void {
    this.#changeSource('addSourceSpecificMembership', true, source, group, interfaceAddress);
  }

  dropSourceSpecificMembership(source: any, group: any, interfaceAddress?: any): void {
    this.#changeSource('dropSourceSpecificMembership', false, source, group, interfaceAddress);
  }

  #changeSource(syscall: string, join: boolean, source: any, group: any, at: any): void {
    const endpoint = this._running();
    validateString(source, 'sourceAddress');
    validateString(group, 'groupAddress');
    this._check(syscall, endpoint.changeMembership(join, group, at, source));
  }

  setRecvBufferSize(size: any): void {
    this.#bufferSize('bufferSize', true, size);
  }

  setSendBufferSize(size: any): void {
    this.#bufferSize('bufferSize', false, size);
  }

  getRecvBufferSize(): number {
    return this.#bufferSize('bufferSize', true, 0);
  }

  getSendBufferSize(): number {
    return this.#bufferSize('bufferSize', false, 0);
  }

  #bufferSize(method: string, ofReceiving: boolean, size: any): number {
    if (size >>> 0 !== size) throw badBufferSize();
    const number = this.#handle(method).apply((socket) => socket.bufferSize(ofReceiving, size));
    if (number < 0) throw bufferSizeError(number, ofReceiving);
    return number;
  }

  getSendQueueSize(): number {
    return this.#handle('getSendQueueSize').waitingBytes;
  }

  getSendQueueCount(): number {
    return this.#handle('getSendQueueCount').waitingCount;
  }

  ref(): this {
    this._endpoint?.setReferenced(true);
    return this;
  }

  unref(): this {
    this._endpoint?.setReferenced(false);
    return this;
  }
}
