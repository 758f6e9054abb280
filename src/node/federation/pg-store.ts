import { canonicalJson, type Json } from '../../base/index.ts';
import type { SharedItem } from '../../model/index.ts';
import {
  itemId,
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
import { PgConnection, type PgRow, type PgSetting, type PgStatement } from '../store/index.ts';

/** Longest that a call may hold up the picture while the database does not answer. */
const LIMIT_MS = 1000;
const PAGE = 500;

interface Newest extends Place {
  readonly number: number;
}

/**
 * What a node holds of other members, in its schema of a PostgreSQL database; a commit is on disk when it returns, and
 * one that was lost in the middle may be made again. The newest place of each series is kept in memory: what comes
 * next, which is nearly everything, is known to be new without a question.
 */
export class PgFederationStore implements FederationStore {
  readonly #pg: PgConnection;
  readonly #newest = new Map<string, Newest>();

  constructor(setting: PgSetting) {
    this.#pg = new PgConnection(setting, { limitMs: LIMIT_MS });
    try {
      this.#pg.transaction(TABLES.map((text) => ({ text })));
      this.#readNewest();
    } catch (error) {
      this.#pg.close();
      throw error;
    }
  }

  #readNewest(): void {
    const rows = this.#pg.query(
      'SELECT DISTINCT ON (series) series, number, hash, state FROM item ORDER BY series, number DESC',
    );
    for (const row of rows) this.#newest.set(row['series'] as string, row as unknown as Newest);
  }

  load(): StoredFederation {
    const all = this.#pg.query('SELECT kind, name, json FROM fact ORDER BY kind, name');
    const facts = <T>(kind: string): [string, T][] =>
      all
        .filter((row) => row['kind'] === kind)
        .map((row) => [row['name'] as string, parse<T>(row)!]);
    return {
      positions: new Map(facts<Position>('position')),
      heads: facts<SeriesHead>('head').map(([, head]) => head),
      rings: facts<KeyRing>('ring').map(([, ring]) => ring),
      quarantine: this.#pg
        .query('SELECT json FROM quarantine ORDER BY id')
        .map((row) => parse<Quarantined>(row)!),
    };
  }

  commit(commit: Commit): void {
    const places = placesOf(commit);
    this.#pg.transaction([
      ...putFacts(commit),
      ...putPlaces(places, commit.takenAt),
      ...putRecalls(commit),
      ...putQuarantine(commit),
    ]);
    for (const { series, number, hash, state } of places)
      if (number >= (this.#newest.get(series)?.number ?? 0))
        this.#newest.set(series, { number, hash, state });
    for (const { series, number } of commit.recalls) {
      const newest = this.#newest.get(series);
      if (newest?.number === number) this.#newest.set(series, { ...newest, state: 'recalled' });
    }
  }

  placeOf(series: string, number: number): Place | null {
    const newest = this.#newest.get(series);
    if (newest === undefined || number > newest.number) return null;
    if (number === newest.number) return { hash: newest.hash, state: newest.state };
    const text = 'SELECT hash, state FROM item WHERE series = $1 AND number = $2';
    const [row] = this.#pg.query(text, [series, number], 'place');
    return (row as unknown as Place | undefined) ?? null;
  }

  itemAt(series: string, number: number): SharedItem | null {
    if (number > (this.#newest.get(series)?.number ?? 0)) return null;
    const text = 'SELECT json FROM item WHERE series = $1 AND number = $2';
    const [row] = this.#pg.query(text, [series, number], 'item');
    return row === undefined ? null : parse<SharedItem>(row);
  }

  itemsBeyond(origin: string, marks: readonly SeriesMark[], limit: number): SharedItem[] {
    const text = `SELECT item.json FROM item
      LEFT JOIN unnest($2::text[], $3::bigint[]) AS mark (series, number) ON mark.series = item.series
      WHERE item.origin = $1 AND item.json IS NOT NULL AND item.number > coalesce(mark.number, 0)
      ORDER BY item.arrival LIMIT $4::bigint`;
    const known = new Map(marks.map((mark) => [mark.series, mark.number]));
    const values = [origin, [...known.keys()], [...known.values()], limit];
    return this.#pg.query(text, values).map((row) => parse<SharedItem>(row)!);
  }

  *items(): Generator<{ readonly item: SharedItem; readonly takenAt: number }> {
    const text = `SELECT arrival, taken_at, json FROM item
      WHERE arrival > $1 AND json IS NOT NULL ORDER BY arrival LIMIT ${PAGE}`;
    for (let after = 0; ;) {
      const rows = this.#pg.query(text, [after], 'items');
      for (const row of rows)
        yield { item: parse<SharedItem>(row)!, takenAt: row['taken_at'] as number };
      if (rows.length < PAGE) return;
      after = rows.at(-1)!['arrival'] as number;
    }
  }

  close(): void {
    this.#pg.close();
  }
}

const TABLES = [
  `CREATE TABLE IF NOT EXISTS item (
    arrival bigserial PRIMARY KEY, origin text NOT NULL, series text NOT NULL, number bigint NOT NULL,
    hash text NOT NULL, state text NOT NULL, taken_at double precision NOT NULL, json text, UNIQUE (series, number))`,
  'CREATE INDEX IF NOT EXISTS item_origin ON item (origin, arrival)',
  'CREATE TABLE IF NOT EXISTS fact (kind text, name text, json text NOT NULL, PRIMARY KEY (kind, name))',
  'CREATE TABLE IF NOT EXISTS quarantine (id bigserial PRIMARY KEY, json text NOT NULL)',
];

interface PlaceRow extends SeriesMark {
  readonly state: Place['state'];
  readonly json: string | null;
}

/** Voids first; an item of the same commit that fills one takes its place, and arrives later. */
function placesOf({ voids, items }: Commit): PlaceRow[] {
  const places = new Map<string, PlaceRow>();
  for (const { origin, series, number, hash } of voids)
    places.set(itemId({ series, number }), {
      origin,
      series,
      number,
      hash,
      state: 'void',
      json: null,
    });
  for (const { item, hash } of items) {
    const { origin, series, number } = item;
    const id = itemId(item);
    places.delete(id);
    places.set(id, { origin, series, number, hash, state: 'held', json: textOf(item) });
  }
  return [...places.values()];
}

function putFacts({ peer, position, heads, ring }: Commit): PgStatement[] {
  const facts: [string, string, unknown][] = heads.map((head) => ['head', head.series, head]);
  if (position !== null) facts.push(['position', peer, position]);
  if (ring !== null) facts.push(['ring', ring.member, ring]);
  if (facts.length === 0) return [];
  const text = `INSERT INTO fact SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
    ON CONFLICT (kind, name) DO UPDATE SET json = excluded.json`;
  const values = [
    facts.map(([kind]) => kind),
    facts.map(([, name]) => name),
    facts.map(([, , value]) => textOf(value)),
  ];
  return [{ text, values, name: 'facts' }];
}

/** A place that is filled gets a new arrival: what was void is read last. */
function putPlaces(places: readonly PlaceRow[], takenAt: number): PgStatement[] {
  if (places.length === 0) return [];
  const series = places.map((place) => place.series);
  const numbers = places.map((place) => place.number);
  const drop = `DELETE FROM item USING unnest($1::text[], $2::bigint[]) AS gone (series, number)
    WHERE item.series = gone.series AND item.number = gone.number`;
  const put = `INSERT INTO item (origin, series, number, hash, state, taken_at, json)
    SELECT origin, series, number, hash, state, $6, nullif(json, '')
    FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $7::text[])
      WITH ORDINALITY AS place (origin, series, number, hash, state, json, turn) ORDER BY turn`;
  const values = [
    places.map((place) => place.origin),
    series,
    numbers,
    places.map((place) => place.hash),
    places.map((place) => place.state),
    takenAt,
    places.map((place) => place.json ?? ''),
  ];
  return [
    { text: drop, values: [series, numbers], name: 'drop-places' },
    { text: put, values, name: 'put-places' },
  ];
}

function putRecalls({ recalls }: Commit): PgStatement[] {
  if (recalls.length === 0) return [];
  const text = `UPDATE item SET json = NULL, state = 'recalled'
    FROM unnest($1::text[], $2::bigint[]) AS gone (series, number)
    WHERE item.series = gone.series AND item.number = gone.number`;
  const values = [recalls.map(({ series }) => series), recalls.map(({ number }) => number)];
  return [{ text, values, name: 'recall' }];
}

function putQuarantine({ quarantine }: Commit): PgStatement[] {
  if (quarantine.length === 0) return [];
  const text = `INSERT INTO quarantine (json) SELECT json
    FROM unnest($1::text[]) WITH ORDINALITY AS one (json, turn) ORDER BY turn`;
  const forget = `DELETE FROM quarantine WHERE id <=
    (SELECT id FROM quarantine ORDER BY id DESC OFFSET ${MAX_QUARANTINE} LIMIT 1)`;
  return [{ text, values: [quarantine.map(textOf)] }, { text: forget }];
}

function textOf(value: unknown): string {
  return canonicalJson(value as Json);
}

function parse<T>(row: PgRow): T | null {
  const { json } = row;
  return json === null ? null : (JSON.parse(json as string) as T);
}
