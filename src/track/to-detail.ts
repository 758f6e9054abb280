import type { Environment, TrackDetail } from '../model/index.ts';
import type { Detail } from './details.ts';
import { kindsOf } from './kinds.ts';
import type { Tables } from './tables.ts';

const NOTHING: Pick<Detail, 'claims' | 'sources' | 'findings' | 'classes'> = {
  claims: {},
  sources: [],
  findings: [],
  classes: [],
};

/** The slow part of a track as readers get it: copies, safe to keep. */
export function toDetail(t: Tables, slot: number, environment: Environment): TrackDetail {
  const detail = t.details.of(slot) ?? NOTHING;
  const claims = detail.claims;
  return {
    trackNumber: t.store.shownAs[slot]!,
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
    classes: detail.classes,
    kinds: kindsOf(t, slot),
    environment,
    sources: detail.sources.map((source) => ({ ...source })),
    findings: detail.findings.map((finding) => ({ ...finding })),
    simulated: t.store.simulated[slot] === 1,
  };
}
