// fetch (Fetch §5.6). Layer: web.

import { bodyContentOf } from './body.ts';
import { AbortSignal } from './abort.ts';
import { Fetching } from './fetch/fetching.ts';
import { Request } from './request.ts';
import type { Response } from './response.ts';

/** What the options of a request may be. */
const CHOICES: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['mode', ['navigate', 'same-origin', 'no-cors', 'cors']],
  ['credentials', ['omit', 'same-origin', 'include']],
  ['cache', ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']],
  ['redirect', ['follow', 'manual', 'error']],
  ['duplex', ['half']],
];

/** @global enumerable */
export function fetch(input: any, init: any = undefined): Promise<Response> {
  let request: Request;
  try {
    if (init !== undefined && init !== null) checkInit(init);
    request = new Request(input, init);
  } catch (error) {
    return Promise.reject(error);
  }
  const { signal } = request;
  if (signal.aborted) {
    const { stream } = bodyContentOf(request);
    if (stream !== undefined) stream.cancel(signal.reason).then(undefined, () => {});
    return Promise.reject(signal.reason);
  }
  return new Promise((resolve, reject) => new Fetching(request, resolve, reject).start());
}

function checkInit(init: any): void {
  for (let i = 0; i < CHOICES.length; i++) {
    const [name, values] = CHOICES[i]!;
    const given = init[name];
    if (given === undefined) continue;
    if (name === 'mode' && String(given) === 'navigate')
      throw new TypeError('Request constructor: invalid request mode navigate.');
    if (values.includes(String(given))) continue;
    throw new TypeError(
      'Request constructor: ' +
        String(given) +
        ' is not an accepted type. Expected one of ' +
        values.join(', ') +
        '.',
    );
  }
  if (init.window !== undefined && init.window !== null)
    throw new TypeError("'window' option 'client' must be null");
  if (init.cache === 'only-if-cached' && init.mode !== 'same-origin')
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  const { signal } = init;
  if (signal !== undefined && signal !== null && !(signal instanceof AbortSignal))
    throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
}
