/** Where objects and tracks went, thinned so that a report of any night stays small enough to mail. */

/** latitude, longitude in degrees, in turn */
export type Path = readonly number[];

const MAX_POINTS = 120_000;

/**
 * Paths by id. At the bound every second point of every path goes, and from then on only every second report is taken,
 * and so on: the memory has a bound, and no part of the night is favoured.
 */
export class PathBook {
  readonly #paths = new Map<string, number[]>();
  readonly #last = new Map<string, readonly [number, number]>();
  #points = 0;
  #stride = 1;
  #report = -1;
  #time = Number.NaN;

  /** Points of one report time come together; times go forward. */
  add(t: number, id: string, latDeg: number, lonDeg: number): void {
    if (!Number.isFinite(latDeg + lonDeg)) return;
    if (t !== this.#time) {
      this.#time = t;
      this.#report++;
    }
    this.#last.set(id, [latDeg, lonDeg]);
    if (this.#report % this.#stride !== 0) return;
    const path = this.#paths.get(id);
    if (path === undefined) this.#paths.set(id, [latDeg, lonDeg]);
    else path.push(latDeg, lonDeg);
    if (++this.#points >= MAX_POINTS) this.#thin();
  }

  #thin(): void {
    this.#stride *= 2;
    this.#points = 0;
    for (const [id, path] of this.#paths) {
      const kept = path.filter((_, i) => Math.floor(i / 2) % 2 === 0);
      this.#paths.set(id, kept);
      this.#points += kept.length / 2;
    }
  }

  get count(): number {
    return this.#last.size;
  }

  /** Each path with its newest point at the end. */
  list(): Path[] {
    return [...this.#last].map(([id, end]) => {
      const path = this.#paths.get(id) ?? [];
      const [lat, lon] = path.slice(-2);
      return lat === end[0] && lon === end[1] ? path : [...path, ...end];
    });
  }
}
