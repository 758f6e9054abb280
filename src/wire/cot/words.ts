/** The detail elements that TAK clients use most, as values. Unreadable numbers are null. */
import type { CotDetail } from './detail.ts';
import { isNamed } from './decode.ts';
import { buildElement, childrenOf, textOf } from './element.ts';
import { parseNumber } from './number.ts';
import { attributeText, contentText } from './xml-text.ts';
import {
  ATTRIBUTE,
  END,
  FROM,
  HAS_CHILDREN,
  KIND,
  NAME,
  NAME_END,
  NEXT,
  STRIDE,
  TO,
  XmlScan,
} from './xml-scan.ts';

/** An addressee of an event; none at all: everybody in the sender's groups. */
export interface CotDestination {
  readonly by: 'callsign' | 'uid' | 'mission' | 'path' | 'group' | 'other';
  readonly value: string;
}

export interface CotLink {
  readonly uid: string | null;
  readonly type: string | null;
  readonly relation: string | null;
}

export interface CotWords {
  readonly callsign: string | null;
  readonly endpoint: string | null;
  readonly group: { readonly name: string | null; readonly role: string | null } | null;
  readonly batteryPercent: number | null;
  /** true north, clockwise */
  readonly courseDeg: number | null;
  readonly speedMps: number | null;
  readonly geopointSource: string | null;
  readonly altitudeSource: string | null;
  /** device, platform, os and version of a TAK client */
  readonly client: ReadonlyMap<string, string> | null;
  readonly remarks: string | null;
  readonly links: readonly CotLink[];
  readonly destinations: readonly CotDestination[];
  /** `cancelled` ends the emergency */
  readonly emergency: { readonly type: string; readonly cancelled: boolean } | null;
}

const NO_WORDS: CotWords = {
  callsign: null,
  endpoint: null,
  group: null,
  batteryPercent: null,
  courseDeg: null,
  speedMps: null,
  geopointSource: null,
  altitudeSource: null,
  client: null,
  remarks: null,
  links: [],
  destinations: [],
  emergency: null,
};

const scan = new XmlScan();

/** Reads what is there; an element that occurs more than once counts by its first. */
export function readWords(detail: CotDetail | null): CotWords {
  if (detail === null || detail.xml.length === 0) return NO_WORDS;
  const { xml } = detail;
  scan.scan(xml, 0, xml.length, true);
  const words = { ...NO_WORDS };
  let seen = 0;
  for (let node = 0; node < scan.count; node = scan.nodes[node + NEXT]!) {
    const k = indexOfName(xml, node);
    if (k < 0) continue;
    const isFirst = (seen & (1 << k)) === 0;
    seen |= 1 << k;
    if (isFirst || NAMES[k] === 'link' || NAMES[k] === 'marti')
      readElement(xml, node, NAMES[k]!, words);
  }
  return words;
}

const NAMES = [
  'contact',
  '__group',
  'status',
  'track',
  'precisionlocation',
  'takv',
  'remarks',
  'link',
  'marti',
  'emergency',
] as const;
type Words = { -readonly [K in keyof CotWords]: CotWords[K] };

function indexOfName(xml: Uint8Array, node: number): number {
  for (let k = 0; k < NAMES.length; k++) if (isNamed(xml, scan.nodes, node, NAMES[k]!)) return k;
  return -1;
}

function readElement(
  xml: Uint8Array,
  node: number,
  name: (typeof NAMES)[number],
  words: Words,
): void {
  switch (name) {
    case 'contact':
      words.callsign = given(xml, node, 'callsign');
      words.endpoint = given(xml, node, 'endpoint');
      break;
    case '__group':
      words.group = { name: given(xml, node, 'name'), role: given(xml, node, 'role') };
      break;
    case 'status':
      words.batteryPercent = numberOf(xml, node, 'battery');
      break;
    case 'track':
      words.courseDeg = numberOf(xml, node, 'course');
      words.speedMps = numberOf(xml, node, 'speed');
      break;
    case 'precisionlocation':
      words.geopointSource = given(xml, node, 'geopointsrc');
      words.altitudeSource = given(xml, node, 'altsrc');
      break;
    case 'takv':
      words.client = allOf(xml, node);
      break;
    case 'remarks':
      words.remarks = innerText(xml, node);
      break;
    case 'link': {
      const uid = given(xml, node, 'uid');
      const type = given(xml, node, 'type');
      words.links = [...words.links, { uid, type, relation: given(xml, node, 'relation') }];
      break;
    }
    case 'marti':
      words.destinations = [...words.destinations, ...readDestinations(xml, node)];
      break;
    case 'emergency': {
      const cancelled = given(xml, node, 'cancel')?.toLowerCase() === 'true';
      const type = given(xml, node, 'type') ?? (innerText(xml, node).trim() || 'emergency');
      words.emergency = { type, cancelled };
      break;
    }
  }
}

/** Node of an attribute; -1 when the element has none of that name. */
function find(xml: Uint8Array, node: number, name: string): number {
  const { nodes, count } = scan;
  for (let at = node + STRIDE; at < count && nodes[at + KIND] === ATTRIBUTE; at += STRIDE)
    if (isNamed(xml, nodes, at, name)) return at;
  return -1;
}

function valueAt(xml: Uint8Array, at: number): string {
  const { nodes } = scan;
  return attributeText(xml, nodes[at + FROM]!, nodes[at + TO]!, nodes[at + END]!);
}

function given(xml: Uint8Array, node: number, name: string): string | null {
  const at = find(xml, node, name);
  return at < 0 ? null : valueAt(xml, at);
}

function numberOf(xml: Uint8Array, node: number, name: string): number | null {
  const at = find(xml, node, name);
  if (at < 0 || scan.nodes[at + END] !== 0) return null;
  const value = parseNumber(xml, scan.nodes[at + FROM]!, scan.nodes[at + TO]!);
  return Number.isNaN(value) ? null : value;
}

function allOf(xml: Uint8Array, node: number): ReadonlyMap<string, string> {
  const { nodes, count } = scan;
  const all = new Map<string, string>();
  for (let at = node + STRIDE; at < count && nodes[at + KIND] === ATTRIBUTE; at += STRIDE)
    all.set(contentText(xml, nodes[at + NAME]!, nodes[at + NAME_END]!), valueAt(xml, at));
  return all;
}

/** All text inside, also that of inner elements. */
function innerText(xml: Uint8Array, node: number): string {
  const { nodes } = scan;
  const from = nodes[node + FROM]!;
  const to = nodes[node + TO]!;
  if (from >= to) return '';
  if ((nodes[node + KIND]! & HAS_CHILDREN) === 0) return contentText(xml, from, to);
  return textOf(buildElement(xml, scan, node));
}

const WAYS = ['callsign', 'uid', 'mission', 'path', 'group'] as const;

/** `marti/dest`: each attribute that addresses is one destination. */
function readDestinations(xml: Uint8Array, marti: number): CotDestination[] {
  return childrenOf(buildElement(xml, scan, marti), 'dest').flatMap(
    ({ attributes }): CotDestination[] => {
      const found = WAYS.filter((way) => attributes.has(way));
      if (found.length > 0) return found.map((by) => ({ by, value: attributes.get(by)! }));
      const [value] = attributes.values();
      return value === undefined ? [] : [{ by: 'other', value }];
    },
  );
}
