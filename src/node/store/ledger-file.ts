import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { epochFact, rotationFact } from '../../share/index.ts';
import { FIRST_PREV, hashEntry, sealFact } from './entry.ts';
import { openNextKey, openNodeKey, prepareNextKey, publicKeyHex, useNextKey } from './node-key.ts';
import { createSigner } from './notary.ts';
import { backupInto } from './backup.ts';
import { isSignedBy, verifyPages } from './verify-ledger.ts';
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
  #publicKey: string;
  readonly #dataDir: string;
  readonly #db: Database.Database;
  readonly #lock: Database.Database | null;
  #privateKey: KeyObject;
  readonly #insert: Database.Statement;
  readonly #page: Database.Statement;
  #seq: number;
  #hash: string;

  constructor(
    dataDir: string,
    origin: string,
    options: { readonly readonly?: boolean; readonly now?: () => number } = {},
  ) {
    this.origin = origin;
    this.#dataDir = dataDir;
    const mayWrite = options.readonly !== true;
    this.#lock = mayWrite ? takeLock(dataDir) : null;
    this.#db = new Database(path.join(dataDir, 'ledger.sqlite'), { readonly: !mayWrite });
    if (mayWrite) prepare(this.#db);
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
    const key = openNodeKey(dataDir, last === undefined && mayWrite);
    this.#privateKey = key.privateKey;
    this.#publicKey = publicKeyHex(key.publicKey);
    if (last !== undefined) this.#settleKey(last.json, mayWrite);
    if (mayWrite && isBackup(this.#db)) this.#beginEpoch((options.now ?? Date.now)());
  }

  get publicKey(): string {
    return this.#publicKey;
  }

  /** Finishes a change of key that was interrupted, and refuses a key that is not this ledger's. */
  #settleKey(lastJson: string, mayWrite: boolean): void {
    const announced = announcedKey(lastJson);
    if (announced === this.#publicKey) return;
    const next = openNextKey(this.#dataDir);
    if (announced !== null && next !== null && announced === publicKeyHex(createPublicKey(next))) {
      if (mayWrite) useNextKey(this.#dataDir);
      this.#useKey(next);
      return;
    }
    if (announced === null && isSignedBy(lastJson, this.#publicKey)) return;
    const text = `The key in ${this.#dataDir} is not the one its ledger was written with (entry ${this.#seq}). Put the right node-key.pem back from a backup.`;
    throw new StoreFailure('key-foreign', text);
  }

  #useKey(privateKey: KeyObject): void {
    this.#privateKey = privateKey;
    this.#publicKey = publicKeyHex(createPublicKey(privateKey));
  }

  /**
   * A file that came out of a backup has forgotten what was written after it. So that no number and no series is used
   * twice, the log goes on at a number that time alone makes higher than any before, under a new epoch (ADR 5).
   */
  #beginEpoch(now: number): void {
    const after = this.#seq;
    const epoch = randomBytes(8).toString('hex');
    const fact = epochFact(epoch, after, { actor: 'restore', reason: 'restored', now });
    const seq = nextSeq(after, fact);
    const { entry, json } = sealFact(fact, this.origin, seq, this.#hash, this.#privateKey);
    this.#db.transaction(() => {
      this.#insert.run(this.origin, entry.seq, entry.at, entry.type, json);
      this.#db.exec("DELETE FROM meta WHERE name = 'backup'");
    })();
    this.#seq = seq;
    this.#hash = hashEntry(json);
  }

  /**
   * A new key for the node: announced by the old one in its last entry, then put in its place. Interrupted at any
   * moment, the next opening finishes it or finds it not begun.
   */
  rotateKey(now: number): LedgerEntry {
    const next = prepareNextKey(this.#dataDir);
    const fact = rotationFact(this.origin, createSigner(this.#privateKey), createSigner(next), now);
    const [group] = this.appendGroups([[fact]]);
    if (group?.ok !== true) throw new StoreFailure('bad-fact', group?.text ?? 'not written');
    useNextKey(this.#dataDir);
    this.#useKey(next);
    return group.entries[0]!;
  }

  /**
   * Copies the log and the key into a new folder while the node runs. The copy is marked: opened for writing, it
   * begins a new epoch. Throws SQLite's or the system's error.
   */
  async backup(folder: string): Promise<void> {
    await backupInto(this.#db, this.#dataDir, folder);
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
          const next = nextSeq(seq, fact);
          const sealed = sealFact(checkFact(fact), this.origin, next, hash, this.#privateKey);
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
    const page = (after: number): string[] =>
      (this.#page.all(this.origin, after, PAGE) as { json: string }[]).map((row) => row.json);
    return verifyPages(page, this.#publicKey);
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
  db.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
}

function isBackup(db: Database.Database): boolean {
  return db.prepare("SELECT 1 FROM meta WHERE name = 'backup'").get() !== undefined;
}

/** The key that an entry announces; null when it is not a change of key. */
function announcedKey(json: string): string | null {
  try {
    const { type, body } = JSON.parse(json) as LedgerEntry;
    return type === 'key.rotated' && typeof body['newKey'] === 'string' ? body['newKey'] : null;
  } catch {
    return null;
  }
}

/** A new epoch begins above every number that a forgotten part of the log can have used (ADR 5). */
function nextSeq(seq: number, { type, at }: LedgerFact): number {
  return type === 'ledger.epoch' ? Math.max(seq + 1, Math.ceil(at) * 1000) : seq + 1;
}

/** Facts come from another thread: what is no fact throws here, before anything is written. */
function checkFact(fact: LedgerFact): LedgerFact {
  if (typeof fact.type !== 'string' || fact.type === '') throw new TypeError('a fact has a type');
  if (!Number.isFinite(fact.at)) throw new TypeError(`${fact.type}: its time is no number`);
  return fact;
}
