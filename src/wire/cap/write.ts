import { fail, ok, type Result } from '../../base/index.ts';
import { CAP_NAMESPACE, type CapAlert, type CapFinding } from './alert.ts';
import { checkCap } from './check.ts';
import { CAP_ALERT, checkText, type CapElement } from './schema.ts';

/**
 * A CAP 1.2 document, UTF-8 text, elements in the standard's order. Strict: an alert that breaks the schema or the
 * text of the standard is not written; the findings say why.
 */
export function encodeCap(alert: CapAlert): Result<string, readonly CapFinding[]> {
  const findings: CapFinding[] = [];
  const body = writeSequence(alert as unknown as Fields, CAP_ALERT, 'alert', findings);
  if (findings.length === 0) findings.push(...checkCap(alert));
  if (findings.length > 0) return fail(findings);
  return ok(
    `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${CAP_NAMESPACE}">${body}</alert>\n`,
  );
}

type Fields = Readonly<Record<string, unknown>>;

function writeSequence(
  fields: Fields,
  sequence: readonly CapElement[],
  path: string,
  findings: CapFinding[],
): string {
  const tell = (where: string, text: string): void => {
    findings.push({ kind: 'schema', path: where, text });
  };
  for (const name of Object.keys(fields))
    if (!sequence.some((element) => element.name === name))
      tell(`${path}.${name}`, 'is unknown here');
  let out = '';
  for (const element of sequence) {
    const here = `${path}.${element.name}`;
    const given = fields[element.name];
    const values = (element.many ? (given ?? []) : given === undefined ? [] : [given]) as unknown[];
    if (element.required && values.length === 0) tell(here, 'is required');
    values.forEach((value, index) => {
      const place = element.many ? `${here}.${index}` : here;
      if (element.text === null) {
        const inner = writeSequence(value as Fields, element.children, place, findings);
        out += `<${element.name}>${inner}</${element.name}>`;
        return;
      }
      const text = String(value);
      const wrong = checkText(element.text, text) ?? checkCharacters(text);
      if (wrong !== null) tell(place, wrong);
      out += `<${element.name}>${escape(text)}</${element.name}>`;
    });
  }
  return out;
}

/** XML 1.0 has no place for control characters and lone surrogates. */
function checkCharacters(text: string): string | null {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const control = code < 32 && code !== 9 && code !== 10 && code !== 13;
    if (control || (code >= 0xd800 && code < 0xe000) || code === 0xfffe || code === 0xffff)
      return 'has characters that XML cannot carry';
  }
  return null;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
