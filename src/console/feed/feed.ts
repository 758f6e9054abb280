import type { ServerMessage, TrackFrame } from '../../model/index.ts';

/** deg W, S, E, N */
export type Box = readonly [number, number, number, number];

/** `at` is the instant shown: now for live, the scrubber for replay. */
export interface FeedStatus {
  readonly kind: 'live' | 'replay';
  readonly connection: 'connecting' | 'open' | 'lost' | 'refused';
  readonly at: number;
  readonly playing: boolean;
  /** seconds of data a second of wall time; 1 for live */
  readonly speed: number;
  /** what can be shown: first and last instant of the history; null until known */
  readonly from: number | null;
  readonly to: number | null;
  /** wall instant at which a lost connection is tried again; null when it is not lost */
  readonly retryAt: number | null;
  /** wall instant of the last data; null before the first */
  readonly lastDataAt: number | null;
  /** frames left out because the screen was behind */
  readonly dropped: number;
  /** fetching: the picture waits for data */
  readonly waiting: boolean;
}

/** Told by a feed; `wallMs` in frames is how long this frame should stay until the next one. */
export interface FeedListener {
  onFrame(frame: TrackFrame, wallMs: number): void;
  onMessage(message: Unnumbered<ServerMessage>): void;
  onStatus(status: FeedStatus): void;
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'seq'> : never;
export type FeedMessage = Unnumbered<ServerMessage>;

/**
 * Where a screen's data comes from: the live node or its history. Every screen works on both.
 * A live feed cannot seek or change speed (`canSeek` false); play and pause freeze and thaw the picture on both.
 * Old frames are dropped when the screen is behind; messages (alerts among them) never.
 */
export interface Feed {
  readonly canSeek: boolean;
  start(): void;
  stop(): void;
  play(): void;
  pause(): void;
  seek(at: number): void;
  setSpeed(speed: number): void;
  /** null: everything */
  setView(box: Box | null, rateHz: number): void;
  want(trackNumbers: readonly number[]): void;
}

/** Time, timers and sockets that a feed needs: arguments, so that tests bring their own. */
export interface FeedClock {
  now(): number;
  /** runs `task` after `ms`; returns how to call it off */
  after(ms: number, task: () => void): () => void;
}

export const BROWSER_CLOCK: FeedClock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
