// The value of a hexadecimal digit. Layer: ecma.

/** 0 to 15, or -1 when the unit is no hexadecimal digit. */
export function hexValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x57;
  if (unit >= 0x41 && unit <= 0x46) return unit - 0x37;
  return -1;
}
