import { ok, type Result } from '../../base/index.ts';
import type {
  CallView,
  Label,
  LedgerEntry,
  LedgerFact,
  RallyCommand,
  RallyEvent,
  Reach,
  Refusal,
} from '../../model/index.ts';
import {
  decideDue,
  decideRally,
  RallyBook,
  viewCall,
  type CallRecord,
  type RallyPolicy,
} from '../../respond/index.ts';
import type { RallyDone, RallySource } from '../api/index.ts';

/** What the links know of the other members; without a federation nobody is ever heard of. */
export interface RallyLinks {
  /** up to when, by its own clock, everything a member wrote for us is here, ms UTC; -Infinity: never */
  heardAt(member: string): number;
  /** how far an item of ours has got towards a member */
  reachOf(member: string, itemId: string): Reach;
}

export const NO_LINKS: RallyLinks = {
  heardAt: () => Number.NEGATIVE_INFINITY,
  reachOf: () => 'not-sent',
};

export interface RallyDeskParts {
  readonly member: string;
  /** this node runs an exercise */
  readonly exercise: boolean;
  /** every other member: asked when a call names nobody */
  readonly allies: readonly string[];
  /** to the ledger: on disk, or refused */
  readonly commit: (
    facts: readonly LedgerFact[],
  ) => Promise<Result<readonly LedgerEntry[], Refusal>>;
  readonly now: () => number;
  readonly policy?: RallyPolicy;
  /** an own entry under the name that is one and the same on every node; null: it is for nobody else */
  readonly eventOf?: (entry: LedgerEntry) => RallyEvent | null;
}

interface Shown {
  readonly version: number;
  readonly text: string;
  readonly view: CallView;
}

/**
 * The rally desk of one node: the acts that it holds, what a person does, what the node itself has to write in time,
 * and the calls as they stand. Acts of other members come by receive(); nothing here waits for a link.
 */
export class RallyDesk implements RallySource {
  readonly #parts: RallyDeskParts;
  readonly #book: RallyBook;
  readonly #shown = new Map<string, Shown>();
  #calls: readonly CallView[] = [];
  #links: RallyLinks = NO_LINKS;
  #allies: readonly string[];
  #isWriting = false;
  /** called when a call is new or stands otherwise than before */
  onChange: () => void = () => {};

  constructor(parts: RallyDeskParts) {
    this.#parts = parts;
    this.#book = new RallyBook(parts.member);
    this.#allies = parts.allies;
  }

  /** Own entries, when the ledger is read at the start. */
  restore(entry: LedgerEntry): void {
    this.#take(entry);
  }

  /** Acts of other members, and recalls of some by their ids. Idempotent. */
  receive(events: readonly RallyEvent[], recalls: readonly string[] = []): void {
    for (const event of events) this.#book.add(event);
    for (const id of recalls) this.#book.remove(id);
    if (events.length > 0 || recalls.length > 0) this.refresh();
  }

  setLinks(links: RallyLinks, allies: readonly string[]): void {
    this.#links = links;
    this.#allies = allies;
    this.refresh();
  }

  members(): readonly string[] {
    return this.#allies;
  }

  calls(): readonly CallView[] {
    return this.#calls;
  }

  call(id: string): CallView | null {
    return this.#shown.get(id)?.view ?? null;
  }

  callFor(id: string, mayRead: (origin: string, label: Label) => boolean): CallView | null {
    const record = this.#book.call(id);
    if (record === null) return null;
    const seen = [...record.events].filter(([, { event }]) => mayRead(event.origin, event.label));
    if (seen.length === record.events.size) return this.call(id);
    return viewCall({ ...record, events: new Map(seen) }, this.#parts.now());
  }

  async command(command: RallyCommand, actor: string): Promise<Result<RallyDone, Refusal>> {
    const { exercise, now, commit } = this.#parts;
    const state = { book: this.#book, exercise, allies: this.#allies };
    const decided = decideRally(state, command, actor, now());
    if (!decided.ok) return decided;
    const kept = await commit(decided.value);
    if (!kept.ok) return kept;
    for (const entry of kept.value) this.#take(entry);
    this.refresh();
    const call = decided.value[0]?.body['call'];
    return ok({ call: typeof call === 'string' ? call : '' });
  }

  /** About once a second: lets time show, and writes what is due (received, concluded, reminders). */
  async tick(): Promise<void> {
    this.refresh();
    if (this.#isWriting) return;
    const due = decideDue(
      this.#book,
      this.#parts.now(),
      (member) => this.#links.heardAt(member),
      this.#parts.policy,
      ({ id }) => this.call(id),
    );
    if (due.length === 0) return;
    this.#isWriting = true;
    const kept = await this.#parts.commit(due);
    this.#isWriting = false;
    // Refused by the disk: still due the next time.
    if (!kept.ok) return;
    for (const entry of kept.value) this.#take(entry);
    this.refresh();
  }

  /** Works out how the calls stand; a view that says the same as before stays the same object. */
  refresh(): void {
    const now = this.#parts.now();
    let hasChanged = false;
    const calls: CallView[] = [];
    for (const record of this.#book.calls()) {
      const shown = this.#show(record, now);
      if (shown === null) continue;
      if (this.#shown.get(record.id) !== shown) hasChanged = true;
      this.#shown.set(record.id, shown);
      calls.push(shown.view);
    }
    if (!hasChanged && calls.length === this.#calls.length) return;
    const ids = new Set(calls.map(({ id }) => id));
    for (const id of this.#shown.keys()) if (!ids.has(id)) this.#shown.delete(id);
    this.#calls = calls.sort((a, b) => b.openedAt - a.openedAt);
    this.onChange();
  }

  #show(record: CallRecord, now: number): Shown | null {
    const before = this.#shown.get(record.id);
    if (before?.version === record.version && before.view.phase === 'closed') return before;
    const view = viewCall(record, now, (member, id) => this.#links.reachOf(member, id));
    if (view === null) return null;
    const text = JSON.stringify(view);
    return before?.text === text ? before : { version: record.version, text, view };
  }

  #take(entry: LedgerEntry): void {
    const event = (this.#parts.eventOf ?? localEvent)(entry);
    if (event !== null) this.#book.add(event);
  }
}

/** By the number in the own log: enough while no other node hears of it. */
export function localEvent(entry: LedgerEntry): RallyEvent {
  const { origin, seq, at, actor, type, body, label } = entry;
  return { id: `${origin}/${seq}`, origin, at, actor, type, body, label };
}
