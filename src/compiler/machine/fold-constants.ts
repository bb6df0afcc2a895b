// Operators on operands known at compile time. Layer: compiler/machine. Integers have no width here: callers wrap.

/** An integer operation on known operands, not wrapped; null when it has no result. */
export function foldIntegers(operator: string, a: bigint, b: bigint): bigint | null {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? null : a / b;
    case '%':
      return b === 0n ? null : a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return b < 0n || b > 63n ? null : a << b;
    default:
      return b < 0n || b > 63n ? null : a >> b;
  }
}

/** The same on doubles. */
export function foldDoubles(operator: string, a: number, b: number): number {
  return operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : a / b;
}

export function compareKnown(operator: string, a: bigint | number, b: bigint | number): boolean {
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}
