// Hot path: two look-ups a plot; no allocation per plot.
/**
 * Intensity of false plots of one radar, learned on line from plots that no track took.
 *
 * Base: plots a scan, times a density over range and one over elevation (histograms that start from a prior), even in
 * azimuth. On it what each cell of azimuth and range has shown: a gamma prior of mean 1 and strength CELL_STRENGTH, so
 * that a cell with many plots (fixed echoes, wind farms, waves) soon expects them, about the elevation they came at.
 * All counts fade with MEMORY scans.
 */
import { TWO_PI } from '../base/index.ts';
import type { Sensor } from '../model/index.ts';

const RANGE_BINS = 24;
const ELEVATION_BINS = 24;
/** most cells of one radar: 256 kB */
const MAX_CELLS = 65_536;
/** a cell spans this many sd in range and azimuth */
const CELL_SD_RANGE = 8;
const CELL_SD_AZIMUTH = 3;
const CELL_STRENGTH = 0.1;
/**
 * How fast the prior gives way to what a cell has shown, by the square of the plots: most cells are as even as the prior
 * says, a few are fixed echoes far from it, and a mixture of the two believes the second after a few plots. Otherwise a
 * radar of one plot in 200 cells a scan takes some 25 scans to learn that a cell brings one each scan, and meanwhile
 * shows tracks that stand there. Only for radars with elevation: to others a fixed echo may be a moored vessel, which is
 * to be tracked.
 */
const HOT_3D = 1;
/** plots that the prior densities count for, scans that the announced rate counts for */
const PRIOR_PLOTS = 40;
const PRIOR_SCANS = 4;
/** scans after which a count has faded to 37 % */
const MEMORY = 150;
/** elevation at which the prior density of false plots has fallen to 37 % (they come from the ground), rad */
const PRIOR_ELEVATION = 0.06;
/** radars reaching farther see clutter even by area, shorter ones even by range */
const LONG_RANGE_M = 20_000;

export class ClutterMap {
  readonly #minRangeM: number;
  readonly #spanM: number;
  readonly #is3d: boolean;
  readonly #hot: number;
  readonly #minElevation: number;
  readonly #spanElevation: number;
  readonly #range = new Float64Array(RANGE_BINS);
  readonly #elevation = new Float64Array(ELEVATION_BINS);
  #rangeSum = 0;
  #elevationSum = 0;
  readonly #azimuths: number;
  readonly #ranges: number;
  readonly #cells: Float32Array;
  /** plots that tracks took: where many others are unexplained, those were perhaps false too */
  readonly #taken: Float32Array;
  /** sums of elevation and its square of the plots of each cell (3-D) */
  readonly #cellEl: Float32Array;
  readonly #cellEl2: Float32Array;
  readonly #varElevation: number;
  #plots: number;
  #scans = PRIOR_SCANS;
  /** scans the cells have seen, faded like them */
  #cellScans = 0;
  /** counts are kept multiplied by this, so that fading all of them is one multiplication */
  #scale = 1;

