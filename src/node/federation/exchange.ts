import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { fail, ok, type Result } from '../../base/index.ts';
import {
  type CallView,
  type Label,
  type LedgerEntry,
  type LedgerFact,
  type LinkStatus,
  type RallyCommand,
  type Refusal,
  type SharedTrack,
} from '../../model/index.ts';
import {
  decideRelabel,
  epochFact,
  Federation,
  readEnvelope,
  toEvent,
  type Commit,
  type Envelope,
  type Quarantined,
  type Signer,
  type Step,
} from '../../share/index.ts';
import type { RallyDone } from '../api/index.ts';
import { RallyDesk, type RallyLinks } from '../rally/index.ts';
import { createNotary, signerFromPem, StoreFailure, type LedgerStore } from '../store/index.ts';
import type { NatsSettings } from './nats/index.ts';
import { openTransport } from './open-transport.ts';
import { openFederationStore, type OpenFederationStore } from './open-store.ts';
import type { Transport } from './transport.ts';

const PAGE = 1000;
const TICK_MS = 100;
const DUE_MS = 1000;

export interface ExchangeOptions {
  readonly dataDir: string;
  readonly member: string;
  readonly ledger: LedgerStore;
  /** writes to the ledger as the node does; without it straight to the store */
  readonly commit?: (
    facts: readonly LedgerFact[],
  ) => Promise<Result<readonly LedgerEntry[], Refusal>>;
  readonly exercise: boolean;
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** HOST:PORT of members to dial */
  readonly peers: ReadonlyMap<string, string>;
  /** links run over NATS, not from node to node; listen and peers are not heeded then */
  readonly nats?: NatsSettings | null;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * What a node has to do with other members: links, what is shared and taken, calls. It follows the ledger, whoever
 * writes to it; it writes members, calls and recalls itself. Rally and Members screens ask it.
 */
export class Exchange {
  readonly federation: Federation;
  readonly desk: RallyDesk;
  /** called after calls or links may have changed */
  onChange: () => void = () => {};
  /** called with the newest states of an ally's tracks, all under one label */
  onTracks: (ally: string, label: Label, tracks: readonly SharedTrack[]) => void = () => {};
  /** called when somebody was not let in */
  onRefused: (who: string, why: string) => void = () => {};
  port = 0;
  readonly notary = createNotary();
  readonly signer: Signer;
  readonly #options: ExchangeOptions;
  readonly #store: OpenFederationStore;
  readonly #transport: Transport;
  readonly #reach: RallyLinks = {
    heardAt: (member) => this.federation.heardAt(member),
    reachOf: (ally, openingId) =>
      this.federation.reachOf(ally, openingId.slice(this.#options.member.length + 1)),
  };
  /** times of facts that are decided and not in the federation yet */
  readonly #pending = new Map<number, number>();
  /** where each member is dialled, and the key it was last known by */
  readonly #dialled = new Map<string, { readonly address: string; readonly key: string }>();
  #pendingNumber = 0;
  #isStarted = false;
  #lastSeq = 0;
  #isDueWriting = false;
  #isEpochBeginning = false;
  #dueAt = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ExchangeOptions) {
    const { dataDir, member } = options;
    this.#options = options;
    const keyPem = readFileSync(path.join(dataDir, 'node-key.pem'), 'utf8');
    this.signer = signerFromPem(keyPem);
    this.#store = openFederationStore(dataDir);
    this.federation = new Federation({
      member,
      notary: this.notary,
      signer: this.signer,
      log: { read: (afterSeq, limit) => this.#readOwn(afterSeq, limit) },
      store: this.#store,
    });
    this.desk = new RallyDesk({
      member,
      exercise: options.exercise,
      allies: [],
      commit: (facts) => this.#commit(facts),
      now: options.now,
      eventOf: (entry) => this.federation.eventOf(entry),
    });
    this.desk.onChange = () => this.onChange();
    this.#transport = openTransport(options.nats ?? null, {
      isMember: (peer) => this.federation.roster.get(peer) !== null,
      member,
      keyPem,
      listen: options.listen,
      // Whom it dials is told when the roster is known.
      peers: new Map(),
      rotations: () => this.federation.rotations(),
      isKeyOf: (peer, key, rotations) => this.federation.isKeyOf(peer, key, rotations),
      onUp: (peer) => this.#link(peer, true),
      onDown: (peer) => this.#link(peer, false),
      onMessage: (peer, text) => this.#receive(peer, text),
      onRefused: (peer, why) => {
        options.log.warn({ peer }, `link refused: ${why}`);
        this.onRefused(peer, why);
      },
    });
  }

