// Counters: what a TCP stack did, for metrics. Layer: net/tcp. All only grow, but for the gauges at the end.

export class TcpCounters {
  segmentsReceived = 0;
  bytesReceived = 0;
  segmentsSent = 0;
  bytesSent = 0;
  acknowledgmentsSent = 0;
  retransmittedSegments = 0;
  fastRecoveries = 0;
  retransmissionTimeouts = 0;
  tailLossProbes = 0;
  windowProbes = 0;
  keepAliveProbes = 0;
  delayedAcknowledgments = 0;
  duplicateSegments = 0;
  outOfOrderSegments = 0;
  resetsSent = 0;
  resetsReceived = 0;
  challengeAcknowledgments = 0;
  synCookiesSent = 0;
  synCookiesAccepted = 0;
  connectionsOpened = 0;
  connectionsAccepted = 0;
  connectionsFailed = 0;
  connectionsTimedOut = 0;
  pathMtuReductions = 0;
  droppedMalformed = 0;
  droppedChecksum = 0;
  droppedOldTimestamp = 0;
  droppedOutsideWindow = 0;
  droppedNoBuffer = 0;
  droppedAtConnectionLimit = 0;
  droppedBadCookie = 0;
  droppedBadAcknowledgment = 0;
  packetsUnavailable = 0;
  packetsRefused = 0;
  /** Gauges. */
  connections = 0;
  halfOpenConnections = 0;
  timeWaitConnections = 0;
}
