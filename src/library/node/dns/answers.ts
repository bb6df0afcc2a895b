// Answers: a reply's records as the values that node:dns gives for a type. Layer: node.
// The order of the fields is Node's. Null: the reply has nothing of the type.

import { type DnsRecord, type RecordData, TYPES } from '../../base/dns-records.ts';

export type Convert = (records: readonly DnsRecord[], name: string, withTtl: boolean) => any;

function dataOf(records: readonly DnsRecord[], type: number): RecordData[] {
  return records.filter((record) => record.type === type).map((record) => record.data);
}

/** Values of one type; null for none. */
function valuesOf(records: readonly DnsRecord[], type: number): any[] | null {
  const found = dataOf(records, type);
  return found.length === 0 ? null : found.map(valueOf);
}

function valueOf(data: RecordData): any {
  switch (data.kind) {
    case 'text':
      return data.text;
    case 'texts':
      return data.texts;
    case 'exchange':
      return { exchange: data.exchange, priority: data.priority };
    case 'service':
      return {
        name: data.target,
        port: data.port,
        priority: data.priority,
        weight: data.weight,
      };
    case 'authority':
      return authorityOf(data.primary, data.mailbox, data.numbers);
    case 'pointer':
      return {
        flags: data.texts[0],
        service: data.texts[1],
        regexp: data.texts[2],
        replacement: data.replacement,
        order: data.order,
        preference: data.preference,
      };
    case 'policy':
      return { critical: data.flags, [data.tag]: data.value };
    default:
      return undefined;
  }
}

function authorityOf(nsname: string, hostmaster: string, numbers: number[]): any {
  const [serial, refresh, retry, expire, minttl] = numbers;
  return { nsname, hostmaster, serial, refresh, retry, expire, minttl };
}

export function simple(type: number): Convert {
  return (records) => valuesOf(records, type);
}

/** An alias that leads nowhere is an empty answer. */
export function addresses(type: number): Convert {
  return (records, _name, withTtl) => {
    const found = records.filter((record) => record.type === type);
    if (found.length === 0) return records.some(isAlias) ? [] : null;
    if (!withTtl) return valuesOf(found, type);
    // The way to an address lasts no longer than each part of it.
    const limit = records
      .filter(isAlias)
      .reduce((least, { seconds }) => Math.min(least, seconds), Infinity);
    return found.map(({ data, seconds }) => ({
      address: valueOf(data),
      ttl: Math.min(seconds, limit),
    }));
  };
}

function isAlias(record: DnsRecord): boolean {
  return record.type === TYPES.CNAME;
}

/** The end of the aliases: the name itself when a server gives its addresses instead. */
export const canonicalName: Convert = (records, name) => {
  const aliases = valuesOf(records, TYPES.CNAME);
  if (aliases !== null) return [aliases[aliases.length - 1]];
  return records.some((record) => record.type === TYPES.A) ? [name] : null;
};

export const authority: Convert = (records) => {
  const found = valuesOf(records, TYPES.SOA);
  return found === null ? null : found[0];
};

/** All types; each value says its own. */
export const anything: Convert = (records) => {
  const result: any[] = [];
  for (const [type, number] of ANY_ORDER) {
    for (const { data, seconds, type: own } of records) {
      if (own !== number) continue;
      const value = valueOf(data);
      if (type === 'A' || type === 'AAAA') result.push({ address: value, ttl: seconds, type });
      else if (type === 'TXT') result.push({ entries: value, type });
      else if (typeof value === 'string') result.push({ value, type });
      else result.push({ ...value, type });
    }
  }
  return result.length === 0 ? null : result;
};

const ANY_ORDER: [type: string, number: number][] = [
  ['A', TYPES.A],
  ['CNAME', TYPES.CNAME],
  ['AAAA', TYPES.AAAA],
  ['MX', TYPES.MX],
  ['NS', TYPES.NS],
  ['TXT', TYPES.TXT],
  ['SRV', TYPES.SRV],
  ['PTR', TYPES.PTR],
  ['NAPTR', TYPES.NAPTR],
  ['SOA', TYPES.SOA],
  ['CAA', TYPES.CAA],
];
