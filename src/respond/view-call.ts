import {
  isStanding,
  type CallMember,
  type CallPhase,
  type CallView,
  type ConsultationView,
  type MemberStand,
  type PledgeView,
  type Reach,
} from '../model/index.ts';
import { describeAct } from './describe-act.ts';
import type { CallRecord } from './rally-book.ts';
import { actsOf, sortActs, type Regular, type Sorted } from './regular.ts';
import { viewConsultations, wordsOf } from './view-consultation.ts';
import { viewNeeds } from './view-needs.ts';
import { viewPledges } from './view-pledges.ts';

/** How far the call has got towards a member: the link's knowledge, which is this node's alone. */
export type ReachOf = (member: string, openingId: string) => Reach;

/**
 * A call as this node knows it; null while only answers to it have come. Computed from the acts alone: nodes with the
 * same acts get the same view for the same `now`, `reachOf` apart.
 */
export function viewCall(record: CallRecord, now: number, reachOf?: ReachOf): CallView | null {
  const sorted = sortActs(record);
  if (sorted === null) return null;
  const { opening, acts, irregular } = sorted;
  const { event, act } = opening;
  const consultations = viewConsultations(acts, event.origin, now);
  const pledges = viewPledges(acts, now);
  const closed = actsOf(acts, 'call.closed')[0]?.act ?? null;
  return {
    id: record.id,
    owner: event.origin,
    title: act.title,
    pattern: act.pattern,
    text: act.text,
    place: act.place,
    incidentIds: act.incidentIds,
    openedAt: event.at,
    openedBy: event.actor,
    exercise: event.label.exercise,
    label: event.label,
    phase: phaseOf(act.pattern, consultations, closed !== null),
    closedReason: closed?.reason ?? '',
    needs: viewNeeds(act, acts, pledges),
    members: viewMembers(sorted, consultations, pledges, reachOf ?? (() => 'unknown')),
    consultations,
    pledges,
    acts: acts.map((one) => ({
      id: one.event.id,
      at: one.event.at,
      member: one.event.origin,
      actor: one.event.actor,
      type: one.act.type,
      text: describeAct(one.act),
    })),
    irregular,
  };
}

function phaseOf(
  pattern: CallView['pattern'],
  consultations: readonly ConsultationView[],
  isClosed: boolean,
): CallPhase {
  if (isClosed) return 'closed';
  const newest = consultations.at(-1);
  if (newest === undefined) return pattern === 'help' ? 'gathering' : 'open';
  switch (newest.state) {
    case 'adopted':
      return 'gathering';
    case 'broken':
    case 'unresolved':
      return newest.state;
    default:
      return 'consulting';
  }
}

function viewMembers(
  { opening, acts }: Sorted,
  consultations: readonly ConsultationView[],
  pledges: readonly PledgeView[],
  reachOf: ReachOf,
): CallMember[] {
  const owner = opening.event.origin;
  const names = new Set(opening.act.members);
  for (const { event } of acts) if (event.origin !== owner) names.add(event.origin);
  names.delete(owner);
  const newest = consultations.at(-1);
  return [...names].sort().map((member) => {
    const own = acts.filter((one) => one.event.origin === member);
    const standing = pledges.filter((one) => one.member === member && isStanding(one));
    const { stand, at, answerBy, reason } = standOf(own, standing);
    const silence = silenceOf(newest, member);
    const reach = own.length > 0 ? 'there' : reachOf(member, opening.event.id);
    return {
      member,
      reach,
      stand,
      at,
      answerBy,
      reason,
      silence: silence.answer,
      silenceText: silence.text,
      reminders: remindersOf(acts, member, newest?.state === 'adopted' ? 0 : (newest?.round ?? 0)),
      pledgeIds: pledges.filter((one) => one.member === member).map((one) => one.id),
    };
  });
}

function standOf(
  own: readonly Regular[],
  pledges: readonly PledgeView[],
): Pick<CallMember, 'stand' | 'at' | 'answerBy' | 'reason'> {
  let stand: MemberStand = own.length > 0 ? 'received' : 'nothing-heard';
  let answerBy: number | null = null;
  let reason = '';
  for (const { act } of actsOf(own, 'call.answering', 'call.declined')) {
    stand = act.type === 'call.answering' ? 'will-answer' : 'declined';
    answerBy = act.type === 'call.answering' ? act.by : null;
    reason = act.type === 'call.declined' ? act.reason : '';
  }
  if (pledges.length > 0) stand = 'pledged';
  if (pledges.some((one) => one.moving > 0 || one.arrived > 0)) stand = 'moving';
  if (pledges.some((one) => one.delivered > 0)) stand = 'delivered';
  return { stand, at: own.at(-1)?.event.at ?? null, answerBy, reason };
}

function silenceOf(
  round: ConsultationView | undefined,
  member: string,
): { readonly answer: CallMember['silence']; readonly text: string } {
  if (round?.members.includes(member) !== true) return { answer: null, text: '' };
  const words = wordsOf(round, member);
  const last = words.find((one) => one.answer === 'break') ?? words.at(-1);
  if (last === undefined) return { answer: 'silent', text: '' };
  return { answer: last.answer, text: last.text };
}

/** Highest level so far in this round; 0 is the round of the need, when nothing is under silence. */
function remindersOf(acts: readonly Regular[], member: string, round: number): number {
  let level = 0;
  for (const { act } of actsOf(acts, 'reminder.sent'))
    if (act.member === member && act.round === round) level = Math.max(level, act.level);
  return level;
}
