import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWN_ONLY, type CallView, type NeedView } from '../../model/index.ts';
import { project, ringPath, VIEW } from './flow-model.ts';
import {
  countBoard,
  formatLocal,
  isUrgent,
  listCalls,
  listFlows,
  needBar,
  newestRound,
  silenceLeft,
} from './rally-model.ts';
import { situationReport } from './situation-report.ts';
import { ALLIANCE } from '../../model/index.ts';

const NOW = Date.UTC(2026, 10, 24, 4, 0, 0);
const HOUR = 3_600_000;

const member = (code: string, stand: CallView['members'][number]['stand']) => ({
  member: code,
  reach: 'there' as const,
  stand,
  at: NOW,
  answerBy: null,
  reason: stand === 'declined' ? 'none free' : '',
  silence: null,
  silenceText: '',
  reminders: 0,
  pledgeIds: [],
});
const pledge = (code: string, part: Partial<CallView['pledges'][number]> = {}) => ({
  id: `P-${code}-1`,
  member: code,
  madeAt: NOW,
  state: 'offered' as const,
  needId: 'n1',
  capability: 'radar',
  quantity: 2,
  unit: 'set',
  from: '',
  readyAt: NOW,
  arriveAt: null,
  conditions: '',
  expiresAt: null,
  provisional: false,
  accepted: 0,
  moving: 0,
  arrived: 0,
  delivered: 0,
  released: 0,
  movement: null,
  reason: '',
  ...part,
});
const round = (part: Partial<CallView['consultations'][number]> = {}) => ({
  round: 1,
  forum: 'Council',
  proposal: 'Sail',
  reason: '',
  openedAt: NOW - HOUR,
  deadlineAt: NOW + 2 * HOUR,
  members: ['DEU'],
  waitS: 0,
  unheard: 'blocks' as const,
  state: 'running' as const,
  effectiveAt: null,
  answers: [],
  unheardMembers: [],
  contestedBy: [],
  ...part,
});
const call = (part: Partial<CallView> = {}): CallView => ({
  id: 'C-ROU-1',
  owner: 'ROU',
  title: 'Drones over the delta',
  pattern: 'help',
  text: '',
  place: 'Tulcea',
  incidentIds: [],
  openedAt: NOW - HOUR,
  openedBy: 'desk',
  exercise: false,
  label: OWN_ONLY,
  phase: 'gathering',
  closedReason: '',
  needs: [],
  members: [],
  consultations: [],
  pledges: [],
  acts: [],
  irregular: [],
  ...part,
});
const need = (part: Partial<NeedView>): NeedView => ({
  id: 'n1',
  capability: 'radar',
  quantity: 10,
  unit: '',
  neededAt: NOW,
  note: '',
  pledged: 0,
  provisional: 0,
  accepted: 0,
  moving: 0,
  delivered: 0,
  released: 0,
  shortfall: 0,
  text: '3 of 10 radar missing',
  ...part,
});
const parts = (part: Partial<NeedView>) =>
  needBar(need(part)).map(({ name, quantity }) => [name, quantity]);

test('a bar counts each quantity once, in the farthest state it has reached', () => {
  assert.deepEqual(parts({ pledged: 7, accepted: 5, moving: 2, delivered: 1 }), [
    ['delivered', 1],
    ['moving', 2],
    ['accepted', 2],
    ['pledged', 2],
    ['missing', 3],
  ]);
  assert.deepEqual(parts({}), [['missing', 10]]);
  assert.deepEqual(parts({ pledged: 12 }), [['pledged', 12]]);
});

test('the shares of a bar are one whole, also when more is offered than was asked', () => {
  for (const part of [{}, { pledged: 12, provisional: 4 }, { pledged: 3, delivered: 1 }]) {
    const sum = needBar(need(part)).reduce((all, { share }) => all + share, 0);
    assert.ok(Math.abs(sum - 1) < 1e-12);
  }
});

