/** The ledger's thread: collects the appends that have come in and writes them in one commit. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { explainDisk } from './explain-disk.ts';
import { SignedLog } from './signed-log.ts';
import type { StoreSetting } from './store-setting.ts';
import { MAX_WAITING, type LedgerHead } from './types.ts';
import { UNREACHABLE } from './pg-connection.ts';

export type ToLedgerWorker =
  | { readonly type: 'append'; readonly call: number; readonly facts: readonly LedgerFact[] }
  | { readonly type: 'close' };

export interface LedgerWorkerData {
  readonly dataDir: string;
  readonly origin: string;
  readonly store: StoreSetting;
  /** number of the last entry that is known to be written, of a thread that is started again; null: the first */
  readonly since: number | null;
}

export type FromLedgerWorker =
  | {
      readonly type: 'ready';
      readonly head: LedgerHead;
      /** what was written after `since` without an answer */
      readonly entries: readonly LedgerEntry[];
    }
  | { readonly type: 'failed'; readonly code: string; readonly text: string }
  | {
      readonly type: 'appended';
      readonly call: number;
      readonly entries: readonly LedgerEntry[];
      readonly head: LedgerHead;
    }
  | {
      readonly type: 'refused';
      readonly call: number;
      readonly code: string;
      readonly text: string;
    };

type Append = Extract<ToLedgerWorker, { type: 'append' }>;

/** StoreFailure's code for facts that no ledger can hold: trying again cannot help. */
const BAD_FACT = 'bad-fact';
const CHECK_MS = 1000;

const port = parentPort;
if (port !== null) {
  const send = (message: FromLedgerWorker): void => port.postMessage(message);
  const { dataDir, origin, store, since } = workerData as LedgerWorkerData;
  try {
    const log = new SignedLog(dataDir, origin, { store });
    serve(log, send);
    const entries = since === null ? [] : log.read(since, MAX_WAITING);
    send({ type: 'ready', head: log.head(), entries });
  } catch (error) {
    send({ type: 'failed', ...explainDisk(error) });
  }
}

function serve(log: SignedLog, send: (message: FromLedgerWorker) => void): void {
  let waiting: Append[] = [];
  // Somebody should hear that nothing can be written before the first acknowledgement is refused.
  const checks = setInterval(() => log.check(), CHECK_MS);
  const write = (): void => {
    const calls = waiting;
    waiting = [];
    if (calls.length === 0) return;
    try {
      const groups = log.appendGroups(calls.map((call) => call.facts));
      calls.forEach(({ call }, i) => {
        const group = groups[i]!;
        if (group.ok) send({ type: 'appended', call, entries: group.entries, head: group.head });
        else send({ type: 'refused', call, code: BAD_FACT, text: group.text });
      });
    } catch (error) {
      // Whether it was written is known only when the log has been opened again: the thread ends with its calls open.
      if ((error as { code?: string }).code === UNREACHABLE) throw error;
      const why = explainDisk(error);
      for (const { call } of calls) send({ type: 'refused', call, ...why });
    }
  };
  port?.on('message', (message: ToLedgerWorker) => {
    if (message.type === 'append') {
      if (waiting.length === 0) setImmediate(write);
      waiting.push(message);
      return;
    }
    clearInterval(checks);
    write();
    log.close();
    port.close();
  });
}
