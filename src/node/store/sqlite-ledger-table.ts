import path from 'node:path';
import Database from 'better-sqlite3';
import type { LedgerTable, Sealed } from './ledger-table.ts';

/** In `ledger.sqlite` of the data folder: WAL, synchronous=FULL, so that a commit is on disk when it returns. */
export class SqliteLedgerTable implements LedgerTable {
  readonly #db: Database.Database;
  readonly #lock: Database.Database | null;
  readonly #insert: Database.Statement;
  readonly #page: Database.Statement;
  readonly #last: Database.Statement;

  constructor(dataDir: string, mayWrite: boolean) {
    this.#lock = mayWrite ? takeLock(dataDir) : null;
    this.#db = new Database(path.join(dataDir, 'ledger.sqlite'), { readonly: !mayWrite });
    if (mayWrite) prepare(this.#db);
    this.#insert = this.#db.prepare(
      'INSERT INTO ledger (origin, seq, at, type, json) VALUES (?, ?, ?, ?, ?)',
    );
    this.#page = this.#db
      .prepare('SELECT json FROM ledger WHERE origin = ? AND seq > ? ORDER BY seq LIMIT ?')
      .pluck();
    this.#last = this.#db
      .prepare('SELECT json FROM ledger WHERE origin = ? ORDER BY seq DESC LIMIT 1')
      .pluck();
  }

  origin(): string | null {
    const found = this.#db.prepare('SELECT origin FROM ledger LIMIT 1').pluck().get();
    return (found as string | undefined) ?? null;
  }

  last(origin: string): string | null {
    return (this.#last.get(origin) as string | undefined) ?? null;
  }

  page(origin: string, afterSeq: number, limit: number): string[] {
    return this.#page.all(origin, afterSeq, limit) as string[];
  }

  insert(rows: readonly Sealed[], { beginsEpoch = false } = {}): void {
    this.#db.transaction(() => {
      for (const { entry, json } of rows)
        this.#insert.run(entry.origin, entry.seq, entry.at, entry.type, json);
      if (beginsEpoch) this.#db.exec("DELETE FROM meta WHERE name = 'backup'");
    })();
  }

  isBackup(): boolean {
    return this.#db.prepare("SELECT 1 FROM meta WHERE name = 'backup'").get() !== undefined;
  }

  markBackup(): void {
    this.#db.exec("INSERT OR REPLACE INTO meta VALUES ('backup', '1')");
  }

  /** A file that was opened stays open. */
  check(): void {}

  close(): void {
    this.#db.close();
    this.#lock?.close();
  }
}

/** Two nodes on one data folder would number entries twice: the second is refused. Let go when the process ends. */
function takeLock(dataDir: string): Database.Database {
  const lock = new Database(path.join(dataDir, 'lock.sqlite'), { timeout: 500 });
  lock.exec('BEGIN EXCLUSIVE');
  return lock;
}

function prepare(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE IF NOT EXISTS ledger (
    origin TEXT NOT NULL, seq INTEGER NOT NULL, at REAL NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (origin, seq)) WITHOUT ROWID`);
  db.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
}
