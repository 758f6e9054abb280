import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import { PLOT_FORM, type Claims, type Sensor, makePlot } from '../model/index.ts';
import {
  FAR,
  FLIGHTS,
  type Flight,
  type FusionRun,
  OWN,
  SECONDS,
  T0,
  Truth,
  flight,
  look,
  makeTracker,
  plane,
  radarAt,
  runFusion,
  scanOf,
  tellOn,
  tracksOf,
} from './testing-made.ts';
import type { Tracker } from './tracker.ts';

const ALLY = tracksOf('ally:BG');

function mean(runs: readonly Truth[], of: (truth: Truth) => number): number {
  return runs.reduce((sum, one) => sum + of(one), 0) / runs.length;
}

const SEEDS = [1, 2, 3];

test('tracks made of our own radar’s plots add nothing: one track each, covariance honest; as plots they do not', (t) => {
  const runs = (as: FusionRun['as']): Truth[] =>
    SEEDS.map((seed) => runFusion({ upstream: [OWN], own: [OWN], as, seed }));
  const [alone, fused, naive] = [runs('nothing'), runs('tracks'), runs('plots')];
  const say = (name: string, truths: readonly Truth[]): string =>
    `${name}: NEES ${mean(truths, (o) => o.nees).toFixed(2)}, RMSE ${mean(truths, (o) => o.rmse).toFixed(0)} m, told sd ${mean(truths, (o) => o.sd).toFixed(0)} m`;
  t.diagnostic(say('own radar alone', alone));
  t.diagnostic(say('with its tracks from upstream, intersected', fused));
  t.diagnostic(say('with its tracks from upstream, taken as plots', naive));
  const nees = mean(fused, (o) => o.nees);
  assert.ok(nees > 0.7 && nees < 1.5, `NEES ${nees}`);
  for (const one of fused) {
    assert.equal(one.doubles, 0);
    assert.equal(one.missed, 0);
  }
  assert.ok(mean(fused, (o) => o.rmse) < 1.1 * mean(alone, (o) => o.rmse));
  assert.ok(mean(naive, (o) => o.nees) > 1.5, 'the control is too sure of itself');
});

test('two upstream trackers with radars of their own are better together than either', (t) => {
  const all = SEEDS.map((seed) => {
    const random = new Random(seed);
    const sites = [radarAt('a', -60_000, 0), radarAt('b', 40_000, -70_000)];
    const upstream = sites.map((site) => makeTracker([site]));
    const names = ['ally:BG', 'ally:TR'];
    const tracker = makeTracker(names.map((name) => tracksOf(name)));
    const truths = [0, 1, 2].map(() => new Truth(FLIGHTS));
    for (let s = 0; s <= SECONDS; s++) {
      const at = T0 + s * 1000;
      sites.forEach((site, i) => {
        if (s % 4 === 2 * i) upstream[i]!.accept(look(site, FLIGHTS, s, random));
        upstream[i]!.advance(at);
        if (s > 20) tracker.accept(tellOn(names[i]!, upstream[i]!.picture(at)));
      });
      tracker.advance(at);
      if (s < 60) continue;
      truths[0]!.add(tracker.picture(at));
      upstream.forEach((one, i) => truths[i + 1]!.add(one.picture(at)));
    }
    return truths;
  });
  const [both, a, b] = [0, 1, 2].map((i) => all.map((truths) => truths[i]!));
  const rmse = [both!, a!, b!].map((truths) => mean(truths, (o) => o.rmse));
  t.diagnostic(
    `RMSE together ${rmse[0]!.toFixed(0)} m, alone ${rmse[1]!.toFixed(0)} and ${rmse[2]!.toFixed(0)} m; NEES ${mean(both!, (o) => o.nees).toFixed(2)}`,
  );
  assert.ok(rmse[0]! < 0.85 * Math.min(rmse[1]!, rmse[2]!), rmse.join());
  for (const one of both!) assert.equal(one.doubles + one.missed, 0);
  assert.ok(mean(both!, (o) => o.nees) < 1.2);
});

