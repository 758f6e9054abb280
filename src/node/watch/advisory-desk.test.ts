import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, ok, type Result } from '../../base/index.ts';
import type {
  AdvisoryAnswer,
  LedgerEntry,
  LedgerFact,
  Refusal,
  SensedAdvisory,
} from '../../model/index.ts';
import { AdvisoryDesk } from './advisory-desk.ts';

const NODE = '1b5b2a4e-8f25-4c64-9a0c-2b6d6d5b9d11';

function said(alertId: string, given: Partial<SensedAdvisory> = {}): SensedAdvisory {
  return {
    sourceId: 'cuas',
    nodeId: NODE,
    nodeName: 'North radar',
    alertId,
    kind: 'warning',
    priority: 'high',
    text: 'Two UAS, low',
    cleared: false,
    at: 1000,
    latDeg: 45,
    lonDeg: 29,
    ofObject: true,
    objectId: null,
    simulated: true,
    ...given,
  };
}

/** A desk over a ledger that may refuse and a node that may be away. */
function makeDesk() {
  const world = { now: 1000, refuse: false, away: false };
  const facts: LedgerFact[] = [];
  const sent: AdvisoryAnswer[] = [];
  const opened: object[] = [];
  const desk = new AdvisoryDesk({
    commit: (some): Promise<Result<unknown, Refusal>> => {
      if (world.refuse) return Promise.resolve(fail({ code: 'disk-full', text: 'full' }));
      facts.push(...some);
      return Promise.resolve(ok(null));
    },
    keep: (some) => void facts.push(...some),
    send: (_source, answer) => {
      if (world.away) return Promise.resolve('away');
      sent.push(answer);
      return Promise.resolve('');
    },
    trackAt: (latDeg) => (latDeg === 45 ? 7 : null),
    now: () => world.now,
    openIncident: (title, tracks, note) => {
      opened.push({ title, tracks, note });
      return Promise.resolve(ok('I-1'));
    },
  });
  const list = () => desk.status().advisories;
  return { desk, world, facts, sent, opened, list };
}

const types = (facts: readonly LedgerFact[]): string[] => facts.map(({ type }) => type);

test('a node that says the same again makes one advisory, with the track that is there', () => {
  const { desk, facts, list } = makeDesk();
  desk.take([said('a'), said('a'), said('b', { latDeg: 46, ofObject: true })]);
  assert.deepEqual(
    list().map(({ alertId, trackNumber }) => [alertId, trackNumber]),
    [
      ['a', 7],
      ['b', null],
    ],
  );
  assert.deepEqual(types(facts), ['advisory.received', 'advisory.received']);
});

test("a person's answer is on disk before the node gets it, once", async () => {
  const { desk, world, facts, sent, list } = makeDesk();
  desk.take([said('a')]);
  const { id } = list()[0]!;
  world.refuse = true;
  assert.equal((await desk.answer(id, true, '', 'officer')).ok, false);
  assert.deepEqual(sent, []);
  world.refuse = false;
  assert.equal((await desk.answer(id, false, '', 'officer')).ok, false, 'a rejection says why');
  assert.equal((await desk.answer(id, true, '', 'officer')).ok, true);
  assert.deepEqual(sent, [{ nodeId: NODE, alertId: 'a', accepted: true, reason: '' }]);
  const again = await desk.answer(id, true, '', 'other');
  assert.equal(!again.ok && again.fault.code, 'advisory-answered');
  assert.deepEqual(types(facts), ['advisory.received', 'advisory.answered', 'advisory.sent']);
  assert.equal(list()[0]!.answer!.by, 'officer');
});

test('an answer waits for a node that is away, also over a restart', async () => {
  const first = makeDesk();
  first.world.away = true;
  first.desk.take([said('a')]);
  await first.desk.answer(first.list()[0]!.id, false, 'birds', 'officer');
  const second = makeDesk();
  for (const fact of first.facts) second.desk.restore(fact as LedgerEntry);
  assert.equal(second.list()[0]!.answer!.sentAt, null);
  second.world.now += 5000;
  await second.desk.beat();
  assert.deepEqual(second.sent, [{ nodeId: NODE, alertId: 'a', accepted: false, reason: 'birds' }]);
  assert.notEqual(second.list()[0]!.answer!.sentAt, null);
});

test('a node that babbles is bounded and counted, and hides no other', () => {
  const { desk, world, list } = makeDesk();
  for (let i = 0; i < 100; i++) desk.take([said(`a${i}`)]);
  desk.take([said('x', { nodeId: 'another' })]);
  assert.equal(list().length, 31);
  assert.equal(desk.status().refused, 70);
  const counts = { advisoriesOpen: 31, advisoriesUnsent: 0, advisoriesRefused: 70 };
  assert.deepEqual(desk.counts(), counts);
  world.now += 60_000;
  desk.take([said('later')]);
  assert.equal(list().length, 32);
});

test('a node may take its word back; what it never said cannot be taken back', () => {
  const { desk, list } = makeDesk();
  desk.take([said('a'), said('never', { cleared: true }), said('a', { cleared: true, at: 2000 })]);
  assert.deepEqual(
    list().map(({ alertId, cleared }) => [alertId, cleared]),
    [['a', true]],
  );
});

test('a person makes it an incident, with the track and the words of the node, once', async () => {
  const { desk, opened, list } = makeDesk();
  desk.take([said('a')]);
  const { id } = list()[0]!;
  const done = await desk.open(id, 'Two UAS at the depot', 'officer');
  assert.deepEqual(done.ok && done.value, { incidentId: 'I-1' });
  assert.deepEqual(opened, [
    {
      title: 'Two UAS at the depot',
      tracks: [7],
      note: `Sensor node North radar (${NODE}): Two UAS, low`,
    },
  ]);
  assert.equal(list()[0]!.incidentId, 'I-1');
  assert.equal((await desk.open(id, 'again', 'officer')).ok, false);
});
