// Performance: the global `performance`: now, timeOrigin, mark and measure (User Timing, in its common part). Layer: web.

import { platformWallClockMillis } from '../interfaces/platform.ts';
import { currentLoop } from '../interfaces/timer.ts';
import { argumentTypeError } from '../node/errors.ts';
import { DOMException } from './dom-exception.ts';

/** @global */
export class PerformanceEntry {
  readonly name: string;
  readonly entryType: string;
  readonly startTime: number;
  readonly duration: number;

  constructor(name: string, entryType: string, startTime: number, duration: number) {
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
  }

  toJSON(): any {
    return {
      name: this.name,
      entryType: this.entryType,
      startTime: this.startTime,
      duration: this.duration,
    };
  }
}

/** @global */
export class PerformanceMark extends PerformanceEntry {
  readonly detail: any;

  constructor(name: any, options?: any) {
    const start = options?.startTime;
    super(`${name}`, 'mark', start === undefined ? currentLoop().nowMillis() : start, 0);
    this.detail = options?.detail ?? null;
  }
}

/** @global */
export class PerformanceMeasure extends PerformanceEntry {
  readonly detail: any;

  constructor(name: string, start: number, duration: number, detail: any) {
    super(name, 'measure', start, duration);
    this.detail = detail;
  }
}

class Performance {
  #entries: PerformanceEntry[] = [];
  #timeOrigin = 0;

  /** Milliseconds since the start of the image. */
  now(): number {
    return currentLoop().nowMillis();
  }

  get timeOrigin(): number {
    if (this.#timeOrigin === 0) {
      this.#timeOrigin = platformWallClockMillis() - currentLoop().nowMillis();
    }
    return this.#timeOrigin;
  }

  mark(name: any, options?: any): PerformanceMark {
    const mark = new PerformanceMark(name, options);
    this.#entries.push(mark);
    return mark;
  }

  measure(name: any, startOrOptions?: any, endMark?: any): PerformanceMeasure {
    let start: any = startOrOptions;
    let end: any = endMark;
    let detail: any = null;
    let duration: any;
    if (startOrOptions !== null && typeof startOrOptions === 'object') {
      start = startOrOptions.start;
      end = startOrOptions.end;
      duration = startOrOptions.duration;
      detail = startOrOptions.detail ?? null;
    }
    let endTime: number;
    if (end !== undefined) endTime = this.#timeOf(end);
    else if (start !== undefined && duration !== undefined)
      endTime = this.#timeOf(start) + duration;
    else endTime = this.now();
    let startTime = 0;
    if (start !== undefined) startTime = this.#timeOf(start);
    else if (duration !== undefined && end !== undefined) startTime = endTime - duration;
    const measure = new PerformanceMeasure(`${name}`, startTime, endTime - startTime, detail);
    this.#entries.push(measure);
    return measure;
  }

  #timeOf(mark: any): number {
    if (typeof mark === 'number') return mark;
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const entry = this.#entries[i]!;
      if (entry.entryType === 'mark' && entry.name === `${mark}`) return entry.startTime;
    }
    throw new DOMException('The "' + mark + '" performance mark has not been set', 'SyntaxError');
  }

  #clear(type: string, name: any): void {
    this.#entries = this.#entries.filter(
      (entry) => entry.entryType !== type || (name !== undefined && entry.name !== `${name}`),
    );
  }

  clearMarks(name?: any): void {
    this.#clear('mark', name);
  }

  clearMeasures(name?: any): void {
    this.#clear('measure', name);
  }

  getEntries(): PerformanceEntry[] {
    return this.#entries.slice().sort((a, b) => a.startTime - b.startTime);
  }

  getEntriesByName(name: any, type?: any): PerformanceEntry[] {
    return this.getEntries().filter(
      (entry) => entry.name === `${name}` && (type === undefined || entry.entryType === type),
    );
  }

  getEntriesByType(type: any): PerformanceEntry[] {
    return this.getEntries().filter((entry) => entry.entryType === type);
  }

  /** A function that runs `callback` as is: there is no observer that would see the timing. */
  timerify(callback: any): any {
    if (typeof callback !== 'function') throw argumentTypeError('fn', 'function', callback);
    return function timerified(this: any, ...args: any[]): any {
      return callback.apply(this, args);
    };
  }

  toJSON(): any {
    return { timeOrigin: this.timeOrigin };
  }

  get [Symbol.toStringTag](): string {
    return 'Performance';
  }
}

/** @global enumerable */
export const performance = new Performance();
