import type { XmlElement } from './tree.ts';
import { checkCharacters, escapeXml, writeXmlTree } from './write.ts';

/** What the text of an element must be. */
export interface XmlText {
  /** null when the text is right, else why it is not */
  readonly check: (text: string) => string | null;
  /** white space around it counts (xs:string); else it is not looked at */
  readonly keepSpace: boolean;
}

/** One element of a sequence, in its place. */
export interface XmlRule {
  readonly name: string;
  readonly namespace: string;
  readonly required: boolean;
  readonly many: boolean;
  /** its text; its children in their order; exactly one kind of these children; or whatever stands there, as a tree */
  readonly content:
    | { readonly kind: 'text'; readonly text: XmlText }
    | { readonly kind: 'sequence' | 'choice'; readonly rules: readonly XmlRule[] }
    | { readonly kind: 'tree'; readonly check: (element: XmlElement) => string | null };
}

/**
 * Something wrong with a document.
 * - xml: not well-formed, or too large · schema: against the XML schema · standard: against the text of the standard
 */
export interface XmlFinding {
  readonly kind: 'xml' | 'schema' | 'standard';
  /** `alert.info.0.area.1.polygon.0` */
  readonly path: string;
  readonly text: string;
}

/** More would say nothing new. */
export const MOST_FINDINGS = 200;

export type XmlFields = Readonly<Record<string, unknown>>;

type Tell = (path: string, text: string) => void;

function teller(findings: XmlFinding[]): Tell {
  return (path, text) => {
    if (findings.length < MOST_FINDINGS) findings.push({ kind: 'schema', path, text });
  };
}

/** What may stand in a sequence beside its rules: 'end' says that nothing of the sequence may follow it. */
export type Stranger = (child: XmlElement, path: string) => 'no' | 'end';

/**
 * The children of an element by their sequence: each in its place, known, and as often as allowed. Lenient: what is
 * wrong is told and kept when it has a place.
 */
export function readSequence(
  parent: XmlElement,
  rules: readonly XmlRule[],
  path: string,
  findings: XmlFinding[],
  stranger: Stranger = () => 'no',
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  const tell = teller(findings);
  for (const { name } of parent.attributes) tell(path, `attribute ${quote(name)} is unknown`);
  if (parent.text.trim() !== '') tell(path, `text ${quote(parent.text.trim())} between elements`);
  let place = 0;
  for (const child of parent.children) {
    if (stranger(child, path) === 'end') {
      place = rules.length;
      continue;
    }
    const index = rules.findIndex((rule) => rule.name === child.name);
    const rule = rules[index];
    if (rule === undefined || child.namespace !== rule.namespace) {
      const why = rule === undefined ? 'is unknown here' : `is not of ${quote(rule.namespace)}`;
      tell(`${path}.${child.name}`, why);
      continue;
    }
    if (index < place) tell(`${path}.${child.name}`, 'is out of order');
    place = Math.max(place, index);
    addChild(out, child, rule, path, findings);
  }
  for (const { name, required } of rules)
    if (required && out[name] === undefined) tell(`${path}.${name}`, 'is required');
  return out;
}

function addChild(
  out: Record<string, unknown>,
  child: XmlElement,
  rule: XmlRule,
  path: string,
  findings: XmlFinding[],
): void {
  const list = out[rule.name] as unknown[] | undefined;
  const here = `${path}.${rule.name}${rule.many ? `.${list?.length ?? 0}` : ''}`;
  if (!rule.many && list !== undefined) {
    teller(findings)(here, 'is given twice');
    return;
  }
  const value = readValue(child, rule, here, findings);
  if (!rule.many) out[rule.name] = value;
  else if (list === undefined) out[rule.name] = [value];
  else list.push(value);
}

