// Resolver: records by callback. Layer: node (node:dns). promise-resolver.ts is its twin.

import {
  argumentTypeError,
  argumentValueError,
  validateFunction,
  validateString,
} from '../errors.ts';
import { Channel, type Question } from './channel.ts';
import { dnsError } from './errors.ts';
import * as questions from './questions.ts';

const EINVAL = -22;

/** What both resolvers have: their servers, and an end for all that is under way. */
export class ResolverBase {
  _channel: Channel;

  constructor(options?: any) {
    this._channel = new Channel(options);
  }

  cancel(): void {
    this._channel.cancel();
  }

  getServers(): string[] {
    return this._channel.getServers();
  }

  setServers(servers: any): void {
    this._channel.setServers(servers);
  }

  setLocalAddress(ipv4: any, ipv6?: any): void {
    this._channel.setLocalAddress(ipv4, ipv6);
  }
}

/** Asks, and gives an object that stands for the request. `rest`: [options,] callback. */
function ask(resolver: ResolverBase, question: Question, name: any, rest: any[]): object {
  const [options, callback] = rest.length > 1 ? rest : [undefined, rest[0]];
  validateString(name, 'name');
  validateFunction(callback, 'callback');
  const ttl = !!(options && options.ttl);
  resolver._channel.ask(question, name, name, ttl, (error, result) => {
    if (error !== null) callback(error);
    else callback(null, result);
  });
  return { bindingName: question.syscall, callback, hostname: name, ttl };
}

export class Resolver extends ResolverBase {
  resolve4(name: any, ...rest: any[]): object {
    return ask(this, questions.A, name, rest);
  }

  resolve6(name: any, ...rest: any[]): object {
    return ask(this, questions.AAAA, name, rest);
  }

  resolveAny(name: any, ...rest: any[]): object {
    return ask(this, questions.ANY, name, rest);
  }

  resolveCaa(name: any, ...rest: any[]): object {
    return ask(this, questions.CAA, name, rest);
  }

  resolveCname(name: any, ...rest: any[]): object {
    return ask(this, questions.CNAME, name, rest);
  }

  resolveMx(name: any, ...rest: any[]): object {
    return ask(this, questions.MX, name, rest);
  }

  resolveNaptr(name: any, ...rest: any[]): object {
    return ask(this, questions.NAPTR, name, rest);
  }

  resolveNs(name: any, ...rest: any[]): object {
    return ask(this, questions.NS, name, rest);
  }

  resolvePtr(name: any, ...rest: any[]): object {
    return ask(this, questions.PTR, name, rest);
  }

  resolveSoa(name: any, ...rest: any[]): object {
    return ask(this, questions.SOA, name, rest);
  }

  resolveSrv(name: any, ...rest: any[]): object {
    return ask(this, questions.SRV, name, rest);
  }

  resolveTxt(name: any, ...rest: any[]): object {
    return ask(this, questions.TXT, name, rest);
  }

  reverse(address: any, callback: any): object {
    validateString(address, 'name');
    validateFunction(callback, 'callback');
    const name = questions.reverseName(address);
    if (name === undefined) throw dnsError('EINVAL', 'getHostByAddr', address, EINVAL);
    this._channel.ask(questions.REVERSE, name, address, false, (error, result) => {
      if (error !== null) callback(error);
      else callback(null, result);
    });
    return { bindingName: 'getHostByAddr', callback, hostname: address, ttl: false };
  }

  /** `resolve(hostname [, rrtype], callback)`. */
  resolve(hostname: any, typeOrCallback: any, callback?: any): object {
    if (typeof typeOrCallback === 'function') {
      return ask(this, questions.A, hostname, [typeOrCallback]);
    }
    if (typeof typeOrCallback !== 'string') {
      throw argumentTypeError('rrtype', 'string', typeOrCallback);
    }
    const question = questions.questionOf(typeOrCallback);
    if (question === undefined) throw argumentValueError('rrtype', typeOrCallback);
    return ask(this, question, hostname, [callback]);
  }
}
