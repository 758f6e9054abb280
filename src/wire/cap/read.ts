import { decodeUtf8 } from '../../base/index.ts';
import { CAP_NAMESPACE, type CapAlert, type CapFinding } from './alert.ts';
import { checkCap } from './check.ts';
import { CAP_ALERT, checkText, quote, SIGNATURE_NAMESPACE, type CapElement } from './schema.ts';
import { parseXml, type XmlElement } from './xml-tree.ts';

/** 4 MiB: a CAP message with embedded resources is below that. */
const MAX_CHARS = 4 << 20;
/** More would say nothing new. */
const MAX_FINDINGS = 200;

export interface CapRead {
  /**
   * The alert as far as it could be read: elements that are wrong are kept with their text when they have a place.
   * null when it is no CAP 1.2 alert at all, or lacks what makes one (identifier, sender, sent, status, msgType, scope).
   */
  readonly alert: CapAlert | null;
  /** empty: valid by schema and standard */
  readonly findings: readonly CapFinding[];
}

/** Reads a CAP 1.2 document: lenient in what it takes, complete in what it says is wrong. Never throws. */
export function decodeCap(document: string | Uint8Array): CapRead {
  const text = typeof document === 'string' ? document : decodeUtf8(document);
  if (text.length > MAX_CHARS) return failed('xml', `more than ${MAX_CHARS} characters`);
  const parsed = parseXml(text);
  if (parsed.root === null) return failed('xml', parsed.problem);
  const { root } = parsed;
  if (root.name !== 'alert' || root.namespace !== CAP_NAMESPACE)
    return failed(
      'schema',
      `root is ${root.name} in ${quote(root.namespace)}, not a CAP 1.2 alert`,
    );
  const findings: CapFinding[] = [];
  const fields = readSequence(root, CAP_ALERT, 'alert', findings);
  const needed = CAP_ALERT.filter((element) => element.required);
  if (needed.some((element) => fields[element.name] === undefined))
    return { alert: null, findings };
  const alert = fields as unknown as CapAlert;
  if (findings.length < MAX_FINDINGS) findings.push(...checkCap(alert));
  return { alert, findings: findings.slice(0, MAX_FINDINGS) };
}

function failed(kind: CapFinding['kind'], text: string): CapRead {
  return { alert: null, findings: [{ kind, path: '', text }] };
}

/** The children of an element by their sequence: each in its place, known, and as often as allowed. */
function readSequence(
  parent: XmlElement,
  sequence: readonly CapElement[],
  path: string,
  findings: CapFinding[],
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  const tell = (where: string, text: string): void => {
    if (findings.length < MAX_FINDINGS) findings.push({ kind: 'schema', path: where, text });
  };
  for (const attribute of parent.attributes) tell(path, `attribute ${quote(attribute)} is unknown`);
  if (parent.text.trim() !== '') tell(path, `text ${quote(parent.text.trim())} between elements`);
  let place = 0;
  for (const child of parent.children) {
    const isSignature = path === 'alert' && child.namespace === SIGNATURE_NAMESPACE;
    if (isSignature) {
      place = sequence.length;
      continue;
    }
    const index = sequence.findIndex((element) => element.name === child.name);
    const element = sequence[index];
    if (element === undefined || child.namespace !== CAP_NAMESPACE) {
      tell(`${path}.${child.name}`, 'is unknown here');
      continue;
    }
    if (index < place) tell(`${path}.${child.name}`, 'is out of order');
    place = Math.max(place, index);
    addChild(out, child, element, path, findings, tell);
  }
  for (const { name, required } of sequence)
    if (required && out[name] === undefined) tell(`${path}.${name}`, 'is required');
  return out;
}

function addChild(
  out: Record<string, unknown>,
  child: XmlElement,
  element: CapElement,
  path: string,
  findings: CapFinding[],
  tell: (where: string, text: string) => void,
): void {
  const list = out[element.name] as unknown[] | undefined;
  const here = `${path}.${element.name}${element.many ? `.${list?.length ?? 0}` : ''}`;
  if (!element.many && list !== undefined) {
    tell(here, 'is given twice');
    return;
  }
  const value = readValue(child, element, here, findings, tell);
  if (!element.many) out[element.name] = value;
  else if (list === undefined) out[element.name] = [value];
  else list.push(value);
}

function readValue(
  child: XmlElement,
  element: CapElement,
  here: string,
  findings: CapFinding[],
  tell: (where: string, text: string) => void,
): unknown {
  if (element.text === null) return readSequence(child, element.children, here, findings);
  for (const inner of child.children) tell(`${here}.${inner.name}`, 'is unknown here');
  for (const attribute of child.attributes) tell(here, `attribute ${quote(attribute)} is unknown`);
  const wrong = checkText(element.text, child.text);
  if (wrong !== null) tell(here, wrong);
  return element.text.kind === 'text' ? child.text : child.text.trim();
}
