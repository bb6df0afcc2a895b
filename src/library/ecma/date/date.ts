// Date: the constructor, the getters and the texts (ECMA-262 §21.4.2-4). Layer: ecma. The setters are in setters.ts,
// as functions of the time value. The local time zone is UTC, so that local and UTC variants do the same.

import { registerInspector } from '../../base/inspectors.ts';
import {
  invoke,
  isCallable,
  isObject,
  toNumber,
  toObject,
  toPrimitive,
} from '../../machine/language.ts';
import { CLASS_MARK_DATE, classMark, markClass } from '../../runtime/object-kinds.ts';
import {
  dateMonth,
  dateOfMonth,
  dateYear,
  hourOf,
  isoDateText,
  millisecondOf,
  minuteOf,
  secondOf,
  weekDay,
} from '../../runtime/date-parts.ts';
import { CONFIGURABLE } from '../../runtime/layout.ts';
import { defineData } from '../../runtime/property-reflection.ts';
import { wallClockMillis } from '../../runtime/wall-clock.ts';
import { describeValue } from '../error/describe-value.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { fullYear, makeDate, makeDay, makeTime, timeClip } from './calendar.ts';
import { dateText, localeDateText, localeTimeText, timeText, utcText } from './format.ts';
import { parseDate } from './parse.ts';
import {
  withDate,
  withFullYear,
  withHours,
  withMilliseconds,
  withMinutes,
  withMonth,
  withSeconds,
} from './setters.ts';

const INVALID = 'Invalid Date';

/** The time value of a Date; a TypeError for anything else. */
let timeOf: (value: any) => number;

/** @global */
export class Date {
  #time: number;

  constructor(
    year: any,
    month: any,
    date: any,
    hours: any,
    minutes: any,
    seconds: any,
    milliseconds: any,
  ) {
    const count = arguments.length;
    if (count === 0) this.#time = wallClockMillis();
    else if (count === 1) this.#time = timeFrom(year);
    else this.#time = fromParts(count, year, month, date, hours, minutes, seconds, milliseconds);
    markClass(this, CLASS_MARK_DATE);
  }

