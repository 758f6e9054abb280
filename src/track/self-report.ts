// Hot path: one look-up and one filter step per self-report; new identities search all tracks once.
/**
 * Reports that say who they are: ADS-B, AIS, Remote ID, and positions or tracks with their source's own number.
 * The identity leads to the track, the position decides: a report outside the gate of the track that holds its
 * identity never moves that track.
 */
import { distanceM } from '../base/index.ts';
import type { Claims, FindingCode, Plot } from '../model/index.ts';
import { type Detail, type Jump, type Said, conflicts, idKeys, sameRegister } from './details.ts';
import { isElsewhere } from './environment.ts';
import { markNear, startMarks, sweepCells, takeMarks } from './cells.ts';
import { MEASURE_KIND, NP, NX, NZ } from './filter.ts';
import { TP, TX, lastGate, likelihoodTrack, predictTrack, updateTrack } from './imm.ts';
import { bear, commit, drop, judgeTrack, notePlot, restart } from './lifecycle.ts';
import { MODELS, MOTION_CLASS, MOTION_CLASSES, type MotionClass } from './motion.ts';
import { measurePlot } from './plots.ts';
import { noteResidual } from './residuals.ts';
import { findEntry, makeView, viewEntry, viewNewest } from './ring.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';

/** existence of an object known from one self-report: transmitters have checksums, false ones are rare */
const FIRST_EXISTENCE = 0.93;
/** gate of a report of the identity the track holds, and of an identity not held by any track */
const OWN_GATE = 36;
const NEW_GATE = 16;
/** reports that agreed after which a jump is taken for spoofing of this track, not for a wrong pairing */
const SURE_AFTER = 5;
/** a run of jumped reports this long, and this many, starts a track of its own */
const JUMP_COUNT = 5;
const JUMP_S = 8;
/** speeds by class of motion that reports of one object may be apart by, m/s, and m beside that */
const FASTEST_MPS = [400, 80, 40, 40];
const SLACK_M = 300;
/** plots of measuring sensors after which they are taken to hold the object itself, not to have met it */
const STEADY_ECHOES = 10;

const z = new Float64Array(NZ);
const px = new Float64Array(TX);
const pp = new Float64Array(TP);
const pmu = new Float64Array(MODELS);
const PREDICTED = { x: px, xi: 0, p: pp, pi: 0, mu: pmu, mi: 0 };
const view = makeView();

/** The keys under which a plot's identity is held; a source's own object number counts within its source. */
export function keysOf(plot: Plot): (string | number)[] {
  const claims = plot.claims;
  if (claims === null) return [];
  const keys = idKeys(claims);
  if (claims.objectId !== undefined) keys.push(`${plot.sensorId}\n${claims.objectId}`);
  return keys;
}

export function motionOf(plot: Plot, sensor: SensorState): MotionClass {
  const claims = plot.claims;
  if (plot.environment === 'sea' || claims?.mmsi !== undefined) return MOTION_CLASS.vessel;
  if (claims?.uasId !== undefined) return MOTION_CLASS.drone;
  if (claims?.icao !== undefined) return MOTION_CLASS.aircraft;
  return sensor.motion;
}

/** Takes one report with an identity. */
export function processReport(t: Tables, sensor: SensorState, plot: Plot): void {
  const keys = keysOf(plot);
  const timeS = plot.at / 1000;
  const slot = holderOf(t, keys);
  if (slot >= 0) {
    const answer = tryUpdate(t, sensor, plot, timeS, slot, OWN_GATE);
    if (answer === 'used') {
      agree(t, slot, plot, keys);
      return;
    }
    if (answer === 'late') return;
    disagree(t, sensor, plot, timeS, slot, keys);
    return;
  }
  const near = findFree(t, sensor, plot, timeS);
  if (near >= 0 && tryUpdate(t, sensor, plot, timeS, near, NEW_GATE) === 'used') {
    bindAll(t, keys, near);
    agree(t, near, plot, keys);
    return;
  }
  if (!takeOver(t, sensor, plot, timeS, keys)) startTrack(t, sensor, plot, timeS, keys);
}

