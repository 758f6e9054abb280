import { Duplex } from 'node:stream';
import type { Piece } from './piece.ts';

/** Octets of a piece: with its head one NATS message, of which servers refuse more than 1 MB unless told otherwise. */
export const MAX_PIECE_OCTETS = 256 * 1024;
/** Pieces given that the other side has not said to have; beyond it the writer waits. */
const WINDOW = 64;
/** So many pieces that came without a word of ours on the way back are told of by themselves. */
const TELL_AFTER = WINDOW / 4;
/** Octets that came and were not read; beyond it the pipe breaks. */
const MAX_UNREAD_OCTETS = 32 * 1024 * 1024;
/** What is missing is asked for again, and given again, not sooner than after so long. */
const ASK_MS = 400;
/** The oldest piece that nothing is heard of is given again after so long. Words go both ways every 5 s. */
const SILENT_MS = 6_500;
/** A piece that is missing for so long, while others come, will not come any more. */
const LATE_MS = 20_000;

/** Gives a message on its way; it may be lost. Rejects when it is known that it did not arrive. */
export type PutPiece = (piece: Omit<Piece, 'id'>, mustKnow: boolean) => Promise<unknown>;

interface Given {
  readonly octets: Uint8Array;
  givenAt: number;
}

/**
 * Two streams of numbered messages seen as one connection: TLS runs on it. Each piece says how many of the other
 * direction have come; what is missing is asked for and given again. One that comes twice is dropped, one that comes
 * early waits. When all this does not help the pipe breaks, and the outbox sends again what was not acknowledged.
 */
export class NatsPipe extends Duplex {
  /** pieces dropped because they had come already */
  repeated = 0;
  /** pieces given once more */
  again = 0;
  /** the other side has ended it */
  isOver = false;
  /** why a piece is known not to have arrived; empty: none is */
  trouble = '';
  readonly #put: PutPiece;
  readonly #now: () => number;
  #taken = 0;
  /** what the other side was told to have been taken */
  #told = 0;
  #askedAt = 0;
  readonly #early = new Map<number, Uint8Array>();
  #lateAt = 0;
  #given = 0;
  /** by number, ascending */
  readonly #unconfirmed = new Map<number, Given>();
  #waiting: Uint8Array[] = [];
  /** the oldest piece is given again because nothing was heard: when it arrives all others are due */
  #isTrying = false;
  #resume: (() => void) | null = null;

  /** @param now ms of a clock that never goes back */
  constructor(put: PutPiece, now: () => number = () => performance.now()) {
    super({ highWaterMark: MAX_PIECE_OCTETS });
    this.#put = put;
    this.#now = now;
    this.once('end', () => this.destroy());
  }

  /** A message of the other side. */
  deliver({ count, taken, isAsking, octets }: Omit<Piece, 'id'>): void {
    if (this.destroyed) return;
    this.#confirm(taken);
    if (count === 0) {
      if (isAsking) this.#giveAgain();
      return;
    }
    if (count <= this.#taken || this.#early.has(count)) {
      this.repeated++;
      // It does not know that we have it.
      this.#tell(false);
    } else if (count > this.#taken + 1) this.#keepEarly(count, octets);
    else {
      this.#take(octets);
      if (isAsking || this.#taken - this.#told >= TELL_AFTER) this.#tell(false);
    }
  }

  /** Call it a few times a second. */
  tick(): void {
    if (this.destroyed) return;
    const now = this.#now();
    const [count, oldest] = this.#oldest() ?? [];
    if (count === undefined || now - oldest!.givenAt < SILENT_MS) return;
    this.#isTrying = true;
    this.#give(count, oldest!, true);
  }

  #keepEarly(count: number, octets: Uint8Array): void {
    const now = this.#now();
    if (this.#early.size === 0) this.#lateAt = now;
    const missing = count - this.#taken - 1;
    if (missing >= WINDOW || now - this.#lateAt > LATE_MS) {
      this.destroy(new Error(`${missing} pieces are missing on the way`));
      return;
    }
    this.#early.set(count, octets);
    if (now - this.#askedAt >= ASK_MS) this.#tell(true);
  }

  #take(octets: Uint8Array): void {
    let next: Uint8Array | undefined = octets;
    while (next !== undefined) {
      this.#taken++;
      this.isOver = next.length === 0;
      this.push(this.isOver ? null : next);
      // Who listens may end it.
      if (this.destroyed) return;
      next = this.#early.get(this.#taken + 1);
      this.#early.delete(this.#taken + 1);
      this.#lateAt = this.#now();
    }
    if (this.readableLength > MAX_UNREAD_OCTETS) this.destroy(new Error('too much is unread'));
  }

  /** A word only: what came so far. */
  #tell(isAsking: boolean): void {
    if (isAsking) this.#askedAt = this.#now();
    this.#send(0, new Uint8Array(0), isAsking, false);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#cut([chunk]);
    this.#resume = done;
    this.#giveWhatMay();
  }

  override _writev(
    chunks: readonly { readonly chunk: Buffer }[],
    done: (error?: Error) => void,
  ): void {
    this.#cut(chunks.map(({ chunk }) => chunk));
    this.#resume = done;
    this.#giveWhatMay();
  }

  override _final(done: (error?: Error) => void): void {
    this.#waiting.push(new Uint8Array(0));
    this.#giveWhatMay();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // So that the other side need not wait for silence.
    if (!this.writableFinished) this.#send(++this.#given, new Uint8Array(0), false, false);
    this.#unconfirmed.clear();
    this.#early.clear();
    this.#waiting = [];
    this.#resume = null;
    done(error);
  }

  #cut(chunks: readonly Buffer[]): void {
    const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    for (let at = 0; at < whole.length; at += MAX_PIECE_OCTETS)
      this.#waiting.push(whole.subarray(at, at + MAX_PIECE_OCTETS));
  }

  #giveWhatMay(): void {
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      const count = ++this.#given;
      const piece = { octets: this.#waiting.shift()!, givenAt: 0 };
      this.#unconfirmed.set(count, piece);
      // Of the first one it is asked whether there is a way at all.
      this.#give(count, piece, count === 1);
    }
    if (this.#waiting.length > 0 || !this.#hasRoom()) return;
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }

  #hasRoom(): boolean {
    return this.#unconfirmed.size < WINDOW;
  }

  #oldest(): [number, Given] | undefined {
    return this.#unconfirmed.entries().next().value;
  }

  #give(count: number, piece: Given, mustKnow: boolean): void {
    if (piece.givenAt > 0) this.again++;
    piece.givenAt = this.#now();
    this.#send(count, piece.octets, this.#isTrying, mustKnow);
  }

  #send(count: number, octets: Uint8Array, isAsking: boolean, mustKnow: boolean): void {
    this.#told = this.#taken;
    this.#put({ count, taken: this.#taken, isAsking, octets }, mustKnow).then(
      () => {
        if (mustKnow) this.trouble = '';
      },
      (error: Error) => {
        this.trouble = error.message;
      },
    );
  }

  /** The other side has all up to this number. */
  #confirm(taken: number): void {
    const before = this.#unconfirmed.size;
    for (const count of this.#unconfirmed.keys()) {
      if (count > taken) break;
      this.#unconfirmed.delete(count);
    }
    if (this.#isTrying && this.#unconfirmed.size < before) {
      this.#isTrying = false;
      this.#giveAgain();
    }
    this.#giveWhatMay();
  }

  #giveAgain(): void {
    const before = this.#now() - ASK_MS;
    for (const [count, piece] of this.#unconfirmed)
      if (piece.givenAt <= before) this.#give(count, piece, false);
  }
}
