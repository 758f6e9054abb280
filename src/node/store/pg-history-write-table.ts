import type { HistoryWriteTable, NewBatch, NewSegment } from './history-table.ts';
import { PgConnection, type PgStatement } from './pg-connection.ts';
import type { PgSetting } from './store-setting.ts';
import type { KeptDetail, OperatorPoint } from './types.ts';

/** This thread waits, not the picture. */
const LIMIT_MS = 30_000;
/** Segments in one statement, and octets that go over in it. */
const MAX_ROWS = 2_000;
/** Operators and details that wait for settle(); beyond it the oldest are given up. */
const MAX_PENDING = 10_000;
/** Batches removed in one commit by retention, so that writing is never held up long. */
const REMOVE_BATCHES = 2;
/** What a segment costs beside its octets: row and index entries, estimated. */
const ROW_OCTETS = 250;
/** deg; widens each box, so that rounding leaves nothing out and no box is empty (GiST compares volumes). */
const MARGIN_DEG = 1e-5;

/**
 * In the node's schema of a PostgreSQL database: segments by (track, minute), and through one GiST index over cubes of
 * longitude, latitude (deg) and time (s). A batch is one transaction; operators and details are written once a second.
 */
export class PgHistoryWriteTable implements HistoryWriteTable {
  readonly #pg: PgConnection;
  #operators: OperatorPoint[] = [];
  #details: KeptDetail[] = [];
  /** id of the segment written last; the node's is the only writer */
  #lastId = 0;
  /** the last batch failed: it may have been written all the same, or still be under way */
  #isUnsure = false;

