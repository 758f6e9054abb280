/**
 * Hexadecimal as words that can be read over a telephone: each four digits one word of five letters, consonants and
 * vowels in turn. Source: D. S. Wilkerson, "A Proposal for Proquints" (2009).
 */
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';

/** @param hex a multiple of four digits */
export function toWords(hex: string): string {
  const words: string[] = [];
  for (let at = 0; at + 4 <= hex.length; at += 4) {
    const value = Number.parseInt(hex.slice(at, at + 4), 16);
    words.push(
      CONSONANTS.charAt(value >> 12) +
        VOWELS.charAt((value >> 10) & 3) +
        CONSONANTS.charAt((value >> 6) & 15) +
        VOWELS.charAt((value >> 4) & 3) +
        CONSONANTS.charAt(value & 15),
    );
  }
  return words.join('-');
}
