// ARP for IPv4 over Ethernet. Layer: net, pure. RFC 826; RFC 5227 for probes and announcements.

import { get16, get32, put16, put32 } from './byte-order.ts';
import { ETHERTYPE_IPV4 } from './ethernet.ts';

export const ARP_LENGTH = 28;
export const ARP_REQUEST = 1;
export const ARP_REPLY = 2;

const HARDWARE_TYPE = 0;
const PROTOCOL_TYPE = 2;
const HARDWARE_LENGTH = 4;
const PROTOCOL_LENGTH = 5;
const OPERATION = 6;
const SENDER_HARDWARE = 8;
const SENDER_PROTOCOL = 14;
const TARGET_HARDWARE = 18;
const TARGET_PROTOCOL = 24;
const ETHERNET = 1;

export class ArpMessage {
  operation = 0;
  senderHigh = 0;
  senderLow = 0;
  /** IPv4 words. A probe has the sender 0. */
  senderAddress = 0;
  targetHigh = 0;
  targetLow = 0;
  targetAddress = 0;

  /** Reads bytes[start .. end), which may have padding at the end; false when it is no request or reply. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < ARP_LENGTH) return false;
    if (get16(bytes, start + HARDWARE_TYPE) !== ETHERNET) return false;
    if (get16(bytes, start + PROTOCOL_TYPE) !== ETHERTYPE_IPV4) return false;
    if (bytes[start + HARDWARE_LENGTH] !== 6 || bytes[start + PROTOCOL_LENGTH] !== 4) return false;
    this.operation = get16(bytes, start + OPERATION);
    this.senderHigh = get16(bytes, start + SENDER_HARDWARE);
    this.senderLow = get32(bytes, start + SENDER_HARDWARE + 2);
    this.senderAddress = get32(bytes, start + SENDER_PROTOCOL);
    this.targetHigh = get16(bytes, start + TARGET_HARDWARE);
    this.targetLow = get32(bytes, start + TARGET_HARDWARE + 2);
    this.targetAddress = get32(bytes, start + TARGET_PROTOCOL);
    return this.operation === ARP_REQUEST || this.operation === ARP_REPLY;
  }

  /** Writes `ARP_LENGTH` bytes. */
  emit(bytes: Uint8Array, start: number): void {
    put16(bytes, start + HARDWARE_TYPE, ETHERNET);
    put16(bytes, start + PROTOCOL_TYPE, ETHERTYPE_IPV4);
    bytes[start + HARDWARE_LENGTH] = 6;
    bytes[start + PROTOCOL_LENGTH] = 4;
    put16(bytes, start + OPERATION, this.operation);
    put16(bytes, start + SENDER_HARDWARE, this.senderHigh);
    put32(bytes, start + SENDER_HARDWARE + 2, this.senderLow);
    put32(bytes, start + SENDER_PROTOCOL, this.senderAddress);
    put16(bytes, start + TARGET_HARDWARE, this.targetHigh);
    put32(bytes, start + TARGET_HARDWARE + 2, this.targetLow);
    put32(bytes, start + TARGET_PROTOCOL, this.targetAddress);
  }
}
