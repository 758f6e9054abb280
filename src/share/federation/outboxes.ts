import type { Label, LedgerFact, Reach, SharedItem } from '../../model/index.ts';
import { itemId, signItem } from '../ledger/item.ts';
import type { Notary, Signer } from '../ledger/notary.ts';
import type { ReleaseGate } from '../releasability.ts';
import { MAX_BATCH_ROWS, type OutboxRow, type PeerMessage } from './messages.ts';
import { Outbox } from './outbox.ts';
import type { OwnItem, OwnItems } from './own-items.ts';
import { recallFact } from './relabel.ts';
import type { Roster, RosterMember } from './roster.ts';

/** Signed items kept for the next peer; beyond it all are made anew. */
const MAX_SIGNED = 5_000;

/**
 * What goes to every member: an outbox each, and what has to be taken back because terms or labels have changed. A fold
 * over the own log; only how far each peer has got comes from the peers.
 */
export class Outboxes {
  readonly #notary: Notary;
  readonly #signer: Signer;
  readonly #own: OwnItems;
  readonly #roster: Roster;
  readonly #boxes = new Map<string, Outbox>();
  /** own items (itemId) taken back, by member */
  readonly #recalledFor = new Map<string, Set<string>>();
  /** labels in force of items that were given another one */
  readonly #labels = new Map<string, Label>();
  /** terms of the past */
  readonly #pastGates: ReleaseGate[] = [];
  /** members for whom dueRecalls has to look */
  readonly #unsettled = new Set<string>();
  readonly #signedItems = new Map<number, SharedItem>();
  #extended = 0;

  constructor(notary: Notary, signer: Signer, own: OwnItems, roster: Roster) {
    this.#notary = notary;
    this.#signer = signer;
    this.#own = own;
    this.#roster = roster;
  }

  get(member: string): Outbox | undefined {
    return this.#boxes.get(member);
  }

  entries(): IterableIterator<[string, Outbox]> {
    return this.#boxes.entries();
  }