function holderOf(t: Tables, keys: readonly (string | number)[]): number {
  for (const key of keys) {
    const slot = t.details.holder(key);
    if (slot >= 0) return slot;
  }
  return -1;
}

function bindAll(t: Tables, keys: readonly (string | number)[], slot: number): void {
  for (const key of keys) t.details.bind(key, slot);
}

function agree(t: Tables, slot: number, plot: Plot, keys: readonly (string | number)[]): void {
  const detail = t.details.make(slot);
  detail.agreed++;
  doubtSpeed(t, slot, plot, detail.said);
  remember(detail, plot, t.store.echoes[slot]!);
  const jump = detail.jump;
  if (jump !== null && jump.count >= 2 && plot.at / 1000 - jump.lastS < 10)
    addFinding(t, slot, 'claim-shared', plot, 'two places report this identity');
  if (jump !== null && plot.at / 1000 - jump.lastS > 30) detail.jump = null;
  for (const key of keys) if (t.details.holder(key) < 0) t.details.bind(key, slot);
}

function remember(detail: Detail, plot: Plot, echoes: number): void {
  const said = detail.said ?? { atS: 0, latRad: 0, lonRad: 0, speedMps: 0, echoes: 0 };
  detail.said = said;
  said.atS = plot.at / 1000;
  said.latRad = plot.latRad;
  said.lonRad = plot.lonRad;
  said.speedMps = Math.hypot(plot.vEastMps, plot.vNorthMps);
  said.echoes = echoes;
}

/** Whether a report goes on from the identity's last one, at the speeds it gave. */
function follows(said: Said | null, plot: Plot, kind: number): boolean {
  if (said === null) return false;
  const dt = plot.at / 1000 - said.atS;
  if (!(dt >= 0 && dt < 600)) return false;
  const speed = Math.hypot(plot.vEastMps, plot.vNorthMps);
  const known = Number.isFinite(speed) && Number.isFinite(said.speedMps);
  const fastest = known ? 1.5 * Math.max(speed, said.speedMps) + 1 : FASTEST_MPS[kind]!;
  const far = distanceM(said.latRad, said.lonRad, plot.latRad, plot.lonRad);
  return far <= fastest * dt + SLACK_M;
}

/** Speed that no object of the kind has, m/s: aircraft, drone, vessel, emitter. */
const IMPOSSIBLE_MPS = [900, 120, 60, 120];

/** A reported speed beyond its kind, or a way since the last report that needs one. */
function doubtSpeed(t: Tables, slot: number, plot: Plot, said: Said | null): void {
  const most = IMPOSSIBLE_MPS[t.store.kind[slot]!]!;
  const told = Math.hypot(plot.vEastMps, plot.vNorthMps);
  const dt = said === null ? 0 : plot.at / 1000 - said.atS;
  const far =
    said === null ? 0 : distanceM(said.latRad, said.lonRad, plot.latRad, plot.lonRad) - SLACK_M;
  if (told > most) addFinding(t, slot, 'impossible-speed', plot, `says ${Math.round(told)} m/s`);
  else if (dt > 0.5 && dt < 60 && far > most * dt)
    addFinding(t, slot, 'impossible-speed', plot, `needs ${Math.round(far / dt)} m/s`);
}

/** Self-reports of one identity have stopped, and another identity goes on from where they did: one object, two claims. */
function takeOver(
  t: Tables,
  sensor: SensorState,
  plot: Plot,
  timeS: number,
  keys: readonly (string | number)[],
): boolean {
  const slot = findFree(t, sensor, plot, timeS, true);
  if (slot < 0) return false;
  const detail = t.details.make(slot);
  const before = idKeys(detail.claims);
  if (tryUpdate(t, sensor, plot, timeS, slot, NEW_GATE) !== 'used') return false;
  t.details.release(slot, before);
  bindAll(t, keys, slot);
  agree(t, slot, plot, keys);
  addFinding(t, slot, 'claim-changed', plot, 'one object, another identity than before');
  return true;
}

