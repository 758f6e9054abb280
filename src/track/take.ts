// Hot path: once a plot used; no allocation.
/** A plot taken by a track: update, commit, registration, and what it leaves in its clutter cell. */
import { ClutterMap } from './clutter.ts';
import { NZ } from './filter.ts';
import { TP, TX, updateTrack } from './imm.ts';
import { commit, notePlot } from './lifecycle.ts';
import type { Look } from './look.ts';
import { MODELS } from './motion.ts';
import { registerPair } from './register.ts';
import { noteResidual } from './residuals.ts';
import type { Tables } from './tables.ts';

/** Hard update of a candidate by one pair. */
export function take(t: Tables, look: Look, c: number, pair: number): void {
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
export function rememberCell(t: Tables, look: Look, slot: number, j: number, taken: number): void {
  const { store } = t;
  const cell = t.plots.cell[j]!;
  const period = look.sensor.sensor.periodS > 0 ? look.sensor.sensor.periodS : 4;
  const since = (t.plots.time[j]! - store.cellS[slot]!) / period;
  const kept = store.cell[slot] === cell ? store.cellCount[slot]! * ClutterMap.keep(since) : 0;
  store.cell[slot] = cell;
  store.cellCount[slot] = kept + (1 - taken) + taken * t.plots.suspect[j]!;
  store.cellS[slot] = t.plots.time[j]!;
}
