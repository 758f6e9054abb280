import type { ConsultationView, RallyAct } from '../model/index.ts';
import { actsOf, type Regular } from './regular.ts';
import { runSilence, type SilenceAct } from './silence.ts';

type Opened = Extract<RallyAct, { type: 'consultation.opened' }>;
type Answered = Extract<RallyAct, { type: 'consultation.answered' }>;

/**
 * Every round of a call, oldest first. Which answers count is computed here, by every node alike; that a round is over
 * is the owner's to say (SIL-7), except that a break in time which is known ends it for everybody who knows it.
 */
export function viewConsultations(
  acts: readonly Regular[],
  owner: string,
  now: number,
): ConsultationView[] {
  const rounds = new Map<number, Regular<Opened>>();
  for (const one of actsOf(acts, 'consultation.opened'))
    if (!rounds.has(one.act.round)) rounds.set(one.act.round, one);
  const newest = Math.max(0, ...rounds.keys());
  return [...rounds.values()]
    .sort((a, b) => a.act.round - b.act.round)
    .map((opened) =>
      viewRound(opened, acts, owner, { now, isNewest: opened.act.round === newest }),
    );
}

function viewRound(
  { event, act }: Regular<Opened>,
  acts: readonly Regular[],
  owner: string,
  { now, isNewest }: { now: number; isNewest: boolean },
): ConsultationView {
  const given = actsOf(acts, 'consultation.answered').filter(
    (one) =>
      one.act.round === act.round &&
      (act.members.includes(one.event.origin) || one.event.origin === owner),
  );
  const words = given.map(toSilenceAct);
  const silence = runSilence(act.deadlineAt, words);
  const concluded = actsOf(acts, 'consultation.concluded').find(
    (one) => one.act.round === act.round,
  )?.act;
  const adopted = concluded?.outcome === 'adopted';
  return {
    round: act.round,
    forum: act.forum,
    proposal: act.proposal,
    reason: act.reason,
    openedAt: event.at,
    deadlineAt: silence.deadlineAt,
    members: act.members,
    waitS: act.waitS,
    unheard: act.unheard,
    state:
      concluded?.outcome ??
      (silence.broken !== null
        ? 'broken'
        : !isNewest
          ? 'superseded'
          : now < silence.deadlineAt
            ? 'running'
            : 'waiting'),
    effectiveAt: concluded?.effectiveAt ?? silence.broken?.at ?? null,
    answers: given.map((one, i) => ({
      member: one.event.origin,
      at: one.event.at,
      answer: one.act.answer,
      text: one.act.text,
      hours: one.act.hours,
      isVoid: silence.void.has(words[i]!),
    })),
    unheardMembers: concluded?.unheard ?? [],
    contestedBy: adopted && silence.broken !== null ? [silence.broken.member] : [],
  };
}

type Answer = ConsultationView['answers'][number];
type Word = Answer & { readonly answer: Exclude<Answer['answer'], 'extend'> };

/** What a member has said in a round as far as it counts; asking for more time says nothing yet. */
export function wordsOf(round: ConsultationView, member: string): readonly Word[] {
  return round.answers.filter(
    (one): one is Word => one.member === member && one.answer !== 'extend' && !one.isVoid,
  );
}

function toSilenceAct({ event, act }: Regular<Answered>): SilenceAct {
  return { at: event.at, member: event.origin, answer: act.answer, hours: act.hours };
}
