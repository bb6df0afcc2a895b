// Hex bytes: test vectors as texts. Host tests only.

/** The bytes of hexadecimal digits; spaces do not count. */
export function hexBytes(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, '');
  if (digits.length % 2 !== 0) throw new Error(`Odd number of digits: ${text}`);
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

export function hexText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.subarray(start, end)).toString('hex');
}
