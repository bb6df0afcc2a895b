// Agent: the pool of a client's connections. Layer: node (node:http). Names (host, port, local address) key three tables:
// sockets in use, sockets that wait for a request, requests that wait for a socket. All are visible to programs, as in Node.

import { EventEmitter } from '../events.ts';
import { argumentValueError, validateNumber } from '../errors.ts';
import { connect } from '../net.ts';

/** A socket is given up this long before its server announces to close it. */
const SAFETY_MILLIS = 1000;

type Lists<Item> = Record<string, Item[] | undefined>;

export class Agent extends EventEmitter {
  static defaultMaxSockets = Infinity;

  defaultPort = 80;
  protocol = 'http:';
  options: any;
  requests: Lists<any> = Object.create(null);
  sockets: Lists<any> = Object.create(null);
  freeSockets: Lists<any> = Object.create(null);
  keepAliveMsecs: number;
  keepAlive: boolean;
  maxSockets: number;
  maxFreeSockets: number;
  scheduling: string;
  maxTotalSockets: number;
  totalSocketCount = 0;

  constructor(given?: any) {
    super();
    const options = Object.assign(Object.create(null), given);
    if (options.noDelay === undefined) options.noDelay = true;
    // A path would make a local socket of the connection.
    options.path = null;
    this.options = options;
    this.keepAliveMsecs = options.keepAliveMsecs || 1000;
    this.keepAlive = options.keepAlive || false;
    this.maxSockets = options.maxSockets || Agent.defaultMaxSockets;
    this.maxFreeSockets = options.maxFreeSockets || 256;
    this.scheduling = options.scheduling || 'lifo';
    if (this.scheduling !== 'lifo' && this.scheduling !== 'fifo')
      throw argumentValueError('scheduling', this.scheduling, "must be one of: 'fifo', 'lifo'");
    if (options.maxTotalSockets !== undefined)
      validateNumber(options.maxTotalSockets, 'maxTotalSockets', 1);
    this.maxTotalSockets = options.maxTotalSockets ?? Infinity;
    this.on('free', (socket: any, target: any) => this.#release(socket, target));
  }

  createConnection(...args: any[]): any {
    return connect(...args);
  }

  /** The key of a target. */
  getName(options: any = {}): string {
    let name = (options.host || 'localhost') + ':';
    if (options.port) name += options.port;
    name += ':';
    if (options.localAddress) name += options.localAddress;
    if (options.family === 4 || options.family === 6) name += ':' + options.family;
    if (options.socketPath) name += ':' + options.socketPath;
    return name;
  }

  /** Gives `request` a socket, now or later. */
  addRequest(request: any, given: any, port?: any, localAddress?: any): void {
    const asked = typeof given === 'string' ? { host: given, port, localAddress } : given;
    const options = this.#merged(asked);
    const name = this.getName(options);
    const used = (this.sockets[name] ??= []);
    const free = this.freeSockets[name];
    const socket = free === undefined ? undefined : this.#takeFree(name, free);
    const count = used.length + (free === undefined ? 0 : free.length);
    if (socket !== undefined) {
      this.reuseSocket(socket, request);
      this.#assign(request, socket);
      used.push(socket);
    } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
      this.createSocket(request, options, (error: any, made: any) => {
        if (error) request.onSocket(made, error);
        else this.#assign(request, made);
      });
    } else {
      request._agentOptions = options;
      (this.requests[name] ??= []).push(request);
    }
  }

