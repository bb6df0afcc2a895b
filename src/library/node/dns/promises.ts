// node:dns/promises. Layer: node. One file per part beside this one.

import { missingArguments } from './arguments.ts';
import { codes } from './code-table.ts';
import { defaultPromiseResolver, getServers, setServers } from './default-resolver.ts';
import {
  getDefaultResultOrder,
  LookupOptions,
  setDefaultResultOrder,
  warnOfEmptyName,
} from './lookup-options.ts';
import { lookUpAddresses } from './name-lookup.ts';
import { Resolver } from './promise-resolver.ts';
import { lookUpService, validateService } from './service-lookup.ts';
import { validateString } from '../errors.ts';
import { isIP } from '../net/address.ts';

export function lookup(hostname: any, given?: any): Promise<any> {
  if (hostname) validateString(hostname, 'hostname');
  const { family, hints, order, all } = new LookupOptions(given, false);
  return new Promise((resolve, reject) => {
    const matched = hostname ? isIP(hostname) : 0;
    if (!hostname) {
      warnOfEmptyName(hostname);
      resolve(all ? [] : { address: null, family: family === 6 ? 6 : 4 });
    } else if (matched !== 0) {
      const result = { address: hostname, family: matched };
      resolve(all ? [result] : result);
    } else {
      lookUpAddresses({ hostname, family, hints, order }, (error, addresses) => {
        if (error !== null) reject(error);
        else resolve(all ? addresses : addresses[0]);
      });
    }
  });
}

export function lookupService(...args: any[]): Promise<any> {
  if (args.length !== 2) throw missingArguments('"address" and "port" arguments');
  const port = validateService(args[0], args[1]);
  return new Promise((resolve, reject) => {
    lookUpService(args[0], port, (error, hostname, service) => {
      if (error !== null) reject(error);
      else resolve({ hostname, service });
    });
  });
}

export function resolve(hostname: any, type?: any): Promise<any> {
  return defaultPromiseResolver().resolve(hostname, type);
}

export function resolve4(name: any, options?: any): Promise<any> {
  return defaultPromiseResolver().resolve4(name, options);
}

export function resolve6(name: any, options?: any): Promise<any> {
  return defaultPromiseResolver().resolve6(name, options);
}

export function resolveAny(name: any): Promise<any> {
  return defaultPromiseResolver().resolveAny(name);
}

export function resolveCaa(name: any): Promise<any> {
  return defaultPromiseResolver().resolveCaa(name);
}

export function resolveCname(name: any): Promise<any> {
  return defaultPromiseResolver().resolveCname(name);
}

export function resolveMx(name: any): Promise<any> {
  return defaultPromiseResolver().resolveMx(name);
}

export function resolveNaptr(name: any): Promise<any> {
  return defaultPromiseResolver().resolveNaptr(name);
}

export function resolveNs(name: any): Promise<any> {
  return defaultPromiseResolver().resolveNs(name);
}

export function resolvePtr(name: any): Promise<any> {
  return defaultPromiseResolver().resolvePtr(name);
}

export function resolveSoa(name: any): Promise<any> {
  return defaultPromiseResolver().resolveSoa(name);
}

export function resolveSrv(name: any): Promise<any> {
  return defaultPromiseResolver().resolveSrv(name);
}

export function resolveTxt(name: any): Promise<any> {
  return defaultPromiseResolver().resolveTxt(name);
}

export function reverse(name: any): Promise<any> {
  return defaultPromiseResolver().reverse(name);
}

export * from './codes.ts';
export { getDefaultResultOrder, getServers, Resolver, setDefaultResultOrder, setServers };

const promises = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers,
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
};
export default promises;
