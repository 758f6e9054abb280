/** Whatever members do on their own, and in whatever order their acts arrive, nodes with the same acts see the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, Random, type Json } from '../../src/base/index.ts';
import { OWN_ONLY, type RallyCommand, type RallyEvent } from '../../src/model/index.ts';
import { decideDue, decideRally, RallyBook, viewCall } from '../../src/respond/index.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 24);
const MEMBERS = ['ROU', 'DEU', 'FRA', 'BGR', 'ITA'];

const TERMS = {
  capability: 'battery',
  unit: '',
  from: 'home',
  readyAt: T0,
  arriveAt: null,
  conditions: '',
};

function randomCommand(random: Random, book: RallyBook, now: number): RallyCommand {
  const calls = [...book.calls()].map((one) => one.id);
  const label = { ...OWN_ONLY, releasableTo: ['*'], exercise: random.chance(0.3) };
  const need = { capability: 'battery', quantity: 1 + random.below(5), unit: '', note: '' };
  if (calls.length === 0 || random.chance(0.05))
    return {
      type: 'call.open',
      title: 'help',
      pattern: random.pick(['help', 'consult', 'decide']),
      text: '',
      place: '',
      needs: [{ id: 'n1', ...need, neededAt: now + 100 * HOUR }],
      members: [],
      incidentIds: [],
      label,
    };
  const call = random.pick(calls);
  const view = viewCall(book.call(call)!, now);
  const pledge =
    view === null || view.pledges.length === 0 ? 'P-X-1' : random.pick(view.pledges).id;
  const quantity = random.below(5);
  const reason = 'because';
  const terms = {
    ...TERMS,
    needId: random.chance(0.2) ? null : 'n1',
    quantity: 1 + random.below(4),
    expiresAt: random.chance(0.3) ? now + random.below(20) * HOUR : null,
    provisional: random.chance(0.2),
  };
  const place = { place: 'road', arriveAt: null, text: '' };
  return random.pick<RallyCommand>([
    { type: 'call.note', call, text: 'note' },
    { type: 'call.answer-later', call, by: null },
    { type: 'call.decline', call, reason },
    { type: 'call.set-needs', call, needs: [{ id: 'n1', ...need, neededAt: now }] },
    {
      type: 'consultation.open',
      call,
      forum: 'Council',
      proposal: 'x',
      deadlineAt: now + (1 + random.below(30)) * HOUR,
      members: [],
      waitS: random.below(10) * 3600,
      unheard: random.pick(['blocks', 'assents']),
      reason,
    },
    {
      type: 'consultation.answer',
      call,
      answer: random.pick(['agree', 'reserve', 'break', 'extend']),
      text: reason,
      hours: 1 + random.below(5),
    },
    { type: 'pledge.make', call, ...terms },
    { type: 'pledge.make', call, ...terms },
    { type: 'pledge.change', call, pledge, ...terms },
    { type: 'pledge.accept', call, pledge, quantity },
    { type: 'pledge.refuse', call, pledge, reason },
    { type: 'pledge.withdraw', call, pledge, reason },
    {
      type: 'movement.report',
      call,
      pledge,
      quantity,
      state: random.pick(['departed', 'arrived']),
      ...place,
    },
    { type: 'delivery.confirm', call, pledge, quantity, place: 'here' },
    { type: 'delivery.release', call, pledge, quantity, text: '' },
  ]);
}

/** A night of five members whose logs reach each other late and in bits; every act written is given back. */
function playNight(seed: number): RallyEvent[] {
  const random = new Random(seed);
  const books = new Map(MEMBERS.map((member) => [member, new RallyBook(member)]));
  const clocks = new Map(
    MEMBERS.map((member) => [member, Math.floor(random.between(-5, 5) * 60_000)]),
  );
  const log: RallyEvent[] = [];
  const waiting: { book: RallyBook; event: RallyEvent }[] = [];
  let now = T0;
  for (let step = 0; step < 150; step++) {
    now += random.below(HOUR);
    const member = random.pick(MEMBERS);
    const book = books.get(member)!;
    const own = now + clocks.get(member)!;
    const state = { book, exercise: false, allies: MEMBERS.filter((one) => one !== member) };
    const answer = decideRally(state, randomCommand(random, book, own), 'desk', own);
    const facts = answer.ok ? [...answer.value] : [];
    if (random.chance(0.3)) facts.push(...decideDue(book, own, () => own - random.below(9) * HOUR));
    for (const fact of facts) {
      const event: RallyEvent = { ...fact, id: `${member}-${log.length}`, origin: member };
      log.push(event);
      book.add(event);
      for (const other of books.values()) if (other !== book) waiting.push({ book: other, event });
    }
    for (let i = waiting.length - 1; i >= 0; i--)
      if (random.chance(0.2)) {
        const [one] = waiting.splice(i, 1);
        one!.book.add(one!.event);
      }
  }
  return log;
}

function stateOf(log: readonly RallyEvent[], now: number): string {
  const book = new RallyBook('X');
  for (const event of log) book.add(event);
  const views = [...book.calls()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((one) => viewCall(one, now));
  return canonicalJson(views as unknown as Json);
}

test('any order of arrival gives the same state, twice the same act changes nothing', () => {
  let acts = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const log = playNight(seed);
    acts += log.length;
    const now = T0 + 200 * HOUR;
    const expected = stateOf(log, now);
    const random = new Random(seed);
    for (let round = 0; round < 3; round++) {
      const order = [...log, ...log.filter(() => random.chance(0.1))];
      random.shuffle(order);
      assert.equal(stateOf(order, now), expected, `seed ${seed}`);
    }
  }
  assert.ok(acts > 3_000, `${acts} acts say little`);
});

test('what decide lets pass is never irregular, and no number exceeds the one before it', () => {
  for (let seed = 100; seed <= 140; seed++) {
    const log = playNight(seed);
    const book = new RallyBook('X');
    for (const event of log) book.add(event);
    for (const record of book.calls()) {
      const view = viewCall(record, T0 + 200 * HOUR)!;
      assert.deepEqual(view.irregular, [], `seed ${seed}`);
      assert.equal(view.exercise, record.id.startsWith('EX-'));
      for (const one of view.pledges) {
        const said = `seed ${seed} ${JSON.stringify(one)}`;
        assert.ok(one.accepted <= one.quantity, said);
        assert.ok(one.moving >= 0 && one.arrived >= one.delivered, said);
      }
      for (const need of view.needs) assert.ok(need.shortfall <= need.quantity, `seed ${seed}`);
    }
  }
});
