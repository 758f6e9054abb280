import { fail, ok, type Result } from '../base/index.ts';
import type {
  CallView,
  Label,
  LedgerFact,
  PledgeView,
  RallyAct,
  RallyCommand,
  Refusal,
} from '../model/index.ts';
import { makeRallyId, type CallRecord, type RallyBook } from './rally-book.ts';
import { bodyOf, findActFault, MAX_EXTENSION_HOURS } from './read-act.ts';
import { viewCall } from './view-call.ts';
import { termsOf } from './view-pledges.ts';

/** Codes of every refusal; each has an entry in docs/faults.md. */
export const RALLY_REFUSALS = [
  'rally-bad',
  'call-unknown',
  'call-not-yours',
  'call-your-own',
  'call-closed',
  'call-exercise-node',
  'call-unreleased',
  'call-nobody-asked',
  'reason-needed',
  'deadline-past',
  'consultation-none',
  'consultation-over',
  'consultation-not-asked',
  'extension-bad',
  'need-unknown',
  'pledge-unknown',
  'pledge-not-yours',
  'pledge-over',
  'pledge-provisional',
  'pledge-expired',
  'pledge-not-accepted',
  'quantity-too-high',
] as const;
export type RallyRefusal = (typeof RALLY_REFUSALS)[number];

export interface RallyState {
  readonly book: RallyBook;
  /** the node runs an exercise: it can open no real call */
  readonly exercise: boolean;
  /** every other member of the alliance: asked when a call names nobody */
  readonly allies: readonly string[];
}

type Answer = Result<LedgerFact[], Refusal>;

function refuse(code: RallyRefusal, text: string): Result<never, Refusal> {
  return fail({ code, text });
}

/** decide(): the facts to write, or a refusal with a sentence. Changes nothing: add() the written entries to the book. */
export function decideRally(
  state: RallyState,
  command: RallyCommand,
  actor: string,
  now: number,
): Answer {
  const { book } = state;
  if (command.type === 'call.open') return decideOpen(state, command, actor, now);
  const record = book.call(command.call);
  const view = record === null ? null : viewCall(record, now);
  if (record === null || view === null)
    return refuse('call-unknown', `there is no call ${command.call}`);
  const context: Context = { book, record, view, actor, now };
  switch (command.type) {
    case 'call.set-needs':
    case 'call.close':
      return decideOwn(context, command);
    case 'call.answer-later':
    case 'call.decline':
      return decideStand(context, command);
    case 'call.note':
      return write(context, { type: 'call.noted', call: view.id, text: command.text.trim() });
    case 'consultation.open':
      return decideConsultation(context, command);
    case 'consultation.answer':
      return decideAnswer(context, command);
    case 'pledge.make':
    case 'pledge.change':
      return decideTerms(context, command);
    default:
      return decidePledge(context, command);
  }
}

interface Context {
  readonly book: RallyBook;
  readonly record: CallRecord;
  readonly view: CallView;
  readonly actor: string;
  readonly now: number;
}

type Command<T extends RallyCommand['type']> = Extract<RallyCommand, { type: T }>;

function decideOpen(
  { book, exercise, allies }: RallyState,
  command: Command<'call.open'>,
  actor: string,
  now: number,
): Answer {
  const { label } = command;
  if (exercise && !label.exercise)
    return refuse('call-exercise-node', 'this node runs an exercise: mark the call as one');
  if (label.releasableTo.length === 0)
    return refuse('call-unreleased', 'its label releases it to nobody');
  const asked = command.members.length === 0 ? allies : command.members;
  const members = [...new Set(asked)].filter((one) => one !== book.member);
  if (members.length === 0) return refuse('call-nobody-asked', 'there is no other member to ask');
  if (new Set(command.needs.map((need) => need.id)).size !== command.needs.length)
    return refuse('rally-bad', 'two needs have one id');
  const kind = label.exercise ? 'EX' : 'C';
  const id = makeRallyId(kind, book.member, now, (one) => book.call(one) !== null);
  const { pattern, text, place, needs, incidentIds } = command;
  const title = command.title.trim();
  const act: RallyAct = {
    type: 'call.opened',
    call: id,
    title,
    pattern,
    text,
    place,
    needs,
    members,
    incidentIds,
  };
  return check([act], (one) => ({ type: one.type, at: now, actor, body: bodyOf(one), label }));
}

/** Facts of the acts when all are sound. */
function check(acts: readonly RallyAct[], toFact: (act: RallyAct) => LedgerFact): Answer {
  for (const act of acts) {
    const field = findActFault(act.type, bodyOf(act));
    if (field !== '') return refuse('rally-bad', `${field} is missing, too long or out of range`);
  }
  return ok(acts.map(toFact));
}

function write(context: Context, ...acts: readonly RallyAct[]): Answer {
  return check(acts, (act) => rallyFact(act, context));
}

/**
 * The fact of an act on a call. It carries the call's label, the owner added, so that everybody who sees the call sees
 * the answer. Its time never goes back on this member's acts before: nobody can answer before a deadline afterwards.
 */
