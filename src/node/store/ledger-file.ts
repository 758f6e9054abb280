import { createPublicKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { FIRST_PREV, hashEntry, isSigned, sealFact } from './entry.ts';
import { openNodeKey, publicKeyHex } from './node-key.ts';
import type { LedgerBreak } from './types.ts';

const PAGE = 1000;

/**
 * The ledger in one SQLite file: WAL, synchronous=FULL, so that a commit is on disk when it returns. Synchronous;
 * openLedger() runs it in a thread of its own. Opening one for writing takes the file: a second node is refused.
 */
export class LedgerFile {
  readonly origin: string;
  readonly publicKey: string;
  readonly #db: Database.Database;
  readonly #lock: Database.Database | null;
  readonly #privateKey: KeyObject;
  readonly #insert: Database.Statement;
  readonly #page: Database.Statement;
  #seq: number;
  #hash: string;

  constructor(dataDir: string, origin: string, options: { readonly readonly?: boolean } = {}) {
    this.origin = origin;
    this.#lock = options.readonly === true ? null : takeLock(dataDir);
    const key = openNodeKey(dataDir);
    this.#privateKey = key.privateKey;
    this.publicKey = publicKeyHex(key.publicKey);
    this.#db = new Database(path.join(dataDir, 'ledger.sqlite'), {
      readonly: options.readonly === true,
    });
    if (options.readonly !== true) prepare(this.#db);
    this.#insert = this.#db.prepare(
      'INSERT INTO ledger (origin, seq, at, type, json) VALUES (?, ?, ?, ?, ?)',
    );
    this.#page = this.#db.prepare(
      'SELECT json FROM ledger WHERE origin = ? AND seq > ? ORDER BY seq LIMIT ?',
    );
    const last = this.#db
      .prepare('SELECT seq, json FROM ledger WHERE origin = ? ORDER BY seq DESC LIMIT 1')
      .get(origin) as { seq: number; json: string } | undefined;
    this.#seq = last?.seq ?? 0;
    this.#hash = last === undefined ? FIRST_PREV : hashEntry(last.json);
  }

  /** Writes groups of facts in one commit. Throws SQLite's error, with nothing of it written. */
  appendGroups(groups: readonly (readonly LedgerFact[])[]): LedgerEntry[][] {
    let seq = this.#seq;
    let hash = this.#hash;
    const sealed = this.#db.transaction(() =>
      groups.map((facts) =>
        facts.map((fact) => {
          const { entry, json } = sealFact(fact, this.origin, seq + 1, hash, this.#privateKey);
          this.#insert.run(this.origin, entry.seq, entry.at, entry.type, json);
          seq = entry.seq;
          hash = hashEntry(json);
          return entry;
        }),
      ),
    )();
    this.#seq = seq;
    this.#hash = hash;
    return sealed;
  }

  read(afterSeq: number, limit: number): LedgerEntry[] {
    const rows = this.#page.all(this.origin, afterSeq, limit) as { json: string }[];
    return rows.map((row) => JSON.parse(row.json) as LedgerEntry);
  }

  head(): { seq: number; hash: string } {
    return { seq: this.#seq, hash: this.#hash };
  }

  verify(): LedgerBreak | null {
    const key = createPublicKey({
      key: Buffer.from(this.publicKey, 'hex'),
      format: 'der',
      type: 'spki',
    });
    let seq = 0;
    let hash = FIRST_PREV;
    for (;;) {
      const rows = this.#page.all(this.origin, seq, PAGE) as { json: string }[];
      if (rows.length === 0) return null;
      for (const { json } of rows) {
        const broken = checkEntry(json, seq + 1, hash, key);
        if (broken !== null) return broken;
        seq++;
        hash = hashEntry(json);
      }
    }
  }

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
}

function checkEntry(json: string, seq: number, prev: string, key: KeyObject): LedgerBreak | null {
  let entry: LedgerEntry;
  try {
    entry = JSON.parse(json) as LedgerEntry;
  } catch {
    return { seq, why: 'form', text: `entry ${seq} is not JSON` };
  }
  if (entry.seq !== seq)
    return { seq, why: 'gap', text: `entry ${seq} is missing, ${entry.seq} follows` };
  if (entry.prev !== prev)
    return { seq, why: 'chain', text: `entry ${seq} does not follow the one before it` };
  if (!isSigned(entry, key))
    return { seq, why: 'signature', text: `the signature of entry ${seq} does not fit` };
  return null;
}
