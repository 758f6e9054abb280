/** A bounded sample of a long row of values, for percentiles: at the bound every second one goes, then every second is taken. */
const MAX_VALUES = 20_000;

export class Sample {
  #values: number[] = [];
  #stride = 1;
  #seen = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    if (this.#seen++ % this.#stride !== 0) return;
    this.#values.push(value);
    if (this.#values.length < MAX_VALUES) return;
    this.#values = this.#values.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
  }

  /** Value below which this part (0..1) of the values lie; NaN when there are none. */
  quantile(part: number): number {
    if (this.#values.length === 0) return Number.NaN;
    const sorted = Float64Array.from(this.#values).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
  }
}
