import type {
  Claims,
  ClassClaim,
  Environment,
  TrackDetail,
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
  return {
    trackNumber: t.store.shownAs[slot]!,
    ...said(claims),
    classes,
    kinds: kindsOf(t, slot, { claims, classes, findings: detail.findings }),
    environment,
    sources: [...detail.sources.map((source) => ({ ...source })), ...carried.map(toSource)],
    findings: detail.findings.map((finding) => ({ ...finding })),
    ...(carried.length === 0 ? {} : { upstream: carried.map((made) => toUpstream(t, made)) }),
    simulated: t.store.simulated[slot] === 1,
  };
}

/** Of a track that is known from other trackers alone. */
export function toMadeDetail(t: Tables, leader: Made, isOwn: boolean): TrackDetail {
  const all = [leader, ...t.made.followersOf(leader)].filter((made) => !isOwn || !made.isForeign);
  const claims = claimsOf({}, all);
  const classes = classesOf(all);
  return {
    trackNumber: leader.shownAs,
    ...said(claims),
    classes,
    kinds: kindsSaid({ claims, classes, findings: [] }, leader.environment),
    environment: leader.environment,
    sources: all.map(toSource),
    findings: [],
    upstream: all.map((made) => toUpstream(t, made)),
    simulated: leader.simulated,
  };
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

function said(claims: Claims) {
  return {
    icao: claims.icao ?? null,
    mmsi: claims.mmsi ?? null,
    mode3A: claims.mode3A ?? null,
    callsign: claims.callsign ?? null,
    uasId: claims.uasId ?? null,
    shipName: claims.shipName ?? null,
    shipType: claims.shipType ?? null,
    tail: claims.tail ?? null,
    emergency: claims.emergency ?? null,
    ...(claims.affiliation === undefined ? {} : { affiliation: claims.affiliation }),
    destination: claims.destination ?? null,
    operatorLatRad: claims.operatorLatRad ?? null,
    operatorLonRad: claims.operatorLonRad ?? null,
    operatorId: claims.operatorId ?? null,
    onGround: claims.onGround ?? false,
  };
}