  static {
    timeOf = (value: any) => {
      if (!isObject(value) || !(#time in value)) throw new TypeError('this is not a Date object.');
      return (value as Date).#time;
    };
    registerInspector(
      'Date',
      (value) => #time in value,
      (value) => value.#time,
    );
  }

  static $call(): string {
    const now = wallClockMillis();
    return dateText(now) + ' ' + timeText(now);
  }

  static now(): number {
    return wallClockMillis();
  }

  static parse(text: any): number {
    return parseDate(text);
  }

  /** @length 7 */
  static UTC(
    year: any,
    month?: any,
    date?: any,
    hours?: any,
    minutes?: any,
    seconds?: any,
    milliseconds?: any,
  ): number {
    return fromParts(arguments.length, year, month, date, hours, minutes, seconds, milliseconds);
  }

  #set(time: number): number {
    this.#time = time;
    return time;
  }

  getTime(): number {
    return timeOf(this);
  }

  valueOf(): number {
    return timeOf(this);
  }

  getTimezoneOffset(): number {
    const time = timeOf(this);
    return time !== time ? NaN : 0;
  }

  getYear(): number {
    const time = timeOf(this);
    return time !== time ? NaN : dateYear(time) - 1900;
  }

  getFullYear(): number {
    const time = timeOf(this);
    return time !== time ? NaN : dateYear(time);
  }

  getUTCFullYear(): number {
    const time = timeOf(this);
    return time !== time ? NaN : dateYear(time);
  }

  getMonth(): number {
    const time = timeOf(this);
    return time !== time ? NaN : dateMonth(time);
  }

  getUTCMonth(): number {
    const time = timeOf(this);
    return time !== time ? NaN : dateMonth(time);
  }

  getDate(): number {
    const time = timeOf(this);
    return time !== time ? NaN : dateOfMonth(time);
  }

  getUTCDate(): number {
    const time = timeOf(this);
    return time !== time ? NaN : dateOfMonth(time);
  }

  getDay(): number {
    const time = timeOf(this);
    return time !== time ? NaN : weekDay(time);
  }

  getUTCDay(): number {
    const time = timeOf(this);
    return time !== time ? NaN : weekDay(time);
  }

  getHours(): number {
    const time = timeOf(this);
    return time !== time ? NaN : hourOf(time);
  }

  getUTCHours(): number {
    const time = timeOf(this);
    return time !== time ? NaN : hourOf(time);
  }

  getMinutes(): number {
    const time = timeOf(this);
    return time !== time ? NaN : minuteOf(time);
  }

  getUTCMinutes(): number {
    const time = timeOf(this);
    return time !== time ? NaN : minuteOf(time);
  }

  getSeconds(): number {
    const time = timeOf(this);
    return time !== time ? NaN : secondOf(time);
  }

  getUTCSeconds(): number {
    const time = timeOf(this);
    return time !== time ? NaN : secondOf(time);
  }

  getMilliseconds(): number {
    const time = timeOf(this);
    return time !== time ? NaN : millisecondOf(time);
  }

  getUTCMilliseconds(): number {
    const time = timeOf(this);
    return time !== time ? NaN : millisecondOf(time);
  }

  setTime(time: any): number {
    timeOf(this);
    return this.#set(timeClip(toNumber(time)));
  }

  setYear(year: any): number {
    const time = timeOf(this);
    const number = fullYear(toNumber(year));
    if (number !== number) return this.#set(NaN);
    return this.#set(withFullYear(time, 1, number, undefined, undefined));
  }

  /** @length 3 */
  setFullYear(year: any, month?: any, date?: any): number {
    return this.#set(withFullYear(timeOf(this), arguments.length, year, month, date));
  }

  /** @length 3 */
  setUTCFullYear(year: any, month?: any, date?: any): number {
    return this.#set(withFullYear(timeOf(this), arguments.length, year, month, date));
  }

  /** @length 2 */
  setMonth(month: any, date?: any): number {
    return this.#set(withMonth(timeOf(this), arguments.length, month, date));
  }

  /** @length 2 */
  setUTCMonth(month: any, date?: any): number {
    return this.#set(withMonth(timeOf(this), arguments.length, month, date));
  }

  setDate(date: any): number {
    return this.#set(withDate(timeOf(this), date));
  }

  setUTCDate(date: any): number {
    return this.#set(withDate(timeOf(this), date));
  }

  /** @length 4 */
  setHours(hours: any, minutes?: any, seconds?: any, milliseconds?: any): number {
    return this.#set(
      withHours(timeOf(this), arguments.length, hours, minutes, seconds, milliseconds),
    );
  }

