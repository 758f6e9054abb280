import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { LinkHistoryFile } from './link-history-file.ts';
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

test('a restart forgets nothing: while no node ran no link was up', () => {
  const first = new LinkHistory(0);
  first.note([link(true), link(false, 'TUR')], 1_000);
  first.note([link(false), link(false, 'TUR')], MINUTE);
  first.note([link(true), link(false, 'TUR')], 2 * MINUTE);
  const next = new LinkHistory(10 * MINUTE, first.kept(5 * MINUTE));
  assert.equal(next.fromAt, 0);
  next.note([link(false), link(false, 'TUR')], 10 * MINUTE);
  next.note([link(true), link(true, 'TUR')], 11 * MINUTE);
  assert.deepEqual(next.of('BGR'), [
    { fromAt: MINUTE, toAt: 2 * MINUTE },
    { fromAt: 5 * MINUTE, toAt: 11 * MINUTE },
  ]);
  assert.deepEqual(next.of('TUR'), [{ fromAt: 1_000, toAt: 11 * MINUTE }]);
});

test('what was kept long ago, or after now by this clock, is not taken over', () => {
  const old = new LinkHistory(0);
  old.note([link(false)], 0);
  old.note([link(true)], MINUTE);
  const late = new LinkHistory(9 * HOUR, old.kept(2 * MINUTE));
  assert.equal(late.fromAt, 3 * HOUR);
  assert.deepEqual(late.of('BGR'), [{ fromAt: 2 * MINUTE, toAt: null }]);
  const back = new LinkHistory(1_000, old.kept(2 * MINUTE));
  assert.equal(back.fromAt, 1_000);
  assert.deepEqual(back.of('BGR'), []);
});

test('the file gives back what it was given, is written whole, and a damaged one is as none', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-links-'));
  try {
    const troubles: string[] = [];
    const file = new LinkHistoryFile(dir, (text) => troubles.push(text));
    assert.equal(file.read(), null);
    const history = new LinkHistory(0);
    history.note([link(false)], 1_000);
    history.note([link(true)], MINUTE);
    history.note([link(false)], 2 * MINUTE);
    file.keep(2 * MINUTE, (now) => history.kept(now));
    file.keep(2 * MINUTE + 1, () => assert.fail('two at once'));
    await file.close(history.kept(3 * MINUTE));
    assert.deepEqual(file.read(), history.kept(3 * MINUTE));
    assert.deepEqual(readdirSync(dir), ['link-history.json']);
    for (const damaged of ['', '{', '{"fromAt":1}', '[]', 'null']) {
      writeFileSync(path.join(dir, 'link-history.json'), damaged);
      assert.equal(file.read(), null, damaged);
    }
    writeFileSync(
      path.join(dir, 'link-history.json'),
      '{"fromAt":1,"seenAt":2,"members":{"BGR":[{"fromAt":"x"},{"fromAt":1,"toAt":null},7],"TUR":3}}',
    );
    assert.deepEqual(file.read()?.members, { BGR: [{ fromAt: 1, toAt: null }], TUR: [] });
    const nowhere = new LinkHistoryFile(path.join(dir, 'none'), (text) => troubles.push(text));
    await nowhere.close(history.kept(0));
    await nowhere.close(history.kept(0));
    assert.equal(troubles.length, 1);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
