/** One suite for every history store: what is given comes back, the same from each of them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { DEG_TO_RAD, Random } from '../../src/base/index.ts';
import {
  makePicture,
  readTrackFrames,
  type Picture,
  type TrackDetail,
  type TrackFrame,
} from '../../src/model/index.ts';
import {
  MemoryHistory,
  openHistory,
  openLedger,
  type HistoryStore,
} from '../../src/node/store/index.ts';
import { forEachBackEnd, type BackEnd } from '../back-ends.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-history-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

/** A history that is empty yet. */
async function openOn(backEnd: BackEnd): Promise<HistoryStore> {
  const { dir, store } = backEnd.place(path.join(root, String(++folders)));
  // The node opens its ledger first, which makes what both lie in.
  await (await openLedger({ dataDir: dir, origin: 'ROU', store })).close();
  return openHistory({ dataDir: dir, store });
}

const T0 = 1_800_000_000_000;
const CODES = { identityOf: (n: number) => n % 7, alertOf: (n: number) => (n === 3 ? 0x82 : 0) };

interface TrackAt {
  readonly number: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM?: number;
}

function pictureOf(at: number, tracks: readonly TrackAt[]): Picture {
  const picture = makePicture(tracks.length, at);
  picture.count = tracks.length;
  tracks.forEach(({ number, latDeg, lonDeg, altM = Number.NaN }, row) => {
    picture.trackNumber[row] = number;
    picture.latRad[row] = latDeg * DEG_TO_RAD;
    picture.lonRad[row] = lonDeg * DEG_TO_RAD;
    picture.altM[row] = altM;
    picture.vNorthMps[row] = 50;
    picture.covEE[row] = 100;
    picture.covNN[row] = 100;
    picture.status[row] = 1;
    picture.quality[row] = 9;
    picture.updatedAt[row] = at - 700;
  });
  return picture;
}

/** One picture a second of tracks 1, 2, 3 flying north at lon 28.1, 28.2, 28.3; track 3 ends after one minute. */
async function fill(store: HistoryStore, seconds: number): Promise<void> {
  for (let s = 0; s < seconds; s++) {
    const latDeg = 44 + s * 0.00045;
    const tracks = (s < 60 ? [1, 2, 3] : [1, 2]).map((number) => ({
      number,
      latDeg,
      lonDeg: 28 + number / 10,
      altM: number === 2 ? Number.NaN : 300,
    }));
    store.addPicture(pictureOf(T0 + s * 1000, tracks), CODES);
    if (s % 15 === 14) await store.flush();
  }
}

async function framesOf(
  store: HistoryStore,
  ...query: Parameters<HistoryStore['frames']>
): Promise<TrackFrame[]> {
  const frames: TrackFrame[] = [];
  for await (const bytes of store.frames(...query)) frames.push(...readTrackFrames(bytes));
  return frames;
}

function detail(trackNumber: number, callsign: string): TrackDetail {
  const operator = { operatorId: 'secret', operatorLatRad: 0.7, operatorLonRad: 0.5 };
  return { trackNumber, callsign, ...operator } as unknown as TrackDetail;
}

