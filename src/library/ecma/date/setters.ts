// The setters of Date as functions: the time value with some parts replaced (ECMA-262 §21.4.4.20-34). Layer: ecma.
// `count` is the number of arguments given. All of them are converted, even when the result is NaN anyway.

import { toNumber } from '../../machine/language.ts';
import {
  dateMonth,
  dateOfMonth,
  dateYear,
  hourOf,
  millisecondOf,
  minuteOf,
  secondOf,
} from '../../runtime/date-parts.ts';
import { makeDate, makeDay, makeTime, MS_PER_DAY, timeClip, timeWithinDay } from './calendar.ts';

function withTime(
  time: number,
  hour: number,
  minute: number,
  second: number,
  millisecond: number,
): number {
  return timeClip(
    makeDate(Math.floor(time / MS_PER_DAY), makeTime(hour, minute, second, millisecond)),
  );
}

export function withMilliseconds(time: number, milliseconds: any): number {
  const millisecond = toNumber(milliseconds);
  if (time !== time) return NaN;
  return withTime(time, hourOf(time), minuteOf(time), secondOf(time), millisecond);
}

export function withSeconds(time: number, count: number, seconds: any, milliseconds: any): number {
  const second = toNumber(seconds);
  const millisecond = count > 1 ? toNumber(milliseconds) : millisecondOf(time);
  if (time !== time) return NaN;
  return withTime(time, hourOf(time), minuteOf(time), second, millisecond);
}

export function withMinutes(
  time: number,
  count: number,
  minutes: any,
  seconds: any,
  milliseconds: any,
): number {
  const minute = toNumber(minutes);
  const second = count > 1 ? toNumber(seconds) : secondOf(time);
  const millisecond = count > 2 ? toNumber(milliseconds) : millisecondOf(time);
  if (time !== time) return NaN;
  return withTime(time, hourOf(time), minute, second, millisecond);
}

export function withHours(
  time: number,
  count: number,
  hours: any,
  minutes: any,
  seconds: any,
  milliseconds: any,
): number {
  const hour = toNumber(hours);
  const minute = count > 1 ? toNumber(minutes) : minuteOf(time);
  const second = count > 2 ? toNumber(seconds) : secondOf(time);
  const millisecond = count > 3 ? toNumber(milliseconds) : millisecondOf(time);
  if (time !== time) return NaN;
  return withTime(time, hour, minute, second, millisecond);
}

export function withDate(time: number, date: any): number {
  const dates = toNumber(date);
  if (time !== time) return NaN;
  return timeClip(makeDate(makeDay(dateYear(time), dateMonth(time), dates), timeWithinDay(time)));
}

export function withMonth(time: number, count: number, month: any, date: any): number {
  const months = toNumber(month);
  const dates = count > 1 ? toNumber(date) : 0;
  if (time !== time) return NaN;
  return timeClip(
    makeDate(
      makeDay(dateYear(time), months, count > 1 ? dates : dateOfMonth(time)),
      timeWithinDay(time),
    ),
  );
}

/** An invalid date counts as the start of 1970. */
export function withFullYear(
  time: number,
  count: number,
  year: any,
  month: any,
  date: any,
): number {
  const years = toNumber(year);
  const start = time !== time ? 0 : time;
  const months = count > 1 ? toNumber(month) : dateMonth(start);
  const dates = count > 2 ? toNumber(date) : dateOfMonth(start);
  return timeClip(makeDate(makeDay(years, months, dates), timeWithinDay(start)));
}
