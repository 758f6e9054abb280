import {
  isInBox,
  makeTrackFrame,
  TRACK_FRAME_FLAGS,
  type Box,
  type Picture,
  type TrackDetail,
  type TrackPoint,
} from '../../model/index.ts';
import { COL, NO_ALT, takeSnapshot, type Snapshot } from './snapshot.ts';
import {
  MAX_HISTORY_POINTS,
  STALE_MS,
  type BoxPoint,
  type BoxPoints,
  type HistoryCounters,
  type HistoryStore,
  type OperatorPoint,
  type PointCodes,
  type Retention,
} from './types.ts';

/**
 * History in memory, plainly: for tests, and the twin that the stores on disk must agree with. Keeps everything until
 * retain().
 */
export class MemoryHistory implements HistoryStore {
  #pictures: Snapshot[] = [];
  #operators: OperatorPoint[] = [];
  #details: { readonly at: number; readonly detail: TrackDetail }[] = [];
  #points = 0;

  addPicture(picture: Picture, codes: PointCodes): void {
    if (picture.count === 0) return;
    const snapshot = takeSnapshot(picture, codes, 0);
    this.#pictures.push({ ...snapshot, at: Math.round(snapshot.at) });
    this.#pictures.sort((a, b) => a.at - b.at);
    this.#points += snapshot.count;
  }

  addOperator(point: OperatorPoint): void {
    this.#operators.push(point);
  }

  addDetail(detail: TrackDetail, at: number): void {
    const blank = { operatorLatRad: null, operatorLonRad: null, operatorId: null };
    this.#details.push({ at, detail: { ...detail, ...blank } });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  trackPoints(trackNumber: number, fromAt: number, toAt: number): Promise<TrackPoint[]> {
    const points: TrackPoint[] = [];
    for (const picture of this.#pictures) {
      const row = picture.values.subarray(0, picture.count).indexOf(trackNumber | 0);
      if (row >= 0 && picture.at >= fromAt && picture.at <= toAt)
        points.push(pointOf(picture, row));
    }
    return Promise.resolve(points.slice(0, MAX_HISTORY_POINTS));
  }

  boxPoints(box: Box, fromAt: number, toAt: number): Promise<BoxPoints> {
    const points = this.#all(fromAt, toAt).filter((point) => isInBox(point, box));
    const clipped = points.length > MAX_HISTORY_POINTS;
    return Promise.resolve({ points: points.slice(0, MAX_HISTORY_POINTS), clipped });
  }

  async *frames(
    fromAt: number,
    toAt: number,
    stepMs: number,
    box: Box | null,
  ): AsyncGenerator<Uint8Array> {
    for (let at = fromAt, seq = 0; at <= toAt; at += stepMs, seq++) {
      const newest = this.#pictures.findLast((picture) => picture.at <= at);
      const picture = newest !== undefined && at - newest.at <= STALE_MS ? newest : null;
      yield await Promise.resolve(frameOf(picture, at, seq, box));
    }
  }

  density(fromAt: number, toAt: number, buckets: number): Promise<number[]> {
    const out = new Array<number>(buckets).fill(0);
    for (const { at, count } of this.#pictures) {
      const bucket = Math.floor(((at - fromAt) / (toAt - fromAt)) * buckets);
      if (bucket >= 0 && bucket < buckets) out[bucket] = Math.max(out[bucket]!, count);
    }
    return Promise.resolve(out);
  }

  details(trackNumbers: readonly number[], at: number): Promise<TrackDetail[]> {
    return Promise.resolve(
      trackNumbers.flatMap((trackNumber) => {
        const known = this.#details.filter(
          (kept) => kept.detail.trackNumber === trackNumber && kept.at <= at,
        );
        const last = known.sort((a, b) => a.at - b.at).at(-1);
        return last === undefined ? [] : [last.detail];
      }),
    );
  }

  operators(trackNumber: number, fromAt: number, toAt: number): Promise<OperatorPoint[]> {
    return Promise.resolve(
      this.#operators
        .filter((p) => p.trackNumber === trackNumber && p.at >= fromAt && p.at <= toAt)
        .sort((a, b) => a.at - b.at),
    );
  }

  span(): { from: number; to: number } | null {
    const first = this.#pictures[0];
    return first === undefined ? null : { from: first.at, to: this.#pictures.at(-1)!.at };
  }

  retain(limits: Retention, now: number): Promise<void> {
    this.#pictures = this.#pictures.filter(({ at }) => at >= now - limits.maxAgeMs);
    this.#operators = this.#operators.filter(({ at }) => at >= now - limits.operatorDataMs);
    let bytes = this.#pictures.reduce((sum, { values }) => sum + values.byteLength, 0);
    while (bytes > limits.maxBytes) bytes -= this.#pictures.shift()!.values.byteLength;
    return Promise.resolve();
  }

  counters(): HistoryCounters {
    const pictures = this.#pictures.length;
    return { pictures, points: this.#points, segments: 0, lost: 0, trouble: '' };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #all(fromAt: number, toAt: number): BoxPoint[] {
    return this.#pictures
      .filter(({ at }) => at >= fromAt && at <= toAt)
      .flatMap((picture) =>
        Array.from({ length: picture.count }, (_, row) => ({
          trackNumber: picture.values[row]! >>> 0,
          ...pointOf(picture, row),
        })),
      );
  }
}

function pointOf({ at, count, values }: Snapshot, row: number): TrackPoint {
  const altM = values[COL.altM * count + row]!;
  return {
    at,
    latDeg: values[COL.lat * count + row]! / 1e7,
    lonDeg: values[COL.lon * count + row]! / 1e7,
    altM: altM === NO_ALT ? null : altM,
    vEastMps: values[COL.vEast * count + row]! / 10,
    vNorthMps: values[COL.vNorth * count + row]! / 10,
  };
}

function frameOf(picture: Snapshot | null, at: number, seq: number, box: Box | null): Uint8Array {
  const all = Array.from({ length: picture?.count ?? 0 }, (_, row) => row);
  const rows = all.filter((row) => box === null || isInBox(pointOf(picture!, row), box));
  const { bytes, frame } = makeTrackFrame(rows.length, at, seq, TRACK_FRAME_FLAGS.replay);
  rows.forEach((row, i) => {
    const value = (column: number): number => picture!.values[column * picture!.count + row]!;
    frame.trackNumber[i] = value(COL.trackNumber) >>> 0;
    frame.lat[i] = value(COL.lat);
    frame.lon[i] = value(COL.lon);
    frame.altM[i] = value(COL.altM);
    frame.vEast[i] = value(COL.vEast);
    frame.vNorth[i] = value(COL.vNorth);
    frame.vUp[i] = value(COL.vUp);
    frame.age[i] = Math.min(65_535, value(COL.age) + Math.round((at - picture!.at) / 100));
    frame.radius95M[i] = value(COL.radius95M);
    frame.status[i] = value(COL.status);
    frame.quality[i] = value(COL.quality);
    frame.identity[i] = value(COL.identity);
    frame.environment[i] = value(COL.environment);
    frame.alert[i] = value(COL.alert);
  });
  return bytes;
}
