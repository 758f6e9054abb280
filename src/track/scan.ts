// Hot path: one pass a scan over plots, tracks and pairs; no allocation per plot in steady state; 5 us a plot.
/** One scan of a sensor that looks (radar, positions): load, gather, solve, bear. */
import { TWO_PI } from '../base/index.ts';
import { PLOT_FORM, type Plot, type Scan } from '../model/index.ts';
import { startCluster, associate } from './associate.ts';
import { DOUBT_M, HALF_S, markAll, markNear, sweepCells, takeMarks } from './cells.ts';
import { ClutterMap } from './clutter.ts';
import { coverage, looked as lookedAt, sweptBox } from './coverage.ts';
import { isElsewhere } from './environment.ts';
import { MEASURE_KIND, NP, NX, NZ } from './filter.ts';
import type { SiteToFrame } from './frames.ts';
import { buildGrid, gridColumn, gridRow } from './grid.ts';
import { selfHoldS } from './hold.ts';
import { TP, TX, lastGate, likelihoodTrack, predictTrack, updateTrack } from './imm.ts';
import { bear, combine, commit, judgeTrack, notePlot } from './lifecycle.ts';
import { type Seen, branchGroup, makeSeen, spreadOf } from './branch.ts';
import {
  type Group,
  MAX_MEMBERS,
  contend,
  forgetGroup,
  memberOf,
  settleSlot,
} from './hypotheses.ts';
import { MODELS, MOTION_CLASS, MOTION_CLASSES } from './motion.ts';
import { measurePlot, polar2dMeasure, reservePlots } from './plots.ts';
import { registerCoarse, registerPair } from './register.ts';
import { noteResidual } from './residuals.ts';
import { clearRing, findEntry, makeView, pushEntry, viewEntry, viewNewest } from './ring.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';
import { addCandidate, addPair, findRoot, reserveMeasures, startWork, unite } from './work.ts';

/** What the stages of one scan share. */
interface Look {
  sensor: SensorState;
  scan: Scan;
  frame: number;
  kind: number;
  fromS: number;
  toS: number;
  /** widest of the scan's plots: sd east, north (m), slope per metre of height */
  sdE: number;
  sdN: number;
  slope: number;
}

export function processScan(
  t: Tables,
  sensor: SensorState,
  scan: Scan,
  plots: readonly Plot[],
): void {
  if (!sensor.registration.settled && t.settings.registration)
    registerCoarse(t, sensor, plots, (scan.fromAt + scan.toAt) / 2000);
  const look = loadPlots(t, sensor, scan, plots);
  buildGrid(t.grid, t.work.z, 1, NZ, t.plots.count);
  gather(t, look);
  solve(t, look);
  bearAll(t, look);
}

function frameOf(t: Tables, sensor: SensorState, plots: readonly Plot[]): number {
  if (sensor.site !== null) return t.frames.indexFor(sensor.site.latRad, sensor.site.lonRad, -1);
  const first = plots[0];
  return first === undefined ? 0 : t.frames.indexFor(first.latRad, first.lonRad, -1);
}

function loadPlots(t: Tables, sensor: SensorState, scan: Scan, plots: readonly Plot[]): Look {
  const frame = frameOf(t, sensor, plots);
  const kind = sensor.motion;
  const columns = t.plots;
  reservePlots(columns, plots.length);
  reserveMeasures(t.work, plots.length + 64);
  let count = 0;
  let sdE = 0;
  let sdN = 0;
  let slope = 0;
  const z = t.work.z;
  for (let i = 0; i < plots.length; i++) {
    const plot = plots[i]!;
    const zi = count * NZ;
    measurePlot(plot, sensor, t.frames, frame, kind, z, zi);
    // A bearing is no place: it must not be gated or born as one. Not used yet.
    const isPlace = z[zi] !== MEASURE_KIND.bearing;
    const isFinite = Number.isFinite(z[zi + 1]! + z[zi + 2]! + plot.at);
    if (!isPlace || !isFinite) {
      t.stats.plotsRefused++;
      continue;
    }
    columns.time[count] = plot.at / 1000;
    columns.source[count] = plot;
    intensities(t, sensor, plot, count);
    if (z[zi + 4]! > sdE) sdE = z[zi + 4]!;
    if (z[zi + 7]! > sdN) sdN = z[zi + 7]!;
    if (z[zi] === 1) {
      const s = Math.abs(z[zi + 10]!) + Math.abs(z[zi + 11]!);
      if (s > slope) slope = s;
    }
    sensor.environments[
      plot.environment === 'air'
        ? 1
        : plot.environment === 'sea'
          ? 2
          : plot.environment === 'land'
            ? 3
            : 0
    ]!++;
    count++;
  }
  columns.count = count;
  startWork(t.work, count);
  return {
    sensor,
    scan,
    frame,
    kind,
    fromS: scan.fromAt / 1000,
    toS: scan.toAt / 1000,
    sdE: Math.sqrt(sdE),
    sdN: Math.sqrt(sdN),
    slope: Math.min(slope, 2),
  };
}

