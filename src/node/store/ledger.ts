import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { LedgerFile } from './ledger-file.ts';
import type { FromLedgerWorker, ToLedgerWorker } from './ledger-worker.ts';
import { StoreFailure, type LedgerBreak, type LedgerStore } from './types.ts';

/** Facts that may wait for the disk; beyond it append is refused at once. */
const MAX_WAITING = 10_000;
const RESTART_FIRST_MS = 100;
const RESTART_MOST_MS = 10_000;

export interface LedgerOptions {
  readonly dataDir: string;
  readonly origin: string;
  /** tests put a thread of their own here, to stop it as a crash would */
  readonly startThread?: (options: { dataDir: string; origin: string }) => Worker;
}

interface Waiting {
  readonly facts: readonly LedgerFact[];
  readonly resolve: (entries: readonly LedgerEntry[]) => void;
  readonly reject: (error: StoreFailure) => void;
}

/**
 * Opens the ledger of a data folder: writing in a thread of its own, so that fsync never stalls the picture; reading
 * on a connection of this thread. Rejects when the file cannot be opened or another node has it. A thread that fails
 * later is started again: what it had written counts as written, the rest is refused, and trouble() says so meanwhile.
 */
export async function openLedger(options: LedgerOptions): Promise<LedgerStore> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const { dataDir, origin } = options;
  const start = (): Promise<Worker> =>
    startThread((options.startThread ?? makeThread)({ dataDir, origin }));
  const worker = await start();
  return new ThreadedLedger(worker, new LedgerFile(dataDir, origin, { readonly: true }), start);
}

function makeThread(workerData: { dataDir: string; origin: string }): Worker {
  return new Worker(new URL('./ledger-worker.js', import.meta.url), { workerData });
}

/** Resolves when the thread has the file, or rejects with why it cannot. */
function startThread(worker: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: FromLedgerWorker) => {
      if (message.type === 'ready') resolve(worker);
      else if (message.type === 'failed') reject(new StoreFailure(message.code, message.text));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new StoreFailure('closed', 'the ledger thread ended')));
  });
}

class ThreadedLedger implements LedgerStore {
  readonly origin: string;
  readonly publicKey: string;
  readonly #reader: LedgerFile;
  readonly #start: () => Promise<Worker>;
  readonly #calls = new Map<number, Waiting>();
  #worker: Worker;
  #head: { seq: number; hash: string };
  #nextCall = 1;
  #waitingFacts = 0;
  /** why nothing can be written now; empty when it can */
  #trouble = '';
  #isClosed = false;
  #failures = 0;
  #restarting: NodeJS.Timeout | undefined;

  constructor(worker: Worker, reader: LedgerFile, start: () => Promise<Worker>) {
    this.#reader = reader;
    this.#start = start;
    this.origin = reader.origin;
    this.publicKey = reader.publicKey;
    this.#head = reader.head();
    this.#worker = worker;
    this.#listen(worker);
  }

  append(facts: readonly LedgerFact[]): Promise<readonly LedgerEntry[]> {
    if (facts.length === 0) return Promise.resolve([]);
    if (this.#trouble !== '') return Promise.reject(new StoreFailure('closed', this.#trouble));
    if (this.#waitingFacts + facts.length > MAX_WAITING) {
      return Promise.reject(
        new StoreFailure('behind', `${MAX_WAITING} facts wait for the disk already`),
      );
    }
    const call = this.#nextCall++;
    try {
      this.#worker.postMessage({ type: 'append', call, facts } satisfies ToLedgerWorker);
    } catch (error) {
      // A value that cannot even be handed over, such as a function.
      return Promise.reject(new StoreFailure('bad-fact', (error as Error).message));
    }
    this.#waitingFacts += facts.length;
    return new Promise((resolve, reject) => this.#calls.set(call, { facts, resolve, reject }));
  }

  read(afterSeq: number, limit: number): readonly LedgerEntry[] {
    return this.#reader.read(afterSeq, limit);
  }

  head(): { seq: number; hash: string } {
    return this.#head;
  }

  verify(): LedgerBreak | null {
    return this.#reader.verify();
  }

  trouble(): string {
    return this.#trouble;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#restarting);
    if (this.#trouble === '') {
      const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
      this.#worker.postMessage({ type: 'close' } satisfies ToLedgerWorker);
      await exited;
    }
    this.#trouble = 'the ledger is closed';
    this.#reader.close();
  }

  #listen(worker: Worker): void {
    let why = 'it ended';
    worker.on('message', (message: FromLedgerWorker) => this.#receive(message));
    worker.on('error', (error) => (why = error.message));
    worker.on('exit', () => this.#ended(why));
  }

  #receive(message: FromLedgerWorker): void {
    if (message.type !== 'appended' && message.type !== 'refused') return;
    const call = this.#take(message.call);
    if (call === undefined) return;
    if (message.type === 'refused') {
      call.reject(new StoreFailure(message.code, message.text));
      return;
    }
    this.#head = message.head;
    call.resolve(message.entries);
  }

  #take(number: number): Waiting | undefined {
    const call = this.#calls.get(number);
    if (call !== undefined) this.#waitingFacts -= call.facts.length;
    this.#calls.delete(number);
    return call;
  }

  #ended(why: string): void {
    if (this.#isClosed) {
      this.#settle('the ledger is closed');
      return;
    }
    this.#failures++;
    this.#trouble = `the ledger thread failed (${why}) and is started again`;
    this.#settle(this.#trouble);
    this.#restart();
  }

  #restart(): void {
    const wait = Math.min(RESTART_MOST_MS, RESTART_FIRST_MS * 2 ** Math.min(this.#failures, 10));
    this.#restarting = setTimeout(() => {
      this.#start().then(
        (worker) => this.#restarted(worker),
        (error: Error) => {
          this.#failures++;
          this.#trouble = `the ledger cannot be opened again: ${error.message}`;
          if (!this.#isClosed) this.#restart();
        },
      );
    }, wait);
  }

  #restarted(worker: Worker): void {
    if (this.#isClosed) {
      worker.postMessage({ type: 'close' } satisfies ToLedgerWorker);
      return;
    }
    this.#worker = worker;
    this.#trouble = '';
    this.#listen(worker);
  }

  /** The thread is gone with calls open: those whose entries are on disk are done, the others are refused. */
  #settle(why: string): void {
    for (const number of [...this.#calls.keys()]) {
      const call = this.#take(number)!;
      const entries = this.#reader.read(this.#head.seq, call.facts.length);
      if (isWritten(entries, call.facts)) {
        this.#head = this.#reader.headAfter(entries.at(-1)!);
        call.resolve(entries);
      } else call.reject(new StoreFailure('closed', why));
    }
  }
}

/** Whether these entries hold just these facts. */
function isWritten(entries: readonly LedgerEntry[], facts: readonly LedgerFact[]): boolean {
  if (entries.length !== facts.length) return false;
  try {
    return facts.every((fact, i) => canonical(fact) === canonical(entries[i]!));
  } catch {
    // A fact that has no canonical form was not written.
    return false;
  }
}

function canonical({ type, at, actor, body, label }: LedgerFact): string {
  return canonicalJson({ type, at, actor, body, label } as unknown as Json);
}
