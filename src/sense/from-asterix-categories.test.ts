import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_MS, DEG_TO_RAD, fromHex, HOUR_MS, NM_TO_M, SIGMAS_95 } from '../base/index.ts';
import {
  makeSenseBatch,
  PLOT_FORM,
  type Plot,
  type Sensor,
  type SourceConfig,
} from '../model/index.ts';
import { encodeFinalFrame, encodeRecords, type ItemsInput } from '../wire/asterix/index.ts';
import { makeFeedOutput, type FeedOutput } from './feed.ts';
import { createAsterixFeed, type AsterixFeed } from './from-asterix.ts';

const MIDNIGHT = 20_000 * DAY_MS;
const NOON = MIDNIGHT + 12 * HOUR_MS;

function sensor(id: string, given: Partial<Sensor> = {}): Sensor {
  return {
    id,
    sourceId: 'a',
    name: id,
    kind: 'radar2d',
    latRad: 45 * DEG_TO_RAD,
    lonRad: 29 * DEG_TO_RAD,
    heightM: 50,
    periodS: 4,
    rotating: true,
    sdRangeM: 11,
    sdAzimuthRad: 0.002,
    sdElevationRad: 0.01,
    sdPositionM: 20,
    sdAltM: 30,
    sdVelocityMps: 2,
    pd: 0.9,
    clutterPerScan: 1,
    fov: null,
    ...given,
  };
}

function config(given: Partial<SourceConfig> = {}): SourceConfig {
  return {
    id: 'a',
    name: 'a',
    format: 'asterix',
    transport: { kind: 'udp', host: '127.0.0.1', port: 1 },
    simulated: false,
    options: {},
    sensors: [sensor('asterix:25/10')],
    ...given,
  };
}

function block(category: number, edition: string, ...records: ItemsInput[]): Uint8Array {
  const encoded = encodeRecords(category, edition, records);
  assert.ok(encoded.ok, JSON.stringify(encoded));
  return encoded.value;
}

function accept(feed: AsterixFeed, bytes: Uint8Array, receivedAt = NOON): FeedOutput {
  const out = makeFeedOutput(makeSenseBatch());
  feed.accept({ sourceId: 'a', connection: 0, receivedAt, bytes }, out);
  return out;
}

function plotsOf(
  category: number,
  edition: string,
  items: ItemsInput,
  given: Partial<SourceConfig> = {},
): readonly Plot[] {
  return accept(createAsterixFeed(config(given)), block(category, edition, items)).batch.plots;
}

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
}

const source = { SAC: 25, SIC: 10 };

test('times of day around midnight become the nearest instants', () => {
  const feed = createAsterixFeed(config());
  const plot = { '010': source, '020': { TYP: 5 }, '040': { RHO: 10, THETA: 0 } };
  const before = accept(feed, block(48, '1.31', { ...plot, '140': 86_399 }), MIDNIGHT + 1000);
  assert.equal(before.batch.plots[0]!.at, MIDNIGHT - 1000);
  const after = accept(feed, block(48, '1.31', { ...plot, '140': 1 }), MIDNIGHT - 1000);
  assert.equal(after.batch.plots[0]!.at, MIDNIGHT + 1000);
});

test('the truncated time of CAT001 is completed by the receive time, also around midnight', () => {
  const feed = createAsterixFeed(config());
  const items = { '010': source, '020': { TYP: 0, SSRPSR: 2 }, '040': { RHO: 10, THETA: 0 } };
  for (const at of [NOON - 3000, NOON - 512_000 / 2 + 5000, MIDNIGHT + 2000]) {
    const seconds = ((at - MIDNIGHT) / 1000) % 512;
    const out = accept(feed, block(1, '1.4', { ...items, '141': seconds }), at + 1000);
    assert.equal(out.batch.plots[0]!.at, at);
  }
  const late = accept(feed, block(1, '1.4', { ...items, '141': 86_399 % 512 }), MIDNIGHT + 2000);
  assert.equal(late.batch.plots[0]!.at, MIDNIGHT - 1000);
});

test('a CAT001 block may name its source once', () => {
  const bytes = block(
    1,
    '1.4',
    { '010': source, '020': { TYP: 0, SSRPSR: 2 }, '040': { RHO: 10, THETA: 0 } },
    { '020': { TYP: 0, SSRPSR: 2 }, '040': { RHO: 20, THETA: 0 } },
  );
  const { plots } = accept(createAsterixFeed(config()), bytes).batch;
  assert.deepEqual(
    plots.map((plot) => plot.sensorId),
    ['asterix:25/10', 'asterix:25/10'],
  );
});

