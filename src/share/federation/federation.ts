import {
  OWN_ONLY,
  type ItemFault,
  type Label,
  type LedgerEntry,
  type LedgerFact,
  type LinkStatus,
  type Reach,
  type SharedContent,
  type SharedItem,
} from '../../model/index.ts';
import type { ReleaseGate } from '../releasability.ts';
import { FIRST_HASH, isItemShaped, itemId, signItem } from '../ledger/item.ts';
import { followRotations, makeKeyRing, readRotation, revokeKey } from '../ledger/key-ring.ts';
import type { KeyRing } from '../ledger/key-ring.ts';
import type { Notary, Signer } from '../ledger/notary.ts';
import { checkItem } from './check-item.ts';
import { HELLO_MS, Link, RESEND_MS, REWIND_MS, WITNESS_MS } from './link.ts';
import {
  MAX_BATCH_ROWS,
  MAX_MARKS,
  type Envelope,
  type OutboxRow,
  type PeerMessage,
  type Position,
  type SeriesMark,
} from './messages.ts';
import { Outbox, WINDOW_ROWS } from './outbox.ts';
import { OwnItems, type OwnItem, type OwnLog } from './own-items.ts';
import { recallFact } from './relabel.ts';
import { Roster, type RosterMember } from './roster.ts';
import type { Commit, FederationStore, Quarantined, SeriesHead } from './store.ts';
import { MAX_QUARANTINE, UNKNOWN_HASH } from './store.ts';
import { eventId } from './to-event.ts';
import { forkOf, takeBatch } from './take-batch.ts';

export interface FederationOptions {
  readonly member: string;
  readonly notary: Notary;
  readonly signer: Signer;
  readonly log: OwnLog;
  readonly store: FederationStore;
}

/**
 * What a message leads to. The shell writes `commit` durably, then calls apply(commit), appends `append` to the own log
 * (and hands the entries to addOwn), then sends `send`. When the disk refuses it drops the whole step: the peer sends
 * again.
 */
export interface Step {
  readonly commit: Commit | null;
  readonly append: readonly LedgerFact[];
  /** the own log must begin a new epoch before anything is written: this node was put back from a copy */
  readonly needsEpoch: boolean;
  readonly send: readonly PeerMessage[];
}

export interface Outgoing {
  readonly to: string;
  readonly envelope: Envelope;
}

/** Signed items kept for the next peer; beyond it all are made anew. */
const MAX_SIGNED = 5_000;

const NOTHING: Step = { commit: null, append: [], needsEpoch: false, send: [] };

/**
 * The federation of one node, without sockets, clock or disk: what goes to each peer, what is taken from each, and what
 * is told about members that do not keep to the rules. Rules FED-1 .. FED-12 in docs/spec/federation.md.
 */
export class Federation {
  readonly member: string;
  readonly roster = new Roster();
  readonly own: OwnItems;
  readonly quarantine: Quarantined[] = [];
  readonly #notary: Notary;
  readonly #signer: Signer;
  readonly #store: FederationStore;
  readonly #links = new Map<string, Link>();
  readonly #outboxes = new Map<string, Outbox>();
  readonly #positions: Map<string, Position>;
  readonly #heads = new Map<string, SeriesHead>();
  readonly #rings = new Map<string, KeyRing>();
  readonly #recalledFor = new Map<string, Set<string>>();
  readonly #rotations: unknown[] = [];
  /** labels in force of items that were given another one */
  readonly #labels = new Map<string, Label>();
  /** terms of the past */
  readonly #pastGates: ReleaseGate[] = [];
  /** members for whom dueRecalls has to look */
  readonly #unsettled = new Set<string>();
  readonly #signedItems = new Map<number, SharedItem>();
  #ownRing: KeyRing;
  #extended = 0;

