import type {
  AdvisoryAnswer,
  SensedAdvisory,
  SourceConfig,
  SourceStatus,
} from '../../model/index.ts';
import { startInline, startWorker, type FeedSide, type FeedSideOutput } from './feed-side.ts';
import type { DeskSettings } from './hub-desk.ts';
import type { IngestPart } from './part-queue.ts';
import type { RecorderStatus } from './recorder.ts';

export interface IngestOptions {
  /** 'worker' (default): reads and decodes on a thread of its own; 'inline': on this one, for tests and tools */
  readonly mode?: 'worker' | 'inline';
  /** plots and marks that may wait while the main loop is behind; beyond, the oldest are dropped and counted */
  readonly maxPending?: number;
  readonly postEveryMs?: number;
}

/** What came in since the batch before. */
export interface IngestBatch {
  /** in order of arrival; each part holds what one source gave, plots and marks in their own order */
  readonly parts: readonly IngestPart[];
  /** when it left the decoding side, ms UTC */
  readonly postedAt: number;
}

/** Returning a promise holds back further batches until it is resolved. */
export type BatchListener = (batch: IngestBatch) => void | Promise<void>;
export type StatusListener = (statuses: readonly SourceStatus[]) => void;

/** Seven seconds of the load a node is made for: when thousands of objects appear at once it is that far behind. */
const MAX_PENDING = 150_000;
const POST_EVERY_MS = 25;
const RESTART_FIRST_MS = 500;
const RESTART_MOST_MS = 30_000;

/** Everything that comes into a node: sources as configured, their batches, their states. */
export class Ingest {
  readonly #mode: 'worker' | 'inline';
  readonly #settings: DeskSettings;
  readonly #batchListeners: BatchListener[] = [];
  readonly #statusListeners: StatusListener[] = [];
  readonly #output: FeedSideOutput = {
    batch: (batch) => this.#deliver(batch),
    advisories: (advisories) => this.onAdvisories(advisories),
    statuses: (statuses, recorder) => this.#setStatuses(statuses, recorder),
    crashed: (error) => this.#restart(error),
  };
  /** hears what sensor nodes tell the desk */
  onAdvisories: (advisories: readonly SensedAdvisory[]) => void = () => {};
  #side: FeedSide | null = null;
  #configs: readonly SourceConfig[] = [];
  #statuses: readonly SourceStatus[] = [];
  #recorder: RecorderStatus | null = null;
  #crashes = 0;
  #restarting: NodeJS.Timeout | null = null;

  constructor(options: IngestOptions = {}) {
    this.#mode = options.mode ?? 'worker';
    this.#settings = {
      maxPending: options.maxPending ?? MAX_PENDING,
      postEveryMs: options.postEveryMs ?? POST_EVERY_MS,
    };
  }

  onBatch(listener: BatchListener): void {
    this.#batchListeners.push(listener);
  }

  /** Called with the statuses about once a second, and after every change of configuration. */
  onStatuses(listener: StatusListener): void {
    this.#statusListeners.push(listener);
  }

  /** Starts the thread, which takes a moment, before the sources are known. */
  prepare(): void {
    this.#side ??= this.#startSide();
  }

  /** Resolves once every source listens, dials or has failed; a failed one has its reason in statuses(). */
  async start(configs: readonly SourceConfig[]): Promise<void> {
    this.#side ??= this.#startSide();
    await this.reconfigure(configs);
  }

  /** Hot reload: new sources are added, changed ones replaced, absent ones removed; the others go on undisturbed. */
  async reconfigure(configs: readonly SourceConfig[]): Promise<void> {
    this.#configs = configs;
    await this.#side?.call({ type: 'apply', configs });
  }

  /** Starts recording into a new file, or stops (null). Answers why it cannot, empty when all is well. */
  async record(path: string | null): Promise<string> {
    return (await this.#side?.call({ type: 'record', path })) ?? 'ingest is not started';
  }

  /** Sends a person's answer to a sensor node. Says why it cannot, empty when it was sent. */
  async answer(sourceId: string, answer: AdvisoryAnswer): Promise<string> {
    const side = this.#side;
    return side === null
      ? 'ingest is not started'
      : side.call({ type: 'answer', sourceId, answer });
  }

  statuses(): readonly SourceStatus[] {
    return this.#statuses;
  }

  recorder(): RecorderStatus | null {
    return this.#recorder;
  }

  /** Resolves when every socket and file is closed. */
  async stop(): Promise<void> {
    if (this.#restarting !== null) clearTimeout(this.#restarting);
    const side = this.#side;
    this.#side = null;
    await side?.call({ type: 'stop' });
  }

  #startSide(): FeedSide {
    return this.#mode === 'worker'
      ? startWorker(this.#settings, this.#output)
      : startInline(this.#settings, this.#output);
  }

  async #deliver(batch: IngestBatch): Promise<void> {
    for (const listener of this.#batchListeners) {
      const taken = listener(batch);
      if (taken !== undefined) await taken;
    }
  }

  #setStatuses(statuses: readonly SourceStatus[], recorder: RecorderStatus | null): void {
    this.#statuses = statuses;
    this.#recorder = recorder;
    for (const listener of this.#statusListeners) listener(statuses);
  }

  /** A bug in a decoder must not blind the node: the thread is started again, and every source says so. */
  #restart(error: Error): void {
    if (this.#side === null) return;
    this.#crashes++;
    const reason = `the ingest thread failed (${this.#crashes} times so far) and is started again: ${error.message}`;
    const failed = this.#statuses.map((status) => ({
      ...status,
      state: 'failed' as const,
      reason,
    }));
    this.#setStatuses(failed, null);
    const wait = Math.min(RESTART_MOST_MS, RESTART_FIRST_MS * 2 ** Math.min(this.#crashes, 10));
    this.#restarting = setTimeout(() => {
      if (this.#side === null) return;
      this.#side = this.#startSide();
      void this.reconfigure(this.#configs);
    }, wait);
  }
}
