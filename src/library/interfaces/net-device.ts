// NetDevice: one Ethernet card as the network stack sees it, whatever hypervisor is behind it. Layer: interfaces.
// Frames begin at the Ethernet header and have no checksum trailer. A device is not trusted: `length` is checked by who reads.

/** What the device does for the stack; all false and 0 for a plain card. */
export interface NetDeviceFeatures {
  /** Fills in TCP and UDP checksums of frames sent with `PacketOffload.checksumStart`. */
  readonly transmitChecksum: boolean;
  /** Tells of received frames whose TCP or UDP checksum it has found right, or which never left this host. */
  readonly receiveChecksum: boolean;
  /** Cuts TCP frames longer than the MTU into segments, over IPv4 and IPv6. */
  readonly segmentation4: boolean;
  readonly segmentation6: boolean;
}

/** What the device has to complete in a frame. All 0: nothing. */
export interface PacketOffload {
  /** Byte offset in the frame where checksumming starts (the TCP or UDP header); 0: the checksum is already right. */
  checksumStart: number;
  /** Offset from `checksumStart` of the checksum field, which holds the sum of the pseudo header (not complemented). */
  checksumOffset: number;
  /** TCP payload bytes a segment; 0: the frame is one segment. */
  segmentSize: number;
  /** Bytes of all headers (Ethernet to TCP) where `segmentSize` is not 0. */
  headerLength: number;
}

export interface NetDeviceHandler {
  /**
   * `bytes` is valid only during the call; the frame is bytes[start .. end), and longer than the MTU where the device has put
   * TCP segments together. `checksumValid`: see `receiveChecksum`.
   */
  onFrame(bytes: Uint8Array, start: number, end: number, checksumValid: boolean): void;
  /** After `transmit` returned false: there is room again. */
  onTransmitRoom(): void;
}

export interface NetDevice {
  /** Six bytes. */
  readonly hardwareAddress: Uint8Array;
  /** Largest IP packet, 68 to 65,535 bytes; 1,500 for most. */
  readonly mtu: number;
  readonly features: NetDeviceFeatures;
  /** Installed by the stack before the first frame is looked at. */
  handler: NetDeviceHandler | undefined;
  /** Takes a copy of bytes[start .. end) for sending; false when its queue is full: nothing was taken, `onTransmitRoom` follows. */
  transmit(bytes: Uint8Array, start: number, end: number, offload: PacketOffload): boolean;
  /** Tells the device of frames handed over since the last call: one notification for many frames. The stack calls it at the end of its work. */
  flush(): void;
}
