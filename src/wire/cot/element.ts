import { encodeUtf8 } from '../../base/index.ts';
import { asciiText, attributeText, contentText } from './xml-text.ts';
import { decodeUtf8 } from '../../base/index.ts';
import {
  ATTRIBUTE,
  END,
  FROM,
  KIND,
  NAME,
  NAME_END,
  NEXT,
  STRIDE,
  TO,
  type XmlScan,
} from './xml-scan.ts';

/** An XML element: its attributes and its content, both in their order. Comments are left out. */
export interface CotElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: readonly (CotElement | string)[];
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** For building: attributes that are null or undefined are left out. */
export function makeElement(
  name: string,
  attributes: Readonly<Record<string, string | number | null | undefined>> = {},
  content: readonly (CotElement | string)[] = [],
): CotElement {
  const map = new Map<string, string>();
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== undefined) map.set(key, String(value));
  return { name, attributes: map, content };
}

/** All text inside, also that of inner elements. */
export function textOf(element: CotElement): string {
  let text = '';
  for (const part of element.content) text += typeof part === 'string' ? part : textOf(part);
  return text;
}

/** Elements right inside, by name or all. */
export function childrenOf(element: CotElement, name?: string): CotElement[] {
  return element.content.filter(
    (part) => typeof part !== 'string' && (name === undefined || part.name === name),
  ) as CotElement[];
}

/** What a scan found from one node on to another, as a tree. */
export function buildContent(
  bytes: Uint8Array,
  scan: XmlScan,
  firstNode: number,
  from: number,
  to: number,
): (CotElement | string)[] {
  const { nodes, count } = scan;
  const content: (CotElement | string)[] = [];
  let at = from;
  for (let node = firstNode; node < count && nodes[node + NAME]! < to; node = nodes[node + NEXT]!) {
    addText(bytes, at, nodes[node + NAME]! - 1, content);
    content.push(buildElement(bytes, scan, node));
    at = nodes[node + END]!;
  }
  addText(bytes, at, to, content);
  return content;
}

function addText(
  bytes: Uint8Array,
  from: number,
  to: number,
  content: (CotElement | string)[],
): void {
  if (from >= to) return;
  const text = contentText(bytes, from, to);
  if (text !== '') content.push(text);
}

/** The element of a node, with all that is inside. */
export function buildElement(bytes: Uint8Array, scan: XmlScan, node: number): CotElement {
  const { nodes, count } = scan;
  const name = nameText(bytes, nodes[node + NAME]!, nodes[node + NAME_END]!);
  let at = node + STRIDE;
  let attributes = NO_ATTRIBUTES;
  if (at < count && nodes[at + KIND] === ATTRIBUTE) {
    const map = new Map<string, string>();
    for (; at < count && nodes[at + KIND] === ATTRIBUTE; at += STRIDE)
      map.set(
        nameText(bytes, nodes[at + NAME]!, nodes[at + NAME_END]!),
        attributeText(bytes, nodes[at + FROM]!, nodes[at + TO]!, nodes[at + END]!),
      );
    attributes = map;
  }
  const from = nodes[node + FROM]!;
  const to = nodes[node + TO]!;
  return { name, attributes, content: from < to ? buildContent(bytes, scan, at, from, to) : [] };
}

function nameText(bytes: Uint8Array, from: number, to: number): string {
  for (let i = from; i < to; i++) if (bytes[i]! >= 128) return decodeUtf8(bytes, from, to);
  return asciiText(bytes, from, to);
}

/** Elements and text as XML. What XML cannot carry becomes U+FFFD, so that the result is always well-formed. */
export function encodeContent(content: readonly (CotElement | string)[]): Uint8Array {
  return encodeUtf8(content.map(contentXml).join(''));
}

function contentXml(part: CotElement | string): string {
  if (typeof part === 'string') return escapeText(part);
  let xml = `<${part.name}`;
  for (const [name, value] of part.attributes) xml += ` ${name}="${escapeAttribute(value)}"`;
  if (part.content.length === 0) return `${xml}/>`;
  return `${xml}>${part.content.map(contentXml).join('')}</${part.name}>`;
}

const TEXT_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Control characters, lone surrogates, U+FFFE and U+FFFF. */
const UNCARRIED =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escapeText(text: string): string {
  return text.replace(UNCARRIED, '\ufffd').replace(/[&<>\r]/g, (c) => TEXT_ESCAPES[c]!);
}

export function escapeAttribute(text: string): string {
  return text.replace(UNCARRIED, '\ufffd').replace(/[&<>"\t\n\r]/g, (c) => TEXT_ESCAPES[c]!);
}
