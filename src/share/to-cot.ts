/**
 * Tracks, alerts and incidents as Cursor on Target events. What may leave is decided before (ReleaseGate); the label
 * travels in the event's own attributes and again in the detail element `__tocsin`, because older TAK software drops
 * the attributes on its way.
 */
import { RAD_TO_DEG, roundTo } from '../base/index.ts';
import {
  ENVIRONMENTS,
  TRACK_STATUS,
  type Alert,
  type AlertCondition,
  type Identity,
  type Incident,
  type Label,
  type Picture,
  type TrackDetail,
} from '../model/index.ts';
import {
  CotDetail,
  makeAtomType,
  makeCotEvent,
  makeElement,
  type CotAffiliation,
  type CotDimension,
  type CotElement,
  type CotEvent,
} from '../wire/cot/index.ts';
import { functionOf } from './to-cot-type.ts';

/** Everything about a track that is not in the picture. */
export interface CotTrackContext {
  /** who shares it, ISO 3166 alpha-3 */
  readonly member: string;
  readonly detail: TrackDetail | null;
  readonly identity: Identity;
  readonly label: Label;
  /** how long a receiver may show it without news, ms */
  readonly staleMs: number;
}

/** uid of a track, the same for its whole life and at every exit. */
export function cotTrackUid(member: string, trackNumber: number): string {
  return `tocsin.${member}.${trackNumber}`;
}

export function cotAlertUid(member: string, alertId: string): string {
  return `tocsin.${member}.alert.${alertId}`;
}

export function cotIncidentUid(member: string, incidentId: string): string {
  return `tocsin.${member}.incident.${incidentId}`;
}

const AFFILIATIONS: { readonly [identity in Identity]: CotAffiliation } = {
  pending: 'pending',
  unknown: 'unknown',
  'assumed-friend': 'assumed-friend',
  friend: 'friend',
  neutral: 'neutral',
  suspect: 'suspect',
  hostile: 'hostile',
};

/** One track of a picture as an event, fused (`m-f`). Sensors' names and operators' positions stay at home. */
export function trackToCot(picture: Picture, row: number, context: CotTrackContext): CotEvent {
  const { member, detail, label } = context;
  const trackNumber = picture.trackNumber[row]!;
  const vEast = picture.vEastMps[row]!;
  const vNorth = picture.vNorthMps[row]!;
  const speed = Math.hypot(vEast, vNorth);
  const course = (Math.atan2(vEast, vNorth) * RAD_TO_DEG + 360) % 360;
  const simulated = picture.simulated[row] !== 0;
  const name = nameOf(detail) ?? `${member}-${String(trackNumber).padStart(5, '0')}`;
  const elements = [
    makeElement('contact', { callsign: name }),
    makeElement('track', { course: roundTo(course, 1), speed: roundTo(speed, 2) }),
    makeElement('precisionlocation', { geopointsrc: 'Calc', altsrc: 'Calc' }),
    makeElement('remarks', {}, [remarksOf(picture, row, context)]),
    tocsinElement(member, label, simulated, {
      track: trackNumber,
      identity: context.identity,
      status: picture.status[row] === TRACK_STATUS.coasting ? 'coasting' : 'confirmed',
      quality: picture.quality[row],
      existence: roundTo(picture.existence[row]!, 3),
      measured: new Date(picture.updatedAt[row]!).toISOString(),
      sensors: detail?.sources.length,
      icao: detail?.icao?.toString(16).toUpperCase().padStart(6, '0'),
      mmsi: detail?.mmsi,
      uas: detail?.uasId,
      emergency: detail?.emergency,
    }),
  ];
  return makeCotEvent({
    uid: cotTrackUid(member, trackNumber),
    type: typeOf(picture, row, context),
    how: 'm-f',
    timeAt: picture.at,
    staleAt: picture.at + context.staleMs,
    latDeg: roundTo(picture.latRad[row]! * RAD_TO_DEG, 7),
    lonDeg: roundTo(picture.lonRad[row]! * RAD_TO_DEG, 7),
    haeM: roundKnown(picture.altM[row]!),
    ceM: roundKnown(largestSigma(picture, row)),
    leM: roundKnown(Math.sqrt(picture.covUU[row]!)),
    ...marksOf(label, simulated),
    detail: CotDetail.of(...elements),
  });
}

function typeOf(picture: Picture, row: number, { detail, identity }: CotTrackContext): string {
  const environment = ENVIRONMENTS[picture.environment[row]!] ?? 'unknown';
  const hasHeight = !Number.isNaN(picture.altM[row]!);
  const dimensions: Readonly<Record<string, CotDimension>> = {
    air: 'air',
    sea: 'sea-surface',
    land: 'ground',
    // What has a height and no other sign flies.
    unknown: hasHeight ? 'air' : 'other',
  };
  const dimension = dimensions[environment]!;
  return makeAtomType(AFFILIATIONS[identity], dimension, functionOf(dimension, detail, identity));
}

function nameOf(detail: TrackDetail | null): string | null {
  return detail?.callsign ?? detail?.shipName ?? detail?.uasId ?? detail?.tail ?? null;
}

