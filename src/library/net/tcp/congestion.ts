// Congestion control as the rest of TCP sees it. Layer: net/tcp, types only. Windows are bytes.
// Recovery (which bytes to send again, and how many) is not its business: recovery.ts asks it for the window after a loss.

export interface CongestionControl {
  /** Bytes that may be in flight. */
  readonly window: number;
  /** Below it the window grows by slow start. */
  readonly threshold: number;
  /** `segmentSize` has changed, or is known now; the initial window when nothing was sent yet. */
  setSegmentSize(segmentSize: number): void;
  /** Outside of recovery `bytes` were acknowledged for the first time. `limited`: the window was what held the sender back. */
  onAcknowledged(bytes: number, now: number, roundTrip: number, limited: boolean): void;
  /** A loss, at most once a round trip: sets `threshold`, to which the window goes down during recovery. */
  onLoss(now: number, inFlight: number): void;
  /** The retransmission timer ran out; `first`: nothing came of the retransmission before this one. */
  onTimeout(now: number, inFlight: number, first: boolean): void;
  /** The last timeout was needless: everything as before it. RFC 4015. */
  onSpuriousTimeout(): void;
  /** Recovery sets the window as it goes (RFC 6937). */
  setWindow(window: number): void;
  /** Nothing was sent for `millis`, longer than a retransmission timeout of `timeout`. */
  onIdle(millis: number, timeout: number): void;
}
