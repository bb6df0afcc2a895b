// node:dgram. Layer: node. One file per part in dgram/.

import { Socket } from './dgram/socket.ts';

/** `createSocket(type | options [, listener])`. */
export function createSocket(type: any, listener?: any): Socket {
  return new Socket(type, listener);
}

export { Socket };

const dgram = { createSocket, Socket };
export default dgram;
