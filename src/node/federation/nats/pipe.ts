import { Duplex } from 'node:stream';

/** Octets in one NATS message at most; servers refuse more than 1 MB unless told otherwise. */
export const MAX_PIECE_OCTETS = 256 * 1024;
/** Pieces given to the server that it has not confirmed; beyond it the writer waits. */
const MAX_UNCONFIRMED = 64;
/** Octets that came and were not read; beyond it the pipe breaks. */
const MAX_UNREAD_OCTETS = 32 * 1024 * 1024;

/** Gives one numbered piece to the own server; resolves when the server has stored it. An empty piece is the end. */
export type PutPiece = (count: number, octets: Uint8Array) => Promise<unknown>;

/**
 * Two streams of numbered messages seen as one connection: TLS runs on it. It mends nothing: a piece that comes twice
 * is dropped, one that is missing breaks the pipe, and the outbox sends again what was not acknowledged.
 */
export class NatsPipe extends Duplex {
  /** pieces dropped because they had come already */
  repeated = 0;
  /** the other side has ended it */
  isOver = false;
  readonly #put: PutPiece;
  #taken = 0;
  #given = 0;
  #unconfirmed = 0;
  #resume: (() => void) | null = null;

  constructor(put: PutPiece) {
    super({ highWaterMark: MAX_PIECE_OCTETS });
    this.#put = put;
    this.once('end', () => this.destroy());
  }

  /** A piece that came from the other side. */
  deliver(count: number, octets: Uint8Array): void {
    if (this.destroyed) return;
    if (count <= this.#taken) {
      this.repeated++;
      return;
    }
    const missing = count - this.#taken - 1;
    if (missing > 0) {
      this.destroy(new Error(`${missing} pieces are missing on the way`));
      return;
    }
    this.#taken = count;
    this.isOver = octets.length === 0;
    this.push(this.isOver ? null : octets);
    if (this.readableLength > MAX_UNREAD_OCTETS) this.destroy(new Error('too much is unread'));
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#give([chunk]);
    this.#whenRoom(done);
  }

  override _writev(
    chunks: readonly { readonly chunk: Buffer }[],
    done: (error?: Error) => void,
  ): void {
    this.#give(chunks.map(({ chunk }) => chunk));
    this.#whenRoom(done);
  }

  override _final(done: (error?: Error) => void): void {
    this.#giveOne(new Uint8Array(0));
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // So that the other side need not wait for silence.
    if (!this.writableFinished) this.#giveOne(new Uint8Array(0));
    this.#resume?.();
    done(error);
  }

  #give(chunks: readonly Buffer[]): void {
    const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    for (let at = 0; at < whole.length; at += MAX_PIECE_OCTETS)
      this.#giveOne(whole.subarray(at, at + MAX_PIECE_OCTETS));
  }

  #giveOne(octets: Uint8Array): void {
    this.#unconfirmed++;
    this.#put(++this.#given, octets).then(
      () => {
        this.#unconfirmed--;
        this.#resume?.();
      },
      (error: Error) => this.destroy(new Error(`the own server takes nothing: ${error.message}`)),
    );
  }

  #whenRoom(done: () => void): void {
    if (this.#unconfirmed < MAX_UNCONFIRMED) {
      done();
      return;
    }
    this.#resume = () => {
      this.#resume = null;
      done();
    };
  }
}
