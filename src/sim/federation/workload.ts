import { HOUR_MS, MINUTE_MS, type Random } from '../../base/index.ts';
import {
  CLASSIFICATIONS,
  OWN_ONLY,
  type Label,
  type MemberTerms,
  type RallyCommand,
} from '../../model/index.ts';
import { viewCall } from '../../respond/index.ts';
import { decideRelabel, itemId, memberFact } from '../../share/index.ts';

import type { SimNode } from './sim-node.ts';

/** Never to be found in any message: the text of entries for their originator only. */
export const OWN_MARK = 'FOR-OWN-EYES';
const GROUPS = ['EAST', 'SEA'];
const CAVEATS = ['ORCON'];

/** What one member is allowed to see of another at first. */
export function randomTerms(random: Random, member: string, publicKey: string): MemberTerms {
  return {
    member,
    name: member,
    publicKey,
    clearance: CLASSIFICATIONS[1 + random.below(3)]!,
    groups: GROUPS.filter(() => random.chance(0.5)),
    caveats: CAVEATS.filter(() => random.chance(0.5)),
    policies: ['ALLIANCE'],
  };
}

export function randomLabel(random: Random, members: readonly string[]): Label {
  const to = random.chance(0.4) ? ['*'] : [...members, ...GROUPS].filter(() => random.chance(0.4));
  const excluded = random.chance(0.1) ? [random.pick(members)] : [];
  return {
    ...OWN_ONLY,
    classification: CLASSIFICATIONS[random.chance(0.6) ? 0 : random.below(4)]!,
    releasableTo: to,
    ...(excluded.length > 0 ? { excluded } : {}),
    caveats: random.chance(0.15) ? CAVEATS : [],
  };
}

/** One deed of a member: a note, an act on a call, another label, other terms for an ally. */
export function act(node: SimNode, random: Random, members: readonly string[], now: number): void {
  const dice = random.next();
  if (dice < 0.4) writeNote(node, random, members, now);
  else if (dice < 0.88) node.command(randomCommand(node, random, members, now), now);
  else if (dice < 0.95) relabel(node, random, members, now);
  else changeTerms(node, random, now);
}

function writeNote(node: SimNode, random: Random, members: readonly string[], now: number): void {
  const label = randomLabel(random, members);
  const mark = label.releasableTo.length === 0 ? OWN_MARK : 'note';
  const body = { text: `${mark} ${node.member} ${random.nextUint32()}` };
  node.append([{ type: 'test.note', at: now + node.skewMs, actor: 'desk', body, label }]);
}

function relabel(node: SimNode, random: Random, members: readonly string[], now: number): void {
  const notes = node.federation.own.list.filter(
    (one) => one.type === 'test.note' && one.kind !== 'void',
  );
  if (notes.length === 0) return;
  const id = itemId(random.pick(notes));
  const who = { actor: 'desk', now: now + node.skewMs };
  const facts = decideRelabel(node.federation.own, id, randomLabel(random, members), who);
  if (facts.ok) node.append(facts.value);
}

function changeTerms(node: SimNode, random: Random, now: number): void {
  const names = node.federation.roster.names();
  const before = node.federation.roster.get(random.pick(names))!.terms;
  const terms = randomTerms(random, before.member, before.publicKey);
  node.append([memberFact('member.changed', terms, 'admin', now + node.skewMs)]);
}

function randomCommand(
  node: SimNode,
  random: Random,
  members: readonly string[],
  trueNow: number,
): RallyCommand {
  const now = trueNow + node.skewMs;
  const calls = [...node.book.calls()].map((one) => one.id);
  const need = { id: 'n1', capability: 'battery', quantity: 4, unit: '', note: '' };
  const reason = 'because';
  if (calls.length === 0 || random.chance(0.08))
    return {
      type: 'call.open',
      title: 'help',
      pattern: random.pick(['help', 'consult', 'decide']),
      text: '',
      place: 'coast',
      needs: [{ ...need, neededAt: now + HOUR_MS }],
      members: [],
      incidentIds: [],
      label: random.chance(0.7)
        ? { ...OWN_ONLY, releasableTo: ['*'] }
        : randomLabel(random, members),
    };
  const call = random.pick(calls);
  const view = viewCall(node.book.call(call)!, now);
  const pledge =
    view === null || view.pledges.length === 0 ? 'P-X-1' : random.pick(view.pledges).id;
  const quantity = 1 + random.below(3);
  return random.pick<RallyCommand>([
    { type: 'call.note', call, text: 'note' },
    { type: 'call.decline', call, reason },
    {
      type: 'consultation.open',
      call,
      forum: 'Council',
      proposal: 'help',
      deadlineAt: now + 10_000 + random.below(MINUTE_MS),
      members: [],
      waitS: random.below(60),
      unheard: random.pick(['blocks', 'assents']),
      reason,
    },
    {
      type: 'consultation.answer',
      call,
      answer: random.pick(['agree', 'reserve', 'break', 'extend']),
      text: reason,
      hours: 0.01,
    },
    {
      type: 'pledge.make',
      call,
      needId: 'n1',
      capability: 'battery',
      quantity,
      unit: '',
      from: 'home',
      readyAt: now,
      arriveAt: null,
      conditions: '',
      expiresAt: random.chance(0.2) ? now + MINUTE_MS : null,
      provisional: random.chance(0.2),
    },
    { type: 'pledge.accept', call, pledge, quantity },
    { type: 'delivery.confirm', call, pledge, quantity, place: 'coast' },
  ]);
}
