// Virtio balloon (virtio 1.2 §5.5): lends free memory to the host as it asks, and answers its questions. Layer: driver.
// What is lent are whole blocks at the end of the heap (runtime/heap-loan.ts), 64 KiB each, told in messages of at most
// 1 MiB. A program that needs the memory gets it back first and tells afterwards, where the device allows that.

import { currentLoop, type TimerHandle } from '../../interfaces/timer.ts';
import {
  lendBlocks,
  lentBlocks,
  setLoanRevocable,
  takeBackBlocks,
} from '../../runtime/heap-loan.ts';
import { pollUntilIdle, type PolledDevice } from '../pc/interrupt-handlers.ts';
import {
  MOST_BLOCKS,
  sendBlocks,
  sendStatistics,
  setReportQueue,
  takeAnswer,
} from './balloon-rings.ts';
import { attachInterrupts } from './device-interrupts.ts';
import { hasFeature } from './device-record.ts';
import { allowInterrupts, queueIsBroken } from './queue.ts';
import {
  createQueue,
  giveUpDevice,
  needsReset,
  negotiate,
  offeredFeatures,
  readConfiguration32,
  resetDevice,
  startDevice,
  writeConfiguration32,
} from './transport.ts';

const FEATURE_STATISTICS = 2;
const FEATURE_DEFLATE_ON_NEED = 4;
const FEATURE_HINTS = 8;
const FEATURE_REPORTING = 0x20;
const WANTED = FEATURE_STATISTICS | FEATURE_DEFLATE_ON_NEED | FEATURE_REPORTING;

const CONFIGURATION_TARGET = 0;
const CONFIGURATION_ACTUAL = 4;
const PAGES_PER_BLOCK = 16;
const RETRY_MILLIS = 10000;

/** Takes over `device` (of type TYPE_BALLOON); null when it cannot be used. */
export function createBalloon(device: number): VirtioBalloon | null {
  const result = new VirtioBalloon(device);
  return result.isUsable ? result : null;
}

export class VirtioBalloon implements PolledDevice {
  isUsable = false;
  readonly #device: number;
  #inflateQueue = 0;
  #deflateQueue = 0;
  #statisticsQueue = 0;
  /** Blocks of which the host knows. */
  #told = 0;
  /** Blocks of the message under way; below 0: they come back. */
  #underWay = 0;
  #retry: TimerHandle | undefined;

  constructor(device: number) {
    this.#device = device;
    if (!attachInterrupts(device, this, () => this.#changed()) || !negotiate(device, WANTED))
      return;
    this.#inflateQueue = createQueue(device, 0, 4);
    this.#deflateQueue = createQueue(device, 1, 4);
    if (this.#inflateQueue === 0 || this.#deflateQueue === 0) {
      giveUpDevice(device);
      return;
    }
    if (hasFeature(device, FEATURE_STATISTICS)) this.#statisticsQueue = createQueue(device, 2, 4);
    setLoanRevocable(hasFeature(device, FEATURE_DEFLATE_ON_NEED));
    const reports = hasFeature(device, FEATURE_REPORTING);
    if (reports) setReportQueue(device, createQueue(device, this.#reportIndex(), 4));
    this.isUsable = true;
    startDevice(device);
    if (this.#statisticsQueue !== 0) sendStatistics(this.#statisticsQueue);
    pollUntilIdle(this);
  }

  /** Blocks of 64 KiB that the host has. */
  get blocks(): number {
    return this.#told;
  }

  poll(): boolean {
    if (!this.isUsable) return false;
    let worked = false;
    if (this.#statisticsQueue !== 0 && takeAnswer(this.#statisticsQueue)) {
      sendStatistics(this.#statisticsQueue);
      worked = true;
    }
    if (this.#underWay !== 0 && takeAnswer(this.#busyQueue())) {
      this.#finish();
      worked = true;
    }
    if (this.#isBroken()) this.#end();
    else if (this.#underWay === 0 && this.#adjust()) worked = true;
    return worked;
  }

  rest(): boolean {
    if (!this.isUsable) return false;
    const statistics = this.#statisticsQueue;
    if (statistics !== 0 && allowInterrupts(statistics, 0)) return true;
    return this.#underWay !== 0 && allowInterrupts(this.#busyQueue(), 0);
  }

  #busyQueue(): number {
    return this.#underWay > 0 ? this.#inflateQueue : this.#deflateQueue;
  }

  /** Queues of features that the device does not have have no number. */
  #reportIndex(): number {
    const offered = offeredFeatures(this.#device);
    const hasStatistics = (offered & FEATURE_STATISTICS) !== 0;
    return 2 + Number(hasStatistics) + Number((offered & FEATURE_HINTS) !== 0);
  }

  #isBroken(): boolean {
    return (
      queueIsBroken(this.#inflateQueue) ||
      queueIsBroken(this.#deflateQueue) ||
      (this.#statisticsQueue !== 0 && queueIsBroken(this.#statisticsQueue))
    );
  }

  /** The memory that the host has stays with it. */
  #end(): void {
    this.isUsable = false;
    setReportQueue(this.#device, 0);
    resetDevice(this.#device);
    giveUpDevice(this.#device);
  }

  #changed(): void {
    if (!this.isUsable) return;
    if (needsReset(this.#device)) this.#end();
    else pollUntilIdle(this);
  }

  /** One message towards what the host wants; false when there is nothing to tell. */
  #adjust(): boolean {
    const lent = lentBlocks();
    // The program needed memory: §5.5.6.1 allows to tell afterwards.
    if (lent < this.#told) {
      this.#send(this.#deflateQueue, lent - this.#told, -Math.min(this.#told - lent, MOST_BLOCKS));
      return true;
    }
    const pages = readConfiguration32(this.#device, CONFIGURATION_TARGET);
    const target = Math.floor(pages / PAGES_PER_BLOCK);
    if (target === this.#told) return false;
    if (target < this.#told) {
      this.#send(this.#deflateQueue, 0, -Math.min(this.#told - target, MOST_BLOCKS));
      return true;
    }
    const count = lendBlocks(Math.min(target - this.#told, MOST_BLOCKS));
    if (count === 0) this.#retryLater();
    else this.#send(this.#inflateQueue, 0, count);
    return count !== 0;
  }

  #send(queue: number, first: number, blocks: number): void {
    this.#underWay = blocks;
    // Until the host has taken the pages, nobody else may write there.
    if (blocks > 0) setLoanRevocable(false);
    sendBlocks(queue, first, Math.abs(blocks));
  }

  #finish(): void {
    this.#told += this.#underWay;
    setLoanRevocable(hasFeature(this.#device, FEATURE_DEFLATE_ON_NEED));
    // Less than was told when the program has taken some back already.
    if (this.#underWay < 0) takeBackBlocks(Math.max(lentBlocks() - this.#told, 0));
    this.#underWay = 0;
    writeConfiguration32(this.#device, CONFIGURATION_ACTUAL, this.#told * PAGES_PER_BLOCK);
  }

  /** There is not enough free memory now. */
  #retryLater(): void {
    if (this.#retry !== undefined) return;
    const loop = currentLoop();
    this.#retry = loop.setTimer(loop.nowMillis() + RETRY_MILLIS, () => {
      this.#retry = undefined;
      pollUntilIdle(this);
    });
    loop.setTimerReferenced(this.#retry, false);
  }
}
