import { MINUTE_MS } from '../../base/index.ts';
import { type Box, splitBox, type TrackPoint } from '../../model/index.ts';
import {
  openHistoryReader,
  type BatchRow,
  type HistoryReadTable,
  type PackedSegment,
} from './history-table.ts';
import { OpenPictures } from './open-pictures.ts';
import { makePointColumns, unpackSegment, type PointColumns } from './segment.ts';
import { COL, NO_ALT, type Snapshot } from './snapshot.ts';
import { SQLITE, type StoreSetting } from './store-setting.ts';
import {
  MAX_HISTORY_POINTS,
  type BoxPoint,
  type BoxPoints,
  type KeptDetail,
  type OperatorPoint,
} from './types.ts';

/**
 * The reading side of the history: the store's table, and the pictures that are not in segments yet. Segments are
 * read up to where those begin, so that nothing comes twice while the writer makes segments of them.
 */
export class HistoryReader {
  readonly #table: HistoryReadTable;
  readonly open = new OpenPictures();
  readonly #points = makePointColumns(256);

  constructor(dataDir: string, store: StoreSetting = SQLITE) {
    this.#table = openHistoryReader(dataDir, store);
  }

  add(snapshot: Snapshot): void {
    this.open.add(snapshot);
  }

  /** The writer has made segments of pictures up to and including this number. */
  flushed(through: number): void {
    this.open.dropNumbers(through);
  }

  span(): { from: number; to: number } | null {
    const batches = this.#table.span();
    const held = this.open.pictures;
    const from = Math.min(batches.first ?? Number.POSITIVE_INFINITY, this.open.fromAt);
    const to = Math.max(batches.last ?? 0, held.at(-1)?.at ?? 0);
    return Number.isFinite(from) ? { from, to } : null;
  }

  trackPoints(trackNumber: number, fromAt: number, toAt: number): TrackPoint[] {
    const out: TrackPoint[] = [];
    const rows = this.#table.segmentsOfTrack(
      trackNumber,
      Math.floor(fromAt / MINUTE_MS),
      Math.floor(toAt / MINUTE_MS),
    );
    for (const segment of rows) {
      if (out.length >= MAX_HISTORY_POINTS) break;
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
    for (const { track, minute, packed } of this.#table.segmentsInBox(box, fromAt, toAt)) {
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
    for (const batch of this.#table.batches(fromAt, toAt))
      mark(batch.fromAt, batch.toAt, batch.most);
    for (const { at, count } of this.open.pictures)
      if (at >= fromAt && at <= toAt) mark(at, at, count);
    return out;
  }

  operators(trackNumber: number, fromAt: number, toAt: number): OperatorPoint[] {
    return this.#table.operators(trackNumber, fromAt, toAt);
  }

  /** The last word on each track at or before an instant. */
  details(trackNumbers: readonly number[], at: number): KeptDetail[] {
    return trackNumbers.flatMap((trackNumber) => {
      const found = this.#table.detail(trackNumber, at);
      return found === null ? [] : [found];
    });
  }

  /** The batch of pictures that was current at an instant: the newest that began at or before it. */
  batchAt(at: number): BatchRow | null {
    return this.#table.batchAt(Math.min(at, this.open.fromAt - 1));
  }

  /** The segments of a batch, all or those that touch a box. */
  *segmentsOf(batch: BatchRow, box: Box | null): Generator<PackedSegment> {
    for (const part of box === null ? [null] : splitBox(box))
      yield* this.#table.segmentsOfBatch(batch, part);
  }

  close(): void {
    this.#table.close();
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
