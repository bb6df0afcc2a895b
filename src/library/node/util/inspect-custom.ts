// The key of a program's or class's own inspector method; `util.inspect.custom`. Layer: node.

export const customInspectSymbol: unique symbol = Symbol.for('nodejs.util.inspect.custom') as any;

/** The options a custom inspector hands on: one level less of depth. */
export function nestedOptions(options: any): any {
  const depth = options.depth;
  return { ...options, depth: typeof depth === 'number' ? depth - 1 : depth };
}
