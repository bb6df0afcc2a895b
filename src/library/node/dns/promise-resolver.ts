// Promise resolver: records by promise. Layer: node (node:dns/promises). resolver.ts is its twin.

import { argumentValueError, validateString } from '../errors.ts';
import type { Question } from './channel.ts';
import { dnsError } from './errors.ts';
import * as questions from './questions.ts';
import { ResolverBase } from './resolver.ts';

const EINVAL = -22;

function ask(resolver: ResolverBase, question: Question, name: any, options: any): Promise<any> {
  validateString(name, 'name');
  const ttl = !!(options && options.ttl);
  return new Promise((resolve, reject) => {
    resolver._channel.ask(question, name, name, ttl, (error, result) => {
      if (error !== null) reject(error);
      else resolve(result);
    });
  });
}

export class Resolver extends ResolverBase {
  resolve4(name: any, options?: any): Promise<any> {
    return ask(this, questions.A, name, options);
  }

  resolve6(name: any, options?: any): Promise<any> {
    return ask(this, questions.AAAA, name, options);
  }

  resolveAny(name: any): Promise<any> {
    return ask(this, questions.ANY, name, undefined);
  }

  resolveCaa(name: any): Promise<any> {
    return ask(this, questions.CAA, name, undefined);
  }

  resolveCname(name: any): Promise<any> {
    return ask(this, questions.CNAME, name, undefined);
  }

  resolveMx(name: any): Promise<any> {
    return ask(this, questions.MX, name, undefined);
  }

  resolveNaptr(name: any): Promise<any> {
    return ask(this, questions.NAPTR, name, undefined);
  }

  resolveNs(name: any): Promise<any> {
    return ask(this, questions.NS, name, undefined);
  }

  resolvePtr(name: any): Promise<any> {
    return ask(this, questions.PTR, name, undefined);
  }

  resolveSoa(name: any): Promise<any> {
    return ask(this, questions.SOA, name, undefined);
  }

  resolveSrv(name: any): Promise<any> {
    return ask(this, questions.SRV, name, undefined);
  }

  resolveTxt(name: any): Promise<any> {
    return ask(this, questions.TXT, name, undefined);
  }

  reverse(address: any): Promise<any> {
    validateString(address, 'name');
    const name = questions.reverseName(address);
    return new Promise((resolve, reject) => {
      if (name === undefined) {
        reject(dnsError('EINVAL', 'getHostByAddr', address, EINVAL));
        return;
      }
      this._channel.ask(questions.REVERSE, name, address, false, (error, result) => {
        if (error !== null) reject(error);
        else resolve(result);
      });
    });
  }

  resolve(hostname: any, type?: any): Promise<any> {
    if (type !== undefined) validateString(type, 'rrtype');
    const question = type === undefined ? questions.A : questions.questionOf(type);
    if (question === undefined) throw argumentValueError('rrtype', type);
    return ask(this, question, hostname, undefined);
  }
}
