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
  /** field number in its message */
  readonly field: number;
  readonly kind: 'text' | 'number' | 'count';
  readonly required: boolean;
}

export interface TypedElement {
  readonly name: string;
  /** field number in Detail */
  readonly field: number;
  readonly attributes: readonly TypedAttribute[];
}

function text(name: string, field: number, required = true): TypedAttribute {
  return { name, field, kind: 'text', required };
}

/** In the order of their fields. */
export const TYPED_ELEMENTS: readonly TypedElement[] = [
  { name: 'contact', field: 2, attributes: [text('endpoint', 1, false), text('callsign', 2)] },
  { name: '__group', field: 3, attributes: [text('name', 1), text('role', 2)] },
  {
    name: 'precisionlocation',
    field: 4,
    attributes: [text('geopointsrc', 1), text('altsrc', 2)],
  },
  {
    name: 'status',
    field: 5,
    attributes: [{ name: 'battery', field: 1, kind: 'count', required: true }],
  },
  {
    name: 'takv',
    field: 6,
    attributes: [text('device', 1), text('platform', 2), text('os', 3), text('version', 4)],
  },
  {
    name: 'track',
    field: 7,
    attributes: [
      { name: 'speed', field: 1, kind: 'number', required: true },
      { name: 'course', field: 2, kind: 'number', required: true },
    ],
  },
];

export type TypedValues = readonly (string | number | null)[];

/** A detail in two parts: values by element (in the order of TYPED_ELEMENTS; null: not typed), and the rest as XML. */
export interface SplitDetail {
  readonly typed: readonly (TypedValues | null)[];
  readonly rest: Uint8Array;
}

const scan = new XmlScan();
const NONE: readonly null[] = TYPED_ELEMENTS.map(() => null);

/** Applies the rule. What is not typed keeps its octets and its order. */
export function splitDetail(detail: CotDetail): SplitDetail {
  const { xml } = detail;
  if (scan.scan(xml, 0, xml.length, true) !== SCAN.done) return { typed: NONE, rest: xml };
  const { nodes, count } = scan;
  const typedAt = TYPED_ELEMENTS.map((element) => onlyNode(xml, element));
  const typed = TYPED_ELEMENTS.map((element, k) =>
    typedAt[k]! < 0 ? null : readTyped(xml, typedAt[k]!, element),
  );
  const kept: Uint8Array[] = [];
  let from = 0;
  for (let node = 0; node < count; node = nodes[node + NEXT]!) {
    const k = typedAt.indexOf(node);
    if (k < 0 || typed[k] === null) continue;
    kept.push(xml.subarray(from, nodes[node + NAME]! - 1));
    from = skipSpace(xml, nodes[node + END]!);
  }
  kept.push(xml.subarray(from));
  return { typed, rest: joinTrimmed(kept) };
}

/** Node of an element of that name that occurs once; -1 else. */
function onlyNode(xml: Uint8Array, element: TypedElement): number {
  const { nodes, count } = scan;
  let found = -1;
  for (let node = 0; node < count; node = nodes[node + NEXT]!) {
    if (!isNamed(xml, nodes, node, element.name)) continue;
    if (found >= 0) return -1;
    found = node;
  }
  return found;
}

function readTyped(xml: Uint8Array, node: number, element: TypedElement): TypedValues | null {
  const { nodes, count } = scan;
  // nothing inside, be it a comment: it would be lost
  if (
    skipSpace(xml, nodes[node + FROM]!) < nodes[node + TO]! &&
    nodes[node + FROM]! < nodes[node + TO]!
  )
    return null;
  const values: (string | number | null)[] = element.attributes.map(() => null);
  for (let at = node + STRIDE; at < count && nodes[at + KIND] === ATTRIBUTE; at += STRIDE) {
    const k = element.attributes.findIndex(({ name }) => isNamed(xml, nodes, at, name));
    if (k < 0) return null;
    const value = attributeText(xml, nodes[at + FROM]!, nodes[at + TO]!, nodes[at + END]!);
    const read = readValue(element.attributes[k]!, value);
    if (read === null) return null;
    values[k] = read;
  }
  const complete = element.attributes.every(({ required }, k) => !required || values[k] !== null);
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

function joinTrimmed(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  let from = 0;
  let to = length;
  while (from < to && isSpace(joined[from]!)) from++;
  while (to > from && isSpace(joined[to - 1]!)) to--;
  return joined.subarray(from, to);
}
