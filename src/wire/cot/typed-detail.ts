/**
 * The elements of a detail that TakMessage v1 has fields for, and the rule that decides: an element becomes typed when
 * it occurs once, has all its required attributes and no others, and nothing inside; else it stays whole in xmlDetail.
 */
import type { CotDetail } from './detail.ts';
import { isNamed } from './decode.ts';
import { parseNumber } from './number.ts';
import { attributeText } from './xml-text.ts';
import { ATTRIBUTE, END, FROM, KIND, NEXT, SCAN, STRIDE, TO, XmlScan, NAME } from './xml-scan.ts';

export interface TypedAttribute {
  readonly name: string;
  /** ` name="` */
  readonly before: string;
  readonly kind: 'text' | 'number' | 'count';
  readonly required: boolean;
}

/** Its attributes stand in the order of their fields, which are 1, 2, ... */
export interface TypedElement {
  readonly name: string;
  /** `<name` */
  readonly opening: string;
  /** field number in Detail */
  readonly field: number;
  readonly attributes: readonly TypedAttribute[];
}

function attribute(
  name: string,
  kind: TypedAttribute['kind'] = 'text',
  required = true,
): TypedAttribute {
  return { name, before: ` ${name}="`, kind, required };
}

function element(
  field: number,
  name: string,
  ...attributes: readonly TypedAttribute[]
): TypedElement {
  return { name, opening: `<${name}`, field, attributes };
}

/** In the order of their fields. */
export const TYPED_ELEMENTS: readonly TypedElement[] = [
  element(2, 'contact', attribute('endpoint', 'text', false), attribute('callsign')),
  element(3, '__group', attribute('name'), attribute('role')),
  element(4, 'precisionlocation', attribute('geopointsrc'), attribute('altsrc')),
  element(5, 'status', attribute('battery', 'count')),
  element(
    6,
    'takv',
    attribute('device'),
    attribute('platform'),
    attribute('os'),
    attribute('version'),
  ),
  element(7, 'track', attribute('speed', 'number'), attribute('course', 'number')),
];

export type TypedValues = readonly (string | number | null)[];

/** A detail in two parts: values by element (in the order of TYPED_ELEMENTS; null: not typed), and the rest as XML. */
export interface SplitDetail {
  readonly typed: readonly (TypedValues | null)[];
  readonly rest: Uint8Array;
}

const scan = new XmlScan();
const NONE: readonly null[] = TYPED_ELEMENTS.map(() => null);
/** Node of each typed element in the detail at hand; -1: none, -2: it occurs again. */
const typedAt = new Int32Array(TYPED_ELEMENTS.length);

/** Applies the rule. What is not typed keeps its octets and its order. */
export function splitDetail(detail: CotDetail): SplitDetail {
  const { xml } = detail;
  if (scan.scan(xml, 0, xml.length, true) !== SCAN.done) return { typed: NONE, rest: xml };
  const { nodes, count } = scan;
  typedAt.fill(-1);
  for (let node = 0; node < count; node = nodes[node + NEXT]!) {
    const k = indexOfTyped(xml, node);
    if (k >= 0) typedAt[k] = typedAt[k] === -1 ? node : -2;
  }
  const typed: (TypedValues | null)[] = [];
  for (let k = 0; k < TYPED_ELEMENTS.length; k++)
    typed.push(typedAt[k]! < 0 ? null : readTyped(xml, typedAt[k]!, TYPED_ELEMENTS[k]!));
  const rest = new Uint8Array(xml.length);
  let length = 0;
  let from = 0;
  const keep = (to: number): void => {
    for (; from < to; from++) rest[length++] = xml[from]!;
  };
  for (let node = 0; node < count; node = nodes[node + NEXT]!) {
    const k = typedAt.indexOf(node);
    if (k < 0 || typed[k] === null) continue;
    keep(nodes[node + NAME]! - 1);
    from = skipSpace(xml, nodes[node + END]!);
  }
  keep(xml.length);
  while (length > 0 && isSpace(rest[length - 1]!)) length--;
  return { typed, rest: rest.subarray(skipSpace(rest.subarray(0, length), 0), length) };
}

/** Which typed element a node is; -1: none. */
function indexOfTyped(xml: Uint8Array, node: number): number {
  for (let k = 0; k < TYPED_ELEMENTS.length; k++)
    if (isNamed(xml, scan.nodes, node, TYPED_ELEMENTS[k]!.name)) return k;
  return -1;
}

function readTyped(xml: Uint8Array, node: number, typed: TypedElement): TypedValues | null {
  const { nodes, count } = scan;
  // nothing inside, be it a comment: it would be lost
  if (
    skipSpace(xml, nodes[node + FROM]!) < nodes[node + TO]! &&
    nodes[node + FROM]! < nodes[node + TO]!
  )
    return null;
  const values: (string | number | null)[] = typed.attributes.map(() => null);
  for (let at = node + STRIDE; at < count && nodes[at + KIND] === ATTRIBUTE; at += STRIDE) {
    const k = typed.attributes.findIndex(({ name }) => isNamed(xml, nodes, at, name));
    if (k < 0) return null;
    const value = attributeText(xml, nodes[at + FROM]!, nodes[at + TO]!, nodes[at + END]!);
    const read = readValue(typed.attributes[k]!, value);
    if (read === null) return null;
    values[k] = read;
  }
  const complete = typed.attributes.every(({ required }, k) => !required || values[k] !== null);
  return complete ? values : null;
}

function readValue(attribute: TypedAttribute, value: string): string | number | null {
  if (attribute.kind === 'text') return value;
  if (attribute.kind === 'count')
    return /^\d{1,10}$/.test(value) && Number(value) < 2 ** 32 ? Number(value) : null;
  const octets = Uint8Array.from(value, (c) => Math.min(255, c.charCodeAt(0)));
  const number = parseNumber(octets, 0, octets.length);
  return Number.isNaN(number) ? null : number;
}

function skipSpace(xml: Uint8Array, from: number): number {
  let i = from;
  while (i < xml.length && isSpace(xml[i]!)) i++;
  return i;
}

function isSpace(c: number): boolean {
  return c === 32 || c === 9 || c === 10 || c === 13;
}
