import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import type { FromLedgerWorker, LedgerWorkerData, ToLedgerWorker } from './ledger-worker.ts';
import { RecentEntries } from './recent-entries.ts';
import { SignedLog } from './signed-log.ts';
import { SQLITE, type StoreSetting } from './store-setting.ts';
import {
  MAX_WAITING,
  StoreFailure,
  type LedgerBreak,
  type LedgerHead,
  type LedgerStore,
} from './types.ts';

/** Longest that a read of older entries may hold up this thread, which is the picture's. */
const READ_MS = 1000;
/** Appends that were under way when the thread was lost wait for it at most this long. */
const UNKNOWN_MS = 10_000;
const RESTART_FIRST_MS = 100;
const RESTART_MOST_MS = 10_000;

export interface LedgerOptions {
  readonly dataDir: string;
  readonly origin: string;
  /** tests put a thread of their own here, to stop it as a crash would */
  readonly startThread?: (options: LedgerWorkerData) => Worker;
  readonly store?: StoreSetting;
}

interface Waiting {
  readonly facts: readonly LedgerFact[];
  readonly resolve: (entries: readonly LedgerEntry[]) => void;
  readonly reject: (error: StoreFailure) => void;
}

/** A thread that has the log, and where that ended when it took it. */
interface Started {
  readonly worker: Worker;
  readonly head: LedgerHead;
  /** written by the thread before it, which did not answer */
  readonly entries: readonly LedgerEntry[];
}

type Start = (since: number | null) => Promise<Started>;

/**
 * Opens the ledger of a data folder: writing in a thread of its own, so that a commit never stalls the picture;
 * reading on a connection of this thread. Rejects when it cannot be opened or another node has it. A thread that
 * fails later, or loses its database, is started again: what it had written counts as written, the rest is refused,
 * and trouble() says so meanwhile.
 */
export async function openLedger(options: LedgerOptions): Promise<LedgerStore> {
  const { dataDir, origin, store = SQLITE } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const start: Start = (since) =>
    startThread((options.startThread ?? makeThread)({ dataDir, origin, store, since }));
  const started = await start(null);
  try {
    const reader = new SignedLog(dataDir, origin, { store, readonly: true, limitMs: READ_MS });
    return new ThreadedLedger(started, reader, start);
  } catch (error) {
    await started.worker.terminate();
    throw error;
  }
}

function makeThread(workerData: LedgerWorkerData): Worker {
  return new Worker(new URL('./ledger-worker.js', import.meta.url), { workerData });
}

/** Resolves when the thread has the log, or rejects with why it cannot. */
function startThread(worker: Worker): Promise<Started> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: FromLedgerWorker) => {
      if (message.type === 'ready') resolve({ worker, ...message });
      else if (message.type === 'failed') reject(new StoreFailure(message.code, message.text));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new StoreFailure('closed', 'the ledger thread ended')));
  });
}

class ThreadedLedger implements LedgerStore {
  readonly origin: string;
  readonly publicKey: string;
  readonly #reader: SignedLog;
  readonly #recent = new RecentEntries();
  readonly #start: Start;
  readonly #calls = new Map<number, Waiting>();
  #worker: Worker;
  #head: LedgerHead;
  #nextCall = 1;
  #waitingFacts = 0;
  /** why nothing can be written now; empty when it can */
  #trouble = '';
  #isClosed = false;
  #failures = 0;
  #restarting: NodeJS.Timeout | undefined;
  #givingUp: NodeJS.Timeout | undefined;

  constructor({ worker, head }: Started, reader: SignedLog, start: Start) {
    this.#reader = reader;
    this.#start = start;
    this.origin = reader.origin;
    this.publicKey = reader.publicKey;
    this.#head = head;
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
    if (afterSeq >= this.#head.seq) return [];
    const recent = this.#recent.read(afterSeq, limit);
    if (recent !== null) return recent;
    return this.#reader.read(afterSeq, limit);
  }

  head(): LedgerHead {
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
    clearTimeout(this.#givingUp);
    if (this.#trouble === '') {
      const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
      this.#worker.postMessage({ type: 'close' } satisfies ToLedgerWorker);
      await exited;
    }
    this.#trouble = 'the ledger is closed';
    this.#refuseAll('closed', this.#trouble);
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
    this.#recent.add(message.entries);
    call.resolve(message.entries);
  }

  #take(number: number): Waiting | undefined {
    const call = this.#calls.get(number);
    if (call !== undefined) this.#waitingFacts -= call.facts.length;
    this.#calls.delete(number);
    return call;
  }

  #ended(why: string): void {
    if (this.#isClosed) return;
    this.#failures++;
    this.#trouble = `the ledger thread failed (${why}) and is started again`;
    // Whether what was under way is on disk is seen when the log is open again; people do not wait longer than this.
    clearTimeout(this.#givingUp);
    this.#givingUp = setTimeout(() => {
      const text = `${this.#trouble}; this may have been written nevertheless`;
      this.#refuseAll('unknown', text);
    }, UNKNOWN_MS);
    this.#restart();
  }

  #restart(): void {
    const wait = Math.min(RESTART_MOST_MS, RESTART_FIRST_MS * 2 ** Math.min(this.#failures, 10));
    this.#restarting = setTimeout(() => {
      this.#start(this.#head.seq).then(
        (started) => this.#restarted(started),
        (error: Error) => {
          this.#failures++;
          this.#trouble = `the ledger cannot be opened again: ${error.message}`;
          if (!this.#isClosed) this.#restart();
        },
      );
    }, wait);
  }

  #restarted({ worker, head, entries }: Started): void {
    if (this.#isClosed) {
      worker.postMessage({ type: 'close' } satisfies ToLedgerWorker);
      return;
    }
    this.#worker = worker;
    this.#listen(worker);
    clearTimeout(this.#givingUp);
    this.#settle(head, entries);
    this.#trouble = '';
    this.#failures = 0;
  }

  /** The log is open again: calls whose entries are in it are done, the others are refused. */
  #settle(head: LedgerHead, written: readonly LedgerEntry[]): void {
    let from = 0;
    for (const number of [...this.#calls.keys()]) {
      const { facts, resolve, reject } = this.#take(number)!;
      const own = written.slice(from, from + facts.length);
      if (isWritten(own, facts)) {
        from += facts.length;
        resolve(own);
      } else reject(new StoreFailure('closed', `not written: ${this.#trouble}`));
    }
    this.#recent.add(written);
    this.#head = head;
  }

  #refuseAll(code: string, text: string): void {
    for (const number of [...this.#calls.keys()])
      this.#take(number)?.reject(new StoreFailure(code, text));
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
