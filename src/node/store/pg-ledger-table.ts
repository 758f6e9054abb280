import { explainDisk } from './explain-disk.ts';
import type { LedgerTable, Sealed } from './ledger-table.ts';
import { PgConnection } from './pg-connection.ts';
import type { PgSetting } from './store-setting.ts';
import { StoreFailure } from './types.ts';

/** Entries read at a time where few are asked for, and how often that is kept: about 4 MB. */
const AHEAD = 256;
const MAX_WINDOWS = 16;

interface Row {
  readonly seq: number;
  readonly json: string;
}

/** Entries that follow each other: all of the log between two numbers. */
interface Window {
  readonly after: number;
  readonly last: number;
  readonly rows: readonly Row[];
}

/** A node that was just killed has its session for a moment more. */
const LOCK_TRIES = 25;
const LOCK_PAUSE_MS = 200;
/** for threads and commands that may wait */
const LIMIT_MS = 15_000;
/** `backup` in meta while a restore is under way */
const FILLING = 'filling';

/**
 * In the node's schema of a PostgreSQL database. One statement a group, synchronous_commit=on, so that a commit is on
 * disk when it returns; an advisory lock for as long as the session lives, so that two nodes never write one log. A
 * session that ends is not replaced: who writes opens the table again, has the lock anew and sees what was written.
 */
export class PgLedgerTable implements LedgerTable {
  readonly #pg: PgConnection;
  #windows: readonly Window[] = [];

