// Date text: the value of the Date header, computed once a second. Layer: http (RFC 9110 §5.6.7).

import { utcText } from '../ecma/date/format.ts';
import { wallClockMillis } from '../runtime/wall-clock.ts';

let text = '';
let validUntil = -1;

/** `loopMillis` is the event loop's time, which tells cheaply whether the text is still right. */
export function dateText(loopMillis: number): string {
  if (loopMillis >= validUntil) {
    const now = wallClockMillis();
    text = utcText(now);
    validUntil = loopMillis + 1000 - (now % 1000);
  }
  return text;
}
