// Redirect: the request that follows a redirect, or why there is none (Fetch §4.4). Layer: web.

import { Buffer } from '../../node/buffer.ts';
import { BodyContent } from '../body.ts';
import { HeaderEntries } from '../headers.ts';
import { URL } from '../url.ts';

const MOST_REDIRECTS = 20;
/** They describe a body that is not sent again. */
const BODY_FIELDS = [
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
  'content-length',
];
/** Secrets for one origin. */
const ORIGIN_FIELDS = ['authorization', 'proxy-authorization', 'cookie', 'host'];

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** What changes from one request of a fetch to the next. */
export interface Step {
  method: string;
  url: URL;
  entries: HeaderEntries;
  content: BodyContent;
  /** Redirects so far. */
  count: number;
  /** Some redirect has left the origin. */
  isCrossOrigin: boolean;
}

/** The step to `location`. Throws the cause of the failure. */
export function redirected(step: Step, status: number, location: string, mode: string): Step {
  const url = new URL(asUtf8(location), step.url);
  if (url.hash === '') url.hash = step.url.hash;
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error('URL scheme must be a HTTP(S) scheme');
  if (step.count === MOST_REDIRECTS) throw new Error('redirect count exceeded');
  const isSameOrigin = url.origin === step.url.origin;
  const hasCredentials = url.username !== '' || url.password !== '';
  if (mode === 'cors' && hasCredentials && !isSameOrigin)
    throw new Error('cross origin not allowed for request mode "cors"');
  if (mode === 'same-origin' && !isSameOrigin)
    throw new Error('request mode cannot be "same-origin"');
  // What has been read from a stream cannot be sent again.
  if (status !== 303 && step.content.stream !== undefined) throw new Error();
  const entries = copyOf(step.entries);
  const losesBody = isRewritten(step.method, status);
  if (losesBody) removeAll(entries, BODY_FIELDS);
  if (!isSameOrigin) removeAll(entries, ORIGIN_FIELDS);
  return {
    method: losesBody ? 'GET' : step.method,
    url,
    entries,
    content: losesBody ? new BodyContent() : step.content,
    count: step.count + 1,
    isCrossOrigin: step.isCrossOrigin || !isSameOrigin,
  };
}

function isRewritten(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}

/** Servers send Location in UTF-8, though fields are Latin-1. */
function asUtf8(location: string): string {
  for (let i = 0; i < location.length; i++)
    if (location.charCodeAt(i) > 126) return Buffer.from(location, 'latin1').toString('utf8');
  return location;
}

function copyOf(entries: HeaderEntries): HeaderEntries {
  const copy = new HeaderEntries();
  copy.keys = entries.keys.slice();
  copy.values = entries.values.slice();
  return copy;
}

function removeAll(entries: HeaderEntries, names: string[]): void {
  for (let i = 0; i < names.length; i++) entries.remove(names[i]!);
}
