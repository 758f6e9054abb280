import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeptHistory, KeptOutages } from './link-history.ts';

/** A change is on disk within this, ms; without one the time is kept this often, so that a kill costs no more. */
const KEEP_EVERY_MS = 10_000;
/** Larger than a node's own can be (1,000 members with 60 outages each): not read. */
const MAX_OCTETS = 8 * 1024 * 1024;

/**
 * When which link was down, in a small file of the data folder whatever the ledger lies in: a picture of the past for
 * the Members screen, of which nothing else depends. Written beside the node's work, whole or not at all.
 */
export class LinkHistoryFile {
  readonly #file: string;
  readonly #onTrouble: (text: string) => void;
  #keptAt = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> | null = null;
  #trouble = '';

  constructor(dataDir: string, onTrouble: (text: string) => void) {
    this.#file = path.join(dataDir, 'link-history.json');
    this.#onTrouble = onTrouble;
  }

  /** What was kept; null: nothing, or it cannot be read, which is no reason not to start. */
  read(): KeptHistory | null {
    try {
      const text = readFileSync(this.#file, 'utf8');
      return text.length > MAX_OCTETS ? null : readKept(JSON.parse(text));
    } catch {
      return null;
    }
  }

  /** Call it often: it writes when it is time, and never two at once. */
  keep(now: number, history: (now: number) => KeptHistory): void {
    if (this.#writing !== null || Math.abs(now - this.#keptAt) < KEEP_EVERY_MS) return;
    this.#keptAt = now;
    this.#writing = this.#write(history(now)).then(() => {
      this.#writing = null;
    });
  }

  /** The last word: on disk when it resolves, or refused. */
  async close(history: KeptHistory): Promise<void> {
    await this.#writing;
    await this.#write(history);
  }

  async #write(history: KeptHistory): Promise<void> {
    const next = `${this.#file}.new`;
    try {
      await writeFile(next, JSON.stringify(history), { mode: 0o600 });
      await rename(next, this.#file);
      this.#trouble = '';
    } catch (error) {
      const text = (error as Error).message;
      if (this.#trouble === '') this.#onTrouble(text);
      this.#trouble = text;
    }
  }
}

function readKept(value: unknown): KeptHistory | null {
  const { fromAt, seenAt, members } = (value ?? {}) as Partial<Record<keyof KeptHistory, unknown>>;
  if (!isTime(fromAt) || !isTime(seenAt) || typeof members !== 'object' || members === null)
    return null;
  const read = Object.entries(members).map(([member, list]): [string, KeptOutages] => {
    const outages = Array.isArray(list) ? (list as unknown[]) : [];
    return [member, outages.flatMap(readOutage)];
  });
  return { fromAt, seenAt, members: Object.fromEntries(read) };
}

function readOutage(value: unknown): KeptOutages {
  const { fromAt, toAt } = (value ?? {}) as { fromAt?: unknown; toAt?: unknown };
  return isTime(fromAt) && (toAt === null || isTime(toAt)) ? [{ fromAt, toAt }] : [];
}

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