test('sensors named as others than ours sharpen the track more than unnamed ones', () => {
  const told = (claims: Claims): Truth =>
    runFusion({ upstream: [FAR], own: [OWN], as: 'tracks', claims, seed: 4 });
  const [unnamed, named, ours] = [
    told({}),
    told({ contributors: ['far'] }),
    told({ contributors: ['own'] }),
  ];
  assert.ok(named.sd < 0.98 * unnamed.sd, `${named.sd} against ${unnamed.sd}`);
  assert.ok(named.nees > 0.5 && named.nees < 1.5, `NEES ${named.nees}`);
  // made of what we have ourselves: left aside
  const alone = runFusion({ upstream: [FAR], own: [OWN], as: 'nothing', seed: 4 });
  assert.ok(Math.abs(ours.sd / alone.sd - 1) < 0.02, `${ours.sd} against ${alone.sd}`);
});

/** One aircraft; our radar sees it from `seenFrom` to `seenTo`, the ally tells of it from `toldFrom` to `toldTo`. */
function watch(given: {
  readonly seen: readonly [number, number];
  readonly told: readonly [number, number];
  readonly routes?: readonly string[];
}): { numbers: Set<number>; most: number; tracker: Tracker; dropped: number[]; sd: number } {
  const random = new Random(9);
  const fly = [flight(-20_000, 10_000, 1.4, 180)];
  const routes = given.routes ?? ['ally:BG'];
  const upstream = makeTracker([FAR]);
  const tracker = makeTracker([OWN, ...routes.map((name) => tracksOf(name))]);
  const numbers = new Set<number>();
  let most = 0;
  let sd = Number.NaN;
  for (let s = 0; s <= SECONDS; s++) {
    const at = T0 + s * 1000;
    if (s % 4 === 1) upstream.accept(look(FAR, fly, s, random));
    upstream.advance(at);
    const within = ([from, to]: readonly [number, number]): boolean => s >= from && s <= to;
    if (s % 4 === 0 && within(given.seen)) tracker.accept(look(OWN, fly, s, random));
    else if (s % 4 === 0) tracker.accept(look(OWN, [], s, random));
    if (s % 4 === 2 && within(given.told))
      for (const route of routes) tracker.accept(tellOn(route, upstream.picture(at)));
    tracker.advance(at);
    const picture = tracker.picture(at);
    if (s > 40)
      for (let row = 0; row < picture.count; row++) numbers.add(picture.trackNumber[row]!);
    most = Math.max(most, s > 40 ? picture.count : 0);
    if (picture.count > 0) sd = Math.sqrt(picture.covEE[0]! + picture.covNN[0]!);
  }
  return { numbers, most, tracker, dropped: tracker.takeDropped(), sd };
}

test('an ally’s track that none of our sensors sees is shown as the ally’s', () => {
  const { tracker, numbers } = watch({ seen: [999, 999], told: [20, 240] });
  assert.deepEqual([...numbers], [1]);
  const detail = tracker.detail(1)!;
  assert.deepEqual(
    detail.upstream?.map(({ originator, objectId }) => [originator, objectId]),
    [['tracks of ally:BG', '1']],
  );
  assert.deepEqual(
    detail.sources.map(({ sensorId }) => sensorId),
    ['ally:BG'],
  );
  assert.equal(tracker.picture(T0 + SECONDS * 1000).count, 1);
  tracker.advance(T0 + (SECONDS + 120) * 1000);
  assert.equal(
    tracker.picture(T0 + (SECONDS + 120) * 1000).count,
    0,
    'forgotten when not told any more',
  );
  assert.deepEqual(tracker.takeDropped(), [1]);
  assert.equal(tracker.detail(1), undefined);
});

test('a track keeps its number when our radar finds it after the ally, and when our radar loses it', () => {
  const found = watch({ seen: [100, 240], told: [20, 240] });
  assert.ok(found.numbers.has(1) && found.numbers.size <= 2, [...found.numbers].join());
  assert.deepEqual(
    found.tracker
      .detail(1)
      ?.sources.map(({ sensorId }) => sensorId)
      .sort(),
    ['ally:BG', 'own'],
  );
  assert.equal(found.tracker.picture(T0 + SECONDS * 1000).count, 1);
  const lost = watch({ seen: [0, 120], told: [20, 240] });
  assert.deepEqual([...lost.numbers], [1]);
  assert.equal(lost.most, 1);
  assert.deepEqual(
    lost.tracker.detail(1)?.sources.map(({ sensorId }) => sensorId),
    ['ally:BG'],
  );
  assert.deepEqual(lost.dropped, []);
});

