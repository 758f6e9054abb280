import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type Json } from '../base/index.ts';
import { TRACK_STATUS } from '../model/index.ts';
import { Judge } from './judge.ts';
import { DEFAULT_ALERT_RULES } from './rules.ts';
import { detail, pictureOf, square, zone } from './testing.ts';
import { eastward, JudgeBench, LON_M, T0 } from './testing-bench.ts';

const RULES = DEFAULT_ALERT_RULES;

test('ALR-1: an object on its way in rings once, and being inside does not ring again', () => {
  const bench = new JudgeBench();
  bench.fly(260, (t) => [eastward(t)]);
  assert.equal(bench.count('alert.raised'), 1);
  assert.equal(bench.count('alert.upgraded'), 1);
  const [alert] = bench.open();
  assert.equal(alert!.condition, 'incursion');
  assert.equal(alert!.zoneId, 'Z1');
  assert.equal(alert!.key, 'incursion|track:1|Z1');
  const raised = bench.facts.find((fact) => fact.type === 'alert.raised')!;
  assert.equal(raised.body['condition'], 'predicted-incursion');
  assert.ok(raised.at < T0 + 15_000, 'raised within seconds, over three minutes ahead');
  const upgraded = bench.facts.find((fact) => fact.type === 'alert.upgraded')!;
  assert.equal(upgraded.body['ring'], false);
  assert.ok(Math.abs(upgraded.at - (T0 + 200_000)) < 5000, 'inside after 200 s');
});

test('INC-1: an entry alert of warning opens an incident, and the next of that zone joins it', () => {
  const bench = new JudgeBench();
  bench.fly(30, (t) => [eastward(t)]);
  bench.fly(30, (t) => [eastward(t + 30), { ...eastward(t, 40, 2), latDeg: 44.8 }]);
  const incidents = bench.judge.incidents();
  assert.equal(incidents.length, 1);
  assert.deepEqual(incidents[0]!.trackNumbers, [1, 2]);
  assert.equal(incidents[0]!.alertIds.length, 2);
  for (const alert of bench.open()) assert.equal(alert.incidentId, incidents[0]!.id);
});

test('INC-7: the title says what is true now: on its way, inside, gone, and what another alert says meanwhile', () => {
  const bench = new JudgeBench();
  const title = (): string => bench.judge.incidents()[0]!.title;
  bench.fly(20, (t) => [eastward(t)]);
  assert.match(title(), /^T1 will enter Delta in 3 min/);
  bench.fly(120, (t) => [eastward(t + 20)]);
  assert.match(
    title(),
    /^T1 will enter Delta in (59|[6-8]\d) s/,
    'it follows while the object comes nearer',
  );
  bench.fly(80, (t) => [eastward(t + 140)]);
  assert.equal(title(), 'T1 is inside Delta');
  bench.fly(60, (t) => [
    { ...eastward(200 - t), vEastMps: -50 },
    { ...eastward(t, 40, 2), latDeg: 44.8 },
  ]);
  assert.match(title(), /^T2 will enter Delta/);
  bench.fly(60, (t) => [
    { ...eastward(140 - t), vEastMps: -50 },
    { ...eastward(60 - t, 40, 2), latDeg: 44.8, vEastMps: -40 },
  ]);
  assert.equal(title(), 'T2 was bound for Delta');
  const said = bench.facts.map(({ body }) => body['text']);
  assert.ok(said.includes('T1 was inside Delta'), 'the ledger keeps each');
  const again = new Judge(RULES, [zone()]);
  for (const fact of [...bench.facts, ...bench.facts]) again.apply(fact);
  assert.equal(again.incidents()[0]!.title, title());
  const other = new JudgeBench();
  other.fly(20, (t) => [eastward(t)]);
  const alertIds = [other.open()[0]!.id];
  other.do({ type: 'incident.state', incidentId: other.judge.incidents()[0]!.id, state: 'closed' });
  other.do({ type: 'incident.open', title: 'Mine', alertIds, trackNumbers: [1] });
  other.fly(200, (t) => [eastward(t + 20)]);
  assert.ok(
    other.judge.incidents().some((one) => one.title === 'Mine'),
    'a person’s stays',
  );
});

test('ALR-2: an acknowledged alert whose condition goes becomes normal; an unseen one stays listed', () => {
  for (const acknowledge of [true, false]) {
    const bench = new JudgeBench();
    bench.fly(20, (t) => [eastward(t)]);
    const id = bench.open()[0]!.id;
    if (acknowledge) assert.equal(bench.do({ type: 'alert.acknowledge', alertId: id }), 'ok');
    bench.fly(60, (t) => [{ ...eastward(20 - t), vEastMps: -50 }]);
    assert.equal(bench.judge.alert(id)!.state, acknowledge ? 'normal' : 'rectified-unack');
    if (!acknowledge) {
      assert.equal(bench.do({ type: 'alert.acknowledge', alertId: id }), 'ok');
      assert.equal(bench.judge.alert(id)!.state, 'normal');
    }
  }
});

