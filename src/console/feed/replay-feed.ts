import {
  MAX_PAST_LABELS,
  type Alert,
  type TrackFrame,
  type TrackLabel,
} from '../../model/index.ts';
import type { Box, Feed, FeedClock, FeedListener } from './feed.ts';

export interface ReplaySource {
  frames(from: number, to: number, stepMs: number, box: Box | null): Promise<readonly TrackFrame[]>;
  alerts(from: number, to: number): Promise<readonly Alert[]>;
  /** names of these tracks as they were at an instant, at most MAX_PAST_LABELS of them */
  labels(at: number, trackNumbers: readonly number[]): Promise<readonly TrackLabel[]>;
}

export interface ReplayOptions {
  readonly source: ReplaySource;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly clock: FeedClock;
  readonly listener: FeedListener;
}

export const REPLAY_SPEEDS = [1, 5, 20, 60] as const;

/** Wall time between frames and data time between them, ms, for a speed. */
export function pace(speed: number): { readonly wallMs: number; readonly stepMs: number } {
  const wallMs = speed <= 1 ? 1000 : speed <= 5 ? 500 : 250;
  return { wallMs, stepMs: Math.round(wallMs * speed) };
}

/** Frames fetched in one go, and how few may be left before the next go: bounds what is held. */
const CHUNK = 40;
const LOW = 16;
/** how far back alerts are asked for: those that stood at the instant shown began in this span */
const ALERT_SPAN_MS = 8 * 3_600_000;
/** Alerts change slowly: asked for again after this much data or wall time. */
const ALERT_EVERY_MS = 2000;
/** Names are asked for again after this much data time and this much wall time: a call sign may come later. */
const LABELS_DATA_MS = 60_000;
const LABELS_WALL_MS = 5000;

