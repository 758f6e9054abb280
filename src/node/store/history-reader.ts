import path from 'node:path';
import Database from 'better-sqlite3';
import { MINUTE_MS } from '../../base/index.ts';
import type { TrackPoint } from '../../model/index.ts';
import { BOX_UNITS } from './history-file.ts';
import { OpenPictures } from './open-pictures.ts';
import { makePointColumns, unpackSegment, type PointColumns } from './segment.ts';
import { COL, NO_ALT, type Snapshot } from './snapshot.ts';
import {
  MAX_HISTORY_POINTS,
  splitBox,
  type Box,
  type BoxPoint,
  type BoxPoints,
  type KeptDetail,
  type OperatorPoint,
} from './types.ts';

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

/**
 * The reading side of the history: its own connection, and the pictures that are not in segments yet. Segments are
 * read up to where those begin, so that nothing comes twice while the writer makes segments of them.
 */
export class HistoryReader {
  readonly #db: Database.Database;
  readonly #sql: ReturnType<typeof statements>;
  readonly open = new OpenPictures();
  readonly #points = makePointColumns(256);

  constructor(dataDir: string) {
    this.#db = new Database(path.join(dataDir, 'history.sqlite'), { readonly: true });
    this.#sql = statements(this.#db);
  }

  add(snapshot: Snapshot): void {
    this.open.add(snapshot);
  }

  /** The writer has made segments of pictures up to and including this number. */
  flushed(through: number): void {
    this.open.dropNumbers(through);
  }

  span(): { from: number; to: number } | null {
    const batches = this.#sql.span.get() as { first: number | null; last: number | null };
    const held = this.open.pictures;
    const from = Math.min(batches.first ?? Number.POSITIVE_INFINITY, this.open.fromAt);
    const to = Math.max(batches.last ?? 0, held.at(-1)?.at ?? 0);
    return Number.isFinite(from) ? { from, to } : null;
  }