/**
 * Intensities at a plot per unit of its measurement's space (of area, or of volume when it gives a height): false
 * plots, and false plots plus objects not yet tracked.
 */
function intensities(t: Tables, sensor: SensorState, plot: Plot, j: number): void {
  const { plots } = t;
  const map = sensor.clutter;
  if (map === null) {
    // positions computed elsewhere: about one false plot a scan over 30 x 30 km
    plots.clutter[j] = 1e-9 * (plot.altKind === 'none' ? 1 : 1e-4);
    plots.newborn[j] = plots.clutter[j]! * 0.05;
    plots.cell[j] = -1;
    plots.eachCount[j] = 0;
    plots.suspect[j] = 0;
    return;
  }
  plots.cell[j] = map.intensity(plot.rangeM, plot.azimuthRad, plot.elevationRad, density);
  const share = undetectedShare(sensor, plot.azimuthRad) / map.perScan;
  const transponder = isTransponder(sensor, plot);
  if (plot.form === PLOT_FORM.polar2d && plot.altKind !== 'none') {
    // A plot with a transponder height is hardly ever false; a 3-D radar gives its false plots heights too.
    const scale = (transponder ? t.settings.falseHeight : 1) / HEIGHT_SPAN_M;
    for (let k = 0; k < density.length; k++) density[k]! *= k === 1 ? 1 / HEIGHT_SPAN_M : scale;
  }
  plots.clutter[j] = density[0]!;
  plots.newborn[j] = density[1]! * share;
  plots.eachCount[j] = transponder ? 0 : density[3]!;
  plots.suspect[j] = transponder || !(density[3]! > 0) ? 0 : density[2]! / density[3]!;
}

/** Height by transponder, not by the radar's own elevation: pressure altitude, or any from a radar without elevation. */
function isTransponder(sensor: SensorState, plot: Plot): boolean {
  if (plot.form !== PLOT_FORM.polar2d || plot.altKind === 'none') return false;
  return sensor.sensor.kind !== 'radar3d' || plot.altKind === 'pressure';
}

const density = new Float64Array(4);
/** heights over which aircraft and false transponder replies spread, m */
const HEIGHT_SPAN_M = 12_000;

/** Objects not yet tracked that a full scan would show, if all directions were like this one. */
function undetectedShare(sensor: SensorState, azimuthRad: number): number {
  const bins = sensor.undetected;
  if (bins === null) return 0.05;
  const bin = Math.floor((azimuthRad / TWO_PI) * bins.length) % bins.length;
  return bins[bin < 0 ? 0 : bin]! * bins.length * sensor.pd;
}

const nearby = new Int32Array(4096);
const view = makeView();

/** Tracks that this scan's plots or its sweep may concern, in order of slots. */
function tracksNear(
  t: Tables,
  look: Look,
  site: SiteToFrame | null,
  reach: number,
): { readonly slots: Int32Array; readonly count: number } {
  const { cells } = t;
  if ((look.toS - look.fromS) / 2 > HALF_S) {
    markAll(cells, t.store, look.frame);
    return takeMarks(cells);
  }
  sweepCells(cells, t.store, (look.fromS + look.toS) / 2);
  box.fill(Infinity, 0, 2);
  box.fill(-Infinity, 2, 4);
  for (let j = 0; j < t.plots.count; j++) widen(t.work.z[j * NZ + 1]!, t.work.z[j * NZ + 2]!);
  if (site !== null && look.scan.complete) {
    const { azimuthFromRad, azimuthToRad } = look.scan;
    sweptBox(site, reach, azimuthFromRad, azimuthToRad, widen);
  }
  const doubt = look.slope * (MOTION_CLASSES[look.kind]!.heightM + DOUBT_M);
  const m = 4 * Math.max(look.sdE, look.sdN) + doubt + 10;
  markNear(cells, look.frame, box[0]! - m, box[1]! - m, box[2]! + m, box[3]! + m);
  return takeMarks(cells);
}

