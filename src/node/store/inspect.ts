import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fingerprint } from '../../share/index.ts';
import { LedgerFile } from './ledger-file.ts';
import { createNotary } from './notary.ts';
import { StoreFailure } from './types.ts';

/** Which member's log a data folder holds. Throws StoreFailure 'no-ledger'. */
function originOf(dataDir: string): string {
  const file = path.join(dataDir, 'ledger.sqlite');
  if (!existsSync(file)) throw new StoreFailure('no-ledger', `${dataDir} holds no ledger`);
  const db = new Database(file, { readonly: true });
  try {
    const row = db.prepare('SELECT origin FROM ledger LIMIT 1').get() as
      { origin: string } | undefined;
    if (row === undefined) throw new StoreFailure('no-ledger', `the ledger in ${dataDir} is empty`);
    return row.origin;
  } finally {
    db.close();
  }
}

/** The ledger of a data folder for reading; the node may be running. Throws StoreFailure. */
export function inspectLedger(dataDir: string): LedgerFile {
  return new LedgerFile(dataDir, originOf(dataDir), { readonly: true });
}

/** The ledger of a stopped node for writing. Throws when the node runs. */
export function takeLedger(dataDir: string): LedgerFile {
  return new LedgerFile(dataDir, originOf(dataDir));
}

/** Fingerprint of a key (hex SPKI), as items carry it and people compare it. */
export function keyFingerprint(publicKey: string): string {
  return fingerprint(createNotary(), publicKey);
}
