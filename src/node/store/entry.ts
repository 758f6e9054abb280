import { createHash, type KeyObject, sign } from 'node:crypto';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { verifySignature } from './notary.ts';

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
  const text = canonicalJson(unsigned as unknown as Json);
  const signature = sign(null, Buffer.from(text), key).toString('hex');
  // In canonical order `signature` stands before `type`, the last key: put in there, a fifth of the time is saved.
  const end = `,"type":${JSON.stringify(type)}}`;
  const json = `${text.slice(0, -end.length)},"signature":"${signature}"${end}`;
  return { entry: { ...unsigned, signature }, json };
}

/** Whether the signature of an entry is that of the key (hex SPKI). */
export function isSigned(entry: LedgerEntry, publicKey: string): boolean {
  const { signature, ...unsigned } = entry;
  const bytes = Buffer.from(canonicalJson(unsigned as unknown as Json));
  return verifySignature(publicKey, bytes, signature);
}
