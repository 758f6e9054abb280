import { fail } from '../../base/index.ts';
import {
  OWN_ONLY,
  ROLE_CEILINGS,
  type AdvisoriesStatus,
  type CallView,
  type Ceiling,
  type Label,
  type MembersStatus,
  type Reader,
  type Role,
  type SessionInfo,
} from '../../model/index.ts';
import { underCeiling } from '../../share/index.ts';
import { NOT_FOUND, ReleasedView, type ReleaseKind } from './released-view.ts';
import type { AdvisoriesView, MembersView, NodeView, RallySource, RallyView } from './view.ts';

/** What decides who sees what. */
export interface ReleasePolicy {
  readonly ceilings: Readonly<Record<Role, Ceiling>>;
  /** how another member's people read; null: it is not known, and they see nothing but what is for all */
  readonly readerOf: (member: string) => Reader | null;
  /** members that are known, for people to choose from */
  readonly memberCodes: () => readonly string[];
}

export const DEFAULT_POLICY: ReleasePolicy = {
  ceilings: ROLE_CEILINGS,
  readerOf: () => null,
  memberCodes: () => [],
};

/** Everything of the node that a class of readers may see. */
export interface Seat {
  readonly view: ReleasedView;
  readonly rally: RallyView;
  readonly advisories: AdvisoriesView;
  /** null: of another member, which is shown nothing of this node's links */
  readonly members: MembersStatus | null;
  readonly reader: Reader;
}

/** Different (member, ceiling) that are kept ready; at the bound the oldest is made anew when it comes again. */
const MAX_CLASSES = 200;

/** One seat for each class of readers: people and tokens of the same member under the same ceiling share it. */
export class ReleaseDesk {
  /** the other members, by name */
  readonly policy: ReleasePolicy;
  readonly #view: NodeView;
  readonly #rally: RallySource;
  readonly #members: MembersView;
  readonly #advisories: AdvisoriesView;
  readonly #seats = new Map<string, Seat>();
  readonly #withheld = new Map<ReleaseKind, number>();

  constructor(
    view: NodeView,
    rally: RallySource,
    members: MembersView,
    advisories: AdvisoriesView,
    policy: ReleasePolicy = DEFAULT_POLICY,
  ) {
    this.policy = policy;
    this.#view = view;
    this.#rally = rally;
    this.#members = members;
    this.#advisories = advisories;
  }

  /** The seat of whoever is logged in. */
  seatOf(session: Pick<SessionInfo, 'role' | 'member' | 'ceiling'>): Seat {
    return this.#seat(this.readerOf(session));
  }