  constructor(sensor: Sensor) {
    const fov = sensor.fov;
    this.#minRangeM = fov === null ? 0 : fov.minRangeM;
    const reach = fov === null ? 200_000 : fov.maxRangeM;
    this.#spanM = Math.max(reach - this.#minRangeM, 1);
    this.#is3d = sensor.kind === 'radar3d';
    this.#hot = this.#is3d ? HOT_3D : 0;
    this.#minElevation = fov === null ? -0.05 : Math.max(fov.minElevationRad, -0.1);
    const top = fov === null ? 0.7 : Math.min(fov.maxElevationRad, 0.8);
    this.#spanElevation = Math.max(top - this.#minElevation, 0.05);
    const rate = Number.isFinite(sensor.clutterPerScan) ? sensor.clutterPerScan : 5;
    this.#plots = Math.max(rate, 0.5) * PRIOR_SCANS;
    this.#fillPriors(reach);
    const sdR = sensor.sdRangeM > 0 ? sensor.sdRangeM : 50;
    const sdA = sensor.sdAzimuthRad > 0 ? sensor.sdAzimuthRad : 0.002;
    let azimuths = Math.max(8, Math.round(TWO_PI / (CELL_SD_AZIMUTH * sdA)));
    let ranges = Math.max(8, Math.round(this.#spanM / (CELL_SD_RANGE * sdR)));
    const excess = Math.sqrt((azimuths * ranges) / MAX_CELLS);
    if (excess > 1) {
      azimuths = Math.floor(azimuths / excess);
      ranges = Math.floor(ranges / excess);
    }
    this.#azimuths = azimuths;
    this.#ranges = ranges;
    this.#cells = new Float32Array(azimuths * ranges);
    this.#taken = new Float32Array(azimuths * ranges);
    this.#cellEl = new Float32Array(this.#is3d ? azimuths * ranges : 0);
    this.#cellEl2 = new Float32Array(this.#is3d ? azimuths * ranges : 0);
    const sdE = sensor.sdElevationRad > 0 ? sensor.sdElevationRad : 0.01;
    this.#varElevation = sdE * sdE;
  }

  #fillPriors(reach: number): void {
    for (let i = 0; i < RANGE_BINS; i++) {
      const r = this.#minRangeM + ((i + 0.5) / RANGE_BINS) * this.#spanM;
      this.#range[i] = reach > LONG_RANGE_M ? r : 1;
      this.#rangeSum += this.#range[i]!;
    }
    for (let i = 0; i < RANGE_BINS; i++) this.#range[i]! *= PRIOR_PLOTS / this.#rangeSum;
    this.#rangeSum = PRIOR_PLOTS;
    for (let i = 0; i < ELEVATION_BINS; i++) {
      const e = ((i + 0.5) / ELEVATION_BINS) * this.#spanElevation;
      this.#elevation[i] = Math.exp(-e / PRIOR_ELEVATION) + 0.01;
      this.#elevationSum += this.#elevation[i]!;
    }
    for (let i = 0; i < ELEVATION_BINS; i++)
      this.#elevation[i]! *= PRIOR_PLOTS / this.#elevationSum;
    this.#elevationSum = PRIOR_PLOTS;
  }

  /** False plots a scan over the whole field of view. */
  get perScan(): number {
    return this.#plots / this.#scans;
  }

  /** False plots per square metre of ground, without what single cells have shown. */
  #flat(rangeM: number): number {
    const i = bin(rangeM - this.#minRangeM, this.#spanM, RANGE_BINS);
    const perM = (this.#range[i]! / this.#rangeSum) * (RANGE_BINS / this.#spanM);
    return (this.perScan * perM) / (TWO_PI * Math.max(rangeM, 50));
  }

  /**
   * Writes to out: [0] false plots per square metre (2-D) or cubic metre (3-D) at a place, [1] the same without what
   * its cell has shown, [2] the part of [0] that each plot taken by a track makes, [3] that each free plot makes.
   * A plot without elevation (NaN) from a 3-D sensor gets densities per square metre.
   * @returns the cell
   */
  intensity(rangeM: number, azimuthRad: number, elevationRad: number, out: Float64Array): number {
    const cell = this.cellOf(rangeM, azimuthRad);
    const free = this.#cells[cell]! / this.#scale;
    const taken = this.#taken[cell]! / this.#scale;
    const suspect = free / (free + taken + 1e-9);
    const seen = free + taken * suspect;
    const i = bin(rangeM - this.#minRangeM, this.#spanM, RANGE_BINS);
    const inRing = (this.#range[i]! / this.#rangeSum) * (RANGE_BINS / this.#ranges);
    const due = (this.perScan * inRing * this.#cellScans) / this.#azimuths;
    const flat = this.#flat(rangeM);
    let base = flat;
    const strength = CELL_STRENGTH / (1 + this.#hot * seen * seen);
    let each = flat / (strength + due);
    if (this.#is3d && !Number.isNaN(elevationRad)) {
      const arc = Math.max(rangeM, 50) * Math.cos(elevationRad);
      const k = bin(elevationRad - this.#minElevation, this.#spanElevation, ELEVATION_BINS);
      const share = this.#elevation[k]! / this.#elevationSum;
      base *= (share * ELEVATION_BINS) / this.#spanElevation / arc;
      each *= this.#cellElevation(cell, free + taken, elevationRad) / arc;
    }
    out[0] = (base * strength) / (strength + due) + each * seen;
    out[1] = base;
    out[2] = each * suspect;
    out[3] = each;
    return cell;
  }

  /** Density of elevation of a cell's plots, per rad: normal, widened while there are few. */
  #cellElevation(cell: number, seen: number, elevationRad: number): number {
    const n = seen + 1e-3;
    const mean = this.#cellEl[cell]! / this.#scale / n;
    const spread = this.#cellEl2[cell]! / this.#scale / n - mean * mean;
    const wide = PRIOR_ELEVATION * PRIOR_ELEVATION;
    const variance = this.#varElevation + (Math.max(spread, 0) * n + wide) / (n + 1);
    const off = elevationRad - mean;
    return Math.exp((-0.5 * off * off) / variance) / Math.sqrt(TWO_PI * variance);
  }

  /** Fade of a count over this many scans. */
  static keep(scans: number): number {
    return Math.exp(-scans / MEMORY);
  }

  cellOf(rangeM: number, azimuthRad: number): number {
    const a = bin(azimuthRad, TWO_PI, this.#azimuths);
    return a * this.#ranges + bin(rangeM - this.#minRangeM, this.#spanM, this.#ranges);
  }

  /** Counts a plot, by the chance that no object made it; the rest was taken by a track. */
  learn(rangeM: number, azimuthRad: number, elevationRad: number, weight: number): void {
    const cell = this.cellOf(rangeM, azimuthRad);
    this.#cells[cell]! += weight * this.#scale;
    this.#taken[cell]! += (1 - weight) * this.#scale;
    this.#plots += weight;
    this.#range[bin(rangeM - this.#minRangeM, this.#spanM, RANGE_BINS)]! += weight;
    this.#rangeSum += weight;
    if (!this.#is3d || Number.isNaN(elevationRad)) return;
    this.#cellEl[cell]! += this.#scale * elevationRad;
    this.#cellEl2[cell]! += this.#scale * elevationRad * elevationRad;
    const k = bin(elevationRad - this.#minElevation, this.#spanElevation, ELEVATION_BINS);
    this.#elevation[k]! += weight;
    this.#elevationSum += weight;
  }

  /** Ends a scan that covered this share of a full turn. */
  endScan(share: number): void {
    const keep = Math.exp(-share / MEMORY);
    this.#plots *= keep;
    this.#scans = this.#scans * keep + share;
    this.#cellScans = this.#cellScans * keep + share;
    this.#scale /= keep;
    if (this.#scale > 1e6) this.#rescale();
    fadeTo(this.#range, keep);
    this.#rangeSum *= keep;
    fadeTo(this.#elevation, keep);
    this.#elevationSum *= keep;
  }

  #rescale(): void {
    for (const counts of [this.#cells, this.#taken, this.#cellEl, this.#cellEl2])
      for (let i = 0; i < counts.length; i++) counts[i]! /= this.#scale;
    this.#scale = 1;
  }
}

/** Fades a histogram but never to nothing: an empty bin keeps a small chance. */
function fadeTo(bins: Float64Array, keep: number): void {
  for (let i = 0; i < bins.length; i++) bins[i] = bins[i]! * keep + 1e-4;
}

function bin(value: number, span: number, count: number): number {
  const i = Math.floor((value / span) * count);
  return i < 0 ? 0 : i >= count ? count - 1 : i;
}
