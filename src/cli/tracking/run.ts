/** One tracker run off line: scans in, tracks written, what a report needs gathered. */
import { toTrackLines } from '../../sim/run-scenario.ts';
import type { Picture, Scan, Sensor } from '../../model/index.ts';
import { RunCollector, Tracker } from '../../track/index.ts';
import type { LineWriter } from '../json-lines.ts';
import type { Truth } from '../truth.ts';
import type { Progress } from './progress.ts';

/** tracks at a time, tentative ones included */
const CAPACITY = 65_536;

export interface RunOptions {
  readonly writer: LineWriter | null;
  readonly truth: Truth | null;
  /** gather residuals and paths, for a page or JSON */
  readonly collect: boolean;
  readonly progress: Progress;
}

export class TrackRun {
  readonly collector = new RunCollector();
  readonly options: RunOptions;
  tracker: Tracker | null = null;
  name = '';
  fromAt = Number.NaN;
  toAt = Number.NaN;
  simulated = false;
  /** lines or pieces of the input that could not be read */
  faults = 0;
  trackMs = 0;
  readonly scanMs: number[] = [];
  readonly #sensors: Sensor[] = [];
  /** part of the work in hand that is not the tracker's, ms */
  #asideMs = 0;

  constructor(options: RunOptions) {
    this.options = options;
  }

  /** Makes the tracker, its main plane about a place. */
  begin(latRad: number, lonRad: number): Tracker {
    const tracker = new Tracker({ capacity: CAPACITY, latRad, lonRad });
    if (this.options.collect)
      tracker.listenResiduals((residual) => this.collector.takeResidual(residual));
    for (const sensor of this.#sensors) tracker.putSensor(sensor);
    this.tracker = tracker;
    return tracker;
  }

  putSensor(sensor: Sensor): void {
    if (this.tracker === null) this.#sensors.push(sensor);
    else this.tracker.putSensor(sensor);
  }

  /** Runs what the tracker does, timed. */
  timed(work: () => void): void {
    const from = performance.now();
    this.#asideMs = 0;
    work();
    const ms = performance.now() - from - this.#asideMs;
    this.trackMs += ms;
    this.scanMs.push(ms);
  }

  noteScan(scan: Scan): void {
    this.collector.takeScan(scan);
    if (scan.plots.some((plot) => plot.simulated)) this.simulated = true;
  }

  /** The picture of a report time: written, scored, gathered. */
  report(picture: Picture): void {
    const { writer, truth, collect } = this.options;
    const from = performance.now();
    if (collect) this.collector.takePicture(picture);
    const lines = writer === null && truth === null ? [] : toTrackLines(picture);
    for (const line of lines) {
      writer?.write(JSON.stringify(line));
      truth?.scorer.addTrack(line);
    }
    this.#asideMs += performance.now() - from;
  }
}
