/** Lines of a text file, gzip or plain, one at a time. */
import { closeSync, createReadStream, openSync, statSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip, gzipSync } from 'node:zlib';

export function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

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

/** text gathered before it is written, characters */
const BLOCK = 1_000_000;

/**
 * Writes lines to a file, gzip when its name ends in .gz. In blocks and at once, so that memory has a bound however
 * fast lines come; a full disk throws.
 */
export class LineWriter {
  readonly #handle: number;
  readonly #gzip: boolean;
  #text = '';

  constructor(file: string) {
    this.#handle = openSync(file, 'w');
    this.#gzip = file.endsWith('.gz');
  }

  write(line: string): void {
    this.#text += line + '\n';
    if (this.#text.length >= BLOCK) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    // members of a gzip file may follow each other (RFC 1952, section 2.2)
    const block = this.#gzip ? gzipSync(bytes) : bytes;
    for (let at = 0; at < block.length;) at += writeSync(this.#handle, block, at);
  }

  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }
}
