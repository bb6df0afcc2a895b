import assert from 'node:assert/strict';
import test from 'node:test';

import type { HostOptions } from '../../../../test/simulation/host.ts';
import { Script, type SegmentOptions } from '../../../../test/simulation/script.ts';

const SACK = { mss: 1000, sackOk: true };
const STAMPED = { mss: 1012, sackOk: true, timestamps: [100, 0] as [number, number] };

/** An established connection with a round trip of 100 ms behind it. */
function measured(options: SegmentOptions = SACK, host: HostOptions = {}): Script {
  return Script.accepted(options, host, 100);
}

function send(script: Script, bytes: number): string[] {
  script.write(bytes);
  script.poll();
  return script.sent();
}

test('ten segments go out before the first acknowledgment (RFC 6928)', () => {
  const script = measured();
  assert.equal(send(script, 20000).length, 10);
});

test('slow start sends two segments for each that is acknowledged', () => {
  const script = measured();
  send(script, 50000);
  script.now += 100;
  script.receive('A', 1, 2001);
  assert.equal(script.sent().length, 4);
});

test('the window of the peer is kept', () => {
  const script = measured({ ...SACK, window: 2500 });
  assert.deepEqual(send(script, 5000), ['A 1+1000 ack 1', 'A 1001+1000 ack 1']);
});

test('the device cuts large packets where it can, and every segment is accounted for', () => {
  const script = measured(SACK, { segmentation: 16000 });
  let handed = 0;
  const allocate = script.host.allocate.bind(script.host);
  script.host.allocate = (capacity) => {
    handed++;
    return allocate(capacity);
  };
  assert.equal(send(script, 9500).length, 10);
  assert.equal(handed, 2);
  assert.equal(script.connection!.send.segments.count, 10);
});

test('a small segment waits while another one is unacknowledged (Nagle), unless setNoDelay', () => {
  const script = measured();
  script.connection!.setNoDelay(false);
  assert.deepEqual(send(script, 10), ['PA 1+10 ack 1']);
  assert.deepEqual(send(script, 10), []);
  script.receive('A', 1, 11);
  assert.deepEqual(script.sent(), ['PA 11+10 ack 1']);
  script.connection!.setNoDelay(true);
  assert.deepEqual(send(script, 10), ['PA 21+10 ack 1']);
});

test('the small end of an answer does not wait for the full segments before it', () => {
  const script = measured();
  script.connection!.setNoDelay(false);
  assert.deepEqual(send(script, 1300), ['A 1+1000 ack 1', 'PA 1001+300 ack 1']);
});

test('a closed window is probed with one byte, ever more seldom, and the rest follows when it opens', () => {
  const script = measured({ ...SACK, window: 1000 });
  send(script, 1500);
  script.receive('A', 1, 1001, { window: 0 });
  assert.deepEqual(script.sent(), []);
  const times: number[] = [];
  const from = script.now;
  for (let i = 0; i < 300; i++) {
    script.wait(10);
    const sent = script.sent();
    if (sent.length === 0) continue;
    assert.deepEqual(sent.length, 1);
    assert.match(sent[0]!, /A 1001\+1 ack 1$/);
    times.push(script.now - from);
    script.receive('A', 1, 1001, { window: 0 });
  }
  assert.equal(times.length, 3);
  assert.ok(times[1]! - times[0]! > 1.5 * times[0]!);
  script.receive('A', 1, 1001, { window: 1000 });
  assert.deepEqual(script.sent(), ['A 1001+1 ack 1', 'PA 1002+499 ack 1']);
  assert.equal(script.host.tcp.counters.retransmissionTimeouts, 0);
});

test('probing goes on for ever while the peer answers, and ends when it does not', () => {
  const script = measured({ ...SACK, window: 1000 });
  send(script, 1500);
  script.receive('A', 1, 1001, { window: 0 });
  for (let i = 0; i < 40; i++) {
    script.wait(60000);
    script.receive('A', 1, 1001, { window: 0 });
  }
  assert.deepEqual(script.told(), []);
  script.wait(20 * 60000);
  assert.deepEqual(script.told(), ['gone timed-out']);
});

