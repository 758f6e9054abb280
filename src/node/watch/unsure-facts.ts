import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import type { LedgerStore } from '../store/index.ts';

/** Calls of which it is not known whether they were written; beyond it the oldest stay unsure until the next start. */
const MAX_UNSURE = 1_000;
const PAGE = 10_000;

export interface Unsure {
  /** the newest entry that was known when it was given to the ledger */
  readonly afterSeq: number;
  readonly facts: readonly LedgerFact[];
  /** the node's own, which it would write again */
  readonly isOwn: boolean;
}

/**
 * Facts whose ledger was lost while they were written and did not come back in time. When it can be read again they
 * stand in it, together and in their order, or they were never written.
 */
export class UnsureFacts {
  #unsure: Unsure[] = [];

  add(call: Unsure): void {
    this.#unsure = [...this.#unsure, call].slice(-MAX_UNSURE);
  }

  /** Calls that prove written, oldest first; empty while the ledger cannot be read, or when there is nothing to ask. */
  settle(store: LedgerStore): readonly Unsure[] {
    if (this.#unsure.length === 0 || store.trouble() !== '') return [];
    let entries: readonly LedgerEntry[];
    try {
      const after = this.#unsure.reduce((seq, { afterSeq }) => Math.min(seq, afterSeq), Infinity);
      entries = store.read(after, PAGE);
    } catch {
      // Lost once more: asked again.
      return [];
    }
    const known = entries.map((entry) => ({ seq: entry.seq, text: textOf(entry) }));
    const written = this.#unsure.filter(({ afterSeq, facts }) => {
      const texts = facts.map(textOf);
      return known.some(
        ({ seq }, from) =>
          seq > afterSeq && texts.every((text, i) => known[from + i]?.text === text),
      );
    });
    this.#unsure = [];
    return written;
  }
}

function textOf({ type, at, actor, body, label }: LedgerFact): string {
  return canonicalJson({ type, at, actor, body, label } as unknown as Json);
}
