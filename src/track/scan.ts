// Hot path: one pass a scan over plots, tracks and pairs; no allocation per plot in steady state; 5 us a plot.
/** One scan of a sensor that looks (radar, positions): load, gather, solve, bear. */
import type { Plot, Scan } from '../model/index.ts';
import { NZ } from './filter.ts';
import { gather } from './gather.ts';
import { buildGrid } from './grid.ts';
import { loadPlots } from './look.ts';
import { bearAll } from './newborn.ts';
import { registerCoarse } from './register.ts';
import type { SensorState } from './sensors.ts';
import { solve } from './solve.ts';
import type { Tables } from './tables.ts';

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
