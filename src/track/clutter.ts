// Hot path: two look-ups a plot; no allocation per plot.
/**
 * Intensity of false plots of one radar, per plot and square metre (2-D) or cubic metre (3-D), learned on line.
 */
import type { Sensor } from '../model/index.ts';

export class ClutterMap {
  /** false plots a scan over the whole field of view */
  perScan: number;
  readonly #minRangeM: number;
  readonly #maxRangeM: number;
  readonly #is3d: boolean;
  readonly #spanEl: number;

  constructor(sensor: Sensor) {
    const fov = sensor.fov;
    this.#minRangeM = fov === null ? 0 : fov.minRangeM;
    this.#maxRangeM = fov === null ? 200_000 : fov.maxRangeM;
    this.#is3d = sensor.kind === 'radar3d';
    this.perScan = Math.max(
      0.5,
      Number.isFinite(sensor.clutterPerScan) ? sensor.clutterPerScan : 5,
    );
    const low = fov === null ? 0 : Math.max(fov.minElevationRad, -0.1);
    const high = fov === null ? 0.5 : Math.min(fov.maxElevationRad, low + 0.15);
    this.#spanEl = Math.max(high - low, 0.02);
  }

  /** False plots per square or cubic metre at a place. */
  intensity(rangeM: number, _azimuthRad: number, elevationRad: number): number {
    const span = this.#maxRangeM - this.#minRangeM;
    const perRangeAz = this.perScan / (span * 2 * Math.PI);
    const r = Math.max(rangeM, 50);
    if (!this.#is3d) return perRangeAz / r;
    return perRangeAz / this.#spanEl / (r * r * Math.cos(elevationRad));
  }
}
