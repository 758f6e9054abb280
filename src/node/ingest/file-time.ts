import { resolveTimeOfDay } from '../../base/index.ts';
import type { Piece } from './split-stream.ts';

/** A tick counter that jumps by more than this was reset: go on from the last time. */
const LARGEST_GAP_MS = 3_600_000;

/**
 * Receive times for the units of a raw feed file; only times that the file states itself may go back. Where the file says nothing, units follow each
 * other at `perS` a second from `startAt`.
 */
export class FileTime {
  readonly #stepMs: number;
  #at: number;
  #relative: number | null = null;
  #dayKnown = false;

  constructor(startAt: number, perS: number) {
    this.#at = startAt;
    this.#stepMs = 1000 / perS;
  }

  next(piece: Piece): number {
    if (piece.clock === 'epoch') this.#at = piece.time;
    else if (piece.clock === 'none') this.#at += this.#stepMs;
    else if (piece.clock === 'day') this.#followDay(piece.time);
    else {
      const gap = this.#relative === null ? 0 : piece.time - this.#relative;
      this.#relative = piece.time;
      if (gap > 0 && gap < LARGEST_GAP_MS) this.#at += gap;
    }
    return this.#at;
  }

  /**
   * Time of day only moves the time forward, and by an hour at most: radars whose clocks differ, or recordings joined
   * into one file, do not make the replay wait.
   */
  #followDay(ofDayMs: number): void {
    const at = resolveTimeOfDay(ofDayMs / 1000, this.#at);
    if (!this.#dayKnown || (at > this.#at && at - this.#at < LARGEST_GAP_MS)) this.#at = at;
    this.#dayKnown = true;
  }
}

/** When recorded things are due: recorded time mapped to the wall clock at a speed; 0 = as fast as possible. */
export class Pace {
  readonly #speed: number;
  #recordedAt = Number.NaN;
  #wallAt = 0;

  constructor(speed: number) {
    this.#speed = Number.isFinite(speed) && speed > 0 ? speed : 0;
  }

  /** ms to wait at wall time `now` for what was recorded at `at`; 0 when due or late. */
  waitMs(at: number, now: number): number {
    if (this.#speed === 0 || Number.isNaN(at)) return 0;
    if (Number.isNaN(this.#recordedAt)) {
      this.#recordedAt = at;
      this.#wallAt = now;
    }
    return Math.max(0, this.#wallAt + (at - this.#recordedAt) / this.#speed - now);
  }
}