test('a window smaller than a segment is not used by scraps (RFC 9293 §3.8.6.2.1)', () => {
  const script = measured({ ...SACK, window: 1000 });
  send(script, 3000);
  script.receive('A', 1, 1001, { window: 100 });
  assert.deepEqual(script.sent(), []);
  script.receive('A', 1, 1001, { window: 500 });
  assert.deepEqual(script.sent(), ['A 1001+500 ack 1']);
});

test('unacknowledged data is sent again after the timeout, which doubles (RFC 6298 §5)', () => {
  const script = measured({ mss: 1000 });
  send(script, 100);
  const from = script.now;
  const times: number[] = [];
  for (let i = 0; i < 500; i++) {
    script.wait(10);
    if (script.sent().length > 0) times.push(script.now - from);
  }
  // One sample of 100 ms: smoothed 100, variation 50.
  assert.deepEqual(times, [300, 900, 2100, 4500]);
});

test('after fifteen timeouts in a row the connection is given up with a RST', () => {
  const script = measured({ mss: 1000 });
  send(script, 100);
  script.wait(20 * 60000);
  assert.deepEqual(script.told(), ['gone timed-out']);
  assert.equal(script.sent().at(-1), 'RA 101+0 ack 1');
  assert.equal(script.host.tcp.counters.retransmissionTimeouts, 15);
});

test('segments that were sent twice are no measure of the round trip (Karn)', () => {
  const script = measured({ mss: 1000 });
  send(script, 100);
  script.wait(350);
  script.receive('A', 1, 101);
  assert.equal(script.connection!.roundTrip.smoothed, 100);
});

test('three duplicate ACKs without SACK bring back the first segment at once (RFC 5681 §3.2)', () => {
  const script = measured({ mss: 1000 });
  send(script, 10000);
  script.now += 100;
  script.receive('A', 1, 1);
  script.receive('A', 1, 1);
  assert.deepEqual(script.sent(), []);
  script.receive('A', 1, 1);
  assert.deepEqual(script.sent(), ['A 1+1000 ack 1']);
});

test('the first two duplicate ACKs release new data (limited transmit, RFC 3042)', () => {
  const script = measured({ mss: 1000 });
  send(script, 20000);
  script.now += 100;
  script.receive('A', 1, 1);
  script.receive('A', 1, 1);
  assert.deepEqual(script.sent(), ['A 10001+1000 ack 1', 'A 11001+1000 ack 1']);
});

test('a partial acknowledgment brings back the next hole (NewReno, RFC 6582 §3.2)', () => {
  const script = measured({ mss: 1000 });
  send(script, 10000);
  script.now += 100;
  for (let i = 0; i < 3; i++) script.receive('A', 1, 1);
  script.sent();
  script.now += 100;
  script.receive('A', 1, 3001);
  assert.deepEqual(script.sent(), ['A 3001+1000 ack 1']);
  assert.equal(script.connection!.recovery.mode, 1);
  script.receive('A', 1, 10001);
  assert.equal(script.connection!.recovery.mode, 0);
  assert.equal(script.host.tcp.counters.fastRecoveries, 1);
});

test('SACK blocks for three segments bring back what is missing before them, and nothing else (RFC 6675, RFC 8985)', () => {
  const script = measured();
  send(script, 10000);
  script.now += 100;
  script.receive('A', 1, 1001, { sack: [[2001, 3001]] });
  script.receive('A', 1, 1001, { sack: [[2001, 4001]] });
  assert.deepEqual(script.sent(), []);
  script.receive('A', 1, 1001, { sack: [[2001, 5001]] });
  assert.deepEqual(script.sent(), ['A 1001+1000 ack 1']);
  script.receive('A', 1, 1001, { sack: [[2001, 10001]] });
  assert.deepEqual(script.sent(), []);
  script.receive('A', 1, 10001);
  assert.equal(script.connection!.recovery.mode, 0);
});

test('the window goes down to 0.7 of the flight after a loss (RFC 9438 §4.6), by way of proportional reduction', () => {
  const script = measured();
  send(script, 30000);
  script.now += 100;
  script.receive('A', 1, 1, { sack: [[1001, 4001]] });
  const { congestion } = script.connection!;
  assert.equal(congestion.threshold, 7000);
  script.receive('A', 1, 1, { sack: [[1001, 10001]] });
  script.receive('A', 1, 13001);
  assert.equal(congestion.window, 7000);
});

