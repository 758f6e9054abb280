import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type Json } from '../base/index.ts';
import type { Alert, LedgerFact, TrackDetail } from '../model/index.ts';
import { Judge } from './judge.ts';
import { DEFAULT_ALERT_RULES, type AlertRules } from './rules.ts';
import { pictureOf, zone, type TestTrack } from './testing.ts';

const T0 = Date.UTC(2026, 2, 13, 10, 0, 0);
const RULES: AlertRules = DEFAULT_ALERT_RULES;

/** Metres in a degree of longitude at 44.5 N. */
const LON_M = 79_500;

/** A judge, a clock and tracks that fly straight. */
class Bench {
  readonly judge: Judge;
  readonly facts: LedgerFact[] = [];
  now = T0;
  details = new Map<number, TrackDetail>();

  constructor(rules = RULES, zones = [zone()]) {
    this.judge = new Judge(rules, zones);
  }

  tick(tracks: readonly TestTrack[]): readonly LedgerFact[] {
    const picture = pictureOf(this.now, tracks);
    const { facts } = this.judge.tick(this.now, picture, (n) => this.details.get(n) ?? null);
    this.facts.push(...facts);
    this.now += 1000;
    return facts;
  }

  /** Ticks with tracks as a function of s since the call. */
  fly(seconds: number, at: (t: number) => readonly TestTrack[]): void {
    for (let t = 0; t < seconds; t++) this.tick(at(t));
  }

  do(command: Parameters<Judge['command']>[0], actor = 'officer'): string {
    const result = this.judge.command(command, actor, this.now);
    if (!result.ok) return result.fault.code;
    for (const fact of result.value) {
      this.judge.apply(fact);
      this.facts.push(fact);
    }
    return 'ok';
  }

  open(): Alert[] {
    return this.judge.alerts().filter((alert) => alert.state !== 'normal');
  }

  count(type: string): number {
    return this.facts.filter((fact) => fact.type === type).length;
  }
}

/** From 10 km west of the zone, due east at a speed. */
function eastward(t: number, speed = 50, trackNumber = 1): TestTrack {
  const lonDeg = 29 - (10_000 - speed * t) / LON_M;
  return { trackNumber, latDeg: 44.5, lonDeg, vEastMps: speed, altM: 300 };
}

test('ALR-1: an object on its way in rings once, and being inside does not ring again', () => {
  const bench = new Bench();
  bench.fly(260, (t) => [eastward(t)]);
  assert.equal(bench.count('alert.raised'), 1);
  assert.equal(bench.count('alert.upgraded'), 1);
  const [alert] = bench.open();
  assert.equal(alert!.condition, 'incursion');
  assert.equal(alert!.zoneId, 'Z1');
  assert.equal(alert!.key, 'incursion|track:1|Z1');
  const raised = bench.facts.find((fact) => fact.type === 'alert.raised')!;
  assert.equal(raised.body['condition'], 'predicted-incursion');
  assert.ok(raised.at < T0 + 10_000, 'raised within seconds, over three minutes ahead');
  const upgraded = bench.facts.find((fact) => fact.type === 'alert.upgraded')!;
  assert.equal(upgraded.body['ring'], false);
  assert.ok(Math.abs(upgraded.at - (T0 + 200_000)) < 5000, 'inside after 200 s');
});

test('INC-1: an entry alert of warning opens an incident, and the next of that zone joins it', () => {
  const bench = new Bench();
  bench.fly(30, (t) => [eastward(t)]);
  bench.fly(30, (t) => [eastward(t + 30), { ...eastward(t, 40, 2), latDeg: 44.8 }]);
  const incidents = bench.judge.incidents();
  assert.equal(incidents.length, 1);
  assert.deepEqual(incidents[0]!.trackNumbers, [1, 2]);
  assert.equal(incidents[0]!.alertIds.length, 2);
  for (const alert of bench.open()) assert.equal(alert.incidentId, incidents[0]!.id);
});

test('ALR-2: an acknowledged alert whose condition goes becomes normal; an unseen one stays listed', () => {
  for (const acknowledge of [true, false]) {
    const bench = new Bench();
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
  const bench = new Bench();
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
