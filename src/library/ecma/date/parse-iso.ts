// The date time string format of ECMA-262 §21.4.1.32. Layer: ecma.

import { charCodeAtIndex, stringLength } from '../../runtime/strings.ts';
import { makeDate, makeDay, makeTime } from './calendar.ts';

/** The time value (not clipped), or undefined when the text has another format. */
export function parseIsoDate(text: string): number | undefined {
  return new IsoReader(text).read();
}

class IsoReader {
  text: string;
  length: number;
  position = 0;

  constructor(text: string) {
    this.text = text;
    this.length = stringLength(text);
  }

  unit(): number {
    return this.position < this.length ? charCodeAtIndex(this.text, this.position) : -1;
  }

  eat(unit: number): boolean {
    if (this.unit() !== unit) return false;
    this.position++;
    return true;
  }

  /** Exactly `count` digits, or -1. */
  digits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const digit = this.unit() - 0x30;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
      this.position++;
    }
    return value;
  }

  read(): number | undefined {
    const year = this.year();
    if (year === undefined) return undefined;
    let month = 1;
    let date = 1;
    if (this.eat(0x2d)) {
      month = this.digits(2);
      if (month < 1 || month > 12) return undefined;
      if (this.eat(0x2d)) {
        date = this.digits(2);
        if (date < 1 || date > 31) return undefined;
      }
    }
    const day = makeDay(year, month - 1, date);
    if (this.position === this.length) return makeDate(day, 0);
    if (!this.eat(0x54) && !this.eat(0x74)) return undefined;
    return this.time(day);
  }

  year(): number | undefined {
    const negative = this.unit() === 0x2d;
    if (!negative && this.unit() !== 0x2b) {
      const plain = this.digits(4);
      return plain < 0 ? undefined : plain;
    }
    this.position++;
    const extended = this.digits(6);
    if (extended < 0 || (negative && extended === 0)) return undefined;
    return negative ? -extended : extended;
  }

  time(day: number): number | undefined {
    const hour = this.digits(2);
    if (hour < 0 || hour > 24 || !this.eat(0x3a)) return undefined;
    const minute = this.digits(2);
    if (minute < 0 || minute > 59) return undefined;
    let second = 0;
    let millisecond = 0;
    if (this.eat(0x3a)) {
      second = this.digits(2);
      if (second < 0 || second > 59) return undefined;
      if (this.eat(0x2e)) {
        millisecond = this.fraction();
        if (millisecond < 0) return undefined;
      }
    }
    if (hour === 24 && (minute > 0 || second > 0 || millisecond > 0)) return undefined;
    const offset = this.offset();
    if (offset === undefined || this.position !== this.length) return undefined;
    return makeDate(day, makeTime(hour, minute, second, millisecond)) - offset * 60000;
  }

  /** Any number of digits, of which three count; -1 when there is none. */
  fraction(): number {
    let value = 0;
    let count = 0;
    for (let digit = this.unit() - 0x30; digit >= 0 && digit <= 9; digit = this.unit() - 0x30) {
      if (count < 3) value = value * 10 + digit;
      count++;
      this.position++;
    }
    if (count === 0) return -1;
    for (; count < 3; count++) value *= 10;
    return value;
  }

  /** Minutes east of UTC; without a zone the time is local, which is UTC. */
  offset(): number | undefined {
    if (this.position === this.length || this.eat(0x5a) || this.eat(0x7a)) return 0;
    const negative = this.unit() === 0x2d;
    if (!negative && this.unit() !== 0x2b) return undefined;
    this.position++;
    const hours = this.digits(2);
    this.eat(0x3a);
    const minutes = this.digits(2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return undefined;
    return negative ? -(hours * 60 + minutes) : hours * 60 + minutes;
  }
}
