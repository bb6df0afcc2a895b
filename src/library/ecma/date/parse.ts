// Date.parse (ECMA-262 §21.4.3.2): the standard format, else the free ones. Layer: ecma.

import { toStringValue } from '../../machine/language.ts';
import { timeClip } from './calendar.ts';
import { parseIsoDate } from './parse-iso.ts';
import { parseLegacyDate } from './parse-legacy.ts';

export function parseDate(value: any): number {
  const text: string = toStringValue(value);
  const iso = parseIsoDate(text);
  return timeClip(iso === undefined ? parseLegacyDate(text) : iso);
}
