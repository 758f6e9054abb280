import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAME = 'ledger-head';
const EVERY_MS = 1000;

/**
 * How far a node knows that its log had got, beside the log: a database or file that was put back from a copy behind
 * the node's back ends before that. Written about once a second and not synced; half a number is a smaller one.
 */
export class HeadFile {
  readonly #file: string;
  #seq: number;
  #writtenAt = 0;

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, NAME);
    this.#seq = read(this.#file);
  }

  /** number of an entry that was on disk once; 0: not known */
  get seq(): number {
    return this.#seq;
  }

  /** @param seq of an entry that is on disk */
  note(seq: number, isLast = false): void {
    if (seq <= this.#seq || (!isLast && Date.now() - this.#writtenAt < EVERY_MS)) return;
    this.#seq = seq;
    this.#writtenAt = Date.now();
    try {
      writeFileSync(this.#file, String(seq), { mode: 0o600 });
    } catch {
      // A full disk: the ledger says so itself, and what stands there is still true.
    }
  }
}

function read(file: string): number {
  try {
    const seq = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(seq) ? seq : 0;
  } catch {
    return 0;
  }
}
