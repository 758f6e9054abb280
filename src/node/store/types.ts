import type { LedgerEntry, LedgerFact, Picture, TrackPoint } from '../../model/index.ts';

/** A break in a ledger: the first entry that does not fit, and why. */
export interface LedgerBreak {
  readonly seq: number;
  readonly why: 'gap' | 'chain' | 'signature' | 'form';
  readonly text: string;
}

/** One node's single-writer log (design D1). Implementations share one test suite. */
export interface LedgerStore {
  readonly origin: string;
  /** hex of the SPKI public key that entries are signed with */
  readonly publicKey: string;
  /**
   * Numbers, chains, signs and writes facts, in order and all or none. Resolves only when they are on disk (fsync);
   * appends that come together share one commit. Rejects with a StoreFailure when the disk refuses: nothing of the
   * call was written, and a later call may succeed.
   */
  append(facts: readonly LedgerFact[]): Promise<readonly LedgerEntry[]>;
  /** Entries after a number, oldest first, at most `limit`. */
  read(afterSeq: number, limit: number): readonly LedgerEntry[];
  head(): { readonly seq: number; readonly hash: string };
  /** Walks the whole log; null when every number, chain hash and signature fits. */
  verify(): LedgerBreak | null;
  close(): Promise<void>;
}

/** The disk refused; `code` is SQLite's or the system's. */
export class StoreFailure extends Error {
  override name = 'StoreFailure';
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

/** deg W, S, E, N */
export type Box = readonly [number, number, number, number];

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

/**
 * Past pictures. Writing never waits and never throws: a disk that refuses loses history, counted, not the live
 * picture. What was given more than two seconds ago survives kill -9.
 */
export interface HistoryStore {
  addPicture(picture: Picture, codes: PointCodes): void;
  /** where the pilot of a Remote ID drone stands: kept apart, for operatorDataMs only */
  addOperator(point: OperatorPoint): void;
  flush(): Promise<void>;
  /** One track's points, oldest first, both ends included; at most 100,000. */
  trackPoints(trackNumber: number, fromAt: number, toAt: number): Promise<TrackPoint[]>;
  /** Every point in a box and span; at most 100,000, `clipped` when there were more. */
  boxPoints(box: Box, fromAt: number, toAt: number): Promise<BoxPoints>;
  /** Pictures of the past as track frames with the replay flag, one a step, both ends included. */
  frames(fromAt: number, toAt: number, stepMs: number, box: Box | null): AsyncIterable<Uint8Array>;
  /** Most tracks at a time in each of equal spans. */
  density(fromAt: number, toAt: number, buckets: number): Promise<number[]>;
  operators(trackNumber: number, fromAt: number, toAt: number): Promise<OperatorPoint[]>;
  /** oldest and newest instant kept; null when empty */
  span(): { readonly from: number; readonly to: number } | null;
  retain(limits: Retention, now: number): Promise<void>;
  counters(): HistoryCounters;
  close(): Promise<void>;
}

export interface BoxPoints {
  readonly points: readonly (TrackPoint & { readonly trackNumber: number })[];
  readonly clipped: boolean;
}

export interface HistoryCounters {
  readonly pictures: number;
  readonly points: number;
  readonly segments: number;
  /** pictures given up because the disk refused or the writer was behind */
  readonly lost: number;
}