test('ALR-8: facts folded again give the same alerts, incidents, zones and overrides', () => {
  const bench = new JudgeBench();
  bench.fly(40, (t) => [eastward(t), { ...eastward(t, 60, 2), latDeg: 44.2 }]);
  const id = bench.open()[0]!.id;
  bench.do({ type: 'alert.acknowledge', alertId: id });
  bench.do({ type: 'identity.override', trackNumber: 2, identity: 'friend', reason: 'ours' });
  bench.do({ type: 'incident.note', incidentId: bench.judge.incidents()[0]!.id, text: 'seen' });
  bench.do({ type: 'zone.draw', draft: zone({ name: 'Drawn' }) });
  const again = new Judge(RULES, [zone()]);
  for (const fact of bench.facts) again.apply(fact);
  // Facts that come twice change nothing.
  for (const fact of bench.facts.slice(-5)) again.apply(fact);
  const folded = new Judge(RULES, [zone()]);
  for (const fact of bench.facts) folded.apply(fact);
  const show = (judge: Judge): string =>
    canonicalJson({
      alerts: judge.alerts(),
      incidents: judge.incidents(),
      zones: judge.zones(),
      identity: judge.identity(2),
    } as unknown as Json);
  assert.equal(show(again), show(folded));
  assert.equal(folded.alerts().length, 2);
  assert.equal(folded.identity(2).by.id, 'officer');
  assert.equal(folded.zones().length, 2);
  // Positions and texts move on between facts; all else is as in the judge that lived through it.
  const lasting = (judge: Judge): unknown =>
    judge.alerts().map(({ id, state, count, priority, incidentId, escalation, zoneId }) => ({
      id,
      state,
      count,
      priority,
      incidentId,
      escalation,
      zoneId,
    }));
  assert.deepEqual(lasting(folded), lasting(bench.judge));
});

test('ENT-1: an object that skirts the border back and forth does not ring again and again', () => {
  const bench = new JudgeBench();
  // 600 m outside, weaving: its course points in and out of the zone every 40 s.
  bench.fly(600, (t) => {
    const phase = (2 * Math.PI * t) / 40;
    const lonDeg = 29 - (600 - 150 * Math.sin(phase)) / LON_M;
    const vEastMps = 150 * ((2 * Math.PI) / 40) * Math.cos(phase);
    return [{ trackNumber: 1, latDeg: 44.1 + t * 0.0004, lonDeg, vEastMps, vNorthMps: 44 }];
  });
  assert.ok(bench.count('alert.raised') <= 1, `${bench.count('alert.raised')} raised`);
  assert.ok(bench.count('alert.repeated') <= 3, `${bench.count('alert.repeated')} repeated`);
});

test('ENT-2: a track that jitters over the line of the zone gives one incursion', () => {
  const bench = new JudgeBench();
  bench.fly(300, (t) => [
    {
      trackNumber: 1,
      latDeg: 44.2 + t * 0.0002,
      lonDeg: 29 + (t % 2 === 0 ? 60 : -60) / LON_M,
      vEastMps: 0,
      vNorthMps: 22,
    },
  ]);
  assert.equal(bench.count('alert.raised'), 1);
  assert.equal(bench.count('alert.repeated'), 0);
  assert.equal(bench.count('alert.rectified'), 0);
});

test('ENT-3: civil traffic with right of passage does not alarm, an unmanned neutral does', () => {
  const bench = new JudgeBench();
  bench.details.set(1, detail({ trackNumber: 1, icao: 0x4a1234 }));
  bench.details.set(2, detail({ trackNumber: 2, uasId: '1581F5', classes: [] }));
  bench.fly(60, (t) => [
    { ...eastward(t, 200), altM: 9000 },
    { ...eastward(t, 30, 2), latDeg: 44.8 },
  ]);
  assert.equal(bench.judge.identity(1).identity, 'neutral');
  const about = bench.open().map((alert) => alert.object);
  assert.deepEqual(about, [{ kind: 'track', trackNumber: 2 }]);
  assert.deepEqual(bench.judge.entries(1), []);
});

test('ENT-4: an object that falls silent keeps its forecast, then is said to be perhaps inside', () => {
  const bench = new JudgeBench();
  bench.fly(100, (t) => [eastward(t)]);
  const last = bench.now - 1000;
  const silent = (t: number) => ({
    ...eastward(t),
    status: TRACK_STATUS.coasting,
    updatedAt: last,
    sdPosM: 50 + 10 * (t - 100),
  });
  bench.fly(60, (t) => [silent(100 + t)]);
  assert.equal(bench.open()[0]!.condition, 'predicted-incursion');
  assert.match(bench.open()[0]!.text, /silent since/);
  // Predicted to be inside by now, but nobody has seen it there.
  bench.fly(70, (t) => [silent(160 + t)]);
  assert.equal(bench.open()[0]!.condition, 'predicted-incursion');
  assert.match(bench.open()[0]!.text, /may be inside/);
  // Dropped from the picture: kept while the forecast was sensible, then over.
  bench.fly(30, () => []);
  assert.equal(bench.open()[0]!.state, 'active-unack');
  bench.fly(300, () => []);
  assert.equal(bench.open()[0]!.state, 'rectified-unack');
  assert.equal(bench.count('alert.raised'), 1);
});

