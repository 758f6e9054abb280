import path from 'node:path';
import Database from 'better-sqlite3';
import { MINUTE_MS } from '../../base/index.ts';
import { leadingMinute, makeBatch, type Batch } from './batch.ts';
import { Journal, readJournal } from './journal.ts';
import { OpenPictures } from './open-pictures.ts';
import { packSegment, type PointColumns } from './segment.ts';
import { COL, type Snapshot } from './snapshot.ts';
import type { KeptDetail, OperatorPoint, Retention } from './types.ts';

/** Batches removed in one commit by retention, and pages given back, so that writing is never held up long. */
const REMOVE_BATCHES = 2;
const VACUUM_PAGES = 2_000;
/** Units of the R*Tree a degree: its whole numbers have 32 bits */
export const BOX_UNITS = 1e5;
const SCHEMA_VERSION = 2;

/**
 * The writing side of the history. Pictures of the current minute are held in memory and in a journal, so that kill -9
 * loses no more than the picture being written; when the minute is over they become one segment a track, found through
 * an R*Tree (1e-5 deg, s) and by (track, minute). WAL, synchronous=NORMAL: a power cut may lose the last minute of
 * history; the ledger never.
 */
export class HistoryFile {
  readonly #db: Database.Database;
  readonly #sql: ReturnType<typeof statements>;
  readonly #open = new OpenPictures();
  readonly #journal: Journal;
  readonly #lastDetail = new Map<number, string>();
  points = 0;
  segments = 0;
  /** pictures given up because the disk refused for longer than the bound */
  lost = 0;

  constructor(dataDir: string) {
    this.#db = new Database(path.join(dataDir, 'history.sqlite'));
    prepareSchema(this.#db);
    this.#sql = statements(this.#db);
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
    this.lost += this.#open.add(snapshot);
    this.points += snapshot.count;
    this.#journal.add(snapshot);
  }

  addOperator(point: OperatorPoint): void {
    const { trackNumber, at, latRad, lonRad, operatorId } = point;
    this.#sql.operator.run(trackNumber, at, latRad, lonRad, operatorId);
  }

  /** Who a track was said to be, from an instant on; the same again writes nothing. */
  addDetail({ trackNumber, at, json }: KeptDetail): void {
    if (this.#lastDetail.get(trackNumber) === json) return;
    this.#sql.detail.run(trackNumber, at, json);
    this.#lastDetail.delete(trackNumber);
    this.#lastDetail.set(trackNumber, json);
    for (const oldest of this.#lastDetail.keys()) {
      if (this.#lastDetail.size <= MAX_DETAILS_HELD) break;
      this.#lastDetail.delete(oldest);
    }
  }

  /** Makes segments of all that is held. Returns the number of the newest picture in them, null when there was none. */
  flush(): number | null {
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

  /** Removes what is too old, then the oldest until the file is small enough. */
  retain(limits: Retention, now: number): void {
    this.#sql.dropOperators.run(now - limits.operatorDataMs);
    const oldestAt = now - limits.maxAgeMs;
    while (this.#removeOldest(oldestAt));
    while (this.bytes() > limits.maxBytes && this.#removeOldest(Number.POSITIVE_INFINITY));
    this.#sql.dropDetails.run(oldestAt, oldestAt);
    this.#db.pragma(`incremental_vacuum(${VACUUM_PAGES})`);
  }

  /** Octets in use in the file. */
  bytes(): number {
    const pragma = (name: string): number => this.#db.pragma(name, { simple: true }) as number;
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }

  close(): void {
    this.flush();
    this.#journal.close();
    this.#db.close();
  }

  #writeBatch(batch: Batch): void {
    const { minute, pictures, trackNumbers } = batch;
    const offsets = Int32Array.from(pictures, ({ at }) => Math.round(at - minute * MINUTE_MS));
    const fromAt = minute * MINUTE_MS + offsets[0]!;
    const toAt = minute * MINUTE_MS + offsets.at(-1)!;
    this.#db.transaction(() => {
      let firstId = 0;
      let lastId = 0;
      trackNumbers.forEach((trackNumber, i) => {
        lastId = this.#writeSegment(minute, trackNumber, batch.points(i));
        if (i === 0) firstId = lastId;
      });
      const times = new Uint8Array(offsets.buffer);
      this.#sql.batch.run(minute, fromAt, toAt, firstId, lastId, batch.most, times);
    })();
    this.segments += trackNumbers.length;
  }

  #writeSegment(minute: number, trackNumber: number, points: PointColumns): number {
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
    const { lastInsertRowid } = this.#sql.segment.run(trackNumber, minute, packSegment(points));
    const scale = 1e7 / BOX_UNITS;
    this.#sql.box.run(
      lastInsertRowid,
      Math.floor(west / scale),
      Math.ceil(east / scale),
      Math.floor(south / scale),
      Math.ceil(north / scale),
      Math.floor((minute * MINUTE_MS + values[0]!) / 1000),
      Math.ceil((minute * MINUTE_MS + values[count - 1]!) / 1000),
    );
    return Number(lastInsertRowid);
  }

  /** After a crash: the journal becomes segments, but for what a batch of the same time holds already. */
  #recover(pictures: readonly Snapshot[]): void {
    const last = this.#sql.lastBatch.get() as { fromAt: number; toAt: number } | undefined;
    for (const snapshot of pictures) {
      const at = Math.round(snapshot.at);
      if (last !== undefined && at >= last.fromAt && at <= last.toAt) continue;
      this.#open.add(snapshot);
    }
    for (;;) {
      const leading = leadingMinute(this.#open.pictures);
      if (leading.length === 0) return;
      this.#writeBatch(makeBatch(leading));
      this.#open.dropOldest(leading.length);
    }
  }

  /** False when there is no batch that ended before `beforeAt`. */
  #removeOldest(beforeAt: number): boolean {
    const batches = this.#sql.oldest.all(beforeAt, REMOVE_BATCHES) as {
      id: number;
      firstId: number;
      lastId: number;
    }[];
    this.#db.transaction(() => {
      for (const { id, firstId, lastId } of batches) {
        // One by one: the R*Tree has no index over ranges of ids.
        for (let segment = firstId; segment <= lastId; segment++) this.#sql.dropBox.run(segment);
        this.#sql.dropSegments.run(firstId, lastId);
        this.#sql.dropBatch.run(id);
      }
    })();
    return batches.length > 0;
  }
}

