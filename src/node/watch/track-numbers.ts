import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../whole-file.ts';

const BLOCK = 1000;

/**
 * Track numbers are never used twice on a node, also after kill -9: a block of numbers is written to disk before the
 * first of it is used. A restart goes on with the next block.
 */
export class TrackNumbers {
  readonly #file: string;
  #reservedTo: number;
  /** the first number to use */
  readonly first: number;

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, 'track-numbers');
    const before = existsSync(this.#file) ? Number(readFileSync(this.#file, 'utf8')) : 0;
    const used = Number.isSafeInteger(before) && before >= 0 ? before : 0;
    this.first = used + 1;
    this.#reservedTo = used + BLOCK;
    this.#write();
  }

  /** Call with the highest number in use: reserves the next block in time. */
  reserve(highest: number): void {
    if (highest + BLOCK / 2 < this.#reservedTo) return;
    this.#reservedTo = (Math.floor(highest / BLOCK) + 2) * BLOCK;
    this.#write();
  }

  #write(): void {
    writeWhole(this.#file, String(this.#reservedTo));
  }
}
