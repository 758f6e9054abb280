import { MINUTE_MS } from '../../base/index.ts';
import type { Box } from '../../model/index.ts';
import type { BatchRow, HistoryReadTable, PackedSegment } from './history-table.ts';
import { PgConnection, type PgRow, type PgValue } from './pg-connection.ts';
import { toTimes } from './sqlite-history-read-table.ts';
import type { PgSetting } from './store-setting.ts';
import type { KeptDetail, OperatorPoint } from './types.ts';

/** This thread waits, not the picture. */
const LIMIT_MS = 30_000;
/** Segments fetched at a time: about 1 MB */
const PAGE = 500;

/** A session of its own; what may be many rows is found first as numbers, then fetched a page at a time. */
export class PgHistoryReadTable implements HistoryReadTable {
  readonly #pg: PgConnection;

  constructor(setting: PgSetting) {
    this.#pg = new PgConnection(setting, { limitMs: LIMIT_MS });
  }

  span(): { first: number | null; last: number | null } {
    const text = 'SELECT min(from_at) AS first, max(to_at) AS last FROM batch';
    return this.#pg.query(text)[0] as { first: number | null; last: number | null };
  }

  segmentsOfTrack(track: number, fromMinute: number, toMinute: number): Generator<PackedSegment> {
    const text = `SELECT id FROM segment WHERE track = $1 AND minute BETWEEN $2 AND $3 ORDER BY minute, id`;
    return this.#segments(text, [track, fromMinute, toMinute], 'track');
  }

  segmentsInBox(box: Box, fromAt: number, toAt: number): Generator<PackedSegment> {
    const text = `SELECT id FROM segment WHERE room && ${ROOM}`;
    return this.#segments(text, roomOf(box, fromAt, toAt), 'box');
  }

  segmentsOfBatch(batch: BatchRow, box: Box | null): Generator<PackedSegment> {
    const ids = [batch.firstId, batch.lastId];
    if (box === null)
      return this.#segments('SELECT id FROM segment WHERE id BETWEEN $1 AND $2', ids, 'batch');
    const text = `SELECT id FROM segment WHERE room && ${ROOM} AND id BETWEEN $7 AND $8`;
    const fromAt = batch.minute * MINUTE_MS;
    return this.#segments(text, [...roomOf(box, fromAt, fromAt + MINUTE_MS), ...ids], 'batch-box');
  }

  batches(fromAt: number, toAt: number): { fromAt: number; toAt: number; most: number }[] {
    // The longest batch is a minute, so what began two minutes before cannot reach into the span.
    const text = `SELECT from_at AS "fromAt", to_at AS "toAt", most FROM batch
      WHERE from_at <= $2 AND from_at >= $1::float8 - 120000 AND to_at >= $1`;
    return this.#pg.query(text, [fromAt, toAt]) as unknown as {
      fromAt: number;
      toAt: number;
      most: number;
    }[];
  }

  batchAt(at: number): BatchRow | null {
    const text = `SELECT id, minute, first_id AS "firstId", last_id AS "lastId", most, times FROM batch
      WHERE from_at <= $1 ORDER BY from_at DESC LIMIT 1`;
    const [row] = this.#pg.query(text, [at], 'batch-at');
    if (row === undefined) return null;
    return { ...(row as unknown as BatchRow), times: toTimes(row['times'] as Uint8Array) };
  }

  operators(trackNumber: number, fromAt: number, toAt: number): OperatorPoint[] {
    const text = `SELECT track AS "trackNumber", at, lat AS "latRad", lon AS "lonRad", id AS "operatorId"
      FROM operator WHERE track = $1 AND at BETWEEN $2 AND $3 ORDER BY at`;
    return this.#pg.query(text, [trackNumber, fromAt, toAt]) as unknown as OperatorPoint[];
  }

  detail(trackNumber: number, at: number): KeptDetail | null {
    const text = `SELECT track AS "trackNumber", at, json FROM detail
      WHERE track = $1 AND at <= $2 ORDER BY at DESC LIMIT 1`;
    const [row] = this.#pg.query(text, [trackNumber, at], 'detail');
    return (row as unknown as KeptDetail | undefined) ?? null;
  }

  close(): void {
    this.#pg.close();
  }

  /** @param text gives the ids, in the order in which the segments come */
  *#segments(text: string, values: readonly PgValue[], name: string): Generator<PackedSegment> {
    const ids = this.#pg.query(text, values, name).map(({ id }) => id as number);
    const fetch = `SELECT track, minute, packed FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, turn)
      JOIN segment USING (id) ORDER BY turn`;
    for (let from = 0; from < ids.length; from += PAGE) {
      const rows = this.#pg.query(fetch, [ids.slice(from, from + PAGE)], 'segments');
      for (const row of rows) yield toSegment(row);
    }
  }
}

const ROOM =
  'cube(ARRAY[$1::float8, $2::float8, $3::float8], ARRAY[$4::float8, $5::float8, $6::float8])';

function roomOf([west, south, east, north]: Box, fromAt: number, toAt: number): number[] {
  return [west, south, Math.floor(fromAt / 1000), east, north, Math.ceil(toAt / 1000)];
}

function toSegment(row: PgRow): PackedSegment {
  return row as unknown as PackedSegment;
}