  /** Reads what is stored; then give every entry of the own log to addOwn, in order. */
  constructor(options: FederationOptions) {
    this.member = options.member;
    this.#notary = options.notary;
    this.#signer = options.signer;
    this.#store = options.store;
    this.own = new OwnItems(options.notary, options.member, options.log);
    this.#ownRing = makeKeyRing(options.notary, options.member, options.signer.publicKey);
    const stored = options.store.load();
    this.#positions = new Map(stored.positions);
    for (const head of stored.heads) this.#heads.set(head.series, head);
    for (const ring of stored.rings) this.#rings.set(ring.member, ring);
    this.quarantine.push(...stored.quarantine);
  }

  /** An entry of the own log, durable, in order of its number. */
  addOwn(entry: LedgerEntry): void {
    // Every outbox is brought up to date first, so that its order is the same whenever the log is read again.
    this.#extend();
    const epoch = this.own.epoch;
    const index = this.own.add(entry);
    if (this.own.epoch !== epoch) this.#restartOutboxes();
    const fact = index >= 0 && entry.type === 'item.recovered' ? innerOf(entry) : entry;
    if (fact.type.startsWith('member.')) {
      // What went out under the terms before must be known, to be taken back when it may no longer be seen.
      this.#extend();
      const before = fact === entry ? null : this.roster.outdated(fact);
      const { member } = fact.body;
      const gate = typeof member === 'string' ? this.roster.get(member)?.gate : undefined;
      if (gate !== undefined) this.#pastGates.push(gate);
      const changed = before === null ? this.roster.add(fact) : null;
      if (before !== null) this.#noteOutdated(before);
      if (changed !== null) this.#settleMember(changed);
    }
    if (index >= 0) this.#noteOwn(this.own.list[index]!, fact);
    if (fact !== entry) this.#noteRecovered(index);
    this.#noteRelabel(fact);
  }

  linkUp(member: string): void {
    this.#link(member).up();
  }

  linkDown(member: string): void {
    this.#link(member).down();
  }

  /** Changes volatile state of the link only; see Step for what the caller must do. */
  receive(peer: string, envelope: Envelope, now: number): Step {
    const known = this.roster.get(peer);
    if (known === null) return NOTHING;
    const link = this.#link(peer);
    link.hear(envelope, now);
    const step = this.#handle(known, envelope, now);
    this.#noteComplete(link, envelope, step.commit?.position ?? this.#positions.get(peer));
    return step;
  }

  /** After commit() of the store has returned. Gives what is new for the domains: items, and eventIds taken back. */
  apply(commit: Commit): {
    readonly items: readonly SharedItem[];
    readonly recalls: readonly string[];
  } {
    if (commit.position !== null) this.#positions.set(commit.peer, commit.position);
    for (const head of commit.heads) this.#heads.set(head.series, head);
    if (commit.ring !== null) this.#rings.set(commit.ring.member, commit.ring);
    this.quarantine.push(...commit.quarantine);
    this.quarantine.splice(0, Math.max(0, this.quarantine.length - MAX_QUARANTINE));
    return {
      items: commit.items.map(({ item }) => item),
      recalls: commit.recalls.map((one) => eventId(commit.peer, one)),
    };
  }

