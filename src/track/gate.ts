// Hot path: once a pair of track and plot; no allocation in steady state.
/** A track predicted to the plots near it, and which of them lie in its gate. */
import { PLOT_FORM } from '../model/index.ts';
import { isElsewhere } from './environment.ts';
import { miss } from './existence.ts';
import { NX, NZ } from './filter.ts';
import { gridColumn, gridRow } from './grid.ts';
import { type Group, MAX_MEMBERS, memberOf, settleSlot } from './hypotheses.ts';
import { TP, TX, lastGate, likelihoodTrack, predictTrack } from './imm.ts';
import type { Look } from './look.ts';
import { MODELS } from './motion.ts';
import { measurePlot, polar2dMeasure } from './plots.ts';
import { findEntry, makeView, viewEntry, viewNewest } from './ring.ts';
import type { Tables } from './tables.ts';
import { addCandidate, addPair, reserveMeasures, unite } from './work.ts';

/** plots found near the track, and where each is as a measurement in the track's plane, in units of NZ */
const nearby = new Int32Array(4096);
const nearbyZ = new Int32Array(nearby.length);
const view = makeView();

export function findNear(t: Tables, east: number, north: number, ge: number, gn: number): number {
  const { grid } = t;
  const z = t.work.z;
  const c0 = gridColumn(grid, east - ge);
  const c1 = gridColumn(grid, east + ge);
  const r0 = gridRow(grid, north - gn);
  const r1 = gridRow(grid, north + gn);
  let found = 0;
  for (let row = r0; row <= r1; row++) {
    const first = grid.starts[row * grid.columns + c0]!;
    const last = grid.starts[row * grid.columns + c1 + 1]!;
    for (let k = first; k < last; k++) {
      const j = grid.entries[k]!;
      const de = z[j * NZ + 1]! - east;
      const dn = z[j * NZ + 2]! - north;
      if (de > ge || de < -ge || dn > gn || dn < -gn) continue;
      if (found === nearby.length) continue;
      nearbyZ[found] = j;
      nearby[found++] = j;
    }
  }
  return found;
}

/** Measures the plots found in another plane than the scan's: that of the track they were found for. */
export function measureIn(t: Tables, look: Look, frame: number, found: number): void {
  const { work } = t;
  reserveMeasures(work, work.made + found);
  for (let k = 0; k < found; k++) {
    const made = work.made++;
    const plot = t.plots.source[nearby[k]!]!;
    measurePlot(plot, look.sensor, t.frames, frame, look.kind, work.z, made * NZ);
    nearbyZ[k] = made;
  }
}

/** Predicts a track to the time of its nearest plot and keeps the pairs inside the gate. */
export function predictCandidate(
  t: Tables,
  look: Look,
  slot: number,
  found: number,
  chance: number,
  shows: number,
  gate: number,
  middle: number,
): void {
  const { store, work, ring } = t;
  const time = nearestTime(t, slot, found);
  let entry = -1;
  viewNewest(ring, slot, view);
  if (time < view.time - 1e-6) {
    entry = t.settings.rewind ? findEntry(ring, slot, time) : -1;
    if (entry < 0) {
      t.stats.plotsTooLate++;
      return;
    }
    viewEntry(ring, slot, store.kind[slot]!, entry, view);
    settleSlot(t.hypotheses, slot);
  }
  const group = t.hypotheses.of[slot]!;
  const c = addCandidate(work);
  const dt = Math.max(time - view.time, 0);
  predictTrack(
    store.kind[slot]!,
    dt,
    view.x,
    view.xi,
    view.p,
    view.pi,
    view.mu,
    view.mi,
    work.x,
    c * TX,
    work.p,
    c * TP,
    work.mu,
    c * MODELS,
  );
  work.slot[c] = slot;
  work.time[c] = time;
  work.entry[c] = entry;
  work.firstPair[c] = work.pairs;
  if (group >= 0) pairByHypotheses(t, look, c, slot, found, t.hypotheses.groups[group]!);
  for (let k = 0; k < found && group < 0; k++) {
    const j = nearby[k]!;
    if (isElsewhere(t, slot, t.plots.source[j]!)) continue;
    const zIndex = pairMeasure(t, look, c, slot, k, time);
    const log = likelihoodTrack(
      work.x,
      c * TX,
      work.p,
      c * TP,
      work.mu,
      c * MODELS,
      work.z,
      zIndex * NZ,
    );
    if (!(lastGate[0]! <= gate && log > -Infinity)) continue;
    addPair(work, c, j, zIndex, log);
  }
  const pairs = work.pairs - work.firstPair[c]!;
  work.pairCount[c] = pairs;
  if (pairs === 0) {
    work.candidates--;
    if (chance * shows > 0.01) miss(t, look.sensor, slot, chance, shows, middle);
    return;
  }
  // a plot inside the gate is itself proof that the sensor looked there
  work.chance[c] = (chance > 0.2 ? chance : look.sensor.pd * 0.5) * shows;
  const root = work.pairPlot[work.firstPair[c]!]!;
  for (let k = 1; k < pairs; k++) unite(work, root, work.pairPlot[work.firstPair[c]! + k]!);
}