  constructor(
    setting: PgSetting,
    options: {
      readonly mayWrite: boolean;
      readonly limitMs?: number;
      readonly mayBeFilling?: boolean;
    },
  ) {
    const { mayWrite, limitMs = LIMIT_MS, mayBeFilling = false } = options;
    this.#pg = new PgConnection(setting, { limitMs, isOneSession: mayWrite });
    if (!mayWrite) return;
    try {
      checkServer(this.#pg);
      takeLock(this.#pg, setting.schema);
      makeSchema(this.#pg, setting.schema);
      if (!mayBeFilling && this.#isFilling()) {
        const text = `The restore into schema ${setting.schema} was cut off: run tocsin ledger restore again.`;
        throw new StoreFailure('not-restored', text);
      }
    } catch (error) {
      this.#pg.close();
      throw error;
    }
  }

  /** Puts the entries of a backup into a table that is empty, or was left half filled. */
  static fill(setting: PgSetting, pages: Iterable<readonly Sealed[]>): void {
    const table = new PgLedgerTable(setting, { mayWrite: true, mayBeFilling: true });
    const mark = (value: string): void => {
      const text =
        "INSERT INTO meta VALUES ('backup', $1) ON CONFLICT (name) DO UPDATE SET value = $1";
      table.#pg.query(text, [value]);
    };
    try {
      if (table.origin() !== null && !table.#isFilling())
        throw new StoreFailure('not-empty', `schema ${setting.schema} holds a ledger already`);
      mark(FILLING);
      table.#pg.query('TRUNCATE ledger');
      for (const rows of pages) table.insert(rows);
      mark('1');
    } finally {
      table.close();
    }
  }

  origin(): string | null {
    const [row] = this.#pg.query('SELECT origin FROM ledger LIMIT 1');
    return (row?.['origin'] as string | undefined) ?? null;
  }

  last(origin: string): string | null {
    const [row] = this.#pg.query(
      'SELECT json FROM ledger WHERE origin = $1 ORDER BY seq DESC LIMIT 1',
      [origin],
    );
    return (row?.['json'] as string | undefined) ?? null;
  }

  page(origin: string, afterSeq: number, limit: number): string[] {
    if (limit > AHEAD / 2) return this.#rows(origin, afterSeq, limit).map(({ json }) => json);
    const known = this.#windows.find(({ after, last }) => after <= afterSeq && afterSeq < last);
    const window = known ?? this.#lookAhead(origin, afterSeq);
    const from = window.rows.findIndex(({ seq }) => seq > afterSeq);
    const rows = from < 0 ? [] : window.rows.slice(from, from + limit);
    const isCut = rows.length < limit && window.rows.length === AHEAD;
    return (isCut ? this.#rows(origin, afterSeq, limit) : rows).map(({ json }) => json);
  }

  /** Who reads entry by entry (an ally that catches up) asks the database once in AHEAD. */
  #lookAhead(origin: string, after: number): Window {
    const rows = this.#rows(origin, after, AHEAD);
    const window = { after, last: rows.at(-1)?.seq ?? after, rows };
    // One that reaches the end of the log grows: it is not kept.
    if (rows.length === AHEAD) this.#windows = [window, ...this.#windows].slice(0, MAX_WINDOWS);
    return window;
  }

  #rows(origin: string, afterSeq: number, limit: number): readonly Row[] {
    const text =
      'SELECT seq, json FROM ledger WHERE origin = $1 AND seq > $2 ORDER BY seq LIMIT $3::bigint';
    return this.#pg.query(text, [origin, afterSeq, limit], 'page') as unknown as Row[];
  }

  insert(rows: readonly Sealed[], { beginsEpoch = false } = {}): void {
    const columns = [
      rows.map(({ entry }) => entry.origin),
      rows.map(({ entry }) => entry.seq),
      rows.map(({ entry }) => entry.at),
      rows.map(({ entry }) => entry.type),
      rows.map(({ json }) => json),
    ];
    const put = { text: INSERT, values: columns, name: 'insert' };
    const end = { text: "DELETE FROM meta WHERE name = 'backup'" };
    this.#pg.transaction(beginsEpoch ? [put, end] : [put]);
  }

  isBackup(): boolean {
    return this.#pg.query("SELECT 1 FROM meta WHERE name = 'backup'").length > 0;
  }

  #isFilling(): boolean {
    return (
      this.#pg.query("SELECT 1 FROM meta WHERE name = 'backup' AND value = $1", [FILLING]).length >
      0
    );
  }

  check(): void {
    this.#pg.query('SELECT 1', [], 'check');
  }

  close(): void {
    this.#pg.close();
  }
}

const INSERT = `INSERT INTO ledger (origin, seq, at, type, json)
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::double precision[], $4::text[], $5::text[])`;

function makeSchema(pg: PgConnection, schema: string): void {
  // Asked first: making one needs a right that a role whose schema was made for it does not have.
  const [row] = pg.query('SELECT to_regnamespace($1) IS NOT NULL AS is_there', [schema]);
  if (row?.['is_there'] !== true) pg.query(`CREATE SCHEMA ${schema}`);
  pg.transaction(TABLES.map((text) => ({ text })));
}

const TABLES = [
  `CREATE TABLE IF NOT EXISTS ledger (
    origin text NOT NULL, seq bigint NOT NULL, at double precision NOT NULL, type text NOT NULL, json text NOT NULL,
    PRIMARY KEY (origin, seq))`,
  'CREATE TABLE IF NOT EXISTS meta (name text PRIMARY KEY, value text NOT NULL)',
];

/** What no setting of ours can mend: a server that does not sync, or that cannot hold every letter. */
function checkServer(pg: PgConnection): void {
  const [row] = pg.query(
    "SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding",
  );
  if (row?.['fsync'] !== 'on') {
    const text =
      'The database runs with fsync=off: it says that it has written what a power cut takes away. Set fsync = on in postgresql.conf.';
    throw new StoreFailure('not-durable', text);
  }
  if (row['encoding'] !== 'UTF8') {
    const text = `The database holds ${String(row['encoding'])}, not UTF8: create one with ENCODING 'UTF8'.`;
    throw new StoreFailure('bad-encoding', text);
  }
}

/** Whether a node could keep its store here, for a person; empty when it could. Writes nothing. */
export function inspectServer(setting: PgSetting): string {
  const pg = new PgConnection(setting, { limitMs: LIMIT_MS });
  try {
    checkServer(pg);
    const text = `SELECT to_regnamespace($1) IS NOT NULL
      OR has_database_privilege(current_database(), 'CREATE') AS is_fit`;
    if (pg.query(text, [setting.schema])[0]?.['is_fit'] === true) return '';
    return `schema ${setting.schema} is not there and may not be made by this user`;
  } catch (error) {
    return explainDisk(error).text;
  } finally {
    pg.close();
  }
}

function takeLock(pg: PgConnection, schema: string): void {
  const text = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS is_ours';
  for (let tries = 0; tries < LOCK_TRIES; tries++) {
    if (pg.query(text, [`tocsin ledger ${schema}`])[0]?.['is_ours'] === true) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_PAUSE_MS);
  }
  throw new StoreFailure('busy', `another program holds the ledger in schema ${schema}`);
}
