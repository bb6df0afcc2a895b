// Dates as text: the fixed formats of ECMA-262 §21.4.4.41 and the en-US defaults of the toLocale methods. Layer: ecma.

import { CalendarDate, hourOf, millisecondOf, minuteOf, secondOf, weekDay } from './calendar.ts';

export const WEEK_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

export function padded(value: number, width: number): string {
  let text = '' + value;
  for (let missing = width - text.length; missing > 0; missing--) text = '0' + text;
  return text;
}

function yearText(year: number): string {
  return year < 0 ? '-' + padded(-year, 4) : padded(year, 4);
}

/** `10:20:30` */
function clockText(time: number): string {
  return (
    padded(hourOf(time), 2) + ':' + padded(minuteOf(time), 2) + ':' + padded(secondOf(time), 2)
  );
}

/** `Thu Jan 01 1970` */
export function dateText(time: number): string {
  const day = new CalendarDate(time);
  return (
    WEEK_DAYS[weekDay(time)] +
    ' ' +
    MONTHS[day.month] +
    ' ' +
    padded(day.date, 2) +
    ' ' +
    yearText(day.year)
  );
}

/** `00:00:00 GMT+0000 (Coordinated Universal Time)` */
export function timeText(time: number): string {
  return clockText(time) + ' GMT+0000 (Coordinated Universal Time)';
}

/** `Thu, 01 Jan 1970 00:00:00 GMT` */
export function utcText(time: number): string {
  const day = new CalendarDate(time);
  return (
    WEEK_DAYS[weekDay(time)] +
    ', ' +
    padded(day.date, 2) +
    ' ' +
    MONTHS[day.month] +
    ' ' +
    yearText(day.year) +
    ' ' +
    clockText(time) +
    ' GMT'
  );
}

/** `1970-01-01T00:00:00.000Z` */
export function isoText(time: number): string {
  const day = new CalendarDate(time);
  const year = day.year;
  const sign = year < 0 ? '-' : year > 9999 ? '+' : '';
  const yearDigits = sign === '' ? padded(year, 4) : padded(year < 0 ? -year : year, 6);
  return (
    sign +
    yearDigits +
    '-' +
    padded(day.month + 1, 2) +
    '-' +
    padded(day.date, 2) +
    'T' +
    clockText(time) +
    '.' +
    padded(millisecondOf(time), 3) +
    'Z'
  );
}

/** `1/31/1970` */
export function localeDateText(time: number): string {
  const day = new CalendarDate(time);
  const year = day.year > 0 ? day.year : 1 - day.year;
  return day.month + 1 + '/' + day.date + '/' + year;
}

/** `1:05:09 PM` */
export function localeTimeText(time: number): string {
  const hour = hourOf(time);
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return (
    shown +
    ':' +
    padded(minuteOf(time), 2) +
    ':' +
    padded(secondOf(time), 2) +
    (hour < 12 ? ' AM' : ' PM')
  );
}
