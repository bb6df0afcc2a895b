// Limits: what bounds a TCP stack, with values for a small image. Layer: net/tcp. All times are milliseconds.

export interface TcpLimits {
  /** Connections in every state but TIME-WAIT. */
  readonly connections: number;
  /** Connections in TIME-WAIT; the oldest goes first. */
  readonly timeWaits: number;
  /** Half-open connections of one listener before SYN cookies take over. */
  readonly halfOpen: number;
  /** Bytes that a connection holds to send; a power of two. */
  readonly sendBuffer: number;
  /** Receive window at the start of a connection, and the most it grows to; powers of two. */
  readonly receiveWindow: number;
  readonly largestReceiveWindow: number;
  /** Memory of all send and receive buffers. */
  readonly buffers: number;
  readonly timeWaitMillis: number;
  /** How long a connection that the program has closed waits for the peer's FIN. */
  readonly finWaitMillis: number;
}

export const DEFAULT_LIMITS: TcpLimits = {
  connections: 16384,
  timeWaits: 8192,
  halfOpen: 256,
  sendBuffer: 1048576,
  receiveWindow: 65536,
  largestReceiveWindow: 1048576,
  buffers: 67108864,
  timeWaitMillis: 60000,
  finWaitMillis: 60000,
};
