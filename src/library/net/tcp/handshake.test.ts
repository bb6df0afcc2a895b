import assert from 'node:assert/strict';
import test from 'node:test';

import { Script } from '../../../../test/simulation/script.ts';

test('a SYN for a listener is answered by SYN and ACK with our options, and the ACK establishes', () => {
  const script = new Script();
  script.listen();
  script.receive('S', 0, 0, { mss: 1400, sackOk: true, shift: 7, timestamps: [900, 0] });
  assert.deepEqual(script.sent(), ['SA 0+0 ack 1']);
  assert.equal(script.last.maximumSegmentSize, 1460);
  assert.equal(script.last.windowShift, 5);
  assert.equal(script.last.sackPermitted, true);
  assert.equal(script.last.timestampEcho, 900);
  assert.deepEqual(script.told(), []);
  script.receive('A', 1, 1, { timestamps: [901, script.last.timestamp] });
  assert.deepEqual(script.told(), ['accept']);
  assert.equal(script.state, 'ESTABLISHED');
  assert.deepEqual(script.sent(), []);
});

test('options that the peer does not offer are not answered (RFC 7323 §2.5, RFC 2018 §2)', () => {
  const script = new Script();
  script.listen();
  script.receive('S', 0, 0, {});
  script.sent();
  assert.equal(script.last.maximumSegmentSize, 1460);
  assert.equal(script.last.windowShift, -1);
  assert.equal(script.last.sackPermitted, false);
  assert.equal(script.last.hasTimestamps, false);
});

test('without an MSS option segments have 536 bytes at most (RFC 9293 §3.7.1)', () => {
  const script = Script.accepted({});
  script.write(1000);
  script.poll();
  assert.deepEqual(script.sent(), ['A 1+536 ack 1', 'PA 537+464 ack 1']);
});

test('the MSS counts for data and options together (RFC 6691)', () => {
  const script = Script.accepted({ mss: 1000, timestamps: [5, 0] });
  script.write(2000);
  script.poll();
  assert.deepEqual(script.sent(), ['A 1+988 ack 1', 'A 989+988 ack 1', 'PA 1977+24 ack 1']);
});

test('connecting sends a SYN, and the answer establishes', () => {
  const script = new Script();
  script.connect();
  assert.deepEqual(script.sent(), ['S 0+0']);
  assert.equal(script.last.sackPermitted, true);
  script.receive('SA', 0, 1, { mss: 1000 });
  assert.deepEqual(script.sent(), ['A 1+0 ack 1']);
  assert.deepEqual(script.told(), ['connect']);
});

test('what is written in onConnect goes out with the ACK of the handshake', () => {
  const script = new Script();
  script.connect();
  script.sent();
  script.connection!.handler!.onConnect = () => void script.write('hello');
  script.receive('SA', 0, 1, { mss: 1000 });
  assert.deepEqual(script.sent(), ['PA 1+5 ack 1']);
});

test('a RST in answer to our SYN is a refusal; one that acknowledges something else is not', () => {
  const script = new Script();
  script.connect();
  script.sent();
  script.receive('RA', 0, 7);
  assert.deepEqual(script.told(), []);
  script.receive('RA', 0, 1);
  assert.deepEqual(script.told(), ['gone refused']);
});

test('an ACK of something that was not sent is answered by a RST in SYN-SENT (RFC 9293 §3.10.7.3)', () => {
  const script = new Script();
  script.connect();
  script.sent();
  script.receive('SA', 0, 55);
  assert.deepEqual(script.sent(), ['R 55+0']);
  assert.equal(script.state, 'SYN-SENT');
});

test('SYNs are repeated with backoff, and after two minutes connecting has timed out', () => {
  const script = new Script();
  script.connect();
  const times = [0];
  script.sent();
  for (let i = 0; i < 130 && script.connection!.state !== 0; i++) {
    script.wait(1000);
    if (script.sent().length > 0) times.push(script.now / 1000);
  }
  assert.deepEqual(times, [0, 1, 3, 7, 15, 31, 63]);
  assert.deepEqual(script.told(), ['gone timed-out']);
  assert.equal(script.now, 123000);
});

test('both sides open at once (RFC 9293 §3.5, figure 8)', () => {
  const script = new Script();
  script.connect();
  script.sent();
  script.receive('S', 0, 0, { mss: 1000 });
  assert.deepEqual(script.sent(), ['SA 0+0 ack 1']);
  assert.equal(script.state, 'SYN-RECEIVED');
  script.receive('SA', 0, 1, { mss: 1000 });
  assert.equal(script.state, 'ESTABLISHED');
  assert.deepEqual(script.told(), ['connect']);
});