test('a negative flight level is one in every edition', () => {
  const items = { '010': source, '020': { TYP: 5 }, '040': { RHO: 10, THETA: 0 } };
  const [modern] = plotsOf(48, '1.32', { ...items, '090': { FL: -5 } });
  const [old] = plotsOf(48, '1.27', { ...items, '090': { FL: { raw: 2 ** 14 - 20 } } });
  near(modern!.altM, -152.4, 0.1);
  assert.equal(old!.altM, modern!.altM);
});

test('the statistics of a configured radar stand; others are assumed by what was detected', () => {
  const items = { '010': source, '020': { TYP: 1 }, '040': { RHO: 10, THETA: 0 } };
  assert.equal(plotsOf(48, '1.31', items)[0]!.sdRangeM, 11);
  const feed = createAsterixFeed(config({ sensors: [] }));
  accept(feed, block(34, '1.29', { '010': source, '000': 1, '120': { HGT: 1, LAT: 45, LON: 29 } }));
  const primary = accept(feed, block(48, '1.31', items)).batch.plots[0]!;
  const modeS = accept(feed, block(48, '1.31', { ...items, '020': { TYP: 5 } })).batch.plots[0]!;
  assert.ok(primary.sdRangeM > modeS.sdRangeM && primary.sdAzimuthRad > modeS.sdAzimuthRad);
});

test('a 3D radar gives height above sea level, less sure the farther it is', () => {
  const items = { '010': source, '020': { TYP: 1 }, '110': { '3DH': 1000 } };
  const [close] = plotsOf(48, '1.31', { ...items, '040': { RHO: 10, THETA: 0 } });
  const [far] = plotsOf(48, '1.31', { ...items, '040': { RHO: 100, THETA: 0 } });
  near(close!.altM, 304.8, 0.01);
  assert.equal(close!.altKind, 'msl');
  near(far!.sdAltM, 100 * NM_TO_M * 0.01, 1);
  assert.ok(far!.sdAltM > close!.sdAltM);
});

test('a coastal radar of CAT010 gives polar plots at sea and frames', () => {
  const given = { options: { environment: 'sea' } };
  const items = {
    '010': source,
    '000': 1,
    '020': { TYP: 3 },
    '140': 43_200,
    '040': { RHO: 5000, TH: 90 },
  };
  const [plot] = plotsOf(10, '1.1', items, given);
  assert.equal(plot!.form, PLOT_FORM.polar2d);
  assert.equal(plot!.environment, 'sea');
  assert.equal(plot!.rangeM, 5000);
  const mark = { '010': source, '000': 2, '140': 43_201 };
  const { marks } = accept(createAsterixFeed(config(given)), block(10, '1.1', mark)).batch;
  assert.deepEqual(marks, [
    { sensorId: 'asterix:25/10', at: NOON + 1000, kind: 'frame', azimuthRad: 0 },
  ]);
});

test('cartesian positions of CAT010 are placed about the site, with the covariance sent', () => {
  const [plot] = plotsOf(10, '1.1', {
    '010': source,
    '000': 1,
    '042': { X: 1000, Y: 2000 },
    '220': 0x4b8201,
    '500': { DEVX: 3, DEVY: 4, COVXY: 5 },
  });
  assert.equal(plot!.form, PLOT_FORM.position);
  near(plot!.latRad / DEG_TO_RAD, 45 + 2000 / 111_132, 1e-4);
  near(plot!.lonRad / DEG_TO_RAD, 29 + 1000 / 78_847, 1e-4);
  assert.deepEqual([plot!.covEE, plot!.covNN, plot!.covEN], [9, 16, 5]);
});

test('a vehicle on the airport is on land', () => {
  const [plot] = plotsOf(10, '1.1', { '010': source, '000': 1, '042': { X: 1, Y: 2 }, '300': 3 });
  assert.equal(plot!.environment, 'land');
  assert.equal(plot!.claims?.onGround, true);
});

test('multilateration gives positions with their own accuracy', () => {
  const [plot] = plotsOf(20, '1.10', {
    '010': source,
    '140': 43_199,
    '041': { LAT: 45.5, LON: 29.5 },
    '070': { MODE3A: '7700' },
    '090': { FL: 100 },
    '161': { TRN: 12 },
    '500': { SDP: { X: 7, Y: 9 } },
  });
  near(plot!.latRad, 45.5 * DEG_TO_RAD, 1e-7);
  assert.deepEqual([plot!.covEE, plot!.covNN], [49, 81]);
  assert.equal(plot!.at, NOON - 1000);
  assert.equal(plot!.altKind, 'pressure');
  assert.deepEqual(plot!.claims, { mode3A: 0o7700, emergency: 'general', objectId: '12' });
});

