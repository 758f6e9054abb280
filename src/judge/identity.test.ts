import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IdentityState, TrackDetail, TrackFinding } from '../model/index.ts';
import {
  DEFAULT_IDENTITY_RULES,
  isUnmanned,
  isWildlife,
  judgeIdentity,
  updateIdentity,
  type IdentityFacts,
  type IdentityMemory,
  type IdentityRules,
} from './identity.ts';
import { detail } from './testing.ts';

const T0 = Date.UTC(2026, 2, 13, 10);
const RULES = DEFAULT_IDENTITY_RULES;

function facts(
  given: Partial<IdentityFacts> = {},
  claims: Partial<TrackDetail> = {},
): IdentityFacts {
  return {
    trackNumber: 1,
    detail: detail(claims),
    environment: 'air',
    altM: 5000,
    speedMps: 100,
    bornAt: T0 - 60_000,
    corroborated: false,
    nearZone: false,
    ...given,
  };
}

function judged(given: Partial<IdentityFacts> = {}, claims: Partial<TrackDetail> = {}): string {
  const { identity, ruleId } = judgeIdentity(facts(given, claims), RULES, T0);
  return `${identity} ${ruleId}`;
}

function finding(given: Partial<TrackFinding> = {}): TrackFinding {
  return { code: 'claim-jump', firstAt: T0, lastAt: T0, count: 3, text: 'jumped', ...given };
}

test('IDN-2: the first rule that holds decides; nothing holds: pending while young, then unknown', () => {
  assert.equal(judged({ bornAt: T0 - 5000 }), 'pending IDN-PENDING');
  assert.equal(judged(), 'unknown IDN-UNKNOWN');
  assert.equal(judged({}, { icao: 5 }), 'neutral IDN-ADSB');
  assert.equal(judged({ corroborated: true }, { icao: 5 }), 'neutral IDN-ADSB-RADAR');
  assert.equal(judged({ environment: 'sea' }, { mmsi: 5 }), 'neutral IDN-AIS');
  assert.equal(judged({}, { mode3A: 0o1000 }), 'neutral IDN-SSR');
  assert.equal(judged({ altM: 300 }, { mode3A: 0o1000 }), 'unknown IDN-UNKNOWN');
});

test('what others say of its side is no identity, and counts for none', () => {
  for (const identity of ['friend', 'hostile'] as const) {
    const affiliation = { identity, by: 'TAK: ANDROID-1' };
    assert.equal(judged({}, { affiliation }), 'unknown IDN-UNKNOWN');
    assert.equal(judged({}, { icao: 5, affiliation }), 'neutral IDN-ADSB');
  }
});

test('IDN-3: without identification, low and slow, is suspect only where it matters', () => {
  const low = { altM: 200, speedMps: 40 };
  assert.equal(judged(low), 'unknown IDN-UNKNOWN');
  assert.equal(judged({ ...low, nearZone: true }), 'suspect IDN-LOW-SLOW');
  // A height that is not known is not low.
  assert.equal(judged({ ...low, altM: Number.NaN, nearZone: true }), 'unknown IDN-UNKNOWN');
  const drone = { classes: [{ type: 'UAV Fixed Wing', confidence: 0.7 }] };
  assert.equal(judged({ nearZone: true }, drone), 'suspect IDN-DRONE-NEAR');
});

test('IDN-4: claims that do not hold make it suspect, if seen often enough and not long ago', () => {
  const icao = 5;
  assert.equal(judged({}, { icao, findings: [finding()] }), 'suspect IDN-SPOOF');
  assert.equal(judged({}, { icao, findings: [finding({ count: 2 })] }), 'neutral IDN-ADSB');
  const old = finding({ lastAt: T0 - 301_000 });
  assert.equal(judged({}, { icao, findings: [old] }), 'neutral IDN-ADSB');
  const changed = finding({ code: 'claim-changed', count: 9 });
  assert.equal(judged({}, { icao, findings: [changed] }), 'neutral IDN-ADSB');
});

test('IDN-5: Remote ID is believed when sensors see the same', () => {
  const uasId = '1581F5BKD';
  assert.equal(judged({}, { uasId }), 'unknown IDN-UNKNOWN');
  assert.equal(judged({ corroborated: true }, { uasId }), 'neutral IDN-REMOTE-ID');
});