/** What every history store does. */
function suite(open: () => Promise<HistoryStore>): void {
  const on = (title: string, run: (store: HistoryStore) => Promise<void>): void => {
    test(title, async () => {
      const store = await open();
      try {
        await run(store);
      } finally {
        await store.close();
      }
    });
  };

  on('one track over minutes comes back in order, both ends included', async (store) => {
    await fill(store, 150);
    const points = await store.trackPoints(1, T0 + 10_000, T0 + 100_000);
    assert.deepEqual(
      points.map((p) => p.at),
      Array.from({ length: 91 }, (_, i) => T0 + 10_000 + i * 1000),
    );
    const first = { latDeg: 44.0045, lonDeg: 28.1, altM: 300, vEastMps: 0, vNorthMps: 50 };
    assert.deepEqual(points[0], { at: T0 + 10_000, ...first });
    assert.equal((await store.trackPoints(2, T0, T0 + 5000))[0]!.altM, null);
    assert.deepEqual(await store.trackPoints(99, T0, T0 + 5000), []);
  });

  on('a box and span give the points in them and no others', async (store) => {
    await fill(store, 120);
    const [from, to] = [T0 + 30_000, T0 + 40_000];
    const { points, clipped } = await store.boxPoints([28.05, 43, 28.15, 45], from, to);
    assert.equal(clipped, false);
    assert.deepEqual([...new Set(points.map((p) => p.trackNumber))], [1]);
    assert.equal(points.length, 11);
    assert.deepEqual((await store.boxPoints([0, 0, 1, 1], T0, T0 + 120_000)).points, []);
  });

  on('a box over the antimeridian holds both sides', async (store) => {
    const tracks = [179.95, -179.95, 0].map((lonDeg, i) => ({ number: i + 1, latDeg: 60, lonDeg }));
    store.addPicture(pictureOf(T0, tracks), CODES);
    for (const flushed of [false, true]) {
      if (flushed) await store.flush();
      const { points } = await store.boxPoints([179.9, 59, -179.9, 61], T0, T0);
      assert.deepEqual(new Set(points.map((p) => p.trackNumber)), new Set([1, 2]));
      const [frame] = await framesOf(store, T0, T0, 1000, [179.9, 59, -179.9, 61]);
      assert.deepEqual(new Set(frame!.trackNumber), new Set([1, 2]));
    }
  });

  on(
    'replay gives whole pictures with their colours; a track that ended is gone',
    async (store) => {
      await fill(store, 120);
      const frames = await framesOf(store, T0 + 50_500, T0 + 80_500, 10_000, null);
      assert.deepEqual(
        frames.map((frame) => [frame.at - T0, frame.count]),
        [
          [50_500, 3],
          [60_500, 2],
          [70_500, 2],
          [80_500, 2],
        ],
      );
      const row = frames[0]!.trackNumber.indexOf(3);
      assert.equal(frames[0]!.alert[row], 0x82);
      assert.equal(frames[0]!.identity[row], 3);
      assert.equal(frames[0]!.age[row], 12, '0.7 s at the picture, 0.5 s later');
      assert.equal(frames[0]!.flags & 1, 1, 'marked as replay');
      const [boxed] = await framesOf(store, T0 + 50_000, T0 + 50_000, 1000, [28.15, 43, 28.25, 45]);
      assert.deepEqual([...boxed!.trackNumber], [2]);
    },
  );

  on('where the node did not watch, replay is empty, not frozen', async (store) => {
    await fill(store, 20);
    store.addPicture(pictureOf(T0 + 300_000, [{ number: 1, latDeg: 44, lonDeg: 28 }]), CODES);
    const frames = await framesOf(store, T0 - 5_000, T0 + 305_000, 5_000, null);
    const filled = frames.filter((frame) => frame.count > 0).map((frame) => (frame.at - T0) / 1000);
    assert.deepEqual(filled, [0, 5, 10, 15, 20, 25, 300, 305]);
  });

  on('what was known of a track comes with the time, without its operator', async (store) => {
    store.addDetail(detail(7, 'FIRST'), T0);
    store.addDetail(detail(7, 'FIRST'), T0 + 5_000);
    store.addDetail(detail(7, 'THEN'), T0 + 10_000);
    await store.flush();
    const names = async (at: number): Promise<(string | null)[]> =>
      (await store.details([7, 8], at)).map(({ callsign }) => callsign);
    assert.deepEqual(await names(T0 - 1), []);
    assert.deepEqual(await names(T0 + 9_999), ['FIRST']);
    assert.deepEqual(await names(T0 + 1e6), ['THEN']);
    const [known] = await store.details([7], T0 + 1e6);
    const { operatorId, operatorLatRad, operatorLonRad } = known!;
    assert.deepEqual([operatorId, operatorLatRad, operatorLonRad], [null, null, null]);
  });

  on('what is older than its age goes; operator positions go sooner', async (store) => {
    await fill(store, 300);
    for (const at of [T0, T0 + 290_000])
      store.addOperator({ trackNumber: 1, at, latRad: 0.7, lonRad: 0.5, operatorId: 'ROU-op' });
    await store.flush();
    const now = T0 + 300_000;
    await store.retain({ maxAgeMs: 180_000, maxBytes: 1e9, operatorDataMs: 60_000 }, now);
    assert.equal((await store.operators(1, T0, now)).length, 1);
    const points = await store.trackPoints(1, T0, now);
    // Segments go whole: up to a minute more than asked may stay.
    assert.ok(points[0]!.at >= now - 240_000 && points[0]!.at <= now - 180_000, `${points[0]?.at}`);
    assert.equal(points.at(-1)!.at, T0 + 299_000);
    await store.retain({ maxAgeMs: 1e12, maxBytes: 0, operatorDataMs: 0 }, now);
    assert.deepEqual(await store.trackPoints(1, T0, now), []);
    assert.deepEqual(await store.operators(1, T0, now), []);
  });

  on('density is the most tracks at a time in each span', async (store) => {
    await fill(store, 180);
    assert.deepEqual(await store.density(T0, T0 + 240_000, 4), [3, 2, 2, 0]);
    assert.deepEqual(store.span(), { from: T0, to: T0 + 179_000 });
  });
}

