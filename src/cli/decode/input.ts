import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** An opened input: its pieces, and how far the raw file is read (for progress). */
export interface Input {
  readonly pieces: AsyncIterable<Uint8Array>;
  /** octets read of the file itself */
  readonly position: () => number;
  /** octets of the file; 0 when not known (a pipe) */
  readonly size: number;
  close(): void;
}

const PIECE_OCTETS = 256 * 1024;

/** Opens a file or, for `-`, standard input; gzip is recognised by its first octets. Rejects when it cannot be read. */
export async function openInput(name: string): Promise<Input> {
  let size = 0;
  let raw: Readable;
  if (name === '-') raw = process.stdin;
  else {
    const stat = statSync(name);
    if (stat.isDirectory()) throw new Error('is a directory');
    size = stat.isFile() ? stat.size : 0;
    raw = createReadStream(name, { highWaterMark: PIECE_OCTETS });
  }
  let position = 0;
  const source = raw[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let first = await source.next();
  while (first.done !== true && first.value.length < 2) {
    const more = await source.next();
    if (more.done === true) break;
    first = { done: false, value: Buffer.concat([first.value, more.value]) };
  }
  async function* counted(): AsyncGenerator<Uint8Array> {
    for (let step = first; step.done !== true; step = await source.next()) {
      position += step.value.length;
      yield step.value;
    }
  }
  const head = first.done === true ? null : first.value;
  const gzip = head !== null && head[0] === 0x1f && head[1] === 0x8b;
  return {
    pieces: gzip ? gunzip(counted()) : counted(),
    position: () => position,
    size,
    close: () => raw.destroy(),
  };
}

/** Packed octets at a time: what they unpack to is held, at most a thousand times as much. */
const PACKED_OCTETS = 16 * 1024;

/** What was unpacked before the damage, or the end that came too early, is given first. */
async function* gunzip(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip();
  const out: Uint8Array[] = [];
  const troubles: Error[] = [];
  unzip.on('data', (piece: Uint8Array) => out.push(piece));
  unzip.on('error', (error) => troubles.push(error));
  for await (const piece of pieces)
    for (let at = 0; at < piece.length && troubles.length === 0; at += PACKED_OCTETS) {
      const packed = piece.subarray(at, at + PACKED_OCTETS);
      await new Promise<void>((resolve) => unzip.write(packed, () => resolve()));
      yield* out.splice(0);
    }
  if (troubles.length === 0)
    await new Promise<void>((resolve) => {
      unzip.once('close', resolve);
      unzip.end();
    });
  yield* out.splice(0);
  if (troubles[0] !== undefined) throw troubles[0];
}

/** Octets waiting for more, with room to grow: pieces are added behind, used octets leave in front. */
export class Waiting {
  #buffer = new Uint8Array(2 * PIECE_OCTETS);
  #from = 0;
  #to = 0;

  get length(): number {
    return this.#to - this.#from;
  }

  /** A view, valid until the next call of add(). */
  view(): Uint8Array {
    return this.#buffer.subarray(this.#from, this.#to);
  }

  add(piece: Uint8Array): void {
    const held = this.length;
    if (held + piece.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(2 * this.#buffer.length, held + piece.length));
      larger.set(this.view());
      this.#buffer = larger;
    } else if (this.#from > 0) this.#buffer.copyWithin(0, this.#from, this.#to);
    this.#from = 0;
    this.#to = held;
    this.#buffer.set(piece, held);
    this.#to += piece.length;
  }

  use(octets: number): void {
    this.#from += octets;
  }
}
