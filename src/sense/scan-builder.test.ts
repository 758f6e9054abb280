import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePlot, makeSenseBatch, PLOT_FORM, type Plot, type Sensor } from '../model/index.ts';
import { ScanBuilder } from './scan-builder.ts';

const radar: Sensor = {
  id: 'r',
  sourceId: 's',
  name: 'radar',
  kind: 'radar2d',
  latRad: 0.78,
  lonRad: 0.5,
  heightM: 50,
  periodS: 4,
  rotating: true,
  sdRangeM: 60,
  sdAzimuthRad: 0.001,
  sdElevationRad: Number.NaN,
  sdPositionM: Number.NaN,
  sdAltM: 10,
  sdVelocityMps: Number.NaN,
  pd: 0.9,
  clutterPerScan: 1,
  fov: null,
};

function plotAt(at: number, azimuthRad: number): Plot {
  return makePlot({
    sensorId: 'r',
    sourceId: 's',
    at,
    form: PLOT_FORM.polar2d,
    rangeM: 1e4,
    azimuthRad,
  });
}

function builder(): ScanBuilder {
  const made = new ScanBuilder();
  made.putSensor(radar);
  return made;
}

test('a sector mark closes a complete scan with the plots of that sector', () => {
  const b = builder();
  const first = makeSenseBatch();
  first.marks.push({ sensorId: 'r', at: 1000, kind: 'north', azimuthRad: 0 });
  assert.deepEqual(b.accept(first, 1001), []);
  const second = makeSenseBatch();
  second.plots.push(plotAt(1050, 0.1));
  second.marks.push({ sensorId: 'r', at: 1100, kind: 'sector', azimuthRad: 0.2 });
  const scans = b.accept(second, 1101);
  assert.equal(scans.length, 1);
  assert.equal(scans[0]!.complete, true);
  assert.equal(scans[0]!.plots.length, 1);
  assert.deepEqual([scans[0]!.azimuthFromRad, scans[0]!.azimuthToRad], [0, 0.2]);
});

test('an empty sector still says that nothing was seen', () => {
  const b = builder();
  const batch = makeSenseBatch();
  batch.marks.push({ sensorId: 'r', at: 1000, kind: 'sector', azimuthRad: 6.1 });
  batch.marks.push({ sensorId: 'r', at: 1100, kind: 'north', azimuthRad: 0 });
  const scans = b.accept(batch, 1100);
  assert.equal(scans.length, 1);
  assert.equal(scans[0]!.plots.length, 0);
  assert.ok(scans[0]!.azimuthToRad > scans[0]!.azimuthFromRad, 'north wraps to 2 pi');
});

test('a plot that comes after its sector was closed is passed on as not complete', () => {
  const b = builder();
  const batch = makeSenseBatch();
  batch.marks.push({ sensorId: 'r', at: 1000, kind: 'sector', azimuthRad: 1 });
  batch.marks.push({ sensorId: 'r', at: 1100, kind: 'sector', azimuthRad: 1.2 });
  b.accept(batch, 1100);
  const late = makeSenseBatch();
  late.plots.push(plotAt(1050, 1.1));
  assert.deepEqual(b.accept(late, 1150), [], 'waits for a mark');
  const scans = b.flush(1600);
  assert.equal(scans.length, 1);
  assert.equal(scans[0]!.complete, false);
  assert.equal(scans[0]!.plots.length, 1);
});

test('a sensor without marks gives its plots at once', () => {
  const b = builder();
  const batch = makeSenseBatch();
  batch.plots.push(plotAt(1000, 1), plotAt(1010, 2));
  const scans = b.accept(batch, 1100);
  assert.equal(scans.length, 1);
  assert.deepEqual([scans[0]!.complete, scans[0]!.fromAt, scans[0]!.toAt], [false, 1000, 1010]);
});

test('a plot that noise or delay puts outside its sector goes on at once, not a turn later', () => {
  const b = builder();
  const mark = (at: number, azimuthRad: number) => ({
    sensorId: 'r',
    at,
    kind: 'sector' as const,
    azimuthRad,
  });
  const accept = (plots: Plot[], at: number, azimuthRad: number) => {
    const batch = makeSenseBatch();
    batch.plots.push(...plots);
    batch.marks.push(mark(at, azimuthRad));
    return b.accept(batch, at + 1);
  };
  accept([], 1000, 1.0);
  const noisy = plotAt(1050, 0.995);
  const late = plotAt(700, 0.6);
  const early = plotAt(1090, 1.205);
  const scans = accept([noisy, late, early], 1100, 1.2);
  assert.deepEqual(
    scans.map(({ complete, plots }) => [complete, plots]),
    [
      [true, [noisy]],
      [false, [late]],
    ],
  );
  assert.deepEqual(accept([], 1200, 1.4)[0]!.plots, [early]);
});

test('marks of other sectors do not hold a waiting plot beyond its time', () => {
  const b = builder();
  const batch = makeSenseBatch();
  batch.marks.push({ sensorId: 'r', at: 1000, kind: 'sector', azimuthRad: 0 });
  b.accept(batch, 1000);
  const ahead = { ...plotAt(1040, 1.5), receivedAt: 1050 };
  for (const [at, azimuthRad] of [
    [1100, 0.1],
    [1300, 0.3],
  ] as const) {
    const next = makeSenseBatch();
    if (at === 1100) next.plots.push(ahead);
    next.marks.push({ sensorId: 'r', at, kind: 'sector', azimuthRad });
    b.accept(next, at);
  }
  assert.deepEqual(b.flush(1400), []);
  assert.deepEqual(b.flush(1450)[0]!.plots, [ahead]);
});

test('a slow frame whose plots could not wait for its mark says nothing about misses; the next whole one does', () => {
  const b = builder();
  const give = (plots: Plot[], at: number, frameAt?: number) => {
    const batch = makeSenseBatch();
    batch.plots.push(...plots);
    if (frameAt !== undefined)
      batch.marks.push({ sensorId: 'r', at: frameAt, kind: 'frame', azimuthRad: 0 });
    return b.accept(batch, at);
  };
  give([], 1000, 1000);
  give([], 4000, 4000);
  const first = plotAt(4300, 1);
  const last = plotAt(6900, 2);
  assert.deepEqual(give([first], 4350), []);
  assert.deepEqual(b.flush(5000), [], 'waits about as long as marks are apart');
  assert.deepEqual(b.flush(5900)[0]!.plots, [first], 'but not for ever');
  const [broken] = give([last], 7000, 7000);
  assert.deepEqual([broken!.complete, broken!.plots], [false, [last]]);
  const [whole] = give([plotAt(9900, 1), plotAt(9950, 2)], 10_000, 10_000);
  assert.deepEqual([whole!.complete, whole!.plots.length], [true, 2]);
});

test('a sector of a second is waited for', () => {
  const b = builder();
  const mark = (at: number, azimuthRad: number, plots: Plot[] = []) => {
    const batch = makeSenseBatch();
    batch.plots.push(...plots);
    batch.marks.push({ sensorId: 'r', at, kind: 'sector', azimuthRad });
    return b.accept(batch, at);
  };
  mark(1000, 0.5);
  mark(2000, 1);
  const early = makeSenseBatch();
  early.plots.push(plotAt(2050, 1.1));
  b.accept(early, 2060);
  assert.deepEqual(b.flush(2900), []);
  const [scan] = mark(3000, 1.5);
  assert.deepEqual([scan!.complete, scan!.plots.length], [true, 1]);
});
