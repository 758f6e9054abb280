import path from 'node:path';
import { MINUTE_MS } from '../../base/index.ts';
import { leadingMinute, makeBatch, type Batch } from './batch.ts';
import { openHistoryWriter, type HistoryWriteTable, type NewSegment } from './history-table.ts';
import { Journal, readJournal } from './journal.ts';
import { OpenPictures } from './open-pictures.ts';
import { packSegment, type PointColumns } from './segment.ts';
import { COL, type Snapshot } from './snapshot.ts';
import { SQLITE, type StoreSetting } from './store-setting.ts';
import type { KeptDetail, OperatorPoint, Retention } from './types.ts';

/**
 * The writing side of the history. Pictures of the current minute are held in memory and in a journal, so that kill -9
 * loses no more than the picture being written; when the minute is over they become one segment a track in the store's
 * table. A power cut may lose the last minute of history; the ledger never.
 */
export class HistoryWriter {
  readonly #table: HistoryWriteTable;
  readonly #open = new OpenPictures();
  readonly #journal: Journal;
  readonly #lastDetail = new Map<number, string>();
  points = 0;
  segments = 0;
  /** pictures given up because the disk refused for longer than the bound */
  lost = 0;

  constructor(dataDir: string, store: StoreSetting = SQLITE) {
    this.#table = openHistoryWriter(dataDir, store);
    const journal = path.join(dataDir, 'history.journal');
    this.#recover(readJournal(journal));
    this.#journal = new Journal(journal);
  }

  /** True when a picture does not follow the ones held within their minute: flush first. */
  needsFlush(at: number): boolean {
    const last = this.#open.pictures.at(-1);
    if (last === undefined) return false;
    return at <= last.at || Math.floor(at / MINUTE_MS) !== Math.floor(last.at / MINUTE_MS);
  }

  /** One picture. Throws when the journal cannot be written; the picture is then held in memory, within a bound. */
  add(snapshot: Snapshot): void {
    const given = this.#open.add(snapshot);
    this.lost += given;
    this.points += snapshot.count;
    // A store that is away for longer than the bound must not fill the disk with what nobody will take.
    if (given === 0) this.#journal.add(snapshot);
    this.#table.settle();
  }

  addOperator(point: OperatorPoint): void {
    this.#table.addOperator(point);
  }

  /** Who a track was said to be, from an instant on; the same again writes nothing. */
  addDetail(detail: KeptDetail): void {
    const { trackNumber, json } = detail;
    if (this.#lastDetail.get(trackNumber) === json) return;
    this.#table.addDetail(detail);
    this.#lastDetail.delete(trackNumber);
    this.#lastDetail.set(trackNumber, json);
    for (const oldest of this.#lastDetail.keys()) {
      if (this.#lastDetail.size <= MAX_DETAILS_HELD) break;
      this.#lastDetail.delete(oldest);
    }
  }

  /** Makes segments of all that is held. Returns the number of the newest picture in them, null when there was none. */
  flush(): number | null {
    this.#table.settle();
    let through: number | null = null;
    for (;;) {
      const pictures = leadingMinute(this.#open.pictures);
      if (pictures.length === 0) break;
      this.#writeBatch(makeBatch(pictures));
      this.#open.dropOldest(pictures.length);
      through = pictures.at(-1)!.number;
    }
    if (through !== null) this.#journal.clear();
    return through;
  }

  /** Removes what is too old, then the oldest until what is left is small enough. */
  retain(limits: Retention, now: number): void {
    const oldestAt = now - limits.maxAgeMs;
    this.#table.dropOperators(now - limits.operatorDataMs);
    while (this.#table.removeOldest(oldestAt));
    while (
      this.#table.bytes() > limits.maxBytes &&
      this.#table.removeOldest(Number.POSITIVE_INFINITY)
    );
    this.#table.dropDetails(oldestAt);
    this.#table.tidy();
  }

  close(): void {
    try {
      this.flush();
    } finally {
      this.#journal.close();
      this.#table.close();
    }
  }

  #writeBatch(batch: Batch): void {
    const { minute, pictures, trackNumbers, most } = batch;
    const offsets = Int32Array.from(pictures, ({ at }) => Math.round(at - minute * MINUTE_MS));
    this.#table.addBatch({
      minute,
      fromAt: minute * MINUTE_MS + offsets[0]!,
      toAt: minute * MINUTE_MS + offsets.at(-1)!,
      most,
      times: new Uint8Array(offsets.buffer),
      segments: segmentsOf(batch),
    });
    this.segments += trackNumbers.length;
  }

  /** After a crash: the journal becomes segments, but for what a batch of the same time holds already. */
  #recover(pictures: readonly Snapshot[]): void {
    const last = this.#table.lastBatch();
    for (const snapshot of pictures) {
      const at = Math.round(snapshot.at);
      if (last !== null && at >= last.fromAt && at <= last.toAt) continue;
      this.#open.add(snapshot);
    }
    for (;;) {
      const leading = leadingMinute(this.#open.pictures);
      if (leading.length === 0) return;
      this.#writeBatch(makeBatch(leading));
      this.#open.dropOldest(leading.length);
    }
  }
}

/** Tracks whose last detail is remembered, so that it is not written again. */
const MAX_DETAILS_HELD = 20_000;

function* segmentsOf({ minute, trackNumbers, points }: Batch): Generator<NewSegment> {
  for (const [i, track] of trackNumbers.entries()) yield toSegment(minute, track, points(i));
}

function toSegment(minute: number, track: number, points: PointColumns): NewSegment {
  const { values, capacity, count } = points;
  const [lat, lon] = [COL.lat * capacity, COL.lon * capacity];
  let [west, east] = [values[lon]!, values[lon]!];
  let [south, north] = [values[lat]!, values[lat]!];
  for (let i = 1; i < count; i++) {
    west = Math.min(west, values[lon + i]!);
    east = Math.max(east, values[lon + i]!);
    south = Math.min(south, values[lat + i]!);
    north = Math.max(north, values[lat + i]!);
  }
  return {
    track,
    packed: packSegment(points),
    box: [west / 1e7, south / 1e7, east / 1e7, north / 1e7],
    fromAt: minute * MINUTE_MS + values[0]!,
    toAt: minute * MINUTE_MS + values[count - 1]!,
  };
}
