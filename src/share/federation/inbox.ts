import type { SharedItem } from '../../model/index.ts';
import { FIRST_HASH, isItemShaped } from '../ledger/item.ts';
import type { Notary } from '../ledger/notary.ts';
import type { ReleaseGate } from '../releasability.ts';
import { checkItem } from './check-item.ts';
import type { MemberKeys } from './member-keys.ts';
import {
  MAX_BATCH_ROWS,
  MAX_MARKS,
  type PeerMessage,
  type Position,
  type SeriesMark,
} from './messages.ts';
import { emptyCommit, NOTHING, type Step } from './step.ts';
import type {
  Commit,
  FederationStore,
  Quarantined,
  SeriesHead,
  StoredFederation,
} from './store.ts';
import { MAX_QUARANTINE, UNKNOWN_HASH } from './store.ts';
import { forkOf, takeBatch, type Taken } from './take-batch.ts';

/** Items shown as evidence in answer to one message at most. */
const MAX_EVIDENCE = 10;

/**
 * What a node holds of other members: how far it has taken each outbox, the head of every series, what was refused and
 * why. It compares what others hold of a third with its own: a member with two tongues is found and told of.
 */
export class Inbox {
  readonly quarantine: Quarantined[] = [];
  readonly #notary: Notary;
  readonly #store: FederationStore;
  readonly #keys: MemberKeys;
  readonly #positions = new Map<string, Position>();
  readonly #heads = new Map<string, SeriesHead>();

  constructor(notary: Notary, store: FederationStore, keys: MemberKeys, stored: StoredFederation) {
    this.#notary = notary;
    this.#store = store;
    this.#keys = keys;
    for (const [peer, position] of stored.positions) this.#positions.set(peer, position);
    for (const head of stored.heads) this.#heads.set(head.series, head);
    this.quarantine.push(...stored.quarantine);
  }

  /** After commit() of the store has returned. */
  apply(commit: Commit): void {
    if (commit.position !== null) this.#positions.set(commit.peer, commit.position);
    for (const head of commit.heads) this.#heads.set(head.series, head);
    this.quarantine.push(...commit.quarantine);
    this.quarantine.splice(0, Math.max(0, this.quarantine.length - MAX_QUARANTINE));
  }

  /** How far a peer's outbox has been taken. */
  positionOf(peer: string): Position | undefined {
    return this.#positions.get(peer);
  }

  /** Series of a member that were closed because it told different things. */
  closedOf(member: string): number {
    let closed = 0;
    for (const head of this.#heads.values()) if (head.origin === member && head.isClosed) closed++;
    return closed;
  }

  take(
    peer: string,
    epoch: string,
    batch: Extract<PeerMessage, { type: 'batch' }>,
    now: number,
  ): Taken {
    const from = this.#positions.get(peer) ?? { epoch, n: 0, chain: FIRST_HASH };
    const context = {
      notary: this.#notary,
      store: this.#store,
      heads: this.#heads,
      ring: this.#keys.get(peer)!,
      peer,
      now,
    };
    return takeBatch(context, epoch, from, batch);
  }

  /** What this node holds of others and the peer may see too. */
  marksFor(gate: ReleaseGate): SeriesMark[] {
    const marks: SeriesMark[] = [];
    for (const head of this.#heads.values()) {
      if (head.origin === gate.reader.member || !gate.mayRead(head.origin, head.label)) continue;
      const { origin, series, number, hash } = head;
      marks.push({ origin, series, number, hash });
      if (marks.length >= MAX_MARKS) break;
    }
    return marks;
  }

  /** Marks that differ from ours: our item goes as evidence; marks prove nothing by themselves. */
  compare(gate: ReleaseGate, marks: readonly SeriesMark[]): Step {
    const send: PeerMessage[] = [];
    for (const mark of marks) {
      const head = this.#heads.get(mark.series);
      if (head === undefined || mark.number > head.number) continue;
      const hash = this.#hashAt(mark);
      if (hash === UNKNOWN_HASH || mark.hash === UNKNOWN_HASH || hash === mark.hash) continue;
      const item = this.#store.itemAt(mark.series, mark.number);
      if (item !== null && gate.mayRead(item.origin, item.label))
        send.push({ type: 'evidence', item });
      if (send.length >= MAX_EVIDENCE) break;
    }
    return { ...NOTHING, send };
  }

  /** An item that somebody else was given: signed as ours is, and different under the same number. */
  hearEvidence(gate: ReleaseGate, value: unknown, now: number): Step {
    if (!isItemShaped(value)) return NOTHING;
    const ring = this.#keys.get(value.origin);
    const head = this.#heads.get(value.series);
    if (ring === undefined || head === undefined || head.isClosed) return NOTHING;
    const checked = checkItem(this.#notary, ring, value, 0);
    if (!checked.ok) return NOTHING;
    const { item, hash } = checked.value;
    const ours = this.#hashAt(item);
    if (ours === UNKNOWN_HASH || ours === hash) return NOTHING;
    const mine = this.#store.itemAt(item.series, item.number);
    const commit: Commit = {
      ...emptyCommit(item.origin, now),
      heads: [{ ...head, isClosed: true }],
      quarantine: [forkOf(item.origin, item, mine, now)],
    };
    const isTheirs = mine !== null && gate.mayRead(mine.origin, mine.label);
    return { ...NOTHING, commit, send: isTheirs ? [{ type: 'evidence', item: mine }] : [] };
  }

  /** A restored peer's own items, as far as we hold them and it says that it does not. */
  giveBack(peer: string, { marks, askedAt }: Extract<PeerMessage, { type: 'recover' }>): Step {
    const held = this.#store.itemsBeyond(peer, marks, MAX_BATCH_ROWS + 1);
    const items: readonly SharedItem[] = held.slice(0, MAX_BATCH_ROWS);
    const isMore = held.length > MAX_BATCH_ROWS;
    return { ...NOTHING, send: [{ type: 'recovered', items, isMore, askedAt }] };
  }

  #hashAt({ series, number }: { readonly series: string; readonly number: number }): string {
    return this.#store.placeOf(series, number)?.hash ?? UNKNOWN_HASH;
  }
}
