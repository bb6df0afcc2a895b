// Dates as text: the fixed formats of ECMA-262 §21.4.4.41 and the en-US defaults of the toLocale methods. Layer: ecma.

import {
  dateMonth,
  dateOfMonth,
  dateYear,
  hourOf,
  minuteOf,
  secondOf,
  weekDay,
} from '../../runtime/date-parts.ts';

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
  return (
    WEEK_DAYS[weekDay(time)] +
    ' ' +
    MONTHS[dateMonth(time)] +
    ' ' +
    padded(dateOfMonth(time), 2) +
    ' ' +
    yearText(dateYear(time))
  );
}

/** `00:00:00 GMT+0000 (Coordinated Universal Time)` */
export function timeText(time: number): string {
  return clockText(time) + ' GMT+0000 (Coordinated Universal Time)';
}

/** `Thu, 01 Jan 1970 00:00:00 GMT` */
export function utcText(time: number): string {
  return (
    WEEK_DAYS[weekDay(time)] +
    ', ' +
    padded(dateOfMonth(time), 2) +
    ' ' +
    MONTHS[dateMonth(time)] +
    ' ' +
    yearText(dateYear(time)) +
    ' ' +
    clockText(time) +
    ' GMT'
  );
}

/** `1/31/1970` */
export function localeDateText(time: number): string {
  const year = dateYear(time) > 0 ? dateYear(time) : 1 - dateYear(time);
  return dateMonth(time) + 1 + '/' + dateOfMonth(time) + '/' + year;
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
