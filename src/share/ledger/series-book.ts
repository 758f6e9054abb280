import {
  OWN_ONLY,
  type LedgerEntry,
  type LedgerFact,
  type SharedContent,
} from '../../model/index.ts';
import { FIRST_HASH, hashItem, seriesOf } from './item.ts';
import type { Notary } from './notary.ts';

/** The epoch of a log that was never restored. */
export const FIRST_EPOCH = '0'.repeat(16);

/**
 * The fact that begins a new epoch of a log that was put back from a copy.
 * @param epoch 16 random hexadecimal digits
 * @param after number of the last entry that is known
 */
export function epochFact(
  epoch: string,
  after: number,
  who: { readonly actor: string; readonly reason: string; readonly now: number },
): LedgerFact {
  const { actor, reason, now } = who;
  const body = { epoch, after, reason };
  return { type: 'ledger.epoch', at: now, actor, body, label: OWN_ONLY };
}

/**
 * Numbers the node's own shared entries: a fold over its log, so it needs no store of its own and gives the same
 * numbers whenever it is read again. Entries for the originator only are passed over.
 */
export class SeriesBook {
  readonly #notary: Notary;
  readonly #origin: string;
  readonly #heads = new Map<string, { number: number; hash: string }>();
  #epoch = FIRST_EPOCH;

  constructor(notary: Notary, origin: string) {
    this.#notary = notary;
    this.#origin = origin;
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** The next entry of the own log, in order; null when it is for nobody else. */
  add(entry: LedgerEntry): SharedContent | null {
    if (entry.type === 'ledger.epoch') {
      const { epoch } = entry.body;
      if (typeof epoch === 'string') this.#epoch = epoch;
      this.#heads.clear();
      return null;
    }
    if (entry.label.releasableTo.length === 0) return null;
    const { type, at, actor, body, label } = entry;
    const series = seriesOf(this.#notary, this.#origin, this.#epoch, label);
    const head = this.#heads.get(series);
    const content: SharedContent = {
      origin: this.#origin,
      epoch: this.#epoch,
      series,
      number: (head?.number ?? 0) + 1,
      prev: head?.hash ?? FIRST_HASH,
      type,
      at,
      actor,
      body,
      label,
    };
    const hash = hashItem(this.#notary, content);
    this.#heads.set(series, { number: content.number, hash });
    return content;
  }
}
