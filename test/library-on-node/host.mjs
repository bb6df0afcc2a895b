// A Transport and an EventLoop over Node's own sockets and timers, so that the library's net and http run under Node.

import net from 'node:net';
import dns from 'node:dns';
import { performance } from 'node:perf_hooks';

export class HostLoop {
  nowMillis() {
    return performance.now();
  }
  loopMillis() {
    return performance.now();
  }
  setTimer(atMillis, callback) {
    const handle = { dueMillis: atMillis, active: true };
    handle.timer = setTimeout(
      () => {
        handle.active = false;
        callback();
      },
      Math.ceil(Math.max(atMillis - performance.now(), 0)),
    );
    return handle;
  }
  cancelTimer(handle) {
    handle.active = false;
    clearTimeout(handle.timer);
  }
  setTimerReferenced(handle, referenced) {
    if (referenced) handle.timer.ref();
    else handle.timer.unref();
  }
  addImmediate(callback) {
    return { active: true, immediate: setImmediate(callback) };
  }
  removeImmediate(handle) {
    clearImmediate(handle.immediate);
  }
  addPending() {}
  removePending() {}
  onSignal() {
    return false;
  }
  onShutdown() {}
}

/** `limits.writeRoom`: bytes accepted by one write, to exercise back-pressure. */
class HostConnection {
  constructor(socket, limits) {
    this.socket = socket;
    this.limits = limits;
    this.handler = undefined;
    this.blocked = false;
    this.remoteAddress = socket.remoteAddress;
    this.remotePort = socket.remotePort;
    this.localAddress = socket.localAddress;
    this.localPort = socket.localPort;
    this.family = socket.remoteFamily ?? 'IPv4';
    socket.on('data', (chunk) => this.handler.onData(new Uint8Array(chunk), 0, chunk.length));
    socket.on('end', () => this.handler.onEnd());
    socket.on('error', (error) => this.handler.onError(error));
    socket.on('close', () => this.handler.onClose());
  }
  write(bytes, offset, length) {
    if (this.socket.destroyed || this.blocked) return 0;
    const accepted = Math.min(length, this.limits.writeRoom ?? Infinity);
    const copy = Buffer.from(bytes.slice(offset, offset + accepted));
    this.limits.onWrite?.(accepted);
    if (accepted < length) {
      this.blocked = true;
      this.socket.write(copy, () =>
        setImmediate(() => {
          this.blocked = false;
          this.handler.onDrain();
        }),
      );
    } else this.socket.write(copy);
    return accepted;
  }
  pauseReading() {
    this.socket.pause();
  }
  resumeReading() {
    this.socket.resume();
  }
  shutdownWrite() {
    this.socket.end();
  }
  close() {
    this.socket.destroySoon();
  }
  reset() {
    this.socket.resetAndDestroy();
  }
  setNoDelay(enabled) {
    this.socket.setNoDelay(enabled);
  }
  setKeepAlive(enabled, delay) {
    this.socket.setKeepAlive(enabled, delay);
  }
  setReferenced(referenced) {
    if (referenced) this.socket.ref();
    else this.socket.unref();
  }
}

export class HostTransport {
  constructor(limits = {}) {
    this.limits = limits;
  }
  listen(options, onConnection) {
    const server = net.createServer({ allowHalfOpen: true }, (socket) =>
      onConnection(new HostConnection(socket, this.limits)),
    );
    let failure;
    server.on('error', (error) => (failure = error));
    server.listen({ ...options, exclusive: true });
    if (failure) throw failure;
    const address = server.address();
    if (address === null)
      throw Object.assign(
        new Error(`listen EADDRINUSE: address already in use :::${options.port}`),
        { code: 'EADDRINUSE', errno: -98, syscall: 'listen', address: '::', port: options.port },
      );
    return {
      address: address.address,
      port: address.port,
      family: address.family,
      close: () => server.close(),
      setReferenced: (referenced) => (referenced ? server.ref() : server.unref()),
    };
  }
  connect(options, handler) {
    const socket = net.connect({ ...options, allowHalfOpen: true });
    const connection = new HostConnection(socket, this.limits);
    connection.handler = handler;
    socket.on('connect', () => {
      connection.remoteAddress = socket.remoteAddress;
      connection.remotePort = socket.remotePort;
      connection.localAddress = socket.localAddress;
      connection.localPort = socket.localPort;
      handler.onConnect();
    });
    return connection;
  }
  resolve(hostname, callback) {
    dns.lookup(hostname, { all: true }, (error, addresses) => callback(error, addresses ?? []));
  }
}

/** Installs both. */
export async function installHost(limits) {
  const library = new URL('../../src/library/', import.meta.url).href;
  const { setEventLoop } = await import(`${library}interfaces/timer.ts`);
  const { setTransport } = await import(`${library}interfaces/transport.ts`);
  setEventLoop(new HostLoop());
  setTransport(new HostTransport(limits));
}
