// The proleptic Gregorian calendar on time values (ECMA-262 §21.4.1). Layer: ecma. Time values are milliseconds since
// 1970-01-01T00:00Z, days are counted from there too. The local time zone is UTC.

export const MS_PER_DAY = 86400000;
const MAX_TIME = 8.64e15;
const DAYS_PER_ERA = 146097;

/** Day number of a date; month 0 to 11, any integer for the day of the month. */
function dayOf(year: number, month: number, date: number): number {
  // Years that start in March: the leap day comes last.
  const shifted = month < 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const monthFromMarch = month < 2 ? month + 10 : month - 2;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + date - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719468;
}

/** Year, month (0 to 11) and day of the month of a time value. */
export class CalendarDate {
  year: number;
  month: number;
  date: number;

  constructor(time: number) {
    const days = Math.floor(time / MS_PER_DAY) + 719468;
    const era = Math.floor(days / DAYS_PER_ERA);
    const dayOfEra = days - era * DAYS_PER_ERA;
    const yearOfEra = Math.floor(
      (dayOfEra -
        Math.floor(dayOfEra / 1460) +
        Math.floor(dayOfEra / 36524) -
        Math.floor(dayOfEra / 146096)) /
        365,
    );
    const dayOfYear =
      dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
    this.date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
    this.month = monthFromMarch < 10 ? monthFromMarch + 2 : monthFromMarch - 10;
    this.year = yearOfEra + era * 400 + (this.month < 2 ? 1 : 0);
  }
}

/** Milliseconds within the day. */
export function timeWithinDay(time: number): number {
  return time - Math.floor(time / MS_PER_DAY) * MS_PER_DAY;
}

/** 0 Sunday to 6 Saturday. */
export function weekDay(time: number): number {
  const days = Math.floor(time / MS_PER_DAY) + 4;
  return days - Math.floor(days / 7) * 7;
}

export function hourOf(time: number): number {
  return Math.floor(timeWithinDay(time) / 3600000);
}

export function minuteOf(time: number): number {
  return Math.floor(timeWithinDay(time) / 60000) % 60;
}

export function secondOf(time: number): number {
  return Math.floor(timeWithinDay(time) / 1000) % 60;
}

export function millisecondOf(time: number): number {
  return timeWithinDay(time) % 1000;
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
  return dayOf(years, monthOfYear, 1) + integer(date) - 1;
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
