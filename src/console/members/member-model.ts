import type { MembersStatus, MemberStatus } from '../../model/index.ts';
import type { Health } from '../widgets/marks.tsx';

/** A link behind by more than this, ms, is said to lag. */
export const LAG_WARN_MS = 10_000;
/** A member's clock off by more than this, ms, is pointed out. */
export const CLOCK_WARN_MS = 2_000;

/** How a link stands, worst first: the order of the list. */
export const LINK_STATES = [
  'two-tongues',
  'no-key',
  'down',
  'lagging',
  'catching-up',
  'never',
  'up',
] as const;
export type LinkState = (typeof LINK_STATES)[number];

export const LINK_HEALTH: Readonly<Record<LinkState, Health>> = {
  'two-tongues': 'bad',
  'no-key': 'bad',
  down: 'caution',
  lagging: 'caution',
  'catching-up': 'standby',
  never: 'off',
  up: 'good',
};

export function linkState(member: MemberStatus, now: number): LinkState {
  if (member.quarantined > 0) return 'two-tongues';
  if (!member.keys.some((key) => key.status === 'current')) return 'no-key';
  if (!member.isUp) return member.heardAt === null ? 'never' : 'down';
  if (member.received < member.announced) return 'catching-up';
  const { waitingSinceAt } = member;
  return waitingSinceAt !== null && now - waitingSinceAt > LAG_WARN_MS ? 'lagging' : 'up';
}

/** Worst first, then by name. */
export function sortMembers(members: readonly MemberStatus[], now: number): MemberStatus[] {
  const rank = (member: MemberStatus): number => LINK_STATES.indexOf(linkState(member, now));
  return [...members].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
}

/** How far a late joiner, or a link that was cut, has caught up; null: nothing is to come. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** What the member has for us and we have not taken yet. */
export function progressIn({ received, announced }: MemberStatus): Progress | null {
  return received < announced ? { done: received, of: announced } : null;
}

/** What we have for the member and it has not acknowledged yet. */
export function progressOut({ sent, queued }: MemberStatus): Progress | null {
  return queued > 0 ? { done: sent, of: sent + queued } : null;
}

export function countFaults({ faults }: MemberStatus): number {
  return Object.values(faults).reduce((sum, count) => sum + count, 0);
}

/** Links that are up, of how many. */
export function countLinks({ members }: MembersStatus): {
  readonly up: number;
  readonly of: number;
} {
  return { up: members.filter((member) => member.isUp).length, of: members.length };
}

/** Names as a person writes them: EAST, SEA. */
export function readNames(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,\s]+/)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ];
}

/** Whether a text has the form of the eight words of a key; whether they are the right ones the node knows. */
export function areEightWords(text: string): boolean {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s-]+/);
  return words.length === 8 && words.every((word) => /^[a-z]{5}$/.test(word));
}