  trackPoints(trackNumber: number, fromAt: number, toAt: number): TrackPoint[] {
    const out: TrackPoint[] = [];
    const rows = this.#sql.track.iterate(
      trackNumber,
      Math.floor(fromAt / MINUTE_MS),
      Math.floor(toAt / MINUTE_MS),
    );
    for (const row of rows) {
      const segment = row as PackedSegment;
      const points = this.#unpack(segment.packed);
      for (let i = 0; i < points.count && out.length < MAX_HISTORY_POINTS; i++) {
        const at = segment.minute * MINUTE_MS + points.values[i]!;
        if (at >= fromAt && at <= toAt && at < this.open.fromAt)
          out.push(toPoint(at, points.values, points.capacity, i));
      }
    }
    for (const { at, count, values } of this.open.pictures) {
      if (at < fromAt || at > toAt || out.length >= MAX_HISTORY_POINTS) continue;
      const row = values.subarray(0, count).indexOf(trackNumber | 0);
      if (row >= 0) out.push(toPoint(at, values, count, row));
    }
    // Out of order only where the node's clock was set back.
    return out.some((point, i) => i > 0 && point.at < out[i - 1]!.at)
      ? out.sort((a, b) => a.at - b.at)
      : out;
  }

  boxPoints(box: Box, fromAt: number, toAt: number): BoxPoints {
    const out: BoxPoint[] = [];
    for (const part of splitBox(box)) if (!this.#boxPart(part, fromAt, toAt, out)) break;
    const clipped = out.length > MAX_HISTORY_POINTS;
    if (clipped) out.length = MAX_HISTORY_POINTS;
    return { points: out, clipped };
  }

  /** False once there are more than the most allowed. */
  #boxPart(box: Box, fromAt: number, toAt: number, out: BoxPoint[]): boolean {
    const [west, south, east, north] = box.map((deg) => deg * 1e7) as unknown as Box;
    const take = (track: number, at: number, v: Int32Array, stride: number, i: number): void => {
      const lat = v[COL.lat * stride + i]!;
      const lon = v[COL.lon * stride + i]!;
      if (at < fromAt || at > toAt || lat < south || lat > north || lon < west || lon > east)
        return;
      out.push({ trackNumber: track, ...toPoint(at, v, stride, i) });
    };
    const rows = this.#sql.box.iterate(
      ...boxBounds(box),
      Math.floor(toAt / 1000),
      Math.floor(fromAt / 1000),
    );
    for (const row of rows) {
      const { track, minute, packed } = row as PackedSegment;
      const { values, capacity, count } = this.#unpack(packed);
      for (let i = 0; i < count; i++) {
        const at = minute * MINUTE_MS + values[i]!;
        if (at < this.open.fromAt) take(track, at, values, capacity, i);
      }
      if (out.length > MAX_HISTORY_POINTS) return false;
    }
    for (const { at, count, values } of this.open.pictures) {
      if (at < fromAt || at > toAt) continue;
      for (let i = 0; i < count; i++) take(values[i]! >>> 0, at, values, count, i);
      if (out.length > MAX_HISTORY_POINTS) return false;
    }
    return true;
  }

  density(fromAt: number, toAt: number, buckets: number): number[] {
    const out = new Array<number>(buckets).fill(0);
    const width = (toAt - fromAt) / buckets;
    const mark = (from: number, to: number, tracks: number): void => {
      const first = Math.max(0, Math.floor((from - fromAt) / width));
      const last = Math.min(buckets - 1, Math.floor((to - fromAt) / width));
      for (let i = first; i <= last; i++) out[i] = Math.max(out[i]!, tracks);
    };
    for (const row of this.#sql.batches.iterate({ fromAt, toAt })) {
      const batch = row as { fromAt: number; toAt: number; most: number };
      mark(batch.fromAt, batch.toAt, batch.most);
    }
    for (const { at, count } of this.open.pictures)
      if (at >= fromAt && at <= toAt) mark(at, at, count);
    return out;
  }

  operators(trackNumber: number, fromAt: number, toAt: number): OperatorPoint[] {
    return this.#sql.operators.all(trackNumber, fromAt, toAt) as OperatorPoint[];
  }

  /** The last word on each track at or before an instant. */
  details(trackNumbers: readonly number[], at: number): KeptDetail[] {
    return trackNumbers.flatMap((trackNumber) => {
      const found = this.#sql.detail.get(trackNumber, at) as KeptDetail | undefined;
      return found === undefined ? [] : [found];
    });
  }

  /** The batch of pictures that was current at an instant: the newest that began at or before it. */
  batchAt(at: number): BatchRow | null {
    const row = this.#sql.batchAt.get(Math.min(at, this.open.fromAt - 1)) as
      (Omit<BatchRow, 'times'> & { times: Uint8Array }) | undefined;
    if (row === undefined) return null;
    const copy = row.times.slice();
    return { ...row, times: new Int32Array(copy.buffer, copy.byteOffset, copy.length >> 2) };
  }

  /** The segments of a batch, all or those that touch a box. */
  *segmentsOf(batch: BatchRow, box: Box | null): Generator<PackedSegment> {
    if (box === null) {
      yield* this.#sql.range.iterate(batch.firstId, batch.lastId) as Iterable<PackedSegment>;
      return;
    }
    const fromS = Math.floor((batch.minute * MINUTE_MS) / 1000);
    for (const part of splitBox(box)) {
      const rows = this.#sql.boxRange.iterate(
        ...boxBounds(part),
        fromS + 61,
        fromS,
        batch.firstId,
        batch.lastId,
      );
      yield* rows as Iterable<PackedSegment>;
    }
  }

  close(): void {
    this.#db.close();
  }

  #unpack(packed: Uint8Array): PointColumns {
    this.#points.count = 0;
    unpackSegment(packed, this.#points);
    return this.#points;
  }
}

/** @param stride the columns' distance in `v` */
function toPoint(at: number, v: Int32Array, stride: number, i: number): TrackPoint {
  const altM = v[COL.altM * stride + i]!;
  return {
    at,
    latDeg: v[COL.lat * stride + i]! / 1e7,
    lonDeg: v[COL.lon * stride + i]! / 1e7,
    altM: altM === NO_ALT ? null : altM,
    vEastMps: v[COL.vEast * stride + i]! / 10,
    vNorthMps: v[COL.vNorth * stride + i]! / 10,
  };
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