  constructor(setting: PgSetting, limitMs = LIMIT_MS) {
    this.#pg = new PgConnection(setting, { limitMs });
    try {
      makeTables(this.#pg);
      this.#lastId = this.#readLastId();
    } catch (error) {
      this.#pg.close();
      throw error;
    }
  }

  addBatch(batch: NewBatch): void {
    if (this.#isUnsure && this.#isWritten(batch)) return;
    const firstId = this.#lastId + 1;
    let lastId = this.#lastId;
    let octets = 0;
    const statements: PgStatement[] = [];
    for (const rows of inGroups(batch.segments)) {
      statements.push(putSegments(rows, batch.minute, lastId + 1));
      lastId += rows.length;
      octets += rows.reduce((sum, { packed }) => sum + packed.length + ROW_OCTETS, 0);
    }
    const { minute, fromAt, toAt, most, times } = batch;
    statements.push({
      text: `INSERT INTO batch (minute, from_at, to_at, first_id, last_id, most, octets, times)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [minute, fromAt, toAt, firstId, lastId, most, octets, times],
      name: 'batch',
    });
    try {
      this.#pg.transaction(statements);
    } catch (error) {
      this.#isUnsure = true;
      throw error;
    }
    this.#lastId = lastId;
  }

  /**
   * After a failure what stands in the table counts. A commit that is still under way holds the same numbers: then this
   * one fails too, and the next sees it.
   */
  #isWritten({ fromAt, toAt }: NewBatch): boolean {
    const last = this.lastBatch();
    this.#lastId = this.#readLastId();
    this.#isUnsure = false;
    return last?.fromAt === fromAt && last.toAt === toAt;
  }

  #readLastId(): number {
    const text = `SELECT greatest((SELECT max(id) FROM segment), (SELECT max(last_id) FROM batch), 0) AS last`;
    return this.#pg.query(text)[0]!['last'] as number;
  }

  lastBatch(): { fromAt: number; toAt: number } | null {
    const text = 'SELECT from_at AS "fromAt", to_at AS "toAt" FROM batch ORDER BY id DESC LIMIT 1';
    const [row] = this.#pg.query(text);
    return (row as { fromAt: number; toAt: number } | undefined) ?? null;
  }

  addOperator(point: OperatorPoint): void {
    this.#operators.push(point);
    if (this.#operators.length > MAX_PENDING) this.#operators.shift();
  }

  addDetail(detail: KeptDetail): void {
    this.#details.push(detail);
    if (this.#details.length > MAX_PENDING) this.#details.shift();
  }

  settle(): void {
    const statements: PgStatement[] = [];
    if (this.#operators.length > 0) statements.push(putOperators(this.#operators));
    if (this.#details.length > 0) statements.push(putDetails(this.#details));
    if (statements.length === 0) return;
    // Not worth a sync of their own: a power cut may take the last moments of them.
    this.#pg.transaction([{ text: 'SET LOCAL synchronous_commit = off' }, ...statements]);
    this.#operators = [];
    this.#details = [];
  }

  dropOperators(beforeAt: number): void {
    this.#pg.query('DELETE FROM operator WHERE at < $1', [beforeAt]);
  }

  dropDetails(beforeAt: number): void {
    const text = `DELETE FROM detail WHERE at < $1 AND (
      EXISTS (SELECT 1 FROM detail AS later WHERE later.track = detail.track AND later.at > detail.at AND later.at < $1)
      OR NOT EXISTS (SELECT 1 FROM segment WHERE segment.track = detail.track))`;
    this.#pg.query(text, [beforeAt]);
  }

  removeOldest(beforeAt: number): boolean {
    const text =
      'SELECT id, first_id, last_id FROM batch WHERE to_at < $1 ORDER BY from_at LIMIT $2::bigint';
    const batches = this.#pg.query(text, [beforeAt, REMOVE_BATCHES]);
    if (batches.length === 0) return false;
    this.#pg.transaction(
      batches.flatMap((batch) => [
        {
          text: 'DELETE FROM segment WHERE id BETWEEN $1 AND $2',
          values: [batch['first_id'] as number, batch['last_id'] as number],
        },
        { text: 'DELETE FROM batch WHERE id = $1', values: [batch['id'] as number] },
      ]),
    );
    return true;
  }

  /** What is kept, not what the files hold: those give space back to what comes next, not to the disk. */
  bytes(): number {
    return this.#pg.query('SELECT coalesce(sum(octets), 0)::float8 AS octets FROM batch')[0]![
      'octets'
    ] as number;
  }

  /** The server's autovacuum does that. */
  tidy(): void {}

  close(): void {
    this.#pg.close();
  }
}

function makeTables(pg: PgConnection): void {
  // Asked first: a role that may not make extensions may use one that is there.
  if (pg.query("SELECT 1 FROM pg_extension WHERE extname = 'cube'").length === 0)
    pg.query('CREATE EXTENSION IF NOT EXISTS cube SCHEMA public');
  pg.transaction(TABLES.map((text) => ({ text })));
}

const TABLES = [
  `CREATE TABLE IF NOT EXISTS segment (
    id bigint PRIMARY KEY, track bigint NOT NULL, minute bigint NOT NULL, room cube NOT NULL, packed bytea NOT NULL)`,
  // Packed already: trying to compress it again costs and gains nothing.
  'ALTER TABLE segment ALTER COLUMN packed SET STORAGE EXTERNAL',
  'CREATE INDEX IF NOT EXISTS segment_track ON segment (track, minute)',
  'CREATE INDEX IF NOT EXISTS segment_room ON segment USING gist (room)',
  `CREATE TABLE IF NOT EXISTS batch (
    id bigserial PRIMARY KEY, minute bigint NOT NULL, from_at float8 NOT NULL, to_at float8 NOT NULL,
    first_id bigint NOT NULL, last_id bigint NOT NULL, most bigint NOT NULL, octets bigint NOT NULL, times bytea NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS batch_from ON batch (from_at)',
  `CREATE TABLE IF NOT EXISTS operator (
    track bigint NOT NULL, at float8 NOT NULL, lat float8 NOT NULL, lon float8 NOT NULL, id text NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS operator_track ON operator (track, at)',
  'CREATE INDEX IF NOT EXISTS operator_at ON operator (at)',
  'CREATE TABLE IF NOT EXISTS detail (track bigint NOT NULL, at float8 NOT NULL, json text NOT NULL)',
  'CREATE INDEX IF NOT EXISTS detail_track ON detail (track, at)',
  'CREATE INDEX IF NOT EXISTS detail_at ON detail (at)',
];

function* inGroups(segments: Iterable<NewSegment>): Generator<NewSegment[]> {
  let rows: NewSegment[] = [];
  for (const segment of segments) {
    rows.push(segment);
    if (rows.length < MAX_ROWS) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** The octets go over as one value, in binary, and are cut there: an array of them would go as hexadecimal text. */
function putSegments(rows: readonly NewSegment[], minute: number, firstId: number): PgStatement {
  const lengths = rows.map(({ packed }) => packed.length);
  let end = 0;
  const starts = lengths.map((length) => (end += length) - length + 1);
  const all = new Uint8Array(end);
  rows.forEach(({ packed }, i) => all.set(packed, starts[i]! - 1));
  const text = `INSERT INTO segment (id, track, minute, room, packed)
    SELECT $1::bigint + turn - 1, track, $2::bigint,
      cube(ARRAY[west, south, from_s], ARRAY[east, north, to_s]), substring($3::bytea FROM start FOR length)
    FROM unnest($4::bigint[], $5::float8[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[],
      $11::int[], $12::int[]) WITH ORDINALITY AS one (track, west, south, east, north, from_s, to_s, start, length, turn)`;
  const values = [
    firstId,
    minute,
    all,
    rows.map(({ track }) => track),
    rows.map(({ box }) => box[0] - MARGIN_DEG),
    rows.map(({ box }) => box[1] - MARGIN_DEG),
    rows.map(({ box }) => box[2] + MARGIN_DEG),
    rows.map(({ box }) => box[3] + MARGIN_DEG),
    rows.map(({ fromAt }) => Math.floor(fromAt / 1000)),
    rows.map(({ toAt }) => Math.ceil(toAt / 1000)),
    starts,
    lengths,
  ];
  return { text, values, name: 'segments' };
}

function putOperators(points: readonly OperatorPoint[]): PgStatement {
  const text = `INSERT INTO operator (track, at, lat, lon, id)
    SELECT * FROM unnest($1::bigint[], $2::float8[], $3::float8[], $4::float8[], $5::text[])`;
  const values = [
    points.map(({ trackNumber }) => trackNumber),
    points.map(({ at }) => at),
    points.map(({ latRad }) => latRad),
    points.map(({ lonRad }) => lonRad),
    // Anybody's transmitter wrote it, and PostgreSQL's text holds no NUL.
    points.map(({ operatorId }) => operatorId.replaceAll('\0', '')),
  ];
  return { text, values, name: 'operators' };
}

function putDetails(details: readonly KeptDetail[]): PgStatement {
  const text = `INSERT INTO detail (track, at, json)
    SELECT * FROM unnest($1::bigint[], $2::float8[], $3::text[])`;
  const values = [
    details.map(({ trackNumber }) => trackNumber),
    details.map(({ at }) => at),
    details.map(({ json }) => json),
  ];
  return { text, values, name: 'details' };
}
