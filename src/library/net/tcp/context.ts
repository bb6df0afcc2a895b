// Context: what all connections of a TCP stack share. Layer: net/tcp.

import type { IpLayer } from '../ip-layer.ts';
import { BufferBudget } from './buffer-budget.ts';
import { ChallengeLimit } from './challenge-limit.ts';
import type { TcpConnection } from './connection.ts';
import { ConnectionTable } from './connection-table.ts';
import { TcpCounters } from './counters.ts';
import { DeadlineHeap } from './deadline-heap.ts';
import type { TcpLimits } from './limits.ts';
import { SipHash } from './sip-hash.ts';
import { TimeWaitList } from './time-wait-list.ts';

export class TcpContext {
  readonly ip: IpLayer;
  readonly limits: TcpLimits;
  /** 32 random bits. */
  readonly random: () => number;
  readonly counters = new TcpCounters();
  readonly budget: BufferBudget;
  readonly hash: SipHash;
  readonly table: ConnectionTable;
  readonly heap = new DeadlineHeap<TcpConnection>();
  readonly timeWaits = new TimeWaitList();
  readonly challenges: ChallengeLimit;
  /** The time of the current `receive` or `poll`. */
  now = 0;
  /** A handler was called since the last poll: the program may have made timers of its own. */
  called = false;
  isPolling = false;
  /** Called when there is work that only `poll` does. */
  wantPoll: () => void = () => {};
  #queue: (TcpConnection | null)[] = [];
  #queued = 0;
  #taken: (TcpConnection | null)[] = [];

  constructor(ip: IpLayer, limits: TcpLimits, random: () => number) {
    this.ip = ip;
    this.limits = limits;
    this.random = random;
    this.budget = new BufferBudget(limits.buffers);
    const key = new Int32Array(4);
    for (let i = 0; i < 4; i++) key[i] = random();
    this.hash = new SipHash(key);
    this.table = new ConnectionTable(random(), random());
    this.challenges = new ChallengeLimit(random);
  }

  /** The next poll looks at the connection: there may be something to send or to hand up. */
  queue(connection: TcpConnection): void {
    if (connection.queued) return;
    connection.queued = true;
    if (!this.isPolling && this.#queued === 0) this.wantPoll();
    this.#queue[this.#queued++] = connection;
  }

  get hasQueued(): boolean {
    return this.#queued > 0;
  }

  /** Takes all that are queued now: their number, for `taken`. */
  takeQueued(): number {
    const count = this.#queued;
    const queue = this.#queue;
    this.#queue = this.#taken;
    this.#taken = queue;
    this.#queued = 0;
    return count;
  }

  /** Once for each that was taken; it may be queued again from then on. */
  taken(index: number): TcpConnection {
    const connection = this.#taken[index]!;
    this.#taken[index] = null;
    connection.queued = false;
    return connection;
  }
}
