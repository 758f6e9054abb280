// Hot path: once a plot; no allocation.
/** What no track took: new tracks, clutter learned, and objects still undetected. */
import { TWO_PI } from '../base/index.ts';
import { NZ } from './filter.ts';
import { handOver } from './hand-over.ts';
import { bear, judgeTrack, notePlot } from './lifecycle.ts';
import { type Look, intensities, isTransponder } from './look.ts';
import { MOTION_CLASS, MOTION_CLASSES } from './motion.ts';
import type { Tables } from './tables.ts';
import { rememberCell } from './take.ts';

export function bearAll(t: Tables, look: Look): void {
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
    if (t.store.number[slot] !== 0) handOver(t, slot);
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
