import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallView, RallyCommand, RallyEvent } from '../model/index.ts';
import { RallyBook } from './rally-book.ts';
import { ALL, HOUR, need, open, propose, RallyTable, T0, terms } from './testing.ts';
import { viewCall } from './view-call.ts';

/** A table with a call of ROU, and its id. */
function called(part: object = {}, members = ['ROU', 'DEU', 'FRA', 'BGR']): [RallyTable, string] {
  const table = new RallyTable(members);
  assert.equal(table.do('ROU', open(part)), '');
  table.due();
  return [table, table.callId('ROU')];
}

const answer = (call: string, part: object): RallyCommand =>
  ({
    type: 'consultation.answer',
    call,
    answer: 'agree',
    text: '',
    hours: 0,
    ...part,
  }) as RallyCommand;
const round = (view: CallView): CallView['consultations'][number] => view.consultations.at(-1)!;
const standOf = (view: CallView, member: string): string =>
  view.members.find((one) => one.member === member)!.stand;

test('RAL-1 every member asked has the call, and the caller sees who', () => {
  const [table, call] = called();
  const view = table.view('ROU', call);
  assert.deepEqual(
    view.members.map((one) => [one.member, one.stand, one.reach]),
    [
      ['BGR', 'received', 'there'],
      ['DEU', 'received', 'there'],
      ['FRA', 'received', 'there'],
    ],
  );
  assert.deepEqual(table.view('DEU', call), view);
});

test('RAL-2 received, will answer, pledged and declined are four things', () => {
  const [table, call] = called({ pattern: 'help' });
  table.do('DEU', { type: 'call.answer-later', call, by: T0 + 5 * HOUR });
  table.do('FRA', { type: 'call.decline', call, reason: 'all are deployed' });
  const view = table.view('ROU', call);
  assert.deepEqual(
    ['BGR', 'DEU', 'FRA'].map((one) => standOf(view, one)),
    ['received', 'will-answer', 'declined'],
  );
  table.pass(HOUR);
  table.do('DEU', { type: 'pledge.make', call, ...terms() });
  assert.equal(standOf(table.view('ROU', call), 'DEU'), 'pledged');
});

test('SIL-1 silence at the deadline adopts, from the deadline on', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.due();
  table.pass(47 * HOUR);
  table.due();
  assert.equal(round(table.view('DEU', call)).state, 'running');
  table.pass(2 * HOUR);
  assert.equal(round(table.view('DEU', call)).state, 'waiting');
  table.due();
  const view = table.view('DEU', call);
  assert.equal(round(view).state, 'adopted');
  assert.equal(round(view).effectiveAt, T0 + 48 * HOUR);
  assert.equal(view.phase, 'gathering');
});

test('SIL-2 one break with a reason ends it at once', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.pass(HOUR);
  assert.equal(table.do('FRA', answer(call, { answer: 'break' })), 'reason-needed');
  assert.equal(table.do('FRA', answer(call, { answer: 'break', text: 'planning first' })), '');
  table.due();
  const view = table.view('BGR', call);
  assert.deepEqual(
    [round(view).state, round(view).effectiveAt, view.phase],
    ['broken', T0 + HOUR, 'broken'],
  );
  assert.equal(view.members.find((one) => one.member === 'FRA')!.silenceText, 'planning first');
  assert.equal(table.do('DEU', answer(call, {})), 'consultation-over');
});

test('SIL-3 more time is granted by being asked for in time, and everybody has it', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.pass(47 * HOUR);
  table.do('DEU', answer(call, { answer: 'extend', hours: 24 }));
  table.pass(2 * HOUR);
  table.due();
  assert.equal(round(table.view('ROU', call)).deadlineAt, T0 + 72 * HOUR);
  assert.equal(table.do('FRA', answer(call, { answer: 'break', text: 'no' })), '');
  assert.equal(round(table.view('ROU', call)).state, 'broken');
});

test('SIL-4 a word at or after the deadline is void, and said to be', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  const late: RallyEvent = {
    id: 'late',
    origin: 'FRA',
    at: T0 + 48 * HOUR,
    actor: 'desk',
    type: 'consultation.answered',
    body: { call, round: 1, answer: 'break', text: 'too late', hours: 0 },
    label: ALL,
  };
  table.pass(49 * HOUR);
  table.put(late);
  table.due();
  const seen = round(table.view('ROU', call));
  assert.equal(seen.state, 'adopted');
  assert.deepEqual(
    seen.answers.map((one) => one.isVoid),
    [true],
  );
});

