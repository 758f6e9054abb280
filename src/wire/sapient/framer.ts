import { decodeFault, type DecodeFault } from '../../base/index.ts';

/** 1 MiB: where the Apex middleware cuts a connection too. */
export const MAX_MESSAGE_OCTETS = 1 << 20;

/**
 * Takes a TCP stream apart into messages: 4 octets of little-endian length, then that many octets. Pieces may be of
 * any size, down to one octet. Holds at most one unfinished message of `maxOctets`.
 * A length above that cannot be skipped safely (there is no mark to find the next message by): the framer gives one
 * fault, is `broken` from then on and takes nothing more; the caller closes the connection.
 */
export class SapientFramer {
  readonly #maxOctets: number;
  #buffer = new Uint8Array(4096);
  #held = 0;
  broken = false;

  constructor(maxOctets = MAX_MESSAGE_OCTETS) {
    this.#maxOctets = maxOctets;
  }

  /** octets of an unfinished message now held */
  get held(): number {
    return this.#held;
  }

  /** Adds a piece of the stream; gives the messages that are now whole, as copies, in order. */
  push(piece: Uint8Array): {
    readonly messages: readonly Uint8Array[];
    readonly fault: DecodeFault | null;
  } {
    const messages: Uint8Array[] = [];
    let at = 0;
    while (!this.broken && at < piece.length) {
      if (this.#held < 4) {
        const take = Math.min(4 - this.#held, piece.length - at);
        this.#append(piece, at, take);
        at += take;
        if (this.#held < 4) break;
      }
      const length = this.#length();
      if (length > this.#maxOctets) {
        this.broken = true;
        const detail = `length ${length} is above the limit of ${this.#maxOctets}`;
        this.#held = 0;
        return {
          messages,
          fault: decodeFault('bad-length', Math.max(0, at - 4), 'SAPIENT length', detail),
        };
      }
      const take = Math.min(4 + length - this.#held, piece.length - at);
      this.#append(piece, at, take);
      at += take;
      if (this.#held < 4 + length) break;
      messages.push(this.#buffer.slice(4, 4 + length));
      this.#held = 0;
    }
    return { messages, fault: null };
  }

  #length(): number {
    const b = this.#buffer;
    return (b[0]! | (b[1]! << 8) | (b[2]! << 16) | (b[3]! << 24)) >>> 0;
  }

  #append(piece: Uint8Array, from: number, count: number): void {
    const needed = this.#held + count;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      grown.set(this.#buffer.subarray(0, this.#held));
      this.#buffer = grown;
    }
    this.#buffer.set(piece.subarray(from, from + count), this.#held);
    this.#held = needed;
  }
}
