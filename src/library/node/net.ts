// node:net. Layer: node. One file per part in net/.

import { isIP, isIPv4, isIPv6 } from './net/address.ts';
import { Server } from './net/server.ts';
import { Socket } from './net/socket.ts';

export function createServer(options?: any, connectionListener?: any): Server {
  return new Server(options, connectionListener);
}

/** `connect(options | port [, host] [, callback])`. */
export function connect(...args: any[]): Socket {
  const first = args[0];
  const options = first !== null && typeof first === 'object' ? first : {};
  const socket = new Socket(options);
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(...args);
}

export const createConnection = connect;

export { isIP, isIPv4, isIPv6, Server, Socket, Socket as Stream };

const net = {
  connect,
  createConnection,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
};
export default net;
