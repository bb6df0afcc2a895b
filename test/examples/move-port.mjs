// Move port: loaded before an example under Node, makes it listen on MOVED_PORT instead of 8080. Layer: tests.

import { Server } from 'node:net';

const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port === 8080 ? Number(process.env.MOVED_PORT) : port, ...rest);
};
