// Hot path: 2 microseconds a plot for packing and unpacking together; one transferred buffer a batch.
import { assert } from '../../base/index.ts';
import {
  ALT_KINDS,
  ENVIRONMENTS,
  type Claims,
  type Plot,
  type PlotForm,
  type Sensor,
  type SweepMark,
  makePlot,
} from '../../model/index.ts';
import type { IngestPart } from './part-queue.ts';

/** Numbers a plot takes: 2 indices, 1 code word, 2 times, 17 measurements, 1 claims index. */
const STRIDE = 23;

/** A batch as it crosses the thread boundary: numbers in one transferred buffer, the rest beside it. */
export interface PackedParts {
  /** STRIDE numbers a plot, parts one after the other */
  readonly numbers: Float64Array;
  /** source and sensor ids that the numbers point to */
  readonly names: readonly string[];
  /** distinct claims that the numbers point to */
  readonly claims: readonly Claims[];
  readonly parts: readonly {
    readonly sourceId: string;
    readonly receivedAt: number;
    readonly plots: number;
    readonly marks: readonly SweepMark[];
    readonly sensors: readonly Sensor[];
  }[];
}

export function packParts(parts: readonly IngestPart[]): PackedParts {
  let count = 0;
  for (const part of parts) count += part.plots.length;
  const numbers = new Float64Array(count * STRIDE);
  const names = new Map<string, number>();
  const claims = new Map<Claims, number>();
  let at = 0;
  for (const part of parts)
    for (const plot of part.plots) {
      packPlot(plot, numbers, at, names, claims);
      at += STRIDE;
    }
  return {
    numbers,
    names: [...names.keys()],
    claims: [...claims.keys()],
    parts: parts.map(({ sourceId, receivedAt, plots, marks, sensors }) => {
      return { sourceId, receivedAt, plots: plots.length, marks, sensors };
    }),
  };
}

function indexOf<K>(map: Map<K, number>, key: K): number {
  let index = map.get(key);
  if (index === undefined) {
    index = map.size;
    map.set(key, index);
  }
  return index;
}

function packPlot(
  plot: Plot,
  n: Float64Array,
  at: number,
  names: Map<string, number>,
  claims: Map<Claims, number>,
): void {
  n[at] = indexOf(names, plot.sourceId);
  n[at + 1] = indexOf(names, plot.sensorId);
  n[at + 2] =
    plot.form |
    (ENVIRONMENTS.indexOf(plot.environment) << 4) |
    (ALT_KINDS.indexOf(plot.altKind) << 8) |
    (plot.simulated ? 4096 : 0);
  n[at + 3] = plot.at;
  n[at + 4] = plot.receivedAt;
  n[at + 5] = plot.rangeM;
  n[at + 6] = plot.azimuthRad;
  n[at + 7] = plot.elevationRad;
  n[at + 8] = plot.sdRangeM;
  n[at + 9] = plot.sdAzimuthRad;
  n[at + 10] = plot.sdElevationRad;
  n[at + 11] = plot.latRad;
  n[at + 12] = plot.lonRad;
  n[at + 13] = plot.covEE;
  n[at + 14] = plot.covEN;
  n[at + 15] = plot.covNN;
  n[at + 16] = plot.altM;
  n[at + 17] = plot.sdAltM;
  n[at + 18] = plot.vEastMps;
  n[at + 19] = plot.vNorthMps;
  n[at + 20] = plot.vUpMps;
  n[at + 21] = plot.sdVelocityMps;
  n[at + 22] = plot.claims === null ? -1 : indexOf(claims, plot.claims);
}

export function unpackParts(packed: PackedParts): IngestPart[] {
  const { numbers, names, claims } = packed;
  let at = 0;
  const parts = packed.parts.map((part): IngestPart => {
    const plots: Plot[] = [];
    for (let i = 0; i < part.plots; i++) {
      plots.push(unpackPlot(numbers, at, names, claims));
      at += STRIDE;
    }
    const { sourceId, receivedAt, marks, sensors } = part;
    return { sourceId, receivedAt, plots, marks: [...marks], sensors: [...sensors] };
  });
  assert(at === numbers.length, 'parts and numbers of a packed batch agree');
  return parts;
}

type Filled = { -readonly [K in keyof Plot]: Plot[K] };

/** Only what was measured is written into a blank plot: a number costs a box, the NaN of a blank none. */
function unpackPlot(
  n: Float64Array,
  at: number,
  names: readonly string[],
  claims: readonly Claims[],
): Plot {
  const code = n[at + 2]!;
  const claim = n[at + 22]!;
  const plot: Filled = makePlot(NOTHING);
  plot.sourceId = names[n[at]!]!;
  plot.sensorId = names[n[at + 1]!]!;
  plot.at = n[at + 3]!;
  plot.receivedAt = n[at + 4]!;
  plot.form = (code & 15) as PlotForm;
  plot.environment = ENVIRONMENTS[(code >> 4) & 15]!;
  plot.altKind = ALT_KINDS[(code >> 8) & 15]!;
  plot.claims = claim < 0 ? null : claims[claim]!;
  plot.simulated = (code & 4096) !== 0;
  if (isGiven(n[at + 5]!)) plot.rangeM = n[at + 5]!;
  if (isGiven(n[at + 6]!)) plot.azimuthRad = n[at + 6]!;
  if (isGiven(n[at + 7]!)) plot.elevationRad = n[at + 7]!;
  if (isGiven(n[at + 8]!)) plot.sdRangeM = n[at + 8]!;
  if (isGiven(n[at + 9]!)) plot.sdAzimuthRad = n[at + 9]!;
  if (isGiven(n[at + 10]!)) plot.sdElevationRad = n[at + 10]!;
  if (isGiven(n[at + 11]!)) plot.latRad = n[at + 11]!;
  if (isGiven(n[at + 12]!)) plot.lonRad = n[at + 12]!;
  if (isGiven(n[at + 13]!)) plot.covEE = n[at + 13]!;
  if (isGiven(n[at + 14]!)) plot.covEN = n[at + 14]!;
  if (isGiven(n[at + 15]!)) plot.covNN = n[at + 15]!;
  if (isGiven(n[at + 16]!)) plot.altM = n[at + 16]!;
  if (isGiven(n[at + 17]!)) plot.sdAltM = n[at + 17]!;
  if (isGiven(n[at + 18]!)) plot.vEastMps = n[at + 18]!;
  if (isGiven(n[at + 19]!)) plot.vNorthMps = n[at + 19]!;
  if (isGiven(n[at + 20]!)) plot.vUpMps = n[at + 20]!;
  if (isGiven(n[at + 21]!)) plot.sdVelocityMps = n[at + 21]!;
  return plot;
}

const NOTHING = {};

function isGiven(value: number): boolean {
  return !Number.isNaN(value);
}