test('IDN-6: known objects are a rule of their own, by list', () => {
  const own = {
    id: 'KNOWN',
    identity: 'friend',
    reason: 'ours',
    when: { icao: [0x4a7f01, 0x4a7f02] },
  } as const;
  const rules: IdentityRules = { ...RULES, rules: [own, ...RULES.rules] };
  assert.equal(judgeIdentity(facts({}, { icao: 0x4a7f02 }), rules, T0).identity, 'friend');
  assert.equal(judgeIdentity(facts({}, { icao: 0x4a7f03 }), rules, T0).identity, 'neutral');
  const callsign = { ...own, when: { callsignPrefix: ['RFF', ''] } };
  const byName = { ...RULES, rules: [callsign] };
  assert.equal(judgeIdentity(facts({}, { callsign: 'RFF21' }), byName, T0).identity, 'friend');
  assert.equal(judgeIdentity(facts({}, { callsign: 'XYZ' }), byName, T0).identity, 'unknown');
});

function memory(state: Partial<IdentityState> = {}): IdentityMemory {
  return {
    state: {
      trackNumber: 1,
      identity: 'neutral',
      by: { kind: 'rule', id: 'IDN-ADSB' },
      at: T0,
      reason: '',
      ...state,
    },
    nextRuleId: 'IDN-ADSB',
    nextSince: T0,
  };
}

test('IDN-7: another outcome must hold for some seconds before it replaces the last', () => {
  const held = memory();
  const nothing = facts();
  assert.equal(updateIdentity(held, nothing, RULES, T0 + 1000), false);
  // Back in between: the count starts anew.
  assert.equal(updateIdentity(held, facts({}, { icao: 5 }), RULES, T0 + 3000), false);
  assert.equal(updateIdentity(held, nothing, RULES, T0 + 4000), false);
  assert.equal(updateIdentity(held, nothing, RULES, T0 + 7000), false);
  assert.equal(updateIdentity(held, nothing, RULES, T0 + 8000), true);
  assert.equal(held.state.identity, 'unknown');
  assert.equal(held.state.at, T0 + 8000);
  // Deceit counts at once, and so does the first answer after pending.
  const spoofed = facts({}, { icao: 5, findings: [finding({ lastAt: T0 + 9000 })] });
  assert.equal(updateIdentity(held, spoofed, RULES, T0 + 9000), true);
  const young = memory({ identity: 'pending', by: { kind: 'rule', id: 'IDN-PENDING' } });
  assert.equal(updateIdentity(young, nothing, RULES, T0), true);
});

test('IDN-1: a rule never overrules a person', () => {
  const said = memory({ identity: 'friend', by: { kind: 'person', id: 'officer' } });
  assert.equal(updateIdentity(said, facts({}, { findings: [finding()] }), RULES, T0), false);
  assert.equal(said.state.identity, 'friend');
});

test('IDN-9: what moves like a drone and says nothing is suspect near a zone; never neutral wildlife by movement', () => {
  const kinds = { bird: 0.2, drone: 0.7, aircraft: 0.05, vessel: 0, unknown: 0.05 };
  // higher than what is suspect for being low and slow
  const high = { altM: 2500, speedMps: 40, nearZone: true };
  assert.equal(judged(high, { kinds }), 'suspect IDN-DRONE-LIKE');
  assert.equal(judged({ ...high, nearZone: false }, { kinds }), 'unknown IDN-UNKNOWN');
  assert.equal(judged(high, { kinds: { ...kinds, drone: 0.5, bird: 0.4 } }), 'unknown IDN-UNKNOWN');
  assert.equal(judged(high, { icao: 5, kinds }), 'neutral IDN-ADSB');
  const bird = { bird: 0.95, drone: 0.03, aircraft: 0, vessel: 0, unknown: 0.02 };
  assert.equal(isWildlife(detail({ kinds: bird })), false);
});

test('wildlife and unmanned: by what sensors say, not by the guess from movement', () => {
  const classed = (...classes: [string, number][]): TrackDetail =>
    detail({ classes: classes.map(([type, confidence]) => ({ type, confidence })) });
  assert.equal(isWildlife(classed(['Bird', 0.7])), true);
  assert.equal(isWildlife(classed(['Bird', 0.6], ['UAV Rotary Wing', 0.35])), false);
  assert.equal(isWildlife({ ...classed(['Bird', 0.9]), icao: 5 }), false);
  assert.equal(isUnmanned(classed(['drone', 0.5])), false);
  assert.equal(isUnmanned(classed(['UAV Rotary Wing', 0.6])), true);
  assert.equal(isUnmanned(classed(['Manned Rotary Wing', 0.9])), false);
  assert.equal(isUnmanned({ ...classed(['drone', 0.7]), icao: 5 }), false);
  assert.equal(isUnmanned(detail({ uasId: 'X' })), true);
});
