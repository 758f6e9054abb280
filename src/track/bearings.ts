/**
 * Scans of sensors that give directions only (direction finders, cameras, acoustic). Bearings update located tracks;
 * those that no track takes start new tracks where three sensors agree. All tracks share one association, so that a
 * ghost where lines of sight of different objects cross starves once the objects themselves are tracked.
 */
import { TWO_PI } from '../base/index.ts';
import { PLOT_FORM, type Plot, type Scan } from '../model/index.ts';
import { associate, startCluster } from './associate.ts';
import { blendBearings, wrapRad } from './blend.ts';
import { coverage } from './coverage.ts';
import { isElsewhere } from './environment.ts';
import { MEASURE_KIND, NP, NX, NZ } from './filter.ts';
import { TP, TX, predictTrack, updateTrack } from './imm.ts';
import { bear, commit, judgeTrack, notePlot } from './lifecycle.ts';
import { MODELS, MOTION_CLASS } from './motion.ts';
import { measurePlot } from './plots.ts';
import { noteResidual } from './residuals.ts';
import { shiftMeasure, shiftPlace } from './reframe.ts';
import { findEntry, makeView, viewEntry, viewNewest } from './ring.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';
import { type Bearing, type Fix, triangulate } from './triangulate.ts';
import { addCandidate, addPair, reserveMeasures, startWork } from './work.ts';

/** free bearings of other sensors are kept for this long, s, and at most so many */
const KEEP_S = 1.3;
const MAX_FREE = 256;
const MAX_FIXES = 64;
/** squared misfit of three bearings (1 degree of freedom) */
const MISFIT = 5;
const GATE = 12;
/** weight of the newest bearing in a track's running misfit */
const MISFIT_GAIN = 0.04;
const GHOST_MISFIT = 1.7;
const GHOST_FADE = 0.8;
const VELOCITY_SD = 9;
/** tracks from bearings younger than this may be ghosts: their bearings start others as well, s */
const YOUNG_S = 15;
const FIRST_EXISTENCE = 0.02;
/** a track whose position is vaguer than this fraction of its range takes no bearings */
const MAX_SD_M = 3000;

interface FreeBearing extends Bearing {
  readonly sensor: number;
  readonly timeS: number;
  readonly frame: number;
}

export interface BearingMemory {
  free: FreeBearing[];
}

export function makeBearingMemory(): BearingMemory {
  return { free: [] };
}

const view = makeView();
/** what all bearings of a candidate together say of it */
const blended = new Float64Array(NZ);

export function processBearings(
  t: Tables,
  sensor: SensorState,
  scan: Scan,
  given: readonly Plot[],
): void {
  if (sensor.site === null) {
    t.stats.plotsRefused += given.length;
    return;
  }
  const plots = given.filter((p) => p.form === PLOT_FORM.bearing && Number.isFinite(p.azimuthRad));
  t.stats.plotsRefused += given.length - plots.length;
  const frame = t.frames.indexFor(sensor.site.latRad, sensor.site.lonRad, -1);
  reserveMeasures(t.work, plots.length + 8);
  plots.forEach((plot, j) =>
    measurePlot(plot, sensor, t.frames, frame, MOTION_CLASS.emitter, t.work.z, j * NZ),
  );
  startWork(t.work, plots.length);
  t.work.free.fill(0, 0, plots.length);
  measured.length = 0;
  gather(t, sensor, scan, frame, plots);
  settleAll(t, sensor, scan, plots);
  rememberFree(t, sensor, frame, plots);
}

