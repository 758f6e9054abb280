import { clampInt, RAD_TO_DEG } from '../../base/index.ts';
import {
  type Alert,
  type Box,
  ENVIRONMENTS,
  IDENTITIES,
  type Identity,
  KINDS,
  makeTrackFrame,
  type Picture,
  radius95M,
  TRACK_STATUS,
  type TrackDetail,
  type TrackInfo,
  type TrackLabel,
} from '../../model/index.ts';
import type { NodeView } from './view.ts';

const STATUS_NAMES = ['tentative', 'confirmed', 'coasting', 'dropped'] as const;

export function trackId(member: string, trackNumber: number): string {
  return `${member}-${String(trackNumber).padStart(5, '0')}`;
}

function rowsInBox(picture: Picture, box: Box | null): Int32Array | null {
  if (box === null) return null;
  const [west, south, east, north] = box;
  const rows = new Int32Array(picture.count);
  let count = 0;
  for (let row = 0; row < picture.count; row++) {
    const lat = picture.latRad[row]! * RAD_TO_DEG;
    const lon = picture.lonRad[row]! * RAD_TO_DEG;
    const inLon = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
    if (inLon && lat >= south && lat <= north) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** The picture as one binary frame for a client's view box (null: everything). */
export function encodePicture(
  view: Pick<NodeView, 'identity' | 'alertOf'>,
  picture: Picture,
  box: Box | null,
  seq: number,
  flags: number,
): Uint8Array {
  const rows = rowsInBox(picture, box);
  const count = rows?.length ?? picture.count;
  const { bytes, frame } = makeTrackFrame(count, picture.at, seq, flags);
  for (let i = 0; i < count; i++) {
    const row = rows === null ? i : rows[i]!;
    const trackNumber = picture.trackNumber[row]!;
    const altM = picture.altM[row]!;
    frame.trackNumber[i] = trackNumber;
    frame.lat[i] = Math.round(picture.latRad[row]! * RAD_TO_DEG * 1e7);
    frame.lon[i] = Math.round(picture.lonRad[row]! * RAD_TO_DEG * 1e7);
    frame.altM[i] = Number.isNaN(altM) ? -32768 : clampInt(altM, -32767, 32767);
    frame.vEast[i] = clampInt(picture.vEastMps[row]! * 10, -32767, 32767);
    frame.vNorth[i] = clampInt(picture.vNorthMps[row]! * 10, -32767, 32767);
    const vUp = picture.vUpMps[row]!;
    frame.vUp[i] = Number.isNaN(vUp) ? 0 : clampInt(vUp * 10, -32767, 32767);
    frame.age[i] = clampInt((picture.at - picture.updatedAt[row]!) / 100, 0, 65535);
    const radius = radius95M(picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!);
    frame.radius95M[i] = clampInt(radius, 0, 65535);
    frame.detailVersion[i] = picture.detailVersion[row]! & 0xffff;
    frame.status[i] = picture.status[row]! | (picture.simulated[row]! !== 0 ? 0x80 : 0);
    frame.quality[i] = picture.quality[row]!;
    frame.identity[i] = IDENTITIES.indexOf(view.identity(trackNumber).identity);
    frame.environment[i] = picture.environment[row]!;
    frame.alert[i] = view.alertOf(trackNumber);
  }
  return bytes;
}

/** Row of a track in the picture, or -1. The picture is not sorted: linear, for single look-ups by people. */
export function rowOf(picture: Picture, trackNumber: number): number {
  for (let row = 0; row < picture.count; row++)
    if (picture.trackNumber[row] === trackNumber) return row;
  return -1;
}

export function bestName(detail: TrackDetail | undefined, id: string): string {
  return detail?.callsign ?? detail?.shipName ?? detail?.uasId ?? detail?.tail ?? id;
}

function kindOf(detail: TrackDetail | undefined): string {
  let best = '';
  let bestConfidence = 0.3;
  for (const { type, confidence } of detail?.classes ?? []) {
    if (confidence > bestConfidence) [best, bestConfidence] = [type, confidence];
  }
  return best === '' ? likelyKind(detail) : best;
}

/** What it is by how it moves, when no source has a word for it. */
function likelyKind(detail: TrackDetail | undefined): string {
  const kinds = detail?.kinds;
  if (kinds === undefined) return '';
  return KINDS.find((kind) => kind !== 'unknown' && kinds[kind] >= 0.5) ?? '';
}

function mapKnown<T, U>(value: T | null | undefined, map: (known: T) => U): U | null {
  return value === null || value === undefined ? null : map(value);
}

const octal = (mode3A: number): string => mode3A.toString(8).padStart(4, '0');
const hexAddress = (icao: number): string => icao.toString(16).toUpperCase().padStart(6, '0');

/** The part of a label that comes from what a track is said to be. */
function nameParts(
  member: string,
  trackNumber: number,
  detail: TrackDetail | undefined,
): Omit<TrackLabel, 'identity' | 'entryZone' | 'entryLikelyAt'> {
  const id = trackId(member, trackNumber);
  return {
    trackNumber,
    id,
    name: bestName(detail, id),
    kind: kindOf(detail),
    icao: mapKnown(detail?.icao, hexAddress),
    mmsi: detail?.mmsi ?? null,
    squawk: mapKnown(detail?.mode3A, octal),
    sourceIds: [...new Set(detail?.sources.map((source) => source.sourceId))],
    findings: detail?.findings.map((finding) => finding.code) ?? [],
  };
}

/** A label of the past: entries into zones are told by the alerts of that time. */
export function toPastLabel(member: string, detail: TrackDetail, identity: Identity): TrackLabel {
  const name = nameParts(member, detail.trackNumber, detail);
  return { ...name, identity, entryZone: null, entryLikelyAt: null };
}

export function toLabel(view: NodeView, trackNumber: number): TrackLabel {
  const entry = view.entries(trackNumber)[0];
  return {
    ...nameParts(view.member, trackNumber, view.detail(trackNumber)),
    identity: view.identity(trackNumber).identity,
    entryZone: entry?.zoneName ?? null,
    entryLikelyAt:
      entry === undefined
        ? null
        : entry.inside
          ? view.picture().at
          : (entry.forecast?.likelyAt ?? null),
  };
}

const EMPTY_DETAIL: Omit<TrackDetail, 'trackNumber'> = {
  icao: null,
  mmsi: null,
  mode3A: null,
  callsign: null,
  uasId: null,
  shipName: null,
  shipType: null,
  tail: null,
  emergency: null,
  destination: null,
  operatorLatRad: null,
  operatorLonRad: null,
  operatorId: null,
  onGround: false,
  classes: [],
  environment: 'unknown',
  sources: [],
  findings: [],
  simulated: false,
};

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Ships and vehicles: they turn and speed up more slowly than what flies. */
function onSurface(environment: number): boolean {
  const name = ENVIRONMENTS[environment];
  return name === 'sea' || name === 'land';
}

/** Lists stay the same array until something in them changes: each is looked through once, not once a track. */
const indexes = new WeakMap<readonly object[], ReadonlyMap<number, string[]>>();

function idsByTrack<T extends { readonly id: string }>(
  items: readonly T[],
  tracksOf: (item: T) => readonly number[],
): ReadonlyMap<number, string[]> {
  const known = indexes.get(items);
  if (known !== undefined) return known;
  const index = new Map<number, string[]>();
  for (const item of items)
    for (const trackNumber of tracksOf(item)) {
      const ids = index.get(trackNumber);
      if (ids === undefined) index.set(trackNumber, [item.id]);
      else ids.push(item.id);
    }
  indexes.set(items, index);
  return index;
}

export function tracksOfAlert({ object }: Alert): readonly number[] {
  if (object.kind === 'track') return [object.trackNumber];
  return object.kind === 'group' ? object.trackNumbers : [];
}

export function toTrackInfo(view: NodeView, row: number): TrackInfo {
  const picture = view.picture();
  const trackNumber = picture.trackNumber[row]!;
  const vEast = picture.vEastMps[row]!;
  const vNorth = picture.vNorthMps[row]!;
  const course = Math.atan2(vEast, vNorth) * RAD_TO_DEG;
  return {
    trackNumber,
    id: trackId(view.member, trackNumber),
    at: picture.at,
    latDeg: picture.latRad[row]! * RAD_TO_DEG,
    lonDeg: picture.lonRad[row]! * RAD_TO_DEG,
    altM: orNull(picture.altM[row]!),
    speedMps: Math.hypot(vEast, vNorth),
    courseDeg: (course + 360) % 360,
    vUpMps: orNull(picture.vUpMps[row]!),
    radius95M: radius95M(picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!),
    errors: {
      placeM2: [picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!],
      velocityM2S2: [picture.velEE[row]!, picture.velEN[row]!, picture.velNN[row]!],
      noiseM2S3: view.forecastNoise(onSurface(picture.environment[row]!)),
    },
    status: STATUS_NAMES[picture.status[row] ?? TRACK_STATUS.tentative] ?? 'tentative',
    quality: picture.quality[row]!,
    existence: picture.existence[row]!,
    updatedAt: picture.updatedAt[row]!,
    bornAt: picture.bornAt[row]!,
    identity: view.identity(trackNumber),
    detail: view.detail(trackNumber) ?? { trackNumber, ...EMPTY_DETAIL },
    entries: view.entries(trackNumber),
    alertIds: idsByTrack(view.alerts(), tracksOfAlert).get(trackNumber) ?? [],
    incidentIds: idsByTrack(view.incidents(), (one) => one.trackNumbers).get(trackNumber) ?? [],
    releasableTo: [],
  };
}