/** Tracks that start, wander, cross the antimeridian and end; pictures with gaps, and now and then a clock set back. */
function* wander(random: Random): Generator<Picture> {
  const tracks = new Map<number, TrackAt>();
  let at = T0 + random.below(60_000);
  let next = 1;
  for (let i = 0; i < 150; i++) {
    at += random.chance(0.03) ? 200_000 : random.chance(0.02) ? -5_000 : 1000 + random.below(3);
    while (tracks.size < 4 || random.chance(0.2)) {
      const latDeg = random.between(-80, 80);
      tracks.set(next, { number: next++, latDeg, lonDeg: random.between(-180, 180) });
    }
    for (const [number, { latDeg, lonDeg }] of tracks) {
      if (random.chance(0.05)) tracks.delete(number);
      else
        tracks.set(number, {
          number,
          latDeg: latDeg + random.normal() * 0.01,
          lonDeg: Math.abs(lonDeg) > 179.9 ? -lonDeg * 0.99 : lonDeg + random.normal() * 0.01,
          altM: random.chance(0.1) ? Number.NaN : random.between(0, 9000),
        });
    }
    yield pictureOf(at, [...tracks.values()]);
  }
}

async function boxSorted(
  store: HistoryStore,
  ...query: Parameters<HistoryStore['boxPoints']>
): Promise<unknown[]> {
  const { points } = await store.boxPoints(...query);
  return [...points].sort((p, q) => p.at - q.at || p.trackNumber - q.trackNumber);
}

describe('memory', () => suite(() => Promise.resolve(new MemoryHistory())));

forEachBackEnd((backEnd) => {
  suite(() => openOn(backEnd));

  for (const seed of [1, 2, 3, 4])
    test(`it answers as the plain store does (seed ${seed})`, async () => {
      const plain = new MemoryHistory();
      const tried = await openOn(backEnd);
      const random = new Random(seed);
      const seen = new Set<number>();
      for (const picture of wander(random.fork('night'))) {
        // Two pictures of one instant have no order.
        if (seen.has(picture.at)) continue;
        seen.add(picture.at);
        plain.addPicture(picture, CODES);
        tried.addPicture(picture, CODES);
        // Flushes at odd moments, and often enough that the writer keeps up: no picture is lost here.
        if (random.chance(0.2) || seen.size % 10 === 0) await tried.flush();
      }
      await tried.flush();
      const { from, to } = plain.span()!;
      let found = 0;
      for (let query = 0; query < 60; query++) {
        const a = random.between(from - 60_000, to + 60_000);
        const b = random.between(a, to + 60_000);
        const track = 1 + random.below(40);
        const expected = await plain.trackPoints(track, a, b);
        found += expected.length;
        assert.deepEqual(await tried.trackPoints(track, a, b), expected);
        const [west, east] = [random.between(-180, 180), random.between(-180, 180)];
        const box = [west, -90, east, random.between(-90, 90)] as const;
        assert.deepEqual(await boxSorted(tried, box, a, b), await boxSorted(plain, box, a, b));
      }
      assert.ok(found > 100);
      assert.equal(tried.counters().lost, 0);
      await tried.close();
    });
});
