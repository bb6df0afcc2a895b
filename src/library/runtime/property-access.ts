'use machine';
// Property access with an explicit receiver, for Reflect. Layer: runtime.

export { getWithReceiver } from './property-get.ts';
export { setWithReceiver, trySetWithReceiver as setWithReceiverOrFalse } from './property-set.ts';
