import type { sealFact } from './entry.ts';
import { PgLedgerTable } from './pg-ledger-table.ts';
import { SqliteLedgerTable } from './sqlite-ledger-table.ts';
import type { StoreSetting } from './store-setting.ts';

export type Sealed = ReturnType<typeof sealFact>;

/**
 * Where a ledger's entries lie: rows under (origin, seq), nothing else. What they mean (numbers, chain, signatures,
 * epochs) is SignedLog's, the same over every back end. Synchronous; errors carry a `code` for explainDisk().
 */
export interface LedgerTable {
  /** whose log this is; null when it is empty */
  origin(): string | null;
  /** the newest entry's canonical JSON; null when there is none */
  last(origin: string): string | null;
  /** canonical JSON of the entries after a number, oldest first */
  page(origin: string, afterSeq: number, limit: number): string[];
  /** On disk when it returns, all or none. With `beginsEpoch` it is a backup no longer. */
  insert(rows: readonly Sealed[], options?: { readonly beginsEpoch?: boolean }): void;
  /** whether these rows came out of a backup and nothing was written since */
  isBackup(): boolean;
  /** Throws 'unreachable' when this opening may write no more: the table has to be opened again. */
  check(): void;
  close(): void;
}

/** Opening one for writing takes the log: a second program is refused with SQLITE_BUSY or 'busy'. */
export function openLedgerTable(
  dataDir: string,
  store: StoreSetting,
  options: { readonly mayWrite: boolean; readonly limitMs?: number },
): LedgerTable {
  return store.kind === 'sqlite'
    ? new SqliteLedgerTable(dataDir, options.mayWrite)
    : new PgLedgerTable(store, options);
}
