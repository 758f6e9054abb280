import { OWN_ONLY, type Label, type LedgerFact, type RallyCommand } from '../model/index.ts';
import { decideDue } from './decide-due.ts';
import { decideRally } from './decide.ts';
import { RallyBook } from './rally-book.ts';
import { viewCall } from './view-call.ts';
import type { CallView, Need, PledgeTerms, RallyEvent } from '../model/index.ts';

export const T0 = Date.UTC(2026, 10, 24, 0, 0, 0);
export const HOUR = 3_600_000;
export const ALL: Label = { ...OWN_ONLY, releasableTo: ['*'] };

/** Nodes of several members that hand each other everything at once, unless a link is cut. For tests. */
export class RallyTable {
  now = T0;
  readonly books: ReadonlyMap<string, RallyBook>;
  /** members whose links are down */
  readonly cut = new Set<string>();
  readonly log: RallyEvent[] = [];
  readonly #waiting: { to: string; event: RallyEvent }[] = [];
  readonly #heardAt = new Map<string, number>();
  readonly #exercise: boolean;

  constructor(members: readonly string[], exercise = false) {
    this.books = new Map(members.map((member) => [member, new RallyBook(member)]));
    this.#exercise = exercise;
  }

  /** Carries out a command at a member; gives the refusal's code, or ''. */
  do(member: string, command: RallyCommand): string {
    const book = this.books.get(member)!;
    const allies = [...this.books.keys()].filter((one) => one !== member);
    const state = { book, exercise: this.#exercise, allies };
    const answer = decideRally(state, command, 'desk', this.now);
    if (!answer.ok) return answer.fault.code;
    this.#write(member, answer.value);
    return '';
  }

  /** Lets every node write what is due. */
  due(): void {
    this.#deliver();
    for (const [member, book] of this.books)
      this.#write(
        member,
        decideDue(book, this.now, (ally) =>
          this.cut.has(ally) || this.cut.has(member)
            ? (this.#heardAt.get(`${member}|${ally}`) ?? Number.NEGATIVE_INFINITY)
            : this.now,
        ),
      );
    this.#deliver();
  }

  /** Lets time pass; the links that are up carry signs of life until then. */
  pass(ms: number): void {
    this.now += ms;
    for (const to of this.books.keys())
      for (const from of this.books.keys())
        if (!this.cut.has(to) && !this.cut.has(from)) this.#heardAt.set(`${to}|${from}`, this.now);
  }

  view(member: string, call: string): CallView {
    return viewCall(this.books.get(member)!.call(call)!, this.now)!;
  }

  callId(member: string): string {
    return [...this.books.get(member)!.calls()].at(-1)!.id;
  }

  put(event: RallyEvent): void {
    this.log.push(event);
    for (const to of this.books.keys()) this.#waiting.push({ to, event });
    this.#deliver();
  }

  #write(member: string, facts: readonly LedgerFact[]): void {
    for (const fact of facts) this.put({ ...fact, id: `e${this.log.length}`, origin: member });
  }

  #deliver(): void {
    const late = this.#waiting.splice(0);
    for (const one of late) {
      const isUp = !this.cut.has(one.to) && !this.cut.has(one.event.origin);
      if (isUp || one.to === one.event.origin) this.books.get(one.to)!.add(one.event);
      else this.#waiting.push(one);
    }
  }
}

export const need = (part: Partial<Need> = {}): Need => ({
  id: 'n1',
  capability: 'air defence',
  quantity: 6,
  unit: 'battery',
  neededAt: T0 + 240 * HOUR,
  note: '',
  ...part,
});

export const open = (part: object = {}): RallyCommand =>
  ({
    type: 'call.open',
    title: 'Drones over the delta',
    pattern: 'consult',
    text: '',
    place: 'Tulcea',
    needs: [need()],
    members: [],
    incidentIds: [],
    label: ALL,
    ...part,
  }) as RallyCommand;

export const propose = (call: string, part: object = {}): RallyCommand =>
  ({
    type: 'consultation.open',
    call,
    forum: 'Council',
    proposal: 'Help with air defence',
    deadlineAt: T0 + 48 * HOUR,
    members: [],
    waitS: 24 * 3600,
    unheard: 'blocks',
    reason: '',
    ...part,
  }) as RallyCommand;

export const terms = (part: Partial<PledgeTerms> = {}): PledgeTerms => ({
  needId: 'n1',
  capability: 'air defence',
  quantity: 2,
  unit: 'battery',
  from: 'Bremen',
  readyAt: T0 + 100 * HOUR,
  arriveAt: null,
  conditions: '',
  expiresAt: null,
  provisional: false,
  ...part,
});
