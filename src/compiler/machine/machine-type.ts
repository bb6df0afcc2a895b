// Machine types: the fixed-width types of the machine subset and C's conversion rules on them. Layer: compiler/machine.
// The only place that knows how wide a type is, what C calls it and what two operands convert to.

export type IntegerType = 'i8' | 'i16' | 'i32' | 'i64' | 'u8' | 'u16' | 'u32' | 'u64' | 'ptr';
export type MachineType = 'void' | 'never' | 'bool' | 'f64' | 'Value' | IntegerType;

interface IntegerShape {
  readonly bits: number;
  readonly signed: boolean;
  readonly c: string;
}

const INTEGERS: ReadonlyMap<MachineType, IntegerShape> = new Map([
  ['i8', { bits: 8, signed: true, c: 'int8_t' }],
  ['i16', { bits: 16, signed: true, c: 'int16_t' }],
  ['i32', { bits: 32, signed: true, c: 'int32_t' }],
  ['i64', { bits: 64, signed: true, c: 'int64_t' }],
  ['u8', { bits: 8, signed: false, c: 'uint8_t' }],
  ['u16', { bits: 16, signed: false, c: 'uint16_t' }],
  ['u32', { bits: 32, signed: false, c: 'uint32_t' }],
  ['u64', { bits: 64, signed: false, c: 'uint64_t' }],
  ['ptr', { bits: 64, signed: false, c: 'uint64_t' }],
]);

const OTHERS: ReadonlyMap<MachineType, string> = new Map([
  ['void', 'void'],
  ['never', 'void'],
  ['bool', '_Bool'],
  ['f64', 'double'],
  ['Value', 'Value'],
]);

/** The machine type of a name written in an annotation (`boolean` is `bool`), or null. */
export function machineTypeNamed(name: string): MachineType | null {
  if (name === 'boolean') return 'bool';
  if (INTEGERS.has(name as MachineType) || name === 'f64' || name === 'Value')
    return name as MachineType;
  return null;
}

export function isInteger(type: MachineType): type is IntegerType {
  return INTEGERS.has(type);
}

export function isNumeric(type: MachineType): boolean {
  return type === 'f64' || isInteger(type);
}

export function isSigned(type: MachineType): boolean {
  return INTEGERS.get(type)?.signed ?? false;
}

/** Bits of an integer type; 0 for others. */
export function widthOf(type: MachineType): number {
  return INTEGERS.get(type)?.bits ?? 0;
}

export function cTypeOf(type: MachineType): string {
  const c = INTEGERS.get(type)?.c ?? OTHERS.get(type);
  if (c === undefined) throw new Error(`no C type for "${type}"`);
  return c;
}

/** C's integer promotion: anything narrower than 32 bits becomes i32. */
export function promoted(type: MachineType): MachineType {
  return isInteger(type) && widthOf(type) < 32 ? 'i32' : type;
}

/** C's usual arithmetic conversions on two numeric types. */
export function commonType(left: MachineType, right: MachineType): MachineType {
  if (left === 'f64' || right === 'f64') return 'f64';
  const a = promoted(left);
  const b = promoted(right);
  if (a === b) return a;
  if (a === 'ptr' || b === 'ptr') return 'ptr';
  if (widthOf(a) !== widthOf(b)) return widthOf(a) > widthOf(b) ? a : b;
  return isSigned(a) ? b : a;
}

export function unsignedOf(type: MachineType): MachineType {
  return type === 'i32' ? 'u32' : type === 'i64' ? 'u64' : type;
}

/** The value an integer has after it is stored in `type`. */
export function wrapTo(value: bigint, type: MachineType): bigint {
  const bits = widthOf(type) || 64;
  return isSigned(type) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** The type of an integer literal that stands alone: i32 where it fits, then u32, i64, u64; null when wider. */
export function naturalType(value: bigint): IntegerType | null {
  for (const type of ['i32', 'u32', 'i64', 'u64'] as const)
    if (wrapTo(value, type) === value) return type;
  return null;
}

/** Whether a literal may stand for a value of `type`: its range, or the same bits written as a negative number. */
export function literalFits(value: bigint, type: MachineType): boolean {
  const bits = BigInt(widthOf(type));
  return value >= -(1n << (bits - 1n)) && value < 1n << bits;
}
