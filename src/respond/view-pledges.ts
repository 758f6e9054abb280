import type { PledgeState, PledgeTerms, PledgeView, RallyAct } from '../model/index.ts';
import { actsOf, type Regular } from './regular.ts';

type Made = Extract<RallyAct, { type: 'pledge.made' }>;

/** What the acts on one pledge say, whatever order they came in. */
interface Tally {
  readonly made: Regular<Made>;
  terms: PledgeTerms & { readonly version: number };
  accepted: number;
  acceptedAt: number;
  refused: string | null;
  withdrawn: string | null;
  movement: PledgeView['movement'];
  underWay: number;
  arrived: number;
  delivered: number;
  released: number;
}

/** Every pledge on a call, oldest first. Offered, accepted, moving, delivered and released are counted apart. */
export function viewPledges(acts: readonly Regular[], now: number): PledgeView[] {
  const tallies = new Map<string, Tally>();
  for (const one of actsOf(acts, 'pledge.made'))
    if (!tallies.has(one.act.pledge)) tallies.set(one.act.pledge, begin(one));
  for (const { event, act } of acts) {
    const tally = 'pledge' in act ? tallies.get(act.pledge) : undefined;
    if (tally !== undefined) count(tally, act, event.at);
  }
  return [...tallies.values()].map((tally) => toView(tally, now));
}

function begin(made: Regular<Made>): Tally {
  return {
    made,
    terms: { ...termsOf(made.act), version: 0 },
    accepted: 0,
    acceptedAt: Number.POSITIVE_INFINITY,
    refused: null,
    withdrawn: null,
    movement: null,
    underWay: 0,
    arrived: 0,
    delivered: 0,
    released: 0,
  };
}

/** The terms alone, of an act or a command that has them among other things. */
export function termsOf(act: PledgeTerms): PledgeTerms {
  const { needId, capability, quantity, unit, from, readyAt, arriveAt, conditions } = act;
  const { expiresAt, provisional } = act;
  return {
    needId,
    capability,
    quantity,
    unit,
    from,
    readyAt,
    arriveAt,
    conditions,
    expiresAt,
    provisional,
  };
}

/** Acts come in order of their time, so a later word on the same thing stands. */
function count(tally: Tally, act: RallyAct, at: number): void {
  switch (act.type) {
    case 'pledge.changed':
      if (act.version >= tally.terms.version)
        tally.terms = { ...termsOf(act), version: act.version };
      return;
    case 'pledge.withdrawn':
      tally.withdrawn = act.reason;
      return;
    case 'pledge.accepted':
      tally.accepted = act.quantity;
      tally.acceptedAt = Math.min(tally.acceptedAt, at);
      tally.refused = null;
      return;
    case 'pledge.refused':
      tally.refused = act.reason;
      tally.accepted = 0;
      return;
    case 'movement.reported': {
      const { state, place, arriveAt, text } = act;
      tally.movement = { state, place, arriveAt, text, at };
      if (state === 'arrived') tally.arrived = Math.max(tally.arrived, act.quantity);
      else if (state !== 'preparing') tally.underWay = Math.max(tally.underWay, act.quantity);
      return;
    }
    case 'delivery.confirmed':
      tally.delivered = act.quantity;
      return;
    case 'delivery.released':
      tally.released = act.quantity;
      return;
    default:
  }
}

function toView(tally: Tally, now: number): PledgeView {
  const { made, movement, delivered, released } = tally;
  const { version: _, ...terms } = tally.terms;
  // An acceptance of more than is offered now holds for what is offered; what was delivered stays delivered.
  const accepted = Math.max(Math.min(tally.accepted, terms.quantity), 0);
  const arrived = Math.max(tally.arrived, delivered);
  const moving = Math.max(0, Math.min(tally.underWay, terms.quantity) - arrived);
  const isExpired =
    terms.expiresAt !== null &&
    (accepted === 0 ? now >= terms.expiresAt : tally.acceptedAt >= terms.expiresAt);
  return {
    ...terms,
    id: made.act.pledge,
    member: made.event.origin,
    madeAt: made.event.at,
    state: stateOf(tally, { accepted, moving, isExpired }),
    accepted: tally.withdrawn !== null || isExpired ? Math.min(accepted, delivered) : accepted,
    moving,
    arrived,
    delivered,
    released,
    movement,
    reason: tally.withdrawn ?? tally.refused ?? '',
  };
}

function stateOf(
  tally: Tally,
  { accepted, moving, isExpired }: { accepted: number; moving: number; isExpired: boolean },
): PledgeState {
  if (tally.released > 0 && tally.released >= tally.delivered) return 'released';
  if (tally.delivered > 0) return 'delivered';
  if (tally.withdrawn !== null) return 'withdrawn';
  if (tally.refused !== null) return 'refused';
  if (isExpired) return 'expired';
  if (moving > 0 || tally.arrived > 0) return 'moving';
  if (accepted > 0) return 'accepted';
  return tally.terms.provisional ? 'provisional' : 'offered';
}
