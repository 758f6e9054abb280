// Hot path: no allocation for numbers of up to 15 digits.

const POWERS = Array.from({ length: 23 }, (_, n) => 10 ** n);

/**
 * The number that octets write: digits, one point, an exponent; white space around. NaN when it is none, and for NaN
 * and infinities. Exact: up to 15 digits and powers up to 22 by one division, else by the platform.
 */
export function parseNumber(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && isSpace(bytes[from]!)) from++;
  while (to > from && isSpace(bytes[to - 1]!)) to--;
  let i = from;
  const sign = bytes[i] === 0x2d ? -1 : 1;
  if (i < to && (bytes[i] === 0x2d || bytes[i] === 0x2b)) i++;
  let mantissa = 0;
  let digits = 0;
  let significant = 0;
  let scale = 0;
  let point = false;
  for (; i < to; i++) {
    const c = bytes[i]!;
    if (c >= 48 && c <= 57) {
      digits++;
      if (mantissa !== 0 || c !== 48) significant++;
      if (significant <= 15) mantissa = mantissa * 10 + (c - 48);
      if (point) scale++;
    } else if (c === 0x2e && !point) point = true;
    else break;
  }
  if (digits === 0) return Number.NaN;
  if (i < to) return parseSlowly(bytes, from, to);
  if (significant > 15 || scale > 22)
    return to - from > 400 ? Number.NaN : Number(textOf(bytes, from, to));
  return sign * (scale === 0 ? mantissa : mantissa / POWERS[scale]!);
}

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13 && c !== 11 && c !== 12);
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,5})?$/;

function parseSlowly(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 400) return Number.NaN;
  const text = textOf(bytes, from, to);
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** A number as XML Schema's decimal: never with an exponent. Reads back as the same number. */
export function formatNumber(value: number): string {
  const text = String(value);
  const mark = text.indexOf('e');
  if (mark < 0) return text;
  const power = Number(text.slice(mark + 1));
  const negative = text.startsWith('-');
  const [whole, fraction = ''] = text.slice(negative ? 1 : 0, mark).split('.') as [string, string?];
  const digits = whole + fraction;
  const body =
    power < 0
      ? `0.${'0'.repeat(-power - 1)}${digits}`
      : digits + '0'.repeat(power - fraction.length);
  return negative ? `-${body}` : body;
}
