import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { DEG_TO_RAD, Random } from '../../base/index.ts';
import { makePicture, readTrackFrames, type Picture } from '../../model/index.ts';
import { HistoryFile } from './history-file.ts';
import { HistoryReader } from './history-reader.ts';
import { openHistory } from './history.ts';
import { packSegment, unpackSegment, WIDTH } from './segment.ts';
import { takeSnapshot } from './snapshot.ts';

const T0 = 1_800_000_000_000;
const CODES = { identityOf: (n: number) => n % 7, alertOf: (n: number) => (n === 3 ? 0x82 : 0) };

/** Track n starts at lat 44, lon 28 + n/10 and flies north at 50 m/s. */
function pictureAt(at: number, tracks: readonly number[]): Picture {
  const picture = makePicture(tracks.length, at);
  picture.count = tracks.length;
  tracks.forEach((n, row) => {
    picture.trackNumber[row] = n;
    picture.latRad[row] = (44 + ((at - T0) / 1000) * (50 / 111_000)) * DEG_TO_RAD;
    picture.lonRad[row] = (28 + n / 10) * DEG_TO_RAD;
    picture.altM[row] = n === 2 ? Number.NaN : 300;
    picture.vNorthMps[row] = 50;
    picture.covEE[row] = 100;
    picture.covNN[row] = 100;
    picture.status[row] = 1;
    picture.quality[row] = 9;
    picture.updatedAt[row] = at - 700;
  });
  return picture;
}

function inFolder(run: (dir: string) => Promise<void> | void): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-history-'));
  return Promise.resolve(run(dir)).finally(() => rmSync(dir, { recursive: true, force: true }));
}

/** Minutes of pictures, one a second, of tracks 1, 2, 3; track 3 ends after one minute. */
async function fill(
  dir: string,
  seconds: number,
): Promise<Awaited<ReturnType<typeof openHistory>>> {
  const history = await openHistory({ dataDir: dir });
  for (let s = 0; s < seconds; s++) {
    history.addPicture(pictureAt(T0 + s * 1000, s < 60 ? [1, 2, 3] : [1, 2]), CODES);
    if (s % 15 === 14) await history.flush();
  }
  await history.flush();
  return history;
}

test('a segment gives back every number it was packed from (seeded)', () => {
  const random = new Random(5);
  for (let round = 0; round < 50; round++) {
    const points = Array.from(
      { length: WIDTH * (1 + random.below(80)) },
      () => Math.round(random.between(-1, 1) * 2 ** random.below(45)) + 0,
    );
    assert.deepEqual(unpackSegment(packSegment(points)), points);
  }
  assert.deepEqual(unpackSegment(new Uint8Array([1, 2, 3])), [], 'damaged bytes give nothing');
});

test('one track over minutes comes back in order, with its heights and speeds', () =>
  inFolder(async (dir) => {
    const history = await fill(dir, 150);
    const points = await history.trackPoints(1, T0 + 10_000, T0 + 100_000);
    assert.equal(points.length, 91);
    assert.deepEqual(
      points.map((p) => p.at),
      Array.from({ length: 91 }, (_, i) => T0 + 10_000 + i * 1000),
    );
    assert.equal(points[0]!.altM, 300);
    assert.equal(points[0]!.vNorthMps, 50);
    assert.ok(Math.abs(points[0]!.lonDeg - 28.1) < 1e-6);
    assert.equal((await history.trackPoints(2, T0, T0 + 5000))[0]!.altM, null);
    assert.equal((await history.trackPoints(99, T0, T0 + 5000)).length, 0);
    await history.close();
  }));

test('a box and span give the points in them and no others', () =>
  inFolder(async (dir) => {
    const history = await fill(dir, 120);
    const { points, clipped } = await history.boxPoints(
      [28.05, 43, 28.15, 45],
      T0 + 30_000,
      T0 + 40_000,
    );
    assert.equal(clipped, false);
    assert.deepEqual([...new Set(points.map((p) => p.trackNumber))], [1]);
    assert.equal(points.length, 11);
    assert.equal((await history.boxPoints([0, 0, 1, 1], T0, T0 + 120_000)).points.length, 0);
    await history.close();
  }));

