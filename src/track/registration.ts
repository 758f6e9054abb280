/**
 * Registration of one radar: its range and azimuth bias, estimated on line from plots of objects that say where they
 * are (self-reports), whose place is known far better than a plot's.
 *
 * Two stages. Until enough pairs are in, the median over plots with exactly one self-reporting object near, so that
 * a large bias is found although no plot falls into a gate. Then a Kalman filter with slow drift a pair.
 */

/** bias that is thought possible beforehand, and how it drifts */
const PRIOR_RANGE_M = 150;
const PRIOR_AZIMUTH_RAD = 0.006;
const DRIFT_RANGE_M2_S = 0.02;
const DRIFT_AZIMUTH_RAD2_S = 1e-11;
/** pairs for the first estimate; most kept of them */
const FIRST_PAIRS = 12;
const MAX_PAIRS = 64;
/** window of the first stage about a self-report */
export const COARSE_AZIMUTH_RAD = 0.03;
export const COARSE_RANGE_M = 600;

export class Registration {
  /** plot minus truth; subtract from a plot */
  rangeM = 0;
  azimuthRad = 0;
  /** standard deviation of the estimate: also added to a plot's own */
  sdRangeM = 0;
  sdAzimuthRad = 0;
  pairs = 0;
  lastS = Number.NEGATIVE_INFINITY;
  readonly #ranges: number[] = [];
  readonly #azimuths: number[] = [];

  /** True once a first estimate stands. */
  get settled(): boolean {
    return this.pairs >= FIRST_PAIRS;
  }

  /** First stage: one pair, raw plot minus the self-reporting object. */
  addCoarse(rangeM: number, azimuthRad: number, sdRangeM: number, sdAzimuthRad: number): void {
    if (this.settled) return;
    this.#ranges.push(rangeM);
    this.#azimuths.push(azimuthRad);
    if (this.#ranges.length > MAX_PAIRS) {
      this.#ranges.shift();
      this.#azimuths.shift();
    }
    if (this.#ranges.length < FIRST_PAIRS) return;
    const range = middle(this.#ranges);
    const azimuth = middle(this.#azimuths);
    // a chance heap of unrelated pairs is wider than the radar's own noise
    if (range.spread > 3 * sdRangeM + 30 || azimuth.spread > 3 * sdAzimuthRad) return;
    this.rangeM = range.middle;
    this.azimuthRad = azimuth.middle;
    const root = Math.sqrt(this.#ranges.length);
    this.sdRangeM = (1.25 * Math.max(range.spread, sdRangeM)) / root;
    this.sdAzimuthRad = (1.25 * Math.max(azimuth.spread, sdAzimuthRad)) / root;
    this.pairs = this.#ranges.length;
    this.#ranges.length = 0;
    this.#azimuths.length = 0;
  }

  /** Second stage: one pair with the variances of its two differences (plot and object together). */
  add(
    rangeM: number,
    azimuthRad: number,
    varRange: number,
    varAzimuth: number,
    timeS: number,
  ): void {
    const since = Number.isFinite(this.lastS) ? Math.max(timeS - this.lastS, 0) : 0;
    this.lastS = Math.max(timeS, this.lastS);
    let pr = Math.min(this.sdRangeM ** 2 + DRIFT_RANGE_M2_S * since, PRIOR_RANGE_M ** 2);
    let pa = Math.min(
      this.sdAzimuthRad ** 2 + DRIFT_AZIMUTH_RAD2_S * since,
      PRIOR_AZIMUTH_RAD ** 2,
    );
    const nr = rangeM - this.rangeM;
    const na = azimuthRad - this.azimuthRad;
    if (nr * nr > 12 * (pr + varRange) || na * na > 12 * (pa + varAzimuth)) return;
    const kr = pr / (pr + varRange);
    const ka = pa / (pa + varAzimuth);
    this.rangeM += kr * nr;
    this.azimuthRad += ka * na;
    pr *= 1 - kr;
    pa *= 1 - ka;
    this.sdRangeM = Math.sqrt(pr);
    this.sdAzimuthRad = Math.sqrt(pa);
    this.pairs++;
  }
}

/** Median, and the spread about it: 1.48 times the median of the distances (the sd of a normal distribution). */
function middle(values: readonly number[]): { middle: number; spread: number } {
  const half = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1]!;
  const m = half([...values]);
  return { middle: m, spread: 1.48 * half(values.map((v) => Math.abs(v - m))) };
}
