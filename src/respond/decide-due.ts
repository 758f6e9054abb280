import { HOUR_MS } from '../base/index.ts';
import type { CallView, ConsultationView, LedgerFact, RallyAct } from '../model/index.ts';
import { rallyFact } from './decide.ts';
import type { CallRecord, RallyBook } from './rally-book.ts';
import { viewCall } from './view-call.ts';
import { wordsOf } from './view-consultation.ts';

export interface RallyPolicy {
  /** ms before a consultation's deadline at which members that have not answered are reminded; the third escalates */
  readonly remindBeforeDeadlineMs: readonly number[];
  /** the same before the first need is needed, for members that said nothing about it */
  readonly remindBeforeNeedMs: readonly number[];
}

export const DEFAULT_RALLY_POLICY: RallyPolicy = {
  remindBeforeDeadlineMs: [24 * HOUR_MS, 4 * HOUR_MS, HOUR_MS],
  remindBeforeNeedMs: [72 * HOUR_MS, 24 * HOUR_MS, 6 * HOUR_MS],
};

/**
 * Up to which instant, by the member's own clock, everything it wrote for us is here: its link says so with each
 * message. -Infinity: never heard. This is what makes silence mean something (SIL-6).
 */
export type HeardAt = (member: string) => number;

const NODE_ACTOR = 'node';

/**
 * What the node itself has to write now: that a call or proposal is here; of its own calls the end of a silence
 * procedure and reminders. Call it about once a second and after new acts; add() what was written before the next call.
 * @param viewOf views that the caller has worked out already
 */
export function decideDue(
  book: RallyBook,
  now: number,
  heardAt: HeardAt,
  policy: RallyPolicy = DEFAULT_RALLY_POLICY,
  viewOf: (record: CallRecord) => CallView | null = (record) => viewCall(record, now),
): LedgerFact[] {
  const facts: LedgerFact[] = [];
  for (const record of book.calls()) {
    if (record.quietVersion === record.version && now < record.quietUntil) continue;
    const view = viewOf(record);
    if (view === null || view.phase === 'closed') {
      beQuiet(record, Number.POSITIVE_INFINITY);
      continue;
    }
    const acts =
      view.owner === book.member
        ? [...conclude(record, view, now, heardAt), ...remind(view, now, policy)]
        : acknowledge(record, view, book.member);
    for (const act of acts)
      facts.push(rallyFact(act, { book, record, view, actor: NODE_ACTOR, now }));
    if (acts.length === 0) beQuiet(record, nextLook(view, book.member, now, policy));
  }
  return facts;
}

function beQuiet(record: CallRecord, until: number): void {
  record.quietVersion = record.version;
  record.quietUntil = until;
}

/** When something can become due although no act has come. */
function nextLook(view: CallView, member: string, now: number, policy: RallyPolicy): number {
  if (view.owner !== member) return Number.POSITIVE_INFINITY;
  const round = view.consultations.at(-1);
  // Waiting for members: their signs of life are no acts.
  if (round?.state === 'waiting') return now;
  const marks: number[] = [];
  if (round?.state === 'running') {
    const { deadlineAt } = round;
    marks.push(deadlineAt, ...policy.remindBeforeDeadlineMs.map((ms) => deadlineAt - ms));
  }
  for (const need of view.needs)
    marks.push(...policy.remindBeforeNeedMs.map((ms) => need.neededAt - ms));
  return Math.min(...marks.filter((at) => at > now), Number.POSITIVE_INFINITY);
}

function acknowledge(record: CallRecord, view: CallView, member: string): RallyAct[] {
  const seen = new Set<number>();
  for (const { event, act } of record.events.values())
    if (event.origin === member && act?.type === 'call.received') seen.add(act.round);
  const rounds = [0];
  const newest = view.consultations.at(-1);
  if (newest?.members.includes(member) === true) rounds.push(newest.round);
  return rounds
    .filter((round) => !seen.has(round))
    .map((round) => ({ type: 'call.received', call: view.id, round }));
}

/** The rule for the end of a silence procedure, partitions included: SIL-6 to SIL-8. */
function conclude(record: CallRecord, view: CallView, now: number, heardAt: HeardAt): RallyAct[] {
  const round = view.consultations.at(-1);
  if (round === undefined || isConcluded(record, round)) return [];
  const end = (
    outcome: 'adopted' | 'broken' | 'unresolved',
    effectiveAt: number,
    unheard: readonly string[],
  ): RallyAct[] => [
    {
      type: 'consultation.concluded',
      call: view.id,
      round: round.round,
      outcome,
      effectiveAt,
      unheard,
    },
  ];
  if (round.state === 'broken') return end('broken', round.effectiveAt ?? now, []);
  if (now < round.deadlineAt) return [];
  const unheard = round.members.filter(
    (member) => wordsOf(round, member).length === 0 && heardAt(member) < round.deadlineAt,
  );
  if (unheard.length === 0) return end('adopted', round.deadlineAt, []);
  if (now < round.deadlineAt + round.waitS * 1000) return [];
  return end(round.unheard === 'assents' ? 'adopted' : 'unresolved', round.deadlineAt, unheard);
}

/** A break ends a round for whoever knows it before its owner has written so. */
function isConcluded(record: CallRecord, { round }: ConsultationView): boolean {
  for (const { act } of record.events.values())
    if (act?.type === 'consultation.concluded' && act.round === round) return true;
  return false;
}

function remind(view: CallView, now: number, policy: RallyPolicy): RallyAct[] {
  const round = view.consultations.at(-1);
  if (round?.state === 'running') {
    const level = levelDue(now, round.openedAt, round.deadlineAt, policy.remindBeforeDeadlineMs);
    return view.members
      .filter((one) => one.silence === 'silent' && one.reminders < level)
      .map(({ member }) => reminder(view, round.round, member, level));
  }
  if (view.phase !== 'gathering' || view.needs.length === 0) return [];
  const neededAt = Math.min(...view.needs.map((need) => need.neededAt));
  const since = round?.effectiveAt ?? view.openedAt;
  const level = levelDue(now, since, neededAt, policy.remindBeforeNeedMs);
  return view.members
    .filter(({ stand }) => stand === 'nothing-heard' || stand === 'received')
    .filter((one) => one.reminders < level)
    .map(({ member }) => reminder(view, 0, member, level));
}

function reminder(view: CallView, round: number, member: string, level: number): RallyAct {
  return { type: 'reminder.sent', call: view.id, round, member, level };
}

/** How many of the marks before a deadline have passed, those before the start left out. */
function levelDue(
  now: number,
  startAt: number,
  deadlineAt: number,
  marksMs: readonly number[],
): number {
  let level = 0;
  marksMs.forEach((before, i) => {
    const at = deadlineAt - before;
    if (at > startAt && now >= at) level = i + 1;
  });
  return level;
}
