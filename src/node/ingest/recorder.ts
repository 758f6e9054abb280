import { createWriteStream, type WriteStream } from 'node:fs';
import type { Json } from '../../base/index.ts';
import type { Chunk, SourceConfig } from '../../model/index.ts';
import { encodeRecord, RECORDING_MAGIC } from '../../wire/recording/index.ts';
import { explainError } from './reasons.ts';

/** Octets that may wait for the disk; beyond, chunks are left out of the recording and counted. */
const MAX_WAITING_OCTETS = 64 * 1024 * 1024;

export interface RecorderStatus {
  readonly path: string;
  readonly chunks: number;
  readonly bytes: number;
  /** chunks left out because the disk was too slow */
  readonly dropped: number;
  /** why it stopped by itself (full disk); empty while it records */
  readonly trouble: string;
}

/**
 * Writes what came in, so that it can be replayed bit for bit. A disk that is full or slow never holds up the feed:
 * recording stops, or leaves chunks out, and says so.
 */
export class Recorder {
  readonly #stream: WriteStream;
  readonly #numbers = new Map<string, number>();
  readonly #status = { path: '', chunks: 0, bytes: 0, dropped: 0, trouble: '' };
  #next = 1;

  /** An existing file is not overwritten: opening it is an error, told in status(). */
  constructor(path: string) {
    this.#status.path = path;
    this.#stream = createWriteStream(path, { flags: 'wx', highWaterMark: 1024 * 1024 });
    this.#stream.on('error', (error) => {
      this.#status.trouble = explainError(error, path);
    });
    this.#write(RECORDING_MAGIC);
  }

  /** Resolves when the file is open, or with the reason why it cannot be. */
  async opened(): Promise<string> {
    if (this.#stream.pending && this.#status.trouble === '')
      await new Promise<void>((resolve) => {
        this.#stream.once('ready', resolve);
        this.#stream.once('error', () => resolve());
      });
    return this.#status.trouble;
  }

  /** Before the first chunk of a source, and again when it was reconfigured. */
  source(config: SourceConfig): void {
    let number = this.#numbers.get(config.id);
    if (number === undefined) {
      number = this.#next++;
      this.#numbers.set(config.id, number);
    }
    this.#write(
      encodeRecord({ kind: 'source', source: number, config: config as unknown as Json }),
    );
  }

  chunk(chunk: Chunk): void {
    const source = this.#numbers.get(chunk.sourceId);
    if (source === undefined || this.#status.trouble !== '') return;
    if (this.#stream.writableLength > MAX_WAITING_OCTETS) {
      this.#status.dropped++;
      return;
    }
    const { connection, receivedAt, bytes } = chunk;
    this.#write(encodeRecord({ kind: 'chunk', source, connection, at: receivedAt, bytes }));
    this.#status.chunks++;
  }

  closed(sourceId: string, connection: number, at: number): void {
    const source = this.#numbers.get(sourceId);
    if (source !== undefined) this.#write(encodeRecord({ kind: 'closed', source, connection, at }));
  }

  status(): RecorderStatus {
    return { ...this.#status };
  }

  async stop(at: number): Promise<void> {
    if (this.#status.trouble !== '') return;
    this.#write(encodeRecord({ kind: 'end', at }));
    await new Promise<void>((resolve) => {
      this.#stream.once('error', () => resolve());
      this.#stream.end(() => resolve());
    });
  }

  #write(bytes: Uint8Array): void {
    if (this.#status.trouble !== '') return;
    this.#status.bytes += bytes.length;
    this.#stream.write(bytes);
  }
}