function readValue(
  child: XmlElement,
  { content }: XmlRule,
  here: string,
  findings: XmlFinding[],
): unknown {
  const tell = teller(findings);
  if (content.kind === 'tree') {
    const wrong = content.check(child);
    if (wrong !== null) tell(here, wrong);
    return child;
  }
  if (content.kind !== 'text') {
    const fields = readSequence(child, content.rules, here, findings);
    if (content.kind === 'choice' && Object.keys(fields).length !== 1)
      tell(here, `needs exactly one of ${namesOf(content.rules)}`);
    return fields;
  }
  for (const inner of child.children) tell(`${here}.${inner.name}`, 'is unknown here');
  for (const { name } of child.attributes) tell(here, `attribute ${quote(name)} is unknown`);
  const wrong = content.text.check(child.text);
  if (wrong !== null) tell(here, wrong);
  return content.text.keepSpace ? child.text : child.text.trim();
}

function namesOf(rules: readonly XmlRule[]): string {
  return rules.map(({ name }) => name).join(', ');
}

/** How namespaces are written: prefix by namespace, '' for the one without. */
export type Prefixes = Readonly<Record<string, string>>;

/**
 * The inside of an element as XML, in the order of the rules. Strict: whatever breaks a rule is told in `findings`, and
 * then the text is not to be used.
 */
export function writeSequence(
  fields: XmlFields,
  rules: readonly XmlRule[],
  path: string,
  prefixes: Prefixes,
  findings: XmlFinding[],
): string {
  const tell = teller(findings);
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && !rules.some((rule) => rule.name === name))
      tell(`${path}.${name}`, 'is unknown here');
  let out = '';
  for (const rule of rules) {
    const here = `${path}.${rule.name}`;
    const given = fields[rule.name];
    if (given !== undefined && Array.isArray(given) !== rule.many) {
      tell(here, rule.many ? 'is a list' : 'is no list');
      continue;
    }
    const values = (rule.many ? (given ?? []) : given === undefined ? [] : [given]) as unknown[];
    if (rule.required && values.length === 0) tell(here, 'is required');
    values.forEach((value, index) => {
      out += writeValue(value, rule, rule.many ? `${here}.${index}` : here, prefixes, findings);
    });
  }
  return out;
}

function writeValue(
  value: unknown,
  rule: XmlRule,
  place: string,
  prefixes: Prefixes,
  findings: XmlFinding[],
): string {
  const { content, namespace, name } = rule;
  const tell = teller(findings);
  const prefix = prefixes[namespace] ?? '';
  const tag = prefix === '' ? name : `${prefix}:${name}`;
  if (content.kind === 'text') {
    const text = String(value);
    const wrong = content.text.check(text) ?? checkCharacters(text);
    if (wrong !== null) tell(place, wrong);
    return `<${tag}>${escapeXml(text)}</${tag}>`;
  }
  if (typeof value !== 'object' || value === null) {
    tell(place, 'has elements inside');
    return '';
  }
  if (content.kind === 'tree') {
    const tree = value as XmlElement;
    const wrong = content.check(tree) ?? checkTree(tree);
    if (wrong !== null) {
      tell(place, wrong);
      return '';
    }
    return writeXmlTree({ ...tree, name, namespace }, '');
  }
  const given = Object.values(value).filter((one) => one !== undefined).length;
  if (content.kind === 'choice' && given !== 1)
    tell(place, `needs exactly one of ${namesOf(content.rules)}`);
  const inner = writeSequence(value as XmlFields, content.rules, place, prefixes, findings);
  return `<${tag}>${inner}</${tag}>`;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** Why a tree cannot be written: characters, or names that are none. */
function checkTree(tree: XmlElement): string | null {
  const texts = [tree.text, tree.namespace];
  for (const { name, namespace, value } of tree.attributes) {
    if (!NAME.test(name)) return `${quote(name)} is no name`;
    texts.push(value, namespace);
  }
  if (!NAME.test(tree.name)) return `${quote(tree.name)} is no name`;
  for (const text of texts) {
    const wrong = checkCharacters(text);
    if (wrong !== null) return wrong;
  }
  for (const child of tree.children) {
    const wrong = checkTree(child);
    if (wrong !== null) return wrong;
  }
  return null;
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
