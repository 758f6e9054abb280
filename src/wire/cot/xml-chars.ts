/** Octet classes of XML 1.0 (fifth edition) in UTF-8, as tables: text, names, and the characters above ASCII. */

/** What an octet is in text. Larger than PLAIN: the scanner must look. */
export const SPACE = 1;
export const PLAIN = 2;
export const LESS = 4;
export const AMPERSAND = 8;
export const BRACKET = 16;
export const HIGH = 32;
export const FORBIDDEN = 64;

export const TEXT_CLASS = makeTextClasses();

function makeTextClasses(): Uint8Array {
  const table = new Uint8Array(256).fill(PLAIN);
  table.fill(FORBIDDEN, 0, 32);
  for (const space of [9, 10, 13, 32]) table[space] = SPACE;
  table[0x3c] = LESS;
  table[0x26] = AMPERSAND;
  table[0x5d] = BRACKET;
  table.fill(HIGH, 128);
  return table;
}

/** In VALUE_CLASS: may end the value. */
export const QUOTE = 128;

/** What an octet is in a value: 0 for what needs no look, QUOTE, else its class in text. */
export const VALUE_CLASS = makeValueClasses();

function makeValueClasses(): Uint8Array {
  const table = TEXT_CLASS.slice();
  for (let c = 0; c < 256; c++) if (table[c] === PLAIN || table[c] === BRACKET) table[c] = 0;
  table[0x20] = 0;
  table[0x22] = QUOTE;
  table[0x27] = QUOTE;
  return table;
}

/** What an octet is in a name: 0 ends it, 1 may follow, 2 may begin it, 3 is part of a character above ASCII. */
export const NAME_CLASS = makeNameClasses();

function makeNameClasses(): Uint8Array {
  const table = new Uint8Array(256);
  const set = (characters: string, value: number): void => {
    for (const character of characters) table[character.charCodeAt(0)] = value;
  };
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:', 2);
  set('0123456789-.', 1);
  table.fill(3, 128);
  return table;
}

/** Octets of the UTF-8 character at `i` when it is whole and one that XML may carry; -1: cut off; -2: damaged. */
export function characterOctets(bytes: Uint8Array, i: number, to: number): number {
  const lead = bytes[i]!;
  const size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size === 0) return -2;
  const second = bytes[i + 1] ?? 0;
  if (i + 1 >= to) return -1;
  if ((second & 0xc0) !== 0x80) return -2;
  // overlong forms, surrogates, and beyond U+10FFFF
  if (lead === 0xe0 && second < 0xa0) return -2;
  if (lead === 0xed && second > 0x9f) return -2;
  if (lead === 0xf0 && second < 0x90) return -2;
  if (lead === 0xf4 && second > 0x8f) return -2;
  for (let k = 2; k < size; k++) {
    if (i + k >= to) return -1;
    if ((bytes[i + k]! & 0xc0) !== 0x80) return -2;
  }
  // U+FFFE and U+FFFF are no XML characters
  return lead === 0xef && second === 0xbf && bytes[i + 2]! >= 0xbe ? -2 : size;
}

/** The code point of a whole UTF-8 character of that many octets. */
export function codePointAt(bytes: Uint8Array, i: number, octets: number): number {
  let code = bytes[i]! & (0xff >> (octets + 1));
  for (let k = 1; k < octets; k++) code = (code << 6) | (bytes[i + k]! & 0x3f);
  return code;
}

/** NameStartChar above ASCII, as pairs of first and last code point. */
const NAME_START = [
  0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x2ff, 0x370, 0x37d, 0x37f, 0x1fff, 0x200c, 0x200d, 0x2070, 0x218f,
  0x2c00, 0x2fef, 0x3001, 0xd7ff, 0xf900, 0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0xeffff,
];
/** What NameChar adds. */
const NAME_MORE = [0xb7, 0xb7, 0x300, 0x36f, 0x203f, 0x2040];

function isWithin(code: number, pairs: readonly number[]): boolean {
  for (let k = 0; k < pairs.length; k += 2)
    if (code >= pairs[k]! && code <= pairs[k + 1]!) return true;
  return false;
}

export function isNameCharacter(code: number, first: boolean): boolean {
  return isWithin(code, NAME_START) || (!first && isWithin(code, NAME_MORE));
}

/** Char of XML 1.0: what may stand in a document, also by reference. */
export function isXmlCharacter(code: number): boolean {
  if (code < 32) return code === 9 || code === 10 || code === 13;
  return (
    code < 0xd800 || (code >= 0xe000 && code < 0xfffe) || (code >= 0x10000 && code <= 0x10ffff)
  );
}
