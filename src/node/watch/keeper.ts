import type { LedgerEntry, LedgerFact, Refusal } from '../../model/index.ts';
import { fail, ok, type Result } from '../../base/index.ts';
import { StoreFailure, type LedgerStore } from '../store/index.ts';

/** Machine facts that may wait for a disk that cannot be written; beyond it the oldest are given up, counted. */
const MAX_WAITING = 10_000;

/**
 * Puts facts into the ledger. A person's facts are acknowledged only when they are on disk. The node's own facts are
 * already shown; while the disk refuses them they wait, in order, and are written when there is space again.
 */
export class Keeper {
  readonly #store: LedgerStore;
  readonly #onGivenUp: (fact: LedgerFact, why: string) => void;
  readonly #waiting: LedgerFact[] = [];
  #writing = false;
  failures = 0;
  givenUp = 0;
  entries = 0;
  #trouble = '';

  /** @param onGivenUp hears of each fact of the node's own that no ledger can hold: a bug, said aloud */
  constructor(store: LedgerStore, onGivenUp: (fact: LedgerFact, why: string) => void = () => {}) {
    this.#store = store;
    this.#onGivenUp = onGivenUp;
  }

  /** why the ledger cannot be written; empty when it can */
  get trouble(): string {
    return this.#trouble || this.#store.trouble();
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
      const text = `not kept: ${messageOf(error)}`;
      if (isBadFact(error)) return fail({ code: 'bad-request', text });
      this.#failed(error);
      return fail({ code: 'disk-full', text });
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
        if (isBadFact(error)) {
          if (await this.#appendEach(batch)) continue;
        } else {
          this.#waiting.unshift(...batch);
          this.#failed(error);
        }
        break;
      }
    }
    this.#writing = false;
  }

  /** One fact of a batch cannot be written: the others are, one by one, in their order. False when the disk refuses. */
  async #appendEach(batch: LedgerFact[]): Promise<boolean> {
    for (const [i, fact] of batch.entries()) {
      try {
        await this.#store.append([fact]);
        this.#succeeded(1);
      } catch (error) {
        if (isBadFact(error)) {
          this.givenUp++;
          this.#onGivenUp(fact, messageOf(error));
          continue;
        }
        this.#waiting.unshift(...batch.slice(i));
        this.#failed(error);
        return false;
      }
    }
    return true;
  }

  #succeeded(count: number): void {
    this.entries += count;
    this.#trouble = '';
  }

  #failed(error: unknown): void {
    this.failures++;
    this.#trouble = messageOf(error);
  }
}

/** These facts can never be written: trying again would hold up all that follow. */
function isBadFact(error: unknown): boolean {
  return error instanceof StoreFailure && error.code === 'bad-fact';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
