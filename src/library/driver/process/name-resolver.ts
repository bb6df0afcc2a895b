// Name resolver: host names to addresses by the servers of /etc/resolv.conf. Layer: driver. Only in images that connect.
// The file was read before the lock-down. Addresses come with IPv4 first. RFC 1035 §7.2 for the retries.

import { encodeQuery, parseAnswer, TYPE_A, TYPE_AAAA } from '../../base/dns-message.ts';
import { formatIpv4, formatIpv6 } from '../../base/ip-text.ts';
import { currentLoop, type TimerHandle } from '../../interfaces/timer.ts';
import type { ResolvedAddress } from '../../interfaces/transport.ts';
import { datagramsAreAllowed } from './client-allowed.ts';
import { resolverFileText } from './host-files.ts';
import { wordsOf } from './hosts-names.ts';
import { randomWord } from './random-word.ts';
import { unwatch, watch, type Source } from './readiness.ts';
import { setAddressPort, setAddressText } from './socket-address.ts';
import {
  closeDescriptor,
  connectSocket,
  openDatagramSocket,
  receiveBytes,
  sendBytes,
} from './sockets.ts';

const DNS_PORT = 53;
const TRY_MILLIS = 5000;
const TRIES = 2;
const MAXIMUM_MESSAGE = 4096;

type Done = (addresses: ResolvedAddress[]) => void;

let servers: string[] | undefined;

/** `done` runs from the event loop; the list is empty when the name is unknown. */
export function queryServers(name: string, done: Done): void {
  if (!datagramsAreAllowed() || serverList().length === 0) {
    currentLoop().addClosing(() => done([]));
    return;
  }
  let left = 2;
  let first: ResolvedAddress[] = [];
  let second: ResolvedAddress[] = [];
  const finish = (): void => {
    left--;
    if (left === 0) done(first.concat(second));
  };
  new Lookup(name, TYPE_A, (found) => {
    first = found;
    finish();
  });
  new Lookup(name, TYPE_AAAA, (found) => {
    second = found;
    finish();
  });
}

/** Of /etc/resolv.conf, in its order. */
export function nameServerAddresses(): string[] {
  return serverList().slice();
}

function serverList(): string[] {
  if (servers !== undefined) return servers;
  servers = [];
  for (const line of (resolverFileText() as string).split('\n')) {
    const words = wordsOf(line);
    const address = words[1];
    if (words[0] === 'nameserver' && address !== undefined && setAddressText(address) !== 0) {
      servers.push(address);
    }
  }
  return servers;
}

/** One question, asked of each server in turn until one answers. */
class Lookup implements Source {
  readonly #query: Uint8Array;
  readonly #done: Done;
  readonly #buffer = new Uint8Array(MAXIMUM_MESSAGE);
  #attempt = 0;
  #descriptor = -1;
  #timer: TimerHandle | undefined;

  constructor(name: string, type: number, done: Done) {
    this.#done = done;
    const query = encodeQuery(randomWord(), name, type);
    this.#query = query ?? new Uint8Array(0);
    if (query === undefined) currentLoop().addClosing(() => done([]));
    else this.#ask();
  }

  #ask(): void {
    const list = serverList();
    if (this.#attempt === TRIES * list.length) {
      currentLoop().addClosing(() => this.#done([]));
      return;
    }
    setAddressText(list[this.#attempt % list.length] as string);
    setAddressPort(DNS_PORT);
    this.#attempt++;
    // The kernel chooses a random port; a connected socket takes answers of this server only.
    this.#descriptor = openDatagramSocket();
    if (this.#descriptor < 0 || connectSocket(this.#descriptor) < 0) {
      if (this.#descriptor >= 0) closeDescriptor(this.#descriptor);
      this.#ask();
      return;
    }
    watch(this.#descriptor, this);
    sendBytes(this.#descriptor, this.#query, 0, this.#query.length);
    const loop = currentLoop();
    this.#timer = loop.setTimer(loop.nowMillis() + TRY_MILLIS, () => this.#next());
  }

  onReady(_readiness: number): void {
    const length = receiveBytes(this.#descriptor, this.#buffer, MAXIMUM_MESSAGE);
    if (length === -11) return;
    if (length < 0) return this.#next();
    const answer = parseAnswer(this.#buffer, length, this.#query);
    if (answer.kind === 'other') return;
    if (answer.kind === 'failed') return this.#next();
    if (answer.kind === 'truncated' && answer.addresses.length === 0) return this.#next();
    this.#release();
    const found: ResolvedAddress[] = [];
    if (answer.kind === 'addresses' || answer.kind === 'truncated') {
      for (const bytes of answer.addresses) found.push(toAddress(bytes));
    }
    this.#done(found);
    currentLoop().afterCallback();
  }

  #next(): void {
    this.#release();
    this.#ask();
  }

  #release(): void {
    if (this.#timer !== undefined) currentLoop().cancelTimer(this.#timer);
    unwatch(this.#descriptor);
    closeDescriptor(this.#descriptor);
  }
}

function toAddress(bytes: Uint8Array): ResolvedAddress {
  if (bytes.length === 4) return { address: formatIpv4(wordAt(bytes, 0)), family: 4 };
  return {
    address: formatIpv6(wordAt(bytes, 0), wordAt(bytes, 4), wordAt(bytes, 8), wordAt(bytes, 12)),
    family: 6,
  };
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)) >>>
    0
  );
}