test('a segment that is late by less than a quarter of the round trip is not lost once reordering was seen (RFC 8985 §6.2)', () => {
  const script = measured();
  send(script, 10000);
  script.now += 100;
  // The second overtakes the first.
  script.receive('A', 1, 1, { sack: [[1001, 2001]] });
  script.receive('A', 1, 2001);
  script.receive('A', 1, 2001, { sack: [[3001, 7001]] });
  assert.deepEqual(script.sent(), []);
  script.now += 10;
  script.receive('A', 1, 10001);
  assert.equal(script.host.tcp.counters.retransmittedSegments, 0);
  send(script, 10000);
  script.now += 100;
  script.receive('A', 1, 10001, { sack: [[11001, 17001]] });
  script.wait(40);
  assert.deepEqual(script.sent(), ['A 10001+1000 ack 1']);
});

test('a lost retransmission is found without a timeout (RFC 8985)', () => {
  const script = measured();
  send(script, 30000);
  script.now += 100;
  script.receive('A', 1, 1, { sack: [[1001, 4001]] });
  assert.equal(script.sent()[0], 'A 1+1000 ack 1');
  script.now += 100;
  // Everything sent after the retransmission arrives.
  script.receive('A', 1, 1, { sack: [[1001, 10001]] });
  script.sent();
  script.now += 100;
  script.receive('A', 1, 1, { sack: [[1001, 12001]] });
  const sent = script.sent();
  assert.ok(sent.includes('A 1+1000 ack 1'), sent.join('; '));
  assert.equal(script.host.tcp.counters.retransmissionTimeouts, 0);
});

test('a lost tail is probed after two round trips, not a timeout (RFC 8985 §7)', () => {
  const script = measured();
  send(script, 3000);
  script.wait(199);
  assert.deepEqual(script.sent(), []);
  script.wait(1);
  assert.deepEqual(script.sent(), ['PA 2001+1000 ack 1']);
  script.now += 100;
  script.receive('A', 1, 1, { sack: [[2001, 3001]] });
  assert.equal(script.host.tcp.counters.tailLossProbes, 1);
  script.wait(30);
  assert.deepEqual(script.sent(), ['A 1+1000 ack 1', 'A 1001+1000 ack 1']);
});

test('a probe that repaired a loss lowers the window (RFC 8985 §7.4.2)', () => {
  const script = measured();
  send(script, 3000);
  script.wait(200);
  const before = script.connection!.congestion.window;
  script.write(500);
  script.poll();
  script.receive('A', 1, 3501);
  assert.ok(script.connection!.congestion.window < before);
});

test('a timeout sends one segment, then slow start up to half the flight', () => {
  const script = measured({ mss: 1000 });
  send(script, 10000);
  script.wait(300);
  assert.deepEqual(script.sent(), ['A 1+1000 ack 1']);
  assert.equal(script.connection!.congestion.window, 1000);
  script.receive('A', 1, 1001);
  assert.deepEqual(script.sent(), ['A 1001+1000 ack 1', 'A 2001+1000 ack 1']);
});

test('a needless timeout is found by its timestamp and taken back (RFC 3522, RFC 4015)', () => {
  const script = measured(STAMPED);
  script.sent();
  send(script, 10000);
  const stamp = script.last.timestamp;
  const { congestion } = script.connection!;
  const before = congestion.window;
  // First the probe, then the timeout.
  script.wait(800);
  assert.equal(congestion.window, 1000);
  script.sent();
  script.receive('A', 1, 5001, { timestamps: [900, stamp] });
  assert.ok(congestion.window >= before, String(congestion.window));
  assert.equal(script.connection!.send.segments.lostCount, 0);
});

test('after a long silence the window is the initial one again (RFC 5681 §4.1)', () => {
  const script = measured();
  for (let i = 0, next = 1; i < 5; i++) {
    send(script, 20000);
    script.now += 100;
    next += 20000;
    script.receive('A', 1, next - 10000);
    script.receive('A', 1, next);
    script.sent();
  }
  assert.ok(script.connection!.congestion.window > 20000);
  script.wait(60000);
  assert.equal(send(script, 40000).length, 10);
});

test('writes are taken as far as there is room, and onDrain follows the acknowledgments', () => {
  const script = measured();
  const taken = script.write(200000);
  assert.equal(taken, 65536);
  script.poll();
  script.sent();
  assert.deepEqual(script.told(), []);
  let acknowledged = 1;
  for (let i = 0; i < 10 && !script.events.includes('drain'); i++) {
    script.now += 100;
    acknowledged = script.connection!.send.next - script.start;
    script.receive('A', 1, acknowledged);
  }
  assert.deepEqual(script.told(), ['drain']);
});

