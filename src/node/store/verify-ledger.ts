import type { LedgerEntry } from '../../model/index.ts';
import { readRotation } from '../../share/index.ts';
import { FIRST_PREV, hashEntry, isSigned } from './entry.ts';
import { createNotary } from './notary.ts';
import type { LedgerBreak } from './types.ts';

/** What a walk over a log carries from entry to entry. */
interface Walk {
  seq: number;
  hash: string;
  /** hex SPKI that must have signed the next entry */
  key: string;
}

type Pages = (afterSeq: number) => readonly string[];

/**
 * Walks a whole log: numbers, chain, signatures, through changes of key. A jump in numbers is right only at an entry
 * that begins a new epoch (a restored backup).
 * @param page entries after a number, as JSON, oldest first; empty at the end
 * @param lastKey hex SPKI of the key in use at the end of the log: the one that is trusted
 */
export function verifyPages(page: Pages, lastKey: string): LedgerBreak | null {
  const walk: Walk = { seq: 0, hash: FIRST_PREV, key: firstKey(page) ?? lastKey };
  for (;;) {
    const rows = page(walk.seq);
    if (rows.length === 0) break;
    for (const json of rows) {
      const broken = step(walk, json);
      if (broken !== null) return broken;
    }
  }
  if (walk.key === lastKey) return null;
  const text = `the last key of this log is not the key of the node`;
  return { seq: walk.seq, why: 'signature', text };
}

/** The key before the first change; null when the log has none. It is trusted through the chain of changes only. */
function firstKey(page: Pages): string | null {
  for (let after = 0; ;) {
    const rows = page(after);
    if (rows.length === 0) return null;
    for (const json of rows) {
      const entry = parseEntry(json);
      after = entry?.seq ?? after + 1;
      if (entry?.type === 'key.rotated' && typeof entry.body['oldKey'] === 'string')
        return entry.body['oldKey'];
    }
  }
}

function step(walk: Walk, json: string): LedgerBreak | null {
  const seq = walk.seq + 1;
  const entry = parseEntry(json);
  if (entry === null) return { seq, why: 'form', text: `entry ${seq} is not JSON` };
  const jumps = entry.type === 'ledger.epoch' && entry.seq > seq;
  if (entry.seq !== seq && !jumps)
    return { seq, why: 'gap', text: `entry ${seq} is missing, ${entry.seq} follows` };
  if (entry.prev !== walk.hash)
    return { seq, why: 'chain', text: `entry ${entry.seq} does not follow the one before it` };
  if (!isSignedBy(json, walk.key))
    return { seq, why: 'signature', text: `the signature of entry ${entry.seq} does not fit` };
  if (entry.type === 'key.rotated') {
    const change = readRotation(NOTARY, entry.origin, entry.body);
    if (change === null || change.oldKey !== walk.key)
      return { seq, why: 'signature', text: `entry ${entry.seq} announces a key without proof` };
    walk.key = change.newKey;
  }
  walk.seq = entry.seq;
  walk.hash = hashEntry(json);
  return null;
}

const NOTARY = createNotary();

/** Whether an entry is signed by the key (hex SPKI); an entry that is not JSON is not the key's fault. */
export function isSignedBy(json: string, publicKey: string): boolean {
  const entry = parseEntry(json);
  return entry === null || isSigned(entry, publicKey);
}

function parseEntry(json: string): LedgerEntry | null {
  try {
    return JSON.parse(json) as LedgerEntry;
  } catch {
    return null;
  }
}