  #merged(options: any): any {
    const merged = Object.assign(Object.create(null), options, this.options);
    if (merged.socketPath) merged.path = merged.socketPath;
    return merged;
  }

  #takeFree(name: string, free: any[]): any {
    while (free.length > 0 && free[0].destroyed) free.shift();
    const socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    if (free.length === 0) delete this.freeSockets[name];
    return socket;
  }

  #assign(request: any, socket: any): void {
    request.onSocket(socket);
    const usual = this.options.timeout || 0;
    if (request.timeout !== undefined && request.timeout !== usual)
      socket.setTimeout(request.timeout);
  }

  createSocket(_request: any, given: any, callback: any): void {
    const options = this.#merged(given);
    const name = this.getName(options);
    options._agentKey = name;
    options.encoding = null;
    if (this.keepAlive) {
      options.keepAlive = true;
      options.keepAliveInitialDelay = this.keepAliveMsecs;
    }
    let isDone = false;
    const onCreated = (error: any, socket?: any) => {
      if (isDone) return;
      isDone = true;
      if (error) {
        callback(error);
        return;
      }
      (this.sockets[name] ??= []).push(socket);
      this.totalSocketCount++;
      this.#watch(socket, options);
      callback(null, socket);
    };
    const made = this.createConnection(options, onCreated);
    if (made) onCreated(null, made);
  }

  /** What happens to a socket of the pool. */
  #watch(socket: any, options: any): void {
    const onFree = () => this.emit('free', socket, options);
    const onClose = () => {
      this.totalSocketCount--;
      this.removeSocket(socket, options);
    };
    const onTimeout = () => {
      if (this.#isFree(socket)) socket.destroy();
    };
    const onRemove = () => {
      onClose();
      socket.removeListener('close', onClose);
      socket.removeListener('free', onFree);
      socket.removeListener('timeout', onTimeout);
      socket.removeListener('agentRemove', onRemove);
    };
    socket.on('free', onFree);
    socket.on('close', onClose);
    socket.on('timeout', onTimeout);
    socket.on('agentRemove', onRemove);
  }

  #isFree(socket: any): boolean {
    const lists = Object.values(this.freeSockets);
    for (let i = 0; i < lists.length; i++) if (lists[i]!.includes(socket)) return true;
    return false;
  }

  /** A request is done with `socket`: the next one gets it, or it waits, or it is closed. */
  #release(socket: any, options: any): void {
    const name = this.getName(options);
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const waiting = this.requests[name];
    if (waiting !== undefined && waiting.length > 0) {
      const next = waiting.shift();
      this.#assign(next, socket);
      if (waiting.length === 0) delete this.requests[name];
      return;
    }
    const request = socket._httpMessage;
    if (
      !request ||
      !request.shouldKeepAlive ||
      !this.keepAlive ||
      !this.#hasRoomFor(name, socket)
    ) {
      socket.destroy();
      return;
    }
    socket._httpMessage = null;
    this.removeSocket(socket, options);
    socket.once('error', onFreeSocketError);
    (this.freeSockets[name] ??= []).push(socket);
  }

  #hasRoomFor(name: string, socket: any): boolean {
    const free = this.freeSockets[name]?.length ?? 0;
    const count = free + (this.sockets[name]?.length ?? 0);
    return (
      this.totalSocketCount <= this.maxTotalSockets &&
      count <= this.maxSockets &&
      free < this.maxFreeSockets &&
      this.keepSocketAlive(socket)
    );
  }

  /** Takes a socket out of the tables; a request that waits gets a new one. */
  removeSocket(socket: any, options: any): void {
    const name = this.getName(options);
    takeFrom(this.sockets, name, socket);
    if (!socket.writable) takeFrom(this.freeSockets, name, socket);
    let target = options;
    let request = this.requests[name]?.[0];
    if (request === undefined) {
      const names = Object.keys(this.requests);
      const first = names[0];
      if (first === undefined || (this.sockets[first]?.length ?? 0) > 0) return;
      request = this.requests[first]![0];
      target = request._agentOptions;
    }
    if (!target) return;
    request._agentOptions = undefined;
    this.createSocket(request, target, (error: any, made: any) => {
      if (error) request.onSocket(made, error);
      else made.emit('free');
    });
  }

  /** Prepares a socket for waiting; false when it is not worth it. */
  keepSocketAlive(socket: any): boolean {
    socket.setKeepAlive(true, this.keepAliveMsecs);
    socket.unref();
    let timeout = this.options.timeout || 0;
    const announced = announcedMillis(socket._httpMessage?.res);
    if (announced >= 0) {
      const usable = announced - SAFETY_MILLIS;
      if (usable <= 0) return false;
      if (usable < timeout) timeout = usable;
    }
    if (socket.timeout !== timeout) socket.setTimeout(timeout);
    return true;
  }

  reuseSocket(socket: any, request: any): void {
    socket.removeListener('error', onFreeSocketError);
    request.reusedSocket = true;
    socket.ref();
  }

  destroy(): void {
    destroyAll(this.freeSockets);
    destroyAll(this.sockets);
  }
}

/** What `Keep-Alive: timeout=5` says, or -1. */
function announcedMillis(response: any): number {
  const field = response ? response.headers['keep-alive'] : undefined;
  if (typeof field !== 'string' || !field.startsWith('timeout=')) return -1;
  const seconds = parseInt(field.slice(8), 10);
  return seconds >= 0 ? seconds * 1000 : -1;
}

function takeFrom(lists: Lists<any>, name: string, socket: any): void {
  const list = lists[name];
  if (list === undefined) return;
  const index = list.indexOf(socket);
  if (index < 0) return;
  list.splice(index, 1);
  if (list.length === 0) delete lists[name];
}

function destroyAll(lists: Lists<any>): void {
  const all = Object.values(lists);
  for (let i = 0; i < all.length; i++) {
    const list = all[i]!;
    for (let k = 0; k < list.length; k++) list[k].destroy();
  }
}

function onFreeSocketError(this: any): void {
  this.destroy();
  this.emit('agentRemove');
}

/** What requests use that name no other. */
export const globalAgent: Agent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
