import { DEG_TO_RAD, KT_TO_MPS, RAD_TO_DEG } from '../../base/index.ts';
import { IDENTITIES, KINDS, type Identity, type TrackInfo } from '../../model/index.ts';
import { formatDecimal, formatDms, formatMgrs } from '../format/position.ts';
import {
  formatClimb,
  formatCourse,
  formatFeet,
  formatKnots,
  formatMetres,
  UNKNOWN,
} from '../format/quantity.ts';
import { t } from '../text/text.ts';
import type { TrackStore } from '../tracks/track-store.ts';

/** The quick part of a track's page, from the columns: there in live and in replay. */
export interface TrackNow {
  readonly trackNumber: number;
  readonly id: string;
  readonly name: string;
  readonly identity: Identity;
  readonly kind: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM: number | null;
  readonly speedMps: number;
  readonly courseDeg: number;
  readonly vUpMps: number | null;
  readonly ageS: number;
  readonly quality: number;
  readonly radius95M: number;
  readonly statusCode: number;
  readonly simulated: boolean;
}

export function readTrackNow(store: TrackStore, trackNumber: number): TrackNow | null {
  const row = store.rowOf(trackNumber);
  if (row < 0) return null;
  const label = store.labels.get(trackNumber);
  const east = store.vEast[row]! / 10;
  const north = store.vNorth[row]! / 10;
  const altM = store.altM[row]!;
  return {
    trackNumber,
    id: label?.id ?? `#${trackNumber}`,
    name: label?.name ?? `#${trackNumber}`,
    identity: IDENTITIES[store.identity[row]!] ?? 'pending',
    kind: label?.kind ?? '',
    latDeg: store.latE7[row]! / 1e7,
    lonDeg: store.lonE7[row]! / 1e7,
    altM: altM === -32768 ? null : altM,
    speedMps: Math.hypot(east, north),
    courseDeg: (Math.atan2(east, north) * RAD_TO_DEG + 360) % 360,
    vUpMps: altM === -32768 ? null : store.vUp[row]! / 10,
    ageS: store.ageS[row]!,
    quality: store.quality[row]!,
    radius95M: store.radius95M[row]!,
    statusCode: store.status[row]! & 0x7f,
    simulated: (store.status[row]! & 0x80) !== 0,
  };
}

export type Fact = readonly [name: string, value: string];

export function positionFacts(track: TrackNow): readonly Fact[] {
  const error =
    track.radius95M >= 65_535 ? t('fact.errorHuge') : `± ${formatMetres(track.radius95M)}`;
  return [
    [t('fact.dms'), formatDms(track.latDeg, track.lonDeg)],
    [t('fact.mgrs'), formatMgrs(track.latDeg, track.lonDeg)],
    [t('fact.decimal'), formatDecimal(track.latDeg, track.lonDeg)],
    [t('fact.error'), error],
  ];
}

export function kinematicFacts(track: TrackNow): readonly Fact[] {
  const metres = track.altM === null ? '' : ` (${formatMetres(track.altM)})`;
  return [
    [t('fact.speed'), `${formatKnots(track.speedMps)} (${Math.round(track.speedMps * 3.6)} km/h)`],
    [t('fact.course'), track.speedMps < 0.5 * KT_TO_MPS ? UNKNOWN : formatCourse(track.courseDeg)],
    [t('fact.height'), `${formatFeet(track.altM)}${metres}`],
    [t('fact.climb'), formatClimb(track.vUpMps)],
  ];
}

/** What it is likely to be by how it moves and what is said of it: kinds of at least a tenth, likeliest first. */
export function kindFacts(info: TrackInfo | undefined): readonly Fact[] {
  const kinds = info?.detail.kinds;
  if (kinds === undefined) return [];
  const likely = KINDS.filter((kind) => kinds[kind] >= 0.095).sort((a, b) => kinds[b] - kinds[a]);
  const said = likely.map((kind) => `${t(`kind.${kind}`)} ${Math.round(kinds[kind] * 100)} %`);
  return [[t('fact.kinds'), said.join(', ')]];
}

/** Whose tracks are in it, with their own numbers for it. */
export function upstreamFacts(info: TrackInfo | undefined): readonly Fact[] {
  const upstream = info?.detail.upstream ?? [];
  if (upstream.length === 0) return [];
  const names = upstream.map(({ originator, objectId }) => `${originator} ${objectId}`.trim());
  return [[t('fact.upstream'), names.join(', ')]];
}

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(6, '0');
const octal = (value: number): string => value.toString(8).padStart(4, '0');

/** What the object says of itself: claims, not truth. Only those that were made. */
export function claimFacts({ detail }: TrackInfo): readonly Fact[] {
  const operator =
    detail.operatorLatRad === null || detail.operatorLonRad === null
      ? null
      : formatDecimal(detail.operatorLatRad / DEG_TO_RAD, detail.operatorLonRad / DEG_TO_RAD);
  const all: readonly (readonly [string, string | null])[] = [
    [t('fact.callsign'), detail.callsign],
    [t('fact.ship'), detail.shipName],
    [t('fact.icao'), detail.icao === null ? null : hex(detail.icao)],
    [t('fact.mmsi'), detail.mmsi === null ? null : String(detail.mmsi)],
    [t('fact.squawk'), detail.mode3A === null ? null : octal(detail.mode3A)],
    [t('fact.tail'), detail.tail],
    [t('fact.uasId'), detail.uasId],
    [t('fact.operator'), detail.operatorId],
    [t('fact.operatorAt'), operator],
    [t('fact.destination'), detail.destination],
    [t('fact.emergency'), detail.emergency],
    [t('fact.side'), sideText(detail.affiliation)],
    [t('fact.shipType'), detail.shipType === null ? null : String(detail.shipType)],
    [t('fact.onGround'), detail.onGround ? t('common.yes') : null],
    [t('fact.class'), classText(detail.classes)],
  ];
  return all.filter((fact): fact is Fact => fact[1] !== null && fact[1] !== '');
}

function sideText(claim: TrackInfo['detail']['affiliation']): string | null {
  return claim === undefined ? null : `${claim.identity} (${claim.by})`;
}

function classText(classes: TrackInfo['detail']['classes']): string | null {
  const best = [...classes].sort((a, b) => b.confidence - a.confidence).slice(0, 3);
  if (best.length === 0) return null;
  return best.map(({ type, confidence }) => `${type} ${Math.round(confidence * 100)} %`).join(', ');
}
