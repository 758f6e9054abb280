// Hot path: one pass over the tracks, no allocation; about 0.6 us a track.
/** The columns of all shown tracks predicted to one instant. */
import { ENVIRONMENTS, type Picture, TRACK_STATUS } from '../model/index.ts';
import { ESTIMATE, estimateOwn } from './estimate.ts';
import { NP } from './filter.ts';
import { type Frame, localToFrame } from './frames.ts';
import { selfHoldS } from './hold.ts';
import type { Made } from './made-book.ts';
import { estimateMade, fuseCarried, fuseFollowers } from './made-fuse.ts';
import { MOTION_CLASS } from './motion.ts';
import type { Tables } from './tables.ts';

const place = new Float64Array(3);
const turn = new Float64Array(4);
const estimate = new Float64Array(ESTIMATE);

/**
 * @param tentative with tracks that are not confirmed, as number 0
 * @param isOwn without anything another member shares, for what is shared on
 */
export function fillPicture(
  t: Tables,
  out: Picture,
  at: number,
  tentative: boolean,
  isOwn = false,
): void {
  const { store } = t;
  let row = 0;
  const capacity = out.trackNumber.length;
  for (let slot = 0; slot < store.top && row < capacity; slot++) {
    if (store.number[slot] === 0) continue;
    const shown = store.everConfirmed[slot] === 1 && isShown(t, slot, at / 1000, isOwn);
    if (!shown && !tentative) continue;
    fillRow(t, out, row, slot, at, isOwn);
    row++;
  }
  if (t.made.count > 0) row = fillLeaders(t, out, row, at, isOwn);
  out.count = row;
}

/** Existence high enough, or a report so recent (its own, or another tracker's of it) that radar misses say nothing. */
function isShown(t: Tables, slot: number, timeS: number, isOwn: boolean): boolean {
  const { store, settings } = t;
  const isDrone = store.kind[slot] === MOTION_CLASS.drone;
  if (store.existence[slot]! >= (isDrone ? settings.showDroneAt : settings.showAt)) return true;
  if (t.made.count > 0 && t.made.carriedBy(slot).some((made) => !isOwn || !made.isForeign))
    return true;
  return timeS - store.selfS[slot]! < selfHoldS(store, slot);
}

function fillRow(
  t: Tables,
  out: Picture,
  row: number,
  slot: number,
  at: number,
  isOwn: boolean,
): void {
  const { store } = t;
  estimateOwn(t, slot, at / 1000, estimate);
  let seesHeight = store.hasHeight[slot] === 1 || store.pc[slot * NP + 5]! < 300 * 300;
  let updatedS = store.plotS[slot]!;
  let existence = store.existence[slot]!;
  const frame = t.frames.list[store.frame[slot]!]!;
  const carried = t.made.count > 0 && t.made.carriedBy(slot).length > 0;
  if (carried) {
    if (!seesHeight) estimate[12] = Number.NaN;
    const newest = fuseCarried(t, slot, at / 1000, estimate, isOwn);
    if (newest !== null && newest.timeS > updatedS) updatedS = newest.timeS;
    if (newest !== null && newest.existence > existence) existence = newest.existence;
    seesHeight = !Number.isNaN(estimate[12]!);
  }
  placeRow(out, row, frame, seesHeight);
  const status = statusOf(t, slot, at / 1000, updatedS);
  out.trackNumber[row] = store.shownAs[slot]!;
  out.status[row] = status;
  out.quality[row] = qualityOf(estimate[2]! + estimate[4]!, at / 1000 - updatedS, status);
  out.existence[row] = existence;
  out.updatedAt[row] = updatedS * 1000;
  out.bornAt[row] = store.bornS[slot]! * 1000;
  out.environment[row] = store.environment[slot]!;
  out.simulated[row] = store.simulated[slot]!;
  out.detailVersion[row] = store.detailVersion[slot]!;
}

/** Tracks that are known from other trackers alone. */
function fillLeaders(t: Tables, out: Picture, from: number, at: number, isOwn: boolean): number {
  let row = from;
  for (const made of t.made.all()) {
    if (made.shownAs === 0 || row >= out.trackNumber.length) continue;
    if (isOwn && made.isForeign) continue;
    fillLeader(t, out, row++, made, at, isOwn);
  }
  return row;
}

