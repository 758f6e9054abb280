// Hot path: one pass a scan over the tracks near it; no allocation.
/** Which tracks a scan may concern: those its plots or its sweep are near, and what the sweep says of those without a plot. */
import { DOUBT_M, HALF_S, markAll, markNear, startMarks, sweepCells, takeMarks } from './cells.ts';
import { coverage, sweptBox } from './coverage.ts';
import { STRANGE, miss } from './existence.ts';
import { NP, NX, NZ } from './filter.ts';
import { type Frames, PLANE_REACH_M, type SiteToFrame } from './frames.ts';
import { findNear, measureIn, predictCandidate } from './gate.ts';
import type { Look } from './look.ts';
import { MOTION_CLASSES } from './motion.ts';
import { shiftPlace } from './reframe.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';

/** Tracks that this scan's plots or its sweep may concern, in order of slots. */
function tracksNear(
  t: Tables,
  look: Look,
  site: SiteToFrame | null,
  reach: number,
): { readonly slots: Int32Array; readonly count: number } {
  const { cells } = t;
  const isLong = (look.toS - look.fromS) / 2 > HALF_S;
  const isAlone = t.frames.list.length === 1;
  startMarks(cells);
  if (isLong && isAlone) {
    markAll(cells, t.store, look.frame);
    return takeMarks(cells);
  }
  if (!isLong) sweepCells(cells, t.store, (look.fromS + look.toS) / 2);
  box.fill(Infinity, 0, 2);
  box.fill(-Infinity, 2, 4);
  for (let j = 0; j < t.plots.count; j++) widen(t.work.z[j * NZ + 1]!, t.work.z[j * NZ + 2]!);
  if (site !== null && look.scan.complete) {
    const { azimuthFromRad, azimuthToRad } = look.scan;
    sweptBox(site, reach, azimuthFromRad, azimuthToRad, widen);
  }
  const doubt = look.slope * (MOTION_CLASSES[look.kind]!.heightM + DOUBT_M);
  const m = 4 * Math.max(look.sdE, look.sdN) + doubt + 10;
  if (isLong) markAll(cells, t.store, look.frame);
  else markNear(cells, look.frame, box[0]! - m, box[1]! - m, box[2]! + m, box[3]! + m);
  if (!isAlone && box[0]! <= box[2]!) markElsewhere(t, look, isLong, 1.5 * m);
  return takeMarks(cells);
}

/** The same in the other planes that reach into the box. */
function markElsewhere(t: Tables, look: Look, isLong: boolean, m: number): void {
  const { cells, frames } = t;
  for (let frame = 0; frame < frames.list.length; frame++) {
    if (frame === look.frame || !(cells.counts[frame]! > 0)) continue;
    if (!boxIn(frames, look.frame, frame)) continue;
    const margin = m + TILTED_M;
    if (isLong) markAll(cells, t.store, frame);
    else
      markNear(
        cells,
        frame,
        there[0]! - margin,
        there[1]! - margin,
        there[2]! + margin,
        there[3]! + margin,
      );
  }
}

/** shift in another plane by heights up to DOUBT_M, and the bend of a box's sides between their middles and ends, m */
const TILTED_M = 8000;
const there = new Float64Array(4);
const corner = new Float64Array(3);

/** Writes to `there` the box of `box` in another plane; false when nothing of that plane can be in it. */
function boxIn(frames: Frames, from: number, to: number): boolean {
  const [west, south, east, north] = [box[0]!, box[1]!, box[2]!, box[3]!];
  const { t } = frames.between(to, from);
  // below a plane's horizon there is nothing of it
  if (t[2]! < -WAY_DOWN_M) return false;
  const near = PLANE_REACH_M;
  if (t[0]! < west - near || t[0]! > east + near || t[1]! < south - near || t[1]! > north + near)
    return false;
  there.fill(Infinity, 0, 2);
  there.fill(-Infinity, 2, 4);
  for (let k = 0; k < 9; k++) {
    const e = west + ((east - west) * (k % 3)) / 2;
    const n = south + ((north - south) * Math.floor(k / 3)) / 2;
    shiftPlace(frames, from, to, e, n, 0, corner);
    there[0] = Math.min(there[0]!, corner[0]!);
    there[1] = Math.min(there[1]!, corner[1]!);
    there[2] = Math.max(there[2]!, corner[0]!);
    there[3] = Math.max(there[3]!, corner[1]!);
  }
  return true;
}
/** planes more than about 5,000 km apart do not meet, m down */
const WAY_DOWN_M = 2_000_000;

/** west, south, east, north */
const box = new Float64Array(4);

function widen(east: number, north: number): void {
  if (east < box[0]!) box[0] = east;
  if (north < box[1]!) box[1] = north;
  if (east > box[2]!) box[2] = east;
  if (north > box[3]!) box[3] = north;
}