test('SIL-5 agreement with a reservation is a third answer', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  assert.equal(table.do('DEU', answer(call, { answer: 'reserve' })), 'reason-needed');
  table.do('DEU', answer(call, { answer: 'reserve', text: 'no troops on the ground' }));
  table.pass(50 * HOUR);
  table.due();
  const view = table.view('FRA', call);
  assert.equal(round(view).state, 'adopted');
  const german = view.members.find((one) => one.member === 'DEU')!;
  assert.deepEqual([german.silence, german.silenceText], ['reserve', 'no troops on the ground']);
});

test('SIL-6 a member that was not heard from is not silent: the end waits for its word', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.cut.add('FRA');
  table.do('FRA', answer(call, { answer: 'break', text: 'cut off and against it' }));
  table.pass(49 * HOUR);
  table.due();
  assert.equal(round(table.view('ROU', call)).state, 'waiting');
  table.cut.delete('FRA');
  table.pass(60_000);
  table.due();
  const view = table.view('DEU', call);
  // Its word counts from when it was given, the ms that its clock moved on since the proposal came.
  assert.deepEqual([round(view).state, round(view).effectiveAt], ['broken', T0 + 1]);
});

test('SIL-6 when the links come back and nobody objected, it is adopted as of the deadline', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.cut.add('FRA');
  table.pass(50 * HOUR);
  table.due();
  assert.equal(round(table.view('ROU', call)).state, 'waiting');
  table.cut.delete('FRA');
  table.pass(60_000);
  table.due();
  const seen = round(table.view('FRA', call));
  assert.deepEqual([seen.state, seen.effectiveAt], ['adopted', T0 + 48 * HOUR]);
});

for (const [unheard, outcome] of [
  ['blocks', 'unresolved'],
  ['assents', 'adopted'],
] as const)
  test(`SIL-7 not heard from until the wait is over: ${unheard} makes it ${outcome}`, () => {
    const [table, call] = called();
    table.do('ROU', propose(call, { unheard }));
    table.cut.add('FRA');
    table.pass(71 * HOUR);
    table.due();
    assert.equal(round(table.view('ROU', call)).state, 'waiting');
    table.pass(2 * HOUR);
    table.due();
    const seen = round(table.view('DEU', call));
    assert.deepEqual([seen.state, seen.unheardMembers], [outcome, ['FRA']]);
  });

test('SIL-8 a break made in time that comes after an adoption contests it, on every node', () => {
  const [table, call] = called();
  table.do('ROU', propose(call, { unheard: 'assents' }));
  table.cut.add('FRA');
  table.pass(40 * HOUR);
  table.do('FRA', answer(call, { answer: 'break', text: 'no' }));
  table.pass(33 * HOUR);
  table.due();
  assert.deepEqual(round(table.view('ROU', call)).contestedBy, []);
  table.cut.delete('FRA');
  table.pass(60_000);
  table.due();
  for (const member of table.books.keys()) {
    const seen = round(table.view(member, call));
    assert.deepEqual([seen.state, seen.contestedBy], ['adopted', ['FRA']]);
  }
});

test('SIL-9 the next round needs a reason, may change the forum, and ends the one before', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.pass(HOUR);
  assert.equal(table.do('ROU', propose(call)), 'reason-needed');
  const next = {
    forum: 'Defence Planning Committee',
    members: ['DEU', 'BGR'],
    reason: 'FRA is not a member of it',
  };
  assert.equal(table.do('ROU', propose(call, next)), '');
  const view = table.view('FRA', call);
  assert.deepEqual(
    view.consultations.map((one) => [one.round, one.state]),
    [
      [1, 'superseded'],
      [2, 'running'],
    ],
  );
  assert.equal(
    table.do('FRA', answer(call, { answer: 'break', text: 'no' })),
    'consultation-not-asked',
  );
});

