import type { LedgerEntry, LedgerFact, Refusal } from '../../model/index.ts';
import { fail, ok, type Result } from '../../base/index.ts';
import type { LedgerStore } from '../store/index.ts';

/** Machine facts that may wait for a disk that cannot be written; beyond it the oldest are given up, counted. */
const MAX_WAITING = 10_000;

/**
 * Puts facts into the ledger. A person's facts are acknowledged only when they are on disk. The node's own facts are
 * already shown; while the disk refuses them they wait, in order, and are written when there is space again.
 */
export class Keeper {
  readonly #store: LedgerStore;
  readonly #waiting: LedgerFact[] = [];
  #writing = false;
  failures = 0;
  givenUp = 0;
  entries = 0;
  /** why the disk refuses; empty when it does not */
  trouble = '';

  constructor(store: LedgerStore) {
    this.#store = store;
  }

  get isOk(): boolean {
    return this.trouble === '';
  }

  /** The node's own facts: kept in order, written as soon as the disk allows. */
  keep(facts: readonly LedgerFact[]): void {
    this.#waiting.push(...facts);
    while (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.givenUp++;
    }
    void this.drain();
  }

  /** A person's facts: on disk, or refused. */
  async commit(facts: readonly LedgerFact[]): Promise<Result<readonly LedgerEntry[], Refusal>> {
    if (facts.length === 0) return ok([]);
    try {
      const entries = await this.#store.append(facts);
      this.#succeeded(entries.length);
      return ok(entries);
    } catch (error) {
      this.#failed(error);
      return fail({ code: 'disk-full', text: `not kept: ${this.trouble}` });
    }
  }

  /** Tries the waiting facts again; call about once a second. */
  async drain(): Promise<void> {
    if (this.#writing || this.#waiting.length === 0) return;
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, 500);
      try {
        await this.#store.append(batch);
        this.#succeeded(batch.length);
      } catch (error) {
        this.#waiting.unshift(...batch);
        this.#failed(error);
        break;
      }
    }
    this.#writing = false;
  }

  #succeeded(count: number): void {
    this.entries += count;
    this.trouble = '';
  }

  #failed(error: unknown): void {
    this.failures++;
    this.trouble = error instanceof Error ? error.message : String(error);
  }
}
