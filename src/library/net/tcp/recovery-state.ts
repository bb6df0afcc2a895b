// Recovery state: what loss detection and recovery remember of one connection. Layer: net/tcp. recovery.ts works on it.

/** No loss is being repaired. */
export const OPEN = 0;
/** Segments are lost and sent again while acknowledgments come in (RFC 6675, RFC 8985). */
export const FAST = 1;
/** The retransmission timer has run out (RFC 5681 §3.1). */
export const TIMEOUT = 2;

export class Recovery {
  mode = OPEN;
  /** SND.NXT when the mode began: everything up to here must be acknowledged to end it. */
  point = 0;
  /** Without SACK: acknowledgments in a row that changed nothing. */
  duplicates = 0;

  /** RFC 6937. */
  delivered = 0; // prr_delivered
  sent = 0; // prr_out
  flightAtLoss = 0; // RecoverFS

  /** RFC 8985 §5.2: of the most recently sent segment that has arrived. */
  rackTime = -Infinity; // RACK.xmit_ts
  rackEnd = 0; // RACK.end_seq
  rackRoundTrip = 0; // RACK.rtt
  forwardAcknowledged = 0; // RACK.fack
  reorderingSeen = false;
  /** RACK.reo_wnd_mult, and how many recoveries it still holds. */
  windowFactor = 1;
  windowPersists = 0;
  /** RACK.dsack_round: one increase a round trip. */
  duplicateRound = 0;
  duplicateRoundSet = false;

  /** RFC 8985 §7: a tail loss probe is out, and this was SND.NXT. */
  probeOut = false;
  probeEnd = 0;
  probeWasRetransmission = false;

  /** RFC 3522: what a timeout that proves needless takes back. */
  undoPossible = false;
  undoWindow = 0;
  undoThreshold = 0;
  undoTimestamp = 0;
}