test('SIL-10 the owner alone puts and ends a proposal, and does not answer it', () => {
  const [table, call] = called();
  assert.equal(table.do('DEU', propose(call)), 'call-not-yours');
  assert.equal(table.do('DEU', answer(call, {})), 'consultation-none');
  table.do('ROU', propose(call));
  assert.equal(table.do('ROU', answer(call, {})), 'consultation-not-asked');
  assert.equal(table.do('ROU', answer(call, { answer: 'extend', hours: 5 })), '');
  assert.equal(round(table.view('DEU', call)).deadlineAt, T0 + 53 * HOUR);
});

test('PLD-1 offered, accepted, moving, delivered and released are never the same number', () => {
  const [table, call] = called({ pattern: 'help' });
  table.do('DEU', { type: 'pledge.make', call, ...terms({ quantity: 4 }) });
  const pledge = table.view('ROU', call).pledges[0]!.id;
  const line = (): number[] => {
    const one = table.view('FRA', call).needs[0]!;
    return [one.pledged, one.accepted, one.moving, one.delivered, one.released, one.shortfall];
  };
  assert.deepEqual(line(), [4, 0, 0, 0, 0, 2]);
  const move = {
    type: 'movement.report',
    call,
    pledge,
    place: 'Cluj',
    arriveAt: null,
    text: '',
  } as const;
  assert.equal(table.do('DEU', { ...move, quantity: 3, state: 'departed' }), 'pledge-not-accepted');
  table.do('ROU', { type: 'pledge.accept', call, pledge, quantity: 3 });
  assert.deepEqual(line(), [4, 3, 0, 0, 0, 2]);
  table.pass(HOUR);
  table.do('DEU', { ...move, quantity: 3, state: 'departed' });
  assert.deepEqual(line(), [4, 3, 3, 0, 0, 2]);
  table.pass(HOUR);
  table.do('DEU', { ...move, quantity: 1, state: 'arrived' });
  assert.deepEqual(line(), [4, 3, 2, 0, 0, 2]);
  table.do('ROU', { type: 'delivery.confirm', call, pledge, quantity: 1, place: 'Tulcea' });
  assert.deepEqual(line(), [4, 3, 2, 1, 0, 2]);
  assert.equal(
    table.do('ROU', { type: 'delivery.release', call, pledge, quantity: 2, text: '' }),
    'quantity-too-high',
  );
  table.pass(HOUR);
  table.do('ROU', { type: 'delivery.release', call, pledge, quantity: 1, text: 'thank you' });
  assert.deepEqual(line().slice(1), [3, 2, 1, 1, 6]);
});

test('PLD-2 the shortfall is said in words', () => {
  const [table, call] = called({ pattern: 'help' });
  const text = (): string => table.view('ROU', call).needs[0]!.text;
  assert.equal(
    text(),
    '6 of 6 batteries of air defence missing, needed by 040000ZDEC26; nothing delivered yet',
  );
  table.do('DEU', { type: 'pledge.make', call, ...terms() });
  table.do('FRA', { type: 'pledge.make', call, ...terms({ quantity: 3, provisional: true }) });
  assert.equal(
    text(),
    '4 of 6 batteries of air defence missing, needed by 040000ZDEC26; 3 more provisionally offered; 2 pledged and not yet accepted; nothing delivered yet',
  );
});

test('PLD-3 a provisional offer does not count and cannot be accepted until its member has decided', () => {
  const [table, call] = called({ pattern: 'help' });
  table.do('FRA', { type: 'pledge.make', call, ...terms({ provisional: true }) });
  const { id: pledge, state } = table.view('ROU', call).pledges[0]!;
  assert.equal(state, 'provisional');
  assert.equal(
    table.do('ROU', { type: 'pledge.accept', call, pledge, quantity: 1 }),
    'pledge-provisional',
  );
  table.pass(HOUR);
  table.do('FRA', { type: 'pledge.change', call, pledge, ...terms({ quantity: 1 }) });
  assert.equal(table.do('ROU', { type: 'pledge.accept', call, pledge, quantity: 1 }), '');
  assert.equal(
    table.do('ROU', { type: 'pledge.accept', call, pledge, quantity: 2 }),
    'quantity-too-high',
  );
});

