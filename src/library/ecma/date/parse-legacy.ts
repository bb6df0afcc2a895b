// Dates in the free formats that the reference engine understands besides ISO, as `Tue, 01 Mar 2022 10:00 PM GMT+1 (x)`. Layer: ecma.
// Numbers, words and signs are taken in any order: up to three numbers make the day, numbers with colons the time, a sign
// after a time or UTC the zone. Words before the first number, and parentheses, are ignored.

import { charCodeAtIndex, stringLength, substringOf } from '../../runtime/strings.ts';
import { makeDate, makeDay, makeTime } from './calendar.ts';

const NONE = -1;
const MONTH_WORDS = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
const ZONE_WORDS = [
  'utc',
  'gmt',
  'ut',
  'z',
  'est',
  'edt',
  'cst',
  'cdt',
  'mst',
  'mdt',
  'pst',
  'pdt',
];
const ZONE_HOURS = [0, 0, 0, 0, -5, -4, -6, -5, -7, -6, -8, -7];

/** The time value (not clipped), or NaN. */
export function parseLegacyDate(text: string): number {
  return new LegacyReader(text).read();
}

class LegacyReader {
  text: string;
  length: number;
  position = 0;
  /** The last number's count of digits. */
  digits = 0;
  hasNumber = false;
  days: number[] = [];
  namedMonth = NONE;
  /** Hours, minutes, seconds, milliseconds. */
  times: number[] = [];
  timeDone = false;
  hourOffset = NONE;
  zoneSign = 0;
  zoneHour = NONE;
  zoneMinute = NONE;

  constructor(text: string) {
    this.text = text;
    this.length = stringLength(text);
  }

  unit(): number {
    return this.position < this.length ? charCodeAtIndex(this.text, this.position) : NONE;
  }

  read(): number {
    while (this.position < this.length) {
      const unit = this.unit();
      let good = true;
      if (isDigit(unit)) good = this.takeNumber(this.number());
      else if (isLetter(unit)) good = this.takeWord();
      else {
        this.position++;
        if (unit === 0x28) this.skipParentheses();
        else if (unit === 0x2b || unit === 0x2d) good = this.takeSign(unit);
        else if (unit === 0x29 && this.hasNumber) good = false;
      }
      if (!good) return NaN;
    }
    return this.result();
  }

  /** Digits at the position; more than nine significant ones make a number that nothing accepts. */
  number(): number {
    const start = this.position;
    let value = 0;
    while (isDigit(this.unit())) {
      if (value < 1e9) value = value * 10 + this.unit() - 0x30;
      this.position++;
    }
    this.digits = this.position - start;
    return value;
  }

  takeNumber(value: number): boolean {
    this.hasNumber = true;
    const next = this.unit();
    if (next === 0x3a) {
      this.position++;
      if (this.unit() === 0x3a) {
        if (this.times.length > 0) return false;
        this.position++;
        this.times.push(value, 0);
        return true;
      }
      if (this.times.length >= 4 || this.timeDone) return false;
      this.times.push(value);
      if (this.unit() === 0x2e) this.position++;
      return true;
    }
    if (next === 0x2e) {
      this.position++;
      if (this.expectsTime(value)) return this.takeFraction(value);
    }
    if (this.zoneHour !== NONE && this.zoneMinute === NONE && value < 60) {
      this.zoneMinute = value;
      return true;
    }
    if (this.expectsTime(value)) {
      this.times.push(value);
      this.timeDone = true;
      const after = this.unit();
      return after === NONE || isSpace(after) || this.atLoneZ() || after === 0x2b || after === 0x2d;
    }
    if (this.days.length >= 3) return false;
    this.days.push(value);
    if (this.unit() === 0x2d) this.position++;
    return true;
  }

  /** A number without a colon may be the time's next part. */
  expectsTime(value: number): boolean {
    if (this.timeDone) return false;
    const count = this.times.length;
    return (
      (count === 1 && value < 60) || (count === 2 && value < 60) || (count === 3 && value < 1000)
    );
  }

  /** Seconds, and after the point milliseconds. */
  takeFraction(value: number): boolean {
    this.times.push(value);
    if (!isDigit(this.unit())) return false;
    let milliseconds = this.number();
    let digits = this.digits;
    if (digits > 9) digits = 9;
    for (; digits < 3; digits++) milliseconds *= 10;
    for (; digits > 3; digits--) milliseconds = Math.floor(milliseconds / 10);
    while (this.times.length < 3) this.times.push(0);
    this.times.push(milliseconds);
    this.timeDone = true;
    return true;
  }

