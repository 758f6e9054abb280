import { TWO_PI } from '../base/index.ts';
import { PLOT_FORM, type Plot, type Scan, type SenseBatch, type Sensor } from '../model/index.ts';

/** A sector this much older than the last mark says nothing about misses: marks were lost. */
const MAX_SECTOR_MS = 5_000;
/** Plots wait for the mark that closes their sector as long as the sensor's marks are apart, within these limits. */
const MIN_HOLD_MS = 400;
const MAX_HOLD_MS = 1_500;
/** Azimuth noise puts plots this far outside the sector they were measured in, rad (about 1 degree). */
const EDGE_RAD = 0.0175;
/** A plot may wait for a sector that begins within this of the last mark, rad; its own sector has passed otherwise. */
const AHEAD_RAD = Math.PI / 2;
/** Plots held for one sensor; at the bound the scan is closed early, as not complete. */
const MAX_PENDING = 20_000;

interface SensorState {
  pending: Plot[];
  /** receive time of the first pending plot */
  heldSince: number;
  markAt: number;
  markAzimuthRad: number;
  /** ms between the last two marks; NaN before there were two */
  everyMs: number;
  /** plots went on before the mark that closes their sector or frame: it then says nothing about misses */
  broken: boolean;
}

/**
 * Groups plots and sweep marks into the scans that the tracker takes. A rotating radar that sends sector marks gives
 * one complete scan a sector (absent plots are misses); a staring sensor that sends frame marks one a frame; every
 * other sensor gives its plots at once, as scans that say nothing about misses. So does a sector or frame of which plots
 * could not wait for its mark: what went on before is missing in it. Plots that come after their sector
 * was closed are passed on in a scan that is not complete: nothing valid is lost.
 */
export class ScanBuilder {
  readonly #sensors = new Map<string, Sensor>();
  readonly #states = new Map<string, SensorState>();

  putSensor(sensor: Sensor): void {
    this.#sensors.set(sensor.id, sensor);
  }

  /** Scans that this batch completes, in order of arrival. `receivedAt`: when the batch reached us. */
  accept(batch: SenseBatch, receivedAt: number): Scan[] {
    const scans: Scan[] = [];
    const touched = new Set<string>();
    for (const plot of batch.plots) {
      const state = this.#stateOf(plot.sensorId);
      if (state.pending.length === 0) state.heldSince = receivedAt;
      state.pending.push(plot);
      touched.add(plot.sensorId);
      if (state.pending.length >= MAX_PENDING)
        scans.push(closeOpen(plot.sensorId, state, receivedAt));
    }
    for (const mark of batch.marks) {
      const state = this.#stateOf(mark.sensorId);
      if (mark.kind === 'frame') scans.push(closeFrame(mark.sensorId, state, mark.at, receivedAt));
      else scans.push(...closeSector(mark.sensorId, state, mark.at, mark.azimuthRad, receivedAt));
    }
    for (const sensorId of touched) {
      const state = this.#stateOf(sensorId);
      const waits = receivedAt - state.markAt < MAX_SECTOR_MS && this.#isSwept(sensorId);
      if (!waits && state.pending.length > 0) scans.push(closeOpen(sensorId, state, receivedAt));
    }
    return scans;
  }

  /** Scans of plots that have waited too long for their mark; call a few times a second. */
  flush(nowAt: number): Scan[] {
    const scans: Scan[] = [];
    for (const [sensorId, state] of this.#states) {
      if (state.pending.length > 0 && nowAt - state.heldSince >= holdMs(state))
        scans.push(closeOpen(sensorId, state, nowAt));
    }
    return scans;
  }

  #isSwept(sensorId: string): boolean {
    const kind = this.#sensors.get(sensorId)?.kind;
    return kind === 'radar2d' || kind === 'radar3d' || kind === 'bearing' || kind === 'position';
  }

  #stateOf(sensorId: string): SensorState {
    let state = this.#states.get(sensorId);
    if (state === undefined) {
      state = {
        pending: [],
        heldSince: 0,
        markAt: -Infinity,
        markAzimuthRad: Number.NaN,
        everyMs: Number.NaN,
        broken: false,
      };
      this.#states.set(sensorId, state);
    }
    return state;
  }
}