/** Tracks whose last detail is remembered, so that it is not written again. */
const MAX_DETAILS_HELD = 20_000;

function prepareSchema(db: Database.Database): void {
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version < SCHEMA_VERSION) {
    for (const table of ['segment', 'box', 'minute', 'journal'])
      db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }
  db.exec(SCHEMA);
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS segment (id INTEGER PRIMARY KEY AUTOINCREMENT, track INTEGER NOT NULL, minute INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS segment_track ON segment (track, minute);
CREATE VIRTUAL TABLE IF NOT EXISTS box USING rtree_i32 (id, west, east, south, north, from_s, to_s);
CREATE TABLE IF NOT EXISTS batch (id INTEGER PRIMARY KEY AUTOINCREMENT, minute INTEGER NOT NULL, from_at REAL NOT NULL, to_at REAL NOT NULL,
  first_id INTEGER NOT NULL, last_id INTEGER NOT NULL, most INTEGER NOT NULL, times BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS batch_from ON batch (from_at);
CREATE TABLE IF NOT EXISTS operator (track INTEGER NOT NULL, at REAL NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, id TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS operator_track ON operator (track, at);
CREATE INDEX IF NOT EXISTS operator_at ON operator (at);
CREATE TABLE IF NOT EXISTS detail (track INTEGER NOT NULL, at REAL NOT NULL, json TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS detail_track ON detail (track, at);
CREATE INDEX IF NOT EXISTS detail_at ON detail (at);
`;

function statements(db: Database.Database) {
  return {
    segment: db.prepare('INSERT INTO segment (track, minute, packed) VALUES (?, ?, ?)'),
    box: db.prepare('INSERT INTO box VALUES (?, ?, ?, ?, ?, ?, ?)'),
    batch: db.prepare(
      'INSERT INTO batch (minute, from_at, to_at, first_id, last_id, most, times) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    lastBatch: db.prepare(
      'SELECT from_at AS fromAt, to_at AS toAt FROM batch ORDER BY id DESC LIMIT 1',
    ),
    operator: db.prepare('INSERT INTO operator (track, at, lat, lon, id) VALUES (?, ?, ?, ?, ?)'),
    detail: db.prepare('INSERT INTO detail (track, at, json) VALUES (?, ?, ?)'),
    dropOperators: db.prepare('DELETE FROM operator WHERE at < ?'),
    // The newest word on a track stays as long as the track has points.
    dropDetails: db.prepare(`DELETE FROM detail WHERE at < ? AND (
      EXISTS (SELECT 1 FROM detail AS later WHERE later.track = detail.track AND later.at > detail.at AND later.at < ?)
      OR NOT EXISTS (SELECT 1 FROM segment WHERE segment.track = detail.track))`),
    oldest: db.prepare(
      'SELECT id, first_id AS firstId, last_id AS lastId FROM batch WHERE to_at < ? ORDER BY from_at LIMIT ?',
    ),
    dropBox: db.prepare('DELETE FROM box WHERE id = ?'),
    dropSegments: db.prepare('DELETE FROM segment WHERE id BETWEEN ? AND ?'),
    dropBatch: db.prepare('DELETE FROM batch WHERE id = ?'),
  };
}