  atLoneZ(): boolean {
    if ((this.unit() | 0x20) !== 0x7a) return false;
    return (
      this.position + 1 >= this.length || !isLetter(charCodeAtIndex(this.text, this.position + 1))
    );
  }

  takeWord(): boolean {
    const start = this.position;
    while (isLetter(this.unit())) this.position++;
    const length = this.position - start;
    const end = length < 3 ? start + length : start + 3;
    const prefix = substringOf(this.text, start, end).toLowerCase();
    const month = MONTH_WORDS.indexOf(prefix);
    if (month >= 0) {
      this.namedMonth = month;
      if (this.unit() === 0x2d) this.position++;
      return true;
    }
    if (length <= 3) {
      if ((prefix === 'am' || prefix === 'pm') && this.times.length > 0) {
        this.hourOffset = prefix === 'am' ? 0 : 12;
        return true;
      }
      const zone = ZONE_WORDS.indexOf(prefix);
      if (zone >= 0 && this.hasNumber) {
        const hours = ZONE_HOURS[zone]!;
        this.zoneSign = hours < 0 ? -1 : 1;
        this.zoneHour = hours < 0 ? -hours : hours;
        this.zoneMinute = 0;
        return true;
      }
    }
    return !this.hasNumber && !isDigit(this.unit());
  }

  takeSign(unit: number): boolean {
    const isUtc = this.zoneHour === 0 && this.zoneMinute === 0;
    if (!isUtc && this.times.length === 0) return !this.hasNumber;
    this.zoneSign = unit === 0x2d ? -1 : 1;
    this.digits = 0;
    const value = isDigit(this.unit()) ? this.number() : 0;
    this.hasNumber = true;
    if (this.unit() === 0x3a) {
      this.zoneHour = value;
      this.zoneMinute = NONE;
      return true;
    }
    if (this.digits === 1 || this.digits === 2) {
      this.zoneHour = value;
      this.zoneMinute = 0;
      return true;
    }
    if (this.digits !== 3 && this.digits !== 4) return false;
    this.zoneHour = Math.floor(value / 100);
    this.zoneMinute = value % 100;
    return true;
  }

  skipParentheses(): void {
    this.hasNumber = true;
    let depth = 1;
    while (this.position < this.length && depth > 0) {
      const unit = this.unit();
      if (unit === 0x28) depth++;
      else if (unit === 0x29) depth--;
      this.position++;
    }
  }

  result(): number {
    const day = this.day();
    const time = this.time();
    let offset = 0;
    if (this.zoneSign !== 0) {
      const minutes = this.zoneMinute === NONE ? 0 : this.zoneMinute;
      const hours = this.zoneHour === NONE ? 0 : this.zoneHour;
      offset = this.zoneSign * (hours * 60 + minutes);
    }
    return makeDate(day, time) - offset * 60000;
  }

  day(): number {
    const days = this.days;
    if (days.length < 1) return NaN;
    // Missing numbers count as 1, also as a year: 2001.
    while (days.length < 3) days.push(1);
    let year = days[2]!;
    let month = days[0]! - 1;
    let date = days[1]!;
    if (this.namedMonth !== NONE) {
      month = this.namedMonth;
      const yearFirst = !isDayOfMonth(days[0]!);
      year = yearFirst ? days[0]! : days[1]!;
      date = yearFirst ? days[1]! : days[0]!;
    } else if (!isDayOfMonth(days[0]!)) {
      year = days[0]!;
      month = days[1]! - 1;
      date = days[2]!;
    }
    if (year >= 0 && year <= 49) year += 2000;
    else if (year >= 50 && year <= 99) year += 1900;
    if (month < 0 || month > 11 || !isDayOfMonth(date)) return NaN;
    return makeDay(year, month, date);
  }

  time(): number {
    const times = this.times;
    while (times.length < 4) times.push(0);
    let hour = times[0]!;
    if (this.hourOffset !== NONE) {
      if (hour > 12) return NaN;
      hour = (hour % 12) + this.hourOffset;
    }
    const minute = times[1]!;
    const second = times[2]!;
    const millisecond = times[3]!;
    if (hour > 23 || minute > 59 || second > 59 || millisecond > 999) {
      if (hour !== 24 || minute !== 0 || second !== 0 || millisecond !== 0) return NaN;
    }
    return makeTime(hour, minute, second, millisecond);
  }
}

function isDayOfMonth(value: number): boolean {
  return value >= 1 && value <= 31;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Whatever is not below the letters can be part of a word. */
function isLetter(unit: number): boolean {
  return unit >= 0x41;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 9 && unit <= 13) || unit === 0xa0;
}