test('each member stands in one column of the board', () => {
  const members = [
    member('DEU', 'nothing-heard'),
    member('FRA', 'received'),
    member('GBR', 'will-answer'),
    member('POL', 'moving'),
    member('HUN', 'declined'),
  ];
  assert.deepEqual(countBoard(call({ members })), {
    asked: 1,
    considering: 2,
    pledged: 0,
    moving: 1,
    delivered: 0,
    declined: 1,
  });
});

test('closed calls come last and are left out of the running ones', () => {
  const old = call({ id: 'a', openedAt: 1 });
  const closed = call({ id: 'b', openedAt: 3, phase: 'closed' });
  const young = call({ id: 'c', openedAt: 2 });
  const ids = (filter: 'open' | 'all') => listCalls([old, closed, young], filter).map((c) => c.id);
  assert.deepEqual(ids('all'), ['c', 'a', 'b']);
  assert.deepEqual(ids('open'), ['c', 'a']);
});

test('the silence clock runs only while silence does, and is urgent in the last hour', () => {
  const running = newestRound(call({ consultations: [round()] }));
  assert.equal(silenceLeft(running, NOW), '2:00:00');
  assert.equal(isUrgent(running, NOW), false);
  assert.equal(isUrgent(running, NOW + 90 * 60_000), true);
  assert.equal(silenceLeft(round({ state: 'waiting' }), NOW), null);
  assert.equal(silenceLeft(newestRound(call()), NOW), null);
});

test('local times follow the member’s zone; an unknown zone is said by silence', () => {
  assert.equal(formatLocal(NOW, 'Europe/Bucharest'), '06:00');
  assert.equal(formatLocal(NOW, 'America/New_York'), '23:00');
  assert.equal(formatLocal(NOW, 'Mars/Olympus'), '');
  for (const { timeZone, code } of ALLIANCE) assert.notEqual(formatLocal(NOW, timeZone), '', code);
});

test('help flows from those whose pledges stand, as far as it has come', () => {
  const flows = listFlows(
    call({
      members: [member('DEU', 'moving'), member('FRA', 'pledged'), member('ITA', 'received')],
      pledges: [
        pledge('DEU', { moving: 2 }),
        pledge('FRA', { quantity: 1 }),
        pledge('ITA', { state: 'withdrawn' }),
      ],
    }),
  );
  assert.deepEqual(flows, [
    { member: 'DEU', state: 'moving', weight: 1 },
    { member: 'FRA', state: 'pledged', weight: 0.5 },
  ]);
});

test('every member lies on the sheet of the flow map', () => {
  assert.equal(ALLIANCE.length, 32);
  for (const { code, lonDeg, latDeg } of ALLIANCE) {
    const [x, y] = project(lonDeg, latDeg);
    assert.ok(x > 0 && x < VIEW.width && y > 0 && y < VIEW.height, code);
  }
});

test('a coast that jumps over the antimeridian is cut there', () => {
  const path = ringPath([
    [179, 60],
    [-179, 60],
    [-178, 61],
  ]);
  assert.equal(path.match(/M/g)?.length, 2);
});

test('the situation report says what is asked, who does what and why not', () => {
  const text = situationReport(
    call({
      needs: [need({})],
      members: [member('DEU', 'pledged'), member('HUN', 'declined')],
      pledges: [pledge('DEU')],
      consultations: [
        round({
          state: 'broken',
          effectiveAt: NOW,
          answers: [
            {
              member: 'FRA',
              at: NOW,
              answer: 'break',
              text: 'planning first',
              hours: 0,
              isVoid: false,
            },
          ],
        }),
      ],
    }),
    NOW,
    (code) => code,
  )
    .flatMap(({ lines }) => lines)
    .join('\n');
  assert.match(text, /3 of 10 radar missing/);
  assert.match(text, /DEU \(2 sets of radar\)/);
  assert.match(text, /HUN \(none free\)/);
  assert.match(text, /FRA: BREAKS SILENCE\. planning first/);
});
