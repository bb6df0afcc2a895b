'use fast';
// Hosts: URL §3.5, the host parser. Layer: web. Hosts are kept as their serialisation. Domain to ASCII is lower-casing,
// the folding of full-width forms, and Punycode; the rest of UTS #46's mapping tables is left out.

import { endsInNumber, parseIpv4, parseIpv6, serializeIpv6 } from './ip-address.ts';
import { CONTROL_SET, percentDecode, percentEncode } from './percent-encoding.ts';
import { punycodeDecode, punycodeEncode } from './punycode.ts';

/** By ASCII unit: 1 is forbidden in hosts and domains, 2 in domains only. */
const forbiddenUnits: number[] = makeForbiddenUnits();

function makeForbiddenUnits(): number[] {
  const table: number[] = [];
  for (let unit = 0; unit < 128; unit++)
    table.push(unit < 32 || unit === 127 || unit === 37 ? 2 : 0);
  const hosts = '\0\t\n\r #/:<>?@[\\]^|';
  for (let i = 0; i < hosts.length; i++) table[hosts.charCodeAt(i)] = 1;
  return table;
}

function hasForbiddenHostUnit(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128 && forbiddenUnits[unit] === 1) return true;
  }
  return false;
}

function hasForbiddenDomainUnit(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128 && forbiddenUnits[unit] !== 0) return true;
  }
  return false;
}

/** The serialised host, or null. `opaque`: the scheme is not special. */
export function parseHost(input: string, opaque: boolean): string | null {
  if (input[0] === '[') {
    if (input[input.length - 1] !== ']') return null;
    const address = parseIpv6(input.slice(1, -1));
    return address === null ? null : '[' + serializeIpv6(address) + ']';
  }
  if (opaque) return hasForbiddenHostUnit(input) ? null : percentEncode(input, CONTROL_SET);
  const domain = domainToAscii(percentDecode(input, false));
  if (domain === null || domain === '' || hasForbiddenDomainUnit(domain)) return null;
  return endsInNumber(domain) ? parseIpv4(domain) : domain;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** What UTS #46 maps or ignores in common input. */
function foldUnit(unit: number): string {
  if (unit === 0x3002 || unit === 0xff0e || unit === 0xff61) return '.';
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  if (unit === 0xad || unit === 0x200b || unit === 0x2060 || unit === 0xfeff) return '';
  if (unit === 0x3000) return ' ';
  return String.fromCharCode(unit);
}

/** Lower-case ASCII labels; null when a label is malformed. */
export function domainToAscii(domain: string): string | null {
  if (isAscii(domain)) {
    const lower = domain.toLowerCase();
    return lower.includes('xn--') ? checkedLabels(lower) : lower;
  }
  let folded = '';
  for (let i = 0; i < domain.length; i++) folded += foldUnit(domain.charCodeAt(i));
  folded = folded.toLowerCase();
  if (folded.includes('\ufffd')) return null;
  const labels = folded.split('.');
  for (let i = 0; i < labels.length; i++) {
    if (!isAscii(labels[i]!)) labels[i] = 'xn--' + punycodeEncode(labels[i]!);
  }
  return checkedLabels(labels.join('.'));
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) < 0xa0 && text.charCodeAt(i) > 0x7e) return true;
  return false;
}

/** Refuses a label in Punycode that is malformed or need not be in Punycode. */
function checkedLabels(domain: string): string | null {
  const labels = domain.split('.');
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!label.startsWith('xn--')) continue;
    const decoded = punycodeDecode(label.slice(4));
    if (decoded === null || isAscii(decoded) || hasControl(decoded)) return null;
  }
  return domain;
}