test('ENT-5: a young object of pending identity is given time, unless entry is near', () => {
  const young = (t: number, distanceM: number) => ({
    ...eastward(t),
    lonDeg: 29 - (distanceM - 50 * t) / LON_M,
    bornAt: T0,
  });
  const far = new JudgeBench();
  far.fly(9, (t) => [young(t, 20_000)]);
  assert.equal(far.count('alert.raised'), 0);
  far.fly(40, (t) => [young(t + 9, 20_000)]);
  assert.equal(far.count('alert.raised'), 1);
  const near = new JudgeBench();
  near.fly(8, (t) => [young(t, 2500)]);
  assert.equal(near.count('alert.raised'), 1);
});

test('ENT-6: zones without restriction, inactive, or about other things are not watched', () => {
  const rule = zone().rule;
  const zones = [
    zone({ id: 'A', restriction: 'none' }),
    zone({ id: 'B', active: false }),
    zone({ id: 'C', rule: { ...rule, environments: ['sea'] } }),
  ];
  const bench = new JudgeBench(RULES, zones);
  bench.fly(300, (t) => [eastward(t)]);
  assert.equal(bench.count('alert.raised'), 0);
});

test('ALR-3: one alert an object, about its most urgent zone; a more urgent zone rings again', () => {
  const rule = zone().rule;
  const zones = [
    zone(),
    zone({
      id: 'SITE',
      name: 'Plant',
      kind: 'critical-site',
      shape: square(29.05, 44.3, 29.2, 44.7),
      rule: { ...rule, lookAheadS: 60, priority: 'emergency' },
    }),
  ];
  const bench = new JudgeBench(RULES, zones);
  bench.fly(100, (t) => [eastward(t)]);
  const id = bench.open()[0]!.id;
  bench.do({ type: 'alert.acknowledge', alertId: id });
  bench.fly(210, (t) => [eastward(t + 100)]);
  assert.equal(bench.count('alert.raised'), 1);
  const [alert] = bench.open();
  assert.equal(alert!.id, id);
  assert.equal(alert!.zoneId, 'SITE');
  assert.equal(alert!.priority, 'emergency');
  assert.equal(alert!.state, 'active-unack', 'rings again');
  assert.deepEqual([...alert!.zoneIds!].sort(), ['SITE', 'Z1']);
  const each = new JudgeBench({ ...RULES, onePerObject: false }, zones);
  each.fly(300, (t) => [eastward(t)]);
  assert.equal(each.count('alert.raised'), 2);
});

test('ALR-4: a condition that comes back counts up the same alert', () => {
  const bench = new JudgeBench();
  for (let turn = 0; turn < 3; turn++) {
    bench.fly(40, (t) => [eastward(t)]);
    bench.fly(60, (t) => [{ ...eastward(40 - t), vEastMps: -50 }]);
  }
  assert.equal(bench.count('alert.raised'), 1);
  assert.equal(bench.open()[0]!.count, 3);
});

test('ALR-5: escalates after 60, 180 and 300 s unacknowledged, and not once acknowledged', () => {
  const bench = new JudgeBench();
  const slow = (t: number) => [{ ...eastward(t, 20), latDeg: 44.5 }];
  bench.fly(400, slow);
  const levels = bench.facts.filter((fact) => fact.type === 'alert.escalated');
  const raised = bench.facts.find((fact) => fact.type === 'alert.raised')!.at;
  assert.deepEqual(
    levels.map((fact) => [fact.body['level'], (fact.at - raised) / 1000]),
    [
      [1, 60],
      [2, 180],
      [3, 300],
    ],
  );
  const calm = new JudgeBench();
  calm.fly(30, slow);
  calm.do({ type: 'alert.acknowledge', alertId: calm.open()[0]!.id });
  calm.fly(370, (t) => slow(t + 30));
  assert.equal(calm.count('alert.escalated'), 0);
});

test('ALR-6: shelving needs a reason and a limit, comes back by itself, and is not for emergencies', () => {
  const bench = new JudgeBench();
  bench.fly(20, (t) => [eastward(t, 20)]);
  const alertId = bench.open()[0]!.id;
  const shelve = (reason: string, minutes: number) =>
    bench.do({ type: 'alert.shelve', alertId, reason, minutes });
  assert.equal(shelve(' ', 5), 'shelve-needs-reason');
  assert.equal(shelve('known survey flight', 481), 'shelve-too-long');
  assert.equal(shelve('known survey flight', 0), 'shelve-too-long');
  assert.equal(shelve('known survey flight', 2), 'ok');
  assert.equal(bench.judge.alert(alertId)!.shelved!.by, 'officer');
  bench.fly(100, (t) => [eastward(t + 20, 20)]);
  assert.equal(bench.count('alert.escalated'), 0, 'does not escalate on the shelf');
  bench.fly(30, (t) => [eastward(t + 120, 20)]);
  assert.equal(bench.judge.alert(alertId)!.shelved, null);
  assert.equal(bench.facts.find((fact) => fact.type === 'alert.unshelved')!.body['why'], 'time');
  assert.equal(bench.do({ type: 'alert.unshelve', alertId }), 'alert-not-shelved');
  bench.details.set(5, detail({ trackNumber: 5, mode3A: 0o7700 }));
  bench.fly(2, () => [{ trackNumber: 5, latDeg: 40, lonDeg: 20 }]);
  const emergency = bench.open().find((alert) => alert.condition === 'emergency-squawk')!;
  assert.match(emergency.text, /7700/);
  assert.equal(
    bench.do({ type: 'alert.shelve', alertId: emergency.id, reason: 'x', minutes: 5 }),
    'shelve-emergency',
  );
});