export function rallyFact(
  act: RallyAct,
  context: Pick<Context, 'book' | 'record' | 'view' | 'actor' | 'now'>,
): LedgerFact {
  const { book, record, view, actor, now } = context;
  let at = now;
  for (const { event } of record.events.values())
    if (event.origin === book.member && event.at >= at) at = event.at + 1;
  return { type: act.type, at, actor, body: bodyOf(act), label: answerLabel(view) };
}

function answerLabel({ label, owner }: CallView): Label {
  const { releasableTo } = label;
  if (releasableTo.includes('*') || releasableTo.includes(owner)) return label;
  return { ...label, releasableTo: [...releasableTo, owner] };
}

function notOwner({ book, view }: Context): Answer | null {
  if (view.owner === book.member) return null;
  return refuse('call-not-yours', `it is ${view.owner}'s call`);
}

function notAsked({ book, view }: Context): Answer | null {
  if (view.owner !== book.member) return null;
  return refuse('call-your-own', 'it is your own call');
}

function isOver({ view }: Context): Answer | null {
  return view.phase === 'closed' ? refuse('call-closed', `the call is closed`) : null;
}

function decideOwn(context: Context, command: Command<'call.set-needs' | 'call.close'>): Answer {
  const refused = notOwner(context) ?? isOver(context);
  if (refused !== null) return refused;
  const { view, record } = context;
  if (command.type === 'call.close') {
    if (command.reason.trim() === '') return refuse('reason-needed', 'say why it is closed');
    return write(context, { type: 'call.closed', call: view.id, reason: command.reason.trim() });
  }
  if (new Set(command.needs.map((need) => need.id)).size !== command.needs.length)
    return refuse('rally-bad', 'two needs have one id');
  let version = 1;
  for (const { act } of record.events.values())
    if (act?.type === 'call.needs-set') version = Math.max(version, act.version + 1);
  const { needs } = command;
  return write(context, { type: 'call.needs-set', call: view.id, version, needs });
}

function decideStand(
  context: Context,
  command: Command<'call.answer-later' | 'call.decline'>,
): Answer {
  const refused = notAsked(context) ?? isOver(context);
  if (refused !== null) return refused;
  const call = context.view.id;
  if (command.type === 'call.answer-later')
    return write(context, { type: 'call.answering', call, by: command.by });
  const reason = command.reason.trim();
  if (reason === '') return refuse('reason-needed', 'say why');
  return write(context, { type: 'call.declined', call, reason });
}

/** First proposal, or the next round: re-circulated after a change, or in another forum with other members. */
function decideConsultation(context: Context, command: Command<'consultation.open'>): Answer {
  const refused = notOwner(context) ?? isOver(context);
  if (refused !== null) return refused;
  const { view, now } = context;
  const before = view.consultations.at(-1);
  const reason = command.reason.trim();
  if (before !== undefined && reason === '')
    return refuse('reason-needed', 'say why it is put again');
  if (!(command.deadlineAt > now)) return refuse('deadline-past', 'the deadline is not ahead');
  const asked =
    command.members.length === 0 ? view.members.map((one) => one.member) : command.members;
  const members = [...new Set(asked)].filter((one) => one !== view.owner);
  if (members.length === 0) return refuse('call-nobody-asked', 'there is no other member to ask');
  const { forum, proposal, deadlineAt, waitS, unheard } = command;
  const acts: RallyAct[] = [];
  if (before?.state === 'running' || before?.state === 'waiting')
    acts.push({
      type: 'consultation.concluded',
      call: view.id,
      round: before.round,
      outcome: 'superseded',
      effectiveAt: now,
      unheard: [],
    });
  acts.push({
    type: 'consultation.opened',
    call: view.id,
    round: (before?.round ?? 0) + 1,
    forum,
    proposal,
    deadlineAt,
    members,
    waitS,
    unheard,
    reason,
  });
  return write(context, ...acts);
}

function decideAnswer(context: Context, command: Command<'consultation.answer'>): Answer {
  const { book, view } = context;
  const round = view.consultations.at(-1);
  if (round === undefined) return refuse('consultation-none', 'nothing is under silence');
  if (round.state !== 'running')
    return refuse('consultation-over', `proposal ${round.round} is no longer open: ${round.state}`);
  const { answer, hours } = command;
  const isOwnerExtending = view.owner === book.member && answer === 'extend';
  if (!round.members.includes(book.member) && !isOwnerExtending)
    return refuse('consultation-not-asked', `${book.member} is not asked in this round`);
  const text = command.text.trim();
  if ((answer === 'break' || answer === 'reserve') && text === '')
    return refuse('reason-needed', answer === 'break' ? 'say why' : 'state the reservation');
  const isMore = answer === 'extend';
  if (isMore && !(hours > 0 && hours <= MAX_EXTENSION_HOURS))
    return refuse('extension-bad', 'say how many hours more, above 0');
  return write(context, {
    type: 'consultation.answered',
    call: view.id,
    round: round.round,
    answer,
    text,
    hours: isMore ? hours : 0,
  });
}

