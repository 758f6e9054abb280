import { MINUTE_MS } from '../../base/index.ts';
import {
  type Box,
  makeTrackFrame,
  splitBox,
  TRACK_FRAME_FLAGS,
  type TrackFrame,
} from '../../model/index.ts';
import type { HistoryReader } from './history-reader.ts';
import type { BatchRow } from './history-table.ts';
import { makePointColumns, unpackSegment } from './segment.ts';
import { COL, type Snapshot } from './snapshot.ts';
import { STALE_MS } from './types.ts';

/** Pictures of a batch unpacked: points of the i-th track are rows starts[i] to starts[i + 1]. */
interface Unpacked {
  readonly batch: BatchRow;
  readonly trackNumbers: number[];
  readonly starts: number[];
  readonly cursors: number[];
}

/** Where the rows of a frame come from: columns of a batch or of a held picture. */
interface Rows {
  readonly trackNumbers: readonly number[];
  readonly rows: readonly number[];
  readonly values: Int32Array;
  readonly stride: number;
}

/** Pictures of the past one after the other; a minute is unpacked at a time, in a buffer that is used again. */
export class Replay {
  readonly #reader: HistoryReader;
  readonly #box: Box | null;
  readonly #points = makePointColumns(1024);
  #unpacked: Unpacked | null = null;
  #seq = 0;

  constructor(reader: HistoryReader, box: Box | null) {
    this.#reader = reader;
    this.#box = box;
  }

  /** The newest picture at or before an instant as a track frame; empty when it is older than STALE_MS. */
  frameAt(at: number): Uint8Array {
    const held = this.#heldAt(at);
    if (held !== null) return this.#frame(at, held.at, this.#rowsOfHeld(held));
    const batch = this.#reader.batchAt(at);
    const pictureAt = batch === null ? Number.NEGATIVE_INFINITY : newestAt(batch, at);
    if (batch === null || at - pictureAt > STALE_MS)
      return makeTrackFrame(0, at, this.#seq++, FLAGS).bytes;
    return this.#frame(at, pictureAt, this.#rowsOfBatch(batch, pictureAt));
  }

  #heldAt(at: number): Snapshot | null {
    const { pictures } = this.#reader.open;
    for (let i = pictures.length - 1; i >= 0; i--)
      if (pictures[i]!.at <= at) return at - pictures[i]!.at <= STALE_MS ? pictures[i]! : null;
    return null;
  }

  #rowsOfHeld({ count, values }: Snapshot): Rows {
    const rows: number[] = [];
    const trackNumbers: number[] = [];
    for (let row = 0; row < count; row++) {
      if (!this.#isWanted(values[COL.lat * count + row]!, values[COL.lon * count + row]!)) continue;
      rows.push(row);
      trackNumbers.push(values[row]! >>> 0);
    }
    return { trackNumbers, rows, values, stride: count };
  }

  #rowsOfBatch(batch: BatchRow, pictureAt: number): Rows {
    if (this.#unpacked?.batch.id !== batch.id) this.#unpacked = this.#unpack(batch);
    const { trackNumbers: numbers, starts, cursors } = this.#unpacked;
    const { values, capacity } = this.#points;
    const offset = pictureAt - batch.minute * MINUTE_MS;
    const rows: number[] = [];
    const trackNumbers: number[] = [];
    for (let i = 0; i < numbers.length; i++) {
      let row = cursors[i]!;
      // A replay may be asked for an earlier instant of the same minute.
      if (row >= starts[i + 1]! || values[row]! > offset) row = starts[i]!;
      while (row < starts[i + 1]! && values[row]! < offset) row++;
      cursors[i] = row;
      if (row >= starts[i + 1]! || values[row] !== offset) continue;
      if (!this.#isWanted(values[COL.lat * capacity + row]!, values[COL.lon * capacity + row]!))
        continue;
      rows.push(row);
      trackNumbers.push(numbers[i]!);
    }
    return { trackNumbers, rows, values, stride: capacity };
  }

  #unpack(batch: BatchRow): Unpacked {
    const trackNumbers: number[] = [];
    const starts = [0];
    this.#points.count = 0;
    for (const { track, packed } of this.#reader.segmentsOf(batch, this.#box)) {
      if (unpackSegment(packed, this.#points) === 0) continue;
      trackNumbers.push(track);
      starts.push(this.#points.count);
    }
    return { batch, trackNumbers, starts, cursors: starts.slice(0, -1) };
  }

  #isWanted(lat: number, lon: number): boolean {
    if (this.#box === null) return true;
    return splitBox(this.#box).some(
      ([west, south, east, north]) =>
        lat >= south * 1e7 && lat <= north * 1e7 && lon >= west * 1e7 && lon <= east * 1e7,
    );
  }

  #frame(at: number, pictureAt: number, from: Rows): Uint8Array {
    const { bytes, frame } = makeTrackFrame(from.rows.length, at, this.#seq++, FLAGS);
    frame.trackNumber.set(from.trackNumbers);
    for (const [name, column] of FRAME_COLUMNS) {
      const target = frame[name];
      const base = column * from.stride;
      for (let i = 0; i < from.rows.length; i++) target[i] = from.values[base + from.rows[i]!]!;
    }
    const older = Math.round((at - pictureAt) / 100);
    if (older > 0)
      for (let i = 0; i < frame.count; i++) frame.age[i] = Math.min(65_535, frame.age[i]! + older);
    return bytes;
  }
}

const FLAGS = TRACK_FRAME_FLAGS.replay;

type FrameColumn = Exclude<
  { [K in keyof TrackFrame]: TrackFrame[K] extends number ? never : K }[keyof TrackFrame],
  'trackNumber' | 'detailVersion'
>;

const FRAME_COLUMNS: readonly (readonly [FrameColumn, number])[] = [
  ['lat', COL.lat],
  ['lon', COL.lon],
  ['altM', COL.altM],
  ['vEast', COL.vEast],
  ['vNorth', COL.vNorth],
  ['vUp', COL.vUp],
  ['age', COL.age],
  ['radius95M', COL.radius95M],
  ['status', COL.status],
  ['quality', COL.quality],
  ['identity', COL.identity],
  ['environment', COL.environment],
  ['alert', COL.alert],
];

/** Time of the batch's newest picture at or before an instant; the batch began at or before it. */
function newestAt(batch: BatchRow, at: number): number {
  const base = batch.minute * MINUTE_MS;
  let newest = Number.NEGATIVE_INFINITY;
  for (const offset of batch.times) if (base + offset <= at) newest = base + offset;
  return newest;
}
