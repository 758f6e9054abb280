import type { LedgerFact } from './ledger.ts';

/**
 * A ledger entry as other members get it (docs/adr/0005-series.md). The private number and chain of the originator's
 * log stay at home, since gaps in them would tell of what is withheld. Instead, items of one originator with one and
 * the same label form a series, numbered without gaps from 1: whoever may read one may read all of it.
 */
export interface SharedContent extends LedgerFact {
  readonly origin: string;
  /** made anew when a node is restored from a backup, so that no number is used twice; 16 hex digits */
  readonly epoch: string;
  /** 32 hex digits: of origin, epoch and label */
  readonly series: string;
  readonly number: number;
  /** hash of the item before in the series; 64 zeros for the first */
  readonly prev: string;
}

/** A shared item with the signature of its originator over the canonical JSON of its content. */
export interface SharedItem extends SharedContent {
  /** fingerprint of the key that signed: first 32 hex digits of SHA-256 over the SPKI key */
  readonly key: string;
  /** hex Ed25519 */
  readonly signature: string;
}

/** Why an item from another member is not taken; each has an entry in docs/faults.md. */
export const ITEM_FAULTS = [
  'item-malformed',
  'member-unknown',
  'key-unknown',
  'key-retired',
  'key-revoked',
  'bad-signature',
  'wrong-series',
  'series-gap',
  'series-fork',
  'outbox-gap',
  'outbox-fork',
  'not-its-own',
  'track-malformed',
] as const;
export type ItemFaultCode = (typeof ITEM_FAULTS)[number];

/** One thing wrong with what a member sent: whom it names, and in words. */
export interface ItemFault {
  readonly code: ItemFaultCode;
  /** the member it is held against */
  readonly member: string;
  readonly text: string;
}
