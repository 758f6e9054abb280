import type { FeedHub } from './feed-hub.ts';
import type { IngestPart } from './part-queue.ts';

/** Batches on their way to the main loop that it has not taken in yet. With none left the hub's queue takes over. */
export const MAX_IN_FLIGHT = 3;
/** Plots and marks a batch, about: what the main loop takes in before its clock may make a picture again. */
export const BATCH_SIZE = 2_000;

/**
 * Sends what waits in the hub at most every `everyMs`, and never more than MAX_IN_FLIGHT batches ahead of the main
 * loop: a slow main loop makes the hub's bounded queue grow, not the memory of the channel between the threads.
 */
export class Poster {
  readonly #hub: FeedHub;
  readonly #everyMs: number;
  readonly #now: () => number;
  readonly #post: (parts: IngestPart[]) => void;
  #inFlight = 0;
  #postedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    hub: FeedHub,
    everyMs: number,
    now: () => number,
    post: (parts: IngestPart[]) => void,
  ) {
    this.#hub = hub;
    this.#everyMs = everyMs;
    this.#now = now;
    this.#post = post;
  }

  /** Something waits in the hub. A flood starves timers, so the time is looked at here as well. */
  wake(): void {
    const now = this.#now();
    if (now - this.#postedAt >= this.#everyMs) this.#flush(now);
    else this.#timer ??= setTimeout(() => this.#onTimer(), this.#everyMs - (now - this.#postedAt));
  }

  acknowledged(): void {
    this.#inFlight--;
    if (!this.#hub.isEmpty) this.wake();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #onTimer(): void {
    this.#timer = null;
    this.#flush(this.#now());
  }

  #flush(now: number): void {
    while (this.#inFlight < MAX_IN_FLIGHT && !this.#hub.isEmpty) {
      this.#inFlight++;
      this.#postedAt = now;
      this.#post(this.#hub.take(BATCH_SIZE));
    }
  }
}
