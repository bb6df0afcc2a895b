// DnsStreams: what the DNS client needs of TCP, for answers that do not fit into a datagram. Layer: net, types only.

import type { IpAddress } from '../ip-address.ts';

export interface DnsStreamHandler {
  onOpen(): void;
  /** The data is bytes[start .. end), valid only during the call. */
  onData(bytes: Uint8Array, start: number, end: number): void;
  /** Ended, failed or could not be opened; nothing follows. Not called after `close`. */
  onClose(): void;
}

export interface DnsStream {
  /** After `onOpen`; takes all of it. */
  write(bytes: Uint8Array): void;
  close(): void;
}

export interface DnsStreams {
  /** The handler is called later, never within this call. Null: there is no way. */
  open(server: IpAddress, port: number, handler: DnsStreamHandler): DnsStream | null;
}