test('PLD-4 an offer that was not accepted in time has expired; one that was stays', () => {
  const [table, call] = called({ pattern: 'help' });
  const expiresAt = T0 + 10 * HOUR;
  table.do('DEU', { type: 'pledge.make', call, ...terms({ expiresAt }) });
  table.do('FRA', { type: 'pledge.make', call, ...terms({ expiresAt }) });
  const [german, french] = table.view('ROU', call).pledges.map((one) => one.id);
  table.do('ROU', { type: 'pledge.accept', call, pledge: german!, quantity: 2 });
  table.pass(11 * HOUR);
  assert.deepEqual(
    table.view('DEU', call).pledges.map((one) => one.state),
    ['accepted', 'expired'],
  );
  assert.equal(
    table.do('ROU', { type: 'pledge.accept', call, pledge: french!, quantity: 1 }),
    'pledge-expired',
  );
});

test('PLD-5 help that was not asked for is an offer too, and fills no need', () => {
  const [table, call] = called({ pattern: 'help' });
  table.do('BGR', {
    type: 'pledge.make',
    call,
    ...terms({ needId: null, capability: 'field hospital', quantity: 1 }),
  });
  const view = table.view('ROU', call);
  assert.deepEqual([view.pledges[0]!.capability, view.needs[0]!.pledged], ['field hospital', 0]);
  assert.equal(
    table.do('DEU', { type: 'pledge.make', call, ...terms({ needId: 'n9' }) }),
    'need-unknown',
  );
});

test('PLD-6 nobody pledges, accepts or moves in the name of another', () => {
  const [table, call] = called({ pattern: 'help' });
  table.do('DEU', { type: 'pledge.make', call, ...terms() });
  const pledge = table.view('ROU', call).pledges[0]!.id;
  assert.equal(
    table.do('FRA', { type: 'pledge.withdraw', call, pledge, reason: 'x' }),
    'pledge-not-yours',
  );
  assert.equal(
    table.do('FRA', { type: 'pledge.accept', call, pledge, quantity: 1 }),
    'call-not-yours',
  );
  const forged = { actor: 'x', at: T0 + HOUR, label: ALL, origin: 'FRA' };
  table.put({ ...forged, id: 'f1', type: 'pledge.withdrawn', body: { call, pledge, reason: 'x' } });
  table.put({ ...forged, id: 'f2', type: 'pledge.accepted', body: { call, pledge, quantity: 1 } });
  table.put({ ...forged, id: 'f3', type: 'call.closed', body: { call, reason: 'x' } });
  table.put({ ...forged, id: 'f4', type: 'pledge.made', body: { call, pledge } });
  const view = table.view('ROU', call);
  assert.deepEqual([view.phase, view.pledges[0]!.state], ['gathering', 'offered']);
  assert.deepEqual(
    view.irregular.map((one) => one.why),
    [
      'only the member whose pledge it is may do this',
      'only ROU may do this',
      'only ROU may do this',
      'it has no sound needId',
    ],
  );
});

test('EXR-1 an exercise call is one by its name, its label and every act on it', () => {
  const table = new RallyTable(['ROU', 'DEU'], true);
  assert.equal(table.do('ROU', open()), 'call-exercise-node');
  table.do('ROU', open({ label: { ...ALL, exercise: true } }));
  table.due();
  const call = table.callId('ROU');
  assert.match(call, /^EX-ROU-/);
  const view = table.view('DEU', call);
  assert.equal(view.exercise, true);
  const real = { call, reason: 'x' };
  table.put({
    id: 'real',
    origin: 'DEU',
    at: T0,
    actor: 'x',
    type: 'call.declined',
    body: real,
    label: ALL,
  });
  assert.deepEqual(
    table.view('ROU', call).irregular.map((one) => one.why),
    ['a real act on an exercise call'],
  );
  const book = new RallyBook('DEU');
  const opening = table.log.find((one) => one.type === 'call.opened')!;
  book.add({ ...opening, label: ALL });
  assert.equal(
    viewCall(book.call(call)!, T0),
    null,
    'a real label under an exercise name is no call',
  );
});

test('REM-1 members that have not answered are reminded, the third time it is escalated', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.do('DEU', answer(call, {}));
  table.due();
  const reminders = (): (number | undefined)[] =>
    ['DEU', 'FRA'].map(
      (one) => table.view('ROU', call).members.find((row) => row.member === one)?.reminders,
    );
  table.pass(23 * HOUR);
  table.due();
  assert.deepEqual(reminders(), [0, 0]);
  table.pass(2 * HOUR);
  table.due();
  table.due();
  assert.deepEqual(reminders(), [0, 1]);
  table.pass(22.5 * HOUR);
  table.due();
  assert.deepEqual(reminders(), [0, 3]);
  const sent = table.view('ROU', call).acts.filter((one) => one.type === 'reminder.sent');
  assert.equal(sent.length, 4, 'two members, once each at 24 h and at 1 h');
});

