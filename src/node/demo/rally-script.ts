/**
 * The demo's call for help, second by second from its opening: a consultation under silence, one reservation, one ally
 * that cannot be reached for a while, pledges that trickle in, movement, delivery. Everything is an exercise.
 */
import {
  OWN_ONLY,
  type CallView,
  type MovementState,
  type PledgeTerms,
  type PledgeView,
  type RallyCommand,
  type SilenceAnswer,
} from '../../model/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const CALLER = 'ROU';
export const TITLE = 'Drones over the delta: help with air surveillance';
/** This ally's link is cut from before the call until later. */
export const AWAY = 'ISL';
/** It goes away so long before the call is opened, s. */
export const AWAY_BEFORE_S = 8;
/** When the call begins anew, s from its opening. */
export const REPEAT_S = 1_800;

/** What somebody does; null: what it rests on is not there yet, try again. */
export type Deed = (call: CallView, now: number) => RallyCommand | null;

export interface ScriptStep {
  readonly atS: number;
  readonly member: string;
  readonly deed: Deed | 'back';
}

export function openCall(now: number): RallyCommand {
  const needs = [
    ['n1', 'Short-range air defence', 4, 'battery'],
    ['n2', 'Passive radar', 3, 'set'],
    ['n3', 'Maritime patrol aircraft', 2, ''],
    ['n4', 'Electronic support team', 2, 'team'],
  ] as const;
  return {
    type: 'call.open',
    title: TITLE,
    pattern: 'decide',
    text: 'EXERCISE. Drones cross the delta by night at low height; the coast is watched thinly.',
    place: 'Tulcea',
    needs: needs.map(([id, capability, quantity, unit]) => ({
      id,
      capability,
      quantity,
      unit,
      neededAt: now + 72 * HOUR,
      note: '',
    })),
    members: [],
    incidentIds: [],
    label: { ...OWN_ONLY, releasableTo: ['*'], exercise: true },
  };
}

const propose: Deed = ({ id }, now) => ({
  type: 'consultation.open',
  call: id,
  forum: 'Council',
  proposal: 'EXERCISE. Air surveillance over the delta is strengthened for seven days.',
  deadlineAt: now + 4 * MINUTE,
  members: [],
  waitS: 120,
  unheard: 'blocks',
  reason: '',
});

const answer =
  (what: SilenceAnswer, text = ''): Deed =>
  ({ id, consultations }) =>
    consultations.length === 0
      ? null
      : { type: 'consultation.answer', call: id, answer: what, text, hours: 0 };

/** What a pledge is of, by need. */
const THINGS = {
  n1: ['Short-range air defence', 'battery'],
  n2: ['Passive radar', 'set'],
  n3: ['Maritime patrol aircraft', ''],
  n4: ['Electronic support team', 'team'],
} as const;

const pledge =
  (
    needId: keyof typeof THINGS,
    quantity: number,
    from: string,
    part: Partial<PledgeTerms> = {},
  ): Deed =>
  ({ id }, now) => {
    const [capability, unit] = THINGS[needId];
    const when = { readyAt: now + 6 * HOUR, arriveAt: now + 30 * HOUR, expiresAt: null };
    const rest = { conditions: '', provisional: false };
    const terms = { needId, capability, quantity, unit, from, ...when, ...rest, ...part };
    return { type: 'pledge.make', call: id, ...terms };
  };

const onPledge =
  (member: string, act: (pledge: PledgeView, call: string, now: number) => RallyCommand): Deed =>
  (call, now) => {
    const found = call.pledges.find((one) => one.member === member);
    return found === undefined ? null : act(found, call.id, now);
  };

const accept = (member: string, quantity: number): Deed =>
  onPledge(member, ({ id }, call) => ({ type: 'pledge.accept', call, pledge: id, quantity }));

const move = (
  member: string,
  quantity: number,
  state: MovementState,
  place: string,
  text = '',
): Deed =>
  onPledge(member, ({ id }, call, now) => ({
    type: 'movement.report',
    call,
    pledge: id,
    quantity,
    state,
    place,
    arriveAt: state === 'arrived' ? null : now + 20 * HOUR,
    text,
  }));

