// Request fields: the header of a fetch's request, in the order in which Node sends it (Fetch §4.5). Layer: web.
// Content codings are not decoded yet, so none is asked for.

import type { HeaderEntries } from '../headers.ts';
import type { URL } from '../url.ts';
import { FetchError, invalidHeader } from './failure.ts';

/** A field that makes an answer depend on a cache of the program's own. */
const CONDITIONS = [
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'if-match',
  'if-range',
];

/** Without a body, these say that there is none. */
const EXPECTING_BODY = ['POST', 'PUT', 'PATCH'];

/** What of a Request decides its fields. */
export interface FieldsInit {
  method: string;
  url: URL;
  mode: string;
  cache: string;
  /** The value of Referer; '' for none. */
  referrer: string;
  entries: HeaderEntries;
  /** The body's size: -1 is not known, null is no body. */
  size: number | null;
}

/** Names and values in turn. Throws the cause of the failure. */
export function requestFields(init: FieldsInit): string[] {
  const { entries } = init;
  const fields = ['host', init.url.host, 'connection', connectionOf(init)];
  const add = (name: string, value: string): void => {
    if (entries.find(name) < 0) fields.push(name, value);
  };
  for (let i = 0; i < entries.keys.length; i++) addGiven(fields, init, i);
  add('accept', '*/*');
  add('accept-language', '*');
  if (init.referrer !== '') add('referer', init.referrer);
  add('sec-fetch-mode', init.mode);
  add('user-agent', 'node');
  addCaching(init, add);
  add('accept-encoding', 'identity');
  if (init.size === -1) fields.push('transfer-encoding', 'chunked');
  else if (init.size !== null) fields.push('content-length', String(init.size));
  else if (EXPECTING_BODY.includes(init.method)) fields.push('content-length', '0');
  return fields;
}

function connectionOf({ entries, method }: FieldsInit): string {
  const given = entries.get('connection')?.toLowerCase();
  if (given !== undefined && given !== 'close' && given !== 'keep-alive')
    throw invalidHeader('connection');
  return given === 'close' || method === 'HEAD' ? 'close' : 'keep-alive';
}

/** A field of the program's, unless it is fetch's own business. */
function addGiven(fields: string[], init: FieldsInit, index: number): void {
  const name = init.entries.keys[index]!;
  const value = init.entries.values[index]!;
  switch (name) {
    case 'host':
    case 'connection':
      return;
    case 'content-length':
      if (init.size !== null && init.size >= 0 && parseInt(value, 10) !== init.size)
        throw new FetchError(
          'RequestContentLengthMismatchError',
          'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
          'Request body length does not match content-length header',
        );
      return;
    case 'transfer-encoding':
    case 'keep-alive':
    case 'upgrade':
      throw invalidHeader(name);
    case 'expect':
      throw new FetchError(
        'NotSupportedError',
        'UND_ERR_NOT_SUPPORTED',
        'expect header not supported',
      );
  }
  fields.push(name, value);
}

function addCaching(init: FieldsInit, add: (name: string, value: string) => void): void {
  const isConditional = CONDITIONS.some((name) => init.entries.find(name) >= 0);
  const cache = init.cache === 'default' && isConditional ? 'no-store' : init.cache;
  if (cache === 'no-cache') add('cache-control', 'max-age=0');
  else if (cache === 'no-store' || cache === 'reload') {
    add('pragma', 'no-cache');
    add('cache-control', 'no-cache');
  }
}
