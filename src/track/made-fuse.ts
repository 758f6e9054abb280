// Hot path: once a picture and track that carries made tracks; no allocation.
/** Estimates of made tracks at an instant, and their fusion by covariance intersection. */
import { EST, ESTIMATE } from './estimate.ts';
import { fusePair } from './intersect.ts';
import { MAX_CONTRIBUTORS, type Made } from './made-book.ts';
import { MOTION_CLASSES } from './motion.ts';
import type { Tables } from './tables.ts';

/**
 * Correlation of the errors of place and speed in another tracker's track, which none of the formats gives: of a filter
 * on steady course about 0.8 (Bar-Shalom, Li, Kirubarajan 2001, 6.5).
 */
const PLACE_SPEED = 0.8;
/** a made track is fused until it is this much older than usual, and for so long at least and at most, s */
const LATE = 3;
const HOLD_S = 12;
const MOST_HOLD_S = 60;
/** a sensor's part in one of our tracks counts for so long, s */
const PART_S = 60;

const there = new Float64Array(ESTIMATE);
const place = new Float64Array(5);
const velocity = new Float64Array(5);

/** A made track predicted to an instant, s. */
export function estimateMade(made: Made, atS: number, out: Float64Array): void {
  const s = made.state;
  const dt = Math.max(atS - made.timeS, 0);
  const { q } = MOTION_CLASSES[made.kind]!.models[1];
  const noise = (q * dt * dt * dt) / 3;
  const cross = 2 * PLACE_SPEED * dt;
  out.set(s);
  out[0] = s[0]! + dt * s[5]!;
  out[1] = s[1]! + dt * s[6]!;
  out[2] = s[2]! + cross * Math.sqrt(s[2]! * s[7]!) + dt * dt * s[7]! + noise;
  out[3] = s[3]! + dt * dt * s[8]!;
  out[4] = s[4]! + cross * Math.sqrt(s[4]! * s[9]!) + dt * dt * s[9]! + noise;
  out[7] = s[7]! + q * dt;
  out[9] = s[9]! + q * dt;
  out[EST.height] = s[EST.height]! + dt * s[EST.climb]!;
}

export function isFresh(made: Made, atS: number): boolean {
  const hold = Math.min(Math.max(LATE * made.everyS, HOLD_S), MOST_HOLD_S);
  return atS - made.timeS <= hold;
}

/**
 * Fuses what a track of ours carries into its estimate.
 * @param isOwn without what is another member's
 * @returns the newest of what was fused, null when none was
 */
export function fuseCarried(
  t: Tables,
  slot: number,
  atS: number,
  out: Float64Array,
  isOwn: boolean,
): Made | null {
  const ours = t.details.of(slot)?.sources ?? [];
  const ageS = atS - t.store.time[slot]!;
  const carried = t.made.carriedBy(slot);
  let newest: Made | null = null;
  for (const made of carried) {
    if (isOwn && made.isForeign) continue;
    made.weight = 0;
    if (!isFresh(made, atS) || made.frame !== t.store.frame[slot]) continue;
    if (newest === null || made.timeS > newest.timeS) newest = made;
    const shared = sharedWith(made, ours, atS);
    // two receivers of one transmitter hear the same error
    const reports = t.store.selfS[slot] !== -Infinity;
    // nothing in it that we do not have ourselves, and as fresh
    if (shared === 'all' && ageS <= 2 * Math.max(made.everyS, 4)) continue;
    // of two, the second may share with the first what neither shares with us
    fuseOne(made, atS, out, shared === 'none' && carried.length === 1 && !reports);
  }
  return newest;
}

/** Fuses the made tracks that another one carries into its estimate. @returns the newest of them all */
export function fuseFollowers(
  t: Tables,
  leader: Made,
  atS: number,
  out: Float64Array,
  isOwn: boolean,
): Made {
  let newest = leader;
  for (const made of t.made.followersOf(leader)) {
    if (isOwn && made.isForeign) continue;
    made.weight = 0;
    if (!isFresh(made, atS) || made.frame !== leader.frame) continue;
    if (made.timeS > newest.timeS) newest = made;
    const disjoint = areDisjoint(made, leader);
    fuseOne(made, atS, out, disjoint && t.made.followersOf(leader).length === 1);
  }
  return newest;
}

/** reports after which the sensors named in them are taken to be all there are */
const TOLD_AFTER = 10;

function isTold(made: Made): boolean {
  const count = made.contributors.length;
  return count > 0 && count < MAX_CONTRIBUTORS && made.reports >= TOLD_AFTER;
}

function areDisjoint(a: Made, b: Made): boolean {
  return isTold(a) && isTold(b) && !a.contributors.some((one) => b.contributors.includes(one));
}

/** A source may know a sensor by the last part of our id, and our id may end on what it gives (`:adsb`, `/bearing`). */
function isSensor(sensorId: string, told: string): boolean {
  const starts = sensorId.startsWith(told);
  const at = starts ? 0 : sensorId.indexOf(`/${told}`) + 1;
  if (!starts && at === 0) return false;
  const next = sensorId[at + told.length] ?? '/';
  return next === ':' || next === '/' || next === '~';
}

/** Whether the sensors in a made track are in ours too, as far as they are told. */
function sharedWith(
  made: Made,
  ours: readonly { readonly sensorId: string; readonly lastAt: number }[],
  atS: number,
): 'all' | 'some' | 'none' {
  if (!isTold(made)) return 'some';
  let known = 0;
  for (const id of made.contributors)
    if (ours.some((one) => isSensor(one.sensorId, id) && atS - one.lastAt / 1000 < PART_S)) known++;
  return known === 0 ? 'none' : known === made.contributors.length ? 'all' : 'some';
}

function fuseOne(made: Made, atS: number, out: Float64Array, disjoint: boolean): void {
  estimateMade(made, atS, there);
  place.set(there.subarray(EST.place, EST.place + 5));
  velocity.set(there.subarray(EST.velocity, EST.velocity + 5));
  made.weight = fusePair(out, EST.place, place, disjoint);
  fusePair(out, EST.velocity, velocity, disjoint);
  // one number: covariance intersection takes the better of the two
  const better = !(out[EST.heightVar]! <= there[EST.heightVar]!);
  if (!better || Number.isNaN(there[EST.heightVar]!)) return;
  out[EST.height] = there[EST.height]!;
  out[EST.heightVar] = there[EST.heightVar]!;
  if (!Number.isNaN(there[EST.climb]!)) out[EST.climb] = there[EST.climb]!;
}
