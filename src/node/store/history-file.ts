import path from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { COL, packSegment, WIDTH, type Points } from './segment.ts';
import { ROW } from './snapshot.ts';
import type { OperatorPoint, Retention } from './types.ts';

const MINUTE_MS = 60_000;
/** Minutes removed in one commit by retention, so that writing is never held up long. */
const REMOVE_MINUTES = 10;

/**
 * The writing side of the history, one SQLite file. The current minute is held per track and, picture by picture, in
 * the table `journal`, so that kill -9 loses no more than the picture being written; when the minute is over it
 * becomes one segment a track, found through an R*Tree (1e-5 deg, s) and by (track, minute). WAL,
 * synchronous=NORMAL: a power cut may lose the last seconds of history; the ledger never.
 */
export class HistoryFile {
  readonly #db: Database.Database;
  readonly #sql: ReturnType<typeof statements>;
  #minute = Number.NaN;
  #open = new Map<number, Points>();
  #pictures = 0;
  points = 0;
  segments = 0;

  constructor(dataDir: string) {
    this.#db = new Database(path.join(dataDir, 'history.sqlite'));
    this.#db.pragma('auto_vacuum = INCREMENTAL');
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.exec(SCHEMA);
    this.#sql = statements(this.#db);
    this.#recover();
  }

  /** One picture (snapshot.ts). Throws SQLite's error when the disk refuses; the picture is then lost. */
  add(snapshot: Float64Array, at: number): void {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute !== this.#minute) {
      this.flush();
      this.#minute = minute;
    }
    const bytes = new Uint8Array(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
    this.#sql.journal.run(at, deflateRawSync(bytes, { level: 1 }));
    this.#take(snapshot);
  }

  addOperator(point: OperatorPoint): void {
    this.#sql.operator.run(
      point.trackNumber,
      point.at,
      point.latRad,
      point.lonRad,
      point.operatorId,
    );
  }

  /** Makes segments of the current minute. Adding goes on in the same minute as further segments. */
  flush(): void {
    if (this.#open.size === 0) return;
    this.#db.transaction(() => {
      for (const [trackNumber, points] of this.#open) this.#writeSegment(trackNumber, points);
      this.#sql.minute.run(this.#minute, this.#open.size, this.#pictures);
      this.#sql.clearJournal.run();
    })();
    this.#open.clear();
    this.#pictures = 0;
  }

  /** Removes what is too old, then the oldest until the file is small enough. */
  retain(limits: Retention, now: number): void {
    this.#sql.dropOperators.run(now - limits.operatorDataMs);
    this.#removeBefore(Math.floor((now - limits.maxAgeMs) / MINUTE_MS));
    for (;;) {
      const [size, oldest] = [this.bytes(), this.#oldestMinute()];
      if (size <= limits.maxBytes || oldest === null || oldest >= this.#minute) break;
      this.#removeBefore(oldest + REMOVE_MINUTES);
    }
    this.#db.pragma('incremental_vacuum');
  }

  /** Octets in use in the file. */
  bytes(): number {
    const pragma = (name: string): number => this.#db.pragma(name, { simple: true }) as number;
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }

  close(): void {
    this.flush();
    this.#db.close();
  }

  #take(snapshot: Float64Array): void {
    for (let at = 0; at < snapshot.length; at += ROW) {
      const trackNumber = snapshot[at]!;
      let points = this.#open.get(trackNumber);
      if (points === undefined) {
        points = [];
        this.#open.set(trackNumber, points);
      }
      for (let i = 1; i < ROW; i++) points.push(snapshot[at + i]!);
      this.points++;
    }
    this.#pictures++;
  }

  #writeSegment(trackNumber: number, points: Points): void {
    let west = Infinity;
    let east = -Infinity;
    let south = Infinity;
    let north = -Infinity;
    for (let i = 0; i < points.length; i += WIDTH) {
      const lat = points[i + COL.lat]!;
      const lon = points[i + COL.lon]!;
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    const fromS = Math.floor(points[COL.at]! / 1000);
    const toS = Math.ceil(points[points.length - WIDTH + COL.at]! / 1000);
    const { lastInsertRowid } = this.#sql.segment.run(
      trackNumber,
      this.#minute,
      packSegment(points),
    );
    const coarse = (edge: number, up: boolean): number =>
      up ? Math.ceil(edge / 100) : Math.floor(edge / 100);
    this.#sql.box.run(
      lastInsertRowid,
      coarse(west, false),
      coarse(east, true),
      coarse(south, false),
      coarse(north, true),
      fromS,
      toS,
    );
    this.segments++;
  }

  /** After a crash: the journal becomes segments of the minutes it is about. */
  #recover(): void {
    const rows = this.#db.prepare('SELECT at, picture FROM journal ORDER BY at').all() as {
      at: number;
      picture: Buffer;
    }[];
    for (const { at, picture } of rows) {
      const minute = Math.floor(at / MINUTE_MS);
      if (minute !== this.#minute) {
        this.flush();
        this.#minute = minute;
      }
      this.#take(readSnapshot(picture));
    }
    this.flush();
  }

  #oldestMinute(): number | null {
    return (this.#sql.oldest.get() as { minute: number | null }).minute;
  }

  #removeBefore(minute: number): void {
    const minutes = this.#sql.minutesBefore.all(minute) as { minute: number }[];
    for (let i = 0; i < minutes.length; i += REMOVE_MINUTES) {
      this.#db.transaction(() => {
        for (const one of minutes.slice(i, i + REMOVE_MINUTES)) {
          this.#sql.dropBoxes.run(one.minute);
          this.#sql.dropSegments.run(one.minute);
          this.#sql.dropMinute.run(one.minute);
        }
      })();
    }
  }
}