/** Whether a track's own self-reports are overdue, so that another identity may be the same object's. */
function isSilent(t: Tables, slot: number, timeS: number): boolean {
  const since = timeS - t.store.selfS[slot]!;
  const due = Math.max(t.store.selfEveryS[slot]!, 1);
  return since > 2.5 * due + 1 && since < 60 && t.details.of(slot)!.agreed >= SURE_AFTER;
}

function addFinding(t: Tables, slot: number, code: FindingCode, plot: Plot, text: string): void {
  t.details.find(slot, code, plot.at, text);
  t.store.detailVersion[slot] = t.store.detailVersion[slot]! + 1;
}

/** Predicts a track to the report, and updates it when the report lies inside the gate. */
function tryUpdate(
  t: Tables,
  sensor: SensorState,
  plot: Plot,
  timeS: number,
  slot: number,
  gate: number,
): 'used' | 'outside' | 'late' {
  const { store } = t;
  const entry = predictTo(t, slot, timeS);
  if (entry === -2) {
    t.stats.plotsTooLate++;
    sensor.counts.late++;
    return 'late';
  }
  measurePlot(plot, sensor, t.frames, store.frame[slot]!, store.kind[slot]!, z, 0);
  likelihoodTrack(px, 0, pp, 0, pmu, 0, z, 0);
  if (!(lastGate[0]! <= gate)) return 'outside';
  if (t.listener !== null) noteResidual(t, sensor, slot, plot, z, 0, PREDICTED);
  updateTrack(px, 0, pp, 0, pmu, 0, z, 0, px, 0, pp, 0, pmu, 0);
  commit(t, slot, entry, timeS, px, 0, pp, 0, pmu, 0, z, 0, sensor.index);
  const r = store.existence[slot]!;
  store.existence[slot] = Math.max(r, Math.min(1 - (1 - r) * 0.1, 0.9999), FIRST_EXISTENCE);
  notePlot(t, slot, plot, timeS, sensor);
  sensor.counts.used++;
  judgeTrack(t, slot);
  return 'used';
}

/** Predicts into px, pp, pmu. @returns ring entry started from, -1 newest, -2 too late */
function predictTo(t: Tables, slot: number, timeS: number): number {
  const { store } = t;
  let entry = -1;
  viewNewest(t.ring, slot, view);
  if (timeS < view.time - 1e-6) {
    entry = t.settings.rewind ? findEntry(t.ring, slot, timeS) : -1;
    if (entry < 0) return -2;
    viewEntry(t.ring, slot, store.kind[slot]!, entry, view);
  }
  predictTrack(
    store.kind[slot]!,
    Math.max(timeS - view.time, 0),
    view.x,
    view.xi,
    view.p,
    view.pi,
    view.mu,
    view.mi,
    px,
    0,
    pp,
    0,
    pmu,
    0,
  );
  return entry;
}

/**
 * The likeliest track near a report that holds no other identity of that register; -1 when there is none.
 * @param silent instead: one that holds another identity of that register whose reports have stopped
 */
function findFree(
  t: Tables,
  sensor: SensorState,
  plot: Plot,
  timeS: number,
  silent = false,
): number {
  const { store } = t;
  sweepCells(t.cells, store, timeS);
  top = -Infinity;
  let best = -1;
  for (let frame = 0; frame < t.frames.list.length; frame++) {
    if (!(t.cells.counts[frame]! > 0)) continue;
    const found = findFreeIn(t, sensor, plot, timeS, frame, silent);
    if (found >= 0) best = found;
  }
  return best;
}

/** log likelihood of the best track found so far */
let top = -Infinity;

