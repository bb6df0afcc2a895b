// The key of a program's or class's own inspector method; `util.inspect.custom`. Layer: node.

export const customInspectSymbol: unique symbol = Symbol.for('nodejs.util.inspect.custom') as any;