const mixedLog = new Float64Array(nearby.length);
const inGate = new Uint8Array(nearby.length);
const measureOf = new Int32Array(nearby.length);
const hx = new Float64Array(TX);
const hp = new Float64Array(TP);
const hmu = new Float64Array(MODELS);

/** As for any track, over all hypotheses of its group: in the gate of one is enough, likelihoods are mixed. */
function pairByHypotheses(
  t: Tables,
  look: Look,
  c: number,
  slot: number,
  found: number,
  group: Group,
): void {
  const { work, store } = t;
  const time = work.time[c]!;
  const m = memberOf(group, slot);
  for (let k = 0; k < found; k++) {
    mixedLog[k] = 0;
    inGate[k] = 0;
    measureOf[k] = pairMeasure(t, look, c, slot, k, time);
  }
  for (let h = 0; h < group.count; h++) {
    const from = h * MAX_MEMBERS + m;
    predictTrack(
      store.kind[slot]!,
      Math.max(time - group.time[from]!, 0),
      group.x,
      from * TX,
      group.p,
      from * TP,
      group.mu,
      from * MODELS,
      hx,
      0,
      hp,
      0,
      hmu,
      0,
    );
    for (let k = 0; k < found; k++) {
      const log = likelihoodTrack(hx, 0, hp, 0, hmu, 0, work.z, measureOf[k]! * NZ);
      if (!(lastGate[0]! <= t.settings.gate && log > -Infinity)) continue;
      inGate[k] = 1;
      mixedLog[k] = mixedLog[k]! + group.weight[h]! * Math.exp(log);
    }
  }
  for (let k = 0; k < found; k++)
    if (inGate[k] === 1 && mixedLog[k]! > 0 && !isElsewhere(t, slot, t.plots.source[nearby[k]!]!))
      addPair(work, c, nearby[k]!, measureOf[k]!, Math.log(mixedLog[k]!));
}

function nearestTime(t: Tables, slot: number, found: number): number {
  if (found === 1) return t.plots.time[nearby[0]!]!;
  const { store } = t;
  const z = t.work.z;
  let best = nearby[0]!;
  let least = Infinity;
  for (let k = 0; k < found; k++) {
    const j = nearby[k]!;
    const zi = nearbyZ[k]! * NZ;
    const dt = t.plots.time[j]! - store.time[slot]!;
    const de = z[zi + 1]! - store.xc[slot * NX]! - dt * store.xc[slot * NX + 3]!;
    const dn = z[zi + 2]! - store.xc[slot * NX + 1]! - dt * store.xc[slot * NX + 4]!;
    const d = de * de + dn * dn;
    if (d < least) {
      least = d;
      best = j;
    }
  }
  return t.plots.time[best]!;
}

/**
 * The measurement to use for a pair (the track and nearby plot k): the plot's own, or a copy moved to the candidate's time and turned about the
 * track's own height when the plot has none.
 */
function pairMeasure(
  t: Tables,
  look: Look,
  c: number,
  slot: number,
  k: number,
  time: number,
): number {
  const { work, store } = t;
  const j = nearby[k]!;
  const own = nearbyZ[k]!;
  const late = time - t.plots.time[j]!;
  const isGround = work.z[own * NZ] === 1;
  if (late < 1e-3 && late > -1e-3 && !isGround) return own;
  const made = work.made++;
  reserveMeasures(work, made + 1);
  const z = work.z;
  const to = made * NZ;
  z.copyWithin(to, own * NZ, (own + 1) * NZ);
  const plot = t.plots.source[j]!;
  if (isGround && plot.form === PLOT_FORM.polar2d && look.slope > 0) {
    const height = work.x[c * TX + 2]!;
    const bias = look.sensor.registration;
    const sdR = plot.sdRangeM > 0 ? plot.sdRangeM : look.sensor.sensor.sdRangeM;
    const sdA = plot.sdAzimuthRad > 0 ? plot.sdAzimuthRad : look.sensor.sensor.sdAzimuthRad;
    polar2dMeasure(
      look.sensor,
      t.frames,
      store.frame[slot]!,
      plot.rangeM - bias.rangeM,
      plot.azimuthRad - bias.azimuthRad,
      sdR * sdR,
      sdA * sdA,
      height,
      0,
      z,
      to,
    );
  }
  z[to + 1] = z[to + 1]! + late * store.xc[slot * NX + 3]!;
  z[to + 2] = z[to + 2]! + late * store.xc[slot * NX + 4]!;
  return made;
}
