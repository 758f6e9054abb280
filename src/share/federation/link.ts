import type { ItemFault, ItemFaultCode } from '../../model/index.ts';
import type { Envelope } from './messages.ts';

/** A word of life after so long, ms; it also says up to when the outbox is complete. */
export const HELLO_MS = 5_000;
/** Rows not acknowledged for so long are sent again, ms. */
export const RESEND_MS = 3_000;
/** A peer's request for rows again is heeded at most so often, ms. */
export const REWIND_MS = 300;
/** What is held of others is compared so often, ms. */
export const WITNESS_MS = 30_000;

/** What is known of one link until the process ends; nothing of it need survive. */
export class Link {
  isUp = false;
  /** the peer has said where it stands since the link came up */
  isSettled = false;
  helloAt = Number.NEGATIVE_INFINITY;
  witnessAt = Number.NEGATIVE_INFINITY;
  recoverAt = Number.NEGATIVE_INFINITY;
  progressAt = Number.NEGATIVE_INFINITY;
  wantsRecovery = false;
  heardAt: number | null = null;
  /** everything the peer wrote for us until this instant of its clock is here */
  completeAt = Number.NEGATIVE_INFINITY;
  announced = 0;
  tracksSent = 0;
  tracksReceived = 0;
  peerEpoch = '';
  clockOffsetMs: number | null = null;
  readonly faults: Partial<Record<ItemFaultCode, number>> = {};
  trouble = '';
  #lastSentAt: number | null = null;
  #lastCameAt = 0;

  up(): void {
    this.isUp = true;
    this.isSettled = false;
    // A restore may have gone by unseen: whoever we meet is asked once for what it holds of us and we do not.
    this.wantsRecovery = true;
    this.helloAt = Number.NEGATIVE_INFINITY;
  }

  down(): void {
    this.isUp = false;
    this.isSettled = false;
  }

  count(fault: ItemFault): void {
    this.faults[fault.code] = (this.faults[fault.code] ?? 0) + 1;
    this.trouble = fault.text;
  }

  /** Takes the times of an envelope: the peer's clock is measured, never trusted. */
  hear(envelope: Envelope, now: number): void {
    const { echo, sentAt } = envelope;
    this.heardAt = now;
    this.announced = envelope.upTo;
    this.peerEpoch = envelope.epoch;
    this.#lastSentAt = sentAt;
    this.#lastCameAt = now;
    if (echo === null) return;
    const wayMs = now - echo.sentAt - echo.heldMs;
    if (wayMs >= 0 && wayMs < 60_000) this.clockOffsetMs = sentAt + wayMs / 2 - now;
  }

  echo(now: number): Envelope['echo'] {
    if (this.#lastSentAt === null) return null;
    return { sentAt: this.#lastSentAt, heldMs: now - this.#lastCameAt };
  }
}
