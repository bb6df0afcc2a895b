// FunctionInfo flags, as runtime/layout.ts defines them. Layer: compiler, lower. A test compares the two.

export const INFO = {
  constructor: 1,
  class: 2,
  derived: 4,
  arrow: 8,
  method: 16,
  generator: 32,
  async: 64,
  builtin: 128,
} as const;