const confirm = (member: string, quantity: number, place: string): Deed =>
  onPledge(member, ({ id }, call) => ({
    type: 'delivery.confirm',
    call,
    pledge: id,
    quantity,
    place,
  }));

const release = (member: string, quantity: number): Deed =>
  onPledge(member, ({ id }, call) => ({
    type: 'delivery.release',
    call,
    pledge: id,
    quantity,
    text: 'With thanks.',
  }));

const later: Deed = ({ id }, now) => ({
  type: 'call.answer-later',
  call: id,
  by: now + 3 * MINUTE,
});
const decline: Deed = ({ id }) => ({
  type: 'call.decline',
  call: id,
  reason: 'No such unit is free.',
});
const note =
  (text: string): Deed =>
  ({ id }) => ({ type: 'call.note', call: id, text });
const close: Deed = ({ id }) => ({ type: 'call.close', call: id, reason: 'The exercise is over.' });

const STEPS: readonly (readonly [atS: number, member: string, deed: Deed | 'back'])[] = [
  [6, CALLER, propose],
  [18, 'BGR', answer('agree')],
  [26, 'TUR', answer('agree')],
  [33, 'DEU', answer('agree')],
  [41, 'POL', answer('agree')],
  [48, 'HUN', answer('reserve', 'Hungary takes part without forces of its own.')],
  [57, 'FRA', answer('agree')],
  [66, 'BGR', pledge('n2', 1, 'Shabla')],
  [78, 'TUR', pledge('n3', 1, 'Çanakkale')],
  [90, 'ITA', answer('agree')],
  [100, 'DEU', pledge('n1', 2, 'Bremen')],
  [110, AWAY, 'back'],
  [125, 'POL', pledge('n2', 2, 'Rzeszów')],
  [140, 'GBR', later],
  [150, AWAY, note('Our line was down; we have read the call now.')],
  [160, 'FRA', pledge('n1', 1, 'Cincu', { conditions: 'Under French command' })],
  [175, 'ITA', pledge('n1', 2, 'Mantova', { provisional: true })],
  [190, 'SVN', decline],
  [210, 'NLD', pledge('n4', 1, 'Garderen')],
  [255, CALLER, accept('BGR', 1)],
  [262, CALLER, accept('DEU', 2)],
  [270, CALLER, accept('POL', 1)],
  [278, CALLER, accept('TUR', 1)],
  [290, 'GBR', pledge('n3', 1, 'Lossiemouth')],
  [300, 'BGR', move('BGR', 1, 'departed', 'Shabla')],
  [315, CALLER, accept('GBR', 1)],
  [330, 'TUR', move('TUR', 1, 'departed', 'Çanakkale')],
  [350, 'DEU', move('DEU', 2, 'departed', 'Bremen')],
  [380, 'POL', move('POL', 1, 'departed', 'Rzeszów')],
  [400, 'BGR', move('BGR', 1, 'arrived', 'Tulcea')],
  [420, CALLER, confirm('BGR', 1, 'Tulcea')],
  [450, 'TUR', move('TUR', 1, 'arrived', 'Constanța')],
  [470, CALLER, confirm('TUR', 1, 'Constanța')],
  [500, 'POL', move('POL', 1, 'held-up', 'Suceava', 'A bridge is closed.')],
  [540, 'DEU', move('DEU', 2, 'under-way', 'Cluj')],
  [620, 'POL', move('POL', 1, 'under-way', 'Bacău')],
  [700, 'DEU', move('DEU', 2, 'arrived', 'Tulcea')],
  [730, CALLER, confirm('DEU', 2, 'Tulcea')],
  [780, 'POL', move('POL', 1, 'arrived', 'Tulcea')],
  [800, CALLER, confirm('POL', 1, 'Tulcea')],
  [1_500, CALLER, release('TUR', 1)],
  [1_700, CALLER, close],
];

export const SCRIPT: readonly ScriptStep[] = STEPS.map(([atS, member, deed]) => ({
  atS,
  member,
  deed,
}));
