import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { LedgerEntry } from '../../model/index.ts';
import type { Sealed } from './ledger-table.ts';
import { PgLedgerTable } from './pg-ledger-table.ts';
import type { SignedLog } from './signed-log.ts';
import { SqliteLedgerTable } from './sqlite-ledger-table.ts';
import { SQLITE, type StoreSetting } from './store-setting.ts';
import { rememberStore } from './store-file.ts';
import { StoreFailure } from './types.ts';

const PAGE = 1000;
const FILES = ['ledger.sqlite', 'node-key.pem'] as const;

/**
 * Copies a log and its key into a new folder, whatever the back end, as a SQLite file; the node may run. The copy is
 * marked: opened for writing, it begins a new epoch.
 */
export function backupLedger(log: SignedLog, dataDir: string, folder: string): void {
  makeEmpty(folder);
  const copy = new SqliteLedgerTable(folder, true);
  const until = log.head().seq;
  for (let after = 0; after < until;) {
    const rows = log.readJson(after, PAGE).map(toRow);
    copy.insert(rows);
    after = rows.at(-1)?.entry.seq ?? until;
  }
  copy.markBackup();
  copy.close();
  copyFileSync(path.join(dataDir, 'node-key.pem'), path.join(folder, 'node-key.pem'));
}

/**
 * Puts a backup into a new data folder, and its log into the store; whichever back end it came from. The first node
 * that opens it begins a new epoch.
 */
export function restoreBackup(folder: string, dataDir: string, store: StoreSetting = SQLITE): void {
  for (const name of FILES)
    if (!existsSync(path.join(folder, name)))
      throw new StoreFailure('no-backup', `${folder} is no backup: it has no ${name}`);
  makeEmpty(dataDir);
  copyFileSync(path.join(folder, 'node-key.pem'), path.join(dataDir, 'node-key.pem'));
  if (store.kind === 'sqlite') {
    copyFileSync(path.join(folder, 'ledger.sqlite'), path.join(dataDir, 'ledger.sqlite'));
    return;
  }
  const from = new SqliteLedgerTable(folder, false);
  const origin = from.origin();
  const pages = function* (): Generator<Sealed[]> {
    for (let after = 0; ;) {
      const rows = origin === null ? [] : from.page(origin, after, PAGE).map(toRow);
      if (rows.length === 0) return;
      yield rows;
      after = rows.at(-1)!.entry.seq;
    }
  };
  try {
    PgLedgerTable.fill(store, pages());
  } finally {
    from.close();
  }
  rememberStore(dataDir, store);
}

function toRow(json: string): Sealed {
  return { entry: JSON.parse(json) as LedgerEntry, json };
}

function makeEmpty(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = readdirSync(folder);
  if (found.length > 0)
    throw new StoreFailure('not-empty', `${folder} is not empty: it holds ${found[0]}`);
}
