import path from 'node:path';
import Database from 'better-sqlite3';
import type { HistoryWriteTable, NewBatch } from './history-table.ts';
import type { KeptDetail, OperatorPoint } from './types.ts';

/** Batches removed in one commit by retention, and pages given back, so that writing is never held up long. */
const REMOVE_BATCHES = 2;
const VACUUM_PAGES = 2_000;
/** Units of the R*Tree a degree: its whole numbers have 32 bits */
export const BOX_UNITS = 1e5;
const SCHEMA_VERSION = 2;

/**
 * In `history.sqlite` of the data folder: segments by (track, minute) and through an R*Tree (1e-5 deg, s). WAL,
 * synchronous=NORMAL: a power cut may lose the last minute of history; the ledger never.
 */
export class SqliteHistoryWriteTable implements HistoryWriteTable {
  readonly #db: Database.Database;
  readonly #sql: ReturnType<typeof statements>;

  constructor(dataDir: string) {
    this.#db = new Database(path.join(dataDir, 'history.sqlite'));
    prepareSchema(this.#db);
    this.#sql = statements(this.#db);
  }

  addBatch({ minute, fromAt, toAt, most, times, segments }: NewBatch): void {
    this.#db.transaction(() => {
      let firstId = 0;
      let lastId = 0;
      for (const { track, packed, box, fromAt: from, toAt: to } of segments) {
        const [west, south, east, north] = box;
        lastId = Number(this.#sql.segment.run(track, minute, packed).lastInsertRowid);
        if (firstId === 0) firstId = lastId;
        this.#sql.box.run(
          lastId,
          Math.floor(west * BOX_UNITS),
          Math.ceil(east * BOX_UNITS),
          Math.floor(south * BOX_UNITS),
          Math.ceil(north * BOX_UNITS),
          Math.floor(from / 1000),
          Math.ceil(to / 1000),
        );
      }
      this.#sql.batch.run(minute, fromAt, toAt, firstId, lastId, most, times);
    })();
  }

  lastBatch(): { fromAt: number; toAt: number } | null {
    return (this.#sql.lastBatch.get() as { fromAt: number; toAt: number } | undefined) ?? null;
  }

  addOperator({ trackNumber, at, latRad, lonRad, operatorId }: OperatorPoint): void {
    this.#sql.operator.run(trackNumber, at, latRad, lonRad, operatorId);
  }

  addDetail({ trackNumber, at, json }: KeptDetail): void {
    this.#sql.detail.run(trackNumber, at, json);
  }

  /** Everything was written when it was added. */
  settle(): void {}

  dropOperators(beforeAt: number): void {
    this.#sql.dropOperators.run(beforeAt);
  }

  dropDetails(beforeAt: number): void {
    this.#sql.dropDetails.run(beforeAt, beforeAt);
  }

  removeOldest(beforeAt: number): boolean {
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

  bytes(): number {
    const pragma = (name: string): number => this.#db.pragma(name, { simple: true }) as number;
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }

  tidy(): void {
    this.#db.pragma(`incremental_vacuum(${VACUUM_PAGES})`);
  }

  close(): void {
    this.#db.close();
  }
}

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
