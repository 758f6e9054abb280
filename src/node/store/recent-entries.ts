import type { LedgerEntry } from '../../model/index.ts';

/** Entries kept at most, about 2 MB; the oldest go first. */
const MAX_RECENT = 2_000;

/** The newest entries of a log, so that who follows it asks no disk and no database. */
export class RecentEntries {
  #entries: LedgerEntry[] = [];

  /** @param entries that follow those added before */
  add(entries: readonly LedgerEntry[]): void {
    this.#entries.push(...entries);
    // Cut at twice the bound, so that it is not done at every append.
    if (this.#entries.length > 2 * MAX_RECENT) this.#entries = this.#entries.slice(-MAX_RECENT);
  }

  /** Entries after a number; null when older ones than are kept would belong to them. */
  read(afterSeq: number, limit: number): readonly LedgerEntry[] | null {
    const first = this.#entries[0];
    if (first === undefined || afterSeq < first.seq - 1) return null;
    // From the end: who follows the log asks for the last few.
    const from = this.#entries.findLastIndex(({ seq }) => seq <= afterSeq) + 1;
    return this.#entries.slice(from, from + limit);
  }
}
