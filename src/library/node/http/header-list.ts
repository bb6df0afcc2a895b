// Header list: the fields of an outgoing message in the order of their setting, with Node's checks. Layer: node (node:http).
// Linear search: messages have few fields, and most programs set two or three.

import { isTokenText, isValueText } from '../../http/text.ts';
import { codedError, codedTypeError } from '../stream/errors.ts';

export function validateHeaderName(name: any, label?: string): void {
  if (typeof name !== 'string' || !isTokenText(name))
    throw codedTypeError(
      'ERR_INVALID_HTTP_TOKEN',
      (label ?? 'Header name') + ' must be a valid HTTP token ["' + String(name) + '"]',
    );
}

export function validateHeaderValue(name: any, value: any): void {
  if (value === undefined)
    throw codedTypeError(
      'ERR_HTTP_INVALID_HEADER_VALUE',
      'Invalid value "' + value + '" for header "' + name + '"',
    );
  if (typeof value === 'number') return;
  if (!isValueText(typeof value === 'string' ? value : String(value)))
    throw codedTypeError(
      'ERR_INVALID_CHAR',
      'Invalid character in header content ["' + name + '"]',
    );
}

export function headersSentError(action: string): Error {
  return codedError(
    'ERR_HTTP_HEADERS_SENT',
    'Cannot ' + action + ' headers after they are sent to the client',
  );
}

export class HeaderList {
  readonly names: string[] = [];
  /** Lower case. */
  readonly keys: string[] = [];
  /** Strings, numbers or arrays of them, as set. */
  readonly values: any[] = [];

  find(key: string): number {
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i;
    return -1;
  }

  set(name: string, value: any): void {
    const key = name.toLowerCase();
    const index = this.find(key);
    if (index < 0) {
      this.add(name, key, value);
    } else {
      this.names[index] = name;
      this.values[index] = value;
    }
  }

  add(name: string, key: string, value: any): void {
    this.names.push(name);
    this.keys.push(key);
    this.values.push(value);
  }

  append(name: string, value: any): void {
    const key = name.toLowerCase();
    const index = this.find(key);
    if (index < 0) {
      this.add(name, key, value);
      return;
    }
    const existing = this.values[index];
    const list = Array.isArray(existing) ? existing.slice() : [existing];
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) list.push(value[i]);
    else list.push(value);
    this.values[index] = list;
  }

  remove(key: string): void {
    for (let i = this.keys.length - 1; i >= 0; i--) {
      if (this.keys[i] === key) {
        this.names.splice(i, 1);
        this.keys.splice(i, 1);
        this.values.splice(i, 1);
      }
    }
  }
}
