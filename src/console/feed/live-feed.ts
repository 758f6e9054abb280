import {
  readTrackFrames,
  type ClientMessage,
  type ServerMessage,
  type TrackFrame,
} from '../../model/index.ts';
import { backoffMs } from './backoff.ts';
import type { Box, Feed, FeedClock, FeedListener, FeedStatus } from './feed.ts';

/** The part of a WebSocket that the feed uses. */
export interface LiveSocket {
  binaryType: string;
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface LiveFeedOptions {
  readonly open: () => LiveSocket;
  readonly clock: FeedClock;
  readonly chance: () => number;
  /** asks the node who we are, so that it may let us in again; failing is no matter */
  readonly renew: () => Promise<unknown>;
  readonly listener: FeedListener;
}

const OPEN = 1;
/** The node sends frames at least every 5 s and its own status every few seconds: silence longer than this is a loss. */
const SILENCE_MS = 12_000;
/** close code of the node: no session */
const NO_SESSION = 4401;

/**
 * The node's live socket: reconnects with back-off, notices silence, asks for a snapshot after a gap in the sequence
 * of text messages. Paused, frames are left out (counted) and everything else goes on.
 */
export class LiveFeed implements Feed {
  readonly canSeek = false;
  readonly #options: LiveFeedOptions;
  #socket: LiveSocket | null = null;
  #connection: FeedStatus['connection'] = 'connecting';
  #attempt = 0;
  #retryAt: number | null = null;
  #lastDataAt: number | null = null;
  #quietSince = 0;
  #lastFrameAt: number | null = null;
  #nextSeq: number | null = null;
  #playing = true;
  #dropped = 0;
  #stopped = true;
  #cancelTimer: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;
  #view: { box: Box | null; rateHz: number } = { box: null, rateHz: 1 };
  #wanted: readonly number[] = [];

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#cancelWatch?.();
    this.#drop();
  }

  play(): void {
    this.#playing = true;
    this.#tell();
  }

  pause(): void {
    this.#playing = false;
    this.#tell();
  }

  seek(): void {
    // Live is now: whoever wants the past opens a replay.
  }

  setSpeed(): void {
    // Live runs at 1.
  }

  setView(box: Box | null, rateHz: number): void {
    this.#view = { box, rateHz };
    this.#send({ type: 'view', box, rateHz });
  }

  want(trackNumbers: readonly number[]): void {
    this.#wanted = trackNumbers.slice(0, 500);
    this.#send({ type: 'want', trackNumbers: this.#wanted });
  }

  /** Tries again at once: the person pressed the button. */
  retryNow(): void {
    if (this.#stopped || this.#connection === 'open') return;
    this.#cancelTimer?.();
    this.#drop();
    this.#again();
  }

  #connect(): void {
    // Who was refused stays so until data comes: the person must see that it is a matter of logging in.
    if (this.#connection !== 'refused') this.#connection = 'connecting';
    this.#retryAt = null;
    this.#nextSeq = null;
    const socket = this.#options.open();
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#received(event.data);
    socket.onclose = (event) => this.#closed(event.code);
    this.#tell();
  }

  #opened(): void {
    // Not live yet: the node may still refuse, and until data comes the picture is the old one.
    this.#quietSince = this.#options.clock.now();
    this.#send({ type: 'view', ...this.#view });
    if (this.#wanted.length > 0) this.#send({ type: 'want', trackNumbers: this.#wanted });
    this.#watchSilence();
    this.#tell();
  }

  #closed(code: number): void {
    this.#socket = null;
    this.#cancelWatch?.();
    if (this.#stopped) return;
    const { clock, chance } = this.#options;
    this.#connection = code === NO_SESSION ? 'refused' : 'lost';
    const wait = backoffMs(this.#attempt++, chance());
    this.#retryAt = clock.now() + wait;
    this.#cancelTimer = clock.after(wait, () => this.#again());
    this.#tell();
  }

  /** After a refusal the node is asked who we are first: a restarted demo lets its visitor in again by that. */
  #again(): void {
    if (this.#connection !== 'refused') {
      this.#connect();
      return;
    }
    void this.#options
      .renew()
      .catch(() => undefined)
      .then(() => {
        if (!this.#stopped && this.#socket === null) this.#connect();
      });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #watchSilence(): void {
    this.#cancelWatch = this.#options.clock.after(SILENCE_MS / 4, () => {
      const quietMs = this.#options.clock.now() - this.#quietSince;
      if (quietMs < SILENCE_MS) this.#watchSilence();
      else {
        this.#drop();
        this.#closed(1006);
      }
    });
  }

  #received(data: unknown): void {
    this.#lastDataAt = this.#quietSince = this.#options.clock.now();
    this.#connection = 'open';
    if (typeof data === 'string') this.#receivedText(data);
    else if (data instanceof ArrayBuffer)
      this.#receivedFrames(readTrackFrames(new Uint8Array(data)));
  }

  #receivedText(text: string): void {
    let message: ServerMessage;
    try {
      message = JSON.parse(text) as ServerMessage;
    } catch {
      this.#send({ type: 'snapshot' });
      return;
    }
    if (this.#nextSeq !== null && message.seq !== this.#nextSeq) this.#send({ type: 'snapshot' });
    this.#nextSeq = message.seq + 1;
    if (message.type === 'hello') this.#attempt = 0;
    this.#options.listener.onMessage(message);
  }

  #receivedFrames(frames: readonly TrackFrame[]): void {
    const newest = frames.at(-1);
    if (newest === undefined) return;
    this.#dropped += frames.length - 1;
    const before = this.#lastFrameAt ?? newest.at - 1000;
    this.#lastFrameAt = newest.at;
    if (this.#playing) this.#options.listener.onFrame(newest, Math.min(5000, newest.at - before));
    else this.#dropped++;
    this.#tell();
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }

  #tell(): void {
    this.#options.listener.onStatus({
      kind: 'live',
      connection: this.#connection,
      at: this.#lastFrameAt ?? this.#options.clock.now(),
      playing: this.#playing,
      speed: 1,
      from: null,
      to: null,
      retryAt: this.#retryAt,
      lastDataAt: this.#lastDataAt,
      dropped: this.#dropped,
      waiting: this.#lastFrameAt === null,
    });
  }
}
