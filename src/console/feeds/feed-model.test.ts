import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceStatus } from '../../model/index.ts';
import { formatBytes, formatPercent } from '../format/quantity.ts';
import { setCatalogue, t } from '../text/text.ts';
import { faultCounts, feedHealth, hexDump, prettyRecord, sortFeeds } from './feed-model.ts';
import { formatOffset } from '../format/offset.ts';

const feed = (change: Partial<SourceStatus>): SourceStatus => ({
  id: 'f',
  name: 'F',
  format: 'ais',
  transport: 'udp',
  simulated: false,
  state: 'live',
  reason: '',
  lastReceivedAt: 0,
  chunks: 0,
  bytes: 0,
  records: 1000,
  plots: 0,
  faults: 0,
  faultsByCode: {},
  dropped: 0,
  kernelDropped: 0,
  recordRate: 0,
  plotRate: 0,
  clockOffsetMs: null,
  reconnects: 0,
  recentFaults: [],
  lastRecord: null,
  lastRecordHex: null,
  ...change,
});

test('the worst of a feed decides its mark', () => {
  const cases: readonly (readonly [Partial<SourceStatus>, string])[] = [
    [{}, 'good'],
    [{ faults: 5 }, 'good'],
    [{ faults: 50 }, 'caution'],
    [{ kernelDropped: 1 }, 'caution'],
    [{ clockOffsetMs: -501 }, 'caution'],
    [{ state: 'silent' }, 'bad'],
    [{ state: 'connecting' }, 'standby'],
    [{ state: 'stopped', faults: 900 }, 'off'],
  ];
  for (const [change, mark] of cases) assert.equal(feedHealth(feed(change)), mark);
});

test('feeds in trouble stand first', () => {
  const list = [feed({ name: 'B' }), feed({ name: 'A' }), feed({ name: 'Z', state: 'failed' })];
  assert.deepEqual(
    sortFeeds(list).map(({ name }) => name),
    ['Z', 'A', 'B'],
  );
});

test('fault codes stand in the order of their number', () => {
  assert.deepEqual(faultCounts(feed({ faultsByCode: { a: 1, b: 7 } })), [
    ['b', 7],
    ['a', 1],
  ]);
});

test('octets are dumped 8 a line with what can be read beside them', () => {
  const lines = hexDump('21 41 49 56'.repeat(4) + '0a7e');
  assert.deepEqual(
    lines.map(({ offset, text }) => [offset, text]),
    [
      [0, '!AIV!AIV'],
      [8, '!AIV!AIV'],
      [16, '·~'],
    ],
  );
  assert.deepEqual(lines[2]?.octets, ['0a', '7e']);
  assert.deepEqual(hexDump(''), []);
});

test('a record that is no JSON is shown as it came', () => {
  assert.equal(prettyRecord('{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(prettyRecord('{cut off'), '{cut off');
});

test('numbers are written for people: signed offsets, a little that is not nothing', () => {
  assert.equal(formatOffset(-184), '−184 ms');
  assert.equal(formatOffset(12_340), '+12.3 s');
  assert.equal(formatPercent(0.0001), '<\u00a01\u00a0%');
  assert.equal(formatPercent(0), '0\u00a0%');
  assert.equal(formatBytes(12_345_678), '12.3 MB');
});

test('counted words follow the number, in another language by its own rules', () => {
  const counts = { alerts: 1, tracks: 2, notes: 0 };
  assert.equal(t('incidents.holds', counts), '1 alert · 2 tracks · 0 notes');
  setCatalogue({ 'incidents.holds': '{tracks|pista|piste|de piste}' }, 'ro');
  assert.equal(t('incidents.holds', { tracks: 1 }), '1 pista');
  assert.equal(t('incidents.holds', { tracks: 3 }), '3 piste');
  assert.equal(t('incidents.holds', { tracks: 20 }), '20 de piste');
  assert.equal(t('common.close'), 'Close', 'what it lacks is said in English');
  setCatalogue({}, 'en');
});
