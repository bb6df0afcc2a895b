// node:http. Layer: node. Server and client; one file per part in http/.

import { METHODS } from '../http/methods.ts';
import { STATUS_CODES } from '../http/status-codes.ts';
import { Agent, globalAgent } from './http/agent.ts';
import { ClientRequest } from './http/client-request.ts';
import { validateHeaderName, validateHeaderValue } from './http/header-list.ts';
import { IncomingMessage } from './http/incoming-message.ts';
import { OutgoingMessage } from './http/outgoing-message.ts';
import { maxHeaderSize, Server } from './http/server.ts';
import { ServerResponse } from './http/server-response.ts';

export function createServer(options?: any, requestListener?: any): Server {
  return new Server(options, requestListener);
}

/** `request(url [, options] [, callback])` or `request(options [, callback])`. */
export function request(url: any, options?: any, callback?: any): ClientRequest {
  return new ClientRequest(url, options, callback);
}

/** A request without body, sent at once. */
export function get(url: any, options?: any, callback?: any): ClientRequest {
  return new ClientRequest(url, options, callback).end();
}

export {
  Agent,
  ClientRequest,
  globalAgent,
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
  Agent,
  ClientRequest,
  createServer,
  get,
  globalAgent,
  IncomingMessage,
  maxHeaderSize,
  METHODS,
  OutgoingMessage,
  request,
  Server,
  ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
};
export default http;
