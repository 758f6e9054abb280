import { createPublicKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { FIRST_PREV, hashEntry, isSigned, sealFact } from './entry.ts';
import { openNodeKey, publicKeyHex } from './node-key.ts';
import { StoreFailure, type LedgerBreak } from './types.ts';

const PAGE = 1000;

export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
}

type Sealed = ReturnType<typeof sealFact>;

/** What became of one group: its entries, or why it cannot be written at all. */
export type AppendedGroup =
  | { readonly ok: true; readonly entries: readonly LedgerEntry[]; readonly head: LedgerHead }
  | { readonly ok: false; readonly text: string };

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
    const key = openNodeKey(dataDir, last === undefined && options.readonly !== true);
    this.#privateKey = key.privateKey;
    this.publicKey = publicKeyHex(key.publicKey);
    if (last !== undefined && !isSignedBy(last.json, key.publicKey)) {
      const text = `The key in ${dataDir} is not the one its ledger was written with (entry ${last.seq}). Put the right node-key.pem back from a backup.`;
      throw new StoreFailure('key-foreign', text);
    }
  }

  /**
   * Writes groups of facts in one commit. A group that holds something a ledger cannot hold (NaN, a function) is
   * refused alone. Throws SQLite's error, with nothing of it written.
   */
  appendGroups(groups: readonly (readonly LedgerFact[])[]): AppendedGroup[] {
    let seq = this.#seq;
    let hash = this.#hash;
    const rows: Sealed[] = [];
    const made = groups.map((facts): AppendedGroup => {
      const before = { seq, hash, rows: rows.length };
      try {
        const entries = facts.map((fact) => {
          const sealed = sealFact(checkFact(fact), this.origin, seq + 1, hash, this.#privateKey);
          seq = sealed.entry.seq;
          hash = hashEntry(sealed.json);
          rows.push(sealed);
          return sealed.entry;
        });
        return { ok: true, entries, head: { seq, hash } };
      } catch (error) {
        ({ seq, hash } = before);
        rows.length = before.rows;
        return { ok: false, text: error instanceof Error ? error.message : String(error) };
      }
    });
    this.#db.transaction(() => {
      for (const { entry, json } of rows)
        this.#insert.run(this.origin, entry.seq, entry.at, entry.type, json);
    })();
    this.#seq = seq;
    this.#hash = hash;
    return made;
  }

  read(afterSeq: number, limit: number): LedgerEntry[] {
    const rows = this.#page.all(this.origin, afterSeq, limit) as { json: string }[];
    return rows.map((row) => JSON.parse(row.json) as LedgerEntry);
  }

  head(): { seq: number; hash: string } {
    return { seq: this.#seq, hash: this.#hash };
  }

  headAfter(entry: LedgerEntry): { seq: number; hash: string } {
    return { seq: entry.seq, hash: hashEntry(canonicalJson(entry as unknown as Json)) };
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

/** Facts come from another thread: what is no fact throws here, before anything is written. */
function checkFact(fact: LedgerFact): LedgerFact {
  if (typeof fact.type !== 'string' || fact.type === '') throw new TypeError('a fact has a type');
  if (!Number.isFinite(fact.at)) throw new TypeError(`${fact.type}: its time is no number`);
  return fact;
}

function isSignedBy(json: string, key: KeyObject): boolean {
  try {
    return isSigned(JSON.parse(json) as LedgerEntry, key);
  } catch {
    // An entry that is not JSON is verify()'s to report; the key is not to blame.
    return true;
  }
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
