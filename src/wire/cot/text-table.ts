// Hot path: no allocation for a text that is in the table.

/** Longer texts are made anew each time. */
const MOST_OCTETS = 48;
const SLOTS = 8192;

/**
 * Texts met lately, by their octets: names, types, uids and call signs come again and again. At the bound (8,192
 * texts of 48 octets) the newer takes the older's place.
 */
export class TextTable {
  readonly #texts: string[] = new Array<string>(SLOTS).fill('');

  /** Text of ASCII octets. */
  textOf(bytes: Uint8Array, from: number, to: number): string {
    const length = to - from;
    if (length > MOST_OCTETS) return makeText(bytes, from, to);
    let hash = length;
    for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    const found = this.#texts[slot]!;
    if (found.length === length && isSame(found, bytes, from)) return found;
    const text = makeText(bytes, from, to);
    this.#texts[slot] = text;
    return text;
  }
}

function isSame(text: string, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}

const PIECE = 4096;

function makeText(bytes: Uint8Array, from: number, to: number): string {
  if (to - from <= PIECE) return fromCodes(bytes.subarray(from, to));
  let text = '';
  for (let at = from; at < to; at += PIECE)
    text += fromCodes(bytes.subarray(at, Math.min(to, at + PIECE)));
  return text;
}

function fromCodes(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
