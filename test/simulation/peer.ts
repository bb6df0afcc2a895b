// Peer: a program at one end of a connection. It writes a stream that can be recomputed from its key, checks what it reads
// against the other end's key, and pauses, thinks and ends as its plan says.

import type {
  TcpConnection,
  TcpFailure,
  TcpHandler,
} from '../../src/library/net/tcp/connection.ts';
import { stateName } from '../../src/library/net/tcp/states.ts';
import type { World } from './world.ts';

export interface Plan {
  bytes: number;
  /** Bytes a write. */
  chunk: number;
  /** Probability of a pause after data. */
  pauses: number;
  /** Probability that some time passes before the next write. */
  thinks: number;
  noDelay: boolean;
  keepAlive: boolean;
  /** finish: end the stream, read to the other's end, close. close: close after the last write. */
  end: 'finish' | 'close' | 'reset' | 'abandon';
  /** Milliseconds until `reset` or `abandon`. */
  endAfter: number;
}

export function streamByte(key: number, index: number): number {
  return (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(key + 7, 0x85ebca6b) ^ (index >>> 9)) & 255;
}

export class Peer implements TcpHandler {
  readonly plan: Plan;
  connection: TcpConnection | null = null;
  received = 0;
  written = 0;
  ended = false;
  done = false;
  failure: TcpFailure | null = null;
  problem: string | null = null;
  readonly #world: World;
  readonly #key: number;
  readonly #otherKey: number;
  #writing = false;
  #shut = false;
  #paused = false;
  #insideCall = false;

  constructor(world: World, key: number, otherKey: number, plan: Plan) {
    this.#world = world;
    this.#key = key;
    this.#otherKey = otherKey;
    this.plan = plan;
  }

  onConnect(): void {
    const { plan } = this;
    this.connection!.setNoDelay(plan.noDelay);
    if (plan.keepAlive) this.connection!.setKeepAlive(true, 5000);
    if (plan.end === 'reset' || plan.end === 'abandon') {
      this.#later(plan.endAfter, () => this.#endAbruptly());
    }
    this.#write();
  }

  onData(bytes: Uint8Array, start: number, end: number): void {
    this.#expectOutsideCall();
    if (this.ended) this.problem = 'data after the end';
    if (this.#paused) this.problem = 'data while paused';
    if (end <= start) this.problem = 'no data';
    for (let i = start; i < end; i++) {
      if (bytes[i] !== streamByte(this.#otherKey, this.received++)) {
        this.problem ??= `byte ${this.received - 1} is wrong`;
      }
    }
    if (this.#world.random.chance(this.plan.pauses)) this.#pause();
  }

  onDrain(): void {
    this.#expectOutsideCall();
    if (this.#writing) this.#write();
    else this.problem = 'a drain that nobody waits for';
  }

  onEnd(): void {
    this.#expectOutsideCall();
    if (this.ended) this.problem = 'a second end';
    if (this.#paused) this.problem = 'the end while paused';
    this.ended = true;
    this.#finishIfDone();
  }

  onGone(failure: TcpFailure | null): void {
    this.#expectOutsideCall();
    if (this.done && this.failure !== null) this.problem = 'gone twice';
    this.failure = failure;
    this.done = true;
  }

  describe(): string {
    const { connection, plan } = this;
    const state = connection === null ? 'none' : stateName(connection.state);
    return `${state} wrote ${this.written}/${plan.bytes} read ${this.received} ${plan.end}`;
  }

  #expectOutsideCall(): void {
    if (this.#insideCall) this.problem = 'a callback from inside a call';
  }

  #write(): void {
    const { plan, connection } = this;
    const { random } = this.#world;
    this.#writing = false;
    if (connection === null || this.done || this.#shut) return;
    while (this.written < plan.bytes) {
      const length = Math.min(plan.chunk, plan.bytes - this.written);
      const bytes = new Uint8Array(length + 3);
      for (let i = 0; i < length; i++) bytes[i + 3] = streamByte(this.#key, this.written + i);
      this.#insideCall = true;
      const taken = connection.write(bytes, 3, length);
      this.#insideCall = false;
      this.written += taken;
      if (taken < length) {
        this.#writing = true;
        return;
      }
      if (random.chance(plan.thinks)) {
        this.#later(random.scale(1, 500), () => this.#write());
        return;
      }
    }
    this.#finishWriting();
  }

  #finishWriting(): void {
    const { plan, connection } = this;
    this.#insideCall = true;
    if (plan.end === 'finish') {
      this.#shut = true;
      connection!.shutdownWrite();
    } else if (plan.end === 'close') {
      this.#shut = true;
      connection!.close();
      this.done = true;
    }
    this.#insideCall = false;
    this.#finishIfDone();
  }

  #finishIfDone(): void {
    if (this.done || !this.ended) return;
    if (!this.#shut && this.plan.end !== 'finish') return;
    if (this.#shut) {
      this.connection!.close();
      this.done = true;
    }
  }

  #endAbruptly(): void {
    if (this.done) return;
    this.#insideCall = true;
    if (this.plan.end === 'reset') this.connection!.reset();
    else this.connection!.close();
    this.#insideCall = false;
    this.#shut = true;
    this.done = true;
  }

  #pause(): void {
    if (this.#paused || this.done) return;
    this.#paused = true;
    this.connection!.pauseReading();
    this.#later(this.#world.random.scale(1, 20000), () => {
      this.#paused = false;
      this.#insideCall = true;
      this.connection!.resumeReading();
      this.#insideCall = false;
    });
  }

  #later(millis: number, action: () => void): void {
    this.#world.clock.after(millis, () => {
      action();
      this.#world.touch();
    });
  }
}
