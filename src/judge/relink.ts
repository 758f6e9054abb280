import type { Alert } from '../model/index.ts';
import type { RelinkRules } from './rules.ts';

/** An object that was alerted and is gone: its track is silent or dropped, or the node was started anew. */
export interface LostObject {
  readonly trackNumber: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** m/s; NaN when not known (after a restart without forecast) */
  readonly vEastMps: number;
  readonly vNorthMps: number;
  /** of that position, and of its last plot */
  readonly at: number;
  readonly lastPlotAt: number;
  /** `icao:…`, `mmsi:…`, `uas:…`, or empty */
  readonly claim: string;
  readonly simulated: boolean;
}

/** A track that nobody has alerted yet. */
export interface FreshTrack {
  readonly trackNumber: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly vEastMps: number;
  readonly vNorthMps: number;
  readonly bornAt: number;
  readonly claim: string;
  readonly simulated: boolean;
}

const M_PER_DEG = 111_320;

/**
 * Which new track is which lost object: so that one object stays one alert when its track is broken. A track follows
 * an object when it was born after the object was last seen, not longer than `maxGapS`, where that object could have
 * got to, flying like it. The same claim settles it; different claims rule it out. Nearest first, one to one.
 * @returns pairs of track numbers: lost, fresh
 */
export function relinkObjects(
  lost: readonly LostObject[],
  fresh: readonly FreshTrack[],
  now: number,
  rules: RelinkRules,
): (readonly [number, number])[] {
  const scored: { readonly lost: number; readonly fresh: number; readonly score: number }[] = [];
  for (const one of lost) {
    for (const track of fresh) {
      const score = misfit(one, track, now, rules);
      if (score <= 1) scored.push({ lost: one.trackNumber, fresh: track.trackNumber, score });
    }
  }
  scored.sort((a, b) => a.score - b.score || a.lost - b.lost || a.fresh - b.fresh);
  const taken = new Set<number>();
  const pairs: (readonly [number, number])[] = [];
  for (const pair of scored) {
    if (taken.has(pair.lost) || taken.has(pair.fresh)) continue;
    taken.add(pair.lost).add(pair.fresh);
    pairs.push([pair.lost, pair.fresh]);
  }
  return pairs;
}

/** 0 = as predicted, 1 = at the edge of what could be, above = another object. */
function misfit(one: LostObject, track: FreshTrack, now: number, rules: RelinkRules): number {
  if (one.simulated !== track.simulated) return Infinity;
  if (one.claim !== '' && track.claim !== '' && one.claim !== track.claim) return Infinity;
  const gapS = (now - one.lastPlotAt) / 1000;
  const wayS = (now - one.at) / 1000;
  if (gapS < 0 || gapS > rules.maxGapS) return Infinity;
  const older = track.bornAt < one.lastPlotAt - 5000;
  if (one.claim !== '' && one.claim === track.claim) return 0;
  const known = one.vEastMps === one.vEastMps;
  const vE = known ? one.vEastMps : track.vEastMps;
  const vN = known ? one.vNorthMps : track.vNorthMps;
  const east =
    (track.lonDeg - one.lonDeg) * M_PER_DEG * Math.cos((one.latDeg * Math.PI) / 180) - vE * wayS;
  const north = (track.latDeg - one.latDeg) * M_PER_DEG - vN * wayS;
  const off = Math.hypot(east, north);
  // One that was there before the object was lost is another one, or the same tracked twice: then it flew beside it.
  if (older && off > rules.companionM + 3 * gapS) return Infinity;
  // It may have turned, slowed or hastened: a white acceleration of this strength, three standard deviations.
  const spread = rules.baseM + 3 * Math.sqrt((rules.noise * gapS ** 3) / 3 + 4 * gapS * gapS);
  const offCourse = Math.hypot(track.vEastMps - vE, track.vNorthMps - vN);
  const courseSpread = 6 + 3 * Math.sqrt(rules.noise * gapS);
  return Math.max(off / Math.min(spread, rules.maxM), offCourse / courseSpread);
}

/** Where an alert of the ledger last saw its object; its way from the forecast. Null for other alerts than entries. */
export function lostFromAlert(alert: Alert): LostObject | null {
  if (alert.object.kind !== 'track' || alert.latDeg === null || alert.lonDeg === null) return null;
  if (alert.condition !== 'incursion' && alert.condition !== 'predicted-incursion') return null;
  let vEastMps = Number.NaN;
  let vNorthMps = Number.NaN;
  const { forecast } = alert;
  const wayS = forecast === null ? 0 : (forecast.likelyAt - alert.lastAt) / 1000;
  if (forecast !== null && wayS > 5) {
    vNorthMps = ((forecast.latDeg - alert.latDeg) * M_PER_DEG) / wayS;
    vEastMps =
      ((forecast.lonDeg - alert.lonDeg) * M_PER_DEG * Math.cos((alert.latDeg * Math.PI) / 180)) /
      wayS;
  }
  return {
    trackNumber: alert.object.trackNumber,
    latDeg: alert.latDeg,
    lonDeg: alert.lonDeg,
    vEastMps,
    vNorthMps,
    at: alert.lastAt,
    lastPlotAt: alert.lastAt,
    claim: '',
    simulated: alert.simulated,
  };
}

/** A track first seen inside a zone, without ever having been forecast to enter it. */
export interface Newcomer {
  readonly trackNumber: number;
  readonly zoneId: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly bornAt: number;
  readonly simulated: boolean;
}

/** An entry alert of which objects are missing: lost in its zone, not seen to leave. */
export interface Missing {
  readonly alert: Alert;
  readonly count: number;
  /** when they may have been lost, at the earliest */
  readonly sinceAt: number;
}

/**
 * Objects that were lost in a zone for longer than relinking bridges, and are found again: a track that appears inside
 * that zone from nowhere, within reach of where an alert of the zone lost objects, is taken to be one of them. That
 * alert rings again, instead of a second one ringing. Of several the one with most missing for its distance is taken.
 * @returns track number and the alert that it goes on from; no alert gets more tracks than it misses
 */
export function refindObjects(
  missing: readonly Missing[],
  newcomers: readonly Newcomer[],
  now: number,
  rules: RelinkRules,
): Map<number, Alert> {
  const found = new Map<number, Alert>();
  const left = new Map(missing.map((one) => [one.alert.id, one.count]));
  for (const one of newcomers) {
    let best: Alert | null = null;
    let bestScore = Infinity;
    for (const { alert, count, sinceAt } of missing) {
      if (alert.simulated !== one.simulated || alert.zoneId !== one.zoneId) continue;
      if (alert.latDeg === null || alert.lonDeg === null || left.get(alert.id)! <= 0) continue;
      const gapS = (now - sinceAt) / 1000;
      if (gapS > rules.refindMaxS || one.bornAt < sinceAt) continue;
      const north = (one.latDeg - alert.latDeg) * M_PER_DEG;
      const east = (one.lonDeg - alert.lonDeg) * M_PER_DEG * Math.cos((one.latDeg * Math.PI) / 180);
      const off = Math.hypot(north, east);
      if (off > rules.maxM + rules.refindMps * gapS || off / count >= bestScore) continue;
      best = alert;
      bestScore = off / count;
    }
    if (best === null) continue;
    left.set(best.id, left.get(best.id)! - 1);
    found.set(one.trackNumber, best);
  }
  return found;
}
