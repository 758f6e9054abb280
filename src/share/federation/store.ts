import type { ItemFaultCode, Label, SharedItem } from '../../model/index.ts';
import type { KeyRing } from '../ledger/key-ring.ts';
import type { Position, SeriesMark } from './messages.ts';

/** Newest of a series held, with the label that all of it has. */
export interface SeriesHead extends SeriesMark {
  readonly label: Label;
  /** closed: its originator told different things; nothing more of it is taken */
  readonly isClosed: boolean;
}

/** What was refused and why, with the items that prove it. */
export interface Quarantined {
  readonly at: number;
  readonly member: string;
  readonly code: ItemFaultCode;
  readonly text: string;
  readonly evidence: readonly SharedItem[];
}

export interface Place {
  readonly hash: string;
  readonly state: 'held' | 'void' | 'recalled';
}

/** Hash of a void whose content nobody remembers: a restored node filled a hole with it. */
export const UNKNOWN_HASH = 'f'.repeat(64);

/** What one message changes; written whole or not at all, voids first: an item of the same commit may fill one. */
export interface Commit {
  readonly peer: string;
  readonly position: Position | null;
  readonly items: readonly { readonly item: SharedItem; readonly hash: string }[];
  /** places of items that were recalled before they came */
  readonly voids: readonly SeriesMark[];
  /** items held that their originator took back: the content goes, place and hash stay */
  readonly recalls: readonly { readonly series: string; readonly number: number }[];
  readonly heads: readonly SeriesHead[];
  readonly ring: KeyRing | null;
  readonly quarantine: readonly Quarantined[];
  readonly takenAt: number;
}

export interface StoredFederation {
  readonly positions: ReadonlyMap<string, Position>;
  readonly heads: readonly SeriesHead[];
  readonly rings: readonly KeyRing[];
  readonly quarantine: readonly Quarantined[];
}

/**
 * What a node keeps of other members. Owned by the core; node/federation and the simulation implement it.
 * commit() is on disk when it returns and throws when the disk refuses, with nothing of it written.
 */
export interface FederationStore {
  load(): StoredFederation;
  commit(commit: Commit): void;
  /** an item held, its place when it was recalled (void: before it came); null: never came */
  placeOf(series: string, number: number): Place | null;
  /** null: never came, recalled or void */
  itemAt(series: string, number: number): SharedItem | null;
  /** items of an originator that lie beyond the marks, in order of arrival, at most `limit` */
  itemsBeyond(origin: string, marks: readonly SeriesMark[], limit: number): readonly SharedItem[];
  /** everything held, in order of arrival */
  items(): Iterable<{ readonly item: SharedItem; readonly takenAt: number }>;
}

/** Quarantine entries kept; the oldest go first. */
export const MAX_QUARANTINE = 1000;