test('ALR-7: a swarm of 200 is one alert with its members listed', () => {
  const bench = new JudgeBench();
  const swarm = (t: number) =>
    Array.from({ length: 200 }, (_, i) => ({
      ...eastward(t, 30, 100 + i),
      latDeg: 44.5 + 0.0004 * (i % 20),
      lonDeg: 29 - (6000 + 60 * Math.floor(i / 20) - 30 * t) / LON_M,
    }));
  bench.fly(60, swarm);
  assert.equal(bench.count('alert.raised'), 1);
  const [alert] = bench.open();
  assert.equal(alert!.condition, 'swarm');
  assert.ok(alert!.object.kind === 'group' && alert!.object.trackNumbers.length === 200);
  assert.equal(bench.judge.incidents().length, 1);
  assert.equal(bench.judge.incidents()[0]!.trackNumbers.length, 200);
  assert.equal(bench.judge.alertsOf(150).length, 1);
  bench.fly(240, (t) => swarm(t + 60));
  assert.equal(bench.open().length, 1);
  assert.match(bench.open()[0]!.text, /200 of 200 objects inside/);
});

test('ALR-7: single alerts are taken into the group when the swarm grows, later members join it', () => {
  const bench = new JudgeBench();
  const some = (t: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...eastward(t, 30, 1 + i),
      latDeg: 44.5 + 0.005 * i,
    }));
  bench.fly(20, (t) => some(t, 3));
  assert.equal(bench.open().length, 3);
  bench.fly(20, (t) => some(t + 20, 5));
  assert.equal(bench.count('alert.grouped'), 1);
  assert.equal(bench.count('alert.absorbed'), 2);
  assert.equal(bench.count('alert.raised'), 3, 'nothing rings for the group itself');
  assert.equal(bench.open().length, 1);
  const into = bench.facts.filter((f) => f.type === 'alert.absorbed').map((f) => f.body['into']);
  assert.deepEqual(into, [bench.open()[0]!.id, bench.open()[0]!.id]);
  bench.fly(20, (t) => some(t + 40, 7));
  assert.equal(bench.open().length, 1);
  const { object } = bench.open()[0]!;
  assert.deepEqual(object.kind === 'group' && object.trackNumbers, [1, 2, 3, 4, 5, 6, 7]);
});

/** One object alone for 20 s, then five of them, abreast. */
function growing(bench: JudgeBench, between: (id: string) => void): string {
  const some = (t: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...eastward(t, 30, 1 + i),
      latDeg: 44.5 + 0.005 * i,
    }));
  bench.fly(20, (t) => some(t, 1));
  assert.equal(bench.open().length, 1);
  const { id } = bench.open()[0]!;
  between(id);
  bench.fly(20, (t) => some(t + 20, 5));
  return id;
}

test('ALR-7: a member that was alerted alone does not make its swarm ring a second time', () => {
  const bench = new JudgeBench();
  const id = growing(bench, () => {});
  const [alert] = bench.open();
  assert.equal(bench.open().length, 1);
  assert.equal(alert!.id, id);
  assert.equal(alert!.condition, 'swarm');
  assert.equal(alert!.state, 'active-unack');
  assert.equal(bench.count('alert.raised'), 1);
  const grouped = bench.facts.find((fact) => fact.type === 'alert.grouped')!;
  assert.equal(grouped.body['ring'], false);
  // The clock of escalation goes on from when the first object rang.
  const escalated = bench.facts.length;
  bench.fly(45, (t) => [
    ...Array.from({ length: 5 }, (_, i) => ({
      ...eastward(t + 40, 30, 1 + i),
      latDeg: 44.5 + 0.005 * i,
    })),
  ]);
  assert.ok(bench.facts.slice(escalated).some((fact) => fact.type === 'alert.escalated'));
  // Told once more to a book made from the ledger, it is the same alert.
  const again = new JudgeBench();
  for (const fact of [...bench.facts, ...bench.facts]) again.judge.apply(fact);
  assert.deepEqual(again.judge.alert(id)!.object, alert!.object);
  assert.equal(again.open().length, 1);
});

test('ALR-7: who acknowledged one object has not acknowledged a swarm: its alert rings again', () => {
  const bench = new JudgeBench();
  const id = growing(bench, (alertId) =>
    assert.equal(bench.do({ type: 'alert.acknowledge', alertId }), 'ok'),
  );
  const [alert] = bench.open();
  assert.equal(alert!.id, id);
  assert.equal(alert!.state, 'active-unack');
  assert.equal(alert!.acknowledged, null);
});

test('ALR-7: an object on the shelf does not take its swarm there', () => {
  const bench = new JudgeBench();
  const id = growing(bench, (alertId) => {
    assert.equal(bench.do({ type: 'alert.shelve', alertId, minutes: 60, reason: 'ours' }), 'ok');
  });
  const [alert] = bench.open();
  assert.notEqual(alert!.id, id);
  assert.equal(alert!.condition, 'swarm');
  assert.equal(alert!.shelved, null);
  assert.equal(bench.judge.alert(id)!.state, 'normal');
});

