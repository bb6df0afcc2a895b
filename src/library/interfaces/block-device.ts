// BlockDevice: one disk as a file system sees it, whatever hypervisor is behind it. Layer: interfaces.
// Requests are asynchronous and may be done in any order; a write is durable once a flush that began after it is done.
// `done` runs from the event loop, never from inside the call, and exactly once for each request that was accepted.

/** null: done. The device failed, cannot do that, or was reset with the request under way. */
export type BlockError = 'failed' | 'unsupported' | 'reset';

export interface BlockDevice {
  /** Bytes of a sector: the unit of addresses and lengths. */
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly isReadOnly: boolean;
  /** Bytes that one request can have at most; a multiple of the sector size. */
  readonly maximumTransfer: number;
  /**
   * Fills `bytes`, a multiple of the sector size long, from `sector` on. The array is the device's until `done`. False: too
   * many requests are under way, nothing was taken, `onRoom` follows. A range beyond the end is the caller's bug: RangeError.
   */
  read(sector: number, bytes: Uint8Array, done: (error: BlockError | null) => void): boolean;
  /** The same in the other direction. */
  write(sector: number, bytes: Uint8Array, done: (error: BlockError | null) => void): boolean;
  /** Makes all writes that are done durable. */
  flush(done: (error: BlockError | null) => void): boolean;
  /** After a request found no room. */
  onRoom: () => void;
}
