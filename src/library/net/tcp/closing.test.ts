import assert from 'node:assert/strict';
import test from 'node:test';

import { Script } from '../../../../test/simulation/script.ts';

test('closing first goes through FIN-WAIT to TIME-WAIT, which ends after a minute', () => {
  const script = Script.accepted();
  script.connection!.shutdownWrite();
  script.poll();
  assert.deepEqual(script.sent(), ['FA 1+0 ack 1']);
  assert.equal(script.state, 'FIN-WAIT-1');
  script.receive('A', 1, 2);
  assert.equal(script.state, 'FIN-WAIT-2');
  script.receive('FA', 1, 2);
  assert.equal(script.state, 'TIME-WAIT');
  assert.deepEqual(script.sent(), ['A 2+0 ack 2']);
  assert.deepEqual(script.told(), ['end']);
  script.wait(59999);
  assert.equal(script.host.tcp.counters.timeWaitConnections, 1);
  script.wait(1);
  assert.deepEqual(script.told(), ['gone null']);
  assert.equal(script.host.tcp.connections().length, 0);
});

test('closing second goes through CLOSE-WAIT and LAST-ACK', () => {
  const script = Script.accepted();
  script.receive('FA', 1, 1);
  assert.deepEqual(script.sent(), ['A 1+0 ack 2']);
  assert.equal(script.state, 'CLOSE-WAIT');
  script.connection!.shutdownWrite();
  script.poll();
  assert.equal(script.state, 'LAST-ACK');
  assert.deepEqual(script.sent(), ['FA 1+0 ack 2']);
  script.receive('A', 2, 2);
  assert.deepEqual(script.told(), ['end', 'gone null']);
});

test('both close at once: CLOSING, then TIME-WAIT (RFC 9293 §3.6, figure 13)', () => {
  const script = Script.accepted();
  script.connection!.shutdownWrite();
  script.poll();
  script.receive('FA', 1, 1);
  assert.equal(script.state, 'CLOSING');
  script.receive('A', 2, 2);
  assert.equal(script.state, 'TIME-WAIT');
});

test('an answer, its FIN and the ACK of the request are one segment', () => {
  const script = Script.accepted();
  script.onData = () => {
    script.write('head');
    script.write('body');
    script.connection!.shutdownWrite();
  };
  script.receive('PA', 1, 1, { data: 'request' });
  assert.deepEqual(script.sent(), ['FPA 1+8 ack 8']);
});

test('data still arrives after our half of the connection is closed', () => {
  const script = Script.accepted();
  script.connection!.shutdownWrite();
  script.poll();
  script.receive('A', 1, 2);
  script.receive('PA', 1, 2, { data: 'late' });
  assert.deepEqual(script.told(), ['data late']);
});

test('data can still be sent after the peer has closed its half', () => {
  const script = Script.accepted();
  script.receive('FA', 1, 1);
  script.sent();
  script.write('late');
  script.poll();
  assert.deepEqual(script.sent(), ['PA 1+4 ack 2']);
});

test('a lost FIN is sent again', () => {
  const script = Script.accepted();
  script.connection!.shutdownWrite();
  script.poll();
  script.sent();
  script.wait(250);
  assert.deepEqual(script.sent(), ['FA 1+0 ack 1']);
});

test('a FIN out of order waits for what is missing before it', () => {
  const script = Script.accepted();
  script.receive('FA', 4, 1, { data: 'def' });
  assert.deepEqual(script.told(), []);
  script.receive('A', 1, 1, { data: 'abc' });
  assert.deepEqual(script.told(), ['data abc', 'data def', 'end']);
  assert.equal(script.state, 'CLOSE-WAIT');
});

test('a FIN that comes again in TIME-WAIT is acknowledged, and the time starts anew', () => {
  const script = Script.accepted();
  script.connection!.shutdownWrite();
  script.poll();
  script.receive('FA', 1, 2);
  script.sent();
  script.wait(50000);
  script.receive('FA', 1, 2);
  assert.deepEqual(script.sent(), ['A 2+0 ack 2']);
  script.wait(50000);
  assert.equal(script.state, 'TIME-WAIT');
});