  readerOf({ role, member, ceiling }: Pick<SessionInfo, 'role' | 'member' | 'ceiling'>): Reader {
    const base =
      member === undefined || member === this.#view.member
        ? ownReader(this.#view.member)
        : this.memberReader(member);
    const reader = underCeiling(base, this.policy.ceilings[role]);
    return ceiling === undefined ? reader : underCeiling(reader, ceiling);
  }

  /** A member as a whole: what would it see of this node? */
  seatOfMember(member: string): Seat {
    return this.#seat(this.memberReader(member));
  }

  memberCodes(): readonly string[] {
    const codes = new Set([...this.policy.memberCodes(), ...this.#rally.members()]);
    codes.delete(this.#view.member);
    return [...codes].sort();
  }

  /** A member as a whole, as its node would read; one that is not known is cleared for the lowest. */
  memberReader(member: string): Reader {
    return this.policy.readerOf(member) ?? { ...NOBODY, member };
  }

  /** Lines for /metrics: how many items were withheld when lists were looked through. No names. */
  metrics(): string {
    const lines = [...this.#withheld].map(
      ([kind, count]) => `tocsin_release_withheld_total{kind="${kind}"} ${count}`,
    );
    return `# HELP tocsin_release_withheld_total items withheld from readers of the API, each time a list was looked through\n# TYPE tocsin_release_withheld_total counter\n${lines.map((line) => `${line}\n`).join('')}`;
  }

  count(kind: ReleaseKind, more: number): void {
    if (more > 0) this.#withheld.set(kind, (this.#withheld.get(kind) ?? 0) + more);
  }

  #seat(reader: Reader): Seat {
    const key = JSON.stringify(reader);
    const known = this.#seats.get(key);
    if (known !== undefined) return known;
    const count = (kind: ReleaseKind, more: number): void => this.count(kind, more);
    const view = new ReleasedView(this.#view, reader, count);
    const rally = new ReleasedRally(this.#rally, view, (more) => count('call', more));
    const members = this.#members;
    const seat: Seat = {
      view,
      rally,
      advisories: new ReleasedAdvisories(this.#advisories, view),
      reader,
      get members() {
        return view.isForeign ? null : members.status();
      },
    };
    this.#seats.set(key, seat);
    if (this.#seats.size > MAX_CLASSES) {
      const [oldest] = this.#seats.keys();
      if (oldest !== undefined) this.#seats.delete(oldest);
    }
    return seat;
  }
}

const NOBODY: Omit<Reader, 'member'> = {
  clearance: 'unclassified',
  groups: [],
  caveats: [],
  policies: [OWN_ONLY.policy],
};

function ownReader(member: string): Reader {
  return { ...NOBODY, member, clearance: 'top-secret' };
}

/** Calls as one class of readers sees them: each by its label, and every act in it by its own. */
class ReleasedRally implements RallyView {
  readonly #rally: RallySource;
  readonly #view: ReleasedView;
  readonly #count: (more: number) => void;
  #from: readonly CallView[] | null = null;
  #shown: readonly CallView[] = [];

  constructor(rally: RallySource, view: ReleasedView, count: (more: number) => void) {
    this.#rally = rally;
    this.#view = view;
    this.#count = count;
  }

  members(): readonly string[] {
    return this.#rally.members();
  }

  calls(): readonly CallView[] {
    const calls = this.#rally.calls();
    if (calls === this.#from) return this.#shown;
    const shown = calls.map((call) => this.#see(call)).filter((call) => call !== null);
    this.#count(calls.length - shown.length);
    this.#from = calls;
    const isSame = shown.length === calls.length && shown.every((call, i) => call === calls[i]);
    this.#shown = isSame ? calls : shown;
    return this.#shown;
  }

  call(id: string): CallView | null {
    return this.calls().find((call) => call.id === id) ?? null;
  }

  async command(
    ...[command, actor]: Parameters<RallyView['command']>
  ): ReturnType<RallyView['command']> {
    if ('call' in command && this.call(command.call) === null) return fail(NOT_FOUND);
    return this.#rally.command(command, actor);
  }

  #see(call: CallView): CallView | null {
    const mayRead = (origin: string, label: Label): boolean => this.#view.mayRead(origin, label);
    if (!mayRead(call.owner, call.label)) return null;
    const shown = this.#rally.callFor(call.id, mayRead);
    const incidents = this.#view.incidents();
    const isShown = (id: string): boolean => incidents.some((one) => one.id === id);
    if (shown === null || shown.incidentIds.every(isShown) || !this.#view.isForeign) return shown;
    return { ...shown, incidentIds: shown.incidentIds.filter(isShown) };
  }
}

/** What sensor nodes said, as one class of readers sees it: by the label of the feed and of the track it is about. */
class ReleasedAdvisories implements AdvisoriesView {
  readonly #all: AdvisoriesView;
  readonly #view: ReleasedView;
  #from: AdvisoriesStatus | null = null;
  #version = -1;
  #shown: AdvisoriesStatus = { advisories: [], refused: 0 };

  constructor(all: AdvisoriesView, view: ReleasedView) {
    this.#all = all;
    this.#view = view;
  }

  status(): AdvisoriesStatus {
    const all = this.#all.status();
    const { version } = this.#view.labels;
    if (all === this.#from && version === this.#version) return this.#shown;
    const advisories = all.advisories.filter(
      ({ sourceId, trackNumber }) =>
        this.#view.seesSource(sourceId) &&
        (trackNumber === null || this.#view.seesTrack(trackNumber)),
    );
    const isWhole = advisories.length === all.advisories.length;
    const before = this.#shown.advisories;
    const isSame =
      this.#from !== null &&
      advisories.length === before.length &&
      advisories.every((one, i) => one === before[i]);
    if (isWhole && !this.#view.isForeign) this.#shown = all;
    else if (!isSame) this.#shown = { advisories, refused: 0 };
    this.#from = all;
    this.#version = version;
    return this.#shown;
  }

  answer(...args: Parameters<AdvisoriesView['answer']>): ReturnType<AdvisoriesView['answer']> {
    return this.#sees(args[0]) ? this.#all.answer(...args) : Promise.resolve(fail(NOT_FOUND));
  }

  open(...args: Parameters<AdvisoriesView['open']>): ReturnType<AdvisoriesView['open']> {
    return this.#sees(args[0]) ? this.#all.open(...args) : Promise.resolve(fail(NOT_FOUND));
  }

  #sees(id: string): boolean {
    return this.status().advisories.some((one) => one.id === id);
  }
}