test('ADS-B of a new and an old CAT021 says the same', () => {
  const common = {
    '010': { SAC: 0, SIC: 5 },
    '080': 0x4b8201,
    '140': 10_000,
    '157': { GVR: 1200 },
    '160': { GS: 0.1, TA: 90 },
    '170': 'ROT12',
  };
  const place = { LAT: 44.5, LON: 28.5 };
  const given = { sensors: [] };
  const [modern] = plotsOf(
    21,
    '2.6',
    {
      ...common,
      '071': 43_200,
      '130': place,
      '131': place,
      '090': { NUCRNACV: 2, NUCPNIC: 8, NACP: 9 },
      '200': { PS: 2 },
      '020': 13,
    },
    given,
  );
  const [old] = plotsOf(
    21,
    '0.26',
    { ...common, '157': 1200, '030': 43_200, '040': { ATP: 1 }, '130': place, '200': 2, '020': 13 },
    { ...given, options: { editions: { 21: '0.26' } } },
  );
  near(modern!.latRad, old!.latRad, 1e-7);
  for (const plot of [modern!, old!]) {
    assert.equal(plot.at, NOON);
    near(plot.altM, 3048, 1);
    assert.equal(plot.altKind, 'ellipsoid');
    near(plot.vEastMps, 185.2, 0.1);
    near(plot.vNorthMps, 0, 1e-6);
    near(plot.vUpMps, 6.096, 0.05);
    assert.deepEqual(
      { ...plot.claims, onGround: undefined },
      {
        icao: 0x4b8201,
        callsign: 'ROT12',
        emergency: 'medical',
        classes: [{ type: 'drone', confidence: 0.9 }],
        onGround: undefined,
      },
    );
  }
  near(Math.sqrt(modern!.covEE), 30 / SIGMAS_95, 0.01);
});

test('an anonymous address is no aircraft address', () => {
  const items = { '010': source, '080': 0xabc, '130': { LAT: 44, LON: 28 } };
  const [anonymous] = plotsOf(21, '2.6', { ...items, '040': { ATP: 3 } });
  assert.deepEqual(anonymous!.claims, { objectId: '~000ABC' });
});

test('system tracks bring their covariance and velocity; coasted and ended ones make no plot', () => {
  const items = {
    '010': { SAC: 1, SIC: 2 },
    '040': 7,
    '070': 43_200,
    '105': { LAT: 44, LON: 28 },
    '185': { VX: 100, VY: -50 },
    '220': 600,
    '136': 50,
    '380': { ADR: 0x4b8201, ID: 'ROT1' },
    '500': { APC: { X: 10, Y: 20 }, COV: -5, ATV: { X: 1, Y: 2 } },
  };
  const feed = createAsterixFeed(config({ sensors: [] }));
  const out = accept(
    feed,
    block(
      62,
      '1.19',
      { ...items, '080': {}, '340': { SID: { SAC: 25, SIC: 10 } } },
      { ...items, '080': { CST: 1 } },
      { ...items, '080': { TSE: 1 } },
    ),
  );
  assert.equal(out.records, 3);
  assert.equal(out.batch.plots.length, 1);
  assert.equal(feed.senseCounters.coasted, 2);
  assert.deepEqual(out.faults, [], 'a sender of tracks needs no site');
  const plot = out.batch.plots[0]!;
  assert.deepEqual([plot.covEE, plot.covNN, plot.covEN], [100, 400, -25]);
  assert.deepEqual([plot.vEastMps, plot.vNorthMps, plot.sdVelocityMps], [100, -50, 2]);
  near(plot.vUpMps, 3.048, 0.04);
  assert.deepEqual(plot.claims, {
    icao: 0x4b8201,
    callsign: 'ROT1',
    objectId: '7',
    contributors: ['asterix:25/10'],
  });
  assert.equal(out.batch.sensors[0]!.kind, 'tracks');
});

