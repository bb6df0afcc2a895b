// Date text: the value of the Date header, computed once a second. Layer: http (RFC 9110 §5.6.7).

let text = '';
let validUntil = -1;

/** `loopMillis` is the event loop's time, which tells cheaply whether the text is still right. */
export function dateText(loopMillis: number): string {
  if (loopMillis >= validUntil) {
    const now = Date.now();
    text = new Date(now).toUTCString();
    validUntil = loopMillis + 1000 - (now % 1000);
  }
  return text;
}
