/** The six-bit character set of call signs (ICAO Annex 10 Vol. IV, table 3-9): letters, space, digits. */
const CHARS = '?ABCDEFGHIJKLMNOPQRSTUVWXYZ????? ???????????????0123456789??????';
const CODES = Uint8Array.from(CHARS, (c) => c.charCodeAt(0));
const NO_CHAR = 63;

/**
 * Call sign of eight six-bit characters: bits 9..56 of a 56-bit field given as its first 32 and last 24 bits.
 * @returns without trailing blanks; null when blank or when a value is no character
 */
export function callsignOf(hi: number, lo: number): string | null {
  const a = CODES[(hi >>> 18) & 63]!;
  const b = CODES[(hi >>> 12) & 63]!;
  const c = CODES[(hi >>> 6) & 63]!;
  const d = CODES[hi & 63]!;
  const e = CODES[(lo >>> 18) & 63]!;
  const f = CODES[(lo >>> 12) & 63]!;
  const g = CODES[(lo >>> 6) & 63]!;
  const h = CODES[lo & 63]!;
  if (a === NO_CHAR || b === NO_CHAR || c === NO_CHAR || d === NO_CHAR) return null;
  if (e === NO_CHAR || f === NO_CHAR || g === NO_CHAR || h === NO_CHAR) return null;
  const text = String.fromCharCode(a, b, c, d, e, f, g, h).trimEnd();
  return text === '' ? null : text;
}

/** Six-bit values of a call sign, eight of them, blanks filled; characters outside the set become blanks. */
export function sixBitsOf(callsign: string): number[] {
  return Array.from({ length: 8 }, (_, i) => {
    const char = (callsign[i] ?? ' ').toUpperCase();
    const value = CHARS.indexOf(char);
    return value > 0 && char !== '?' ? value : 32;
  });
}