test('a segment for nobody is answered by a RST that the sender believes (RFC 9293 §3.10.7.1)', () => {
  const script = new Script();
  script.receive('S', 0, 0, { mss: 1000 });
  script.receive('A', 10, 77);
  script.receive('R', 10, 0);
  assert.deepEqual(script.sent(), ['RA 0+0 ack 1', 'R 77+0']);
});

test('a SYN that comes again is answered again', () => {
  const script = new Script();
  script.listen();
  script.receive('S', 0, 0, { mss: 1000 });
  script.receive('S', 0, 0, { mss: 1000 });
  assert.deepEqual(script.sent(), ['SA 0+0 ack 1', 'SA 0+0 ack 1']);
  assert.equal(script.host.tcp.counters.halfOpenConnections, 1);
});

test('a lost SYN and ACK is sent again, and given up in the end', () => {
  const script = new Script();
  script.listen();
  script.receive('S', 0, 0, { mss: 1000 });
  script.sent();
  script.wait(1000);
  assert.deepEqual(script.sent(), ['SA 0+0 ack 1']);
  script.wait(100000);
  assert.equal(script.host.tcp.counters.connections, 0);
  assert.equal(script.host.tcp.counters.halfOpenConnections, 0);
});

test('a RST ends a half-open connection, and the program hears nothing', () => {
  const script = new Script();
  script.listen();
  script.receive('S', 0, 0, { mss: 1000 });
  script.receive('R', 1, 0);
  assert.equal(script.host.tcp.counters.connections, 0);
  assert.deepEqual(script.told(), []);
});

test('with too many half-open connections SYN cookies remember MSS, scaling and SACK (RFC 4987 §3.6)', () => {
  const script = new Script();
  script.listen(1);
  script.receive('S', 0, 0, { mss: 1000, port: 1 });
  script.sent();
  script.receive('S', 0, 0, { mss: 1400, sackOk: true, shift: 7, timestamps: [900, 0] });
  assert.deepEqual(script.sent(), ['SA 0+0 ack 1']);
  assert.equal(script.host.tcp.counters.connections, 1);
  script.wait(300);
  script.sent();
  script.receive('A', 1, 1, { timestamps: [901, script.last.timestamp], data: 'hello' });
  assert.deepEqual(script.told(), ['accept', 'data hello']);
  const { connection } = script;
  assert.equal(connection!.send.peerSegmentSize, 1380);
  assert.equal(connection!.send.windowShift, 7);
  assert.equal(connection!.usesSack, true);
  assert.equal(script.host.tcp.counters.synCookiesAccepted, 1);
});

test('a forged or an old cookie is answered by a RST', () => {
  const script = new Script();
  script.listen(1);
  script.receive('S', 0, 0, { mss: 1000, port: 1 });
  script.receive('S', 0, 0, { mss: 1000 });
  script.sent();
  script.receive('A', 1, 99);
  assert.deepEqual(script.sent(), ['R 99+0']);
  script.wait(200000);
  script.sent();
  script.receive('A', 1, 1);
  assert.deepEqual(script.sent(), ['R 1+0']);
  assert.deepEqual(script.told(), []);
});

test('initial sequence numbers differ between peers and grow with time (RFC 6528)', () => {
  const script = new Script();
  script.listen();
  script.receive('S', 0, 0, { port: 1 });
  script.sent();
  const first = script.start;
  script.receive('S', 0, 0, { port: 2 });
  script.sent();
  assert.ok(Math.abs((script.start - first) | 0) > 1000);
  script.receive('R', 1, 0, { port: 1 });
  script.now += 100;
  script.receive('S', 0, 0, { port: 1 });
  script.sent();
  assert.equal((script.start - first) | 0, 25000);
});

test('connections above the limit are not taken', () => {
  const script = new Script({ limits: { connections: 2 } });
  script.listen();
  for (let port = 1; port <= 3; port++) script.receive('S', 0, 0, { port });
  assert.equal(script.sent().length, 2);
  assert.equal(script.host.tcp.counters.droppedAtConnectionLimit, 1);
});

test('a wrong checksum and a malformed header are dropped and counted', () => {
  const script = new Script();
  script.listen();
  script.receive('S', 0, 0, { badChecksum: true });
  assert.equal(script.host.tcp.counters.droppedChecksum, 1);
  const { peer, host } = script;
  host.tcp.receive(peer, host.address, new Uint8Array(19), 0, 19, true, 0);
  assert.equal(host.tcp.counters.droppedMalformed, 1);
  assert.deepEqual(script.sent(), []);
});