test('one sender of radar plots and ADS-B is two sensors', () => {
  const feed = createAsterixFeed(config());
  const radar = { '010': source, '020': { TYP: 5 }, '040': { RHO: 10, THETA: 0 } };
  const adsb = { '010': source, '080': 1, '130': { LAT: 44, LON: 28 } };
  const plots = [block(48, '1.31', radar), block(21, '2.6', adsb)].flatMap(
    (bytes) => accept(feed, bytes).batch.plots,
  );
  assert.deepEqual(
    plots.map((plot) => plot.sensorId),
    ['asterix:25/10', 'asterix:25/10:selfreport'],
  );
});

test('passive radar and direction finders give positions and bearings', () => {
  const [passive] = plotsOf(15, '1.1', {
    '010': source,
    '000': { MT: 2 },
    '145': 43_200,
    '600': {
      P84: { LATITUDE: 44.25, LONGITUDE: 28.75 },
      HPP: { SDHPX: 30, SDHPY: 40, COSDHPXY: 0.5 },
    },
    '601': { GH: 150 },
  });
  near(passive!.latRad, 44.25 * DEG_TO_RAD, 1e-8);
  assert.deepEqual([passive!.covEE, passive!.covNN, passive!.covEN], [900, 1600, 600]);
  assert.equal(passive!.altM, 150);
  const [bearing] = plotsOf(205, '1.0', { '010': source, '000': 5, '030': 43_200, '070': 45 });
  assert.equal(bearing!.form, PLOT_FORM.bearing);
  near(bearing!.azimuthRad, Math.PI / 4, 1e-4);
});

test('a position that is none on Earth makes no plot', () => {
  const feed = createAsterixFeed(config());
  const items = { '010': source, '080': 1, '131': { LAT: 100, LON: 28 } };
  assert.equal(accept(feed, block(21, '2.6', items)).batch.plots.length, 0);
  assert.equal(feed.senseCounters.implausible, 1);
});

test('the last record is kept whole, with its octets, even when it makes no plot', () => {
  const feed = createAsterixFeed(config());
  assert.equal(feed.lastRecord(), null);
  const bytes = block(63, '1.6', { '010': source, '050': source, '030': 43_200 });
  accept(feed, bytes);
  bytes.fill(0);
  const last = feed.lastRecord()!;
  assert.deepEqual(last.record, {
    category: 63,
    edition: '1.7',
    items: {
      '010': source,
      '030': { raw: 43_200 * 128, val: 43_200, unit: 's' },
      '050': source,
    },
  });
  assert.equal(last.bytes.length, 8);
});

test('a recording in FINAL frames is read across chunks', () => {
  const items = { '010': source, '020': { TYP: 5 }, '040': { RHO: 10, THETA: 0 } };
  const frame = encodeFinalFrame({
    bytes: block(48, '1.31', items),
    errorCode: 0,
    line: 0,
    day: 0,
    secondsOfDay: 1,
  });
  for (let cut = 0; cut <= frame.length; cut++) {
    const feed = createAsterixFeed(config({ options: { framing: 'final' } }));
    const parts = [frame.subarray(0, cut), frame.subarray(cut)];
    const records = parts.map((part) => accept(feed, part).records);
    assert.equal(records[0]! + records[1]!, 1, `cut at ${cut}`);
  }
});

test('a category of the user is loaded from the options, a bad one is told', () => {
  const text = 'category 129\nedition 1.0\nuap 010\n010 group\n SAC 8\n SIC 8\n';
  const feed = createAsterixFeed(config({ options: { definitions: [text, 'category 300'] } }));
  const out = accept(feed, fromHex('810006800102')!);
  assert.equal(out.records, 1);
  assert.deepEqual(
    out.faults.map(({ fault }) => fault.code),
    ['bad-syntax'],
  );
});

test('a hostile chunk buys neither faults nor sensors without end', () => {
  const feed = createAsterixFeed(config());
  const bytes = new Uint8Array(3 * 10_000);
  for (let at = 0; at < bytes.length; at += 3) bytes.set([250, 0, 3], at);
  const out = accept(feed, bytes);
  assert.equal(out.faults.length, 65);
  assert.match(out.faults.at(-1)!.fault.detail, /^9936 more/);
  for (const { bytesHex } of out.faults) assert.ok(bytesHex.length <= 128);
  for (let sic = 0; sic < 256; sic++)
    accept(feed, block(34, '1.29', { '010': { SAC: 7, SIC: sic }, '000': 1 }));
  accept(feed, block(34, '1.29', { '010': { SAC: 8, SIC: 1 }, '000': 1 }));
  assert.ok(feed.senseCounters.refusedSensors > 0);
});
