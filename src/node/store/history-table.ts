import type { Box } from '../../model/index.ts';
import { PgHistoryReadTable } from './pg-history-read-table.ts';
import { PgHistoryWriteTable } from './pg-history-write-table.ts';
import { SqliteHistoryReadTable } from './sqlite-history-read-table.ts';
import { SqliteHistoryWriteTable } from './sqlite-history-write-table.ts';
import type { StoreSetting } from './store-setting.ts';
import type { KeptDetail, OperatorPoint } from './types.ts';

/** Pictures of one minute as they are on disk. */
export interface BatchRow {
  readonly id: number;
  readonly minute: number;
  readonly firstId: number;
  readonly lastId: number;
  readonly most: number;
  /** ms since the minute began */
  readonly times: Int32Array;
}

export interface PackedSegment {
  readonly track: number;
  readonly minute: number;
  readonly packed: Uint8Array;
}

/** A segment to be written, with the box and span that it is found by. */
export interface NewSegment {
  readonly track: number;
  readonly packed: Uint8Array;
  /** deg W, S, E, N */
  readonly box: Box;
  readonly fromAt: number;
  readonly toAt: number;
}

export interface NewBatch {
  readonly minute: number;
  readonly fromAt: number;
  readonly toAt: number;
  /** most tracks in one picture */
  readonly most: number;
  readonly times: Uint8Array;
  /** made as they are written */
  readonly segments: Iterable<NewSegment>;
}

/** Where segments lie, for the thread that writes. Synchronous; errors carry a `code` for explainDisk(). */
export interface HistoryWriteTable {
  /** All or none. */
  addBatch(batch: NewBatch): void;
  /** span of the batch written last; null when there is none */
  lastBatch(): { readonly fromAt: number; readonly toAt: number } | null;
  addOperator(point: OperatorPoint): void;
  addDetail(detail: KeptDetail): void;
  /** What was added besides batches is written now, if it was not before; called about once a second. */
  settle(): void;
  dropOperators(beforeAt: number): void;
  /** The newest word on a track stays as long as the track has points. */
  dropDetails(beforeAt: number): void;
  /** Removes a few of the oldest batches that ended before an instant; false when there is none. */
  removeOldest(beforeAt: number): boolean;
  /** octets in use */
  bytes(): number;
  /** Gives space back, a little at a time. */
  tidy(): void;
  close(): void;
}

/** The same for the thread that answers questions. Segments come in the order of time where it says so. */
export interface HistoryReadTable {
  span(): { readonly first: number | null; readonly last: number | null };
  /** of one track, oldest first, minutes inclusive */
  segmentsOfTrack(track: number, fromMinute: number, toMinute: number): Iterable<PackedSegment>;
  /** that may have points in a box (west <= east) and span */
  segmentsInBox(box: Box, fromAt: number, toAt: number): Iterable<PackedSegment>;
  /** of a batch: all, or those that may touch a box (west <= east) */
  segmentsOfBatch(batch: BatchRow, box: Box | null): Iterable<PackedSegment>;
  /** that reach into a span */
  batches(
    fromAt: number,
    toAt: number,
  ): Iterable<{ readonly fromAt: number; readonly toAt: number; readonly most: number }>;
  /** the newest that began at or before an instant */
  batchAt(at: number): BatchRow | null;
  operators(trackNumber: number, fromAt: number, toAt: number): OperatorPoint[];
  /** the last word on a track at or before an instant */
  detail(trackNumber: number, at: number): KeptDetail | null;
  close(): void;
}

export function openHistoryWriter(dataDir: string, store: StoreSetting): HistoryWriteTable {
  return store.kind === 'sqlite'
    ? new SqliteHistoryWriteTable(dataDir)
    : new PgHistoryWriteTable(store);
}

export function openHistoryReader(dataDir: string, store: StoreSetting): HistoryReadTable {
  return store.kind === 'sqlite'
    ? new SqliteHistoryReadTable(dataDir)
    : new PgHistoryReadTable(store);
}