/** Tracks in reach of the sensor, predicted to the scan, with the bearings inside their gate. */
function gather(
  t: Tables,
  sensor: SensorState,
  scan: Scan,
  frame: number,
  plots: readonly Plot[],
): void {
  const { store, work } = t;
  const timeS = plots.length > 0 ? plots[0]!.at / 1000 : scan.toAt / 1000;
  for (let slot = 0; slot < store.top; slot++) {
    if (store.number[slot] === 0) continue;
    const own = store.frame[slot]!;
    const site = sensor.inFrame(t.frames, own)!;
    const passive = store.passive[slot] === 1 && timeS - store.echoS[slot]! > 10;
    if (!passive && plots.length === 0) continue;
    const entry = source(t, slot, timeS);
    if (entry === -2) continue;
    const e = store.xc[slot * NX]! + (timeS - store.time[slot]!) * store.xc[slot * NX + 3]!;
    const n = store.xc[slot * NX + 1]! + (timeS - store.time[slot]!) * store.xc[slot * NX + 4]!;
    const sd = Math.sqrt(Math.max(store.pc[slot * NP]!, store.pc[slot * NP + 3]!));
    const up = t.frames.list[own]!.upOf(e, n, store.xc[slot * NX + 2]!);
    const seen = coverage(sensor, site, e, n, up, sd, scan.azimuthFromRad, scan.azimuthToRad);
    const inReach = sd < MAX_SD_M && seen > 0.05;
    // a located track out of reach takes nothing: most of a large picture stops here
    if (!passive && !inReach) continue;
    const c = addCandidate(work);
    const [dx, dp, dm] = [c * TX, c * TP, c * MODELS];
    const dt = Math.max(timeS - view.time, 0);
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
      dx,
      work.p,
      dp,
      work.mu,
      dm,
    );
    work.slot[c] = slot;
    work.time[c] = timeS;
    work.entry[c] = entry;
    work.chance[c] = sensor.pd * seen;
    work.firstPair[c] = work.pairs;
    const first = inReach && own !== frame ? measuresIn(t, sensor, plots, own) : 0;
    if (inReach)
      for (let j = 0; j < plots.length; j++)
        if (!isElsewhere(t, slot, plots[j]!)) pairUp(t, c, slot, j, first + j);
    work.pairCount[c] = work.pairs - work.firstPair[c]!;
    // a located track that nothing is heard of is simply silent
    if (work.pairCount[c] === 0 && !passive) work.candidates--;
  }
}

function source(t: Tables, slot: number, timeS: number): number {
  viewNewest(t.ring, slot, view);
  if (timeS >= view.time - 1e-6) return -1;
  const entry = findEntry(t.ring, slot, timeS);
  if (entry < 0) return -2;
  viewEntry(t.ring, slot, t.store.kind[slot]!, entry, view);
  return entry;
}

/** other planes in which this scan's bearings were measured, and the first of those measurements in z */
const measured: { readonly frame: number; readonly first: number }[] = [];

/** The scan's bearings as measurements in another plane than the sensor's. @returns the first one's place in z */
function measuresIn(t: Tables, sensor: SensorState, plots: readonly Plot[], frame: number): number {
  const { work } = t;
  const known = measured.find((m) => m.frame === frame);
  if (known !== undefined) return known.first;
  const first = work.made;
  work.made += plots.length;
  reserveMeasures(work, work.made);
  plots.forEach((plot, j) =>
    measurePlot(plot, sensor, t.frames, frame, MOTION_CLASS.emitter, work.z, (first + j) * NZ),
  );
  measured.push({ frame, first });
  return first;
}

/** Keeps the pair when the bearing is inside the gate of the likeliest model. */
function pairUp(t: Tables, c: number, slot: number, j: number, place: number): void {
  const { work } = t;
  const zi = place * NZ;
  let best = 0;
  for (let m = 1; m < MODELS; m++)
    if (work.mu[c * MODELS + m]! > work.mu[c * MODELS + best]!) best = m;
  const xi = c * TX + best * NX;
  const pi = c * TP + best * NP;
  const de = work.x[xi]! - work.z[zi + 2]!;
  const dn = work.x[xi + 1]! - work.z[zi + 3]!;
  const d2 = Math.max(de * de + dn * dn, 1);
  const off = wrapRad(work.z[zi + 1]! - Math.atan2(de, dn));
  const he = dn / d2;
  const hn = -de / d2;
  const variance =
    he * he * work.p[pi]! +
    2 * he * hn * work.p[pi + 1]! +
    hn * hn * work.p[pi + 3]! +
    work.z[zi + 4]!;
  const distance = (off * off) / variance;
  if (distance > GATE || t.store.number[slot] === 0) return;
  work.pairSquared[work.pairs] = distance;
  addPair(work, c, j, place, -0.5 * (distance + Math.log(TWO_PI * variance)));
}

