/** Silent means: quiet for this many of the longest usual gap. */
const GAPS = 4;
const LEAST_MS = 5_000;
const MOST_MS = 120_000;
/** A long gap is forgotten by half in about 35 chunks. */
const FORGET = 0.98;

/** Knows how often a source speaks, and so when it has fallen silent. Pure: the caller brings the time. */
export class Silence {
  readonly #fixedMs: number | null;
  #lastAt: number | null = null;
  #usualGapMs = 0;

  /** @param fixedMs the operator's own limit, or null to learn it */
  constructor(fixedMs: number | null) {
    this.#fixedMs = fixedMs;
  }

  heard(now: number): void {
    if (this.#lastAt !== null) {
      const gap = Math.min(Math.max(0, now - this.#lastAt), MOST_MS / GAPS);
      this.#usualGapMs = Math.max(gap, this.#usualGapMs * FORGET);
    }
    this.#lastAt = now;
  }

  /** ms of quiet after which the source counts as silent */
  limitMs(): number {
    if (this.#fixedMs !== null) return this.#fixedMs;
    return Math.min(MOST_MS, Math.max(LEAST_MS, GAPS * this.#usualGapMs));
  }

  /** False before the first chunk: then it is still connecting. */
  isSilent(now: number): boolean {
    return this.#lastAt !== null && now - this.#lastAt > this.limitMs();
  }
}
