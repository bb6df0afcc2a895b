// EthernetLink: puts the Ethernet header in front of packets and hands them to the device. Layer: net.
// `transmit` takes the packet over, whatever it returns. What the device has no room for waits in a bounded queue.

import type { NetDevice } from '../interfaces/net-device.ts';
import type { Packet } from './packet.ts';
import type { PacketPool } from './packet-pool.ts';
import { PacketQueue } from './packet-queue.ts';
import { get16, get32 } from './wire/byte-order.ts';
import { ETHERNET_HEADER, EthernetHeader } from './wire/ethernet.ts';

/** A burst of some connections' windows; more would only be late. */
const MAXIMUM_WAITING = 256;

export class LinkCounters {
  framesReceived = 0;
  framesSent = 0;
  /** Shorter than a header, or of a length instead of a type. */
  malformed = 0;
  /** For another card, or of a protocol that we do not speak. */
  notForUs = 0;
  /** The device had no room: how many had to wait, and how many found the queue full as well. */
  delayed = 0;
  dropped = 0;
}

export class EthernetLink {
  readonly device: NetDevice;
  readonly pool: PacketPool;
  readonly counters = new LinkCounters();
  /** The device's own hardware address. */
  readonly high: number;
  readonly low: number;
  readonly #header = new EthernetHeader();
  readonly #waiting = new PacketQueue(MAXIMUM_WAITING);
  #unflushed = false;

  constructor(device: NetDevice, pool: PacketPool) {
    this.device = device;
    this.pool = pool;
    this.high = get16(device.hardwareAddress, 0);
    this.low = get32(device.hardwareAddress, 2);
  }

  /** Packets that wait for room in the device. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Sends the packet of kind `etherType` to a hardware address; false when there is no room in the queue either. */
  transmit(packet: Packet, high: number, low: number, etherType: number): boolean {
    const header = this.#header;
    header.destinationHigh = high;
    header.destinationLow = low;
    header.sourceHigh = this.high;
    header.sourceLow = this.low;
    header.etherType = etherType;
    packet.start -= ETHERNET_HEADER;
    header.emit(packet.bytes, packet.start);
    // Until here they counted from the start of the buffer and from the IP header.
    if (packet.checksumStart !== 0) packet.checksumStart -= packet.start;
    if (packet.headerLength !== 0) packet.headerLength += ETHERNET_HEADER;
    if (this.#waiting.length === 0 && this.#toDevice(packet)) return true;
    if (this.#waiting.push(packet)) {
      this.counters.delayed++;
      return true;
    }
    this.counters.dropped++;
    this.pool.give(packet);
    return false;
  }

  #toDevice(packet: Packet): boolean {
    if (!this.device.transmit(packet.bytes, packet.start, packet.end, packet)) return false;
    this.counters.framesSent++;
    this.#unflushed = true;
    this.pool.give(packet);
    return true;
  }

  /** The device has room again: sends what waits, in order. */
  drain(): void {
    for (;;) {
      const packet = this.#waiting.first;
      if (packet === null || !this.#toDevice(packet)) return;
      this.#waiting.shift();
    }
  }

  /** Tells the device of what was handed over. */
  flush(): void {
    if (!this.#unflushed) return;
    this.#unflushed = false;
    this.device.flush();
  }
}