/** One association for all: existence, and an update by all bearings that may be a track's. */
function settleAll(t: Tables, sensor: SensorState, scan: Scan, plots: readonly Plot[]): void {
  const { work, store, cluster } = t;
  const n = work.candidates;
  const per = Number.isFinite(sensor.sensor.clutterPerScan) ? sensor.sensor.clutterPerScan : 1;
  const clutter = Math.max(per, 0.2) / TWO_PI;
  startCluster(cluster, n, plots.length);
  for (let c = 0; c < n; c++) {
    const r = store.existence[work.slot[c]!]!;
    cluster.none[c] = 1 - r * work.chance[c]!;
    for (let k = 0; k < work.pairCount[c]!; k++) {
      const pair = work.firstPair[c]! + k;
      cluster.weight[c * plots.length + work.pairPlot[pair]!] =
        (r * work.chance[c]! * Math.exp(work.pairLog[pair]!)) / clutter;
    }
  }
  if (n > 0) associate(cluster);
  for (let c = 0; c < n; c++) settle(t, sensor, scan, plots, c);
}

function settle(
  t: Tables,
  sensor: SensorState,
  scan: Scan,
  plots: readonly Plot[],
  c: number,
): void {
  const { work, store, cluster } = t;
  const slot = work.slot[c]!;
  const r = store.existence[slot]!;
  const chance = work.chance[c]!;
  let sum = 0;
  let best = -1;
  let squared = 1;
  let top = 0;
  for (let k = 0; k < work.pairCount[c]!; k++) {
    const j = work.pairPlot[work.firstPair[c]! + k]!;
    const beta = cluster.beta[c * plots.length + j]!;
    sum += beta;
    if (work.time[c]! - store.bornS[slot]! < YOUNG_S) work.free[j] = work.free[j]! + beta;
    work.taken[j] = Math.min(work.taken[j]! + beta, 1);
    if (beta > top) {
      top = beta;
      best = work.firstPair[c]! + k;
      squared = work.pairSquared[best]!;
    }
  }
  const rest = cluster.betaNone[c]! * ((r * (1 - chance)) / (1 - r * chance));
  const passive = store.passive[slot] === 1 && work.time[c]! - store.echoS[slot]! > 10;
  const next = Math.min(sum + rest, 0.99999);
  // objects held by others gain by being heard and lose nothing by silence
  if (passive) store.existence[slot] = scan.complete ? next : Math.max(r, next);
  else store.existence[slot] = Math.max(r, next);
  if (best >= 0 && top > rest) {
    blendBearings(t, c, best, plots.length, blended);
    take(t, sensor, c, best, plots[work.pairPlot[best]!]!);
    store.misfit[slot] = store.misfit[slot]! + MISFIT_GAIN * (squared - store.misfit[slot]!);
  }
  // a ghost cannot follow its three objects for long: its bearings miss it more than noise explains
  if (passive && store.misfit[slot]! > GHOST_MISFIT)
    store.existence[slot] = store.existence[slot]! * GHOST_FADE;
  judgeTrack(t, slot);
}

function take(t: Tables, sensor: SensorState, c: number, pair: number, plot: Plot): void {
  const { work } = t;
  const [x, p, m] = [c * TX, c * TP, c * MODELS];
  if (t.listener !== null) {
    const models = { x: work.x, xi: x, p: work.p, pi: p, mu: work.mu, mi: m };
    noteResidual(t, sensor, work.slot[c]!, plot, work.z, work.pairZ[pair]! * NZ, models);
  }
  updateTrack(work.x, x, work.p, p, work.mu, m, blended, 0, work.x, x, work.p, p, work.mu, m);
  const slot = work.slot[c]!;
  commit(
    t,
    slot,
    work.entry[c]!,
    work.time[c]!,
    work.x,
    x,
    work.p,
    p,
    work.mu,
    m,
    blended,
    0,
    sensor.index,
  );
  notePlot(t, slot, plot, work.time[c]!, sensor);
  sensor.counts.used++;
}

