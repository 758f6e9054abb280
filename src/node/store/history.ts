import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Box, Picture, TrackDetail, TrackPoint } from '../../model/index.ts';
import type {
  FromHistoryWorker,
  HistoryAsk,
  HistoryWorkerData,
  ToHistoryWorker,
} from './history-worker.ts';
import { SQLITE, type StoreSetting } from './store-setting.ts';
import { takeSnapshot } from './snapshot.ts';
import {
  StoreFailure,
  type BoxPoints,
  type HistoryCounters,
  type HistoryStore,
  type KeptDetail,
  type OperatorPoint,
  type PointCodes,
  type Retention,
} from './types.ts';

/** Pictures that may wait for the writer; beyond it the new one is given up, counted. */
const MAX_PENDING = 20;

/** Opens the history of a data folder, in the store it has: one thread writes, one reads. */
export async function openHistory(options: {
  readonly dataDir: string;
  readonly store?: StoreSetting;
}): Promise<HistoryStore> {
  const { dataDir, store = SQLITE } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const writer = await Thread.start({ dataDir, store, side: 'write' });
  const reader = await Thread.start({ dataDir, store, side: 'read' });
  const span = (await reader.ask({ ask: 'span' })) as { from: number; to: number } | null;
  return new ThreadedHistory(writer, reader, span);
}

/** One of the two threads, with questions and answers. */
class Thread {
  readonly #worker: Worker;
  readonly #calls = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  #nextCall = 1;
  #ended = false;
  listener: (message: FromHistoryWorker) => void = () => {};

  static async start(workerData: HistoryWorkerData): Promise<Thread> {
    const worker = new Worker(new URL('./history-worker.js', import.meta.url), { workerData });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', (message: FromHistoryWorker) => {
        if (message.type === 'failed') reject(new StoreFailure(message.code, message.text));
        else resolve();
      });
      worker.once('error', reject);
    });
    return new Thread(worker);
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromHistoryWorker) => this.#receive(message));
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', () => this.#end(new StoreFailure('closed', 'the history is closed')));
  }

  post(message: ToHistoryWorker): void {
    if (!this.#ended) this.#worker.postMessage(message);
  }

  ask(what: HistoryAsk): Promise<unknown> {
    if (this.#ended) return Promise.reject(new StoreFailure('closed', 'the history is closed'));
    const call = this.#nextCall++;
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject });
      this.post({ type: 'ask', call, what });
    });
  }

  #receive(message: FromHistoryWorker): void {
    if (message.type === 'answer' || message.type === 'trouble') {
      const call = this.#calls.get(message.call);
      this.#calls.delete(message.call);
      if (message.type === 'answer') call?.resolve(message.value);
      else call?.reject(new StoreFailure(message.code, message.text));
    } else this.listener(message);
  }

  #end(error: Error): void {
    this.#ended = true;
    for (const call of this.#calls.values()) call.reject(error);
    this.#calls.clear();
  }
}

class ThreadedHistory implements HistoryStore {
  readonly #writer: Thread;
  readonly #reader: Thread;
  #span: { from: number; to: number } | null;
  #pending = 0;
  #number = 0;
  /** pictures given up here because the writer was behind */
  #skipped = 0;
  #counters: HistoryCounters = { pictures: 0, points: 0, segments: 0, lost: 0, trouble: '' };

  constructor(writer: Thread, reader: Thread, span: { from: number; to: number } | null) {
    this.#writer = writer;
    this.#reader = reader;
    this.#span = span;
    writer.listener = (message) => this.#hear(message);
  }

  addPicture(picture: Picture, codes: PointCodes): void {
    if (picture.count === 0) return;
    if (this.#pending >= MAX_PENDING) {
      this.#skipped++;
      this.#counters = { ...this.#counters, lost: this.#counters.lost + 1 };
      return;
    }
    const snapshot = takeSnapshot(picture, codes, ++this.#number);
    this.#pending++;
    this.#counters = { ...this.#counters, pictures: this.#counters.pictures + 1 };
    this.#writer.post({ type: 'picture', snapshot });
    this.#reader.post({ type: 'picture', snapshot });
    this.#span = { from: this.#span?.from ?? picture.at, to: picture.at };
  }

  addOperator(point: OperatorPoint): void {
    this.#writer.post({ type: 'operator', point });
  }

  addDetail(detail: TrackDetail, at: number): void {
    const blank = { operatorLatRad: null, operatorLonRad: null, operatorId: null };
    const json = JSON.stringify({ ...detail, ...blank });
    this.#writer.post({ type: 'detail', detail: { trackNumber: detail.trackNumber, at, json } });
  }

  async flush(): Promise<void> {
    await this.#writer.ask({ ask: 'flush' });
  }

  async trackPoints(trackNumber: number, fromAt: number, toAt: number): Promise<TrackPoint[]> {
    return (await this.#reader.ask({ ask: 'track', trackNumber, fromAt, toAt })) as TrackPoint[];
  }

  async boxPoints(box: Box, fromAt: number, toAt: number): Promise<BoxPoints> {
    return (await this.#reader.ask({ ask: 'box', box, fromAt, toAt })) as BoxPoints;
  }

  async *frames(
    fromAt: number,
    toAt: number,
    stepMs: number,
    box: Box | null,
  ): AsyncGenerator<Uint8Array> {
    const stream = (await this.#reader.ask({ ask: 'frames', fromAt, toAt, stepMs, box })) as number;
    try {
      for (;;) {
        const frames = (await this.#reader.ask({ ask: 'next-frames', stream })) as Uint8Array[];
        if (frames.length === 0) return;
        yield* frames;
      }
    } finally {
      await this.#reader.ask({ ask: 'end-frames', stream }).catch(() => {});
    }
  }

  async density(fromAt: number, toAt: number, buckets: number): Promise<number[]> {
    return (await this.#reader.ask({ ask: 'density', fromAt, toAt, buckets })) as number[];
  }

  async operators(trackNumber: number, fromAt: number, toAt: number): Promise<OperatorPoint[]> {
    return (await this.#reader.ask({
      ask: 'operators',
      trackNumber,
      fromAt,
      toAt,
    })) as OperatorPoint[];
  }

  async details(trackNumbers: readonly number[], at: number): Promise<TrackDetail[]> {
    const kept = (await this.#reader.ask({ ask: 'details', trackNumbers, at })) as KeptDetail[];
    return kept.map(({ json }) => JSON.parse(json) as TrackDetail);
  }

  span(): { from: number; to: number } | null {
    return this.#span;
  }

  async retain(limits: Retention, now: number): Promise<void> {
    await this.#writer.ask({ ask: 'retain', limits, now });
    this.#span = (await this.#reader.ask({ ask: 'span' })) as { from: number; to: number } | null;
  }

  counters(): HistoryCounters {
    return this.#counters;
  }

  async close(): Promise<void> {
    await this.#writer.ask({ ask: 'close' });
    await this.#reader.ask({ ask: 'close' });
  }

  #hear(message: FromHistoryWorker): void {
    if (message.type === 'written') {
      this.#pending--;
      const { points, segments, lost, trouble } = message;
      this.#counters = { ...this.#counters, points, segments, trouble, lost: lost + this.#skipped };
    } else if (message.type === 'flushed') this.#reader.post(message);
  }
}
