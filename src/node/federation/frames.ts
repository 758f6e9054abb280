/** JSON messages on a stream: four octets of length, big-endian, then that many octets of UTF-8. */
import { MAX_MESSAGE_CHARS } from '../../share/index.ts';

/** Octets of one message at most; beyond it the link is closed: the sender is broken or hostile. */
export const MAX_FRAME_OCTETS = 4 * MAX_MESSAGE_CHARS;

export function encodeFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Cuts a stream into messages; what is unfinished waits, at most one message. */
export class FrameReader {
  readonly #head = Buffer.alloc(4);
  #headLength = 0;
  #body: Buffer | null = null;
  #bodyLength = 0;
  /** octets a message may have */
  most: number;

  constructor(most = MAX_FRAME_OCTETS) {
    this.most = most;
  }

  /** Messages that are complete with this chunk; null: one is announced that is too long. */
  push(chunk: Buffer): string[] | null {
    const out: string[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#body === null) {
        const take = Math.min(4 - this.#headLength, chunk.length - at);
        chunk.copy(this.#head, this.#headLength, at, at + take);
        this.#headLength += take;
        at += take;
        if (this.#headLength < 4) break;
        const size = this.#head.readUInt32BE(0);
        if (size === 0 || size > this.most) return null;
        this.#body = Buffer.alloc(size);
        this.#bodyLength = 0;
        this.#headLength = 0;
        continue;
      }
      const take = Math.min(this.#body.length - this.#bodyLength, chunk.length - at);
      chunk.copy(this.#body, this.#bodyLength, at, at + take);
      this.#bodyLength += take;
      at += take;
      if (this.#bodyLength < this.#body.length) break;
      out.push(this.#body.toString('utf8'));
      this.#body = null;
    }
    return out;
  }
}