test('ALR-9: a broken track goes on under its new number without a second ring', () => {
  const bench = new JudgeBench();
  bench.fly(60, (t) => [eastward(t)]);
  bench.fly(40, () => []);
  bench.fly(150, (t) => [{ ...eastward(t + 100, 50, 77), bornAt: T0 + 100_000 }]);
  assert.equal(bench.count('alert.raised'), 1);
  assert.equal(bench.count('alert.moved'), 1);
  const [alert] = bench.open();
  assert.deepEqual(alert!.object, { kind: 'track', trackNumber: 77 });
  assert.equal(alert!.key, 'incursion|track:77|Z1');
  assert.deepEqual(bench.judge.incidents()[0]!.trackNumbers, [1, 77]);
  // Another object, flying the other way at another place, is not taken for it.
  const other = new JudgeBench();
  other.fly(60, (t) => [eastward(t)]);
  other.fly(40, (t) => [{ ...eastward(t, 50, 78), latDeg: 44.9, bornAt: T0 + 60_000 }]);
  assert.equal(other.count('alert.raised'), 2);
  assert.equal(other.count('alert.moved'), 0);
});

test('ALR-9: a new track beside the silent old one takes the alert over; the old one does not ring again', () => {
  const bench = new JudgeBench();
  bench.fly(60, (t) => [eastward(t)]);
  const old = (t: number) => ({
    ...eastward(t),
    status: TRACK_STATUS.coasting,
    updatedAt: T0 + 59_000,
  });
  bench.fly(60, (t) => [old(60 + t), { ...eastward(60 + t, 50, 9), bornAt: T0 + 64_000 }]);
  assert.equal(bench.open().length, 1);
  assert.equal(bench.count('alert.moved'), 1);
  assert.deepEqual(bench.open()[0]!.object, { kind: 'track', trackNumber: 9 });
});

test('ALR-10: after a restart alerts wait for their objects and follow them to new track numbers', () => {
  const before = new JudgeBench();
  before.fly(100, (t) => [eastward(t), { ...eastward(t, 30, 2), latDeg: 44.9 }]);
  assert.equal(before.open().length, 2);
  const after = new JudgeBench();
  for (const fact of before.facts) after.judge.apply(fact);
  after.now = before.now + 20_000;
  // The tracker numbers anew: the first object is 501; the second does not come back.
  after.fly(60, (t) => [{ ...eastward(120 + t, 50, 501), bornAt: after.now - 20_000 }]);
  assert.equal(after.count('alert.raised'), 0);
  assert.equal(after.count('alert.moved'), 1);
  assert.deepEqual(
    after.open().map((alert) => [alert.object, alert.state]),
    [
      [{ kind: 'track', trackNumber: 501 }, 'active-unack'],
      [{ kind: 'track', trackNumber: 2 }, 'active-unack'],
    ],
  );
  after.fly(80, (t) => [eastward(180 + t, 50, 501)]);
  assert.deepEqual(
    after.open().map((alert) => alert.state),
    ['active-unack', 'rectified-unack'],
  );
});

test('IDN-1: the word of a person stands until it is lifted, and ends or starts alerts', () => {
  const bench = new JudgeBench();
  bench.fly(20, (t) => [eastward(t)]);
  assert.equal(bench.open().length, 1);
  const set = (identity: 'friend' | 'hostile', reason: string) =>
    bench.do({ type: 'identity.override', trackNumber: 1, identity, reason });
  assert.equal(set('friend', ''), 'identity-needs-reason');
  assert.equal(set('friend', 'our own patrol'), 'ok');
  assert.deepEqual(bench.judge.identity(1).by, { kind: 'person', id: 'officer' });
  bench.fly(20, (t) => [eastward(t + 20)]);
  assert.equal(bench.open()[0]!.state, 'rectified-unack');
  bench.details.set(1, detail({ trackNumber: 1, icao: 5 }));
  bench.fly(20, (t) => [{ ...eastward(t + 40), detailVersion: 2 }]);
  assert.equal(bench.judge.identity(1).identity, 'friend');
  assert.equal(bench.do({ type: 'identity.lift', trackNumber: 1 }), 'ok');
  bench.fly(20, (t) => [eastward(t + 60)]);
  assert.equal(bench.judge.identity(1).by.kind, 'rule');
  assert.equal(bench.do({ type: 'identity.lift', trackNumber: 1 }), 'identity-not-overridden');
});

test('rules change while it runs: new rules hold from the next tick, alerts stay', () => {
  const bench = new JudgeBench();
  bench.fly(20, (t) => [eastward(t)]);
  const id = bench.open()[0]!.id;
  bench.judge.setRules({ ...RULES, escalateAfterS: [5] });
  bench.fly(5, (t) => [eastward(t + 20)]);
  assert.equal(bench.judge.alert(id)!.escalation, 1);
});

test('a zone drawn or taken away while an object is inside starts or ends the incursion', () => {
  const bench = new JudgeBench(RULES, []);
  const inside = { trackNumber: 1, latDeg: 44.5, lonDeg: 29.5, altM: 300 };
  bench.fly(5, () => [inside]);
  assert.equal(bench.open().length, 0);
  assert.equal(bench.do({ type: 'zone.draw', draft: zone({ name: 'New' }) }), 'ok');
  bench.fly(5, () => [inside]);
  assert.equal(bench.open()[0]!.condition, 'incursion');
  assert.equal(bench.do({ type: 'zone.remove', zoneId: bench.judge.zones()[0]!.id }), 'ok');
  bench.fly(5, () => [inside]);
  assert.equal(bench.open()[0]!.state, 'rectified-unack');
});

