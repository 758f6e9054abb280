import type { SharedItem } from '../../model/index.ts';
import { itemId } from '../ledger/item.ts';
import type { KeyRing } from '../ledger/key-ring.ts';
import type { Position, SeriesMark } from './messages.ts';
import {
  MAX_QUARANTINE,
  type Commit,
  type FederationStore,
  type Place,
  type Quarantined,
  type SeriesHead,
  type StoredFederation,
} from './store.ts';

/** The federation store without a disk: for tests and the simulation, and the plain statement of what it must do. */
export class MemoryFederationStore implements FederationStore {
  readonly #positions = new Map<string, Position>();
  readonly #heads = new Map<string, SeriesHead>();
  readonly #rings = new Map<string, KeyRing>();
  readonly #places = new Map<string, { place: Place; item: SharedItem | null; takenAt: number }>();
  #quarantine: Quarantined[] = [];

  load(): StoredFederation {
    return {
      positions: new Map(this.#positions),
      heads: [...this.#heads.values()],
      rings: [...this.#rings.values()],
      quarantine: [...this.#quarantine],
    };
  }

  commit(commit: Commit): void {
    const { items, voids, recalls, heads, ring, quarantine, position, takenAt } = commit;
    if (position !== null) this.#positions.set(commit.peer, position);
    for (const head of heads) this.#heads.set(head.series, head);
    if (ring !== null) this.#rings.set(ring.member, ring);
    for (const mark of voids)
      this.#places.set(itemId(mark), {
        place: { hash: mark.hash, state: 'void' },
        item: null,
        takenAt,
      });
    for (const { item, hash } of items) {
      const id = itemId(item);
      // A place that was void before moves to the end: order of arrival.
      this.#places.delete(id);
      this.#places.set(id, { place: { hash, state: 'held' }, item, takenAt });
    }
    for (const recall of recalls) {
      const known = this.#places.get(itemId(recall));
      if (known === undefined) continue;
      known.place = { hash: known.place.hash, state: 'recalled' };
      known.item = null;
    }
    this.#quarantine = [...this.#quarantine, ...quarantine].slice(-MAX_QUARANTINE);
  }

  placeOf(series: string, number: number): Place | null {
    return this.#places.get(itemId({ series, number }))?.place ?? null;
  }

  itemAt(series: string, number: number): SharedItem | null {
    return this.#places.get(itemId({ series, number }))?.item ?? null;
  }

  itemsBeyond(origin: string, marks: readonly SeriesMark[], limit: number): SharedItem[] {
    const known = new Map(marks.map((mark) => [mark.series, mark.number]));
    const found: SharedItem[] = [];
    for (const { item } of this.#places.values()) {
      if (item === null || item.origin !== origin) continue;
      if (item.number <= (known.get(item.series) ?? 0)) continue;
      found.push(item);
      if (found.length >= limit) break;
    }
    return found;
  }

  *items(): Generator<{ readonly item: SharedItem; readonly takenAt: number }> {
    for (const { item, takenAt } of this.#places.values())
      if (item !== null) yield { item, takenAt };
  }

  /** A copy that shares nothing: a backup. */
  copy(): MemoryFederationStore {
    const copy = new MemoryFederationStore();
    for (const [peer, position] of this.#positions) copy.#positions.set(peer, position);
    for (const [series, head] of this.#heads) copy.#heads.set(series, head);
    for (const [member, ring] of this.#rings) copy.#rings.set(member, ring);
    for (const [id, one] of this.#places) copy.#places.set(id, { ...one });
    copy.#quarantine = [...this.#quarantine];
    return copy;
  }
}
