/** Lines of a text file, gzip or plain, one at a time. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createGunzip, createGzip } from 'node:zlib';
import type { Writable } from 'node:stream';

export async function* readLines(file: string): AsyncGenerator<string> {
  const handle = await open(file);
  const magic = Buffer.alloc(2);
  await handle.read(magic, 0, 2, 0);
  await handle.close();
  const raw = createReadStream(file);
  const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const input = gzip ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => input.destroy(error));
  for await (const line of createInterface({ input, crlfDelay: Infinity }))
    if (line !== '') yield line;
}

/** Writes lines to a file, gzip when its name ends in .gz; waits when the disk is behind. */
export class LineWriter {
  readonly #file: Writable;
  readonly #out: Writable;
  #error: Error | null = null;

  constructor(file: string) {
    this.#file = createWriteStream(file);
    this.#file.on('error', (error) => {
      this.#error = error;
    });
    if (file.endsWith('.gz')) {
      const gzip = createGzip();
      gzip.pipe(this.#file);
      this.#out = gzip;
    } else this.#out = this.#file;
  }

  async write(lines: readonly string[]): Promise<void> {
    if (this.#error !== null) throw this.#error;
    if (lines.length === 0) return;
    if (!this.#out.write(lines.join('\n') + '\n')) await once(this.#out, 'drain');
  }

  async close(): Promise<void> {
    const done = once(this.#file, 'close');
    this.#out.end();
    await done;
    if (this.#error !== null) throw this.#error;
  }
}
