import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { StoreFailure } from './types.ts';

const FILES = ['ledger.sqlite', 'node-key.pem'] as const;

/** Copies a running ledger and its key into a new folder, and marks the copy as one. */
export async function backupInto(
  db: Database.Database,
  dataDir: string,
  folder: string,
): Promise<void> {
  makeEmpty(folder);
  const copy = path.join(folder, 'ledger.sqlite');
  await db.backup(copy);
  const written = new Database(copy);
  written.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
  written.exec("INSERT OR REPLACE INTO meta VALUES ('backup', '1')");
  written.close();
  copyFileSync(path.join(dataDir, 'node-key.pem'), path.join(folder, 'node-key.pem'));
}

/** Puts a backup into a new data folder. The first node that opens it begins a new epoch. */
export function restoreBackup(folder: string, dataDir: string): void {
  for (const name of FILES)
    if (!existsSync(path.join(folder, name)))
      throw new StoreFailure('no-backup', `${folder} is no backup: it has no ${name}`);
  makeEmpty(dataDir);
  for (const name of FILES) copyFileSync(path.join(folder, name), path.join(dataDir, name));
}

function makeEmpty(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = readdirSync(folder);
  if (found.length > 0)
    throw new StoreFailure('not-empty', `${folder} is not empty: it holds ${found[0]}`);
}
