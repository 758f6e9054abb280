/** The ledger's thread: collects the appends that have come in and writes them in one commit. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LedgerEntry, LedgerFact } from '../../model/index.ts';
import { explainDisk } from './explain-disk.ts';
import { LedgerFile } from './ledger-file.ts';

export type ToLedgerWorker =
  | { readonly type: 'append'; readonly call: number; readonly facts: readonly LedgerFact[] }
  | { readonly type: 'close' };

export type FromLedgerWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly code: string; readonly text: string }
  | {
      readonly type: 'appended';
      readonly call: number;
      readonly entries: readonly LedgerEntry[];
      readonly head: { readonly seq: number; readonly hash: string };
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

const port = parentPort;
if (port !== null) {
  const send = (message: FromLedgerWorker): void => port.postMessage(message);
  const { dataDir, origin } = workerData as { dataDir: string; origin: string };
  try {
    serve(new LedgerFile(dataDir, origin), send);
    send({ type: 'ready' });
  } catch (error) {
    send({ type: 'failed', ...explainDisk(error) });
  }
}

function serve(file: LedgerFile, send: (message: FromLedgerWorker) => void): void {
  let waiting: Append[] = [];
  const write = (): void => {
    const calls = waiting;
    waiting = [];
    if (calls.length === 0) return;
    try {
      const groups = file.appendGroups(calls.map((call) => call.facts));
      calls.forEach(({ call }, i) => {
        const group = groups[i]!;
        if (group.ok) send({ type: 'appended', call, entries: group.entries, head: group.head });
        else send({ type: 'refused', call, code: BAD_FACT, text: group.text });
      });
    } catch (error) {
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
    write();
    file.close();
    port.close();
  });
}
