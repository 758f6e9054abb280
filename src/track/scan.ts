// Hot path: one pass a scan over plots, tracks and pairs; no allocation per plot in steady state; 5 us a plot.
/** One scan of a sensor that looks (radar, positions): load, gather, solve, bear. */
import { PLOT_FORM, type Plot, type Scan } from '../model/index.ts';
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
  const { site } = sensor;
  if (site !== null) {
    processIn(t, sensor, scan, plots, t.frames.indexFor(site.latRad, site.lonRad, -1));
    return;
  }
  for (const [frame, those] of byPlane(t, plots)) processIn(t, sensor, scan, those, frame);
}

/** Plots of a sensor without a site come from anywhere: those of each plane are a scan of their own, in order of planes met. */
function byPlane(t: Tables, plots: readonly Plot[]): Map<number, Plot[]> {
  const groups = new Map<number, Plot[]>();
  let frame = -1;
  for (const plot of plots) {
    // without a site only a position says where it is
    if (plot.form !== PLOT_FORM.position || !Number.isFinite(plot.latRad + plot.lonRad)) {
      t.stats.plotsRefused++;
      continue;
    }
    frame = t.frames.indexFor(plot.latRad, plot.lonRad, frame);
    const group = groups.get(frame);
    if (group === undefined) groups.set(frame, [plot]);
    else group.push(plot);
  }
  return groups;
}

function processIn(
  t: Tables,
  sensor: SensorState,
  scan: Scan,
  plots: readonly Plot[],
  frame: number,
): void {
  const look = loadPlots(t, sensor, scan, plots, frame);
  buildGrid(t.grid, t.work.z, 1, NZ, t.plots.count);
  gather(t, look);
  solve(t, look);
  bearAll(t, look);
}