  /**
   * What is to be sent now. Call it after every step and about every 100 ms.
   * @param asOf everything written with a time up to this is in addOwn() already; below `now` while a write is under way
   */
  poll(now: number, asOf = now): Outgoing[] {
    this.#extend();
    const out: Outgoing[] = [];
    for (const known of this.roster.members()) {
      const { member } = known.terms;
      const link = this.#link(member);
      if (!link.isUp) continue;
      for (const message of this.#due(known, link, now))
        out.push({ to: member, envelope: this.envelope(member, message, now, asOf) });
    }
    return out;
  }

  envelope(member: string, message: PeerMessage, now: number, asOf: number): Envelope {
    this.#extend();
    const outbox = this.#outboxes.get(member);
    return {
      v: 1,
      sentAt: now,
      epoch: this.own.epoch,
      upTo: outbox?.rows.length ?? 0,
      asOf,
      echo: this.#link(member).echo(now),
      message,
    };
  }

  /** Up to when, by its own clock, everything the member wrote for us is here; see HeardAt in src/respond. */
  heardAt(member: string): number {
    return this.#links.get(member)?.completeAt ?? Number.NEGATIVE_INFINITY;
  }

  /** How far an own item (itemId) has got towards a member. */
  reachOf(member: string, id: string): Reach {
    const outbox = this.#outboxes.get(member);
    const row = outbox?.rows.indexOf(this.own.indexOf(id)) ?? -1;
    if (outbox === undefined || row < 0) return 'unknown';
    if (row < outbox.acked) return 'there';
    return row + 1 < outbox.next && this.#link(member).isUp ? 'sent' : 'not-sent';
  }

  /** Whether an own item was taken back from a member that could see it. */
  isRecalledFor(member: string, id: string): boolean {
    return this.#recalledFor.get(member)?.has(id) === true;
  }

  /** Nothing is left to be sent, acknowledged or asked for on links that are up. */
  isIdle(): boolean {
    this.#extend();
    for (const [member, outbox] of this.#outboxes) {
      const link = this.#link(member);
      if (!link.isSettled || link.wantsRecovery || outbox.acked < outbox.rows.length) return false;
    }
    return true;
  }

  /** Changes of this node's key, oldest first: KeyRotation. */
  rotations(): readonly unknown[] {
    return this.#rotations;
  }

  /** Whether a key is a member's, by the pinned one and changes of key that prove themselves. */
  isKeyOf(member: string, publicKey: string, rotations: readonly unknown[]): boolean {
    const ring = this.#rings.get(member);
    if (ring === undefined || this.roster.get(member) === null) return false;
    const { keys } = followRotations(this.#notary, ring, rotations, 0);
    return keys.some((key) => key.status === 'current' && key.publicKey === publicKey);
  }

  ringOf(member: string): KeyRing | null {
    return member === this.member ? this.#ownRing : (this.#rings.get(member) ?? null);
  }

  links(now: number): LinkStatus[] {
    this.#extend();
    return [...this.roster.members()].map(({ terms }) =>
      this.#status(terms.member, terms.name, now),
    );
  }

  #status(member: string, name: string, now: number): LinkStatus {
    const link = this.#link(member);
    const outbox = this.#outboxes.get(member)!;
    const oldest = outbox.rows[outbox.acked];
    const position = this.#positions.get(member);
    let quarantined = 0;
    for (const head of this.#heads.values())
      if (head.origin === member && head.isClosed) quarantined++;
    return {
      member,
      name,
      isUp: link.isUp,
      heardAt: link.heardAt,
      clockOffsetMs: link.clockOffsetMs,
      queued: outbox.rows.length - outbox.acked,
      lagMs: oldest === undefined ? 0 : Math.max(0, now - this.own.list[oldest]!.at),
      sent: outbox.acked,
      received: position?.epoch === link.peerEpoch ? position.n : 0,
      announced: link.announced,
      key: this.#rings.get(member)?.keys.at(-1)?.fingerprint ?? '',
      faults: { ...link.faults },
      trouble: link.trouble,
      quarantined,
    };
  }

  #link(member: string): Link {
    let link = this.#links.get(member);
    if (link === undefined) {
      link = new Link(member);
      this.#links.set(member, link);
    }
    return link;
  }

  #noteOwn(own: OwnItem, { body }: Pick<LedgerFact, 'body'>): void {
    if (own.type === 'key.rotated' && readRotation(this.#notary, this.member, body)) {
      this.#rotations.push(body);
      this.#ownRing = ringOfRotations(this.#notary, this.member, this.#rotations, this.#signer);
    }
    if (own.type !== 'item.recalled') return;
    const { series, number } = body;
    const [loser] = own.label.releasableTo;
    if (typeof series !== 'string' || typeof number !== 'number' || loser === undefined) return;
    const recalled = this.#recalledFor.get(loser) ?? new Set();
    recalled.add(itemId({ series, number }));
    this.#recalledFor.set(loser, recalled);
  }

  #noteRelabel({ type, body, label }: Pick<LedgerFact, 'type' | 'body' | 'label'>): void {
    if (type !== 'item.relabelled') return;
    const { series, number } = body;
    if (typeof series !== 'string' || typeof number !== 'number') return;
    this.#labels.set(itemId({ series, number }), label);
    for (const member of this.#outboxes.keys()) this.#unsettled.add(member);
  }

  /** Whether a member may see an own item under its label, and under the one it was given since. */
  #mayStillRead({ gate }: RosterMember, own: OwnItem): boolean {
    const now = this.#labels.get(itemId(own));
    return (
      gate.mayRead(own.origin, own.label) && (now === undefined || gate.mayRead(own.origin, now))
    );
  }