test('RAL-3 the caller cut off: both sides see what was sent and what was received', () => {
  const table = new RallyTable(['ROU', 'DEU']);
  table.do('ROU', open());
  const call = table.callId('ROU');
  table.cut.add('ROU');
  const fresh = new RallyTable(['ROU', 'DEU', 'FRA']);
  fresh.cut.add('FRA');
  fresh.do('ROU', open());
  fresh.due();
  const view = fresh.view('ROU', fresh.callId('ROU'));
  assert.deepEqual(
    view.members.map((one) => [one.member, one.stand]),
    [
      ['DEU', 'received'],
      ['FRA', 'nothing-heard'],
    ],
  );
  const reached = viewCall(fresh.books.get('ROU')!.call(view.id)!, T0, (member) =>
    member === 'FRA' ? 'not-sent' : 'sent',
  );
  assert.deepEqual(
    reached!.members.map((one) => one.reach),
    ['there', 'not-sent'],
  );
  assert.equal(table.view('DEU', call).title, 'Drones over the delta');
});

test('RAL-4 answers that come before their call wait for it', () => {
  const [table, call] = called({ pattern: 'help' });
  table.do('DEU', { type: 'pledge.make', call, ...terms() });
  const book = new RallyBook('ITA');
  for (const event of [...table.log].reverse()) {
    assert.equal(book.call(call) === null ? null : viewCall(book.call(call)!, T0), null);
    book.add(event);
  }
  assert.deepEqual(viewCall(book.call(call)!, table.now), table.view('ROU', call));
});

test('RAL-5 a recalled act is gone, and a snapshot gives the book back', () => {
  const [table, call] = called({ pattern: 'help' });
  table.do('DEU', { type: 'pledge.make', call, ...terms() });
  const book = table.books.get('ROU')!;
  const copy = new RallyBook('ROU');
  for (const event of book.events()) copy.add(JSON.parse(JSON.stringify(event)) as RallyEvent);
  assert.deepEqual(viewCall(copy.call(call)!, T0), table.view('ROU', call));
  const made = table.log.find((one) => one.type === 'pledge.made')!;
  copy.remove(made.id);
  assert.deepEqual(viewCall(copy.call(call)!, T0)!.pledges, []);
});

test('RAL-6 what cannot be is refused with a code', () => {
  const [table, call] = called();
  assert.equal(table.do('ROU', open({ title: ' ' })), 'rally-bad');
  assert.equal(table.do('ROU', open({ needs: [need(), need()] })), 'rally-bad');
  assert.equal(table.do('ROU', open({ label: { ...ALL, releasableTo: [] } })), 'call-unreleased');
  assert.equal(table.do('ROU', open({ members: ['ROU'] })), 'call-nobody-asked');
  assert.equal(table.do('DEU', { type: 'call.close', call: 'C-X-1', reason: 'x' }), 'call-unknown');
  assert.equal(table.do('ROU', { type: 'call.decline', call, reason: 'x' }), 'call-your-own');
  assert.equal(table.do('ROU', propose(call, { deadlineAt: T0 })), 'deadline-past');
  assert.equal(
    table.do('DEU', { type: 'pledge.make', call, ...terms({ quantity: -1 }) }),
    'rally-bad',
  );
  assert.equal(table.do('ROU', { type: 'call.close', call, reason: 'over' }), '');
  assert.equal(table.do('DEU', { type: 'pledge.make', call, ...terms() }), 'call-closed');
});

test('RAL-7 the clock of a node put back does not put its word before a deadline', () => {
  const [table, call] = called();
  table.do('ROU', propose(call));
  table.pass(47 * HOUR);
  table.do('FRA', { type: 'call.note', call, text: 'we are thinking' });
  table.now -= 40 * HOUR;
  table.do('FRA', answer(call, { answer: 'break', text: 'no' }));
  const said = table.log.at(-1)!;
  assert.equal(said.at, T0 + 47 * HOUR + 1);
});
