import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';
import { StoreFailure } from './types.ts';
import type { PgSetting } from './store-setting.ts';

export type PgValue =
  string | number | null | Uint8Array | readonly string[] | readonly (number | null)[];

export interface PgStatement {
  readonly text: string;
  readonly values?: readonly PgValue[];
  /** prepared once a connection under this name */
  readonly name?: string;
}

export type PgRow = Readonly<Record<string, unknown>>;

export type ToPgThread =
  /** run in one transaction */
  | { readonly do: 'run'; readonly call: number; readonly statements: readonly PgStatement[] }
  /** nobody waits any more: end the connection, whatever is under way */
  | { readonly do: 'abandon' }
  | { readonly do: 'close'; readonly call: number };

export type FromPgThread =
  | { readonly call: number; readonly rows: readonly (readonly PgRow[])[] }
  | { readonly call: number; readonly code: string; readonly text: string };

export interface PgThreadData {
  readonly setting: PgSetting;
  /** grows by one with each answer, so that the caller can wait for it */
  readonly answers: SharedArrayBuffer;
  readonly port: MessagePort;
  readonly isOneSession: boolean;
}

/** StoreFailure's code when the server is not there, does not answer in time, or has let the session go. */
export const UNREACHABLE = 'unreachable';

export const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** The first call starts a thread and logs in, and nothing is watched yet. */
const FIRST_LIMIT_MS = 15_000;
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 10_000;

export interface PgOptions {
  /** longest that a call may hold up its thread; what comes later is dropped with the connection */
  readonly limitMs: number;
  /** a session that ends is not replaced: every later call is refused (advisory locks die with their session) */
  readonly isOneSession?: boolean;
}

/**
 * A connection to PostgreSQL with synchronous calls, as better-sqlite3 has them: the driver runs in a thread of its
 * own, the caller waits for its answer (docs/adr/0007-postgresql.md). While the server is away calls are refused at
 * once, but for one try every 0.25 to 10 s, so that no more than `limitMs` in each is spent waiting.
 */
export class PgConnection {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #answers: Int32Array;
  readonly #options: PgOptions;
  #call = 0;
  #failures = 0;
  #retryAt = 0;
  #trouble = '';
  #wasUp = false;

  constructor(setting: PgSetting, options: PgOptions) {
    // It stands in the session's search path, where nothing can be quoted away.
    if (!SCHEMA_NAME.test(setting.schema))
      throw new StoreFailure('bad-schema', `'${setting.schema}' is no name for a schema`);
    this.#options = options;
    const { port1, port2 } = new MessageChannel();
    const answers = new SharedArrayBuffer(4);
    const isOneSession = options.isOneSession ?? false;
    const workerData: PgThreadData = { setting, answers, port: port2, isOneSession };
    this.#port = port1;
    this.#answers = new Int32Array(answers);
    this.#worker = new Worker(new URL('./pg-thread.js', import.meta.url), {
      workerData,
      transferList: [port2],
    });
    // A thread that fails answers no more: its caller hears that it did not come in time.
    this.#worker.on('error', () => {});
    // Who waits for an answer is not kept alive by the thread that would give it.
    this.#worker.unref();
  }

  query(text: string, values: readonly PgValue[] = [], name?: string): readonly PgRow[] {
    return this.transaction([{ text, values, ...(name === undefined ? {} : { name }) }])[0]!;
  }

  /**
   * Runs statements in one transaction: all or none; what it wrote is on disk when it returns. Throws StoreFailure:
   * 'unreachable' (then a commit may or may not have been made), else the server's SQLSTATE.
   */
  transaction(statements: readonly PgStatement[]): readonly (readonly PgRow[])[] {
    if (performance.now() < this.#retryAt) throw new StoreFailure(UNREACHABLE, this.#trouble);
    const call = ++this.#call;
    this.#post({ do: 'run', call, statements });
    const answer = this.#wait(call);
    if ('rows' in answer) {
      this.#failures = 0;
      this.#wasUp = true;
      return answer.rows;
    }
    if (answer.code === UNREACHABLE) this.#refuseFor(answer.text);
    throw new StoreFailure(answer.code, answer.text);
  }

  close(): void {
    this.#retryAt = Number.POSITIVE_INFINITY;
    this.#trouble = 'the connection is closed';
    const call = ++this.#call;
    this.#post({ do: 'close', call });
    this.#wait(call);
    this.#port.close();
    void this.#worker.terminate();
  }

  #post(message: ToPgThread): void {
    this.#port.postMessage(message);
  }

  #wait(call: number): FromPgThread {
    const limitMs = this.#wasUp ? this.#options.limitMs : FIRST_LIMIT_MS;
    const until = performance.now() + limitMs;
    for (;;) {
      const seen = Atomics.load(this.#answers, 0);
      const got = receiveMessageOnPort(this.#port) as { message: FromPgThread } | undefined;
      if (got?.message.call === call) return got.message;
      // An answer that nobody waits for any more: its call was given up.
      if (got !== undefined) continue;
      const left = until - performance.now();
      if (left <= 0) {
        this.#post({ do: 'abandon' });
        const text = `the database does not answer within ${limitMs / 1000} s`;
        return { call, code: UNREACHABLE, text };
      }
      Atomics.wait(this.#answers, 0, seen, left);
    }
  }

  #refuseFor(text: string): void {
    const wait = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures++, 10));
    this.#retryAt = this.#options.isOneSession
      ? Number.POSITIVE_INFINITY
      : performance.now() + wait;
    this.#trouble = text;
  }
}
