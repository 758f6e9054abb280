/**
 * The elements of a detail that TakMessage v1 has fields for, and the rule that decides: an element becomes typed when
 * it occurs once, has all its required attributes and no others, and nothing inside; else it stays whole in xmlDetail.
 */
import { encodeUtf8 } from '../../base/index.ts';
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

/**
 * A detail in two parts: values by element (in the order of TYPED_ELEMENTS; null: not typed), and the rest as XML,
 * which is valid until the next detail is split.
 */
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
  return { typed, rest: restOf(xml, typed) };
}

/** Reused: what it holds is written out before the next detail is split. */
let scratch = new Uint8Array(4096);

function restOf(xml: Uint8Array, typed: readonly (TypedValues | null)[]): Uint8Array {
  const { nodes, count } = scan;
  if (xml.length > scratch.length) scratch = new Uint8Array(xml.length * 2);
  let length = 0;
  let from = 0;
  for (let node = 0; node <= count; node = nodes[node + NEXT]!) {
    const k = node < count ? typedAt.indexOf(node) : -1;
    if (node < count && (k < 0 || typed[k] === null)) continue;
    const to = node < count ? nodes[node + NAME]! - 1 : xml.length;
    for (; from < to; from++) scratch[length++] = xml[from]!;
    if (node >= count) break;
    from = skipSpace(xml, nodes[node + END]!);
  }
  while (length > 0 && isSpace(scratch[length - 1]!)) length--;
  let start = 0;
  while (start < length && isSpace(scratch[start]!)) start++;
  return scratch.subarray(start, length);
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
  const { attributes } = typed;
  const values: (string | number | null)[] = [];
  for (let k = 0; k < attributes.length; k++) values.push(null);
  for (let at = node + STRIDE; at < count && nodes[at + KIND] === ATTRIBUTE; at += STRIDE) {
    let k = 0;
    while (k < attributes.length && !isNamed(xml, nodes, at, attributes[k]!.name)) k++;
    if (k === attributes.length) return null;
    const read = readValue(xml, at, attributes[k]!.kind);
    if (read === null) return null;
    values[k] = read;
  }
  for (let k = 0; k < attributes.length; k++)
    if (attributes[k]!.required && values[k] === null) return null;
  return values;
}

function readValue(
  xml: Uint8Array,
  at: number,
  kind: TypedAttribute['kind'],
): string | number | null {
  const { nodes } = scan;
  const from = nodes[at + FROM]!;
  const to = nodes[at + TO]!;
  const flags = nodes[at + END]!;
  if (kind === 'number' && flags === 0) {
    const value = parseNumber(xml, from, to);
    return Number.isNaN(value) ? null : value;
  }
  const value = attributeText(xml, from, to, flags);
  if (kind === 'text') return value;
  if (kind === 'count')
    return /^\d{1,10}$/.test(value) && Number(value) < 2 ** 32 ? Number(value) : null;
  const octets = encodeUtf8(value);
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