test('a bad drawing is refused with the reason', () => {
  const bench = new JudgeBench();
  const bow = { ...zone(), name: '  ' };
  assert.equal(bench.do({ type: 'zone.draw', draft: bow }), 'zone-bad');
  const two = zone({
    shape: {
      type: 'polygon',
      rings: [
        [
          [1, 1],
          [2, 2],
        ],
      ],
    },
  });
  assert.equal(bench.do({ type: 'zone.draw', draft: two }), 'zone-bad');
  assert.equal(bench.do({ type: 'zone.change', zoneId: 'nope', draft: zone() }), 'zone-unknown');
});

test('an import that did not load whole raises an alert until a whole one comes; gone zones go', () => {
  const bench = new JudgeBench(RULES, []);
  const zones = [zone({ id: 'A' }), zone({ id: 'B' })];
  bench.do({ type: 'zone.import', zones, source: 'ro.json', errors: 1 });
  bench.fly(1, () => []);
  assert.equal(bench.open()[0]!.condition, 'zone-set-incomplete');
  assert.match(bench.open()[0]!.text, /ro\.json/);
  bench.do({ type: 'zone.import', zones: [zone({ id: 'A' })], source: 'ro.json' });
  bench.fly(1, () => []);
  assert.deepEqual(
    bench.judge.zones().map((one) => one.id),
    ['A'],
  );
  assert.equal(bench.open()[0]!.state, 'rectified-unack');
});

test('a file of which nothing loads raises the alert and takes no zone away; nor does one with errors', () => {
  const bench = new JudgeBench(RULES, []);
  const zones = [zone({ id: 'A' }), zone({ id: 'B' })];
  bench.do({ type: 'zone.import', zones, source: 'ro.json' });
  bench.do({ type: 'zone.import', zones: [], source: 'ro.json', errors: 2 });
  bench.fly(1, () => []);
  assert.equal(bench.judge.zones().length, 2);
  assert.equal(bench.open()[0]!.condition, 'zone-set-incomplete');
  bench.do({ type: 'zone.import', zones: [zone({ id: 'A' })], source: 'ro.json', errors: 1 });
  assert.equal(bench.judge.zones().length, 2);
  assert.equal(bench.do({ type: 'zone.import', zones: [], source: 'other.json' }), 'ok');
  assert.equal(bench.judge.zones().length, 2);
});

test('conditions that the node reports become alerts of sources, and end when they are no longer reported', () => {
  const bench = new JudgeBench();
  const lost = {
    condition: 'feed-lost',
    priority: 'warning',
    object: { kind: 'source', sourceId: 'radar-1' },
    text: 'radar-1 is silent for 30 s',
    tip: 'Check the line.',
    simulated: false,
  } as const;
  bench.judge.report([lost]);
  bench.fly(3, () => []);
  assert.equal(bench.count('alert.raised'), 1);
  assert.equal(bench.open()[0]!.key, 'feed-lost|source:radar-1|');
  assert.equal(bench.judge.incidents().length, 0, 'no incident for a feed');
  bench.do({ type: 'alert.acknowledge', alertId: bench.open()[0]!.id });
  bench.judge.report([]);
  bench.fly(1, () => []);
  assert.equal(bench.open().length, 0);
});

test('claims that do not hold raise a suspicion and make the object suspect', () => {
  const bench = new JudgeBench();
  const finding = {
    code: 'position-disagrees',
    firstAt: T0,
    lastAt: T0,
    count: 5,
    text: 'says it is 4 km from where radar sees it',
  } as const;
  bench.details.set(1, detail({ trackNumber: 1, icao: 7, findings: [finding] }));
  bench.fly(5, () => [{ trackNumber: 1, latDeg: 42, lonDeg: 25, altM: 3000 }]);
  assert.equal(bench.judge.identity(1).identity, 'suspect');
  assert.equal(bench.open()[0]!.condition, 'spoof-suspected');
  assert.match(bench.open()[0]!.text, /4 km/);
});

test('incidents: notes, alerts and tracks by hand, closing and what a closed one refuses', () => {
  const bench = new JudgeBench();
  bench.fly(20, (t) => [eastward(t)]);
  const alertId = bench.open()[0]!.id;
  assert.equal(
    bench.do({ type: 'incident.open', title: 'By hand', alertIds: [alertId], trackNumbers: [8] }),
    'ok',
  );
  const incident = bench.judge.incidents().find((one) => one.title === 'By hand')!;
  assert.deepEqual(
    incident.trackNumbers.toSorted((a, b) => a - b),
    [1, 8],
  );
  assert.equal(incident.severity, 'warning');
  const incidentId = incident.id;
  assert.equal(bench.do({ type: 'incident.note', incidentId, text: ' ' }), 'note-bad');
  assert.equal(bench.do({ type: 'incident.note', incidentId, text: 'same' }), 'ok');
  assert.equal(bench.do({ type: 'incident.note', incidentId, text: 'same' }), 'ok');
  assert.equal(
    bench.judge.incident(incidentId)!.notes.filter((note) => note.text === 'same').length,
    2,
  );
  assert.equal(bench.do({ type: 'incident.state', incidentId, state: 'closed' }), 'ok');
  assert.equal(bench.do({ type: 'incident.note', incidentId, text: 'late' }), 'incident-closed');
  assert.equal(
    bench.do({ type: 'incident.add-track', incidentId, trackNumber: 3 }),
    'incident-closed',
  );
  assert.equal(bench.do({ type: 'incident.state', incidentId, state: 'open' }), 'ok');
  assert.equal(bench.judge.incident(incidentId)!.closedAt, null);
});