  /**
   * Recalls that are due: what was put into a member's outbox and may no longer be seen by it, because its terms or the
   * item's label have changed. Append them; until then nothing of it is sent.
   */
  dueRecalls(now: number): LedgerFact[] {
    const facts: LedgerFact[] = [];
    this.#extend();
    for (const member of this.#unsettled) {
      const known = this.roster.get(member);
      for (const index of known === null ? [] : this.#outboxes.get(member)!.rows) {
        const own = this.own.list[index]!;
        if (known === null || own.kind === 'void' || own.type === 'item.recalled') continue;
        if (this.#mayStillRead(known, own) || this.isRecalledFor(member, itemId(own))) continue;
        facts.push(recallFact(own, known.gate.reader, now));
      }
    }
    // Settled only when they are written: a disk that refuses must not make us forget.
    if (facts.length === 0) this.#unsettled.clear();
    return facts;
  }

  #restartOutboxes(): void {
    for (const outbox of this.#outboxes.values()) outbox.restart(this.own.epoch);
    this.#extended = 0;
    this.#extend();
    for (const gate of this.#pastGates) {
      this.#outboxes.get(gate.reader.member)?.extend(this.own.list, 0, gate);
      this.#unsettled.add(gate.reader.member);
    }
  }

  /** Under terms of the past a member may have got what it may not see now. */
  #noteOutdated(gate: ReleaseGate): void {
    const { member } = gate.reader;
    this.#pastGates.push(gate);
    this.#outboxes.get(member)?.extend(this.own.list, 0, gate);
    this.#unsettled.add(member);
  }

  /** An item that came back may have gone out under any terms a member ever had. */
  #noteRecovered(index: number): void {
    // Its label may have been changed by an item that came back before it.
    for (const member of this.#outboxes.keys()) this.#unsettled.add(member);
    for (const gate of this.#pastGates) {
      const { member } = gate.reader;
      this.#outboxes.get(member)?.extend(this.own.list, index, gate);
    }
  }

  /** After the terms of a member were set, changed or ended. */
  #settleMember(member: string): void {
    const known = this.roster.get(member);
    if (known === null) {
      this.#outboxes.delete(member);
      return;
    }
    const { publicKey } = known.terms;
    let ring = this.#rings.get(member);
    if (ring?.keys.some((key) => key.publicKey === publicKey) !== true)
      ring = makeKeyRing(this.#notary, member, publicKey);
    for (const [key, at] of known.revoked) ring = revokeKey(ring, key, at);
    this.#rings.set(member, ring);
    this.#extend();
    const outbox = this.#outboxes.get(member) ?? new Outbox(this.own.epoch);
    this.#outboxes.set(member, outbox);
    outbox.extend(this.own.list, 0, known.gate);
    this.#unsettled.add(member);
  }

