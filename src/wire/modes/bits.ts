// Hot path: no allocation per call; meant to be inlined with constant bit numbers.
/**
 * Bits of a 56-bit field (ME or MB) given as its first 32 bits (`hi`, signed or not) and its last 24 (`lo`).
 * @param first number of the first bit, 1..56, as the standard counts
 * @param count 1..24
 */
export function bits56(hi: number, lo: number, first: number, count: number): number {
  const last = first + count - 1;
  const mask = (1 << count) - 1;
  if (last <= 32) return (hi >>> (32 - last)) & mask;
  if (first > 32) return (lo >>> (56 - last)) & mask;
  return ((hi << (last - 32)) | (lo >>> (56 - last))) & mask;
}

/** The same read as two's complement with the sign in the first bit. */
export function signed56(hi: number, lo: number, first: number, count: number): number {
  const value = bits56(hi, lo, first, count);
  return value >= 1 << (count - 1) ? value - (1 << count) : value;
}

export function flag56(hi: number, lo: number, bit: number): boolean {
  return bits56(hi, lo, bit, 1) === 1;
}
