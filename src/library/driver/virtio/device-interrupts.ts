// Device interrupts: a device that interrupted is polled before each wait until it has nothing, then may interrupt again.
// Layer: driver. Under load there are no interrupts at all; the loop looks at the rings instead.

import { pollUntilIdle, type PolledDevice } from '../pc/interrupt-handlers.ts';
import { onInterrupt } from '../pc/interrupt-handlers.ts';
import { INTERRUPT_CONFIGURATION, INTERRUPT_QUEUE } from './numbers.ts';
import { acknowledgeInterrupt, connectInterrupts } from './transport.ts';

const BY_LINE = 1;

/** Before `negotiate`. `onChange` runs when the device's configuration has changed. False: the device cannot interrupt. */
export function attachInterrupts(
  device: number,
  polled: PolledDevice,
  onChange: () => void,
): boolean {
  let byLine = false;
  const queueVector = onInterrupt((): void => {
    const reason = byLine ? acknowledgeInterrupt(device) : INTERRUPT_QUEUE;
    if ((reason & INTERRUPT_CONFIGURATION) !== 0) onChange();
    if ((reason & INTERRUPT_QUEUE) !== 0) pollUntilIdle(polled);
  });
  const configurationVector = onInterrupt(onChange);
  if (queueVector === 0 || configurationVector === 0) return false;
  const kind = connectInterrupts(device, queueVector, configurationVector);
  byLine = kind === BY_LINE;
  return kind !== 0;
}
