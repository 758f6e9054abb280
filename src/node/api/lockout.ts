/** Wrong passwords in a row that an account, or an address, may have before it waits. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Names and addresses remembered; at the bound the oldest is forgotten. */
const MAX_KEPT = 10_000;
/** A row of failures is forgotten this long after the last. */
const FORGET_MS = 24 * 3_600_000;

interface Row {
  readonly failures: number;
  readonly lastAt: number;
}

/**
 * Wrong log-ins in a row, by account name and by address. Beyond FREE_TRIES each further one doubles the wait, so that
 * guessing is slow and a mistyped password is not. Unknown names count like known ones: nothing tells them apart.
 */
export class Lockout {
  readonly #rows = new Map<string, Row>();

  /** ms until another try is taken; 0: now */
  waitMs(key: string, now: number): number {
    const row = this.#rows.get(key);
    if (row === undefined || row.failures < FREE_TRIES || now - row.lastAt > FORGET_MS) return 0;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (row.failures - FREE_TRIES));
    return Math.max(0, row.lastAt + wait - now);
  }

  failed(key: string, now: number): void {
    const row = this.#rows.get(key);
    const failures = row === undefined || now - row.lastAt > FORGET_MS ? 1 : row.failures + 1;
    this.#rows.delete(key);
    this.#rows.set(key, { failures, lastAt: now });
    if (this.#rows.size > MAX_KEPT) {
      const [oldest] = this.#rows.keys();
      if (oldest !== undefined) this.#rows.delete(oldest);
    }
  }

  succeeded(key: string): void {
    this.#rows.delete(key);
  }
}
