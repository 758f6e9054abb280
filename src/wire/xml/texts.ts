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

/** Schema processors take nearly anything; a name with spaces inside or a broken escape is none. */
export const ANY_URI = textOfForm(
  (text) => !/[\s<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/.test(text),
  'URI',
);

const DATE_TIME_FORM =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([-+])(\d\d):(\d\d))?$/;

/** ms since the Unix epoch of an xs:dateTime, years 0001 to 9999; without zone it is read as UTC. NaN: none. */
export function parseXmlTime(text: string): number {
  const match = DATE_TIME_FORM.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offHour, offMinute] = match;
  const midnight = hour === '24';
  if (midnight && (minute !== '00' || second !== '00' || Number(fraction) > 0)) return Number.NaN;
  const whole = `${year}-${month}-${day}T${midnight ? '00' : hour}:${minute}:${second}Z`;
  const at = Date.parse(whole);
  // Date.parse rolls 30 February over
  if (year === '0000' || Number.isNaN(at)) return Number.NaN;
  if (new Date(at).toISOString().slice(0, 10) !== whole.slice(0, 10)) return Number.NaN;
  const offset = sign === undefined ? 0 : Number(offHour) * 60 + Number(offMinute);
  if (offset > 14 * 60 || Number(offMinute ?? 0) > 59) return Number.NaN;
  const ms = Math.floor(Number(`0${fraction}`) * 1000) + (midnight ? 86_400_000 : 0);
  return at + ms - (sign === '-' ? -1 : 1) * offset * 60_000;
}
