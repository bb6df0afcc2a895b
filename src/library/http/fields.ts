// Fields: a section of header or trailer lines as the arrays and objects that programs see. Layer: http.
// The text was validated by the head scanner. Built on first use only, since many programs never look.

import {
  joinRule,
  JOIN_FIRST_WINS,
  JOIN_LIST,
  JOIN_SEMICOLON,
  KNOWN_NAMES,
} from './header-names.ts';
import {
  SCAN_HEADER_ID,
  SCAN_NAME_END,
  SCAN_NAME_START,
  SCAN_VALUE_END,
  SCAN_VALUE_START,
  SCRATCH_WORDS,
} from './scan-layout.ts';
import { scratchWord, splitField } from './text.ts';

export type FieldsObject = Record<string, string | string[] | undefined>;

const scratch = new Uint32Array(SCRATCH_WORDS);

function nameAt(text: string): string {
  return text.slice(scratchWord(scratch, SCAN_NAME_START), scratchWord(scratch, SCAN_NAME_END));
}

function valueAt(text: string): string {
  return text.slice(scratchWord(scratch, SCAN_VALUE_START), scratchWord(scratch, SCAN_VALUE_END));
}

/** The lower-case name; known ones are constants. */
function keyAt(text: string): string {
  const id = scratchWord(scratch, SCAN_HEADER_ID);
  return id !== 0 ? KNOWN_NAMES[id]! : nameAt(text).toLowerCase();
}

/** Names and values in turn, as received. At most `maximum` fields (0: all). */
export function rawFields(text: string, maximum: number): string[] {
  const list: string[] = [];
  let count = 0;
  let next = splitField(scratch, text, 0);
  while (next !== 0) {
    list.push(nameAt(text), valueAt(text));
    count++;
    if (count === maximum) break;
    next = splitField(scratch, text, next);
  }
  return list;
}

/** Lower-case names; repeated fields joined, dropped or collected by the rules of `message.headers`. */
export function fieldsObject(text: string, maximum: number): FieldsObject {
  const fields: FieldsObject = {};
  let count = 0;
  let next = splitField(scratch, text, 0);
  while (next !== 0) {
    addField(fields, keyAt(text), valueAt(text));
    count++;
    if (count === maximum) break;
    next = splitField(scratch, text, next);
  }
  return fields;
}

export function addField(fields: FieldsObject, key: string, value: string): void {
  const existing = fields[key];
  if (existing === undefined || typeof existing === 'function') {
    fields[key] = key === 'set-cookie' ? [value] : value;
    return;
  }
  const rule = joinRule(key);
  if (rule === JOIN_LIST) (existing as string[]).push(value);
  else if (rule === JOIN_SEMICOLON) fields[key] = existing + '; ' + value;
  else if (rule !== JOIN_FIRST_WINS) fields[key] = existing + ', ' + value;
}

/** Lower-case names, every value on its own: `message.headersDistinct`. */
export function distinctFields(text: string, maximum: number): Record<string, string[]> {
  const fields: Record<string, string[]> = Object.create(null);
  let count = 0;
  let next = splitField(scratch, text, 0);
  while (next !== 0) {
    const key = keyAt(text);
    const existing = fields[key];
    if (existing === undefined) fields[key] = [valueAt(text)];
    else existing.push(valueAt(text));
    count++;
    if (count === maximum) break;
    next = splitField(scratch, text, next);
  }
  return fields;
}

/** The value of the first field with this lower-case name. */
export function findField(text: string, key: string): string | undefined {
  let next = splitField(scratch, text, 0);
  while (next !== 0) {
    if (keyAt(text) === key) return valueAt(text);
    next = splitField(scratch, text, next);
  }
  return undefined;
}