function holdMs({ everyMs }: SensorState): number {
  return Number.isFinite(everyMs)
    ? Math.min(Math.max(MIN_HOLD_MS, 1.2 * everyMs), MAX_HOLD_MS)
    : MIN_HOLD_MS;
}

/** Notes a mark. @returns whether all plots since the last one have waited for it */
function passMark(state: SensorState, at: number): boolean {
  const whole = !state.broken;
  state.everyMs = at - state.markAt;
  state.markAt = at;
  state.broken = false;
  return whole;
}

function take(state: SensorState): Plot[] {
  const plots = state.pending;
  state.pending = [];
  return plots;
}

function makeScan(
  sensorId: string,
  plots: readonly Plot[],
  arrivedAt: number,
  span: Pick<Scan, 'complete' | 'azimuthFromRad' | 'azimuthToRad'> & {
    fromAt: number;
    toAt: number;
  },
): Scan {
  let { fromAt, toAt } = span;
  for (const plot of plots) {
    if (!(plot.at >= fromAt)) fromAt = plot.at;
    if (!(plot.at <= toAt)) toAt = plot.at;
  }
  return { sensorId, arrivedAt, plots, ...span, fromAt, toAt };
}

function closeOpen(sensorId: string, state: SensorState, arrivedAt: number): Scan {
  state.broken = true;
  return openScan(sensorId, take(state), arrivedAt);
}

/** Plots of no particular sector: their absence elsewhere says nothing. */
function openScan(sensorId: string, plots: readonly Plot[], arrivedAt: number): Scan {
  const at = plots[0]?.at ?? arrivedAt;
  return makeScan(sensorId, plots, arrivedAt, {
    complete: false,
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    fromAt: at,
    toAt: at,
  });
}

function closeFrame(sensorId: string, state: SensorState, at: number, arrivedAt: number): Scan {
  const whole = passMark(state, at);
  return makeScan(sensorId, take(state), arrivedAt, {
    complete: whole,
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    fromAt: at,
    toAt: at,
  });
}

function isInSector(azimuthRad: number, fromRad: number, toRad: number): boolean {
  const span = (toRad - fromRad + TWO_PI) % TWO_PI;
  return ahead(azimuthRad, fromRad) < span;
}

/** How far an azimuth is clockwise of another, rad, [0, 2*pi). */
function ahead(azimuthRad: number, ofRad: number): number {
  return (azimuthRad - ofRad + 2 * TWO_PI) % TWO_PI;
}

function closeSector(
  sensorId: string,
  state: SensorState,
  at: number,
  azimuthRad: number,
  arrivedAt: number,
): Scan[] {
  const fromRad = state.markAzimuthRad;
  const fromAt = state.markAt;
  const known = !Number.isNaN(fromRad) && at > fromAt && at - fromAt < MAX_SECTOR_MS;
  if (known && azimuthRad === fromRad) return [];
  const whole = passMark(state, at);
  state.markAzimuthRad = azimuthRad;
  if (!known) return state.pending.length > 0 ? [openScan(sensorId, take(state), arrivedAt)] : [];
  const inside: Plot[] = [];
  const late: Plot[] = [];
  const waiting: Plot[] = [];
  for (const plot of take(state)) {
    const polar = plot.form !== PLOT_FORM.position;
    if (polar && plot.at <= at && isInSector(plot.azimuthRad, fromRad - EDGE_RAD, azimuthRad))
      inside.push(plot);
    else if (plot.at > at || (polar && ahead(plot.azimuthRad, azimuthRad) < AHEAD_RAD))
      waiting.push(plot);
    else late.push(plot);
  }
  state.pending = waiting;
  // Those that wait go on waiting from when they came: a mark must not hold them for another turn.
  state.heldSince = arrivedAt;
  for (const { receivedAt } of waiting)
    if (receivedAt < state.heldSince) state.heldSince = receivedAt;
  const scans = [
    makeScan(sensorId, inside, arrivedAt, {
      complete: whole,
      azimuthFromRad: fromRad,
      azimuthToRad: azimuthRad > fromRad ? azimuthRad : azimuthRad + TWO_PI,
      fromAt,
      toAt: at,
    }),
  ];
  if (late.length > 0) scans.push(openScan(sensorId, late, arrivedAt));
  return scans;
}
