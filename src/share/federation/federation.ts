import {
  type LedgerEntry,
  type LedgerFact,
  type LinkStatus,
  type RallyEvent,
  type Reach,
  type SharedItem,
} from '../../model/index.ts';
import { FIRST_HASH } from '../ledger/item.ts';
import { followRotations, type KeyRing } from '../ledger/key-ring.ts';
import type { Notary, Signer } from '../ledger/notary.ts';
import type { ReleaseGate } from '../releasability.ts';
import { Inbox } from './inbox.ts';
import { HELLO_MS, Link, RESEND_MS, REWIND_MS, WITNESS_MS } from './link.ts';
import { MemberKeys } from './member-keys.ts';
import { MAX_MARKS, type Envelope, type PeerMessage, type Position } from './messages.ts';
import { WINDOW_ROWS } from './outbox.ts';
import { Outboxes } from './outboxes.ts';
import { OwnItems, recoveredItem, type OwnLog } from './own-items.ts';
import { takeRecovered } from './recovered.ts';
import { readTrack } from './read-track.ts';
import { Roster, type RosterMember } from './roster.ts';
import { emptyCommit, NOTHING, type Step } from './step.ts';
import type { Commit, FederationStore, Quarantined } from './store.ts';
import { eventId, toEvent } from './to-event.ts';

export interface FederationOptions {
  readonly member: string;
  readonly notary: Notary;
  readonly signer: Signer;
  readonly log: OwnLog;
  readonly store: FederationStore;
}

export interface Outgoing {
  readonly to: string;
  readonly envelope: Envelope;
}

/**
 * The federation of one node, without sockets, clock or disk: what goes to each peer (Outboxes), what is taken from each
 * (Inbox), under which keys (MemberKeys), and here what is said on each link. Rules FED-1 .. FED-12 in
 * docs/spec/federation.md.
 */
export class Federation {
  readonly member: string;
  readonly roster = new Roster();
  readonly own: OwnItems;
  readonly #notary: Notary;
  readonly #keys: MemberKeys;
  readonly #outboxes: Outboxes;
  readonly #inbox: Inbox;
  readonly #links = new Map<string, Link>();

  /** Reads what is stored; then give every entry of the own log to addOwn, in order. */
  constructor({ member, notary, signer, log, store }: FederationOptions) {
    this.member = member;
    this.#notary = notary;
    this.own = new OwnItems(notary, member, log);
    const stored = store.load();
    this.#keys = new MemberKeys(notary, member, signer, stored.rings);
    this.#outboxes = new Outboxes(notary, signer, this.own, this.roster);
    this.#inbox = new Inbox(notary, store, this.#keys, stored);
  }

  get quarantine(): readonly Quarantined[] {
    return this.#inbox.quarantine;
  }

  /** An entry of the own log, durable, in order of its number. */
  addOwn(entry: LedgerEntry): void {
    const outboxes = this.#outboxes;
    const epoch = this.own.epoch;
    const index = this.own.add(entry);
    if (this.own.epoch !== epoch) outboxes.restart();
    const fact = index >= 0 && entry.type === 'item.recovered' ? recoveredItem(entry) : entry;
    if (fact.type.startsWith('member.')) this.#addTerms(fact, fact !== entry);
    if (index >= 0 && fact.type === 'key.rotated') this.#keys.noteOwnRotation(fact.body);
    if (index >= 0 && fact.type === 'item.recalled') outboxes.noteRecall(fact);
    if (fact !== entry) outboxes.noteRecovered();
    if (fact.type === 'item.relabelled') outboxes.noteRelabel(fact);
    // After every entry, so that the order in each outbox is the same whenever the log is read again.
    outboxes.extend();
  }

  /** An own entry for the domains, after addOwn() and before the next one; null: it is for nobody else. */
  eventOf({ seq }: LedgerEntry): RallyEvent | null {
    const index = this.own.list.length - 1;
    const content = this.own.list[index]?.seq === seq ? this.own.contentAt(index) : null;
    return content === null ? null : toEvent(content);
  }