/** Finds for every track that this scan may see the plots near it, and predicts those that have any. */
export function gather(t: Tables, look: Look): void {
  const { store, settings } = t;
  const { sensor, scan } = look;
  const home = sensor.inFrame(t.frames, look.frame);
  const middle = (look.fromS + look.toS) / 2;
  const half = (look.toS - look.fromS) / 2;
  const reach = sensor.sensor.fov === null ? Infinity : sensor.sensor.fov.maxRangeM;
  const near = tracksNear(t, look, home, reach);
  for (let i = 0; i < near.count; i++) {
    const slot = near.slots[i]!;
    const frame = store.frame[slot]!;
    const site = frame === look.frame ? home : sensor.inFrame(t.frames, frame);
    const dt = middle - store.time[slot]!;
    const xi = slot * NX;
    const pi = slot * NP;
    const ve = store.xc[xi + 3]!;
    const vn = store.xc[xi + 4]!;
    const east = store.xc[xi]! + ve * dt;
    const north = store.xc[xi + 1]! + vn * dt;
    const age = Math.abs(dt) + half;
    const qMost = MOTION_CLASSES[store.kind[slot]!]!.models[2].q;
    const drift = (qMost * age * age * age) / 3;
    const varE =
      store.pc[pi]! +
      age * age * store.pc[pi + 15]! +
      2 * age * Math.abs(store.pc[pi + 6]!) +
      drift;
    const varN =
      store.pc[pi + 3]! +
      age * age * store.pc[pi + 18]! +
      2 * age * Math.abs(store.pc[pi + 10]!) +
      drift;
    const sd = Math.sqrt(Math.max(varE, varN));
    let chance = 0;
    if (site !== null && scan.complete) {
      const de = east - site.t[0]!;
      const dn = north - site.t[1]!;
      const limit = reach + 3 * sd + 10;
      if (de * de + dn * dn > limit * limit) continue;
      const height = store.xc[xi + 2]! + store.xc[xi + 5]! * dt;
      const up = height - (east * east + north * north) / 12_742_000;
      const sdNow = Math.sqrt(Math.max(store.pc[pi]!, store.pc[pi + 3]!)) + 1;
      chance =
        sensor.pd *
        coverage(sensor, site, east, north, up, sdNow, scan.azimuthFromRad, scan.azimuthToRad);
    }
    const shows = showsUp(t, sensor, slot);
    const dh = look.slope > 0 ? look.slope * heightDoubt(t, look, slot) : 0;
    const wide = dh + t.hypotheses.spreadM[slot]!;
    const ge = 4 * Math.sqrt(varE) + 4 * look.sdE + wide + Math.abs(ve) * half;
    const gn = 4 * Math.sqrt(varN) + 4 * look.sdN + wide + Math.abs(vn) * half;
    const found =
      t.plots.count === 0
        ? 0
        : frame === look.frame
          ? findNear(t, east, north, ge, gn)
          : findFrom(t, look, slot, east, north, 1.5 * Math.hypot(ge, gn));
    if (found === 0) {
      if (chance * shows > 0.01) miss(t, sensor, slot, chance, shows, middle);
      continue;
    }
    predictCandidate(t, look, slot, found, chance, shows, settings.gate, middle);
  }
}

/** As findNear, for a track of another plane; `reachM` in any direction. */
function findFrom(
  t: Tables,
  look: Look,
  slot: number,
  east: number,
  north: number,
  reachM: number,
): number {
  const { store, frames } = t;
  shiftPlace(frames, store.frame[slot]!, look.frame, east, north, store.xc[slot * NX + 2]!, corner);
  const found = findNear(t, corner[0]!, corner[1]!, reachM, reachM);
  measureIn(t, look, store.frame[slot]!, found);
  return found;
}

/** How far the height assumed for ground plots may be from the track's, m. */
function heightDoubt(t: Tables, look: Look, slot: number): number {
  const { store } = t;
  const assumed = MOTION_CLASSES[look.kind]!.heightM;
  const off = Math.abs(store.xc[slot * NX + 2]! - assumed);
  return off + 2 * Math.sqrt(store.pc[slot * NP + 5]!);
}

/** looks in a row without a plot, beside the plots it had, after which an object that reports itself is half as likely to show */
const HALF_SEEN = 3;

/**
 * Chance that a sensor sees such an object at all. One that reports itself and was not seen by the radars over it turn
 * after turn is masked or filtered out there: a plot near it now is more likely of something else.
 */
function showsUp(t: Tables, sensor: SensorState, slot: number): number {
  const { store } = t;
  const mine = store.environment[slot]!;
  const mostly = sensor.mostly;
  if (mostly !== 0 && mine !== 0 && mostly !== mine) return STRANGE;
  if (store.selfS[slot] === -Infinity) return 1;
  const seen = HALF_SEEN + store.echoes[slot]!;
  return seen / (seen + store.misses[slot]!);
}
