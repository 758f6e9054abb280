// Hot path: one pass over the tracks, no allocation; about 0.6 us a track.
/** The columns of all shown tracks predicted to one instant. */
import { type Picture, TRACK_STATUS } from '../model/index.ts';
import { NP, NX } from './filter.ts';
import { localToFrame } from './frames.ts';
import { selfHoldS } from './hold.ts';
import { MODELS, MOTION_CLASSES } from './motion.ts';
import type { Tables } from './tables.ts';

const place = new Float64Array(3);
const turn = new Float64Array(4);

export function fillPicture(t: Tables, out: Picture, at: number, tentative: boolean): void {
  const { store, settings } = t;
  let row = 0;
  const capacity = out.trackNumber.length;
  for (let slot = 0; slot < store.top && row < capacity; slot++) {
    if (store.number[slot] === 0) continue;
    const shown = store.everConfirmed[slot] === 1 && isShown(t, slot, at / 1000, settings.showAt);
    if (!shown && !tentative) continue;
    fillRow(t, out, row, slot, at);
    row++;
  }
  out.count = row;
}

/** Existence high enough, or a self-report so recent that radar misses say nothing. */
function isShown(t: Tables, slot: number, timeS: number, showAt: number): boolean {
  const { store } = t;
  if (store.existence[slot]! >= showAt) return true;
  return timeS - store.selfS[slot]! < selfHoldS(store, slot);
}

function fillRow(t: Tables, out: Picture, row: number, slot: number, at: number): void {
  const { store } = t;
  const xi = slot * NX;
  const pi = slot * NP;
  const x = store.xc;
  const p = store.pc;
  const dt = at / 1000 - store.time[slot]!;
  const frame = t.frames.list[store.frame[slot]!]!;
  frame.toGeodetic(
    x[xi]! + dt * x[xi + 3]!,
    x[xi + 1]! + dt * x[xi + 4]!,
    x[xi + 2]! + dt * x[xi + 5]!,
    place,
  );
  localToFrame(frame.enu, place[0]!, place[1]!, turn);
  out.trackNumber[row] = store.shownAs[slot]!;
  out.latRad[row] = place[0]!;
  out.lonRad[row] = place[1]!;
  const seesHeight = store.hasHeight[slot] === 1 || p[pi + 5]! < 300 * 300;
  out.altM[row] = seesHeight ? place[2]! : Number.NaN;
  // frame to local is the transpose of local to frame
  const a = turn[0]!;
  const b = turn[1]!;
  const c = turn[2]!;
  const d = turn[3]!;
  out.vEastMps[row] = a * x[xi + 3]! + c * x[xi + 4]!;
  out.vNorthMps[row] = b * x[xi + 3]! + d * x[xi + 4]!;
  out.vUpMps[row] = seesHeight ? x[xi + 5]! : Number.NaN;
  const forward = dt > 0 ? dt : 0;
  const q = noiseOf(t, slot);
  const { pointSd } = MOTION_CLASSES[store.kind[slot]!]!;
  const pp = (q * forward * forward * forward) / 3 + pointSd * pointSd;
  const ee = p[pi]! + 2 * dt * p[pi + 6]! + dt * dt * p[pi + 15]! + pp;
  const en = p[pi + 1]! + dt * (p[pi + 7]! + p[pi + 9]!) + dt * dt * p[pi + 16]!;
  const nn = p[pi + 3]! + 2 * dt * p[pi + 10]! + dt * dt * p[pi + 18]! + pp;
  out.covEE[row] = a * a * ee + 2 * a * c * en + c * c * nn;
  out.covEN[row] = a * b * ee + (a * d + b * c) * en + c * d * nn;
  out.covNN[row] = b * b * ee + 2 * b * d * en + d * d * nn;
  const hh = p[pi + 5]! + 2 * dt * p[pi + 14]! + dt * dt * p[pi + 20]!;
  out.covUU[row] = seesHeight ? hh : Number.NaN;
  const vee = p[pi + 15]! + q * forward;
  const ven = p[pi + 16]!;
  const vnn = p[pi + 18]! + q * forward;
  out.velEE[row] = a * a * vee + 2 * a * c * ven + c * c * vnn;
  out.velEN[row] = a * b * vee + (a * d + b * c) * ven + c * d * vnn;
  out.velNN[row] = b * b * vee + 2 * b * d * ven + d * d * vnn;
  const status = statusOf(t, slot, at / 1000);
  out.status[row] = status;
  out.quality[row] = qualityOf(ee + nn, at / 1000 - store.plotS[slot]!, status);
  out.existence[row] = store.existence[slot]!;
  out.updatedAt[row] = store.plotS[slot]! * 1000;
  out.bornAt[row] = store.bornS[slot]! * 1000;
  out.environment[row] = store.environment[slot]!;
  out.simulated[row] = store.simulated[slot]!;
  out.detailVersion[row] = store.detailVersion[slot]!;
}

/** Process noise of the mix of models, m^2/s^3. */
function noiseOf(t: Tables, slot: number): number {
  const models = MOTION_CLASSES[t.store.kind[slot]!]!.models;
  let q = 0;
  for (let m = 0; m < MODELS; m++) q += t.store.mu[slot * MODELS + m]! * models[m]!.q;
  return q;
}

function statusOf(t: Tables, slot: number, timeS: number): number {
  const { store } = t;
  if (store.everConfirmed[slot] === 0) return TRACK_STATUS.tentative;
  const since = timeS - store.plotS[slot]!;
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
