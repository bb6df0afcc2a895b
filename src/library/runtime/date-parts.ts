'use machine';
// The parts of a time value in the proleptic Gregorian calendar, and its ISO text (ECMA-262 §21.4.1). Layer: runtime.
// A time value is finite, in milliseconds since 1970-01-01T00:00Z. Years are counted from March, so that the leap day comes last.

import { f64, floorOf, i64, ptr, store8, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { STRING_DATA } from './layout.ts';
import { newString8 } from './string-cells.ts';
import { stringValue } from './value.ts';

const MS_PER_DAY: f64 = 86400000;
const DAYS_PER_ERA: i64 = 146097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_DAY: i64 = 719468;

let year: i64 = 0;
let month: i64 = 0;
let date: i64 = 0;

function floorDivide(a: i64, b: i64): i64 {
  const quotient: i64 = a / b;
  return a % b < 0 ? quotient - 1 : quotient;
}

/** Sets year, month (0 to 11) and date. */
function split(time: f64): void {
  const days: i64 = i64(floorOf(time / MS_PER_DAY)) + EPOCH_DAY;
  const era: i64 = floorDivide(days, DAYS_PER_ERA);
  const dayOfEra: i64 = days - era * DAYS_PER_ERA;
  const yearOfEra: i64 = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const dayOfYear: i64 = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const monthFromMarch: i64 = (5 * dayOfYear + 2) / 153;
  date = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
  month = monthFromMarch < 10 ? monthFromMarch + 2 : monthFromMarch - 10;
  year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
}

export function dateYear(time: f64): f64 {
  split(time);
  return f64(year);
}

/** 0 to 11. */
export function dateMonth(time: f64): f64 {
  split(time);
  return f64(month);
}

/** Day of the month. */
export function dateOfMonth(time: f64): f64 {
  split(time);
  return f64(date);
}

/** 0 Sunday to 6 Saturday. */
export function weekDay(time: f64): f64 {
  const days: i64 = i64(floorOf(time / MS_PER_DAY)) + 4;
  return f64(days - floorDivide(days, 7) * 7);
}

/** Milliseconds within the day. */
function withinDay(time: f64): i64 {
  return i64(time - floorOf(time / MS_PER_DAY) * MS_PER_DAY);
}

export function hourOf(time: f64): f64 {
  return f64(withinDay(time) / 3600000);
}

export function minuteOf(time: f64): f64 {
  return f64((withinDay(time) / 60000) % 60);
}

export function secondOf(time: f64): f64 {
  return f64((withinDay(time) / 1000) % 60);
}

export function millisecondOf(time: f64): f64 {
  return f64(withinDay(time) % 1000);
}

/** Day number of the first of a month; `monthOfYear` 0 to 11. */
export function firstDayOfMonth(years: f64, monthOfYear: f64): f64 {
  const m: i64 = i64(monthOfYear);
  const shifted: i64 = m < 2 ? i64(years) - 1 : i64(years);
  const era: i64 = floorDivide(shifted, 400);
  const yearOfEra: i64 = shifted - era * 400;
  const monthFromMarch: i64 = m < 2 ? m + 10 : m - 2;
  const dayOfYear: i64 = (153 * monthFromMarch + 2) / 5;
  const dayOfEra: i64 = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return f64(era * DAYS_PER_ERA + dayOfEra - EPOCH_DAY);
}

/** Writes `count` decimal digits; the address after them. */
function putDigits(at: ptr, value: i64, count: u32): ptr {
  let rest: i64 = value;
  for (let i: u32 = count; i > 0; i--) {
    store8(at + u64(i) - 1, u32(rest % 10) + 48);
    rest = rest / 10;
  }
  return at + u64(count);
}

function put(at: ptr, unit: u32): ptr {
  store8(at, unit);
  return at + 1;
}

/** `2024-05-06T07:08:09.010Z`; a year outside of 0 to 9999 has a sign and six digits. */
export function isoDateText(time: f64): Value {
  split(time);
  const long: boolean = year < 0 || year > 9999;
  const cell: ptr = newString8(long ? 27 : 24);
  let at: ptr = cell + STRING_DATA;
  if (long) {
    at = put(at, year < 0 ? 45 : 43);
    at = putDigits(at, year < 0 ? -year : year, 6);
  } else {
    at = putDigits(at, year, 4);
  }
  const clock: i64 = withinDay(time);
  at = putDigits(put(at, 45), month + 1, 2);
  at = putDigits(put(at, 45), date, 2);
  at = putDigits(put(at, 84), clock / 3600000, 2);
  at = putDigits(put(at, 58), (clock / 60000) % 60, 2);
  at = putDigits(put(at, 58), (clock / 1000) % 60, 2);
  at = putDigits(put(at, 46), clock % 1000, 3);
  put(at, 90);
  return stringValue(cell);
}
