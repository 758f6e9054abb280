import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_MS, NM_TO_M } from '../base/index.ts';
import { makeSenseBatch, PLOT_FORM, type Sensor, type SourceConfig } from '../model/index.ts';
import { encodeRecords, type ItemsInput } from '../wire/asterix/index.ts';
import { makeFeedOutput, type FeedOutput } from './feed.ts';
import { createAsterixFeed } from './from-asterix.ts';

const NOON = 20_000 * DAY_MS + DAY_MS / 2;
const radar: Sensor = {
  id: 'asterix:25/10',
  sourceId: 'a',
  name: 'North',
  kind: 'radar2d',
  latRad: 0.78,
  lonRad: 0.5,
  heightM: 50,
  periodS: 4,
  rotating: true,
  sdRangeM: 70,
  sdAzimuthRad: 0.0014,
  sdElevationRad: 0.01,
  sdPositionM: 20,
  sdAltM: 30,
  sdVelocityMps: 2,
  pd: 0.9,
  clutterPerScan: 1,
  fov: null,
};

function source(given: Partial<SourceConfig> = {}): SourceConfig {
  return {
    id: 'a',
    name: 'a',
    format: 'asterix',
    transport: { kind: 'udp', host: '127.0.0.1', port: 1 },
    simulated: false,
    options: {},
    sensors: [radar],
    ...given,
  };
}

function block(category: number, ...records: ItemsInput[]): Uint8Array {
  const encoded = encodeRecords(category, undefined, records);
  assert.ok(encoded.ok, JSON.stringify(encoded));
  return encoded.value;
}

function feedOf(config: SourceConfig, chunks: readonly Uint8Array[]): FeedOutput {
  const feed = createAsterixFeed(config);
  const out = makeFeedOutput(makeSenseBatch());
  for (const bytes of chunks)
    feed.accept({ sourceId: 'a', connection: 0, receivedAt: NOON + 500, bytes }, out);
  return out;
}

const plot048: ItemsInput = {
  '010': { SAC: 25, SIC: 10 },
  '140': 43_200,
  '020': { TYP: 5 },
  '040': { RHO: 30, THETA: 90 },
  '070': { MODE3A: '1234' },
  '090': { FL: 100 },
  '220': 0x4b8201,
  '240': 'ROT123',
};

test('a Mode S plot has range, azimuth, pressure altitude, time and claims', () => {
  const out = feedOf(source(), [block(48, plot048)]);
  assert.equal(out.records, 1);
  const plot = out.batch.plots[0]!;
  assert.equal(plot.form, PLOT_FORM.polar2d);
  assert.ok(Math.abs(plot.rangeM - 30 * NM_TO_M) < 8);
  assert.ok(Math.abs(plot.azimuthRad - Math.PI / 2) < 1e-4);
  assert.ok(Math.abs(plot.altM - 3048) < 1);
  assert.equal(plot.altKind, 'pressure');
  assert.equal(plot.at, NOON);
  assert.equal(plot.sensorId, 'asterix:25/10');
  assert.deepEqual({ ...plot.claims }, { icao: 0x4b8201, mode3A: 0o1234, callsign: 'ROT123' });
});

test('a garbled Mode A, a field monitor and an extrapolated target make no claim or plot', () => {
  const garbled = { ...plot048, '070': { G: 1, MODE3A: '1234' } };
  const monitor = { ...plot048, '020': { TYP: 5, RAB: 1 } };
  const coasted = { ...plot048, '020': { TYP: 0 } };
  const out = feedOf(source(), [block(48, garbled, monitor, coasted)]);
  assert.equal(out.records, 3);
  assert.equal(out.batch.plots.length, 1);
  assert.equal(out.batch.plots[0]!.claims?.mode3A, undefined);
});

test('simulated targets in a live feed are left out, in an exercise they are plots', () => {
  const bytes = block(48, { ...plot048, '020': { TYP: 5, SIM: 1 } });
  assert.equal(feedOf(source(), [bytes]).batch.plots.length, 0);
  const exercise = feedOf(source({ simulated: true }), [bytes]).batch.plots;
  assert.equal(exercise.length, 1);
  assert.equal(exercise[0]!.simulated, true);
});

test('north and sector messages are sweep marks', () => {
  const out = feedOf(source(), [
    block(34, { '010': { SAC: 25, SIC: 10 }, '000': 1, '030': 43_200, '041': 4 }),
    block(34, { '010': { SAC: 25, SIC: 10 }, '000': 2, '030': 43_200.5, '020': 45 }),
  ]);
  assert.deepEqual(
    out.batch.marks.map((mark) => mark.kind),
    ['north', 'sector'],
  );
  assert.ok(Math.abs(out.batch.marks[1]!.azimuthRad - Math.PI / 4) < 1e-6);
});

test('a radar nobody configured places its plots once it has said where it stands', () => {
  const config = source({ sensors: [] });
  const before = feedOf(config, [block(48, plot048)]);
  assert.equal(before.batch.plots.length, 0);
  assert.ok(before.faults.some(({ fault }) => /no site/.test(fault.detail)));
  const site = {
    '010': { SAC: 25, SIC: 10 },
    '000': 1,
    '030': 43_200,
    '120': { HGT: 60, LAT: 45, LON: 29 },
  };
  const after = feedOf(config, [block(34, site), block(48, plot048)]);
  assert.equal(after.batch.plots.length, 1);
  const known = after.batch.sensors.at(-1)!;
  assert.ok(Math.abs(known.latRad - (45 * Math.PI) / 180) < 1e-5);
});

test('a stream cut anywhere gives the same plots', () => {
  const bytes = new Uint8Array([...block(48, plot048, plot048), ...block(48, plot048)]);
  const stream = source({ transport: { kind: 'tcp-client', host: 'h', port: 1 } });
  for (let cut = 1; cut < bytes.length; cut++) {
    const out = feedOf(stream, [bytes.subarray(0, cut), bytes.subarray(cut)]);
    assert.equal(out.batch.plots.length, 3, `cut at ${cut}`);
    assert.equal(out.faults.length, 0);
  }
});

test('a damaged block is a fault with its offset and the next one is decoded', () => {
  const good = block(48, plot048);
  const bad = good.slice();
  bad[3] = 0xff;
  bad[4] = 0xff;
  bad[5] = 0xff;
  const out = feedOf(source(), [new Uint8Array([...bad, ...good])]);
  assert.equal(out.batch.plots.length, 1);
  assert.ok(out.faults.length >= 1);
  assert.ok(out.faults[0]!.bytesHex.length > 0);
});

test('a fused track from another system is a position of kind tracks with its number as object id', () => {
  const record: ItemsInput = {
    '010': { SAC: 9, SIC: 1 },
    '070': 43_200,
    '040': 77,
    '080': {},
    '105': { LAT: 44.5, LON: 29 },
    '185': { VX: 100, VY: -50 },
  };
  const out = feedOf(source({ sensors: [] }), [block(62, record)]);
  const plot = out.batch.plots[0]!;
  assert.equal(out.batch.sensors[0]!.kind, 'tracks');
  assert.equal(plot.claims?.objectId, '77');
  assert.equal(plot.vEastMps, 100);
  assert.equal(plot.vNorthMps, -50);
});
