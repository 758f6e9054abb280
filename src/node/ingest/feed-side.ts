import { Worker } from 'node:worker_threads';
import { HubDesk, type DeskSettings } from './hub-desk.ts';
import type { IngestBatch } from './ingest.ts';
import type { FromWorker, HubCall, ToWorker } from './messages.ts';
import { unpackParts } from './plot-columns.ts';
import type { SensedAdvisory, SourceStatus } from '../../model/index.ts';
import type { RecorderStatus } from './recorder.ts';

/** The side that reads and decodes. Answers of `call` say what went wrong, empty when all is well. */
export interface FeedSide {
  call(message: HubCall): Promise<string>;
}

/** What the side tells the main loop; the next batches wait for `batch` to resolve. */
export interface FeedSideOutput {
  batch(batch: IngestBatch): Promise<void>;
  advisories(advisories: readonly SensedAdvisory[]): void;
  statuses(statuses: readonly SourceStatus[], recorder: RecorderStatus | null): void;
  crashed(error: Error): void;
}

/** On this thread. */
export function startInline(settings: DeskSettings, out: FeedSideOutput): FeedSide {
  const desk: HubDesk = new HubDesk(settings, {
    batch: (parts, postedAt) => void out.batch({ parts, postedAt }).then(() => desk.acknowledged()),
    advisories: (advisories) => out.advisories(advisories),
    statuses: (statuses, recorder) => out.statuses(statuses, recorder),
  });
  return desk;
}

/** On a thread of its own. */
export function startWorker(settings: DeskSettings, out: FeedSideOutput): FeedSide {
  // Built and unbuilt trees differ in the extension only.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./ingest-worker.${extension}`, import.meta.url), {
    workerData: settings,
    name: 'tocsin-ingest',
  });
  const open = new Map<number, (trouble: string) => void>();
  let calls = 0;
  const post = (message: ToWorker): void => worker.postMessage(message);
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'statuses') out.statuses(message.statuses, message.recorder);
    else if (message.type === 'advisories') out.advisories(message.advisories);
    else if (message.type === 'done') {
      open.get(message.call)?.(message.trouble);
      open.delete(message.call);
    } else {
      const batch = { parts: unpackParts(message.packed), postedAt: message.postedAt };
      // In the next turn: a main loop that is behind would otherwise take batch after batch and its timers starve.
      void out.batch(batch).then(() => setImmediate(post, { type: 'ack' } satisfies ToWorker));
    }
  });
  worker.on('error', (error: Error) => {
    for (const answer of open.values()) answer(`the ingest thread failed: ${error.message}`);
    open.clear();
    out.crashed(error);
  });
  return {
    call: (message) =>
      new Promise((resolve) => {
        const call = ++calls;
        open.set(call, resolve);
        post({ ...message, call });
      }),
  };
}