function remarksOf(picture: Picture, row: number, { detail, identity }: CotTrackContext): string {
  const parts = [
    `${identity}, quality ${picture.quality[row]} of 15`,
    detail === null ? '' : `${detail.sources.length} sensors`,
    ...(detail?.findings.map(({ text }) => text) ?? []),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** Standard deviation along the longer axis, m. */
function largestSigma(picture: Picture, row: number): number {
  const [ee, en, nn] = [picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!];
  return Math.sqrt(Math.max(0, (ee + nn) / 2 + Math.hypot((ee - nn) / 2, en)));
}

/** Tenths of a metre; null for NaN. */
function roundKnown(value: number): number | null {
  return Number.isNaN(value) ? null : roundTo(value, 1);
}

/** The label in the attributes of the event. */
function marksOf(
  label: Label,
  simulated: boolean,
): Pick<CotEvent, 'access' | 'caveat' | 'releaseableTo' | 'opex'> {
  return {
    access: label.classification.toUpperCase(),
    caveat: label.caveats.length === 0 ? null : label.caveats.join(' '),
    releaseableTo: label.releasableTo.join(' '),
    opex: simulated || label.exercise ? 'e-tocsin' : null,
  };
}

type Words = Readonly<Record<string, string | number | null | undefined>>;

/** The mark that an event is Tocsin's, with the label whole: sense/from-cot.ts knows it by its name. */
function tocsinElement(
  member: string,
  label: Label,
  simulated: boolean,
  more: Words,
  inside: readonly CotElement[] = [],
): CotElement {
  const words: Words = {
    version: 1,
    member,
    policy: label.policy,
    classification: label.classification,
    releasableTo: label.releasableTo.join(' '),
    excluded: label.excluded?.join(' '),
    caveats: label.caveats.length === 0 ? null : label.caveats.join(' '),
    exercise: String(simulated || label.exercise),
    ...more,
  };
  return makeElement('__tocsin', words, inside);
}

/** What TAK clients write over an alert, by condition; null: the alert is a matter of this node alone. */
const ALERT_TITLES: { readonly [condition in AlertCondition]?: string } = {
  incursion: 'Incursion',
  'predicted-incursion': 'Incursion ahead',
  'spoof-suspected': 'Position doubtful',
  'emergency-squawk': 'Emergency',
  swarm: 'Swarm',
};

/** An alert stands this long in a client without news, ms. */
const ALERT_STALE_MS = 300_000;

/**
 * An alert about an object as a geofence alarm (`b-a-g`) or alarm (`b-a`), linked to its track; when it is over, its
 * cancellation. null for alerts about feeds and this node, and those without a place.
 */
export function alertToCot(alert: Alert, member: string, now: number): CotEvent | null {
  const title = ALERT_TITLES[alert.condition];
  const { latDeg, lonDeg, object } = alert;
  if (title === undefined || latDeg === null || lonDeg === null) return null;
  if (object.kind === 'source' || object.kind === 'node') return null;
  const numbers = object.kind === 'track' ? [object.trackNumber] : object.trackNumbers;
  const over = alert.state === 'normal';
  const fence = alert.condition === 'incursion' || alert.condition === 'predicted-incursion';
  const { forecast } = alert;
  const links = numbers.map((number) =>
    makeElement('link', { uid: cotTrackUid(member, number), relation: 'p-p', type: 'a-u-X' }),
  );
  const ahead =
    forecast === null
      ? {}
      : {
          probability: roundTo(forecast.probability, 3),
          earliest: new Date(forecast.earliestAt).toISOString(),
          likely: new Date(forecast.likelyAt).toISOString(),
          latest: new Date(forecast.latestAt).toISOString(),
        };
  return makeCotEvent({
    uid: cotAlertUid(member, alert.id),
    type: over ? 'b-a-o-can' : fence ? 'b-a-g' : 'b-a',
    how: 'm-f',
    timeAt: now,
    startAt: alert.firstAt,
    staleAt: now + (over ? 10_000 : ALERT_STALE_MS),
    latDeg,
    lonDeg,
    ...marksOf(alert.label, alert.simulated),
    detail: CotDetail.of(
      makeElement('contact', { callsign: `${title} ${alert.id}` }),
      makeElement('emergency', over ? { cancel: 'true' } : { type: title }, over ? [] : [title]),
      makeElement('remarks', {}, [alert.text]),
      ...links,
      tocsinElement(member, alert.label, alert.simulated, {
        alert: alert.id,
        condition: alert.condition,
        priority: alert.priority,
        state: alert.state,
        zone: alert.zoneId,
        count: alert.count,
        ...ahead,
      }),
    ),
  });
}

/** An incident as a spot on the map (`b-m-p-s-m`) where its latest alert is; its notes stay at home. */
export function incidentToCot(
  incident: Incident,
  place: { readonly latDeg: number; readonly lonDeg: number },
  member: string,
  now: number,
): CotEvent {
  return makeCotEvent({
    uid: cotIncidentUid(member, incident.id),
    type: 'b-m-p-s-m',
    how: 'm-f',
    timeAt: now,
    startAt: incident.openedAt,
    staleAt: now + (incident.state === 'closed' ? 10_000 : ALERT_STALE_MS),
    ...place,
    ...marksOf(incident.label, incident.simulated),
    detail: CotDetail.of(
      makeElement('contact', { callsign: incident.title }),
      makeElement('remarks', {}, [`${incident.severity}, ${incident.state}`]),
      ...incident.trackNumbers.map((number) =>
        makeElement('link', { uid: cotTrackUid(member, number), relation: 'p-p', type: 'a-u-X' }),
      ),
      tocsinElement(member, incident.label, incident.simulated, {
        incident: incident.id,
        severity: incident.severity,
        state: incident.state,
        zone: incident.zoneId,
      }),
    ),
  });
}

/** That a thing is gone (`t-x-d-d`): clients take it off their map. */
export function goneToCot(uid: string, now: number): CotEvent {
  return makeCotEvent({
    uid: `${uid}.gone`,
    type: 't-x-d-d',
    how: 'm-g',
    timeAt: now,
    staleAt: now + 10_000,
    latDeg: 0,
    lonDeg: 0,
    detail: CotDetail.of(makeElement('link', { uid, relation: 'none', type: 'none' })),
  });
}
