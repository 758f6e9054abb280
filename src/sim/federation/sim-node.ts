import { type LedgerEntry, type LedgerFact, type RallyCommand } from '../../model/index.ts';
import { decideDue, decideRally, RallyBook } from '../../respond/index.ts';
import {
  epochFact,
  eventId,
  Federation,
  MemoryFederationStore,
  readEnvelope,
  rotationFact,
  toEvent,
  type Commit,
  type Outgoing,
} from '../../share/index.ts';
import type { SimCrypto } from './types.ts';

/** What survives a crash. */
export interface SimDisk {
  entries: LedgerEntry[];
  store: MemoryFederationStore;
  keyNumber: number;
}

/**
 * One member's node under the false clock: the production core over a disk that can refuse and a process that can
 * die. The shell's duties of Step are here: write, apply, append, send.
 */
export class SimNode {
  readonly member: string;
  readonly crypto: SimCrypto;
  disk: SimDisk;
  backup: SimDisk | null = null;
  refuses = false;
  isDown = false;
  federation!: Federation;
  book!: RallyBook;
  /** what the domain was given since the disk was last put back, to find anything given twice */
  readonly given = new Set<string>();
  readonly violations: string[] = [];
  deliveries = 0;
  recalls = 0;
  /** the node's clock less the true one, ms */
  readonly skewMs: number;
  readonly #send: (from: SimNode, out: Outgoing) => void;

  constructor(options: {
    member: string;
    crypto: SimCrypto;
    keyNumber: number;
    skewMs: number;
    send: (from: SimNode, out: Outgoing) => void;
  }) {
    this.member = options.member;
    this.crypto = options.crypto;
    this.skewMs = options.skewMs;
    this.#send = options.send;
    this.disk = { entries: [], store: new MemoryFederationStore(), keyNumber: options.keyNumber };
    this.boot();
  }

  /** A new process on the disk as it is. */
  boot(): void {
    const { crypto, member } = this;
    this.isDown = false;
    this.federation = new Federation({
      member,
      notary: crypto.notary,
      signer: crypto.signer(this.disk.keyNumber),
      store: this.disk.store,
      log: { read: (afterSeq, limit) => readLog(this.disk.entries, afterSeq, limit) },
    });
    this.book = new RallyBook(member);
    for (const entry of this.disk.entries) this.#fold(entry);
    for (const { item } of this.disk.store.items()) this.book.add(toEvent(item));
  }

  /** Writes facts, all or none; false when the disk refuses. */
  append(facts: readonly LedgerFact[]): boolean {
    if (this.isDown || this.refuses) return false;
    for (const fact of facts) {
      const last = this.disk.entries.at(-1)?.seq ?? 0;
      const seq = fact.type === 'ledger.epoch' ? last + 1000 : last + 1;
      const entry = { ...fact, origin: this.member, seq, prev: '', signature: '' };
      this.disk.entries.push(entry);
      this.#fold(entry);
    }
    return true;
  }

  command(command: RallyCommand, now: number): void {
    const { book, federation } = this;
    const state = { book, exercise: false, allies: federation.roster.names() };
    const answer = decideRally(state, command, 'desk', now + this.skewMs);
    if (answer.ok) this.append(answer.value);
  }

  due(now: number): void {
    this.append(this.federation.dueRecalls(now + this.skewMs));
    this.append(
      decideDue(this.book, now + this.skewMs, (member) => this.federation.heardAt(member)),
    );
  }

  poll(now: number): void {
    if (this.isDown) return;
    for (const out of this.federation.poll(now + this.skewMs)) this.#send(this, out);
  }

  receive(from: string, text: string, trueNow: number): void {
    if (this.isDown) return;
    const now = trueNow + this.skewMs;
    const envelope = readEnvelope(text);
    if (envelope === null) return;
    const step = this.federation.receive(from, envelope, now);
    if (this.refuses) return;
    if (step.commit !== null) this.#commit(step.commit);
    if (step.needsEpoch) this.beginEpoch(now);
    this.append(step.append);
    for (const message of step.send)
      this.#send(this, { to: from, envelope: this.federation.envelope(from, message, now, now) });
    this.poll(trueNow);
  }

  beginEpoch(now: number): void {
    const number = this.disk.entries.length + Math.abs(Math.floor(now));
    const epoch = this.crypto.notary
      .hash(`${this.member} ${number} ${this.given.size}`)
      .slice(0, 16);
    const after = this.disk.entries.at(-1)?.seq ?? 0;
    this.append([epochFact(epoch, after, { actor: 'restore', reason: 'restored', now })]);
  }

  rotateKey(keyNumber: number, now: number): boolean {
    const old = this.crypto.signer(this.disk.keyNumber);
    const fact = rotationFact(this.member, old, this.crypto.signer(keyNumber), now + this.skewMs);
    if (!this.append([fact])) return false;
    this.disk.keyNumber = keyNumber;
    this.boot();
    // A backup from before would come back with a key that nobody takes any more.
    this.takeBackup();
    return true;
  }

  takeBackup(): void {
    const { entries, store, keyNumber } = this.disk;
    this.backup = { entries: [...entries], store: store.copy(), keyNumber };
  }

  /** Puts the last backup back; false when there is none. */
  restore(now: number): boolean {
    if (this.backup === null) return false;
    const { entries, store, keyNumber } = this.backup;
    this.disk = { entries: [...entries], store: store.copy(), keyNumber };
    this.given.clear();
    for (const { item } of store.items()) this.given.add(eventId(item.origin, item));
    this.boot();
    this.beginEpoch(now + this.skewMs);
    return true;
  }

  #commit(commit: Commit): void {
    const { store } = this.disk;
    for (const { item } of commit.items) {
      const id = eventId(item.origin, item);
      if (this.given.has(id)) this.violations.push(`${this.member} was given ${id} twice`);
      this.given.add(id);
    }
    store.commit(commit);
    const { items, recalls } = this.federation.apply(commit);
    this.deliveries += items.length;
    this.recalls += recalls.length;
    for (const item of items) this.book.add(toEvent(item));
    for (const id of recalls) this.book.remove(id);
  }

  #fold(entry: LedgerEntry): void {
    this.federation.addOwn(entry);
    const event = this.federation.eventOf(entry);
    if (event !== null) this.book.add(event);
  }
}

function readLog(entries: readonly LedgerEntry[], afterSeq: number, limit: number): LedgerEntry[] {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.seq <= afterSeq) low = middle + 1;
    else high = middle;
  }
  return entries.slice(low, low + limit);
}
