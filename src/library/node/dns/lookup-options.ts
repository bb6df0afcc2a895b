// Lookup options: what `dns.lookup` and its promise form take, checked as Node checks it. Layer: node.

import {
  argumentTypeError,
  argumentValueError,
  validateBoolean,
  validateNumber,
} from '../errors.ts';
import { emitLibraryWarning } from '../../web/warnings.ts';
import { validateOneOf } from './arguments.ts';
import { ADDRCONFIG, ALL, V4MAPPED, type ResultOrder } from './name-lookup.ts';

const FAMILIES = [0, 4, 6];
const ORDERS = ['verbatim', 'ipv4first', 'ipv6first'];

let defaultOrder: ResultOrder = 'verbatim';

export function setDefaultResultOrder(order: any): void {
  validateOneOf(order, 'dnsOrder', ORDERS);
  defaultOrder = order;
}

export function getDefaultResultOrder(): ResultOrder {
  return defaultOrder;
}

export class LookupOptions {
  family: 0 | 4 | 6 = 0;
  hints = 0;
  all = false;
  order: ResultOrder = defaultOrder;

  /** `options`: a family, an object or nothing. `namesFamilies`: 'IPv4' and 'IPv6' are families too. */
  constructor(options: any, namesFamilies: boolean) {
    if (typeof options === 'number') {
      validateOneOf(options, 'family', FAMILIES);
      this.family = options as 0 | 4 | 6;
    } else if (options !== undefined && typeof options !== 'object') {
      throw argumentTypeError('options', ['integer', 'object'], options);
    } else if (options) {
      this.#read(options, namesFamilies);
    }
  }

  #read(options: any, namesFamilies: boolean): void {
    const { hints, family, all, verbatim, order } = options;
    if (isGiven(hints)) this.hints = validHints(hints);
    if (isGiven(family)) this.family = validFamily(family, namesFamilies);
    if (isGiven(all)) {
      validateBoolean(all, 'options.all');
      this.all = all;
    }
    if (isGiven(verbatim)) {
      validateBoolean(verbatim, 'options.verbatim');
      this.order = verbatim ? 'verbatim' : 'ipv4first';
    }
    if (isGiven(order)) {
      validateOneOf(order, 'options.order', ORDERS);
      this.order = order;
    }
  }
}

function isGiven(value: any): boolean {
  return value !== undefined && value !== null;
}

function validHints(hints: any): number {
  validateNumber(hints, 'options.hints');
  const flags = hints >>> 0;
  if ((flags & ~(ADDRCONFIG | ALL | V4MAPPED)) !== 0) throw argumentValueError('hints', flags);
  return flags;
}

function validFamily(family: any, namesFamilies: boolean): 0 | 4 | 6 {
  if (namesFamilies && family === 'IPv4') return 4;
  if (namesFamilies && family === 'IPv6') return 6;
  validateOneOf(family, 'options.family', FAMILIES);
  return family;
}

let hasWarned = false;

/** Looking up nothing is allowed, but not for ever. */
export function warnOfEmptyName(hostname: any): void {
  if (hasWarned) return;
  hasWarned = true;
  emitLibraryWarning(
    'The provided hostname "' +
      hostname +
      '" is not a valid hostname, and is supported in the dns module solely for compatibility.',
    'DeprecationWarning',
    'DEP0118',
  );
}
