// node:http. Layer: node. The server; one file per part in http/.

import { METHODS } from '../http/methods.ts';
import { STATUS_CODES } from '../http/status-codes.ts';
import { validateHeaderName, validateHeaderValue } from './http/header-list.ts';
import { IncomingMessage } from './http/incoming-message.ts';
import { OutgoingMessage } from './http/outgoing-message.ts';
import { maxHeaderSize, Server } from './http/server.ts';
import { ServerResponse } from './http/server-response.ts';

export function createServer(options?: any, requestListener?: any): Server {
  return new Server(options, requestListener);
}

export {
  IncomingMessage,
  maxHeaderSize,
  METHODS,
  OutgoingMessage,
  Server,
  ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
};

const http = {
  createServer,
  IncomingMessage,
  maxHeaderSize,
  METHODS,
  OutgoingMessage,
  Server,
  ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
};
export default http;
