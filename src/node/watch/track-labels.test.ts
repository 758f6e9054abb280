import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { makePicture, OWN_ONLY, type Label, type TrackDetail } from '../../model/index.ts';
import { TrackLabels, WITHHELD } from './track-labels.ts';

const ALL: Label = { ...OWN_ONLY, releasableTo: ['*'] };
const SECRET: Label = { ...OWN_ONLY, classification: 'secret', releasableTo: ['DEU'] };

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-labels-'));
  t.after(() => rmSync(dir, { recursive: true }));
  return dir;
}
const from = (...sourceIds: string[]): TrackDetail =>
  ({ sources: sourceIds.map((sourceId) => ({ sourceId })) }) as unknown as TrackDetail;

test('REL-14 a track has the labels of all its sources, and keeps one that has fallen silent', (t) => {
  const labels = new TrackLabels(folder(t));
  labels.configure(ALL, new Map([['radar', SECRET]]));
  labels.note(5, from('adsb'));
  assert.deepEqual(labels.labelOf(5), ALL);
  labels.note(5, from('adsb', 'radar'));
  labels.note(5, from('adsb'));
  assert.deepEqual(labels.labelOf(5), SECRET);
  assert.equal(labels.labelOf(5), labels.labelOf(5), 'one and the same object');
  labels.close();
});

test('REL-14 labels of tracks are there after a restart, also when the labels of feeds have changed', (t) => {
  const dir = folder(t);
  const before = new TrackLabels(dir);
  before.configure(ALL, new Map([['radar', SECRET]]));
  before.note(3000, from('radar'));
  before.note(3001, from('adsb'));
  before.flush();
  before.note(3002, from('radar'));
  before.close();
  const after = new TrackLabels(dir);
  after.configure(OWN_ONLY, new Map());
  assert.deepEqual(after.labelOf(3000), SECRET);
  assert.deepEqual(after.labelOf(3001), ALL);
  assert.deepEqual(after.labelOf(3002), WITHHELD, 'not written: not known');
  after.close();
});

test('REL-14 tracks from before labels were kept count as of the default label, an ally’s as ours alone', (t) => {
  const labels = new TrackLabels(folder(t), 40);
  labels.configure(ALL, new Map());
  assert.deepEqual(labels.labelOf(40), ALL);
  labels.note(41, from('ally:BGR'));
  assert.deepEqual(labels.labelOf(41), OWN_ONLY);
  labels.close();
});

test('a picture is looked at where tracks are new or changed', (t) => {
  const labels = new TrackLabels(folder(t));
  labels.configure(ALL, new Map([['radar', SECRET]]));
  const picture = makePicture(2);
  picture.count = 2;
  picture.trackNumber.set([8, 9]);
  const asked: number[] = [];
  const detailOf = (trackNumber: number): TrackDetail => {
    asked.push(trackNumber);
    return from(trackNumber === 9 ? 'radar' : 'adsb');
  };
  labels.see(picture, detailOf);
  labels.see(picture, detailOf);
  picture.detailVersion[1] = 7;
  labels.see(picture, detailOf);
  assert.deepEqual(asked, [8, 9, 9]);
  assert.deepEqual(labels.labelOf(9), SECRET);
  labels.close();
});

test('what an ally gives narrows a track, and not what our own sources made of it, also after a restart', (t) => {
  const dir = folder(t);
  const labels = new TrackLabels(dir);
  labels.configure(ALL, new Map([['radar', OWN_ONLY]]));
  const both = (sourceId: string): TrackDetail => ({
    ...from('adsb'),
    sources: [...from('adsb').sources, ...from(sourceId).sources],
  });
  labels.note(1, both('ally:BGR'));
  labels.note(2, both('radar'));
  labels.note(3, from('ally:BGR'));
  labels.flush();
  labels.close();
  const again = new TrackLabels(dir);
  again.configure(ALL, new Map([['radar', OWN_ONLY]]));
  for (const one of [again]) {
    assert.deepEqual(one.labelOf(1).releasableTo, []);
    assert.deepEqual(one.ownLabelOf(1), ALL);
    assert.deepEqual(one.ownLabelOf(2).releasableTo, [], 'our own radar withholds as before');
    assert.equal(one.ownLabelOf(3).classification, 'top-secret', 'nothing of it is ours');
  }
  again.close();
});

test('labels beyond those that can be kept withhold', (t) => {
  const labels = new TrackLabels(folder(t));
  const many = Array.from(
    { length: 40 },
    (_, i) => [`f${i}`, { ...ALL, caveats: [`C${i}`] }] as const,
  );
  labels.configure(ALL, new Map(many));
  labels.note(1, from('f39'));
  assert.deepEqual(labels.labelOf(1).classification, 'top-secret');
  assert.deepEqual(labels.labelOfSource('f39'), WITHHELD);
  labels.close();
});
