// Client: opens outgoing connections for sockets. Layer: node (node:net).
// That some function of this module is reachable is what tells the targets that a program needs to connect at all.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { currentTransport, setNameQuery } from '../../interfaces/transport.ts';
import type { ConnectionHandler } from '../../interfaces/transport.ts';
import { codedError } from '../stream/errors.ts';
import { isIP } from './address.ts';
import type { Socket } from './socket.ts';

setNameQuery((transport, name, done) => transport.queryNames(name, done));

/** Connects in a later tick, after looking the host's name up when it is one. */
export function startConnecting(
  socket: Socket,
  handler: ConnectionHandler,
  host: string,
  port: number,
  options: any,
): void {
  if (isIP(host) !== 0 || currentTransport() === undefined)
    enqueueTick(connectTo, socket, handler, host, port, options);
  else lookUp(socket, handler, host, port, options);
}

function lookUp(
  socket: Socket,
  handler: ConnectionHandler,
  host: string,
  port: number,
  options: any,
): void {
  currentTransport()!.resolve(host, (error, addresses) => {
    const first = addresses[0];
    socket.emit('lookup', error, first?.address, first?.family, host);
    if (!socket.connecting) return;
    if (error !== null || first === undefined) socket.destroy(error ?? undefined);
    else connectTo(socket, handler, first.address, port, options);
  });
}

function connectTo(
  socket: Socket,
  handler: ConnectionHandler,
  address: string,
  port: number,
  options: any,
): void {
  if (!socket.connecting) return;
  const transport = currentTransport();
  if (transport === undefined) {
    socket.destroy(codedError('ENETUNREACH', 'connect ENETUNREACH ' + address + ':' + port));
    return;
  }
  try {
    const target: any = { host: address, port };
    if (options.localAddress !== undefined) target.localAddress = options.localAddress;
    if (options.localPort !== undefined) target.localPort = options.localPort;
    const connection = transport.connect(target, handler);
    socket._connection = connection;
    if (!socket._referenced) connection.setReferenced(false);
    if (options.noDelay) connection.setNoDelay(true);
    if (options.keepAlive) connection.setKeepAlive(true, options.keepAliveInitialDelay ?? 0);
  } catch (error) {
    socket.destroy(error);
  }
}
