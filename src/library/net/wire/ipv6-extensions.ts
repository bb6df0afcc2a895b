// IPv6 extension headers: the way from the fixed header to the upper layer. Layer: net, pure. RFC 8200 §4.
// Hop-by-hop options, destination options and routing headers are walked over; a fragment header ends the walk, since what
// follows may be cut anywhere.

import { get16, get32, put16, put32 } from './byte-order.ts';
import {
  PROTOCOL_DESTINATION_OPTIONS,
  PROTOCOL_FRAGMENT,
  PROTOCOL_HOP_BY_HOP,
  PROTOCOL_ROUTING,
} from './protocol-numbers.ts';

export const FRAGMENT_HEADER = 8;
/** ICMPv6 parameter problem codes (RFC 4443 §3.4). */
export const ERRONEOUS_FIELD = 0;
export const UNRECOGNIZED_NEXT_HEADER = 1;
export const UNRECOGNIZED_OPTION = 2;

/**
 * 'upper': `protocol` is the upper layer, at `payloadStart`. 'fragment': the fragment fields are filled in; `protocol` and
 * `payloadStart` are of what is behind the fragment header. 'drop': silently. 'problem' asks for an ICMP parameter problem
 * with `problemCode` about the byte at `problemAt`; 'problem-unicast' only when the packet was sent to one host.
 */
export type ExtensionResult = 'upper' | 'fragment' | 'drop' | 'problem' | 'problem-unicast';

const MAXIMUM_HEADERS = 8;
const PAD1 = 0;
const PADN = 1;
const ROUTER_ALERT = 5;
const SEGMENTS_LEFT = 3;

export class ExtensionWalk {
  protocol = 0;
  payloadStart = 0;
  /** Where the number `protocol` stands: what a parameter problem points to. */
  protocolAt = 0;
  problemCode = 0;
  problemAt = 0;
  /** In bytes. */
  fragmentOffset = 0;
  moreFragments = false;
  fragmentIdentification = 0;

  /** Walks bytes[start .. end), where a header of kind `nextHeader` begins; that number stands at `nextHeaderAt`. */
  walk(
    bytes: Uint8Array,
    start: number,
    end: number,
    nextHeader: number,
    nextHeaderAt: number,
  ): ExtensionResult {
    let at = start;
    this.protocol = nextHeader;
    this.protocolAt = nextHeaderAt;
    for (let count = 0; count <= MAXIMUM_HEADERS; count++) {
      const kind = this.protocol;
      if (kind === PROTOCOL_FRAGMENT) return this.#fragment(bytes, at, end);
      if (!isSkipped(kind)) {
        this.payloadStart = at;
        return 'upper';
      }
      // Hop-by-hop options are allowed in the first place only.
      if (kind === PROTOCOL_HOP_BY_HOP && count > 0) {
        return this.#problem(UNRECOGNIZED_NEXT_HEADER, this.protocolAt);
      }
      if (end - at < 8) return 'drop';
      const length = 8 + bytes[at + 1]! * 8;
      if (at + length > end) return 'drop';
      const result =
        kind === PROTOCOL_ROUTING
          ? this.#routing(bytes, at)
          : this.#options(bytes, at, at + length);
      if (result !== 'upper') return result;
      this.protocol = bytes[at]!;
      this.protocolAt = at;
      at += length;
    }
    return 'drop';
  }

  #fragment(bytes: Uint8Array, at: number, end: number): ExtensionResult {
    if (end - at < FRAGMENT_HEADER) return 'drop';
    const field = get16(bytes, at + 2);
    this.protocol = bytes[at]!;
    this.protocolAt = at;
    this.payloadStart = at + FRAGMENT_HEADER;
    this.fragmentOffset = field & 0xfff8;
    this.moreFragments = (field & 1) !== 0;
    this.fragmentIdentification = get32(bytes, at + 4);
    return 'fragment';
  }

  /** RFC 8200 §4.4: a header of a kind that we do not know is passed over when its work is done. RFC 5095: nor do we know type 0. */
  #routing(bytes: Uint8Array, at: number): ExtensionResult {
    if (bytes[at + SEGMENTS_LEFT] === 0) return 'upper';
    return this.#problem(ERRONEOUS_FIELD, at + 2);
  }

  #options(bytes: Uint8Array, at: number, end: number): ExtensionResult {
    let option = at + 2;
    while (option < end) {
      const kind = bytes[option]!;
      if (kind === PAD1) {
        option++;
        continue;
      }
      if (option + 2 > end) return 'drop';
      const next = option + 2 + bytes[option + 1]!;
      if (next > end) return 'drop';
      if (kind !== PADN && kind !== ROUTER_ALERT) {
        const result = this.#unknownOption(kind, option);
        if (result !== 'upper') return result;
      }
      option = next;
    }
    return 'upper';
  }

  /** RFC 8200 §4.2: the two highest bits of an option's number say what to do without knowing it. */
  #unknownOption(kind: number, at: number): ExtensionResult {
    const action = kind >> 6;
    if (action === 0) return 'upper';
    if (action === 1) return 'drop';
    this.#problem(UNRECOGNIZED_OPTION, at);
    return action === 3 ? 'problem-unicast' : 'problem';
  }

  #problem(code: number, at: number): ExtensionResult {
    this.problemCode = code;
    this.problemAt = at;
    return 'problem';
  }
}

function isSkipped(kind: number): boolean {
  return (
    kind === PROTOCOL_HOP_BY_HOP ||
    kind === PROTOCOL_DESTINATION_OPTIONS ||
    kind === PROTOCOL_ROUTING
  );
}

/** Writes a fragment header of 8 bytes. */
export function emitFragmentHeader(
  bytes: Uint8Array,
  at: number,
  nextHeader: number,
  offset: number,
  moreFragments: boolean,
  identification: number,
): void {
  bytes[at] = nextHeader;
  bytes[at + 1] = 0;
  put16(bytes, at + 2, offset | (moreFragments ? 1 : 0));
  put32(bytes, at + 4, identification);
}
