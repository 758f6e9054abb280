import type {
  Label,
  LedgerEntry,
  LedgerFact,
  SharedContent,
  SharedItem,
} from '../../model/index.ts';
import { contentOf, hashItem, isItemShaped, itemId } from '../ledger/item.ts';
import type { Notary } from '../ledger/notary.ts';
import { SeriesBook } from '../ledger/series-book.ts';
import type { SeriesMark } from './messages.ts';
import { UNKNOWN_HASH } from './store.ts';

/** The node's own log, read again when an item is sent. */
export interface OwnLog {
  /** entries after a number, oldest first */
  read(afterSeq: number, limit: number): readonly LedgerEntry[];
}

/** One shared item of the node: what must be remembered of it; its content stays in the log. */
export interface OwnItem extends SeriesMark {
  readonly seq: number;
  readonly prev: string;
  readonly epoch: string;
  readonly type: string;
  readonly label: Label;
  readonly at: number;
  /** recovered: came back from a peer after a restore. void: lost in it, only its place is known */
  readonly kind: 'own' | 'recovered' | 'void';
}

/** What the node has shared, in the order of its log: a fold over it, nothing is stored. */
export class OwnItems {
  readonly list: OwnItem[] = [];
  readonly #byId = new Map<string, number>();
  readonly #marks = new Map<string, OwnItem>();
  /** numbers of each series that a restore lost */
  readonly #holes = new Map<string, Set<number>>();
  readonly #book: SeriesBook;
  readonly #notary: Notary;
  readonly #log: OwnLog;

  constructor(notary: Notary, member: string, log: OwnLog) {
    this.#notary = notary;
    this.#log = log;
    this.#book = new SeriesBook(notary, member);
  }

  get epoch(): string {
    return this.#book.epoch;
  }

  /** The next entry of the own log; gives the index of its item, -1 when it is for nobody else or known. */
  add(entry: LedgerEntry): number {
    if (entry.type !== 'item.recovered') {
      const content = this.#book.add(entry);
      return content === null ? -1 : this.#push(content, entry.seq, 'own');
    }
    const { item } = entry.body;
    if (!isItemShaped(item) || this.indexOf(itemId(item)) >= 0) return -1;
    this.#fillHole(item, entry.seq);
    return this.#push(item, entry.seq, 'recovered');
  }

  /** Index of an item by itemId(); -1: there is none, or only its place. */
  indexOf(id: string): number {
    const index = this.#byId.get(id) ?? -1;
    return this.list[index]?.kind === 'void' ? -1 : index;
  }

  /** What a restore lost for good still has its place in the series, so that those after it can be sent. */
  #fillHole(item: SharedContent, seq: number): void {
    const { series, number, prev, origin, epoch, label, at } = item;
    const last = this.#marks.get(series)?.number ?? 0;
    for (let missing = last + 1; missing < number; missing++) {
      const hash = missing === number - 1 ? prev : UNKNOWN_HASH;
      const place = { origin, series, number: missing, hash, seq, prev: UNKNOWN_HASH, epoch };
      this.#put({ ...place, type: 'void', label, at, kind: 'void' });
    }
  }

  /**
   * Of each series the newest, or the one before the first that was lost: what lies beyond may come back.
   * @param isFor whether the reader of the marks may know that there is a series with this label
   */
  marks(isFor: (label: Label) => boolean): SeriesMark[] {
    const marks: SeriesMark[] = [];
    for (const { origin, series, number, hash, label } of this.#marks.values()) {
      if (!isFor(label)) continue;
      const holes = this.#holes.get(series);
      const first = holes === undefined || holes.size === 0 ? Infinity : Math.min(...holes);
      marks.push({ origin, series, number: Math.min(number, first - 1), hash });
    }
    return marks;
  }

  /** Content, to be signed with the key in use; null when the log does not give it back. */
  contentAt(index: number): SharedContent | null {
    const own = this.list[index];
    const entry = own === undefined ? undefined : this.#log.read(own.seq - 1, 1)[0];
    if (own === undefined || entry?.seq !== own.seq || own.kind === 'void') return null;
    // A recovered item still bears its old signature.
    if (own.kind === 'recovered') return contentOf(recoveredItem(entry));
    const { origin, epoch, series, number, prev, label } = own;
    const { type, at, actor, body } = entry;
    return { origin, epoch, series, number, prev, type, at, actor, body, label };
  }

  #push(content: SharedContent, seq: number, kind: OwnItem['kind']): number {
    const { origin, series, number, prev, epoch, type, label, at } = content;
    const hash = hashItem(this.#notary, content);
    return this.#put({ origin, series, number, hash, seq, prev, epoch, type, label, at, kind });
  }

  #put(own: OwnItem): number {
    // One that came back takes a further place in the list: its void may have gone out already.
    const index = this.list.push(own) - 1;
    this.#byId.set(itemId(own), index);
    const holes = this.#holes.get(own.series) ?? new Set();
    if (own.kind === 'void') this.#holes.set(own.series, holes.add(own.number));
    else holes.delete(own.number);
    const mark = this.#marks.get(own.series);
    if (mark === undefined || mark.number < own.number) this.#marks.set(own.series, own);
    return index;
  }
}

/** The item in the body of an `item.recovered` entry, which was checked before it was written. */
export function recoveredItem({ body }: Pick<LedgerFact, 'body'>): SharedItem {
  return body['item'] as unknown as SharedItem;
}
