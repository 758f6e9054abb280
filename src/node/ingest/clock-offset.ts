/**
 * The clock error of one sensor, from receive time minus time of measurement. Network and processing delay only ever
 * add to that difference, so the smallest one over the last minute is the best look at the clock: robust against late
 * data. A constant delay cannot be told from a slow clock, so a positive difference has to be large before it counts.
 */
export const CLOCK_LIMITS = {
  /** measurement after its own receipt: no delay explains that */
  aheadMs: 500,
  /** older than any sensor's delay */
  behindMs: 10_000,
} as const;

const BUCKETS = 6;
const BUCKET_MS = 10_000;
const SAMPLES_NEEDED = 3;

export class ClockOffset {
  readonly #least = new Float64Array(BUCKETS).fill(Number.POSITIVE_INFINITY);
  readonly #bucketAt = new Float64Array(BUCKETS).fill(Number.NEGATIVE_INFINITY);
  #samples = 0;

  /** @param receivedAt receive time; may not go back by more than a minute @param at time of measurement */
  add(receivedAt: number, at: number): void {
    const difference = receivedAt - at;
    if (!Number.isFinite(difference)) return;
    this.#samples++;
    const bucketAt = Math.floor(receivedAt / BUCKET_MS);
    const slot = ((bucketAt % BUCKETS) + BUCKETS) % BUCKETS;
    if (this.#bucketAt[slot] !== bucketAt) {
      this.#bucketAt[slot] = bucketAt;
      this.#least[slot] = difference;
    } else if (difference < this.#least[slot]!) this.#least[slot] = difference;
  }

  /** Smallest receive minus measurement, ms, over the last minute of data; null until three samples are in. */
  leastDelayMs(): number | null {
    if (this.#samples < SAMPLES_NEEDED) return null;
    let newest = Number.NEGATIVE_INFINITY;
    for (const at of this.#bucketAt) if (at > newest) newest = at;
    let least = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < BUCKETS; slot++)
      if (this.#bucketAt[slot]! > newest - BUCKETS && this.#least[slot]! < least)
        least = this.#least[slot]!;
    return least;
  }

  /** Source clock minus ours, ms: what the feeds page shows. Includes the least delay of the path. */
  offsetMs(): number | null {
    const least = this.leastDelayMs();
    return least === null ? null : -least;
  }

  /** What to add to times of measurement, ms; 0 while the difference can be an honest delay. */
  correctionMs(): number {
    const least = this.leastDelayMs();
    if (least === null) return 0;
    return least < -CLOCK_LIMITS.aheadMs || least > CLOCK_LIMITS.behindMs ? least : 0;
  }
}