function fillLeader(
  t: Tables,
  out: Picture,
  row: number,
  made: Made,
  at: number,
  isOwn: boolean,
): void {
  estimateMade(made, at / 1000, estimate);
  const newest = fuseFollowers(t, made, at / 1000, estimate, isOwn);
  placeRow(out, row, t.frames.list[made.frame]!, !Number.isNaN(estimate[12]!));
  const ageS = at / 1000 - newest.timeS;
  const status =
    ageS <= 2.5 * Math.max(newest.everyS, 1) ? TRACK_STATUS.confirmed : TRACK_STATUS.coasting;
  out.trackNumber[row] = made.shownAs;
  out.status[row] = status;
  out.quality[row] = qualityOf(estimate[2]! + estimate[4]!, ageS, status);
  out.existence[row] = newest.existence;
  out.updatedAt[row] = newest.timeS * 1000;
  out.bornAt[row] = made.bornS * 1000;
  out.environment[row] = ENVIRONMENTS.indexOf(made.environment);
  out.simulated[row] = made.simulated ? 1 : 0;
  out.detailVersion[row] = made.version;
}

/** Position, velocity and their covariances of `estimate`, turned from its plane to the place's own east and north. */
function placeRow(out: Picture, row: number, frame: Frame, seesHeight: boolean): void {
  const e = estimate;
  frame.toGeodetic(e[0]!, e[1]!, e[10]!, place);
  localToFrame(frame.enu, place[0]!, place[1]!, turn);
  out.latRad[row] = place[0]!;
  out.lonRad[row] = place[1]!;
  out.altM[row] = seesHeight ? place[2]! : Number.NaN;
  // frame to local is the transpose of local to frame
  const a = turn[0]!;
  const b = turn[1]!;
  const c = turn[2]!;
  const d = turn[3]!;
  out.vEastMps[row] = a * e[5]! + c * e[6]!;
  out.vNorthMps[row] = b * e[5]! + d * e[6]!;
  out.vUpMps[row] = seesHeight ? e[11]! : Number.NaN;
  out.covEE[row] = a * a * e[2]! + 2 * a * c * e[3]! + c * c * e[4]!;
  out.covEN[row] = a * b * e[2]! + (a * d + b * c) * e[3]! + c * d * e[4]!;
  out.covNN[row] = b * b * e[2]! + 2 * b * d * e[3]! + d * d * e[4]!;
  out.covUU[row] = seesHeight ? e[12]! : Number.NaN;
  out.velEE[row] = a * a * e[7]! + 2 * a * c * e[8]! + c * c * e[9]!;
  out.velEN[row] = a * b * e[7]! + (a * d + b * c) * e[8]! + c * d * e[9]!;
  out.velNN[row] = b * b * e[7]! + 2 * b * d * e[8]! + d * d * e[9]!;
}

function statusOf(t: Tables, slot: number, timeS: number, updatedS: number): number {
  const { store } = t;
  if (store.everConfirmed[slot] === 0) return TRACK_STATUS.tentative;
  const since = timeS - updatedS;
  if (since <= 2.5 * Math.max(store.intervalS[slot]!, 1)) return TRACK_STATUS.confirmed;
  if (timeS - store.selfS[slot]! < selfHoldS(store, slot) * 0.6) return TRACK_STATUS.confirmed;
  return TRACK_STATUS.coasting;
}

/**
 * Track quality 0..15, in the manner of tactical data links (best 15): each step doubles the horizontal standard
 * deviation from 10 m on; a coasting track is at most 5, a tentative one at most 2.
 */
export function qualityOf(variance: number, ageS: number, status: number): number {
  const sd = Math.sqrt(Math.max(variance, 1));
  let quality = Math.round(
    15 - Math.log2(Math.max(sd, 10) / 10) * 1.5 - Math.max(ageS - 10, 0) / 20,
  );
  if (status === TRACK_STATUS.coasting) quality = Math.min(quality, 5);
  if (status === TRACK_STATUS.tentative) quality = Math.min(quality, 2);
  return Math.max(0, Math.min(15, quality));
}
