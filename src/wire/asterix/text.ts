/** The three text codings of ASTERIX elements: 8-bit ASCII, 6-bit ICAO (Annex 10 vol. IV, 3.1.2.9.1.2), octal digits. */

/** Characters of the 6-bit code by value; `?` where Annex 10 defines none. */
const ICAO = '?ABCDEFGHIJKLMNOPQRSTUVWXYZ????? ???????????????0123456789??????';

export type TextCoding = 'ascii' | 'icao' | 'octal';

export function bitsPerCharacter(coding: TextCoding): number {
  return coding === 'ascii' ? 8 : coding === 'icao' ? 6 : 3;
}

export function characterOf(coding: TextCoding, code: number): string {
  if (coding === 'icao') return ICAO[code]!;
  if (coding === 'octal') return String(code);
  return String.fromCharCode(code);
}

/** Code of a character; -1 when the coding has none. */
export function codeOf(coding: TextCoding, character: string): number {
  if (coding === 'octal') return /^[0-7]$/.test(character) ? Number(character) : -1;
  if (coding === 'icao') return character === '?' ? -1 : ICAO.indexOf(character);
  const code = character.charCodeAt(0);
  return code < 256 ? code : -1;
}
