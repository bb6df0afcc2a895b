// dns.lookup: a host name's addresses by callback. Layer: node.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { argumentTypeError, validateFunction, validateString } from '../errors.ts';
import { isIP } from '../net/address.ts';
import { namePromisified } from '../util/promisify-names.ts';
import { lookUpAddresses } from './name-lookup.ts';
import { LookupOptions, warnOfEmptyName } from './lookup-options.ts';

/** `lookup(hostname [, options], callback)`; the result stands for the request. */
export function lookup(hostname: any, optionsOrCallback: any, callback?: any): object {
  if (hostname) validateString(hostname, 'hostname');
  const isShort = typeof optionsOrCallback === 'function';
  const done = isShort ? optionsOrCallback : callback;
  const given = isShort ? undefined : optionsOrCallback;
  if (!isShort) validateLongForm(given, callback);
  const options = new LookupOptions(given, true);
  if (!hostname) {
    warnOfEmptyName(hostname);
    if (options.all) enqueueTick(done, null, []);
    else enqueueTick(done, null, null, options.family === 6 ? 6 : 4);
    return {};
  }
  const family = isIP(hostname);
  if (family !== 0) {
    if (options.all) enqueueTick(done, null, [{ address: hostname, family }]);
    else enqueueTick(done, null, hostname, family);
    return {};
  }
  const { family: wanted, hints, order, all } = options;
  lookUpAddresses({ hostname, family: wanted, hints, order }, (error, addresses) => {
    const first = addresses[0];
    if (error !== null) done(error);
    else if (all) done(null, addresses);
    else done(null, first!.address, first!.family);
  });
  return { hostname, family: wanted, callback: done };
}

namePromisified(lookup, ['address', 'family']);

/** In the order of Node's checks: the callback, then what kind of thing the options are. */
function validateLongForm(options: any, callback: any): void {
  const isOdd = options !== undefined && typeof options !== 'object' && typeof options !== 'number';
  if (isOdd && callback === undefined) validateFunction(options, 'callback');
  else validateFunction(callback, 'callback');
  if (isOdd) throw argumentTypeError('options', ['integer', 'object'], options);
}
