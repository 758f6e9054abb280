import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MemberStatus } from '../../model/index.ts';
import {
  areEightWords,
  linkState,
  progressIn,
  progressOut,
  readNames,
  sortMembers,
} from './member-model.ts';

const NOW = 1_000_000;

function member(part: Partial<MemberStatus>): MemberStatus {
  return {
    member: 'BGR',
    name: 'Bulgaria',
    isUp: true,
    heardAt: NOW - 1000,
    clockOffsetMs: 3,
    queued: 0,
    sent: 10,
    received: 5,
    announced: 5,
    tracksSent: 0,
    tracksReceived: 0,
    faults: {},
    trouble: '',
    quarantined: 0,
    terms: {
      member: 'BGR',
      name: 'Bulgaria',
      publicKey: '',
      clearance: 'secret',
      groups: [],
      caveats: [],
      policies: [],
    },
    waitingSinceAt: null,
    outages: [],
    address: '',
    keys: [{ fingerprint: 'f', words: 'w', status: 'current', endedAt: null }],
    ...part,
  };
}

test('the worst that is so of a link is what is said of it', () => {
  const state = (part: Partial<MemberStatus>): string => linkState(member(part), NOW);
  assert.equal(state({}), 'up');
  assert.equal(state({ queued: 3, waitingSinceAt: NOW - 9_000 }), 'up');
  assert.equal(state({ queued: 3, waitingSinceAt: NOW - 11_000 }), 'lagging');
  assert.equal(state({ announced: 6, waitingSinceAt: NOW - 11_000 }), 'catching-up');
  assert.equal(state({ isUp: false, announced: 6 }), 'down');
  assert.equal(state({ isUp: false, heardAt: null }), 'never');
  assert.equal(state({ isUp: false, keys: [] }), 'no-key');
  assert.equal(state({ quarantined: 1, isUp: false }), 'two-tongues');
});

test('the worst stands first, equals by name', () => {
  const list = [
    member({ name: 'Poland' }),
    member({ name: 'Latvia', isUp: false }),
    member({ name: 'Canada' }),
    member({ name: 'Albania', quarantined: 1 }),
  ];
  assert.deepEqual(
    sortMembers(list, NOW).map(({ name }) => name),
    ['Albania', 'Latvia', 'Canada', 'Poland'],
  );
});

test('progress is there only while something is to come', () => {
  assert.equal(progressIn(member({})), null);
  assert.deepEqual(progressIn(member({ received: 2 })), { done: 2, of: 5 });
  assert.equal(progressOut(member({})), null);
  assert.deepEqual(progressOut(member({ queued: 4 })), { done: 10, of: 14 });
});

test('words and names are read as people write them', () => {
  assert.ok(areEightWords(' Lusab babad gutih-tugad mudof sakat lusab babad '));
  assert.ok(!areEightWords('lusab babad gutih tugad mudof sakat lusab'));
  assert.ok(!areEightWords('lusab babad gutih tugad mudof sakat lusab bab4d'));
  assert.deepEqual(readNames(' EAST, SEA  EAST,'), ['EAST', 'SEA']);
  assert.deepEqual(readNames(''), []);
});