  /** @length 4 */
  setUTCHours(hours: any, minutes?: any, seconds?: any, milliseconds?: any): number {
    return this.#set(
      withHours(timeOf(this), arguments.length, hours, minutes, seconds, milliseconds),
    );
  }

  /** @length 3 */
  setMinutes(minutes: any, seconds?: any, milliseconds?: any): number {
    return this.#set(withMinutes(timeOf(this), arguments.length, minutes, seconds, milliseconds));
  }

  /** @length 3 */
  setUTCMinutes(minutes: any, seconds?: any, milliseconds?: any): number {
    return this.#set(withMinutes(timeOf(this), arguments.length, minutes, seconds, milliseconds));
  }

  /** @length 2 */
  setSeconds(seconds: any, milliseconds?: any): number {
    return this.#set(withSeconds(timeOf(this), arguments.length, seconds, milliseconds));
  }

  /** @length 2 */
  setUTCSeconds(seconds: any, milliseconds?: any): number {
    return this.#set(withSeconds(timeOf(this), arguments.length, seconds, milliseconds));
  }

  setMilliseconds(milliseconds: any): number {
    return this.#set(withMilliseconds(timeOf(this), milliseconds));
  }

  setUTCMilliseconds(milliseconds: any): number {
    return this.#set(withMilliseconds(timeOf(this), milliseconds));
  }

  toString(): string {
    const time = timeOf(this);
    return time !== time ? INVALID : dateText(time) + ' ' + timeText(time);
  }

  toDateString(): string {
    const time = timeOf(this);
    return time !== time ? INVALID : dateText(time);
  }

  toTimeString(): string {
    const time = timeOf(this);
    return time !== time ? INVALID : timeText(time);
  }

  /** @alias toGMTString */
  toUTCString(): string {
    const time = timeOf(this);
    return time !== time ? INVALID : utcText(time);
  }

  toISOString(): string {
    if (!isObject(this)) throw incompatibleReceiver('Date.prototype.toISOString', this);
    const time = timeOf(this);
    if (time !== time) throw new RangeError('Invalid time value');
    return isoDateText(time);
  }

  toJSON(key: any): any {
    const object: any = toObject(this);
    const primitive = toPrimitive(object, 'number');
    if (typeof primitive === 'number' && primitive - primitive !== 0) return null;
    const method = object.toISOString;
    if (!isCallable(method)) throw new TypeError('toISOString is not a function');
    return invoke(method, object);
  }

  /** The en-US default; `locales` and `options` are not looked at. */
  toLocaleString(locales?: any, options?: any): string {
    const time = timeOf(this);
    return time !== time ? INVALID : localeDateText(time) + ', ' + localeTimeText(time);
  }

  toLocaleDateString(locales?: any, options?: any): string {
    const time = timeOf(this);
    return time !== time ? INVALID : localeDateText(time);
  }

  toLocaleTimeString(locales?: any, options?: any): string {
    const time = timeOf(this);
    return time !== time ? INVALID : localeTimeText(time);
  }
}

defineData(Date.prototype, Symbol.toPrimitive, dateToPrimitive, CONFIGURABLE);
defineData(dateToPrimitive, 'name', '[Symbol.toPrimitive]', CONFIGURABLE);

/** Date.prototype[Symbol.toPrimitive] (§21.4.4.45). */
function dateToPrimitive(this: any, hint: any): any {
  if (!isObject(this)) {
    throw new TypeError(
      'Method Date.prototype [ @@toPrimitive ] called on incompatible receiver ' +
        describeValue(this),
    );
  }
  if (hint !== 'string' && hint !== 'default' && hint !== 'number') {
    throw new TypeError('Invalid hint: ' + describeValue(hint));
  }
  return ordinaryToPrimitive(this, hint !== 'number');
}

/** OrdinaryToPrimitive (§7.1.1.1). */
function ordinaryToPrimitive(object: any, textFirst: boolean): any {
  for (let i = 0; i < 2; i++) {
    const method = (i === 0) === textFirst ? object.toString : object.valueOf;
    if (isCallable(method)) {
      const result = invoke(method, object);
      if (!isObject(result)) return result;
    }
  }
  throw new TypeError('Cannot convert object to primitive value');
}

/** new Date(value): a Date, a text or a number (§21.4.2.1 step 4). */
function timeFrom(value: any): number {
  const isDate = isObject(value) && classMark(value) === CLASS_MARK_DATE;
  if (isDate) return timeOf(value);
  const primitive = toPrimitive(value);
  return typeof primitive === 'string' ? parseDate(primitive) : timeClip(toNumber(primitive));
}

/** All given parts convert in order; those not given have defaults. */
function fromParts(
  count: number,
  year: any,
  month: any,
  date: any,
  hours: any,
  minutes: any,
  seconds: any,
  milliseconds: any,
): number {
  const years = toNumber(year);
  const months = count > 1 ? toNumber(month) : 0;
  const dates = count > 2 ? toNumber(date) : 1;
  const hour = count > 3 ? toNumber(hours) : 0;
  const minute = count > 4 ? toNumber(minutes) : 0;
  const second = count > 5 ? toNumber(seconds) : 0;
  const millisecond = count > 6 ? toNumber(milliseconds) : 0;
  const day = makeDay(fullYear(years), months, dates);
  return timeClip(makeDate(day, makeTime(hour, minute, second, millisecond)));
}
