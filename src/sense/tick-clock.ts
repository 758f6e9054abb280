/** Ticks of a receiver's counter in a ms (12 MHz, Beast and AVR). */
const TICKS_PER_MS = 12_000;
/** From here up receivers put marks (MLAT results), not time. */
const MARKS = 0xff0000000000;
/** Messages in order before the counter is believed; feeds merged of several receivers never get there. */
const TRUST_AFTER = 50;
/** A measurement time is at most this much before its receipt, ms; more means that the counter was reset. */
const MOST_MS = 1_000;
/** How fast the least delay may grow again: a crystal's drift, ms a ms. */
const DRIFT = 1e-4;

/**
 * Times of messages from a receiver's free-running counter. The network only adds delay, so the least difference of
 * receive time and counter is the best look at the counter's start; messages that came bunched in one chunk get their
 * own times back. Where the counter is no clock (constant, merged, GPS words) the receive time stands.
 */
export class TickClock {
  #leastMs = Number.NaN;
  #lastTicks = -1;
  #lastAt = 0;
  #inOrder = 0;

  /** Time of a message, ms: receivedAt, or up to 1 s before it. `ticks` NaN: none given. */
  timeOf(ticks: number, receivedAt: number): number {
    if (!(ticks < MARKS)) return receivedAt;
    const forward = ticks > this.#lastTicks;
    this.#lastTicks = ticks;
    if (!forward) {
      this.#inOrder = 0;
      this.#leastMs = Number.NaN;
      return receivedAt;
    }
    this.#inOrder++;
    const difference = receivedAt - ticks / TICKS_PER_MS;
    const least = this.#leastMs + Math.max(0, receivedAt - this.#lastAt) * DRIFT;
    this.#lastAt = receivedAt;
    if (!(difference >= least && difference - least <= MOST_MS)) {
      if (difference > least) this.#inOrder = 0;
      this.#leastMs = difference;
      return receivedAt;
    }
    this.#leastMs = least;
    return this.#inOrder > TRUST_AFTER ? receivedAt - (difference - least) : receivedAt;
  }
}
