import type {
  Box,
  LedgerEntry,
  LedgerFact,
  Picture,
  TrackDetail,
  TrackPoint,
} from '../../model/index.ts';

/** A break in a ledger: the first entry that does not fit, and why. */
export interface LedgerBreak {
  readonly seq: number;
  readonly why: 'gap' | 'chain' | 'signature' | 'form';
  readonly text: string;
}

/** Facts that may wait for the disk; beyond it append is refused at once. */
export const MAX_WAITING = 10_000;

/** Where a log ends. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
}

/** One node's single-writer log (design D1). Implementations share one test suite. */
export interface LedgerStore {
  readonly origin: string;
  /** hex of the SPKI public key that entries are signed with */
  readonly publicKey: string;
  /**
   * Numbers, chains, signs and writes facts, in order and all or none. Resolves only when they are on disk (fsync);
   * appends that come together share one commit. Rejects with a StoreFailure when the disk refuses: nothing of the
   * call was written, and a later call may succeed; with the code `bad-fact` when these facts can never be written; with
   * `unknown` when the disk or database was lost in the middle and did not come back in time: it may be written.
   */
  append(facts: readonly LedgerFact[]): Promise<readonly LedgerEntry[]>;
  /**
   * Entries after a number, oldest first, at most `limit`. The newest come from memory. Throws StoreFailure when older
   * ones cannot be read.
   */
  read(afterSeq: number, limit: number): readonly LedgerEntry[];
  head(): LedgerHead;
  /** Walks the whole log; null when every number, chain hash and signature fits. */
  verify(): LedgerBreak | null;
  /** Why nothing can be written now, for a person; empty when it can. */
  trouble(): string;
  close(): Promise<void>;
}

/** The disk or database refused; `code` is SQLite's, PostgreSQL's, the system's or a word of ours. */
export class StoreFailure extends Error {
  override name = 'StoreFailure';
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

/** Points one query gives at most. */
export const MAX_HISTORY_POINTS = 100_000;
/** A past picture older than this is none: the node was not watching. */
export const STALE_MS = 10_000;

/** Small codes kept with every point, so that a replay has its colours. */
export interface PointCodes {
  /** index in IDENTITIES */
  identityOf(trackNumber: number): number;
  /** alert column of the track frame */
  alertOf(trackNumber: number): number;
}

export interface Retention {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  readonly operatorDataMs: number;
}

export interface OperatorPoint {
  readonly trackNumber: number;
  readonly at: number;
  readonly latRad: number;
  readonly lonRad: number;
  readonly operatorId: string;
}

/** What was known of a track from an instant on: TrackDetail as JSON, without the operator's data. */
export interface KeptDetail {
  readonly trackNumber: number;
  readonly at: number;
  readonly json: string;
}

/**
 * Past pictures. Writing never waits and never throws: a disk that refuses loses history, counted, not the live
 * picture. What was given more than two seconds ago survives kill -9; a power cut may cost the last minute.
 */
export interface HistoryStore {
  addPicture(picture: Picture, codes: PointCodes): void;
  /** where the pilot of a Remote ID drone stands: kept apart, for operatorDataMs only */
  addOperator(point: OperatorPoint): void;
  /** Who a track is, when it changed; operator fields are left out (see addOperator). */
  addDetail(detail: TrackDetail, at: number): void;
  flush(): Promise<void>;
  /** One track's points, oldest first, both ends included; at most 100,000. */
  trackPoints(trackNumber: number, fromAt: number, toAt: number): Promise<TrackPoint[]>;
  /** Every point in a box and span; at most 100,000, `clipped` when there were more. */
  boxPoints(box: Box, fromAt: number, toAt: number): Promise<BoxPoints>;
  /**
   * Pictures of the past as track frames with the replay flag, one a step, both ends included: at each instant the
   * newest picture at or before it, none when that is older than 10 s.
   */
  frames(fromAt: number, toAt: number, stepMs: number, box: Box | null): AsyncIterable<Uint8Array>;
  /** Most tracks at a time in each of equal spans. */
  density(fromAt: number, toAt: number, buckets: number): Promise<number[]>;
  /** The last word on each of these tracks at or before an instant; tracks without one are left out. */
  details(trackNumbers: readonly number[], at: number): Promise<TrackDetail[]>;
  operators(trackNumber: number, fromAt: number, toAt: number): Promise<OperatorPoint[]>;
  /** oldest and newest instant kept; null when empty */
  span(): { readonly from: number; readonly to: number } | null;
  retain(limits: Retention, now: number): Promise<void>;
  counters(): HistoryCounters;
  close(): Promise<void>;
}

export interface BoxPoint extends TrackPoint {
  readonly trackNumber: number;
}

export interface BoxPoints {
  readonly points: readonly BoxPoint[];
  readonly clipped: boolean;
}

export interface HistoryCounters {
  readonly pictures: number;
  readonly points: number;
  readonly segments: number;
  /** pictures given up because the disk refused or the writer was behind */
  readonly lost: number;
  /** why the disk refuses history; empty when it does not */
  readonly trouble: string;
}
