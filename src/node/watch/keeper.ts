import type { LedgerEntry, LedgerFact, Refusal } from '../../model/index.ts';
import { fail, ok, type Result } from '../../base/index.ts';
import { StoreFailure, type LedgerStore } from '../store/index.ts';
import { UnsureFacts } from './unsure-facts.ts';

/** Machine facts that may wait for a disk that cannot be written; beyond it the oldest are given up, counted. */
const MAX_WAITING = 10_000;

/**
 * Puts facts into the ledger. A person's facts are acknowledged only when they are on disk. The node's own facts are
 * already shown; while the disk refuses them they wait, in order, and are written when there is space again. What may
 * have been written when the database was lost is looked for when it is back: nothing is written twice, and what a person
 * was refused and stands in the ledger after all comes into force.
 */
export class Keeper {
  readonly #store: LedgerStore;
  readonly #onGivenUp: (fact: LedgerFact, why: string) => void;
  readonly #waiting: LedgerFact[] = [];
  readonly #unsure = new UnsureFacts();
  /** hears of a person's facts that were refused as unknown and prove written */
  onFound: (facts: readonly LedgerFact[]) => void = () => {};
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
    const { seq } = this.#store.head();
    try {
      const entries = await this.#store.append(facts);
      this.#succeeded(entries.length);
      // What was unsure stands before these in the ledger, so it comes into force before them.
      this.#settle();
      return ok(entries);
    } catch (error) {
      const text = `not kept: ${messageOf(error)}`;
      if (isBadFact(error)) return fail({ code: 'bad-request', text });
      this.#failed(error);
      if (isUnknown(error)) this.#unsure.add({ afterSeq: seq, facts, isOwn: false });
      return fail({ code: 'disk-full', text });
    }
  }

  /** Tries the waiting facts again; call about once a second. */
  async drain(): Promise<void> {
    if (this.#writing) return;
    this.#settle();
    if (this.#waiting.length === 0) return;
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, 500);
      const { seq } = this.#store.head();
      try {
        await this.#store.append(batch);
        this.#succeeded(batch.length);
      } catch (error) {
        if (isBadFact(error)) {
          if (await this.#appendEach(batch)) continue;
        } else {
          this.#waiting.unshift(...batch);
          if (isUnknown(error)) this.#unsure.add({ afterSeq: seq, facts: batch, isOwn: true });
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
      const { seq } = this.#store.head();
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
        if (isUnknown(error)) this.#unsure.add({ afterSeq: seq, facts: [fact], isOwn: true });
        this.#failed(error);
        return false;
      }
    }
    return true;
  }

  /** What the ledger, read again, holds of what was unsure: the node's own is not written again, a person's counts. */
  #settle(): void {
    for (const { facts, isOwn } of this.#unsure.settle(this.#store)) {
      this.#succeeded(facts.length);
      if (!isOwn) {
        this.onFound(facts);
        continue;
      }
      const written = new Set(facts);
      const left = this.#waiting.filter((fact) => !written.has(fact));
      this.#waiting.splice(0, this.#waiting.length, ...left);
    }
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

/** The ledger was lost in the middle and did not come back in time. */
function isUnknown(error: unknown): boolean {
  return error instanceof StoreFailure && error.code === 'unknown';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