/** The likeliest such track of one plane when it is likelier than `top`, which it then sets. */
function findFreeIn(
  t: Tables,
  sensor: SensorState,
  plot: Plot,
  timeS: number,
  frame: number,
  silent: boolean,
): number {
  const { store } = t;
  measurePlot(plot, sensor, t.frames, frame, sensor.motion, z, 0);
  const wide = 4 * Math.sqrt(Math.max(z[4]!, z[7]!));
  startMarks(t.cells);
  markNear(t.cells, frame, z[1]! - wide, z[2]! - wide, z[1]! + wide, z[2]! + wide);
  const near = takeMarks(t.cells);
  let best = -1;
  for (let i = 0; i < near.count; i++) {
    const slot = near.slots[i]!;
    if (store.existence[slot]! < 0.2) continue;
    const dt = timeS - store.time[slot]!;
    const reach = reachOf(t, slot, dt) + wide;
    const de = z[1]! - store.xc[slot * NX]! - dt * store.xc[slot * NX + 3]!;
    const dn = z[2]! - store.xc[slot * NX + 1]! - dt * store.xc[slot * NX + 4]!;
    if (de * de + dn * dn > reach * reach) continue;
    const held = t.details.of(slot);
    const other =
      held !== undefined && plot.claims !== null && sameRegister(held.claims, plot.claims);
    if (silent && !(other && isSilent(t, slot, timeS))) continue;
    const clash = held !== undefined && plot.claims !== null && conflicts(held.claims, plot.claims);
    if (clash && !silent) continue;
    if (held !== undefined && sameSource(held.claims, plot, held)) continue;
    if (isElsewhere(t, slot, plot)) continue;
    if (predictTo(t, slot, timeS) === -2) continue;
    measurePlot(plot, sensor, t.frames, frame, store.kind[slot]!, z, 0);
    const log = likelihoodTrack(px, 0, pp, 0, pmu, 0, z, 0);
    if (lastGate[0]! > NEW_GATE || log <= top) continue;
    top = log;
    best = slot;
  }
  return best;
}

/** A sensor that numbers its objects has already given this track another number. */
function sameSource(
  claims: Claims,
  plot: Plot,
  detail: { readonly sources: readonly { readonly sensorId: string; readonly lastAt: number }[] },
): boolean {
  if (plot.claims?.objectId === undefined || claims.objectId === undefined) return false;
  if (claims.objectId === plot.claims.objectId) return false;
  return detail.sources.some((s) => s.sensorId === plot.sensorId && plot.at - s.lastAt < 20_000);
}

function reachOf(t: Tables, slot: number, dt: number): number {
  const { store } = t;
  const age = Math.abs(dt);
  const pi = slot * NP;
  const q = MOTION_CLASSES[store.kind[slot]!]!.models[2].q;
  const variance =
    Math.max(store.pc[pi]!, store.pc[pi + 3]!) +
    age * age * Math.max(store.pc[pi + 15]!, store.pc[pi + 18]!) +
    (q * age * age * age) / 3;
  return 5 * Math.sqrt(variance);
}

function startTrack(
  t: Tables,
  sensor: SensorState,
  plot: Plot,
  timeS: number,
  keys: readonly (string | number)[],
): number {
  const frame = t.frames.indexFor(plot.latRad, plot.lonRad, -1);
  const kind = motionOf(plot, sensor);
  measurePlot(plot, sensor, t.frames, frame, kind, z, 0);
  if (z[0] === MEASURE_KIND.bearing || !Number.isFinite(z[1]! + z[2]!)) {
    t.stats.plotsRefused++;
    return -1;
  }
  const sd = MOTION_CLASSES[kind]!.velocitySd;
  const slot = bear(t, kind, sd, frame, timeS, z, 0, FIRST_EXISTENCE, sensor.index);
  if (slot < 0) return -1;
  bindAll(t, keys, slot);
  remember(t.details.make(slot), plot, 0);
  judgeTrack(t, slot);
  notePlot(t, slot, plot, timeS, sensor);
  return slot;
}

/**
 * A report that goes on from the last one of its identity, while the track is elsewhere: plots of others have carried
 * the track off, when no sensor had held it steadily before, or when the object is seen where it says it is.
 * @returns true when the identity has its place again
 */