  /** Brings every outbox up to the own log. */
  #extend(): void {
    const { list } = this.own;
    if (this.#extended === list.length) return;
    for (const [member, outbox] of this.#outboxes) {
      const known = this.roster.get(member);
      if (known !== null) outbox.extend(list, this.#extended, known.gate);
    }
    this.#extended = list.length;
  }

  #due({ terms, gate }: RosterMember, link: Link, now: number): PeerMessage[] {
    const out: PeerMessage[] = [];
    const outbox = this.#outboxes.get(terms.member)!;
    if (now - link.helloAt >= HELLO_MS) {
      link.helloAt = now;
      out.push(this.#hello(terms.member));
    }
    if (link.wantsRecovery && now - link.recoverAt >= RESEND_MS) {
      link.recoverAt = now;
      out.push({
        type: 'recover',
        marks: this.own.marks((label) => gate.mayRead(this.member, label)).slice(0, MAX_MARKS),
      });
    }
    if (!link.isSettled) return out;
    if (
      outbox.next > outbox.acked + 1 &&
      now - Math.max(outbox.sentAt, link.progressAt) >= RESEND_MS
    )
      outbox.next = outbox.acked + 1;
    while (outbox.next <= outbox.rows.length && outbox.next - outbox.acked <= WINDOW_ROWS) {
      const batch = this.#batch(terms.member, outbox);
      if (batch === null) break;
      outbox.sentAt = now;
      out.push(batch);
    }
    if (now - link.witnessAt >= WITNESS_MS) {
      link.witnessAt = now;
      const marks = this.#marksFor(terms.member, gate);
      if (marks.length > 0) out.push({ type: 'witness', marks });
    }
    return out;
  }

  #hello(member: string): PeerMessage {
    const have = this.#positions.get(member) ?? null;
    return { type: 'hello', have, rotations: this.#rotations };
  }

  #batch(member: string, outbox: Outbox): PeerMessage | null {
    const from = outbox.next;
    const rows: OutboxRow[] = [];
    const known = this.roster.get(member)!;
    while (rows.length < MAX_BATCH_ROWS && outbox.next <= outbox.rows.length) {
      const index = outbox.rows[outbox.next - 1]!;
      const own = this.own.list[index]!;
      const { series, number, hash, kind } = own;
      if (kind === 'void' || this.isRecalledFor(member, itemId(own)))
        rows.push({ void: { series, number, hash } });
      // Not to be seen any more, and the recall is not written yet (dueRecalls): nothing goes past it.
      else if (!this.#mayStillRead(known, own)) break;
      else {
        const item = this.#signed(index);
        if (item === null) break;
        rows.push({ item });
      }
      outbox.next++;
    }
    if (rows.length === 0) return null;
    const chain = outbox.chainAt(this.#notary, this.own.list, outbox.next - 1);
    return { type: 'batch', from, rows, chain };
  }

  /** Signed once for all peers. */
  #signed(index: number): SharedItem | null {
    const made = this.#signedItems.get(index);
    if (made !== undefined) return made;
    const content = this.own.contentAt(index);
    if (content === null) return null;
    if (this.#signedItems.size >= MAX_SIGNED) this.#signedItems.clear();
    const item = signItem(this.#notary, this.#signer, contentOnly(content));
    this.#signedItems.set(index, item);
    return item;
  }

  /** What this node holds of others and the peer may see too. */
  #marksFor(member: string, gate: RosterMember['gate']): SeriesMark[] {
    const marks: SeriesMark[] = [];
    for (const head of this.#heads.values()) {
      if (head.origin === member || !gate.mayRead(head.origin, head.label)) continue;
      const { origin, series, number, hash } = head;
      marks.push({ origin, series, number, hash });
      if (marks.length >= MAX_MARKS) break;
    }
    return marks;
  }

  #handle(known: RosterMember, envelope: Envelope, now: number): Step {
    const { message } = envelope;
    const peer = known.terms.member;
    switch (message.type) {
      case 'hello':
        return this.#handleHello(peer, message, now);
      case 'ack':
        return this.#handleAck(peer, message.have, message.again, now);
      case 'batch':
        return this.#handleBatch(peer, envelope.epoch, message, now);
      case 'witness':
        return this.#handleWitness(known, message.marks);
      case 'evidence':
        return this.#handleEvidence(known, message.item, now);
      case 'recover': {
        const held = this.#store.itemsBeyond(peer, message.marks, MAX_BATCH_ROWS + 1);
        const items = held.slice(0, MAX_BATCH_ROWS);
        const isMore = held.length > MAX_BATCH_ROWS;
        return { ...NOTHING, send: [{ type: 'recovered', items, isMore }] };
      }
      case 'recovered':
        return this.#handleRecovered(peer, message.items, message.isMore, now);
    }
  }

  #handleHello(
    peer: string,
    { have, rotations }: Extract<PeerMessage, { type: 'hello' }>,
    now: number,
  ): Step {
    const link = this.#link(peer);
    const ring = this.#rings.get(peer)!;
    const next = followRotations(this.#notary, ring, rotations, now);
    const commit = next === ring ? null : { ...emptyCommit(peer, now), ring: next };
    const isSettled = this.#settle(peer, have, true);
    if (!link.isSettled && isSettled) {
      link.isSettled = true;
      // The peer may have come up after our own hello was lost.
      link.helloAt = Number.NEGATIVE_INFINITY;
    }
    return { ...NOTHING, commit };
  }

  /** The peer says where it stands in our outbox; false: it knows more of us than we do. */
  #settle(peer: string, have: Position | null, isHello: boolean): boolean {
    const outbox = this.#outboxes.get(peer)!;
    const link = this.#link(peer);
    const at = have ?? { epoch: outbox.epoch, n: 0, chain: FIRST_HASH };
    const before = outbox.acked;
    if (!isHello && at.epoch === outbox.epoch && at.n < before) return true;
    this.#extend();
    switch (outbox.settle(this.#notary, this.own.list, at)) {
      case 'ok':
        if (outbox.acked < before) outbox.next = outbox.acked + 1;
        return true;
      case 'ahead':
        // Its word alone proves nothing: it must show an item of ours that we do not know.
        link.wantsRecovery = true;
        return false;
      case 'old-epoch':
        if (isHello && at.n > 0) {
          link.wantsRecovery = true;
          if (outbox.acked > 0) outbox.restartSending();
        }
        return true;
    }
  }

  #handleAck(peer: string, have: Position, again: boolean, now: number): Step {
    const outbox = this.#outboxes.get(peer)!;
    const link = this.#link(peer);
    const before = outbox.acked;
    this.#settle(peer, have, false);
    if (outbox.acked > before) link.progressAt = now;
    if (again && have.epoch === outbox.epoch && now - outbox.rewoundAt >= REWIND_MS) {
      outbox.rewoundAt = now;
      if (have.n < outbox.acked) outbox.restartSending();
      outbox.next = outbox.acked + 1;
    }
    return NOTHING;
  }

