import path from 'node:path';
import Database from 'better-sqlite3';
import { MINUTE_MS } from '../../base/index.ts';
import type { Box } from '../../model/index.ts';
import type { BatchRow, HistoryReadTable, PackedSegment } from './history-table.ts';
import { BOX_UNITS } from './sqlite-history-write-table.ts';
import type { KeptDetail, OperatorPoint } from './types.ts';

/** A connection of its own to `history.sqlite`; rows come as they are read. */
export class SqliteHistoryReadTable implements HistoryReadTable {
  readonly #db: Database.Database;
  readonly #sql: ReturnType<typeof statements>;

  constructor(dataDir: string) {
    this.#db = new Database(path.join(dataDir, 'history.sqlite'), { readonly: true });
    this.#sql = statements(this.#db);
  }

  span(): { first: number | null; last: number | null } {
    return this.#sql.span.get() as { first: number | null; last: number | null };
  }

  segmentsOfTrack(track: number, fromMinute: number, toMinute: number): Iterable<PackedSegment> {
    return this.#sql.track.iterate(track, fromMinute, toMinute) as Iterable<PackedSegment>;
  }

  segmentsInBox(box: Box, fromAt: number, toAt: number): Iterable<PackedSegment> {
    const [toS, fromS] = [Math.floor(toAt / 1000), Math.floor(fromAt / 1000)];
    return this.#sql.box.iterate(...boxBounds(box), toS, fromS) as Iterable<PackedSegment>;
  }

  segmentsOfBatch(batch: BatchRow, box: Box | null): Iterable<PackedSegment> {
    const { firstId, lastId } = batch;
    const fromS = Math.floor((batch.minute * MINUTE_MS) / 1000);
    const rows =
      box === null
        ? this.#sql.range.iterate(firstId, lastId)
        : this.#sql.boxRange.iterate(...boxBounds(box), fromS + 61, fromS, firstId, lastId);
    return rows as Iterable<PackedSegment>;
  }

  batches(fromAt: number, toAt: number): Iterable<{ fromAt: number; toAt: number; most: number }> {
    return this.#sql.batches.iterate({ fromAt, toAt }) as Iterable<{
      fromAt: number;
      toAt: number;
      most: number;
    }>;
  }

  batchAt(at: number): BatchRow | null {
    const row = this.#sql.batchAt.get(at) as
      (Omit<BatchRow, 'times'> & { times: Uint8Array }) | undefined;
    return row === undefined ? null : { ...row, times: toTimes(row.times) };
  }

  operators(trackNumber: number, fromAt: number, toAt: number): OperatorPoint[] {
    return this.#sql.operators.all(trackNumber, fromAt, toAt) as OperatorPoint[];
  }

  detail(trackNumber: number, at: number): KeptDetail | null {
    return (this.#sql.detail.get(trackNumber, at) as KeptDetail | undefined) ?? null;
  }

  close(): void {
    this.#db.close();
  }
}

/** Octets from a database begin anywhere; numbers do not. */
export function toTimes(octets: Uint8Array): Int32Array {
  const copy = Uint8Array.from(octets);
  return new Int32Array(copy.buffer, 0, copy.length >> 2);
}

/** For the R*Tree: west of the east edge, east of the west edge, and so on. */
function boxBounds([west, south, east, north]: Box): [number, number, number, number] {
  return [
    Math.ceil(east * BOX_UNITS),
    Math.floor(west * BOX_UNITS),
    Math.ceil(north * BOX_UNITS),
    Math.floor(south * BOX_UNITS),
  ];
}

function statements(db: Database.Database) {
  const inBox =
    'box.west <= ? AND box.east >= ? AND box.south <= ? AND box.north >= ? AND box.from_s <= ? AND box.to_s >= ?';
  const packed = 'segment.track, segment.minute, segment.packed';
  const batch =
    'id, minute, first_id AS firstId, last_id AS lastId, most, times, from_at AS fromAt, to_at AS toAt';
  return {
    span: db.prepare('SELECT min(from_at) AS first, max(to_at) AS last FROM batch'),
    track: db.prepare(
      `SELECT ${packed} FROM segment WHERE track = ? AND minute BETWEEN ? AND ? ORDER BY minute, id`,
    ),
    range: db.prepare(`SELECT ${packed} FROM segment WHERE id BETWEEN ? AND ?`),
    box: db.prepare(`SELECT ${packed} FROM box JOIN segment ON segment.id = box.id WHERE ${inBox}`),
    boxRange: db.prepare(
      `SELECT ${packed} FROM box JOIN segment ON segment.id = box.id WHERE ${inBox} AND segment.id BETWEEN ? AND ?`,
    ),
    batchAt: db.prepare(
      `SELECT ${batch} FROM batch WHERE from_at <= ? ORDER BY from_at DESC LIMIT 1`,
    ),
    // The longest batch is a minute, so what began two minutes before cannot reach into the span.
    batches: db.prepare(
      `SELECT ${batch} FROM batch WHERE from_at <= @toAt AND from_at >= @fromAt - 120000 AND to_at >= @fromAt`,
    ),
    operators: db.prepare(
      'SELECT track AS trackNumber, at, lat AS latRad, lon AS lonRad, id AS operatorId FROM operator WHERE track = ? AND at BETWEEN ? AND ? ORDER BY at',
    ),
    detail: db.prepare(
      'SELECT track AS trackNumber, at, json FROM detail WHERE track = ? AND at <= ? ORDER BY at DESC LIMIT 1',
    ),
  };
}
