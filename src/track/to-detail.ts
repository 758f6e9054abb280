import type {
  Claims,
  ClassClaim,
  Environment,
  KindProbabilities,
  TrackDetail,
  TrackFinding,
  TrackSource,
  UpstreamTrack,
} from '../model/index.ts';
import type { Detail } from './details.ts';
import { kindsOf, kindsSaid } from './kinds.ts';
import type { Made } from './made-book.ts';
import type { Tables } from './tables.ts';

const NOTHING: Pick<Detail, 'claims' | 'sources' | 'findings' | 'classes'> = {
  claims: {},
  sources: [],
  findings: [],
  classes: [],
};

/** The slow part of a track as readers get it: copies, safe to keep. */
export function toDetail(
  t: Tables,
  slot: number,
  environment: Environment,
  isOwn: boolean,
): TrackDetail {
  const detail = t.details.of(slot) ?? NOTHING;
  const carried = t.made.carriedBy(slot).filter((made) => !isOwn || !made.isForeign);
  const claims = claimsOf(detail.claims, carried);
  const classes = detail.classes.length > 0 ? detail.classes : classesOf(carried);
  const sources = detail.sources.map(copySource);
  for (const made of carried) sources.push(toSource(made));
  return makeDetail(claims, {
    trackNumber: t.store.shownAs[slot]!,
    classes,
    kinds: kindsOf(t, slot, { claims, classes, findings: detail.findings }),
    environment,
    sources,
    findings: detail.findings.map(copyFinding),
    upstream: carried.length === 0 ? null : carried.map((made) => toUpstream(t, made)),
    simulated: t.store.simulated[slot] === 1,
  });
}

/** Of a track that is known from other trackers alone. */
export function toMadeDetail(t: Tables, leader: Made, isOwn: boolean): TrackDetail {
  const all = [leader, ...t.made.followersOf(leader)].filter((made) => !isOwn || !made.isForeign);
  const claims = claimsOf({}, all);
  const classes = classesOf(all);
  return makeDetail(claims, {
    trackNumber: leader.shownAs,
    classes,
    kinds: kindsSaid({ claims, classes, findings: [] }, leader.environment),
    environment: leader.environment,
    sources: all.map(toSource),
    findings: [],
    upstream: all.map((made) => toUpstream(t, made)),
    simulated: leader.simulated,
  });
}

/** What our own sensors were told first; made tracks fill in what is not known. */
function claimsOf(own: Claims, made: readonly Made[]): Claims {
  return made.reduceRight<Claims>((claims, one) => ({ ...one.claims, ...claims }), own);
}

function classesOf(made: readonly Made[]): readonly ClassClaim[] {
  return made.find((one) => one.claims.classes !== undefined)?.claims.classes ?? [];
}

function toSource(made: Made): TrackSource {
  const { sensorId, sourceId, reports } = made;
  return { sensorId, sourceId, lastAt: made.timeS * 1000, plots: reports };
}

function toUpstream(t: Tables, made: Made): UpstreamTrack {
  return {
    sensorId: made.sensorId,
    sourceId: made.sourceId,
    originator: t.sensors.find(made.sensorId)?.sensor.name ?? made.sensorId,
    objectId: made.objectId,
    lastAt: made.timeS * 1000,
    weight: Math.round(made.weight * 100) / 100,
    contributors: [...made.contributors],
  };
}

function copySource({ sensorId, sourceId, lastAt, plots }: TrackSource): TrackSource {
  return { sensorId, sourceId, lastAt, plots };
}

function copyFinding({ code, firstAt, lastAt, count, text }: TrackFinding): TrackFinding {
  return { code, firstAt, lastAt, count, text };
}

type Known = Pick<
  TrackDetail,
  'trackNumber' | 'classes' | 'environment' | 'sources' | 'findings' | 'simulated'
> & { readonly kinds: KindProbabilities; readonly upstream: readonly UpstreamTrack[] | null };

/** One literal, field by field: a spread of what is known or said costs ten times as much, and details are asked for often. */
function makeDetail(claims: Claims, known: Known): TrackDetail {
  const detail: { -readonly [K in keyof TrackDetail]: TrackDetail[K] } = {
    trackNumber: known.trackNumber,
    icao: claims.icao ?? null,
    mmsi: claims.mmsi ?? null,
    mode3A: claims.mode3A ?? null,
    callsign: claims.callsign ?? null,
    uasId: claims.uasId ?? null,
    shipName: claims.shipName ?? null,
    shipType: claims.shipType ?? null,
    tail: claims.tail ?? null,
    emergency: claims.emergency ?? null,
    destination: claims.destination ?? null,
    operatorLatRad: claims.operatorLatRad ?? null,
    operatorLonRad: claims.operatorLonRad ?? null,
    operatorId: claims.operatorId ?? null,
    onGround: claims.onGround ?? false,
    classes: known.classes,
    kinds: known.kinds,
    environment: known.environment,
    sources: known.sources,
    findings: known.findings,
    simulated: known.simulated,
  };
  if (claims.affiliation !== undefined) detail.affiliation = claims.affiliation;
  if (known.upstream !== null) detail.upstream = known.upstream;
  return detail;
}
