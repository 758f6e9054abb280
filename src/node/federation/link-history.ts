import { OUTAGES_KEPT_MS, type Outage } from '../../model/index.ts';

/** Outages kept a member; a link that flaps more often loses its oldest, and the gap it leaves is counted. */
const MAX_OUTAGES = 60;
/** Up again for less than this, ms, is the same outage: a link that flaps is one trouble, not a hundred. */
const SAME_OUTAGE_MS = 5_000;
/** A link that stands within this, ms, after the member is first known was being made, not down. */
const LINKING_MS = 30_000;

/** When which link was down: what the time-line of partitions is drawn from. Bounded by time and by number a member. */
export class LinkHistory {
  /** since when links are watched here: before it nothing is known */
  readonly fromAt: number;
  readonly #outages = new Map<string, Outage[]>();
  /** when each member was first seen */
  readonly #knownAt = new Map<string, number>();
  #dropped = 0;

  constructor(now: number) {
    this.fromAt = now;
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
    const kept = before.filter(({ toAt }) => toAt === null || toAt >= now - OUTAGES_KEPT_MS);
    if (isOpen && isUp) {
      const wasLinking =
        last.fromAt === this.#knownAt.get(member) && now - last.fromAt < LINKING_MS;
      if (wasLinking) kept.pop();
      else kept[kept.length - 1] = { ...last, toAt: now };
    }
    if (!isOpen && !isUp) {
      const isSame =
        last?.toAt !== undefined && last.toAt !== null && now - last.toAt < SAME_OUTAGE_MS;
      if (isSame) kept[kept.length - 1] = { ...last, toAt: null };
      else kept.push({ fromAt: now, toAt: null });
    }
    while (kept.length > MAX_OUTAGES) {
      kept.shift();
      this.#dropped++;
    }
    this.#outages.set(member, kept);
  }
}

const NONE: readonly Outage[] = [];