  /** How far an own item (itemId) has got towards a member. */
  reachOf(member: string, id: string, isUp: boolean): Reach {
    const outbox = this.#boxes.get(member);
    const row = outbox?.rows.indexOf(this.#own.indexOf(id)) ?? -1;
    if (outbox === undefined || row < 0) return 'unknown';
    if (row < outbox.acked) return 'there';
    return row + 1 < outbox.next && isUp ? 'sent' : 'not-sent';
  }

  /** Whether an own item was taken back from a member that could see it. */
  isRecalledFor(member: string, id: string): boolean {
    return this.#recalledFor.get(member)?.has(id) === true;
  }

  /** Brings every outbox up to the own log; Federation calls it after each entry. */
  extend(): void {
    const { list } = this.#own;
    if (this.#extended === list.length) return;
    for (const [member, outbox] of this.#boxes) {
      const known = this.#roster.get(member);
      if (known !== null) outbox.extend(list, this.#extended, known.gate);
    }
    this.#extended = list.length;
  }

  /** A new epoch of the own log has begun. */
  restart(): void {
    for (const outbox of this.#boxes.values()) outbox.restart(this.#own.epoch);
    this.#extended = 0;
    this.extend();
    for (const gate of this.#pastGates) this.#extendPast(gate, 0);
  }

  /** Before the terms of a member change: what went out under them must be known, to be taken back. */
  keepTerms(gate: ReleaseGate): void {
    this.#pastGates.push(gate);
  }

  /** Under terms of the past a member may have got what it may not see now. */
  noteOutdated(gate: ReleaseGate): void {
    this.#pastGates.push(gate);
    this.#extendPast(gate, 0);
  }

  /** An item that came back, and the places before it, may have gone out under any terms a member ever had. */
  noteRecovered(): void {
    // Its label may have been changed by an item that came back before it.
    for (const member of this.#boxes.keys()) this.#unsettled.add(member);
    for (const gate of this.#pastGates) this.#extendPast(gate, this.#extended);
  }

  #extendPast(gate: ReleaseGate, from: number): void {
    const { member } = gate.reader;
    this.#boxes.get(member)?.extend(this.#own.list, from, gate);
    this.#unsettled.add(member);
  }

  /** After the terms of a member were set, changed or ended. */
  settleMember(member: string): void {
    const known = this.#roster.get(member);
    if (known === null) {
      this.#boxes.delete(member);
      return;
    }
    const outbox = this.#boxes.get(member) ?? new Outbox(this.#own.epoch);
    this.#boxes.set(member, outbox);
    outbox.extend(this.#own.list, 0, known.gate);
    this.#unsettled.add(member);
  }

  /** An own `item.recalled`: it is released to the one member that loses the item. */
  noteRecall({ body, label }: Pick<LedgerFact, 'body' | 'label'>): void {
    const { series, number } = body;
    const [loser] = label.releasableTo;
    if (typeof series !== 'string' || typeof number !== 'number' || loser === undefined) return;
    const recalled = this.#recalledFor.get(loser) ?? new Set();
    recalled.add(itemId({ series, number }));
    this.#recalledFor.set(loser, recalled);
  }

  /** An own `item.relabelled`. */
  noteRelabel({ body, label }: Pick<LedgerFact, 'body' | 'label'>): void {
    const { series, number } = body;
    if (typeof series !== 'string' || typeof number !== 'number') return;
    this.#labels.set(itemId({ series, number }), label);
    for (const member of this.#boxes.keys()) this.#unsettled.add(member);
  }

  /** Whether a member may see an own item under its label, and under the one it was given since. */
  #mayStillRead({ gate }: RosterMember, own: OwnItem): boolean {
    const now = this.#labels.get(itemId(own));
    return (
      gate.mayRead(own.origin, own.label) && (now === undefined || gate.mayRead(own.origin, now))
    );
  }

  /** Recalls that are due; see Federation.dueRecalls. */
  dueRecalls(now: number): LedgerFact[] {
    const facts: LedgerFact[] = [];
    for (const member of this.#unsettled) {
      const known = this.#roster.get(member);
      for (const index of known === null ? [] : this.#boxes.get(member)!.rows) {
        const own = this.#own.list[index]!;
        if (known === null || own.kind === 'void' || own.type === 'item.recalled') continue;
        if (this.#mayStillRead(known, own) || this.isRecalledFor(member, itemId(own))) continue;
        facts.push(recallFact(own, known.gate.reader, now));
      }
    }
    // Settled only when they are written: a disk that refuses must not make us forget.
    if (facts.length === 0) this.#unsettled.clear();
    return facts;
  }

  /** The next rows for a member; null: there are none, or the first may not go out yet. */
  nextBatch(known: RosterMember, outbox: Outbox): PeerMessage | null {
    const from = outbox.next;
    const rows: OutboxRow[] = [];
    while (rows.length < MAX_BATCH_ROWS && outbox.next <= outbox.rows.length) {
      const row = this.#row(known, outbox.rows[outbox.next - 1]!);
      if (row === null) break;
      rows.push(row);
      outbox.next++;
    }
    if (rows.length === 0) return null;
    const chain = outbox.chainAt(this.#notary, this.#own.list, outbox.next - 1);
    return { type: 'batch', from, rows, chain };
  }

  #row(known: RosterMember, index: number): OutboxRow | null {
    const own = this.#own.list[index]!;
    const { series, number, hash, kind } = own;
    if (kind === 'void' || this.isRecalledFor(known.terms.member, itemId(own)))
      return { void: { series, number, hash } };
    // Not to be seen any more, and the recall is not written yet (dueRecalls): nothing goes past it.
    if (!this.#mayStillRead(known, own)) return null;
    const item = this.#signed(index);
    return item === null ? null : { item };
  }

  /** Signed once for all peers. */
  #signed(index: number): SharedItem | null {
    const made = this.#signedItems.get(index);
    if (made !== undefined) return made;
    const content = this.#own.contentAt(index);
    if (content === null) return null;
    if (this.#signedItems.size >= MAX_SIGNED) this.#signedItems.clear();
    const item = signItem(this.#notary, this.#signer, content);
    this.#signedItems.set(index, item);
    return item;
  }
}
