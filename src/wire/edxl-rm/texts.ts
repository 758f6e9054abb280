import { oneOfWords, parseXmlTime, textOfForm, type XmlText } from '../xml/index.ts';

export const DATE_TIME = textOfForm(
  (text) => !Number.isNaN(parseXmlTime(text)),
  'time like 2026-03-15T06:00:00Z',
);
/** xs:double */
export function isDouble(text: string): boolean {
  return /^([-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?|-?INF|NaN)$/.test(text);
}

export const DOUBLE = textOfForm(isDouble, 'number');
export function codes(words: readonly string[]): XmlText {
  return oneOfWords(words, true);
}

/** As parseXmlTime(): years 0001 to 9999; without zone it is read as UTC. NaN: none. */
export const parseEdxlTime = parseXmlTime;

/** 2026-03-15T06:00:00Z. */
export function formatEdxlTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
