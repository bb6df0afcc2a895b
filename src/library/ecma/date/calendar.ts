// Making time values (ECMA-262 §21.4.1). Layer: ecma. Time values are milliseconds since 1970-01-01T00:00Z, days are counted
// from there too; runtime/date-parts.ts takes them apart. The local time zone is UTC.

import { firstDayOfMonth } from '../../runtime/date-parts.ts';

export const MS_PER_DAY = 86400000;
const MAX_TIME = 8.64e15;

/** Milliseconds within the day. */
export function timeWithinDay(time: number): number {
  return time - Math.floor(time / MS_PER_DAY) * MS_PER_DAY;
}

function integer(value: number): number {
  return Math.trunc(value) + 0;
}

/** MakeTime (§21.4.1.27). */
export function makeTime(
  hour: number,
  minute: number,
  second: number,
  millisecond: number,
): number {
  if (!(
    hour - hour === 0 &&
    minute - minute === 0 &&
    second - second === 0 &&
    millisecond - millisecond === 0
  ))
    return NaN;
  return (
    integer(hour) * 3600000 +
    integer(minute) * 60000 +
    integer(second) * 1000 +
    integer(millisecond)
  );
}

/** MakeDay (§21.4.1.28). */
export function makeDay(year: number, month: number, date: number): number {
  if (!(year - year === 0 && month - month === 0 && date - date === 0)) return NaN;
  const wholeMonth = integer(month);
  const years = integer(year) + Math.floor(wholeMonth / 12);
  if (years > 400000 || years < -400000) return NaN;
  const monthOfYear = wholeMonth - Math.floor(wholeMonth / 12) * 12;
  return firstDayOfMonth(years, monthOfYear) + integer(date) - 1;
}

/** MakeDate (§21.4.1.29). */
export function makeDate(day: number, time: number): number {
  const value = day * MS_PER_DAY + time;
  return value - value === 0 ? value : NaN;
}

/** TimeClip (§21.4.1.31). */
export function timeClip(time: number): number {
  return time >= -MAX_TIME && time <= MAX_TIME ? integer(time) : NaN;
}

/** MakeFullYear (§21.4.1.30): 0 to 99 mean 1900 to 1999. */
export function fullYear(year: number): number {
  if (year !== year) return NaN;
  const whole = integer(year);
  return whole >= 0 && whole <= 99 ? 1900 + whole : whole;
}
