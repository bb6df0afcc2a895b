// node:punycode, deprecated but still imported. Layer: node.

import { domainToAscii } from '../web/url/host.ts';
import { domainToUnicode, punycodeDecode, punycodeEncode } from '../web/url/punycode.ts';

export function decode(text: any): string {
  const result = punycodeDecode(`${text}`);
  if (result === null) throw new RangeError('Invalid input');
  return result;
}

export function encode(text: any): string {
  return punycodeEncode(`${text}`);
}

export function toASCII(domain: any): string {
  return domainToAscii(`${domain}`) ?? `${domain}`;
}

export function toUnicode(domain: any): string {
  return domainToUnicode(`${domain}`);
}

const punycode = { decode, encode, toASCII, toUnicode };
export default punycode;
