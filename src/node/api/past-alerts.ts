import { PastAlerts } from '../../judge/index.ts';
import type { Alert, LedgerEntry } from '../../model/index.ts';

export type ReadLedger = (afterSeq: number, limit: number) => readonly LedgerEntry[];

const PAGE = 1000;
const DAY_MS = 86_400_000;
/** Entries looked through for one answer; what began before them is not in it. */
const MOST_ENTRIES = 50_000;

/**
 * Alerts as they stood at `toAt`, of those that began at most a day before `fromAt`, out of the ledger. It goes by the
 * times in the entries: where a clock was set back they are found as well as that clock was. Lets others work between
 * two pages.
 */
export async function alertsAt(
  read: ReadLedger,
  fromAt: number,
  toAt: number,
): Promise<readonly Alert[]> {
  const end = seqBefore(read, toAt);
  const past = new PastAlerts();
  let after = Math.max(seqBefore(read, fromAt - DAY_MS), end - MOST_ENTRIES);
  while (after < end) {
    const page = read(after, Math.min(PAGE, end - after));
    for (const entry of page) if (entry.seq <= end && entry.at <= toAt) past.take(entry);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.seq;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return past.list();
}

/** What the ledger told, and those of now that it did not tell of: they are not on disk yet, or began long ago. */
export function withAlertsOfNow(told: readonly Alert[], ofNow: readonly Alert[]): readonly Alert[] {
  const known = new Set(told.map(({ id }) => id));
  return [...ofNow.filter(({ id }) => !known.has(id)), ...told];
}

/** Alerts remembered by an AlertMemory; beyond it the oldest are forgotten. */
const MOST_REMEMBERED = 20_000;

/**
 * Every alert of the ledger's newest entries in its latest state, also what the watch has long let go. It reads on from
 * where it was, so that asking again costs what was written since.
 */
export class AlertMemory {
  readonly #read: ReadLedger;
  readonly #past = new PastAlerts(MOST_REMEMBERED);
  #after: number | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(read: ReadLedger) {
    this.#read = read;
  }

  /** Oldest first. Rejects when the ledger cannot be read. */
  async list(): Promise<readonly Alert[]> {
    const reading = this.#reading.catch(() => undefined).then(() => this.#readOn());
    this.#reading = reading;
    await reading;
    return this.#past.list();
  }

  async #readOn(): Promise<void> {
    this.#after ??= Math.max(0, seqBefore(this.#read, Infinity) - MOST_ENTRIES);
    for (;;) {
      const page = this.#read(this.#after, PAGE);
      for (const entry of page) this.#past.take(entry);
      this.#after = page.at(-1)?.seq ?? this.#after;
      if (page.length < PAGE) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Of the last entry at or before an instant; 0: there is none. */
function seqBefore(read: ReadLedger, at: number): number {
  const isAfter = (seq: number): boolean => {
    const entry = read(seq - 1, 1)[0];
    return entry === undefined || entry.at > at;
  };
  let high = 1;
  while (!isAfter(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isAfter(middle)) high = middle;
    else low = middle;
  }
  return low;
}
