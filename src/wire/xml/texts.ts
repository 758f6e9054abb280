import { quote, type XmlText } from './sequence.ts';

/** xs:string: everything counts. */
export const ANY_TEXT: XmlText = { check: () => null, keepSpace: true };

/** Text of a form; white space around it is not looked at. @param what it is, for people: `number` */
export function textOfForm(isRight: (text: string) => boolean, what: string): XmlText {
  return {
    check: (text) => (isRight(text.trim()) ? null : `${quote(text)} is no ${what}`),
    keepSpace: false,
  };
}

/** One of these words, and nothing around it. @param keepSpace whether it is read as it stands or trimmed */
export function oneOfWords(words: readonly string[], keepSpace: boolean): XmlText {
  return {
    check: (text) =>
      words.includes(text) ? null : `${quote(text)} is not one of ${words.join(', ')}`,
    keepSpace,
  };
}
