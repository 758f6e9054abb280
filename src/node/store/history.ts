import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Picture, TrackPoint } from '../../model/index.ts';
import type { FromHistoryWorker, HistoryAsk, ToHistoryWorker } from './history-worker.ts';
import { takeSnapshot } from './snapshot.ts';
import {
  StoreFailure,
  type Box,
  type BoxPoints,
  type HistoryCounters,
  type HistoryStore,
  type OperatorPoint,
  type PointCodes,
  type Retention,
} from './types.ts';

/** Pictures that may wait for the writer; beyond it the new one is given up, counted. */
const MAX_PENDING = 20;

/** Opens the history of a data folder: one thread writes, one reads. */
export async function openHistory(options: { readonly dataDir: string }): Promise<HistoryStore> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const writer = await Thread.start(options.dataDir, 'write');
  const reader = await Thread.start(options.dataDir, 'read');
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

  static async start(dataDir: string, side: 'write' | 'read'): Promise<Thread> {
    const worker = new Worker(new URL('./history-worker.js', import.meta.url), {
      workerData: { dataDir, side },
    });
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

  post(message: ToHistoryWorker, transfer: ArrayBuffer[] = []): void {
    if (!this.#ended) this.#worker.postMessage(message, transfer);
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
  #counters = { pictures: 0, points: 0, segments: 0, lost: 0 };

  constructor(writer: Thread, reader: Thread, span: { from: number; to: number } | null) {
    this.#writer = writer;
    this.#reader = reader;
    this.#span = span;
    writer.listener = (message) => this.#hear(message);
  }

  addPicture(picture: Picture, codes: PointCodes): void {
    if (picture.count === 0) return;
    if (this.#pending >= MAX_PENDING) {
      this.#counters.lost++;
      return;
    }
    const snapshot = takeSnapshot(picture, codes);
    this.#pending++;
    this.#counters.pictures++;
    this.#writer.post({ type: 'picture', snapshot, at: picture.at }, [
      snapshot.buffer as ArrayBuffer,
    ]);
  }

  addOperator(point: OperatorPoint): void {
    this.#writer.post({ type: 'operator', point });
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
      this.#counters = { ...this.#counters, points: message.points, segments: message.segments };
      this.#span = { from: this.#span?.from ?? message.at, to: message.at };
    } else if (message.type === 'lost') {
      this.#pending--;
      this.#counters = { ...this.#counters, lost: this.#counters.lost + 1 };
    }
  }
}