test('one upstream tracker that reaches us by two routes is no surer than by one', () => {
  const one = watch({ seen: [999, 999], told: [20, 240] });
  const two = watch({ seen: [999, 999], told: [20, 240], routes: ['ally:BG', 'cat062'] });
  assert.equal(two.numbers.size, 1);
  assert.equal(two.most, 1);
  assert.ok(Math.abs(two.sd / one.sd - 1) < 1e-3, `${two.sd} against ${one.sd}`);
});

test('two aircraft side by side keep the ally’s tracks they have, without a swap', () => {
  const random = new Random(6);
  // 1.2 km apart, nearing to 500 m, and apart again
  const pair: Flight[] = [1, -1].map((side) => (s) => [
    -20_000 + 170 * s,
    30_000 + side * (250 + Math.abs(s - 120) * 3),
    6000,
  ]);
  const upstream = makeTracker([FAR]);
  const tracker = makeTracker([OWN, ALLY]);
  const seen = new Map<string, Set<number>>();
  for (let s = 0; s <= SECONDS; s++) {
    const at = T0 + s * 1000;
    if (s % 4 === 0) tracker.accept(look(OWN, pair, s, random));
    if (s % 4 === 1) upstream.accept(look(FAR, pair, s, random));
    upstream.advance(at);
    if (s % 4 === 2 && s > 20) tracker.accept(tellOn('ally:BG', upstream.picture(at)));
    tracker.advance(at);
    const picture = tracker.picture(at);
    if (s < 60) continue;
    for (let row = 0; row < picture.count; row++)
      for (const one of tracker.detail(picture.trackNumber[row]!)!.upstream ?? [])
        seen.set(
          one.objectId,
          (seen.get(one.objectId) ?? new Set()).add(picture.trackNumber[row]!),
        );
  }
  assert.equal(seen.size, 2);
  for (const numbers of seen.values()) assert.equal(numbers.size, 1);
});

test('an identity that another tracker has far from ours is a finding on ours, not a merge', () => {
  const random = new Random(7);
  const icao = 0x4b1234;
  const here = [flight(-20_000, 10_000, 1.4, 180)];
  const there = [flight(30_000, -40_000, 0.2, 180)];
  const upstream = makeTracker([FAR]);
  const reports: Sensor = { ...tracksOf('adsb'), kind: 'selfreport' };
  const tracker = makeTracker([OWN, ALLY, reports]);
  const place = new Float64Array(3);
  for (let s = 0; s <= 120; s++) {
    const at = T0 + s * 1000;
    if (s % 4 === 0) tracker.accept(look(OWN, here, s, random));
    if (s % 4 === 1) upstream.accept(look(FAR, there, s, random));
    upstream.advance(at);
    if (s % 4 === 2 && s > 20) tracker.accept(tellOn('ally:BG', upstream.picture(at), { icao }));
    plane.toGeodetic(...here[0]!(s), place);
    const self = makePlot({
      sensorId: 'adsb',
      at,
      form: PLOT_FORM.position,
      latRad: place[0]!,
      lonRad: place[1]!,
      altM: place[2]!,
      altKind: 'ellipsoid',
      environment: 'air',
      claims: { icao },
    });
    tracker.accept(scanOf('adsb', at, [self]));
    tracker.advance(at);
  }
  const picture = tracker.picture(T0 + 120_000);
  assert.equal(picture.count, 2);
  const ours = [0, 1]
    .map((row) => tracker.detail(picture.trackNumber[row]!)!)
    .find((detail) => detail.sources.some(({ sensorId }) => sensorId === 'own'))!;
  assert.deepEqual(
    ours.findings.map(({ code }) => code),
    ['claim-shared'],
  );
  assert.equal(ours.upstream, undefined);
});
