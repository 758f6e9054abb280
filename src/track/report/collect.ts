/** What a report needs of a run, gathered while it runs; everything here has a bound. */
import { RAD_TO_DEG } from '../../base/index.ts';
import { type Picture, type Scan, TRACK_STATUS } from '../../model/index.ts';
import type { Residual, ResidualAxis } from '../residuals.ts';
import type { SensorReport } from '../sensor-report.ts';
import { Histogram } from './histogram.ts';
import { PathBook } from './paths.ts';
import { Sample } from './sample.ts';

export const AXES = ['range', 'azimuth', 'elevation', 'east', 'north'] as const;
export type AxisName = (typeof AXES)[number];

/** Residuals of one axis of one sensor: in their own standard deviations, and plain (m, rad). */
export interface AxisSheet {
  readonly axis: AxisName;
  readonly normalised: Histogram;
  readonly mean: number;
  readonly rms: number;
}

export interface SensorSheet {
  readonly report: SensorReport;
  /** arrival minus end of scan, s: half of the scans below p50 */
  readonly latencyP50S: number;
  readonly latencyP95S: number;
  readonly axes: readonly AxisSheet[];
}

/** The picture over time: confirmed tracks updated lately, and predicted ones. */
export interface PictureCurve {
  readonly times: readonly number[];
  readonly held: readonly number[];
  readonly coasting: readonly number[];
}

interface AxisSums {
  readonly histogram: Histogram;
  sum: number;
  squares: number;
}

/** reports kept of the picture's curve; beyond, every second one goes */
const MAX_REPORTS = 4000;

export class RunCollector {
  readonly #axes = new Map<string, Map<AxisName, AxisSums>>();
  readonly #latency = new Map<string, Sample>();
  readonly paths = new PathBook();
  #times: number[] = [];
  #held: number[] = [];
  #coasting: number[] = [];
  #stride = 1;
  #reports = 0;

  takeScan(scan: Scan): void {
    let sample = this.#latency.get(scan.sensorId);
    if (sample === undefined) {
      sample = new Sample();
      this.#latency.set(scan.sensorId, sample);
    }
    sample.add((scan.arrivedAt - scan.toAt) / 1000);
  }

  takeResidual(residual: Residual): void {
    for (const axis of AXES) {
      const one = residual[axis];
      if (one !== null) this.#addAxis(residual.sensorId, axis, one);
    }
  }

  #addAxis(sensorId: string, axis: AxisName, one: ResidualAxis): void {
    let axes = this.#axes.get(sensorId);
    if (axes === undefined) {
      axes = new Map();
      this.#axes.set(sensorId, axes);
    }
    let sums = axes.get(axis);
    if (sums === undefined) {
      sums = { histogram: new Histogram(), sum: 0, squares: 0 };
      axes.set(axis, sums);
    }
    sums.histogram.add(one.value / one.sd);
    sums.sum += one.value;
    sums.squares += one.value * one.value;
  }

  takePicture(picture: Picture): void {
    const t = picture.at / 1000;
    let coasting = 0;
    for (let row = 0; row < picture.count; row++) {
      if (picture.status[row] === TRACK_STATUS.coasting) coasting++;
      const lat = picture.latRad[row]! * RAD_TO_DEG;
      const lon = picture.lonRad[row]! * RAD_TO_DEG;
      this.paths.add(t, String(picture.trackNumber[row]), lat, lon);
    }
    if (this.#reports++ % this.#stride !== 0) return;
    this.#times.push(t);
    this.#held.push(picture.count - coasting);
    this.#coasting.push(coasting);
    if (this.#times.length >= MAX_REPORTS) this.#thin();
  }

  #thin(): void {
    const half = (list: number[]): number[] => list.filter((_, i) => i % 2 === 0);
    this.#times = half(this.#times);
    this.#held = half(this.#held);
    this.#coasting = half(this.#coasting);
    this.#stride *= 2;
  }

  curve(): PictureCurve {
    return { times: this.#times, held: this.#held, coasting: this.#coasting };
  }

  sheets(reports: readonly SensorReport[]): SensorSheet[] {
    return reports.map((report) => {
      const latency = this.#latency.get(report.id) ?? new Sample();
      const axes = [...(this.#axes.get(report.id) ?? [])];
      return {
        report,
        latencyP50S: latency.quantile(0.5),
        latencyP95S: latency.quantile(0.95),
        axes: axes.map(([axis, { histogram, sum, squares }]) => ({
          axis,
          normalised: histogram,
          mean: sum / histogram.count,
          rms: Math.sqrt(squares / histogram.count),
        })),
      };
    });
  }
}
