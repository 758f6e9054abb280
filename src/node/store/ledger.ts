import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { LedgerFile } from './ledger-file.ts';
import type { FromLedgerWorker, ToLedgerWorker } from './ledger-worker.ts';
import { StoreFailure, type LedgerBreak, type LedgerStore } from './types.ts';

/** Facts that may wait for the disk; beyond it append is refused at once. */
const MAX_WAITING = 10_000;

interface Waiting {
  readonly count: number;
  readonly resolve: (entries: readonly LedgerEntry[]) => void;
  readonly reject: (error: StoreFailure) => void;
}

/**
 * Opens the ledger of a data folder: writing in a thread of its own, so that fsync never stalls the picture; reading
 * on a connection of this thread. Rejects when the file cannot be opened or another node has it.
 */
export async function openLedger(options: {
  readonly dataDir: string;
  readonly origin: string;
}): Promise<LedgerStore> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const worker = new Worker(new URL('./ledger-worker.js', import.meta.url), {
    workerData: options,
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', (message: FromLedgerWorker) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'failed') reject(new StoreFailure(message.code, message.text));
    });
    worker.once('error', reject);
  });
  return new ThreadedLedger(
    worker,
    new LedgerFile(options.dataDir, options.origin, { readonly: true }),
  );
}

class ThreadedLedger implements LedgerStore {
  readonly origin: string;
  readonly publicKey: string;
  readonly #worker: Worker;
  readonly #reader: LedgerFile;
  readonly #calls = new Map<number, Waiting>();
  #head: { seq: number; hash: string };
  #nextCall = 1;
  #waitingFacts = 0;
  #broken = '';

  constructor(worker: Worker, reader: LedgerFile) {
    this.#worker = worker;
    this.#reader = reader;
    this.origin = reader.origin;
    this.publicKey = reader.publicKey;
    this.#head = reader.head();
    worker.on('message', (message: FromLedgerWorker) => this.#receive(message));
    worker.on('error', (error) => this.#fail(`the ledger thread failed: ${error.message}`));
    worker.on('exit', () => this.#fail('the ledger is closed'));
  }

  append(facts: readonly LedgerFact[]): Promise<readonly LedgerEntry[]> {
    if (facts.length === 0) return Promise.resolve([]);
    if (this.#broken !== '') return Promise.reject(new StoreFailure('closed', this.#broken));
    if (this.#waitingFacts + facts.length > MAX_WAITING) {
      return Promise.reject(
        new StoreFailure('behind', `${MAX_WAITING} facts wait for the disk already`),
      );
    }
    const call = this.#nextCall++;
    this.#waitingFacts += facts.length;
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { count: facts.length, resolve, reject });
      this.#worker.postMessage({ type: 'append', call, facts } satisfies ToLedgerWorker);
    });
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

  async close(): Promise<void> {
    if (this.#broken === '') {
      const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
      this.#worker.postMessage({ type: 'close' } satisfies ToLedgerWorker);
      await exited;
    }
    this.#reader.close();
  }

  #receive(message: FromLedgerWorker): void {
    if (message.type !== 'appended' && message.type !== 'refused') return;
    const call = this.#calls.get(message.call);
    if (call === undefined) return;
    this.#calls.delete(message.call);
    this.#waitingFacts -= call.count;
    if (message.type === 'refused') {
      call.reject(new StoreFailure(message.code, message.text));
      return;
    }
    this.#head = message.head;
    call.resolve(message.entries);
  }

  #fail(why: string): void {
    if (this.#broken === '') this.#broken = why;
    for (const call of this.#calls.values()) call.reject(new StoreFailure('closed', this.#broken));
    this.#calls.clear();
    this.#waitingFacts = 0;
  }
}