/** Tries the free bearings of this scan with those of two other sensors, then keeps them for the next scans. */
function rememberFree(t: Tables, sensor: SensorState, frame: number, plots: readonly Plot[]): void {
  const memory = t.bearings;
  const nowS = plots.length > 0 ? plots[0]!.at / 1000 : sensor.lastS;
  memory.free = memory.free.filter((b) => nowS - b.timeS < KEEP_S && b.timeS <= nowS + KEEP_S);
  const fresh: FreeBearing[] = [];
  plots.forEach((plot, j) => {
    // what a young track took may still start a better one: which of them are ghosts shows within seconds
    if (t.work.taken[j]! - t.work.free[j]! > 0.5) return;
    const zi = j * NZ;
    fresh.push({
      e: t.work.z[zi + 2]!,
      n: t.work.z[zi + 3]!,
      azimuthRad: t.work.z[zi + 1]!,
      variance: t.work.z[zi + 4]!,
      sensor: sensor.index,
      timeS: plot.at / 1000,
      frame,
    });
  });
  const reach = sensor.sensor.fov?.maxRangeM ?? 50_000;
  for (const bearing of fresh) startWhereThreeAgree(t, bearing, reach);
  memory.free.push(...fresh);
  if (memory.free.length > MAX_FREE) memory.free.splice(0, memory.free.length - MAX_FREE);
}

const fix: Fix = { e: 0, n: 0, ee: 0, en: 0, nn: 0, misfit: 0 };
const z = new Float64Array(NZ);
const here = new Float64Array(3);

function startWhereThreeAgree(t: Tables, bearing: FreeBearing, reach: number): void {
  const others = t.bearings.free
    .filter((b) => b.sensor !== bearing.sensor)
    .map((b) => (b.frame === bearing.frame ? b : inPlane(t, b, bearing.frame)));
  let fixes = 0;
  for (let i = 0; i < others.length; i++) {
    for (let k = i + 1; k < others.length; k++) {
      const a = others[i]!;
      const b = others[k]!;
      if (a.sensor === b.sensor) continue;
      triangulate([bearing, a, b], reach, fix);
      if (fix.misfit > MISFIT || fix.ee + fix.nn > MAX_SD_M * MAX_SD_M) continue;
      if (isTracked(t, bearing.frame, bearing.timeS)) continue;
      if (++fixes > MAX_FIXES) return;
      startAt(t, bearing);
    }
  }
}

/** A free bearing as seen from another plane. */
function inPlane(t: Tables, bearing: FreeBearing, frame: number): FreeBearing {
  z[0] = MEASURE_KIND.bearing;
  z[1] = bearing.azimuthRad;
  z[2] = bearing.e;
  z[3] = bearing.n;
  shiftMeasure(t.frames, bearing.frame, frame, z, 0);
  return { ...bearing, azimuthRad: z[1]!, e: z[2]!, n: z[3]!, frame };
}

/** Whether a track lies where the fix is. */
function isTracked(t: Tables, frame: number, timeS: number): boolean {
  const { store } = t;
  for (let slot = 0; slot < store.top; slot++) {
    if (store.number[slot] === 0) continue;
    const dt = timeS - store.time[slot]!;
    here[0] = store.xc[slot * NX]! + dt * store.xc[slot * NX + 3]!;
    here[1] = store.xc[slot * NX + 1]! + dt * store.xc[slot * NX + 4]!;
    const own = store.frame[slot]!;
    if (own !== frame)
      shiftPlace(t.frames, own, frame, here[0], here[1], store.xc[slot * NX + 2]!, here);
    const de = here[0] - fix.e;
    const dn = here[1] - fix.n;
    // the planes are turned against each other by degrees: their covariances may be added all the same
    const ee = store.pc[slot * NP]! + fix.ee;
    const en = store.pc[slot * NP + 1]! + fix.en;
    const nn = store.pc[slot * NP + 3]! + fix.nn;
    const det = ee * nn - en * en;
    if ((de * de * nn - 2 * de * dn * en + dn * dn * ee) / det < 4) return true;
  }
  return false;
}

function startAt(t: Tables, bearing: FreeBearing): void {
  z[0] = MEASURE_KIND.ground;
  z[1] = fix.e;
  z[2] = fix.n;
  z[3] = 100;
  z[4] = fix.ee;
  z[5] = fix.en;
  z[7] = fix.nn;
  z[10] = 0;
  z[11] = 0;
  z[12] = 100;
  z[13] = 0;
  const slot = bear(
    t,
    MOTION_CLASS.emitter,
    VELOCITY_SD,
    bearing.frame,
    bearing.timeS,
    z,
    0,
    FIRST_EXISTENCE,
    bearing.sensor,
  );
  if (slot >= 0) t.store.passive[slot] = 1;
}
