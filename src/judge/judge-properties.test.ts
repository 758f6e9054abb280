/** What must hold whatever happens: random nights of tracks that come, turn, break and go, and of people's commands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, Random, type Json } from '../base/index.ts';
import { IDENTITIES, TRACK_STATUS, type Alert, type WatchCommand } from '../model/index.ts';
import { makeAlertBook } from './alert-book.ts';
import { decideAlerts, type Standing } from './alert-decide.ts';
import { Judge } from './judge.ts';
import { DEFAULT_ALERT_RULES, JUDGE_BOUNDS } from './rules.ts';
import { detail, square, zone, type TestTrack } from './testing.ts';
import { JudgeBench } from './testing-bench.ts';

interface Flyer {
  number: number;
  lat: number;
  lon: number;
  vE: number;
  vN: number;
  bornAt: number;
  silentFor: number;
  readonly simulated: boolean;
}

function step(random: Random, flyers: Flyer[], bench: JudgeBench, next: { number: number }): void {
  if (flyers.length < 25 && random.chance(0.2)) {
    const number = next.number++;
    const lat = random.between(44, 45);
    const lon = random.between(28.6, 30.2);
    const vE = random.between(-60, 60);
    const vN = random.between(-60, 60);
    const simulated = random.chance(0.3);
    flyers.push({ number, lat, lon, vE, vN, bornAt: bench.now, silentFor: 0, simulated });
    if (random.chance(0.3))
      bench.details.set(number, detail({ trackNumber: number, icao: number, mode3A: 0o7700 }));
  }
  for (const one of flyers) {
    one.lat += one.vN / 111_000;
    one.lon += one.vE / 79_500;
    if (random.chance(0.03)) [one.vE, one.vN] = [one.vN, -one.vE];
    one.silentFor = one.silentFor > 0 || random.chance(0.01) ? one.silentFor + 1 : 0;
    if (one.silentFor > 40) {
      one.silentFor = 0;
      one.bornAt = bench.now;
      if (random.chance(0.7)) one.number = next.number++;
    }
  }
  if (random.chance(0.03)) flyers.splice(random.below(flyers.length || 1), 1);
}

function toTrack(one: Flyer, now: number): TestTrack {
  return {
    trackNumber: one.number,
    latDeg: one.lat,
    lonDeg: one.lon,
    vEastMps: one.vE,
    vNorthMps: one.vN,
    altM: 300,
    bornAt: one.bornAt,
    updatedAt: now - one.silentFor * 1000,
    status: one.silentFor > 5 ? TRACK_STATUS.coasting : TRACK_STATUS.confirmed,
    simulated: one.simulated,
  };
}

function someCommand(random: Random, judge: Judge): WatchCommand {
  const alertId = random.pick([...judge.alerts().map((alert) => alert.id), 'A-NONE']);
  const incidentId = random.pick([...judge.incidents().map((one) => one.id), 'I-NONE']);
  return random.pick<WatchCommand>([
    { type: 'alert.acknowledge', alertId },
    { type: 'alert.acknowledge', alertId },
    { type: 'alert.shelve', alertId, reason: random.pick(['', 'known']), minutes: 1 },
    { type: 'alert.unshelve', alertId },
    { type: 'alert.escalate', alertId },
    {
      type: 'identity.override',
      trackNumber: 1 + random.below(40),
      identity: random.pick(IDENTITIES),
      reason: 'seen',
    },
    { type: 'identity.lift', trackNumber: 1 + random.below(40) },
    { type: 'incident.note', incidentId, text: 'note' },
    { type: 'incident.state', incidentId, state: random.pick(['open', 'monitoring', 'closed']) },
    { type: 'incident.add-alert', incidentId, alertId },
    {
      type: 'zone.draw',
      draft: zone({ name: `Z${random.below(9)}`, shape: square(28.8, 44.2, 29.2, 44.6) }),
    },
    { type: 'zone.remove', zoneId: random.pick([...judge.zones().map((one) => one.id), 'none']) },
  ]);
}

function tracksOf(alert: Alert): readonly number[] {
  if (alert.object.kind === 'track') return [alert.object.trackNumber];
  return alert.object.kind === 'group' ? alert.object.trackNumbers : [];
}

function assertOneAlertEach(judge: Judge): void {
  const open = judge.alerts().filter((alert) => alert.state !== 'normal');
  const keys = open.map((alert) => alert.key);
  assert.equal(new Set(keys).size, keys.length, `keys twice: ${keys.join(' ')}`);
  const ids = judge.alerts().map((alert) => alert.id);
  assert.equal(new Set(ids).size, ids.length);
  // A track is in one active entry alert, as itself or in a group.
  const seen = new Map<number, string>();
  for (const alert of open) {
    if (!['incursion', 'predicted-incursion', 'swarm'].includes(alert.condition)) continue;
    if (alert.state === 'rectified-unack') continue;
    for (const number of tracksOf(alert)) {
      const other = seen.get(number);
      assert.equal(other, undefined, `track ${number} in ${other} and ${alert.id}`);
      seen.set(number, alert.id);
    }
  }
}

function assertConsistent(judge: Judge): void {
  for (const alert of judge.alerts()) {
    if (alert.state === 'active-ack') assert.ok(alert.acknowledged !== null);
    if (alert.state === 'active-unack') assert.ok(alert.acknowledged === null);
    if (alert.priority === 'emergency') assert.equal(alert.shelved, null);
    if (alert.incidentId === null) continue;
    const incident = judge.incident(alert.incidentId);
    assert.ok(incident !== null && incident.alertIds.includes(alert.id));
    assert.equal(incident.simulated, alert.simulated);
  }
}

/** All that is a fold, as text; texts and positions of alerts are as of the last fact. */
function foldedState(judge: Judge): string {
  return canonicalJson({
    alerts: judge.alerts(),
    incidents: judge.incidents(),
    zones: judge.zones(),
    identities: Array.from({ length: 60 }, (_, n) => judge.identity(n)),
  } as unknown as Json);
}

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`ALR-1, ALR-8: one alert each and an exact fold, whatever happens (seed ${seed})`, () => {
    const random = new Random(seed);
    const zones = [
      zone(),
      zone({
        id: 'Z2',
        name: 'Site',
        shape: square(29.1, 44.4, 29.3, 44.6),
        rule: { ...zone().rule, priority: 'emergency', lookAheadS: 120 },
      }),
    ];
    const bench = new JudgeBench(DEFAULT_ALERT_RULES, zones);
    const flyers: Flyer[] = [];
    const next = { number: 1 };
    for (let t = 0; t < 700; t++) {
      step(random, flyers, bench, next);
      bench.tick(flyers.filter((one) => one.silentFor < 20).map((one) => toTrack(one, bench.now)));
      if (random.chance(0.1))
        bench.do(someCommand(random, bench.judge), random.pick(['ann', 'bo']));
      if (t % 10 === 0) {
        assertOneAlertEach(bench.judge);
        assertConsistent(bench.judge);
      }
    }
    assert.ok(bench.count('alert.raised') > 5, 'the story has alerts');
    for (const fact of bench.facts) canonicalJson(fact.body);
    const once = new Judge(DEFAULT_ALERT_RULES, zones);
    const twice = new Judge(DEFAULT_ALERT_RULES, zones);
    for (const fact of bench.facts) {
      once.apply(fact);
      twice.apply(fact);
      twice.apply(fact);
    }
    assert.equal(foldedState(twice), foldedState(once));
    const states = (judge: Judge): unknown =>
      judge
        .alerts()
        .map(
          ({ id, key, state, count, priority, escalation, shelved, incidentId, acknowledged }) => ({
            id,
            key,
            state,
            count,
            priority,
            escalation,
            shelved,
            incidentId,
            acknowledged,
          }),
        );
    assert.deepEqual(states(once), states(bench.judge));
    assert.equal(
      canonicalJson(once.incidents() as unknown as Json),
      canonicalJson(bench.judge.incidents() as unknown as Json),
    );
  });
}

test('ALR-11: at the bound cautions are refused first, warnings while there is reserve; both are counted', () => {
  const book = makeAlertBook();
  const drops = { refused: 0, holdEnds: false, isLost: () => false, overText: () => '' };
  const one = (n: number, priority: 'warning' | 'caution'): Standing => ({
    family: `f${n}`,
    condition: 'feed-lost',
    priority,
    object: { kind: 'source', sourceId: `s${n}` },
    zoneId: null,
    text: '',
    tip: '',
    forecast: null,
    latDeg: null,
    lonDeg: null,
    simulated: false,
  });
  book.open = JUDGE_BOUNDS.openAlerts - JUDGE_BOUNDS.urgentReserve;
  const both = [one(1, 'caution'), one(2, 'warning')];
  const facts = decideAlerts(book, both, 0, DEFAULT_ALERT_RULES, drops);
  assert.deepEqual(
    facts.map((fact) => fact.body['family']),
    ['f2'],
  );
  assert.equal(drops.refused, 1);
  book.open = JUDGE_BOUNDS.openAlerts;
  assert.equal(decideAlerts(book, both, 0, DEFAULT_ALERT_RULES, drops).length, 0);
  assert.equal(drops.refused, 3);
});