/** west, south, east, north */
const box = new Float64Array(4);

function widen(east: number, north: number): void {
  if (east < box[0]!) box[0] = east;
  if (north < box[1]!) box[1] = north;
  if (east > box[2]!) box[2] = east;
  if (north > box[3]!) box[3] = north;
}

/** Finds for every track that this scan may see the plots near it, and predicts those that have any. */
function gather(t: Tables, look: Look): void {
  const { store, settings } = t;
  const { sensor, scan } = look;
  const site = sensor.inFrame(t.frames, look.frame);
  const middle = (look.fromS + look.toS) / 2;
  const half = (look.toS - look.fromS) / 2;
  const reach = sensor.sensor.fov === null ? Infinity : sensor.sensor.fov.maxRangeM;
  const near = tracksNear(t, look, site, reach);
  for (let i = 0; i < near.count; i++) {
    const slot = near.slots[i]!;
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
    const found = t.plots.count === 0 ? 0 : findNear(t, east, north, ge, gn);
    if (found === 0) {
      if (chance * shows > 0.01) miss(t, sensor, slot, chance, shows, middle);
      continue;
    }
    predictCandidate(t, look, slot, found, chance, shows, settings.gate, middle);
  }
}

/** How far the height assumed for ground plots may be from the track's, m. */
function heightDoubt(t: Tables, look: Look, slot: number): number {
  const { store } = t;
  const assumed = MOTION_CLASSES[look.kind]!.heightM;
  const off = Math.abs(store.xc[slot * NX + 2]! - assumed);
  return off + 2 * Math.sqrt(store.pc[slot * NP + 5]!);
}

/** chance that a sensor whose plots are all of one environment shows an object of another */
const STRANGE = 0.02;
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

function findNear(t: Tables, east: number, north: number, ge: number, gn: number): number {
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
      if (found < nearby.length) nearby[found++] = j;
    }
  }
  return found;
}

/** Predicts a track to the time of its nearest plot and keeps the pairs inside the gate. */
function predictCandidate(
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
    viewEntry(ring, slot, entry, view);
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
    const zIndex = pairMeasure(t, look, c, slot, j, time);
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
    measureOf[k] = pairMeasure(t, look, c, slot, nearby[k]!, time);
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
    const dt = t.plots.time[j]! - store.time[slot]!;
    const de = z[j * NZ + 1]! - store.xc[slot * NX]! - dt * store.xc[slot * NX + 3]!;
    const dn = z[j * NZ + 2]! - store.xc[slot * NX + 1]! - dt * store.xc[slot * NX + 4]!;
    const d = de * de + dn * dn;
    if (d < least) {
      least = d;
      best = j;
    }
  }
  return t.plots.time[best]!;
}

/**
 * The measurement to use for a pair: the plot's own, or a copy moved to the candidate's time and turned about the
 * track's own height when the plot has none.
 */
