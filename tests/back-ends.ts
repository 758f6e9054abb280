/** The stores on disk, for the suites that run on each of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe } from 'node:test';
import Database from 'better-sqlite3';
import pg from 'pg';
import { PASSWORD_VARIABLE, SQLITE, type StoreSetting } from '../src/node/store/index.ts';
import { needsPostgres, PgServer } from './pg-server.ts';

/** A data folder and the store that belongs to it. */
export interface Place {
  readonly dir: string;
  readonly store: StoreSetting;
}

export interface BackEnd {
  readonly name: 'sqlite' | 'postgresql';
  /** A place that nothing has used yet. */
  place(dir: string): Place;
  /** Changes the ledger behind the node's back. */
  sql(place: Place, text: string): Promise<void>;
  /** How the database finds a track's segments and a box's. */
  plans(place: Place): Promise<{ readonly track: string; readonly box: string }>;
  /** PostgreSQL's only */
  server(): PgServer;
}

/** A suite for each back end; PostgreSQL's has a server of its own while it runs. */
export function forEachBackEnd(suite: (backEnd: BackEnd) => void): void {
  describe('sqlite', () => suite(onSqlite));
  describe('postgresql', { skip: needsPostgres }, () => {
    let server: PgServer | null = null;
    before(async () => {
      server = await PgServer.start();
      process.env[PASSWORD_VARIABLE] = server.setting().password!;
    });
    after(() => server?.remove());
    suite(onPostgres(() => server!));
  });
}

const onSqlite: BackEnd = {
  name: 'sqlite',
  place: (dir) => ({ dir, store: SQLITE }),
  sql: ({ dir }, text) => {
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    db.exec(text);
    db.close();
    return Promise.resolve();
  },
  plans: ({ dir }) => {
    const db = new Database(path.join(dir, 'history.sqlite'), { readonly: true });
    const plan = (text: string): string =>
      JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${text}`).all());
    const found = {
      track: plan('SELECT packed FROM segment WHERE track = 7 AND minute BETWEEN 1 AND 2'),
      box: plan(
        'SELECT packed FROM box JOIN segment ON segment.id = box.id WHERE box.west <= 5 AND box.east >= 3',
      ),
    };
    db.close();
    return Promise.resolve(found);
  },
  server: () => {
    throw new Error('SQLite has no server');
  },
};

/** Rows of a query in the place's schema. */
async function ask({ store }: Place, text: string): Promise<unknown[]> {
  if (store.kind !== 'postgresql') throw new Error('not this place');
  const { url, password, schema } = store;
  const secret = new URL(url);
  secret.password = password ?? '';
  const options = `-c search_path=${schema},public`;
  const client = new pg.Client({ connectionString: secret.href, options });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

function onPostgres(server: () => PgServer): BackEnd {
  return {
    name: 'postgresql',
    place: (dir) => ({ dir, store: server().setting() }),
    sql: async (place, text) => void (await ask(place, text)),
    plans: async (place) => {
      await ask(place, 'ANALYZE segment');
      const plan = async (text: string): Promise<string> =>
        JSON.stringify(await ask(place, `EXPLAIN ${text}`));
      return {
        track: await plan('SELECT id FROM segment WHERE track = 7 AND minute BETWEEN 1 AND 2'),
        box: await plan(
          "SELECT id FROM segment WHERE room && cube('(28.1, 44, 1800000000), (28.2, 45, 1800000010)')",
        ),
      };
    },
    server,
  };
}

/** A store as tocsin.yaml names it: without the password, which forEachBackEnd() puts into the environment. */
export function storeConfig(store: StoreSetting): object {
  if (store.kind === 'sqlite') return { kind: store.kind };
  const { kind, url, schema } = store;
  return { kind, url, schema };
}

/** Runs with a new place and takes the folder away again. */
export async function inPlace(
  backEnd: BackEnd,
  run: (place: Place) => Promise<void> | void,
): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-store-'));
  try {
    await run(backEnd.place(dir));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