test('a newer SYN takes the place of a connection in TIME-WAIT, an older one does not (RFC 6191)', () => {
  const script = Script.accepted();
  script.connection!.shutdownWrite();
  script.poll();
  script.receive('FA', 1, 2);
  script.sent();
  script.now += 1000;
  script.receive('S', -5, 0, { mss: 1000 });
  assert.deepEqual(script.sent(), ['A 2+0 ack 2']);
  const before = script.start;
  script.receive('S', 100000, 0, { mss: 1000 });
  assert.deepEqual(script.sent(), ['SA 0+0 ack 100001']);
  assert.ok(((script.start - before) | 0) > 65536);
});

test('connections in TIME-WAIT are bounded; the oldest goes first', () => {
  const script = new Script({ limits: { timeWaits: 2 } });
  script.listen();
  for (let port = 1; port <= 4; port++) {
    script.receive('S', 0, 0, { port });
    script.sent();
    script.receive('A', 1, 1, { port });
    script.connection!.close();
    script.poll();
    script.receive('FA', 1, 2, { port });
  }
  assert.equal(script.host.tcp.counters.timeWaitConnections, 2);
  assert.deepEqual(
    script.host.tcp
      .connections()
      .map((connection) => connection.remotePort)
      .sort(),
    [3, 4],
  );
});

test('data after close is answered by a RST (RFC 9293 §3.6.1)', () => {
  const script = Script.accepted();
  script.connection!.close();
  script.poll();
  assert.deepEqual(script.sent(), ['FA 1+0 ack 1']);
  script.receive('PA', 1, 2, { data: 'unread' });
  assert.deepEqual(script.sent(), ['RA 2+0 ack 1']);
  assert.equal(script.host.tcp.connections().length, 0);
});

test('closing with unread data is a reset (RFC 2525 §2.17)', () => {
  const script = Script.accepted();
  script.connection!.pauseReading();
  script.receive('PA', 1, 1, { data: 'unread' });
  script.sent();
  script.connection!.close();
  assert.deepEqual(script.sent(), ['RA 1+0 ack 7']);
  assert.equal(script.host.tcp.bufferedBytes, 0);
});

test('an answer that was written before the close leaves before the RST', () => {
  const script = Script.accepted();
  script.onData = () => {
    script.write('no');
    script.connection!.close();
    script.onData = () => {};
  };
  script.give('PA', 1, 1, { data: 'too' });
  script.receive('PA', 4, 1, { data: 'much' });
  assert.deepEqual(script.sent(), ['FPA 1+2 ack 4', 'RA 4+0 ack 4']);
});

test('a closed connection does not wait for the peer FIN for ever', () => {
  const script = Script.accepted();
  script.connection!.close();
  script.poll();
  script.receive('A', 1, 2);
  assert.equal(script.state, 'FIN-WAIT-2');
  script.wait(60000);
  assert.equal(script.host.tcp.connections().length, 0);
});

test('a half closed connection that the program keeps stays', () => {
  const script = Script.accepted();
  script.connection!.shutdownWrite();
  script.poll();
  script.receive('A', 1, 2);
  script.wait(600000);
  assert.equal(script.state, 'FIN-WAIT-2');
});

test('a pausing reader gets data and end after the connection is over', () => {
  const script = Script.accepted();
  script.connection!.pauseReading();
  script.receive('FPA', 1, 1, { data: 'last words' });
  script.connection!.shutdownWrite();
  script.poll();
  script.receive('A', 12, 2);
  assert.equal(script.host.tcp.connections().length, 0);
  assert.deepEqual(script.told(), []);
  script.connection!.resumeReading();
  script.poll();
  assert.deepEqual(script.told(), ['data last words', 'end', 'gone null']);
  assert.equal(script.host.tcp.bufferedBytes, 0);
});