function decideTerms(context: Context, command: Command<'pledge.make' | 'pledge.change'>): Answer {
  const refused = notAsked(context) ?? isOver(context);
  if (refused !== null) return refused;
  const { book, record, view, now } = context;
  const terms = { ...termsOf(command), capability: command.capability.trim() };
  if (terms.needId !== null && !view.needs.some((need) => need.id === terms.needId))
    return refuse('need-unknown', `the call has no need ${terms.needId}`);
  if (terms.expiresAt !== null && terms.expiresAt <= now)
    return refuse('deadline-past', 'the offer would have expired already');
  if (command.type === 'pledge.make') {
    const taken = new Set(view.pledges.map((one) => one.id));
    const pledge = makeRallyId('P', book.member, now, (one) => taken.has(one));
    return write(context, { type: 'pledge.made', call: view.id, pledge, ...terms });
  }
  const found = findPledge(view, command.pledge);
  if (!found.ok) return found;
  const pledge = found.value;
  if (pledge.member !== book.member) return refuse('pledge-not-yours', `it is ${pledge.member}'s`);
  let version = 1;
  for (const { act } of record.events.values())
    if (act?.type === 'pledge.changed' && act.pledge === pledge.id)
      version = Math.max(version, act.version + 1);
  const { id } = pledge;
  return write(context, { type: 'pledge.changed', call: view.id, pledge: id, version, ...terms });
}

/** A pledge that something can still be done about. */
function findPledge(view: CallView, id: string): Result<PledgeView, Refusal> {
  const pledge = view.pledges.find((one) => one.id === id);
  if (pledge === undefined) return refuse('pledge-unknown', `there is no pledge ${id}`);
  const { state } = pledge;
  if (state === 'withdrawn' || state === 'released')
    return refuse('pledge-over', `the pledge is ${state}`);
  return ok(pledge);
}

type PledgeDeed = Command<
  | 'pledge.withdraw'
  | 'pledge.accept'
  | 'pledge.refuse'
  | 'movement.report'
  | 'delivery.confirm'
  | 'delivery.release'
>;

function decidePledge(context: Context, command: PledgeDeed): Answer {
  const { book, view } = context;
  const found = findPledge(view, command.pledge);
  if (!found.ok) return found;
  const pledge = found.value;
  const isProviders = command.type === 'pledge.withdraw' || command.type === 'movement.report';
  if (isProviders && pledge.member !== book.member)
    return refuse('pledge-not-yours', `it is ${pledge.member}'s`);
  if (!isProviders) {
    const refused = notOwner(context);
    if (refused !== null) return refused;
  }
  const call = view.id;
  const { id } = pledge;
  switch (command.type) {
    case 'pledge.withdraw':
    case 'pledge.refuse': {
      const reason = command.reason.trim();
      if (reason === '') return refuse('reason-needed', 'say why');
      if (command.type === 'pledge.refuse')
        return write(context, { type: 'pledge.refused', call, pledge: id, reason });
      return write(context, { type: 'pledge.withdrawn', call, pledge: id, reason });
    }
    case 'pledge.accept':
      return decideAccept(context, pledge, command.quantity);
    case 'movement.report': {
      if (pledge.accepted <= 0)
        return refuse('pledge-not-accepted', `${view.owner} has not accepted it`);
      const { quantity, state, place, arriveAt, text } = command;
      if (quantity > pledge.quantity) return tooMuch(pledge.quantity, 'offered');
      const act = { type: 'movement.reported', call, pledge: id, quantity, state } as const;
      return write(context, { ...act, place, arriveAt, text });
    }
    case 'delivery.confirm': {
      if (pledge.accepted <= 0) return refuse('pledge-not-accepted', 'accept it first');
      const { quantity, place } = command;
      if (quantity > pledge.quantity) return tooMuch(pledge.quantity, 'offered');
      return write(context, { type: 'delivery.confirmed', call, pledge: id, quantity, place });
    }
    case 'delivery.release': {
      const { quantity, text } = command;
      if (quantity > pledge.delivered) return tooMuch(pledge.delivered, 'delivered');
      return write(context, { type: 'delivery.released', call, pledge: id, quantity, text });
    }
  }
}

function decideAccept(context: Context, pledge: PledgeView, quantity: number): Answer {
  const over = isOver(context);
  if (over !== null) return over;
  if (pledge.provisional)
    return refuse('pledge-provisional', `${pledge.member} has not decided on it itself`);
  if (pledge.state === 'expired') return refuse('pledge-expired', 'the offer has expired');
  if (quantity > pledge.quantity) return tooMuch(pledge.quantity, 'offered');
  const { id } = pledge;
  return write(context, { type: 'pledge.accepted', call: context.view.id, pledge: id, quantity });
}

function tooMuch(most: number, what: string): Answer {
  return refuse('quantity-too-high', `only ${most} ${most === 1 ? 'is' : 'are'} ${what}`);
}
