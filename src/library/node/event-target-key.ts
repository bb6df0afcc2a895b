// The key under which an EventTarget tells node:events its listeners. Layer: node.

export const eventTargetListeners: unique symbol = Symbol('event target listeners') as any;
