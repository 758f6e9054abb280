import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';

export const FIRST_PREV = '0'.repeat(64);

/** The chain's hash of an entry: SHA-256 over its canonical JSON, signature included. */
export function hashEntry(entryJson: string): string {
  return createHash('sha256').update(entryJson).digest('hex');
}

/** Numbers, chains and signs one fact. Returns the entry and its canonical JSON, which is what is stored. */
export function sealFact(
  fact: LedgerFact,
  origin: string,
  seq: number,
  prev: string,
  key: KeyObject,
): { readonly entry: LedgerEntry; readonly json: string } {
  const { type, at, actor, body, label } = fact;
  const unsigned = { type, at, actor, body, label, origin, seq, prev };
  const signature = sign(
    null,
    Buffer.from(canonicalJson(unsigned as unknown as Json)),
    key,
  ).toString('hex');
  const entry: LedgerEntry = { ...unsigned, signature };
  return { entry, json: canonicalJson(entry as unknown as Json) };
}

/** Whether the signature of an entry is that of the key. */
export function isSigned(entry: LedgerEntry, key: KeyObject): boolean {
  const { signature, ...unsigned } = entry;
  const bytes = Buffer.from(canonicalJson(unsigned as unknown as Json));
  return verify(null, bytes, key, Buffer.from(signature, 'hex'));
}