test('replay gives whole pictures with colours, and a track that ended leaves', () =>
  inFolder(async (dir) => {
    const history = await fill(dir, 120);
    const bytes: Uint8Array[] = [];
    for await (const frame of history.frames(T0 + 50_500, T0 + 80_500, 10_000, null))
      bytes.push(frame);
    const frames = bytes.flatMap((one) => readTrackFrames(one));
    assert.deepEqual(
      frames.map((frame) => frame.at - T0),
      [50_500, 60_500, 70_500, 80_500],
    );
    assert.deepEqual(
      frames.map((frame) => frame.count),
      [3, 3, 2, 2],
    );
    const row = frames[0]!.trackNumber.indexOf(3);
    assert.equal(frames[0]!.alert[row], 0x82);
    assert.equal(frames[0]!.identity[row], 3);
    assert.equal(frames[0]!.age[row], 12, '0.7 s at the picture, 0.5 s later');
    assert.equal(frames[0]!.flags & 1, 1, 'marked as replay');
    const boxed: number[] = [];
    for await (const frame of history.frames(
      T0 + 50_000,
      T0 + 50_000,
      1000,
      [28.15, 43, 28.25, 45],
    ))
      boxed.push(...readTrackFrames(frame)[0]!.trackNumber);
    assert.deepEqual(boxed, [2]);
    await history.close();
  }));

test('the minute that was not packed yet is there after the process was killed', () =>
  inFolder((dir) => {
    const writer = new HistoryFile(dir);
    for (let s = 0; s < 20; s++)
      writer.add(takeSnapshot(pictureAt(T0 + s * 1000, [1]), CODES), T0 + s * 1000);
    // No close(): what a kill -9 leaves behind. A reader and the next start both see all of it.
    const reader = new HistoryReader(dir);
    assert.equal(reader.trackPoints(1, T0, T0 + 60_000).length, 20);
    const again = new HistoryFile(dir);
    assert.equal(reader.trackPoints(1, T0, T0 + 60_000).length, 20, 'packed once, not twice');
    assert.deepEqual(reader.span()?.from, Math.floor(T0 / 60_000) * 60_000);
    again.close();
    reader.close();
  }));

test('what is older than its age, or over the size, goes; operator positions go sooner', () =>
  inFolder(async (dir) => {
    const history = await fill(dir, 300);
    history.addOperator({ trackNumber: 1, at: T0, latRad: 0.7, lonRad: 0.5, operatorId: 'ROU-op' });
    history.addOperator({
      trackNumber: 1,
      at: T0 + 290_000,
      latRad: 0.7,
      lonRad: 0.5,
      operatorId: 'ROU-op',
    });
    const now = T0 + 300_000;
    await history.retain({ maxAgeMs: 180_000, maxBytes: 1e9, operatorDataMs: 60_000 }, now);
    assert.equal((await history.operators(1, T0, now)).length, 1);
    const points = await history.trackPoints(1, T0, now);
    assert.ok(points.length > 0 && points[0]!.at >= T0 + 60_000, `${points[0]?.at}`);
    await history.retain({ maxAgeMs: 1e12, maxBytes: 0, operatorDataMs: 1e12 }, now);
    assert.ok(
      (await history.trackPoints(1, T0, now)).length <= 60,
      'only the current minute may stay',
    );
    await history.close();
  }));

test('density counts tracks per span', () =>
  inFolder(async (dir) => {
    const history = await fill(dir, 180);
    const density = await history.density(
      Math.floor(T0 / 60_000) * 60_000,
      Math.floor(T0 / 60_000) * 60_000 + 240_000,
      4,
    );
    assert.equal(Math.max(...density), 3);
    assert.equal(density.length, 4);
    await history.close();
  }));
