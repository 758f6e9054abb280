/** The detail elements that TAK clients use most, as values. Unreadable numbers are null. */
import type { CotDetail } from './detail.ts';
import { childrenOf, textOf, type CotElement } from './element.ts';
import { parseNumber } from './number.ts';

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

function given(element: CotElement | null, name: string): string | null {
  return element?.attributes.get(name) ?? null;
}

function numberOf(element: CotElement | null, name: string): number | null {
  const text = given(element, name);
  if (text === null) return null;
  const octets = Uint8Array.from(text, (c) => Math.min(255, c.charCodeAt(0)));
  const value = parseNumber(octets, 0, octets.length);
  return Number.isNaN(value) ? null : value;
}

/** Reads what is there; an element that occurs more than once counts by its first. */
export function readWords(detail: CotDetail | null): CotWords {
  if (detail === null) return NO_WORDS;
  const contact = detail.find('contact');
  const group = detail.find('__group');
  const track = detail.find('track');
  const place = detail.find('precisionlocation');
  const remarks = detail.find('remarks');
  return {
    callsign: given(contact, 'callsign'),
    endpoint: given(contact, 'endpoint'),
    group: group && { name: given(group, 'name'), role: given(group, 'role') },
    batteryPercent: numberOf(detail.find('status'), 'battery'),
    courseDeg: numberOf(track, 'course'),
    speedMps: numberOf(track, 'speed'),
    geopointSource: given(place, 'geopointsrc'),
    altitudeSource: given(place, 'altsrc'),
    client: detail.find('takv')?.attributes ?? null,
    remarks: remarks && textOf(remarks),
    links: detail.all('link').map((link) => ({
      uid: given(link, 'uid'),
      type: given(link, 'type'),
      relation: given(link, 'relation'),
    })),
    destinations: readDestinations(detail),
    emergency: readEmergency(detail.find('emergency')),
  };
}

const WAYS = ['callsign', 'uid', 'mission', 'path', 'group'] as const;

/** `marti/dest`: each attribute that addresses is one destination. */
function readDestinations(detail: CotDetail): CotDestination[] {
  return detail
    .all('marti')
    .flatMap((marti) => childrenOf(marti, 'dest'))
    .flatMap((dest): CotDestination[] => {
      const found = WAYS.filter((way) => dest.attributes.has(way));
      if (found.length > 0) return found.map((by) => ({ by, value: dest.attributes.get(by)! }));
      const [value] = dest.attributes.values();
      return value === undefined ? [] : [{ by: 'other', value }];
    });
}

function readEmergency(element: CotElement | null): CotWords['emergency'] {
  if (element === null) return null;
  const cancelled = given(element, 'cancel')?.toLowerCase() === 'true';
  return { type: given(element, 'type') ?? (textOf(element).trim() || 'emergency'), cancelled };
}
