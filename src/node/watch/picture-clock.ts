import { makePicture, type Picture, type Scan } from '../../model/index.ts';
import type { IngestBatch } from '../ingest/index.ts';
import { lookAt, prepareToJudge, takeIn, type Stages } from '../pipeline.ts';
import type { Metrics } from './metrics.ts';

/** A picture ten times a second; judged, kept and counted once a second. */
const TICK_MS = 100;
const TICKS_A_SECOND = 1000 / TICK_MS;
const KEEP_PHASE = 5;

/** What a tick is made of, in this order. */
export interface TickWork {
  /** a new picture, not yet judged */
  see(picture: Picture): void;
  /** the picture, and what has changed since; after judging once more */
  send(now: number): void;
  /** once a second: the picture and the node's own conditions become alerts and incidents */
  judge(picture: Picture): void;
  /** once a second: what is kept of the picture */
  keep(picture: Picture, now: number): void;
  /** @param stepMs from one tick to the next */
  keepNames(picture: Picture, stepMs: number): void;
}

/** The stages of the pipeline on a clock: batches go in as they come, pictures come out in step; both are timed. */
export class PictureClock {
  readonly #stages: Stages;
  readonly #metrics: Metrics;
  readonly #now: () => number;
  readonly #work: TickWork;
  #tick = 0;
  #tickDueAt = 0;
  #timer: NodeJS.Timeout | undefined;
  /** the newest; its columns are valid until the next tick */
  picture: Picture = makePicture(1);

  constructor(stages: Stages, metrics: Metrics, now: () => number, work: TickWork) {
    this.#stages = stages;
    this.#metrics = metrics;
    this.#now = now;
    this.#work = work;
  }

  get hasBegun(): boolean {
    return this.#timer !== undefined;
  }

  start(): void {
    this.#timer = setInterval(() => this.#onTick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** What feeds or allies brought goes through the stages up to the tracks. */
  take(batch: IngestBatch): void {
    const lap = this.#metrics.laps();
    const now = this.#now();
    for (const { receivedAt } of batch.parts)
      this.#metrics.ingestDelayS.observe(Math.max(0, now - receivedAt) / 1000);
    takeIn(this.#stages, batch, this.#onScan);
    lap('take');
  }

  readonly #onScan = ({ plots }: Scan): void => {
    const first = plots[0];
    if (first === undefined) return;
    const delayS = (this.#now() - first.receivedAt) / 1000;
    this.#metrics.scanDelayS.observe(Math.max(0, delayS));
  };

  #onTick(): void {
    const now = this.#now();
    const metrics = this.#metrics;
    const startedAt = performance.now();
    if (this.#tickDueAt > 0)
      metrics.stageS.observe({ stage: 'late' }, Math.max(0, startedAt - this.#tickDueAt) / 1000);
    this.#tickDueAt = startedAt + TICK_MS;
    const lap = metrics.laps();
    const phase = this.#tick++ % TICKS_A_SECOND;
    const picture = lookAt(this.#stages, now, this.#onScan);
    this.picture = picture;
    this.#work.see(picture);
    lap('picture');
    // First, so that a frame waits for nothing: what judging changes follows it in the same tick.
    this.#work.send(now);
    lap('send');
    // Judged in one tick of the second, prepared in the others, kept in one of them: none makes a picture late.
    if (phase === 0) this.#work.judge(picture);
    else prepareToJudge(this.#stages, picture, phase - 1, TICKS_A_SECOND - 1);
    lap(phase === 0 ? 'judge' : 'prepare');
    if (phase === KEEP_PHASE) this.#work.keep(picture, now);
    this.#work.keepNames(picture, TICK_MS);
    lap('keep');
    if (phase === 0) this.#work.send(now);
    lap('send');
    metrics.tickS.observe((performance.now() - startedAt) / 1000);
  }
}
