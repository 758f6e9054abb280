// Hot path: a few sums a track and scan; no allocation.
/** Existence of a track after a look: what plots weigh, what a look without a plot says, and how it fades. */
import { looked as lookedAt } from './coverage.ts';
import { selfHoldS } from './hold.ts';
import { judgeTrack } from './lifecycle.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';

export function weightOf(t: Tables, c: number, pair: number): number {
  const { work, store } = t;
  const r = store.existence[work.slot[c]!]!;
  const j = work.pairPlot[pair]!;
  const log = work.pairLog[pair]! - Math.log(others(t, work.slot[c]!, j));
  return r * work.chance[c]! * Math.exp(log > 600 ? 600 : log);
}

/** What else a plot may be for a track: clutter without what the track itself has left in that cell, new objects. */
export function others(t: Tables, slot: number, j: number): number {
  const { store, plots } = t;
  let clutter = plots.clutter[j]!;
  if (store.cell[slot] === plots.cell[j]) {
    const own = plots.eachCount[j]! * store.cellCount[slot]!;
    clutter = Math.max(clutter - own, clutter * 0.02);
  }
  return clutter + plots.newborn[j]!;
}

/**
 * Where plots of clutter are as likely as the track's own, existence is not upheld by them: it fades by up to the
 * setting `doubt` a scan. `w` over `due` is the likelihood ratio of the plots in the gate.
 */
export function trust(t: Tables, w: number, due: number): number {
  return 1 - t.settings.doubt / (1 + w / (due + 1e-12));
}

/** chance that a sensor whose plots are all of one environment shows an object of another */
export const STRANGE = 0.02;

/** No plot where the sensor looked with this chance of seeing what it sees; `shows` as by showsUp(). */
export function miss(
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

export function addMiss(t: Tables, slot: number): void {
  const { misses } = t.store;
  if (misses[slot]! < 65_535) misses[slot] = misses[slot]! + 1;
}

/** Sets existence after a look; an object that reports itself exists until its next report is due, whatever others say. */
export function uphold(t: Tables, slot: number, timeS: number, existence: number): void {
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
export function countLook(
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
export function age(t: Tables, slot: number, timeS: number): void {
  const { store } = t;
  const dt = timeS - store.existS[slot]!;
  if (dt <= 0) return;
  uphold(t, slot, timeS, store.existence[slot]! * Math.exp(-dt / t.settings.lifeS));
  store.existS[slot] = timeS;
}