function bringBack(
  t: Tables,
  sensor: SensorState,
  plot: Plot,
  timeS: number,
  slot: number,
  keys: readonly (string | number)[],
): boolean {
  const { store } = t;
  const detail = t.details.make(slot);
  if (!follows(detail.said, plot, store.kind[slot]!)) return false;
  const near = findFree(t, sensor, plot, timeS);
  if (near >= 0 && timeS - store.echoS[near]! < 30) {
    if (tryUpdate(t, sensor, plot, timeS, near, NEW_GATE) !== 'used') return false;
    t.details.release(slot, keys);
    store.selfS[slot] = -Infinity;
    bindAll(t, keys, near);
    agree(t, near, plot, keys);
    return true;
  }
  if (detail.said!.echoes >= STEADY_ECHOES) return false;
  const frame = t.frames.indexFor(plot.latRad, plot.lonRad, -1);
  const kind = motionOf(plot, sensor);
  measurePlot(plot, sensor, t.frames, frame, kind, z, 0);
  if (z[0] === MEASURE_KIND.bearing || !Number.isFinite(z[1]! + z[2]!)) return false;
  const sd = MOTION_CLASSES[kind]!.velocitySd;
  restart(t, slot, kind, sd, frame, timeS, z, 0, sensor.index);
  store.existence[slot] = Math.max(store.existence[slot]!, FIRST_EXISTENCE);
  store.echoS[slot] = -Infinity;
  store.echoes[slot] = 0;
  notePlot(t, slot, plot, timeS, sensor);
  judgeTrack(t, slot);
  agree(t, slot, plot, keys);
  return true;
}

/** A report of an identity whose track is elsewhere. */
function disagree(
  t: Tables,
  sensor: SensorState,
  plot: Plot,
  timeS: number,
  slot: number,
  keys: readonly (string | number)[],
): void {
  if (bringBack(t, sensor, plot, timeS, slot, keys)) return;
  const { store } = t;
  const detail = t.details.make(slot);
  const echoHeld = timeS - store.echoS[slot]! < 30;
  const jump = followJump(detail.jump, plot, timeS, store.kind[slot]!);
  detail.jump = jump;
  const sure = detail.agreed >= SURE_AFTER;
  if (sure || jump.count >= 3) {
    const code = echoHeld ? 'position-disagrees' : 'claim-jump';
    addFinding(t, slot, code, plot, 'self-report away from its track');
    if (sure && echoHeld) addFinding(t, slot, 'claim-jump', plot, 'self-report left its track');
  }
  t.stats.plotsUnused++;
  const persists = jump.count >= JUMP_COUNT && timeS - jump.firstS >= JUMP_S;
  if (!persists || (echoHeld && sure)) return;
  // Not held by other sensors, or never well paired: the reports go on at the new place, said aloud on both.
  const findings = detail.findings;
  if (!echoHeld) drop(t, slot);
  const near = findFree(t, sensor, plot, timeS);
  const next =
    near >= 0 && tryUpdate(t, sensor, plot, timeS, near, NEW_GATE) === 'used'
      ? near
      : startTrack(t, sensor, plot, timeS, keys);
  if (next < 0) return;
  bindAll(t, keys, next);
  if (!echoHeld && sure) for (const f of findings) t.details.find(next, f.code, f.lastAt, f.text);
}

/** Extends the run of jumped reports, or starts a new run when this one does not follow from the last. */
function followJump(jump: Jump | null, plot: Plot, timeS: number, kind: number): Jump {
  if (jump !== null && timeS >= jump.lastS) {
    const far = distanceM(jump.latRad, jump.lonRad, plot.latRad, plot.lonRad);
    if (timeS - jump.lastS < 60 && far < FASTEST_MPS[kind]! * (timeS - jump.lastS) + SLACK_M) {
      jump.count++;
      jump.lastS = timeS;
      jump.latRad = plot.latRad;
      jump.lonRad = plot.lonRad;
      return jump;
    }
  }
  return { count: 1, firstS: timeS, lastS: timeS, latRad: plot.latRad, lonRad: plot.lonRad };
}
