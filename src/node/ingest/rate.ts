const SECONDS = 10;

/** Events a second over the last 10 whole seconds. */
export class Rate {
  readonly #counts = new Float64Array(SECONDS);
  #second = Number.NEGATIVE_INFINITY;
  #startSecond = Number.NEGATIVE_INFINITY;

  add(count: number, now: number): void {
    this.#advance(now);
    this.#counts[((this.#second % SECONDS) + SECONDS) % SECONDS]! += count;
  }

  perS(now: number): number {
    this.#advance(now);
    let sum = 0;
    for (const count of this.#counts) sum += count;
    const seconds = Math.min(SECONDS, this.#second - this.#startSecond + 1);
    return sum / seconds;
  }

  #advance(now: number): void {
    const second = Math.floor(now / 1000);
    if (this.#startSecond === Number.NEGATIVE_INFINITY) this.#startSecond = second;
    if (second <= this.#second) return;
    const from = Math.max(this.#second + 1, second - SECONDS + 1);
    for (let s = from; s <= second; s++) this.#counts[((s % SECONDS) + SECONDS) % SECONDS] = 0;
    this.#second = second;
  }
}