  /** An own entry, when somebody else reads the ledger at the start anyway: in order, from the first, before start(). */
  restore(entry: LedgerEntry): void {
    this.#lastSeq = entry.seq;
    this.federation.addOwn(entry);
    this.desk.restore(entry);
  }

  /** Takes in what restore() was not given and what other members have shared: calls are as they were. */
  open(): void {
    this.#follow();
    this.desk.receive(Array.from(this.#store.items(), ({ item }) => toEvent(item)));
    this.desk.refresh();
  }

  /** After open(): links come up. Rejects when the port cannot be had. */
  async start(): Promise<void> {
    this.port = await this.#transport.start();
    this.#isStarted = true;
    this.#dial();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#transport.stop();
    this.#store.close();
  }

  /** Carries out a command on a call; resolves when it is on disk. */
  command(command: RallyCommand, actor: string): Promise<Result<RallyDone, Refusal>> {
    return this.desk.command(command, actor);
  }

  /** Decisions about members (decideMember): on disk and in force when it resolves. */
  async keepMembers(facts: readonly LedgerFact[]): Promise<Result<null, Refusal>> {
    const kept = await this.#commit(facts);
    if (!kept.ok) return kept;
    this.#dial();
    this.onChange();
    return ok(null);
  }

  /** HOST:PORT where a member is dialled; empty: it dials us. */
  addressOf(member: string): string {
    const { peers } = this.#options;
    return peers.get(member) ?? this.federation.roster.get(member)?.terms.address ?? '';
  }

  /** Brings the links to what the roster says: members to dial, links of those that are none any more. */
  #dial(): void {
    if (!this.#isStarted) return;
    const { roster } = this.federation;
    for (const member of new Set([...this.#dialled.keys(), ...roster.names()])) {
      const isMember = roster.get(member) !== null;
      const address = isMember ? this.addressOf(member) : '';
      // A link that came up under a key that is trusted no more.
      const key = isMember ? this.#keyOf(member) : '';
      const before = this.#dialled.get(member);
      if (before !== undefined && before.key !== key) this.#transport.cut(member);
      if (before?.address !== address)
        this.#transport.setPeer(member, address === '' ? null : address);
      if (isMember) this.#dialled.set(member, { address, key });
      else this.#dialled.delete(member);
    }
  }

  /** Fingerprint of the key that a member's links and new items must bear; empty: it has none. */
  #keyOf(member: string): string {
    const keys = this.federation.ringOf(member)?.keys ?? [];
    return keys.find((key) => key.status === 'current')?.fingerprint ?? '';
  }

  /** Sends tracks of one label, as they are now: nothing is kept or sent again. */
  sendTracks(member: string, label: Label, rows: readonly SharedTrack[]): void {
    const now = this.#options.now();
    const message = { type: 'tracks', label, rows } as const;
    const envelope = this.federation.envelope(member, message, now, this.#asOf(now));
    this.#transport.send(member, JSON.stringify(envelope));
  }

  /** Gives an own shared item (itemId) another label. */
  relabel(
    id: string,
    label: Label,
    actor: string,
  ): Promise<Result<readonly LedgerEntry[], Refusal>> {
    const who = { actor, now: this.#options.now() };
    const facts = decideRelabel(this.federation.own, id, label, who);
    return facts.ok ? this.#commit(facts.value) : Promise.resolve(facts);
  }

  call(id: string): CallView | null {
    return this.desk.call(id);
  }

  calls(): readonly CallView[] {
    return this.desk.calls();
  }

  links(): LinkStatus[] {
    return this.federation.links(this.#options.now());
  }

  quarantine(): readonly Quarantined[] {
    return this.federation.quarantine;
  }

  /** Takes in what the ledger has got since. */
  #follow(): void {
    for (;;) {
      const entries = this.#options.ledger.read(this.#lastSeq, PAGE);
      for (const entry of entries) this.restore(entry);
      if (entries.length < PAGE) break;
    }
    const allies = this.federation.roster.names();
    if (allies.join() !== this.desk.members().join()) this.desk.setLinks(this.#reach, allies);
  }

  async #commit(facts: readonly LedgerFact[]): Promise<Result<readonly LedgerEntry[], Refusal>> {
    if (facts.length === 0) return ok([]);
    const pending = ++this.#pendingNumber;
    this.#pending.set(pending, Math.min(...facts.map((fact) => fact.at)));
    const kept = await (this.#options.commit ?? ((some) => this.#append(some)))(facts);
    this.#pending.delete(pending);
    if (!kept.ok) return kept;
    this.#follow();
    this.#flush();
    return kept;
  }

  async #append(facts: readonly LedgerFact[]): Promise<Result<readonly LedgerEntry[], Refusal>> {
    try {
      return ok(await this.#options.ledger.append(facts));
    } catch (error) {
      return fail({ code: 'disk-full', text: `not kept: ${(error as Error).message}` });
    }
  }

  #tick(): void {
    this.#follow();
    const now = this.#options.now();
    if (now - this.#dueAt >= DUE_MS && !this.#isDueWriting) {
      this.#dueAt = now;
      void this.#writeDue(now);
    }
    this.#flush();
  }

  /** What the node itself has to write. One at a time: what is under way would be decided twice. */
  async #writeDue(now: number): Promise<void> {
    this.#isDueWriting = true;
    await this.#commit(this.federation.dueRecalls(now));
    await this.desk.tick();
    this.#isDueWriting = false;
  }

  /** Up to when everything that was decided is in the federation. */
  #asOf(now: number): number {
    return Math.min(now, ...[...this.#pending.values()].map((at) => at - 1));
  }

  #flush(): void {
    const now = this.#options.now();
    for (const { to, envelope } of this.federation.poll(now, this.#asOf(now)))
      this.#transport.send(to, JSON.stringify(envelope));
  }

  #link(peer: string, isUp: boolean): void {
    if (isUp) this.federation.linkUp(peer);
    else this.federation.linkDown(peer);
    this.#options.log.info({ peer }, isUp ? 'link up' : 'link down');
    this.#flush();
    this.onChange();
  }

  /** Own entries for the outboxes. A database that is away gives none: the item goes out when it is back. */
  #readOwn(afterSeq: number, limit: number): readonly LedgerEntry[] {
    try {
      return this.#options.ledger.read(afterSeq, limit);
    } catch (error) {
      this.#options.log.warn({}, `own entries not read: ${(error as Error).message}`);
      return [];
    }
  }

  #receive(peer: string, text: string): void {
    const envelope = readEnvelope(text);
    if (envelope === null) return;
    const now = this.#options.now();
    const step = this.#stepOn(peer, envelope, now);
    if (step === null) return;
    if (step.commit !== null && !this.#take(step.commit)) return;
    this.#appendOf(step, now);
    if (step.tracks !== null) this.onTracks(peer, step.tracks.label, step.tracks.tracks);
    for (const message of step.send) {
      const answer = this.federation.envelope(peer, message, now, this.#asOf(now));
      this.#transport.send(peer, JSON.stringify(answer));
    }
    this.#flush();
  }

  /** Null when what is held cannot be looked at: then the message never came, and is sent again. */
  #stepOn(peer: string, envelope: Envelope, now: number): Step | null {
    try {
      return this.federation.receive(peer, envelope, now);
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      this.#options.log.warn({ peer }, `not taken: ${error.message}`);
      return null;
    }
  }

  /** False when the disk refuses: then it never came, and is sent again. */
  #take(commit: Commit): boolean {
    try {
      this.#store.commit(commit);
    } catch (error) {
      this.#options.log.warn({ peer: commit.peer }, `not taken: ${(error as Error).message}`);
      return false;
    }
    const { items, recalls } = this.federation.apply(commit);
    this.desk.receive(items.map(toEvent), recalls);
    return true;
  }

  /** A new epoch comes before what a restored node gets back. */
  #appendOf({ append, needsEpoch }: Step, now: number): void {
    const facts = [...append];
    const begins = needsEpoch && !this.#isEpochBeginning;
    if (begins) {
      this.#isEpochBeginning = true;
      const epoch = randomBytes(8).toString('hex');
      const reason = 'a peer knows more of us than we do';
      facts.unshift(epochFact(epoch, this.#lastSeq, { actor: 'node', reason, now }));
      this.#options.log.warn({}, 'this node was put back from a copy: a new epoch begins');
    }
    void this.#commit(facts).then(() => {
      if (begins) this.#isEpochBeginning = false;
    });
  }
}