test('live and simulated objects never share an incident or a group', () => {
  const bench = new JudgeBench();
  bench.fly(20, (t) => [
    eastward(t),
    { ...eastward(t, 50, 2), latDeg: 44.51, simulated: true },
    { ...eastward(t, 50, 3), latDeg: 44.52 },
    { ...eastward(t, 50, 4), latDeg: 44.53, simulated: true },
  ]);
  assert.equal(bench.open().length, 4, 'two and two are no swarm of four');
  const incidents = bench.judge.incidents();
  assert.deepEqual(
    incidents.map((one) => [one.simulated, one.label.exercise, one.trackNumbers]),
    [
      [false, false, [1, 3]],
      [true, true, [2, 4]],
    ],
  );
});

test('ENT-10: birds do not ring, drones of the same size do', () => {
  const bench = new JudgeBench();
  const seen = (trackNumber: number, type: string) =>
    bench.details.set(trackNumber, detail({ trackNumber, classes: [{ type, confidence: 0.75 }] }));
  seen(1, 'Bird');
  seen(2, 'UAV Rotary Wing');
  bench.fly(30, (t) => [
    { ...eastward(t, 12), lonDeg: 29.1 },
    { ...eastward(t, 12, 2), lonDeg: 29.1, latDeg: 44.6 },
  ]);
  assert.equal(bench.judge.identity(1).reason, 'sensors take it for wildlife');
  assert.deepEqual(
    bench.open().map((alert) => alert.object),
    [{ kind: 'track', trackNumber: 2 }],
  );
});

test('ENT-11: a position that only its own false claim gives is a spoof alert, not an incursion', () => {
  const kinds = { receiver: 'selfreport', radar: 'radar2d' } as const;
  const finding = {
    code: 'claim-jump',
    firstAt: T0,
    lastAt: T0,
    count: 9,
    text: 'jumped 60 km',
  } as const;
  const sensorKindOf = (id: string) => kinds[id as 'radar'] ?? null;
  for (const [sensorId, conditions] of [
    ['receiver', ['spoof-suspected']],
    ['radar', ['incursion', 'spoof-suspected']],
  ] as const) {
    const bench = new JudgeBench(RULES, [zone()], { sensorKindOf });
    const source = { sensorId, sourceId: 'feed', lastAt: T0 + 20_000, plots: 9 };
    bench.details.set(
      1,
      detail({ trackNumber: 1, icao: 7, findings: [finding], sources: [source] }),
    );
    bench.fly(20, () => [{ trackNumber: 1, latDeg: 44.5, lonDeg: 29.5, altM: 3000 }]);
    const found = bench.open().map((alert) => alert.condition);
    assert.deepEqual(found.sort(), conditions);
  }
});

test('the same zone file imported again writes nothing', () => {
  const bench = new JudgeBench(RULES, []);
  const zones = [zone({ id: 'A' }), zone({ id: 'B' })];
  bench.do({ type: 'zone.import', zones, source: 'ro.json' });
  const before = bench.facts.length;
  bench.do({ type: 'zone.import', zones, source: 'ro.json' });
  assert.equal(bench.facts.length, before);
  const renamed = [zone({ id: 'A', name: 'New name' }), zone({ id: 'B' })];
  bench.do({ type: 'zone.import', zones: renamed, source: 'ro.json' });
  assert.deepEqual(
    bench.facts.slice(before).map((fact) => fact.type),
    ['zone.put', 'zone.imported'],
  );
});

test('ENT-12: a track of too few plots is not believed, however near', () => {
  const bench = new JudgeBench();
  const seen = (plots: number) =>
    bench.details.set(
      1,
      detail({
        trackNumber: 1,
        mode3A: 0o7700,
        sources: [{ sensorId: 'radar', sourceId: 'feed', lastAt: T0, plots }],
      }),
    );
  seen(2);
  bench.fly(10, (t) => [{ ...eastward(t), lonDeg: 29.2 }]);
  assert.equal(bench.open().length, 0);
  seen(4);
  bench.fly(10, (t) => [{ ...eastward(t), lonDeg: 29.2, detailVersion: 2 }]);
  assert.deepEqual(
    bench
      .open()
      .map((alert) => alert.condition)
      .sort(),
    ['emergency-squawk', 'incursion'],
  );
});

test('ENT-13: a far forecast must hold for a share of the time left, a near one counts at once', () => {
  const raisedAfter = (distanceM: number): number => {
    const bench = new JudgeBench();
    bench.fly(60, (t) => [{ ...eastward(t), lonDeg: 29 - (distanceM - 50 * t) / LON_M }]);
    return (bench.facts.find((fact) => fact.type === 'alert.raised')!.at - T0) / 1000;
  };
  assert.ok(raisedAfter(20_000) >= 15);
  assert.ok(raisedAfter(2000) <= 5);
});