  #handleBatch(
    peer: string,
    epoch: string,
    batch: Extract<PeerMessage, { type: 'batch' }>,
    now: number,
  ): Step {
    const from = this.#positions.get(peer) ?? { epoch, n: 0, chain: FIRST_HASH };
    const context = {
      notary: this.#notary,
      store: this.#store,
      heads: this.#heads,
      ring: this.#rings.get(peer)!,
      peer,
      now,
    };
    const { commit, position, again, fault } = takeBatch(context, epoch, from, batch);
    if (fault !== null) this.#link(peer).count(fault);
    for (const one of commit?.quarantine ?? []) this.#link(peer).count(faultOf(one));
    return { ...NOTHING, commit, send: [{ type: 'ack', have: position, again }] };
  }

  /** Marks that differ from ours: our item goes as evidence; marks prove nothing by themselves. */
  #handleWitness({ gate }: RosterMember, marks: readonly SeriesMark[]): Step {
    const send: PeerMessage[] = [];
    for (const mark of marks) {
      const head = this.#heads.get(mark.series);
      if (head === undefined || mark.number > head.number) continue;
      const hash = this.#store.placeOf(mark.series, mark.number)?.hash ?? UNKNOWN_HASH;
      if (hash === UNKNOWN_HASH || mark.hash === UNKNOWN_HASH || hash === mark.hash) continue;
      const item = this.#store.itemAt(mark.series, mark.number);
      if (item !== null && gate.mayRead(item.origin, item.label))
        send.push({ type: 'evidence', item });
      if (send.length >= 10) break;
    }
    return { ...NOTHING, send };
  }

  /** An item that somebody else was given: signed as ours is, and different under the same number. */
  #handleEvidence({ gate }: RosterMember, value: unknown, now: number): Step {
    if (!isItemShaped(value)) return NOTHING;
    const ring = this.#rings.get(value.origin);
    const head = this.#heads.get(value.series);
    if (ring === undefined || head === undefined || head.isClosed) return NOTHING;
    const checked = checkItem(this.#notary, ring, value, 0);
    if (!checked.ok) return NOTHING;
    const { item, hash } = checked.value;
    const ours = this.#store.placeOf(item.series, item.number)?.hash ?? UNKNOWN_HASH;
    if (ours === UNKNOWN_HASH || ours === hash) return NOTHING;
    const mine = this.#store.itemAt(item.series, item.number);
    const fork = forkOf(item.origin, item, mine, now);
    this.#link(item.origin).count(faultOf(fork));
    const commit: Commit = {
      ...emptyCommit(item.origin, now),
      heads: [{ ...head, isClosed: true }],
      quarantine: [fork],
    };
    const isTheirs = mine !== null && gate.mayRead(mine.origin, mine.label);
    return { ...NOTHING, commit, send: isTheirs ? [{ type: 'evidence', item: mine }] : [] };
  }

  /** Own items that a restore has forgotten: as good as ever, they bear our signature. */
  #handleRecovered(peer: string, items: readonly SharedItem[], isMore: boolean, now: number): Step {
    const append: LedgerFact[] = [];
    let needsEpoch = false;
    for (const value of items) {
      const checked = checkItem(this.#notary, this.#ownRing, value, 0);
      if (!checked.ok) {
        this.#link(peer).count({ ...checked.fault, member: peer });
        continue;
      }
      const { item } = checked.value;
      if (this.own.indexOf(itemId(item)) >= 0) continue;
      // An item of this very epoch that we do not know: this node was put back from a copy without being told so.
      needsEpoch ||= item.epoch === this.own.epoch;
      const body = { item } as unknown as LedgerFact['body'];
      append.push({ type: 'item.recovered', at: now, actor: 'node', body, label: OWN_ONLY });
    }
    this.#link(peer).wantsRecovery = isMore;
    this.#link(peer).recoverAt = Number.NEGATIVE_INFINITY;
    return { ...NOTHING, append, needsEpoch };
  }

  #noteComplete(link: Link, { epoch, upTo, asOf }: Envelope, position: Position | undefined): void {
    const n = position?.epoch === epoch ? position.n : 0;
    if (n >= upTo) link.completeAt = Math.max(link.completeAt, asOf);
  }
}

function innerOf(entry: LedgerEntry): SharedItem {
  return entry.body['item'] as unknown as SharedItem;
}

/** A recovered item still bears its old signature. */
function contentOnly(item: SharedContent): SharedContent {
  const { origin, epoch, series, number, prev, type, at, actor, body, label } = item;
  return { origin, epoch, series, number, prev, type, at, actor, body, label };
}

function emptyCommit(peer: string, takenAt: number): Commit {
  return {
    peer,
    position: null,
    items: [],
    voids: [],
    recalls: [],
    heads: [],
    ring: null,
    quarantine: [],
    takenAt,
  };
}

function faultOf({ code, member, text }: Quarantined): ItemFault {
  return { code, member, text };
}

/** The node's own keys, the first one as the first change names it. */
function ringOfRotations(
  notary: Notary,
  member: string,
  rotations: readonly unknown[],
  signer: Signer,
): KeyRing {
  const first = readRotation(notary, member, rotations[0])?.oldKey ?? signer.publicKey;
  return followRotations(notary, makeKeyRing(notary, member, first), rotations, Number.MAX_VALUE);
}