  #addTerms(fact: Pick<LedgerEntry, 'type' | 'body' | 'at'>, isRecovered: boolean): void {
    // What went out under the terms before must be known, to be taken back when it may no longer be seen.
    this.#outboxes.extend();
    const before = isRecovered ? this.roster.outdated(fact) : null;
    const { member } = fact.body;
    const gate = typeof member === 'string' ? this.roster.get(member)?.gate : undefined;
    if (gate !== undefined) this.#outboxes.keepTerms(gate);
    if (before !== null) {
      this.#outboxes.noteOutdated(before);
      return;
    }
    const changed = this.roster.add(fact);
    if (changed === null) return;
    const known = this.roster.get(changed);
    if (known !== null) this.#keys.pin(known);
    this.#outboxes.settleMember(changed);
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
    for (const one of step.commit?.quarantine ?? []) this.#link(one.member).count(one);
    this.#noteComplete(link, envelope, step.commit?.position ?? this.#inbox.positionOf(peer));
    return step;
  }

  /** After commit() of the store has returned. Gives what is new for the domains: items, and eventIds taken back. */
  apply(commit: Commit): {
    readonly items: readonly SharedItem[];
    readonly recalls: readonly string[];
  } {
    if (commit.ring !== null) this.#keys.put(commit.ring);
    this.#inbox.apply(commit);
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
    if (message.type === 'tracks') this.#link(member).tracksSent += message.rows.length;
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

  /** Gates of the members whose links are up and who have said where they stand. */
  *reachable(): Generator<ReleaseGate> {
    for (const { terms, gate } of this.roster.members())
      if (this.#link(terms.member).isSettled) yield gate;
  }

  /** A member's clock less ours, ms, as measured; 0 while it is not. */
  clockOffsetOf(member: string): number {
    return this.#links.get(member)?.clockOffsetMs ?? 0;
  }

  /** Up to when, by its own clock, everything the member wrote for us is here; see HeardAt in src/respond. */
  heardAt(member: string): number {
    return this.#links.get(member)?.completeAt ?? Number.NEGATIVE_INFINITY;
  }

  /** How far an own item (itemId) has got towards a member. */
  reachOf(member: string, id: string): Reach {
    return this.#outboxes.reachOf(member, id, this.#link(member).isUp);
  }

  /** Whether an own item was taken back from a member that could see it. */
  isRecalledFor(member: string, id: string): boolean {
    return this.#outboxes.isRecalledFor(member, id);
  }

  /** Nothing is left to be sent, acknowledged or asked for on links that are up. */
  isIdle(): boolean {
    for (const [member, outbox] of this.#outboxes.entries()) {
      const link = this.#link(member);
      if (!link.isSettled || link.wantsRecovery || outbox.acked < outbox.rows.length) return false;
    }
    return true;
  }

  /** Changes of this node's key, oldest first: KeyRotation. */
  rotations(): readonly unknown[] {
    return this.#keys.rotations;
  }

  /** Whether a key is a member's, by the pinned one and changes of key that prove themselves. */
  isKeyOf(member: string, publicKey: string, rotations: readonly unknown[]): boolean {
    return this.roster.get(member) !== null && this.#keys.isKeyOf(member, publicKey, rotations);
  }

  ringOf(member: string): KeyRing | null {
    return member === this.member ? this.#keys.own : (this.#keys.get(member) ?? null);
  }

  links(now: number): LinkStatus[] {
    return [...this.roster.members()].map(({ terms }) =>
      this.#status(terms.member, terms.name, now),
    );
  }

  #status(member: string, name: string, now: number): LinkStatus {
    const link = this.#link(member);
    const outbox = this.#outboxes.get(member)!;
    const oldest = outbox.rows[outbox.acked];
    const position = this.#inbox.positionOf(member);
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
      tracksSent: link.tracksSent,
      tracksReceived: link.tracksReceived,
      key: this.#keys.get(member)?.keys.at(-1)?.fingerprint ?? '',
      faults: { ...link.faults },
      trouble: link.trouble,
      quarantined: this.#inbox.closedOf(member),
    };
  }

  #link(member: string): Link {
    let link = this.#links.get(member);
    if (link === undefined) {
      link = new Link();
      this.#links.set(member, link);
    }
    return link;
  }

  /**
   * Recalls that are due: what was put into a member's outbox and may no longer be seen by it, because its terms or the
   * item's label have changed. Append them; until then nothing of it is sent.
   */
  dueRecalls(now: number): LedgerFact[] {
    return this.#outboxes.dueRecalls(now);
  }

  #due(known: RosterMember, link: Link, now: number): PeerMessage[] {
    const out: PeerMessage[] = [];
    const { terms, gate } = known;
    const outbox = this.#outboxes.get(terms.member)!;
    if (now - link.helloAt >= HELLO_MS) {
      link.helloAt = now;
      const have = this.#inbox.positionOf(terms.member) ?? null;
      out.push({ type: 'hello', have, rotations: this.#keys.rotations });
    }
    if (link.wantsRecovery && now - link.recoverAt >= RESEND_MS) {
      link.recoverAt = now;
      out.push({
        type: 'recover',
        marks: this.own.marks((label) => gate.mayRead(this.member, label)).slice(0, MAX_MARKS),
        askedAt: now,
      });
    }
    if (!link.isSettled) return out;
    if (
      outbox.next > outbox.acked + 1 &&
      now - Math.max(outbox.sentAt, link.progressAt) >= RESEND_MS
    )
      outbox.next = outbox.acked + 1;
    while (outbox.next <= outbox.rows.length && outbox.next - outbox.acked <= WINDOW_ROWS) {
      const batch = this.#outboxes.nextBatch(known, outbox);
      if (batch === null) break;
      outbox.sentAt = now;
      out.push(batch);
    }
    if (now - link.witnessAt >= WITNESS_MS) {
      link.witnessAt = now;
      const marks = this.#inbox.marksFor(gate);
      if (marks.length > 0) out.push({ type: 'witness', marks });
    }
    return out;
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
        return this.#inbox.compare(known.gate, message.marks);
      case 'evidence':
        return this.#inbox.hearEvidence(known.gate, message.item, now);
      case 'recover':
        return this.#inbox.giveBack(peer, message);
      case 'recovered':
        return this.#handleRecovered(peer, message, now);
      case 'tracks':
        return this.#handleTracks(peer, message);
    }
  }

  #handleHello(
    peer: string,
    { have, rotations }: Extract<PeerMessage, { type: 'hello' }>,
    now: number,
  ): Step {
    const link = this.#link(peer);
    const ring = this.#keys.get(peer)!;
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
    const { commit, position, again, fault } = this.#inbox.take(peer, epoch, batch, now);
    if (fault !== null) this.#link(peer).count(fault);
    return { ...NOTHING, commit, send: [{ type: 'ack', have: position, again }] };
  }

  #handleRecovered(
    peer: string,
    { items, isMore, askedAt }: Extract<PeerMessage, { type: 'recovered' }>,
    now: number,
  ): Step {
    const link = this.#link(peer);
    const { faults, ...got } = takeRecovered(this.#notary, this.#keys.own, this.own, items, now);
    for (const fault of faults) link.count({ ...fault, member: peer });
    // An answer to a question from before a restore tells nothing of what is held now.
    if (askedAt === link.recoverAt) {
      // Asked once more until nothing new comes: the disk may refuse what came now.
      link.wantsRecovery = isMore || got.append.length > 0;
      if (isMore) link.recoverAt = Number.NEGATIVE_INFINITY;
    }
    return { ...NOTHING, ...got };
  }

  #handleTracks(peer: string, frame: Extract<PeerMessage, { type: 'tracks' }>): Step {
    const tracks = [];
    for (const row of frame.rows) {
      const track = readTrack(row);
      if (track.ok) tracks.push(track.value);
      else this.#link(peer).count({ code: 'track-malformed', member: peer, text: track.fault });
    }
    this.#link(peer).tracksReceived += tracks.length;
    return { ...NOTHING, tracks: { label: frame.label, tracks } };
  }

  #noteComplete(link: Link, { epoch, upTo, asOf }: Envelope, position: Position | undefined): void {
    const n = position?.epoch === epoch ? position.n : 0;
    if (n >= upTo) link.completeAt = Math.max(link.completeAt, asOf);
  }
}