test('ALR-7: a swarm that becomes likely together rings once, without single alerts first', () => {
  const bench = new JudgeBench();
  bench.fly(60, (t) =>
    Array.from({ length: 6 }, (_, i) => ({
      ...eastward(Math.max(0, t - 2 * i), 40, 1 + i),
      latDeg: 44.5 + 0.006 * i,
    })),
  );
  assert.equal(bench.count('alert.raised'), 1);
  assert.equal(bench.count('alert.absorbed'), 0);
});

test('ALR-12: one object tracked twice rings once; when one track ends the alert goes on with the other', () => {
  const bench = new JudgeBench();
  const twin = (t: number) => ({ ...eastward(t, 50, 2), latDeg: 44.501 });
  bench.fly(60, (t) => [eastward(t), twin(t)]);
  assert.equal(bench.count('alert.raised'), 1);
  bench.fly(60, (t) => [twin(60 + t)]);
  assert.equal(bench.count('alert.raised'), 1);
  assert.deepEqual(bench.open()[0]!.object, { kind: 'track', trackNumber: 2 });
  // One that leaves its side is another object, and rings.
  const apart = new JudgeBench();
  apart.fly(100, (t) => [eastward(t), { ...twin(t), latDeg: 44.501 + 0.0003 * t, vNorthMps: 33 }]);
  assert.equal(apart.count('alert.raised'), 2);
});

test('ALR-13: short second tracks beside an aircraft in distress do not ring again', () => {
  const bench = new JudgeBench();
  for (let n = 1; n <= 9; n++) bench.details.set(n, detail({ trackNumber: n, mode3A: 0o7700 }));
  bench.fly(80, (t) => [
    { trackNumber: 1, latDeg: 43, lonDeg: 26 },
    { trackNumber: 2 + Math.floor(t / 10), latDeg: 43.003, lonDeg: 26 },
  ]);
  assert.equal(bench.count('alert.raised'), 1);
});

test('ALR-14: an object lost inside a zone and found there again rings as the same alert', () => {
  const bench = new JudgeBench();
  bench.fly(260, (t) => [eastward(t)]);
  bench.fly(400, () => []);
  assert.equal(bench.open()[0]!.state, 'rectified-unack');
  const again = (t: number) => ({ ...eastward(660 + t, 50, 40), bornAt: T0 + 660_000 });
  bench.fly(40, (t) => [again(t)]);
  assert.equal(bench.count('alert.raised'), 1);
  const [alert] = bench.open();
  assert.deepEqual([alert!.state, alert!.count], ['active-unack', 2]);
  assert.deepEqual(alert!.object, { kind: 'track', trackNumber: 40 });
  // One that was seen to leave, or a newcomer that is watched as it crosses, is another story.
  const left = new JudgeBench();
  left.fly(260, (t) => [eastward(t)]);
  left.fly(120, (t) => [{ ...eastward(260 - t), vEastMps: -50 }]);
  left.fly(100, () => []);
  left.fly(40, () => [{ trackNumber: 41, latDeg: 44.5, lonDeg: 29.1, bornAt: left.now - 30_000 }]);
  assert.equal(left.count('alert.raised'), 2);
});

test('ALR-14: members of a lost swarm that are found again come back as that swarm', () => {
  const bench = new JudgeBench();
  const swarm = (t: number, first: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...eastward(t, 40, first + i),
      latDeg: 44.5 + 0.006 * i,
      bornAt: first === 1 ? T0 - 60_000 : T0 + 700_000,
    }));
  bench.fly(300, (t) => swarm(t, 1, 6));
  bench.fly(400, () => []);
  bench.fly(60, (t) => swarm(700 + t, 50, 3));
  assert.equal(bench.count('alert.raised'), 1);
  const [alert] = bench.open();
  assert.equal(alert!.state, 'active-unack');
  assert.ok(alert!.object.kind === 'group' && alert!.object.trackNumbers.includes(52));
});

test('identities prepared between two ticks are what the tick alone would find, and it need not look again', () => {
  const alone = new JudgeBench();
  const helped = new JudgeBench();
  const tracks = Array.from({ length: 20 }, (_, i) => ({ ...eastward(0), trackNumber: i + 1 }));
  let asked = 0;
  for (let second = 0; second < 30; second++) {
    for (const bench of [alone, helped])
      for (const { trackNumber } of tracks)
        bench.details.set(
          trackNumber,
          detail({ trackNumber, icao: trackNumber % 2 === 0 ? 0x4b0000 + trackNumber : null }),
        );
    for (let part = 0; part < 9; part++)
      helped.judge.prepare(
        helped.now - 900 + part * 100,
        pictureOf(helped.now - 900 + part * 100, tracks),
        (number) => helped.details.get(number) ?? null,
        part,
        9,
      );
    const picture = pictureOf(helped.now, tracks);
    asked = 0;
    helped.judge.tick(helped.now, picture, (number) => {
      asked++;
      return helped.details.get(number) ?? null;
    });
    helped.now += 1000;
    alone.tick(tracks);
  }
  assert.equal(asked, 0, 'everything was looked at before');
  const said = ({ judge }: JudgeBench) =>
    tracks.map(({ trackNumber }) => judge.identity(trackNumber).identity);
  assert.deepEqual(said(helped), said(alone));
  assert.deepEqual(new Set(said(alone)).size, 2);
});
