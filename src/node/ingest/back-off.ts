/** How long to wait before the next try: doubles from `firstMs` to `mostMs`, with jitter so that many do not try at once. */
export interface BackOffPlan {
  readonly firstMs: number;
  readonly mostMs: number;
}

export const DIAL_PLAN: BackOffPlan = { firstMs: 500, mostMs: 30_000 };
export const BIND_PLAN: BackOffPlan = { firstMs: 2_000, mostMs: 60_000 };
/** A connection that lived this long was good: the next loss starts from the shortest wait again. */
const GOOD_AFTER_MS = 10_000;

export class BackOff {
  readonly #plan: BackOffPlan;
  #failures = 0;
  #openedAt: number | null = null;

  constructor(plan: BackOffPlan) {
    this.#plan = plan;
  }

  opened(now: number): void {
    this.#openedAt = now;
  }

  /**
   * A try failed or a connection was lost. Returns ms to wait.
   * @param chance uniform in [0, 1): the wait is between half and all of the doubled time
   */
  failed(now: number, chance: number): number {
    const lived = this.#openedAt === null ? 0 : now - this.#openedAt;
    if (lived >= GOOD_AFTER_MS) this.#failures = 0;
    this.#openedAt = null;
    const full = Math.min(
      this.#plan.mostMs,
      this.#plan.firstMs * 2 ** Math.min(this.#failures, 30),
    );
    this.#failures++;
    return full / 2 + (full / 2) * chance;
  }
}
