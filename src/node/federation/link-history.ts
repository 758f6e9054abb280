import { OUTAGES_KEPT_MS, type Outage } from '../../model/index.ts';

/** Outages kept a member; a link that flaps more often loses its oldest, and the gap it leaves is counted. */
const MAX_OUTAGES = 60;
/** Up again for less than this, ms, is the same outage: a link that flaps is one trouble, not a hundred. */
const SAME_OUTAGE_MS = 5_000;
/** A link that stands within this, ms, after the member is first known was being made, not down. */
const LINKING_MS = 30_000;

export type KeptOutages = readonly Outage[];

/** What of it outlives the node. */
export interface KeptHistory {
  /** since when links were watched */
  readonly fromAt: number;
  /** when the node last looked at them */
  readonly seenAt: number;
  readonly members: Readonly<Record<string, KeptOutages>>;
}

/** When which link was down: what the time-line of partitions is drawn from. Bounded by time and by number a member. */
export class LinkHistory {
  /** since when links are watched here: before it nothing is known */
  readonly fromAt: number;
  readonly #outages = new Map<string, Outage[]>();
  /** when each member was first seen */
  readonly #knownAt = new Map<string, number>();
  #dropped = 0;

  /** @param kept by the node before; while none ran, no link was up */
  constructor(now: number, kept: KeptHistory | null = null) {
    const isOf = kept !== null && kept.fromAt <= kept.seenAt && kept.seenAt <= now;
    this.fromAt = isOf ? Math.max(kept.fromAt, now - OUTAGES_KEPT_MS) : now;
    if (!isOf) return;
    for (const [member, outages] of Object.entries(kept.members)) {
      this.#knownAt.set(member, kept.fromAt);
      const last = outages.at(-1);
      const isDown = last !== undefined && last.toAt === null;
      this.#put(member, isDown ? [...outages] : withOutage(outages, kept.seenAt), now);
    }
  }

  /** For LinkHistoryFile. */
  kept(now: number): KeptHistory {
    const members = [...this.#knownAt.keys()].map((member) => [member, this.of(member)] as const);
    return { fromAt: this.fromAt, seenAt: now, members: Object.fromEntries(members) };
  }

  /** Outages that were forgotten because a member had too many. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How all links stand at this moment; who is not among them is a member no more. */
  note(links: readonly { readonly member: string; readonly isUp: boolean }[], now: number): void {
    const members = new Set(links.map(({ member }) => member));
    for (const member of this.#knownAt.keys())
      if (!members.has(member)) {
        this.#knownAt.delete(member);
        this.#outages.delete(member);
      }
    for (const { member, isUp } of links) {
      if (!this.#knownAt.has(member)) this.#knownAt.set(member, now);
      this.#noteOne(member, isUp, now);
    }
  }

  /** Oldest first; the array is the same until something changed. */
  of(member: string): readonly Outage[] {
    return this.#outages.get(member) ?? NONE;
  }

  #noteOne(member: string, isUp: boolean, now: number): void {
    const before = this.#outages.get(member) ?? [];
    const last = before.at(-1);
    const isOpen = last !== undefined && last.toAt === null;
    const first = before[0];
    const isOld = first !== undefined && first.toAt !== null && first.toAt < now - OUTAGES_KEPT_MS;
    if (!isOld && isOpen === !isUp) return;
    let kept = [...before];
    if (isOpen && isUp) {
      const wasLinking =
        last.fromAt === this.#knownAt.get(member) && now - last.fromAt < LINKING_MS;
      if (wasLinking) kept.pop();
      else kept[kept.length - 1] = { ...last, toAt: now };
    }
    if (!isOpen && !isUp) kept = withOutage(before, now);
    this.#put(member, kept, now);
  }

  #put(member: string, outages: readonly Outage[], now: number): void {
    const kept = outages.filter(({ toAt }) => toAt === null || toAt >= now - OUTAGES_KEPT_MS);
    while (kept.length > MAX_OUTAGES) {
      kept.shift();
      this.#dropped++;
    }
    this.#outages.set(member, kept);
  }
}

/** One more that begins; the last one goes on when it has only just ended. */
function withOutage(outages: readonly Outage[], fromAt: number): Outage[] {
  const last = outages.at(-1);
  const isSame = last !== undefined && last.toAt !== null && fromAt - last.toAt < SAME_OUTAGE_MS;
  return isSame
    ? [...outages.slice(0, -1), { ...last, toAt: null }]
    : [...outages, { fromAt, toAt: null }];
}

const NONE: readonly Outage[] = [];
