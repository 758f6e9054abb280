import type { SensedAdvisory, SourceStatus } from '../../model/index.ts';
import { FeedHub } from './feed-hub.ts';
import type { HubCall } from './messages.ts';
import type { IngestPart } from './part-queue.ts';
import { Poster } from './poster.ts';
import type { RecorderStatus } from './recorder.ts';
import { wallClock } from './wall-clock.ts';

export interface DeskSettings {
  readonly maxPending: number;
  readonly postEveryMs: number;
}

export interface DeskOutput {
  batch(parts: IngestPart[], postedAt: number): void;
  advisories(advisories: readonly SensedAdvisory[]): void;
  statuses(statuses: readonly SourceStatus[], recorder: RecorderStatus | null): void;
}

/** A hub with its poster and its clock: the same in the worker thread and inline. */
export class HubDesk {
  readonly #hub: FeedHub;
  readonly #poster: Poster;
  readonly #out: DeskOutput;
  readonly #second: NodeJS.Timeout;
  /** one call at a time: a reconfiguration never overlaps with the one before */
  #calls: Promise<unknown> = Promise.resolve();

  constructor(settings: DeskSettings, out: DeskOutput) {
    this.#out = out;
    this.#hub = new FeedHub({
      now: wallClock,
      maxPending: settings.maxPending,
      wake: () => this.#poster.wake(),
      advise: (advisories) => out.advisories(advisories),
    });
    this.#poster = new Poster(this.#hub, settings.postEveryMs, wallClock, (parts) =>
      out.batch(parts, wallClock()),
    );
    this.#second = setInterval(() => {
      this.#hub.tick();
      this.#publish();
    }, 1000);
  }

  /** Answers what went wrong, empty when all is well. */
  call(message: HubCall): Promise<string> {
    const answer = this.#calls.then(() => this.#carryOut(message));
    this.#calls = answer.catch(() => undefined);
    return answer;
  }

  acknowledged(): void {
    this.#poster.acknowledged();
  }

  #publish(): void {
    this.#out.statuses(this.#hub.statuses(), this.#hub.recorderStatus());
  }

  async #carryOut(message: HubCall): Promise<string> {
    if (message.type === 'answer') return this.#hub.answer(message.sourceId, message.answer);
    let trouble = '';
    if (message.type === 'apply') await this.#hub.apply(message.configs);
    else if (message.type === 'record') trouble = await this.#hub.record(message.path);
    else {
      clearInterval(this.#second);
      await this.#hub.stop();
      this.#poster.stop();
    }
    this.#publish();
    return trouble;
  }
}
