/** The driver's thread: one connection, one call at a time, in order. Its caller waits (PgConnection). */
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import {
  UNREACHABLE,
  type FromPgThread,
  type PgRow,
  type PgStatement,
  type PgThreadData,
  type ToPgThread,
} from './pg-connection.ts';
import type { PgSetting } from './store-setting.ts';

const CONNECT_MS = 5000;

/** int8 as a number: what is stored so (sequence numbers, ids) stays below 2^53 */
const INT8 = 20;
pg.types.setTypeParser(INT8, Number);

class Session {
  readonly #setting: PgSetting;
  readonly #isOne: boolean;
  #client: pg.Client | null = null;
  #wasOpen = false;
  #why = 'the connection to the database was lost';

  constructor(setting: PgSetting, isOne: boolean) {
    this.#setting = setting;
    this.#isOne = isOne;
  }

  async run(statements: readonly PgStatement[]): Promise<(readonly PgRow[])[]> {
    const client = this.#client ?? (await this.#open());
    const rows: (readonly PgRow[])[] = [];
    // One statement is a transaction of its own: two round trips saved.
    const isBlock = statements.length > 1;
    if (isBlock) await client.query('BEGIN');
    try {
      for (const { text, values = [], name } of statements) {
        const query = { text, values: [...values], ...(name === undefined ? {} : { name }) };
        rows.push((await client.query<PgRow>(query)).rows);
      }
      if (isBlock) await client.query('COMMIT');
    } catch (error) {
      if (isBlock && !isLost(error)) await client.query('ROLLBACK');
      throw error;
    }
    return rows;
  }

  /** The server is not to be trusted any more: whatever it still answers is for a call that was given up. */
  drop(why: string): void {
    const client = this.#client;
    this.#client = null;
    this.#why = why;
    void client?.end().catch(() => {});
  }

  async close(): Promise<void> {
    await this.#client?.end().catch(() => {});
  }

  async #open(): Promise<pg.Client> {
    if (this.#isOne && this.#wasOpen) throw new Lost(this.#why);
    const { url, password, schema } = this.#setting;
    // The driver prefers what a URL says to what stands beside it, even nothing; this environment is the thread's own.
    if (password !== null) process.env['PGPASSWORD'] = password;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'tocsin',
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      // A node whose machine is gone lets its lock go within half a minute.
      options: `-c search_path=${schema},public -c synchronous_commit=on -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3`,
    });
    client.on('error', (error) => {
      if (this.#client === client) this.drop(textOf(error));
    });
    client.on('end', () => {
      if (this.#client === client) this.drop(this.#why);
    });
    await client.connect();
    this.#client = client;
    this.#wasOpen = true;
    return client;
  }
}

class Lost extends Error {}

/** Class 08 and 57P: the connection or the server goes; without a SQLSTATE it is the system's or the driver's word. */
function isLost(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  if (error instanceof Lost || typeof code !== 'string') return true;
  // A system's code such as EPIPE looks much the same, but no SQLSTATE begins with E.
  return !/^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code) || /^(08|57P)/.test(code);
}

/** A refused connection to a name with several addresses has its reasons inside. */
function textOf(error: unknown): string {
  const { message, errors } = error as { message?: string; errors?: unknown[] };
  return message || (errors?.[0] === undefined ? String(error) : textOf(errors[0]));
}

if (parentPort !== null) {
  const { setting, answers, port, isOneSession } = workerData as PgThreadData;
  const session = new Session(setting, isOneSession);
  const counter = new Int32Array(answers);
  const send = (message: FromPgThread): void => {
    port.postMessage(message);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  };
  const run = async (call: number, statements: readonly PgStatement[]): Promise<void> => {
    try {
      send({ call, rows: await session.run(statements) });
    } catch (error) {
      if (!isLost(error)) {
        send({ call, code: (error as { code: string }).code, text: textOf(error) });
        return;
      }
      const text = `the database cannot be reached (${textOf(error)})`;
      session.drop(textOf(error));
      send({ call, code: UNREACHABLE, text });
    }
  };
  let last: Promise<void> = Promise.resolve();
  port.on('message', (message: ToPgThread) => {
    if (message.do === 'abandon') {
      session.drop('the database did not answer in time');
      return;
    }
    const { call } = message;
    last = last.then(() =>
      message.do === 'run'
        ? run(call, message.statements)
        : session.close().finally(() => send({ call, rows: [] })),
    );
  });
}
