import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerFact } from '../../model/index.ts';
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

  /** Calls that prove written, in the ledger's order; empty while it cannot be read, or when there is nothing to ask. */
  settle(store: LedgerStore): readonly Unsure[] {
    if (this.#unsure.length === 0 || store.trouble() !== '') return [];
    const after = this.#unsure.reduce((seq, { afterSeq }) => Math.min(seq, afterSeq), Infinity);
    let known: readonly Known[];
    try {
      known = readAll(store, after);
    } catch {
      // Lost once more: asked again.
      return [];
    }
    const taken = new Set<number>();
    const written: { readonly call: Unsure; readonly from: number }[] = [];
    for (const call of this.#unsure) {
      const texts = call.facts.map(textOf);
      const from = known.findIndex(
        ({ seq }, at) =>
          seq > call.afterSeq &&
          !taken.has(at) &&
          texts.every((text, i) => known[at + i]?.text === text),
      );
      if (from < 0) continue;
      texts.forEach((_, i) => taken.add(from + i));
      written.push({ call, from });
    }
    this.#unsure = [];
    return written.sort((a, b) => a.from - b.from).map(({ call }) => call);
  }
}

interface Known {
  readonly seq: number;
  readonly text: string;
}

function readAll(store: LedgerStore, afterSeq: number): Known[] {
  const known: Known[] = [];
  for (let after = afterSeq; ;) {
    const page = store.read(after, PAGE);
    for (const entry of page) known.push({ seq: entry.seq, text: textOf(entry) });
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return known;
    after = last.seq;
  }
}

function textOf({ type, at, actor, body, label }: LedgerFact): string {
  return canonicalJson({ type, at, actor, body, label } as unknown as Json);
}
