import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LinkHistory } from './link-history.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const link = (isUp: boolean, member = 'BGR') => ({ member, isUp });

test('an outage begins when a link is down and ends when it is up', () => {
  const history = new LinkHistory(0);
  history.note([link(true)], 1_000);
  assert.deepEqual(history.of('BGR'), []);
  history.note([link(false)], 2_000);
  history.note([link(false)], 3_000);
  assert.deepEqual(history.of('BGR'), [{ fromAt: 2_000, toAt: null }]);
  history.note([link(true)], 9_000);
  assert.deepEqual(history.of('BGR'), [{ fromAt: 2_000, toAt: 9_000 }]);
  assert.equal(history.fromAt, 0);
});

test('a link that flaps within seconds has one outage', () => {
  const history = new LinkHistory(0);
  history.note([link(true)], 0);
  history.note([link(false)], 1_000);
  history.note([link(true)], 10_000);
  history.note([link(false)], 12_000);
  assert.deepEqual(history.of('BGR'), [{ fromAt: 1_000, toAt: null }]);
});

test('what ended more than six hours ago is forgotten; what still lasts is not', () => {
  const history = new LinkHistory(0);
  history.note([link(false), link(false, 'TUR')], 0);
  history.note([link(true), link(false, 'TUR')], MINUTE);
  history.note([link(true), link(false, 'TUR')], 6 * HOUR + 2 * MINUTE);
  assert.deepEqual(history.of('BGR'), []);
  assert.deepEqual(history.of('TUR'), [{ fromAt: 0, toAt: null }]);
});

test('of a link that comes and goes the newest sixty outages stay, the rest is counted', () => {
  const history = new LinkHistory(0);
  history.note([link(true)], -1);
  for (let i = 0; i < 70; i++) {
    history.note([link(false)], i * MINUTE);
    history.note([link(true)], i * MINUTE + 20_000);
  }
  assert.equal(history.of('BGR').length, 60);
  assert.equal(history.of('BGR')[0]!.fromAt, 10 * MINUTE);
  assert.equal(history.dropped, 10);
});

test('a link that is being made when the node starts was not down; one that takes long was', () => {
  const history = new LinkHistory(0);
  history.note([link(false), link(false, 'TUR')], 1_000);
  history.note([link(true), link(false, 'TUR')], 4_000);
  history.note([link(true), link(true, 'TUR')], MINUTE);
  assert.deepEqual(history.of('BGR'), []);
  assert.deepEqual(history.of('TUR'), [{ fromAt: 1_000, toAt: MINUTE }]);
});

test('of a member that was removed nothing is kept', () => {
  const history = new LinkHistory(0);
  history.note([link(false)], 0);
  history.note([], MINUTE);
  history.note([link(true)], 2 * MINUTE);
  assert.deepEqual(history.of('BGR'), []);
});
