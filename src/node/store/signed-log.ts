import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { epochFact, rotationFact } from '../../share/index.ts';
import { FIRST_PREV, hashEntry, sealFact } from './entry.ts';
import { HeadFile } from './head-file.ts';
import { openNextKey, openNodeKey, prepareNextKey, publicKeyHex, useNextKey } from './node-key.ts';
import { createSigner } from './notary.ts';
import { isSignedBy, verifyPages } from './verify-ledger.ts';
import { openLedgerTable, type LedgerTable, type Sealed } from './ledger-table.ts';
import { checkStore, rememberStore } from './store-file.ts';
import { SQLITE, type StoreSetting } from './store-setting.ts';
import { StoreFailure, type LedgerBreak, type LedgerHead } from './types.ts';

const PAGE = 1000;

/** What became of one group: its entries, or why it cannot be written at all. */
export type AppendedGroup =
  | { readonly ok: true; readonly entries: readonly LedgerEntry[]; readonly head: LedgerHead }
  | { readonly ok: false; readonly text: string };

/**
 * One node's log: numbers, chains and signs facts with the key in the data folder, over the rows of a LedgerTable.
 * Synchronous; openLedger() runs it in a thread of its own. Opening one for writing takes the log: a second node is
 * refused.
 */
export class SignedLog {
  readonly origin: string;
  #publicKey: string;
  readonly #dataDir: string;
  readonly #table: LedgerTable;
  readonly #headFile: HeadFile | null;
  #privateKey: KeyObject;
  #seq: number;
  #hash: string;

  /** @param origin null: whoever's log it is */
  constructor(
    dataDir: string,
    origin: string | null,
    options: {
      readonly readonly?: boolean;
      readonly now?: () => number;
      readonly store?: StoreSetting;
      /** longest that a call to a database may hold up its thread */
      readonly limitMs?: number;
    } = {},
  ) {
    this.#dataDir = dataDir;
    const { store = SQLITE } = options;
    const mayWrite = options.readonly !== true;
    if (mayWrite) checkStore(dataDir, store);
    this.#table = openLedgerTable(dataDir, store, { mayWrite, ...options });
    try {
      this.origin = origin ?? this.#table.origin() ?? noLedger(dataDir);
      const last = this.#table.last(this.origin);
      this.#seq = last === null ? 0 : (JSON.parse(last) as LedgerEntry).seq;
      this.#hash = last === null ? FIRST_PREV : hashEntry(last);
      const key = openNodeKey(dataDir, last === null && mayWrite);
      this.#privateKey = key.privateKey;
      this.#publicKey = publicKeyHex(key.publicKey);
      if (last !== null) this.#settleKey(last, mayWrite);
      if (mayWrite && store.kind === 'postgresql') rememberStore(dataDir, store);
      this.#headFile = mayWrite ? new HeadFile(dataDir) : null;
      const isBehind = this.#headFile !== null && this.#headFile.seq > this.#seq;
      if (mayWrite && (isBehind || this.#table.isBackup()))
        this.#beginEpoch((options.now ?? Date.now)());
    } catch (error) {
      this.#table.close();
      throw error;
    }
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
   * A log that came out of a backup, or ends before what this node has written, has forgotten something. So that no
   * number and no series is used twice, the log goes on at a number that time alone makes higher than any before, under a new epoch (ADR 5).
   */
  #beginEpoch(now: number): void {
    const after = this.#seq;
    const epoch = randomBytes(8).toString('hex');
    const fact = epochFact(epoch, after, { actor: 'restore', reason: 'restored', now });
    const seq = nextSeq(after, fact);
    const { entry, json } = sealFact(fact, this.origin, seq, this.#hash, this.#privateKey);
    this.#table.insert([{ entry, json }], { beginsEpoch: true });
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
   * Writes groups of facts in one commit. A group that holds something a ledger cannot hold (NaN, a function) is
   * refused alone. Throws the table's error, with nothing of it written
   * (but for 'unreachable': then the log has to be opened again to know).
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
    this.#table.insert(rows);
    this.#seq = seq;
    this.#hash = hash;
    this.#headFile?.note(seq);
    return made;
  }

  read(afterSeq: number, limit: number): LedgerEntry[] {
    return this.readJson(afterSeq, limit).map((json) => JSON.parse(json) as LedgerEntry);
  }

  /** Entries as they are stored: canonical JSON. */
  readJson(afterSeq: number, limit: number): string[] {
    return this.#table.page(this.origin, afterSeq, limit);
  }

  head(): { seq: number; hash: string } {
    return { seq: this.#seq, hash: this.#hash };
  }

  headAfter(entry: LedgerEntry): { seq: number; hash: string } {
    return { seq: entry.seq, hash: hashEntry(canonicalJson(entry as unknown as Json)) };
  }

  verify(): LedgerBreak | null {
    return verifyPages((after) => this.readJson(after, PAGE), this.#publicKey);
  }

  /** Throws 'unreachable' when nothing can be written through this opening any more. */
  check(): void {
    this.#table.check();
  }

  close(): void {
    this.#headFile?.note(this.#seq, true);
    this.#table.close();
  }
}

function noLedger(dataDir: string): never {
  throw new StoreFailure('no-ledger', `the ledger of ${dataDir} is empty`);
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
