// What is known of an element type of typed arrays (ELEMENT_x of runtime/layout.ts): size and name. Layer: ecma.

const SIZES = [1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8];
const NAMES = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

export function bytesOfElement(type: number): number {
  return SIZES[type]!;
}

export function typedArrayName(type: number): string {
  return NAMES[type]!;
}

/** Elements are bigints. */
export function hasBigElements(type: number): boolean {
  return type >= 9;
}
