// Services for a peer on Linux: echo, discard, a source of bytes, half-closes, resets, datagrams of the stream kind.

import { createServer, type Socket } from 'node:net';

const PATTERN = Buffer.alloc(65536, 'abcdefghijklmnopqrstuvwxyz0123456789');

/** Echoes, and ends when the peer has ended. */
createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => {});
  socket.pipe(socket);
}).listen(7);

/** Counts, and says the number when the peer has ended. */
createServer({ allowHalfOpen: true }, (socket) => {
  let count = 0;
  let sum = 0;
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    count += bytes.length;
    for (let i = 0; i < bytes.length; i += 997) sum = (sum + bytes[i]!) % 65521;
  });
  socket.on('end', () => socket.end(`${count} ${sum}`));
}).listen(9);

/** Sends as many bytes as the peer's line asks for. */
createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (line) => send(socket, Number(String(line))));
}).listen(19);

function send(socket: Socket, count: number): void {
  let left = count;
  const more = (): void => {
    while (left > 0) {
      const size = Math.min(left, PATTERN.length);
      left -= size;
      if (!socket.write(PATTERN.subarray(0, size))) {
        socket.once('drain', more);
        return;
      }
    }
    socket.end();
  };
  more();
}

/** Resets what connects. */
createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.resetAndDestroy());
}).listen(13, () => console.log('ready'));
