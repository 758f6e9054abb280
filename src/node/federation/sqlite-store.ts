import path from 'node:path';
import Database from 'better-sqlite3';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { SharedItem } from '../../model/index.ts';
import {
  MAX_QUARANTINE,
  type Commit,
  type FederationStore,
  type KeyRing,
  type Place,
  type Position,
  type Quarantined,
  type SeriesHead,
  type SeriesMark,
  type StoredFederation,
} from '../../share/index.ts';

/** What a node holds of other members, in one SQLite file: WAL, synchronous=FULL; a commit is on disk when it returns. */
export class SqliteFederationStore implements FederationStore {
  readonly #db: Database.Database;
  readonly #commit: (commit: Commit) => void;
  readonly #place: Database.Statement;
  readonly #item: Database.Statement;

  constructor(dataDir: string) {
    this.#db = new Database(path.join(dataDir, 'federation.sqlite'));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.exec(`
      CREATE TABLE IF NOT EXISTS item (
        arrival INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, series TEXT NOT NULL, number INTEGER NOT NULL,
        hash TEXT NOT NULL, state TEXT NOT NULL, taken_at REAL NOT NULL, json TEXT, UNIQUE (series, number));
      CREATE INDEX IF NOT EXISTS item_origin ON item (origin, arrival);
      CREATE TABLE IF NOT EXISTS fact (kind TEXT, name TEXT, json TEXT NOT NULL, PRIMARY KEY (kind, name));
      CREATE TABLE IF NOT EXISTS quarantine (id INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT NOT NULL)`);
    this.#place = this.#db.prepare('SELECT hash, state FROM item WHERE series = ? AND number = ?');
    this.#item = this.#db.prepare('SELECT json FROM item WHERE series = ? AND number = ?');
    this.#commit = this.#prepareCommit();
  }

  load(): StoredFederation {
    const facts = <T>(kind: string): [string, T][] =>
      (
        this.#db.prepare('SELECT name, json FROM fact WHERE kind = ?').all(kind) as {
          name: string;
          json: string;
        }[]
      ).map(({ name, json }) => [name, JSON.parse(json) as T]);
    const rows = this.#db.prepare('SELECT json FROM quarantine ORDER BY id').all() as {
      json: string;
    }[];
    return {
      positions: new Map(facts<Position>('position')),
      heads: facts<SeriesHead>('head').map(([, head]) => head),
      rings: facts<KeyRing>('ring').map(([, ring]) => ring),
      quarantine: rows.map(({ json }) => JSON.parse(json) as Quarantined),
    };
  }

  commit(commit: Commit): void {
    this.#commit(commit);
  }

  placeOf(series: string, number: number): Place | null {
    return (this.#place.get(series, number) as Place | undefined) ?? null;
  }

  itemAt(series: string, number: number): SharedItem | null {
    const row = this.#item.get(series, number) as { json: string | null } | undefined;
    return row?.json == null ? null : (JSON.parse(row.json) as SharedItem);
  }

  itemsBeyond(origin: string, marks: readonly SeriesMark[], limit: number): SharedItem[] {
    const known = new Map(marks.map((mark) => [mark.series, mark.number]));
    const found: SharedItem[] = [];
    const rows = this.#db
      .prepare(
        'SELECT series, number, json FROM item WHERE origin = ? AND json IS NOT NULL ORDER BY arrival',
      )
      .iterate(origin) as IterableIterator<{ series: string; number: number; json: string }>;
    for (const { series, number, json } of rows) {
      if (number <= (known.get(series) ?? 0)) continue;
      found.push(JSON.parse(json) as SharedItem);
      if (found.length >= limit) break;
    }
    return found;
  }

  *items(): Generator<{ readonly item: SharedItem; readonly takenAt: number }> {
    const rows = this.#db
      .prepare('SELECT json, taken_at FROM item WHERE json IS NOT NULL ORDER BY arrival')
      .iterate() as IterableIterator<{ json: string; taken_at: number }>;
    for (const { json, taken_at } of rows)
      yield { item: JSON.parse(json) as SharedItem, takenAt: taken_at };
  }

  close(): void {
    this.#db.close();
  }

  #prepareCommit(): (commit: Commit) => void {
    const db = this.#db;
    const fact = db.prepare('INSERT OR REPLACE INTO fact VALUES (?, ?, ?)');
    // A place that is filled gets a new arrival: what was void is read last.
    const item = db.prepare(
      `INSERT OR REPLACE INTO item (origin, series, number, hash, state, taken_at, json)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    const recall = db.prepare(
      "UPDATE item SET json = NULL, state = 'recalled' WHERE series = ? AND number = ?",
    );
    const accuse = db.prepare('INSERT INTO quarantine (json) VALUES (?)');
    const forget = db.prepare(
      `DELETE FROM quarantine WHERE id <= (SELECT MAX(id) FROM quarantine) - ${MAX_QUARANTINE}`,
    );
    const text = (value: unknown): string => canonicalJson(value as Json);
    return db.transaction((commit: Commit) => {
      const { peer, position, items, voids, recalls, heads, ring, quarantine, takenAt } = commit;
      if (position !== null) fact.run('position', peer, text(position));
      for (const { origin, series, number, hash } of voids)
        item.run(origin, series, number, hash, 'void', takenAt, null);
      for (const one of items) {
        const { origin, series, number } = one.item;
        item.run(origin, series, number, one.hash, 'held', takenAt, text(one.item));
      }
      for (const { series, number } of recalls) recall.run(series, number);
      for (const head of heads) fact.run('head', head.series, text(head));
      if (ring !== null) fact.run('ring', ring.member, text(ring));
      for (const one of quarantine) accuse.run(text(one));
      if (quarantine.length > 0) forget.run();
    });
  }
}
