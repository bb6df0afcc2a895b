// node:dns. Layer: node. One file per part in dns/.

import { missingArguments } from './dns/arguments.ts';
import { codes } from './dns/code-table.ts';
import { defaultResolver, getServers, setServers } from './dns/default-resolver.ts';
import { getDefaultResultOrder, setDefaultResultOrder } from './dns/lookup-options.ts';
import { lookup } from './dns/lookup.ts';
import { ADDRCONFIG, ALL, V4MAPPED } from './dns/name-lookup.ts';
import promises from './dns/promises.ts';
import { Resolver } from './dns/resolver.ts';
import { lookUpService, validateService } from './dns/service-lookup.ts';
import { validateFunction } from './errors.ts';
import { namePromisified } from './util/promisify-names.ts';

export function lookupService(...args: any[]): object {
  if (args.length !== 3) throw missingArguments('"address", "port", and "callback" arguments');
  const [hostname, port, callback] = args;
  const number = validateService(hostname, port);
  validateFunction(callback, 'callback');
  lookUpService(hostname, number, (error, name, service) => {
    if (error !== null) callback(error);
    else callback(null, name, service);
  });
  return { callback, hostname, port: number };
}

namePromisified(lookupService, ['hostname', 'service']);

export function resolve(hostname: any, typeOrCallback: any, callback?: any): object {
  return defaultResolver().resolve(hostname, typeOrCallback, callback);
}

export function resolve4(name: any, ...rest: any[]): object {
  return defaultResolver().resolve4(name, ...rest);
}

export function resolve6(name: any, ...rest: any[]): object {
  return defaultResolver().resolve6(name, ...rest);
}

export function resolveAny(name: any, ...rest: any[]): object {
  return defaultResolver().resolveAny(name, ...rest);
}

export function resolveCaa(name: any, ...rest: any[]): object {
  return defaultResolver().resolveCaa(name, ...rest);
}

export function resolveCname(name: any, ...rest: any[]): object {
  return defaultResolver().resolveCname(name, ...rest);
}

export function resolveMx(name: any, ...rest: any[]): object {
  return defaultResolver().resolveMx(name, ...rest);
}

export function resolveNaptr(name: any, ...rest: any[]): object {
  return defaultResolver().resolveNaptr(name, ...rest);
}

export function resolveNs(name: any, ...rest: any[]): object {
  return defaultResolver().resolveNs(name, ...rest);
}

export function resolvePtr(name: any, ...rest: any[]): object {
  return defaultResolver().resolvePtr(name, ...rest);
}

export function resolveSoa(name: any, ...rest: any[]): object {
  return defaultResolver().resolveSoa(name, ...rest);
}

export function resolveSrv(name: any, ...rest: any[]): object {
  return defaultResolver().resolveSrv(name, ...rest);
}

export function resolveTxt(name: any, ...rest: any[]): object {
  return defaultResolver().resolveTxt(name, ...rest);
}

export function reverse(address: any, callback: any): object {
  return defaultResolver().reverse(address, callback);
}

export * from './dns/codes.ts';
export {
  ADDRCONFIG,
  ALL,
  getDefaultResultOrder,
  getServers,
  lookup,
  promises,
  Resolver,
  setDefaultResultOrder,
  setServers,
  V4MAPPED,
};

const dns = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers,
  ADDRCONFIG,
  ALL,
  V4MAPPED,
  ...codes,
  getServers,
  resolve,
  resolve4,
  resolve6,
  resolveAny,
  resolveCaa,
  resolveCname,
  resolveMx,
  resolveNaptr,
  resolveNs,
  resolvePtr,
  resolveSoa,
  resolveSrv,
  resolveTxt,
  reverse,
  promises,
};
export default dns;
