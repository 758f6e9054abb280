import {
  isStanding,
  type CallMember,
  type CallView,
  type ConsultationView,
  type NeedView,
  type PledgeView,
} from '../../model/index.ts';
import { formatCountdown } from '../format/clock.ts';

export type CallFilter = 'open' | 'all';

/** Calls that still run first, newest first. */
export function listCalls(calls: Iterable<CallView>, filter: CallFilter): CallView[] {
  return [...calls]
    .filter((call) => filter === 'all' || call.phase !== 'closed')
    .sort(
      (a, b) =>
        Number(a.phase === 'closed') - Number(b.phase === 'closed') || b.openedAt - a.openedAt,
    );
}

/** The columns of the board, left to right; each member of a call stands in one. */
export const BOARD = [
  'asked',
  'considering',
  'pledged',
  'moving',
  'delivered',
  'declined',
] as const;
export type Column = (typeof BOARD)[number];

export function columnOf({ stand }: CallMember): Column {
  switch (stand) {
    case 'nothing-heard':
      return 'asked';
    case 'received':
    case 'will-answer':
      return 'considering';
    default:
      return stand;
  }
}

export function countBoard(call: CallView): Readonly<Record<Column, number>> {
  const counts = { asked: 0, considering: 0, pledged: 0, moving: 0, delivered: 0, declined: 0 };
  for (const member of call.members) counts[columnOf(member)]++;
  return counts;
}

/** The newest proposal; null when nothing was ever put under silence. */
export function newestRound(call: CallView): ConsultationView | null {
  return call.consultations.at(-1) ?? null;
}

/** What the silence clock shows: time left while it runs, null after. */
export function silenceLeft(round: ConsultationView | null, now: number): string | null {
  return round?.state === 'running' ? formatCountdown(round.deadlineAt - now) : null;
}

/** Below this the clock is shown as urgent. */
const URGENT_MS = 3_600_000;
export function isUrgent(round: ConsultationView | null, now: number): boolean {
  return round?.state === 'running' && round.deadlineAt - now < URGENT_MS;
}

export interface BarPart {
  readonly name: 'delivered' | 'moving' | 'accepted' | 'pledged' | 'provisional' | 'missing';
  /** share of the whole bar, 0..1 */
  readonly share: number;
  readonly quantity: number;
}

/**
 * The parts of a need's bar, each quantity counted in the one farthest state it has reached, so that the parts never
 * overlap; the whole is what was asked, or more when more was offered.
 */
export function needBar(need: NeedView): BarPart[] {
  const moving = Math.max(0, need.moving);
  const accepted = Math.max(0, need.accepted - need.delivered - moving);
  const pledged = Math.max(0, need.pledged - Math.max(need.accepted, need.delivered + moving));
  const parts: [BarPart['name'], number][] = [
    ['delivered', need.delivered],
    ['moving', moving],
    ['accepted', accepted],
    ['pledged', pledged],
    ['provisional', need.provisional],
  ];
  const offered = parts.reduce((sum, [, quantity]) => sum + quantity, 0);
  const whole = Math.max(need.quantity, offered);
  parts.push(['missing', Math.max(0, need.quantity - offered)]);
  return parts
    .filter(([, quantity]) => quantity > 0)
    .map(([name, quantity]) => ({ name, quantity, share: quantity / whole }));
}

/** Pledges of a member that still stand, in words for its row: `2 battery, 1 radar`. */
export function standingPledges(call: CallView, member: string): readonly PledgeView[] {
  return call.pledges.filter((pledge) => pledge.member === member && isStanding(pledge));
}

/** `14:05` on a member's clocks; empty when its zone is not known here. */
export function formatLocal(at: number, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  } catch {
    return '';
  }
}

/** Straight line on the flow map, from who sends to who asked; weight 0..1 by quantity. */
export interface Flow {
  readonly member: string;
  readonly state: 'pledged' | 'moving' | 'delivered';
  readonly weight: number;
}

export function listFlows(call: CallView): Flow[] {
  const most = Math.max(1, ...call.pledges.map((pledge) => pledge.quantity));
  const flows: Flow[] = [];
  for (const { member } of call.members) {
    const standing = standingPledges(call, member);
    if (standing.length === 0) continue;
    const state = standing.some((one) => one.moving > 0 || one.arrived > 0)
      ? 'moving'
      : standing.every((one) => one.delivered > 0)
        ? 'delivered'
        : 'pledged';
    const weight = Math.max(...standing.map((one) => one.quantity)) / most;
    flows.push({ member, state, weight });
  }
  return flows;
}
