import {
  ANY_TEXT,
  ANY_URI,
  oneOfWords,
  parseXmlTime,
  textOfForm,
  type XmlRule,
  type XmlText,
} from '../xml/index.ts';
import { CAP_CODES, CAP_NAMESPACE } from './alert.ts';

/** Name with how often: nothing = once, ? = at most once, + = once or more, * = any number. */
function element(nameAndCount: string, content: XmlText | readonly XmlRule[] = ANY_TEXT): XmlRule {
  const count = nameAndCount.at(-1)!;
  const marked = '?+*'.includes(count);
  return {
    name: marked ? nameAndCount.slice(0, -1) : nameAndCount,
    namespace: CAP_NAMESPACE,
    required: count !== '?' && count !== '*',
    many: count === '+' || count === '*',
    content:
      'check' in content ? { kind: 'text', text: content } : { kind: 'sequence', rules: content },
  };
}

function codes(name: keyof typeof CAP_CODES): XmlText {
  return oneOfWords(CAP_CODES[name], false);
}

const TIME = textOfForm(
  (text) => !Number.isNaN(parseCapTime(text)),
  'time like 2026-03-13T10:05:00+02:00 (numeric zone, no fraction)',
);
const DECIMAL = textOfForm((text) => /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(text), 'number');
const INTEGER = textOfForm((text) => /^[-+]?\d+$/.test(text), 'whole number');
const LANGUAGE = textOfForm((text) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(text), 'language');
const VALUE = [element('valueName'), element('value')];

const RESOURCE = [
  element('resourceDesc'),
  element('mimeType'),
  element('size?', INTEGER),
  element('uri?', ANY_URI),
  element('derefUri?'),
  element('digest?'),
];

const AREA = [
  element('areaDesc'),
  element('polygon*'),
  element('circle*'),
  element('geocode*', VALUE),
  element('altitude?', DECIMAL),
  element('ceiling?', DECIMAL),
];

const INFO = [
  element('language?', LANGUAGE),
  element('category+', codes('category')),
  element('event'),
  element('responseType*', codes('responseType')),
  element('urgency', codes('urgency')),
  element('severity', codes('severity')),
  element('certainty', codes('certainty')),
  element('audience?'),
  element('eventCode*', VALUE),
  element('effective?', TIME),
  element('onset?', TIME),
  element('expires?', TIME),
  element('senderName?'),
  element('headline?'),
  element('description?'),
  element('instruction?'),
  element('web?', ANY_URI),
  element('contact?'),
  element('parameter*', VALUE),
  element('resource*', RESOURCE),
  element('area*', AREA),
];

/** The sequence inside `alert`, in the order of the standard. A digital signature may follow. */
export const CAP_ALERT: readonly XmlRule[] = [
  element('identifier'),
  element('sender'),
  element('sent', TIME),
  element('status', codes('status')),
  element('msgType', codes('msgType')),
  element('source?'),
  element('scope', codes('scope')),
  element('restriction?'),
  element('addresses?'),
  element('code*'),
  element('note?'),
  element('references?'),
  element('incidents?'),
  element('info*', INFO),
];

export const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';

const CAP_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;

/** ms since the Unix epoch of a CAP time; NaN when it is none: numeric zone required, no Z, no fraction. */
export function parseCapTime(text: string): number {
  return CAP_TIME.test(text) ? parseXmlTime(text) : Number.NaN;
}

/** @param offsetMinutes of the local time shown, east positive; UTC is written -00:00 as the standard asks */
export function formatCapTime(at: number, offsetMinutes = 0): string {
  const local = new Date(Math.floor(at / 1000) * 1000 + offsetMinutes * 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const size = Math.abs(offsetMinutes);
  const zone = `${offsetMinutes > 0 ? '+' : '-'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return local.toISOString().slice(0, 19) + zone;
}
