import type { RallyAct, RallyEvent } from '../model/index.ts';
import type { CallRecord, CheckedEvent } from './rally-book.ts';
import { memberOfId } from './rally-book.ts';

/** An act that counts. */
export interface Regular<A extends RallyAct = RallyAct> {
  readonly event: RallyEvent;
  readonly act: A;
}

export interface Sorted {
  readonly opening: Regular<Extract<RallyAct, { type: 'call.opened' }>>;
  /** in the one order that is the same on every node: time, originator, id */
  readonly acts: readonly Regular[];
  readonly irregular: readonly {
    readonly id: string;
    readonly member: string;
    readonly why: string;
  }[];
}

/** Acts that only the call's owner may do. */
const OWNERS: ReadonlySet<string> = new Set<RallyAct['type']>([
  'call.opened',
  'call.needs-set',
  'call.closed',
  'consultation.opened',
  'consultation.concluded',
  'pledge.accepted',
  'pledge.refused',
  'delivery.confirmed',
  'delivery.released',
  'reminder.sent',
]);
/** Acts that only the member whose pledge it is may do. */
const PROVIDERS: ReadonlySet<string> = new Set<RallyAct['type']>([
  'pledge.made',
  'pledge.changed',
  'pledge.withdrawn',
  'movement.reported',
]);
/** Acts of the members asked, never of the owner. */
const ASKED: ReadonlySet<string> = new Set<RallyAct['type']>([
  'call.received',
  'call.answering',
  'call.declined',
]);

/** The acts of a call that count, in order, and the others with the reason; null while the call itself is not known. */
export function sortActs(record: CallRecord): Sorted | null {
  const inOrder = [...record.events.values()].sort(compareEvents);
  const opening = inOrder.find(
    (one) => one.act?.type === 'call.opened' && findOpeningFault(record.id, one.event) === '',
  );
  if (opening?.act?.type !== 'call.opened') return null;
  const acts: Regular[] = [];
  const irregular: { id: string; member: string; why: string }[] = [];
  for (const one of inOrder) {
    const why = one === opening ? '' : findFault(one, opening.event);
    if (why === '' && one.act !== null) acts.push({ event: one.event, act: one.act });
    else irregular.push({ id: one.event.id, member: one.event.origin, why });
  }
  return { opening: { event: opening.event, act: opening.act }, acts, irregular };
}

function compareEvents({ event: a }: CheckedEvent, { event: b }: CheckedEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.origin !== b.origin) return a.origin < b.origin ? -1 : 1;
  return a.id < b.id ? -1 : a.id === b.id ? 0 : 1;
}

/** Nobody opens a call in another's name, and an exercise call is one by its name, its label and every act on it. */
function findOpeningFault(callId: string, event: RallyEvent): string {
  if (memberOfId(callId) !== event.origin) return 'only its owner opens a call';
  const isExercise = callId.startsWith('EX-');
  if (isExercise !== event.label.exercise) return 'exercise and real are mixed';
  return '';
}

function findFault({ event, act, fault }: CheckedEvent, opening: RallyEvent): string {
  if (act === null) return `it has no sound ${fault}`;
  if (event.label.exercise !== opening.label.exercise)
    return event.label.exercise
      ? 'an exercise act on a real call'
      : 'a real act on an exercise call';
  const byOwner = event.origin === opening.origin;
  if (act.type === 'call.opened') return 'the call is open already';
  if (OWNERS.has(act.type) && !byOwner) return `only ${opening.origin} may do this`;
  if (ASKED.has(act.type) && byOwner) return 'the owner does not answer its own call';
  if (act.type === 'consultation.answered' && byOwner && act.answer !== 'extend')
    return 'the owner does not answer its own proposal';
  if (PROVIDERS.has(act.type) && 'pledge' in act && memberOfId(act.pledge) !== event.origin)
    return 'only the member whose pledge it is may do this';
  return '';
}

/** The acts of one or more types. */
export function actsOf<T extends RallyAct['type']>(
  acts: readonly Regular[],
  ...types: readonly T[]
): Regular<Extract<RallyAct, { type: T }>>[] {
  const wanted: readonly string[] = types;
  return acts.filter((one) => wanted.includes(one.act.type)) as unknown as Regular<
    Extract<RallyAct, { type: T }>
  >[];
}
