import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';

import { ControlChannel } from './control-channel.ts';

function fakeLine(): { line: Duplex; sent: number[] } {
  const sent: number[] = [];
  const line = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      sent.push(...bytes);
      done();
    },
  });
  return { line, sent };
}

test('what is said early waits until the image listens', async () => {
  const { line, sent } = fakeLine();
  const channel = new ControlChannel(line);
  channel.sendSignal(15);
  channel.sendInputLength(0x10203);
  assert.deepEqual(sent, []);
  line.push(Buffer.from('R'));
  await new Promise((resolve) => (channel.onReady = () => resolve(undefined)));
  assert.deepEqual(sent, [15, 0x80, 3, 2, 1, 0, 0, 0]);
});

test('the status may come in two parts, and may be any byte', async () => {
  const { line } = fakeLine();
  const channel = new ControlChannel(line);
  line.push(Buffer.from('RS'));
  await new Promise(setImmediate);
  assert.equal(channel.status, undefined);
  line.push(Buffer.from('S'));
  await new Promise(setImmediate);
  assert.equal(channel.status, 0x53);
});