/** History played back as if it were live: same frames, same messages, with play, pause, seek and speed. */
export class ReplayFeed implements Feed {
  readonly canSeek = true;
  readonly #options: ReplayOptions;
  #at: number;
  #speed = 1;
  #playing = true;
  #box: Box | null = null;
  #ahead: TrackFrame[] = [];
  /** data instant up to which frames were asked for */
  #fetchedTo: number;
  #fetching = false;
  #lost = false;
  /** grows with every seek and change of speed: answers to older questions are thrown away */
  #generation = 0;
  #cancel: (() => void) | null = null;
  #stopped = true;
  #lastDataAt: number | null = null;
  #alertsAskedAt = -Infinity;
  /** tracks whose names were asked for, since this data and this wall instant */
  readonly #named = new Set<number>();
  #namedSince = { at: -Infinity, wallAt: -Infinity };
  #naming = false;

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#at = this.#clampAt(options.at);
    this.#fetchedTo = this.#at;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#restart();
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#generation++;
    this.#cancel?.();
  }

  play(): void {
    if (this.#at >= this.#options.to) this.seek(this.#options.from);
    this.#playing = true;
    this.#tell();
  }

  pause(): void {
    this.#playing = false;
    this.#tell();
  }

  seek(at: number): void {
    this.#at = this.#clampAt(at);
    this.#alertsAskedAt = -Infinity;
    this.#restart();
    this.#tell();
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#restart();
    this.#tell();
  }

  setView(box: Box | null): void {
    this.#box = box;
  }

  want(): void {
    // The history holds no details of single tracks: the screen asks the node for those it shows.
  }

  #clampAt(at: number): number {
    return Math.max(this.#options.from, Math.min(this.#options.to, at));
  }

  /** Forgets what was fetched and shows the picture of `#at` as soon as it is there. */
  #restart(): void {
    this.#generation++;
    this.#ahead = [];
    this.#fetching = false;
    this.#naming = false;
    this.#namedSince = { at: -Infinity, wallAt: -Infinity };
    this.#fetchedTo = this.#at;
    void this.#fetch(true);
    void this.#askAlerts();
  }

  #schedule(): void {
    this.#cancel = this.#options.clock.after(pace(this.#speed).wallMs, () => {
      if (this.#stopped) return;
      if (this.#playing) this.#step();
      this.#schedule();
    });
  }

  #step(): void {
    const frame = this.#ahead.shift();
    if (frame !== undefined) this.#show(frame);
    else if (this.#fetchedTo >= this.#options.to && !this.#fetching) this.#playing = false;
    if (this.#ahead.length < LOW) void this.#fetch(false);
    this.#tell();
  }

  #show(frame: TrackFrame): void {
    this.#at = frame.at;
    this.#options.listener.onFrame(frame, pace(this.#speed).wallMs);
    void this.#askAlerts();
    void this.#askLabels(frame);
  }

  async #fetch(first: boolean): Promise<void> {
    if (this.#fetching || this.#fetchedTo >= this.#options.to) return;
    const generation = this.#generation;
    const { stepMs } = pace(this.#speed);
    const from = this.#fetchedTo;
    const to = Math.min(this.#options.to, from + CHUNK * stepMs);
    this.#fetching = true;
    this.#tell();
    try {
      const frames = await this.#options.source.frames(from, to, stepMs, this.#box);
      if (generation !== this.#generation) return;
      this.#lost = false;
      this.#lastDataAt = this.#options.clock.now();
      this.#fetchedTo = to;
      this.#ahead.push(...frames);
      if (first) {
        const frame = this.#ahead.shift();
        if (frame !== undefined) this.#show(frame);
      }
    } catch {
      if (generation === this.#generation) this.#lost = true;
    } finally {
      if (generation === this.#generation) {
        this.#fetching = false;
        this.#tell();
      }
    }
  }

  async #askAlerts(): Promise<void> {
    const now = this.#options.clock.now();
    if (now - this.#alertsAskedAt < ALERT_EVERY_MS) return;
    this.#alertsAskedAt = now;
    const generation = this.#generation;
    try {
      const alerts = await this.#options.source.alerts(this.#at - ALERT_SPAN_MS, this.#at);
      if (generation === this.#generation)
        this.#options.listener.onMessage({ type: 'alerts', full: true, alerts });
    } catch {
      if (generation === this.#generation) this.#lost = true;
    }
  }

  /** Names of the tracks shown, as they were then; one question at a time, those left over with the next frame. */
  async #askLabels(frame: TrackFrame): Promise<void> {
    if (this.#naming) return;
    const { clock, source, listener } = this.#options;
    const old = frame.at - this.#namedSince.at >= LABELS_DATA_MS;
    if (old && clock.now() - this.#namedSince.wallAt >= LABELS_WALL_MS) {
      this.#named.clear();
      this.#namedSince = { at: frame.at, wallAt: clock.now() };
    }
    const wanted = [...frame.trackNumber].filter((one) => !this.#named.has(one));
    if (wanted.length === 0) return;
    const asked = wanted.slice(0, MAX_PAST_LABELS);
    const generation = this.#generation;
    this.#naming = true;
    try {
      const tracks = await source.labels(frame.at, asked);
      if (generation !== this.#generation) return;
      for (const trackNumber of asked) this.#named.add(trackNumber);
      listener.onMessage({ type: 'labels', tracks });
    } catch {
      // Asked again with the next frame; the frames say when the node is lost.
    } finally {
      if (generation === this.#generation) this.#naming = false;
    }
  }

  #tell(): void {
    this.#options.listener.onStatus({
      kind: 'replay',
      connection: this.#lost ? 'lost' : 'open',
      at: this.#at,
      playing: this.#playing,
      speed: this.#speed,
      from: this.#options.from,
      to: this.#options.to,
      retryAt: null,
      lastDataAt: this.#lastDataAt,
      dropped: 0,
      waiting: this.#fetching && this.#ahead.length === 0,
    });
  }
}