function pairMeasure(
  t: Tables,
  look: Look,
  c: number,
  slot: number,
  j: number,
  time: number,
): number {
  const { work, store } = t;
  const late = time - t.plots.time[j]!;
  const isGround = work.z[j * NZ] === 1;
  if (late < 1e-3 && late > -1e-3 && !isGround) return j;
  const made = work.made++;
  reserveMeasures(work, made + 1);
  const z = work.z;
  const to = made * NZ;
  z.copyWithin(to, j * NZ, (j + 1) * NZ);
  const plot = t.plots.source[j]!;
  if (isGround && plot.form === PLOT_FORM.polar2d && look.slope > 0) {
    const height = work.x[c * TX + 2]!;
    const bias = look.sensor.registration;
    const sdR = plot.sdRangeM > 0 ? plot.sdRangeM : look.sensor.sensor.sdRangeM;
    const sdA = plot.sdAzimuthRad > 0 ? plot.sdAzimuthRad : look.sensor.sensor.sdAzimuthRad;
    polar2dMeasure(
      look.sensor,
      t.frames,
      look.frame,
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

/** No plot where the sensor looked with this chance of seeing what it sees; `shows` as by showsUp(). */
function miss(
  t: Tables,
  sensor: SensorState,
  slot: number,
  looked: number,
  shows: number,
  timeS: number,
): void {
  const { store } = t;
  age(t, slot, timeS);
  if (shows === 1) countLook(t, sensor, slot, looked, 0);
  const r = store.existence[slot]!;
  const chance = looked * shows;
  uphold(t, slot, timeS, (r * (1 - chance)) / (1 - r * chance));
  // While its bias is not known, plots that miss the gate say nothing of the object.
  if (looked > 0.5 && shows !== STRANGE && sensor.registration.settled) {
    addMiss(t, slot);
    if (looked > 0.75 * sensor.pd) doubtEcho(t, slot, timeS);
  }
  judgeTrack(t, slot);
}

/** looks in a row without an echo, well above the horizon, that make a self-report doubtful */
const NO_ECHO = 10;
/** above all hills that a radar is sited to see over, rad */
const CLEAR_RAD = 0.012;

/**
 * An object that reports itself, well in view of a radar that is known to point right and shows nothing there. Said
 * after ten looks; `looked` still holds where the radar looked for it.
 */
function doubtEcho(t: Tables, slot: number, timeS: number): void {
  const { store } = t;
  if (store.misses[slot]! < NO_ECHO || lookedAt.elevationRad < CLEAR_RAD) return;
  const since = timeS - store.selfS[slot]!;
  if (!(since < selfHoldS(store, slot)) || since < -10) return;
  if (timeS - store.echoS[slot]! < 30) return;
  t.details.find(
    slot,
    'no-echo',
    timeS * 1000,
    'reports itself where a radar in view shows nothing',
  );
  store.detailVersion[slot] = store.detailVersion[slot]! + 1;
}

function addMiss(t: Tables, slot: number): void {
  const { misses } = t.store;
  if (misses[slot]! < 65_535) misses[slot] = misses[slot]! + 1;
}

/** Sets existence after a look; an object that reports itself exists until its next report is due, whatever others say. */
function uphold(t: Tables, slot: number, timeS: number, existence: number): void {
  const { store } = t;
  if (!t.settings.existence) return;
  const reports = timeS - store.selfS[slot]! < selfHoldS(store, slot);
  const before = store.existence[slot]!;
  store.existence[slot] = reports && existence < before ? before : existence;
}

/**
 * Counts a look at a sure track well inside the field of view, for the sensor's detection probability: `seen` is the
 * chance that one of the plots was the track's.
 */
function countLook(
  t: Tables,
  sensor: SensorState,
  slot: number,
  chance: number,
  seen: number,
): void {
  const { store } = t;
  if (store.everConfirmed[slot] === 0 || store.existence[slot]! < SURE) return;
  if (chance < WELL_IN_VIEW * sensor.pd) return;
  sensor.counts.chances++;
  sensor.counts.seen += seen;
}
const SURE = 0.98;
const WELL_IN_VIEW = 0.97;

/** Brings existence forward in time. */
function age(t: Tables, slot: number, timeS: number): void {
  const { store } = t;
  const dt = timeS - store.existS[slot]!;
  if (dt <= 0) return;
  uphold(t, slot, timeS, store.existence[slot]! * Math.exp(-dt / t.settings.lifeS));
  store.existS[slot] = timeS;
}

let order: Int32Array = new Int32Array(256);
let clusterTracks: Int32Array = new Int32Array(64);
let clusterPlots: Int32Array = new Int32Array(64);
let plotRow: Int32Array = new Int32Array(256);

/** Solves each cluster of candidates that share plots, in order of the first candidate. */
function solve(t: Tables, look: Look): void {
  const { work } = t;
  const n = work.candidates;
  if (order.length < n) order = new Int32Array(n * 2);
  if (plotRow.length < t.plots.count) plotRow = new Int32Array(t.plots.count * 2);
  // candidates chained by cluster root
  const head = plotRow;
  head.fill(-1, 0, t.plots.count);
  for (let c = n - 1; c >= 0; c--) {
    const root = findRoot(work, work.pairPlot[work.firstPair[c]!]!);
    order[c] = head[root]!;
    head[root] = c;
  }
  for (let c = 0; c < n; c++) {
    const root = findRoot(work, work.pairPlot[work.firstPair[c]!]!);
    if (head[root] !== c) continue;
    if (order[c] === -1 && work.pairCount[c] === 1 && t.hypotheses.of[work.slot[c]!]! < 0)
      solveOne(t, look, c);
    else solveMany(t, look, c);
  }
}

function weightOf(t: Tables, c: number, pair: number): number {
  const { work, store } = t;
  const r = store.existence[work.slot[c]!]!;
  const j = work.pairPlot[pair]!;
  const log = work.pairLog[pair]! - Math.log(others(t, work.slot[c]!, j));
  return r * work.chance[c]! * Math.exp(log > 600 ? 600 : log);
}

/** What else a plot may be for a track: clutter without what the track itself has left in that cell, new objects. */
function others(t: Tables, slot: number, j: number): number {
  const { store, plots } = t;
  let clutter = plots.clutter[j]!;
  if (store.cell[slot] === plots.cell[j]) {
    const own = plots.eachCount[j]! * store.cellCount[slot]!;
    clutter = Math.max(clutter - own, clutter * 0.02);
  }
  return clutter + plots.newborn[j]!;
}

/** One track, one plot, no other: the common case. */
function solveOne(t: Tables, look: Look, c: number): void {
  const { work, store } = t;
  const slot = work.slot[c]!;
  const pair = work.firstPair[c]!;
  const j = work.pairPlot[pair]!;
  age(t, slot, work.time[c]!);
  const w = weightOf(t, c, pair);
  const r = store.existence[slot]!;
  const chance = work.chance[c]!;
  const none = 1 - r * chance;
  const beta = w / (w + none);
  work.taken[j] = beta;
  countLook(t, look.sensor, slot, chance, beta);
  const rest = (1 - beta) * ((r * (1 - chance)) / none);
  uphold(t, slot, work.time[c]!, Math.min(beta + rest, 0.999999) * trust(t, w, r * chance));
  if (beta >= rest) take(t, look, c, pair);
  judgeTrack(t, slot);
}

/**
 * Where plots of clutter are as likely as the track's own, existence is not upheld by them: it fades by up to the
 * setting `doubt` a scan. `w` over `due` is the likelihood ratio of the plots in the gate.
 */
function trust(t: Tables, w: number, due: number): number {
  return 1 - t.settings.doubt / (1 + w / (due + 1e-12));
}

/** Hard update of a candidate by one pair. */
function take(t: Tables, look: Look, c: number, pair: number): void {
  const { work } = t;
  const slot = work.slot[c]!;
  const zi = work.pairZ[pair]! * NZ;
  if (t.store.selfS[slot] !== -Infinity && look.sensor.registration.settled)
    registerPair(t, look.sensor, slot, t.plots.source[work.pairPlot[pair]!]!);
  if (t.listener !== null) {
    const models = {
      x: work.x,
      xi: c * TX,
      p: work.p,
      pi: c * TP,
      mu: work.mu,
      mi: c * MODELS,
    };
    const plot = t.plots.source[work.pairPlot[pair]!]!;
    noteResidual(t, look.sensor, slot, plot, work.z, zi, models);
  }
  updateTrack(
    work.x,
    c * TX,
    work.p,
    c * TP,
    work.mu,
    c * MODELS,
    work.z,
    zi,
    work.x,
    c * TX,
    work.p,
    c * TP,
    work.mu,
    c * MODELS,
  );
  commit(
    t,
    slot,
    work.entry[c]!,
    work.time[c]!,
    work.x,
    c * TX,
    work.p,
    c * TP,
    work.mu,
    c * MODELS,
    work.z,
    zi,
    look.sensor.index,
  );
  t.store.misses[slot] = 0;
  rememberCell(t, look, slot, work.pairPlot[pair]!, work.taken[work.pairPlot[pair]!]!);
  notePlot(t, slot, t.plots.source[work.pairPlot[pair]!]!, work.time[c]!, look.sensor);
  look.sensor.counts.used++;
}

/**
 * Counts what a track's plots leave in the cell it is in, so that an object is not its own clutter. `taken` is the
 * chance that the plot was the track's: the rest counts in full, the taken part as far as the cell is suspect.
 */
function rememberCell(t: Tables, look: Look, slot: number, j: number, taken: number): void {
  const { store } = t;
  const cell = t.plots.cell[j]!;
  const period = look.sensor.sensor.periodS > 0 ? look.sensor.sensor.periodS : 4;
  const since = (t.plots.time[j]! - store.cellS[slot]!) / period;
  const kept = store.cell[slot] === cell ? store.cellCount[slot]! * ClutterMap.keep(since) : 0;
  store.cell[slot] = cell;
  store.cellCount[slot] = kept + (1 - taken) + taken * t.plots.suspect[j]!;
  store.cellS[slot] = t.plots.time[j]!;
}

function solveMany(t: Tables, look: Look, first: number): void {
  const { work, store, cluster } = t;
  let tracks = 0;
  let plots = 0;
  for (let c = first; c !== -1; c = order[c]!) {
    if (tracks === clusterTracks.length) clusterTracks = grown(clusterTracks);
    clusterTracks[tracks++] = c;
  }
  const row = work.degree;
  for (let i = 0; i < tracks; i++) {
    const c = clusterTracks[i]!;
    for (let k = 0; k < work.pairCount[c]!; k++) {
      const j = work.pairPlot[work.firstPair[c]! + k]!;
      if (row[j]! < 0) continue;
      row[j] = -1 - plots;
      if (plots === clusterPlots.length) clusterPlots = grown(clusterPlots);
      clusterPlots[plots++] = j;
    }
  }
  startCluster(cluster, tracks, plots);
  for (let i = 0; i < tracks; i++) {
    const c = clusterTracks[i]!;
    const slot = work.slot[c]!;
    age(t, slot, work.time[c]!);
    cluster.none[i] = 1 - store.existence[slot]! * work.chance[c]!;
    for (let k = 0; k < work.pairCount[c]!; k++) {
      const pair = work.firstPair[c]! + k;
      const j = work.pairPlot[pair]!;
      cluster.weight[i * plots + (-1 - row[j]!)] = weightOf(t, c, pair);
    }
  }
  associate(cluster);
  for (let i = 0; i < tracks; i++) {
    const c = clusterTracks[i]!;
    for (let k = 0; k < work.pairCount[c]!; k++) {
      const j = work.pairPlot[work.firstPair[c]! + k]!;
      const beta = cluster.beta[i * plots + (-1 - row[j]!)]!;
      work.taken[j] = Math.min(work.taken[j]! + beta, 1);
    }
  }
  if (tracks > 1 && t.settings.hypotheses > 1) groupContenders(t, tracks, plots);
  branchGroups(t, look, tracks, plots);
  for (let i = 0; i < tracks; i++) settle(t, look, i, plots);
}

/** chance of a plot for each of two tracks above which they contend for it */
const CONTEND = 0.1;
/** scans without a branching that mattered after which a group is settled */
const QUIET = 8;

/** Puts confirmed tracks that contend for a plot in groups. */
function groupContenders(t: Tables, tracks: number, plots: number): void {
  const { work, cluster } = t;
  for (let i = 1; i < tracks; i++) {
    if (!mayGroup(t, clusterTracks[i]!)) continue;
    for (let k = 0; k < i; k++) {
      if (!mayGroup(t, clusterTracks[k]!)) continue;
      for (let j = 0; j < plots; j++) {
        if (cluster.beta[i * plots + j]! < CONTEND || cluster.beta[k * plots + j]! < CONTEND)
          continue;
        const [a, b] = [work.slot[clusterTracks[i]!]!, work.slot[clusterTracks[k]!]!];
        contend(t.hypotheses, t.store, t.ring, a, b);
        break;
      }
    }
  }
}

/**
 * Confirmed, not late. Vessels are left out: moored side by side they contend for ever, and under way they do not
 * cross within a radar's resolution; keeping hypotheses there cost more switches than it saved.
 */
function mayGroup(t: Tables, c: number): boolean {
  const slot = t.work.slot[c]!;
  if (t.store.kind[slot] === MOTION_CLASS.vessel) return false;
  return t.store.everConfirmed[slot] === 1 && t.work.entry[c]! < 0;
}

const seen: Seen = makeSeen();
/** per candidate: 0 not by hypotheses, else 1 and the pair taken by the leading one */
let grouped: Uint8Array = new Uint8Array(256);
let tookPair: Int32Array = new Int32Array(256);

/** Lets every group with members in this cluster branch, once. */
function branchGroups(t: Tables, look: Look, tracks: number, plots: number): void {
  const { work, hypotheses } = t;
  if (grouped.length < work.candidates) {
    grouped = new Uint8Array(work.candidates * 2);
    tookPair = new Int32Array(work.candidates * 2);
  }
  for (let i = 0; i < tracks; i++) grouped[clusterTracks[i]!] = 0;
  for (let i = 0; i < tracks; i++) {
    const c = clusterTracks[i]!;
    const index = hypotheses.of[work.slot[c]!]!;
    if (index < 0 || grouped[c] === 1) continue;
    const group = hypotheses.groups[index]!;
    seen.count = 0;
    for (let k = i; k < tracks; k++) {
      const d = clusterTracks[k]!;
      if (hypotheses.of[work.slot[d]!] !== index) continue;
      seen.member[seen.count] = memberOf(group, work.slot[d]!);
      seen.candidate[seen.count++] = d;
    }
    claimByRest(t, index, tracks, plots);
    const branched = branchGroup(t, group, seen, logOthers);
    if (!branched) {
      forgetGroup(hypotheses, index);
      continue;
    }
    for (let s = 0; s < seen.count; s++) {
      grouped[seen.candidate[s]!] = 1;
      tookPair[seen.candidate[s]!] = seen.took[s]!;
    }
    showGroup(t, look, group);
    if (group.quiet > QUIET || (group.count === 1 && group.quiet > 1))
      forgetGroup(hypotheses, index);
  }
}

let claimed: Float64Array = new Float64Array(256);

/**
 * How likely it is, against false plots, that a track outside the group made each plot of the cluster: its weight
 * over that of all else it may do (the first message of belief propagation).
 */
function claimByRest(t: Tables, index: number, tracks: number, plots: number): void {
  const { work, cluster } = t;
  if (claimed.length < t.plots.count) claimed = new Float64Array(t.plots.count * 2);
  for (let j = 0; j < plots; j++) claimed[clusterPlots[j]!] = 0;
  for (let i = 0; i < tracks; i++) {
    if (t.hypotheses.of[work.slot[clusterTracks[i]!]!] === index) continue;
    let sum = cluster.none[i]!;
    for (let j = 0; j < plots; j++) sum += cluster.weight[i * plots + j]!;
    for (let j = 0; j < plots; j++) {
      const w = cluster.weight[i * plots + j]!;
      const at = clusterPlots[j]!;
      if (w > 0) claimed[at] = claimed[at]! + w / Math.max(sum - w, 1e-12);
    }
  }
}

/** Natural log of what else than a member of the group a plot may be. */
function logOthers(t: Tables, slot: number, j: number): number {
  return Math.log(others(t, slot, j) * (1 + claimed[j]!));
}

/** Brings the store to the leading hypothesis; all that follows a plot taken. */
function showGroup(t: Tables, look: Look, group: Group): void {
  const { work, store, ring } = t;
  for (let m = 0; m < group.size; m++) {
    const slot = group.slot[m]!;
    let pair = -1;
    for (let s = 0; s < seen.count; s++) if (seen.member[s] === m) pair = seen.took[s]!;
    t.hypotheses.spreadM[slot] = spreadOf(group, m);
    if (pair < 0 && !seen.turned) continue;
    // the plots kept belong to the hypothesis that led before
    if (seen.turned) clearRing(ring, slot);
    const zi = (pair < 0 ? 0 : work.pairZ[pair]!) * NZ;
    const { x, p, mu } = group;
    const [xi, pi, mi] = [m * TX, m * TP, m * MODELS];
    const time = group.time[m]!;
    const sensor = look.sensor.index;
    pushEntry(ring, slot, time, x, xi, p, pi, mu, mi, work.z, zi, sensor);
    combine(t, slot);
    if (pair < 0) continue;
    store.hits[slot] = store.hits[slot]! + 1;
    if (work.z[zi] === 0) store.hasHeight[slot] = 1;
    t.stats.plotsUsed++;
    const j = work.pairPlot[pair]!;
    if (store.selfS[slot] !== -Infinity && look.sensor.registration.settled)
      registerPair(t, look.sensor, slot, t.plots.source[j]!);
    store.misses[slot] = 0;
    rememberCell(t, look, slot, j, work.taken[j]!);
    notePlot(t, slot, t.plots.source[j]!, time, look.sensor);
    look.sensor.counts.used++;
  }
}

function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Whether no other track of the cluster is likelier to have made a plot: one plot moves one track only. */
function isLikeliest(t: Tables, i: number, column: number, plots: number, beta: number): boolean {
  const { beta: betas, tracks } = t.cluster;
  for (let other = 0; other < tracks; other++) {
    const theirs = betas[other * plots + column]!;
    if (theirs > beta || (theirs === beta && other < i)) return false;
  }
  return true;
}

/** Existence and state of one track of a solved cluster. */
function settle(t: Tables, look: Look, i: number, plots: number): void {
  const { work, store, cluster } = t;
  const c = clusterTracks[i]!;
  const slot = work.slot[c]!;
  const r = store.existence[slot]!;
  const chance = work.chance[c]!;
  let sum = 0;
  let evidence = 0;
  let best = -1;
  let top = 0;
  for (let k = 0; k < work.pairCount[c]!; k++) {
    const pair = work.firstPair[c]! + k;
    const j = work.pairPlot[pair]!;
    const beta = cluster.beta[i * plots + (-1 - work.degree[j]!)]!;
    sum += beta;
    evidence += cluster.weight[i * plots + (-1 - work.degree[j]!)]!;
    if (beta > top && isLikeliest(t, i, -1 - work.degree[j]!, plots, beta)) {
      top = beta;
      best = pair;
    }
  }
  const none = 1 - r * chance;
  countLook(t, look.sensor, slot, chance, sum);
  const rest = cluster.betaNone[i]! * ((r * (1 - chance)) / none);
  // associate() has scaled the row: its weight of no plot stands for `none`
  evidence *= none / cluster.none[i]!;
  uphold(t, slot, work.time[c]!, Math.min(sum + rest, 0.999999) * trust(t, evidence, r * chance));
  if (grouped[c] === 1) {
    if (tookPair[c]! < 0 && chance > 0.5 && look.sensor.registration.settled) addMiss(t, slot);
  } else if (best >= 0 && top >= rest) take(t, look, c, best);
  else if (chance > 0.5 && look.sensor.registration.settled) addMiss(t, slot);
  judgeTrack(t, slot);
}

function bearAll(t: Tables, look: Look): void {
  const { work } = t;
  for (let j = 0; j < t.plots.count; j++) {
    const free = 1 - work.taken[j]!;
    const newborn = t.plots.newborn[j]!;
    const r = (free * newborn) / (newborn + t.plots.clutter[j]!);
    work.taken[j] = r;
    learnClutter(t, look, j, free - r);
    work.free[j] = free;
  }
  for (let j = 0; j < t.plots.count; j++) {
    const free = work.free[j]!;
    if (free < 0.05) continue;
    // once more with what the rest of this scan has shown of the cell
    intensities(t, look.sensor, t.plots.source[j]!, j);
    const own = (free - work.taken[j]!) * t.plots.eachCount[j]!;
    const newborn = t.plots.newborn[j]!;
    const clutter = Math.max(t.plots.clutter[j]! - own, t.plots.clutter[j]! * 0.02);
    const r = (free * newborn) / (newborn + clutter);
    if (r < t.settings.dropTentativeAt * 2) continue;
    const plot = t.plots.source[j]!;
    const kind = plot.environment === 'sea' ? MOTION_CLASS.vessel : look.kind;
    const slot = bear(
      t,
      kind,
      plot.environment === 'sea' ? MOTION_CLASSES[kind]!.velocitySd : look.sensor.velocitySd,
      look.frame,
      t.plots.time[j]!,
      work.z,
      j * NZ,
      Math.min(r, 0.999),
      look.sensor.index,
    );
    if (slot < 0) continue;
    t.stats.plotsUnused++;
    rememberCell(t, look, slot, j, 1 - free + work.taken[j]!);
    notePlot(t, slot, plot, t.plots.time[j]!, look.sensor);
    judgeTrack(t, slot);
  }
  updateUndetected(t, look);
}

function learnClutter(t: Tables, look: Look, j: number, weight: number): void {
  const map = look.sensor.clutter;
  const plot = t.plots.source[j]!;
  if (map === null || isTransponder(look.sensor, plot)) return;
  map.learn(plot.rangeM, plot.azimuthRad, plot.elevationRad, Math.max(weight, 0));
}

/** Objects not yet tracked, by direction: those looked at are found with pd; new ones appear with time. */
function updateUndetected(t: Tables, look: Look): void {
  const { sensor, scan } = look;
  const undetected = sensor.undetected;
  if (undetected === null || !scan.complete) return;
  const width = scan.azimuthToRad - scan.azimuthFromRad;
  sensor.clutter?.endScan(Math.min(width / TWO_PI, 1));
  const bins = undetected.length;
  const since = sensor.lastS === -Infinity ? 0 : Math.max(look.toS - sensor.lastS, 0);
  const appear = ((t.settings.appearPerMinute / 60) * since) / bins;
  for (let bin = 0; bin < bins; bin++) {
    const middle = ((bin + 0.5) / bins) * TWO_PI;
    const inside = middle >= scan.azimuthFromRad && middle <= scan.azimuthToRad;
    const left = inside ? undetected[bin]! * (1 - sensor.pd) : undetected[bin]!;
    undetected[bin] = left + appear;
  }
}