test('a smaller path MTU lowers the segments; what was too big goes out again in pieces (RFC 1191, RFC 5927)', () => {
  const script = measured({ mss: 1460 });
  send(script, 1460);
  const quote = new Uint8Array(8);
  quote.set([0, 80, 4000 >> 8, 4000 & 255]);
  const sequence = script.start + 1;
  script.host.mtu = 1040;
  const tell = (quoted: number): void => {
    for (let i = 0; i < 4; i++) quote[4 + i] = quoted >> (24 - 8 * i);
    const { host, peer } = script;
    host.tcp.onIcmpError('too-big', host.address, peer, quote, 0, 8, 1040, script.now);
    script.poll();
  };
  tell(sequence + 5000);
  assert.deepEqual(script.sent(), []);
  tell(sequence);
  assert.deepEqual(script.sent(), ['A 1+1000 ack 1', 'PA 1001+460 ack 1']);
});

test('large segments that are never acknowledged are tried smaller (RFC 2923 §2.1)', () => {
  const script = measured({ mss: 1460 });
  send(script, 1460);
  const sizes = new Set<number>();
  for (let i = 0; i < 60; i++) {
    script.wait(1000);
    for (const text of script.sent()) sizes.add(Number(/\+(\d+)/.exec(text)![1]));
  }
  assert.deepEqual([...sizes], [1460, 1220, 240, 536, 388]);
  assert.deepEqual(script.told(), []);
});

test('an unreachable destination ends connecting, but not a connection (RFC 5927 §5)', () => {
  const unreachable = (script: Script, quoted: number): void => {
    const { connection, host, peer } = script;
    const quote = new Uint8Array(8);
    const ports = [connection!.localPort, connection!.remotePort];
    for (let i = 0; i < 4; i++) quote[i] = ports[i >> 1]! >> (8 - 8 * (i & 1));
    for (let i = 0; i < 4; i++) quote[4 + i] = quoted >> (24 - 8 * i);
    host.tcp.onIcmpError('unreachable-host', host.address, peer, quote, 0, 8, 0, script.now);
    script.poll();
  };
  const connecting = new Script();
  connecting.connect();
  connecting.sent();
  unreachable(connecting, connecting.start + 1);
  assert.deepEqual(connecting.told(), []);
  unreachable(connecting, connecting.start);
  assert.deepEqual(connecting.told(), ['gone unreachable-host']);
  const script = measured({ mss: 1000 });
  send(script, 100);
  unreachable(script, script.start + 1);
  assert.deepEqual(script.told(), []);
  script.wait(20 * 60000);
  assert.deepEqual(script.told(), ['gone unreachable-host']);
});

test('keep-alive probes an idle connection, and gives it up when nobody answers (RFC 9293 §3.8.4)', () => {
  const script = measured();
  script.connection!.setKeepAlive(true, 5000);
  script.poll();
  script.wait(4999);
  assert.deepEqual(script.sent(), []);
  script.wait(1);
  assert.deepEqual(script.sent(), ['A 0+0 ack 1']);
  script.receive('A', 1, 1);
  script.wait(4999);
  assert.deepEqual(script.sent(), []);
  script.wait(12000);
  assert.deepEqual(script.told(), ['gone timed-out']);
});

test('a peer that has forgotten its SACKs is believed after a timeout (RFC 2018 §8)', () => {
  const script = measured();
  send(script, 3000);
  script.receive('A', 1, 1, { sack: [[1001, 2001]] });
  script.sent();
  // It acknowledges the first, but the second, which it had, is missing again.
  script.receive('A', 1, 1001);
  script.wait(1000);
  const sent = script.sent();
  assert.ok(sent.includes('A 1001+1000 ack 1'), sent.join('; '));
});

test('when there are no packets the stack tries again, without counting a loss', () => {
  const script = measured();
  script.host.refusals = 1;
  assert.deepEqual(send(script, 100), []);
  script.host.refusals = 0;
  script.wait(20);
  assert.deepEqual(script.sent(), ['PA 1+100 ack 1']);
  assert.equal(script.host.tcp.counters.retransmittedSegments, 0);
});
