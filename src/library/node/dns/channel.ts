// Channel: the questions of one Resolver: its servers, its patience and what is under way. Layer: node.

import { type DnsReply, encodeRecordQuery } from '../../base/dns-records.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import { currentTransport } from '../../interfaces/transport.ts';
import {
  type NameServer,
  type QueryFailure,
  type QuerySettings,
  RecordQuery,
} from '../../net/dns/record-query.ts';
import { fillWithEntropy } from '../../web/entropy.ts';
import { domainToAscii } from '../../web/url/host.ts';
import { validateInteger, validateString } from '../errors.ts';
import { isIPv4, isIPv6 } from '../net/address.ts';
import { codedTypeError } from '../stream/errors.ts';
import type { Convert } from './answers.ts';
import { dnsError } from './errors.ts';
import { parseServers, serverText } from './servers.ts';

const USUAL_TIMEOUT_MILLIS = 2000;
const USUAL_TRIES = 4;
const LARGEST = 0x7fffffff;

export interface Question {
  /** What errors say was done: 'queryA'. */
  readonly syscall: string;
  readonly type: number;
  readonly convert: Convert;
}

export type AnswerDone = (error: Error | null, result: any) => void;

export class Channel {
  readonly #timeoutMillis: number;
  readonly #tries: number;
  #servers: NameServer[] | undefined;
  #localIpv4 = '';
  #localIpv6 = '';
  readonly #running = new Set<RecordQuery>();

  constructor(options: any) {
    const { timeout = -1, tries = USUAL_TRIES } = { ...options };
    validateInteger(timeout, 'options.timeout', -1, LARGEST);
    validateInteger(tries, 'options.tries', 1, LARGEST);
    this.#timeoutMillis = timeout < 0 ? USUAL_TIMEOUT_MILLIS : timeout;
    this.#tries = tries;
  }

  /** Those that were set, else what the system says now. */
  get servers(): NameServer[] {
    if (this.#servers !== undefined) return this.#servers;
    const addresses = currentTransport()?.hostNameServers?.() ?? [];
    const known = addresses.length > 0 ? addresses : ['127.0.0.1'];
    return known.map((address) => ({ address, port: 53 }));
  }

  setServers(texts: any): void {
    this.#servers = parseServers(texts);
  }

  getServers(): string[] {
    return this.servers.map(serverText);
  }

  setLocalAddress(ipv4: any, ipv6: any): void {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    const isFirst4 = isIPv4(ipv4);
    const isGood = (isFirst4 || isIPv6(ipv4)) && (ipv6 === undefined || (isFirst4 && isIPv6(ipv6)));
    if (!isGood) throw codedTypeError('ERR_INVALID_ARG_VALUE', 'Invalid IP address.');
    this.#localIpv4 = isFirst4 ? ipv4 : '';
    this.#localIpv6 = isFirst4 ? (ipv6 ?? '') : ipv4;
  }

  /** Everything under way fails with ECANCELLED. */
  cancel(): void {
    for (const query of [...this.#running]) query.cancel();
    this.#running.clear();
  }

  /** Asks for `name`; `shown` is the name in errors. `done` runs later. */
  ask(question: Question, name: string, shown: string, withTtl: boolean, done: AnswerDone): void {
    const { syscall, type, convert } = question;
    const fail = (code: string): void => done(dnsError(code, syscall, shown, undefined), undefined);
    const asked = asciiName(name);
    const query = encodeRecordQuery(randomId(), asked, type);
    if (query === undefined) {
      currentLoop().addImmediate(() => fail('EBADNAME'));
      return;
    }
    const running: RecordQuery = new RecordQuery(this.#settings(), query, (reply) => {
      this.#running.delete(running);
      let code = codeOf(reply);
      // c-ares then looks for the address in a file, in vain.
      if (syscall === 'getHostByAddr' && code !== '' && code !== 'ECANCELLED') code = 'ENOTFOUND';
      if (code !== '') fail(code);
      else this.#answer(convert((reply as DnsReply).records, asked, withTtl), fail, done);
    });
    this.#running.add(running);
  }

  #answer(result: any, fail: (code: string) => void, done: AnswerDone): void {
    if (result === null) fail('ENODATA');
    else done(null, result);
  }

  #settings(): QuerySettings {
    return {
      servers: this.servers,
      timeoutMillis: this.#timeoutMillis,
      tries: this.#tries,
      localIpv4: this.#localIpv4,
      localIpv6: this.#localIpv6,
    };
  }
}

const FAILURES: Record<QueryFailure, string> = {
  timeout: 'ETIMEOUT',
  refused: 'ECONNREFUSED',
  malformed: 'EBADRESP',
  cancelled: 'ECANCELLED',
};

/** '' for a success. */
function codeOf(reply: DnsReply | QueryFailure): string {
  if (typeof reply === 'string') return FAILURES[reply];
  switch (reply.code) {
    case 1:
      return 'EFORMERR';
    case 2:
      return 'ESERVFAIL';
    case 3:
      return 'ENOTFOUND';
    case 4:
      return 'ENOTIMP';
    case 5:
      return 'EREFUSED';
    default:
      return reply.records.length === 0 ? 'ENODATA' : '';
  }
}

const idBytes = new Uint8Array(2);

function randomId(): number {
  fillWithEntropy(idBytes as any, 2);
  return idBytes[0]! * 256 + idBytes[1]!;
}

/** In lower case, as Node's IDNA leaves it. */
function asciiName(name: string): string {
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) > 127) return domainToAscii(name) ?? name;
  }
  return name.toLowerCase();
}