/** The snapshot in a journal row; empty when damaged. */
export function readSnapshot(packed: Uint8Array): Float64Array {
  try {
    const bytes = inflateRawSync(packed);
    const copy = new Uint8Array(bytes.length);
    copy.set(bytes);
    return new Float64Array(copy.buffer, 0, Math.floor(copy.length / 8));
  } catch {
    return new Float64Array(0);
  }
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS segment (id INTEGER PRIMARY KEY, track INTEGER NOT NULL, minute INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS segment_track ON segment (track, minute);
CREATE INDEX IF NOT EXISTS segment_minute ON segment (minute);
CREATE VIRTUAL TABLE IF NOT EXISTS box USING rtree_i32 (id, west, east, south, north, from_s, to_s);
CREATE TABLE IF NOT EXISTS minute (minute INTEGER PRIMARY KEY, tracks INTEGER NOT NULL, pictures INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS journal (at REAL NOT NULL, picture BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS operator (track INTEGER NOT NULL, at REAL NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, id TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS operator_track ON operator (track, at);
CREATE INDEX IF NOT EXISTS operator_at ON operator (at);
`;

function statements(db: Database.Database) {
  return {
    segment: db.prepare('INSERT INTO segment (track, minute, packed) VALUES (?, ?, ?)'),
    box: db.prepare(
      'INSERT INTO box (id, west, east, south, north, from_s, to_s) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    minute: db.prepare(
      'INSERT INTO minute (minute, tracks, pictures) VALUES (?, ?, ?) ON CONFLICT (minute) DO UPDATE SET tracks = max(tracks, excluded.tracks), pictures = pictures + excluded.pictures',
    ),
    journal: db.prepare('INSERT INTO journal (at, picture) VALUES (?, ?)'),
    clearJournal: db.prepare('DELETE FROM journal'),
    operator: db.prepare('INSERT INTO operator (track, at, lat, lon, id) VALUES (?, ?, ?, ?, ?)'),
    dropOperators: db.prepare('DELETE FROM operator WHERE at < ?'),
    oldest: db.prepare('SELECT min(minute) AS minute FROM minute'),
    minutesBefore: db.prepare('SELECT minute FROM minute WHERE minute < ? ORDER BY minute'),
    dropBoxes: db.prepare('DELETE FROM box WHERE id IN (SELECT id FROM segment WHERE minute = ?)'),
    dropSegments: db.prepare('DELETE FROM segment WHERE minute = ?'),
    dropMinute: db.prepare('DELETE FROM minute WHERE minute = ?'),
  };
}
