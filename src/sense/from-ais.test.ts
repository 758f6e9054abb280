import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, fromLatin1 } from '../base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../model/index.ts';
import {
  encodeNmea,
  encodeSentences,
  type AisMessage,
  type PositionReport,
} from '../wire/ais/index.ts';
import { makeFeedOutput, type FeedDecoder, type FeedOutput } from './feed.ts';
import { createAisFeed } from './from-ais.ts';

const CONFIG: SourceConfig = {
  id: 'coast',
  name: 'Coast',
  format: 'ais',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: false,
  options: {},
  sensors: [],
};
/** 12 s into a minute. */
const NOW = 1_790_000_052_000;

function position(given: Partial<PositionReport> = {}): PositionReport {
  return {
    type: 1,
    repeat: 0,
    mmsi: 264_900_123,
    navStatus: 0,
    turnRaw: 0,
    turnDegPerMin: 0,
    speedKt: 12,
    accurate: true,
    lonDeg: 28.8,
    latDeg: 44.1,
    courseDeg: 90,
    headingDeg: 91,
    utcSecond: 9,
    maneuver: 0,
    raim: false,
    radio: 0,
    ...given,
  };
}

const STATIC: AisMessage = {
  type: 5,
  repeat: 0,
  mmsi: 264_900_123,
  aisVersion: 0,
  imo: 9074729,
  callsign: 'YRAB',
  shipName: 'DELTA STAR',
  shipType: 70,
  toBowM: 100,
  toSternM: 20,
  toPortM: 8,
  toStarboardM: 9,
  epfd: 1,
  etaMonth: 11,
  etaDay: 24,
  etaHour: 6,
  etaMinute: 30,
  draughtM: 7.5,
  destination: 'CONSTANTA',
  dteUnavailable: false,
};

function give(feed: FeedDecoder, message: AisMessage, at = NOW, timeS?: number): FeedOutput {
  const out = makeFeedOutput(makeSenseBatch());
  const text = encodeSentences(message, timeS === undefined ? {} : { timeS }).join('');
  feed.accept({ sourceId: 'coast', connection: 0, receivedAt: at, bytes: fromLatin1(text) }, out);
  return out;
}

test('a position becomes a plot at its UTC second, with the static data heard before', () => {
  const feed = createAisFeed(CONFIG);
  assert.equal(give(feed, STATIC).batch.plots.length, 0);
  const out = give(feed, position());
  const plot = out.batch.plots[0]!;
  assert.equal(new Date(plot.at).getUTCSeconds(), 9);
  assert.ok(Math.abs(plot.at - NOW) <= 30_000);
  assert.equal(plot.sensorId, 'ais:coast');
  assert.equal(plot.environment, 'sea');
  assert.ok(Math.abs(plot.latRad - 44.1 * DEG_TO_RAD) < 1e-8);
  assert.ok(Math.abs(plot.vEastMps - 6.17) < 0.01 && Math.abs(plot.vNorthMps) < 1e-6);
  assert.deepEqual(plot.claims, {
    mmsi: 264_900_123,
    shipName: 'DELTA STAR',
    callsign: 'YRAB',
    imo: 9074729,
    shipType: 70,
    destination: 'CONSTANTA',
    navStatus: 0,
    classes: [{ type: 'vessel', confidence: 0.9 }],
  });
  assert.deepEqual(
    out.batch.sensors.map((sensor) => sensor.id),
    ['ais:coast'],
  );
});

test('the accuracy flag and a position put in by hand show in the covariance', () => {
  const feed = createAisFeed(CONFIG);
  const sigma = (given: Partial<PositionReport>): number =>
    Math.sqrt(give(feed, position({ speedKt: 0, ...given })).batch.plots[0]!.covEE);
  const exact = sigma({ mmsi: 1_000_001 });
  const coarse = sigma({ mmsi: 1_000_002, accurate: false });
  const manual = sigma({ mmsi: 1_000_003, utcSecond: 61 });
  assert.ok(exact < 5 && coarse > 10 && coarse < 30 && manual > 100);
});

test('a station’s time of long ago is kept, so that old recordings keep their time', () => {
  const plot = give(createAisFeed(CONFIG), position(), NOW, 1_600_000_005).batch.plots[0]!;
  assert.ok(Math.abs(plot.at - 1_600_000_005_000) <= 30_000);
});

test('the same report heard twice makes one plot', () => {
  const feed = createAisFeed(CONFIG);
  assert.equal(give(feed, position()).batch.plots.length, 1);
  const again = give(feed, position({ repeat: 1 }), NOW + 300);
  assert.equal(again.batch.plots.length, 0);
  assert.equal(again.records, 1);
});

test('positions that are none make no plot', () => {
  const feed = createAisFeed(CONFIG);
  for (const given of [{ latDeg: null }, { latDeg: 95 }, { lonDeg: -190 }, { utcSecond: 63 }])
    assert.equal(give(feed, position(given)).batch.plots.length, 0);
});

test('base stations make no plot, aids to navigation one that says so', () => {
  const feed = createAisFeed(CONFIG);
  const base: AisMessage = {
    type: 4,
    repeat: 0,
    mmsi: 2_640_001,
    year: 2026,
    month: 11,
    day: 24,
    hour: 4,
    minute: 10,
    second: 12,
    accurate: true,
    lonDeg: 28.6,
    latDeg: 44.1,
    epfd: 7,
    longRangeControl: false,
    raim: false,
    radio: 0,
  };
  const heard = give(feed, base);
  assert.deepEqual([heard.records, heard.batch.plots.length], [1, 0]);
  const aid: AisMessage = {
    type: 21,
    repeat: 0,
    mmsi: 992_641_001,
    aidType: 9,
    name: 'SULINA NORTH APPROACH LIGHT',
    accurate: true,
    lonDeg: 29.8,
    latDeg: 45.2,
    toBowM: 0,
    toSternM: 0,
    toPortM: 0,
    toStarboardM: 0,
    epfd: 7,
    utcSecond: null,
    offPosition: false,
    regional: 0,
    raim: false,
    virtual: false,
    assigned: false,
  };
  const plot = give(feed, aid).batch.plots[0]!;
  assert.equal(plot.claims?.classes?.[0]?.type, 'aid-to-navigation');
  assert.equal(plot.claims?.shipName, 'SULINA NORTH APPROACH LIGHT');
  assert.equal(plot.vEastMps, 0);
});

test('an active distress transmitter claims an emergency', () => {
  const plot = give(createAisFeed(CONFIG), position({ mmsi: 972_123_456, navStatus: 14 })).batch
    .plots[0]!;
  assert.equal(plot.claims?.emergency, 'man-overboard');
});

test('a damaged sentence is a fault with the bytes around it, the next is read', () => {
  const feed = createAisFeed(CONFIG);
  const out = makeFeedOutput(makeSenseBatch());
  const good = encodeSentences(position())[0]!;
  const text = good.replace(',0*', ',1*') + good;
  feed.accept({ sourceId: 'coast', connection: 0, receivedAt: NOW, bytes: fromLatin1(text) }, out);
  assert.deepEqual(
    out.faults.map(({ fault }) => fault.code),
    ['bad-checksum'],
  );
  assert.ok(out.faults[0]!.bytesHex.length > 0 && out.faults[0]!.bytesHex.length <= 128);
  assert.equal(out.batch.plots.length, 1);
});

test('the octets shown with a fault say which of them it is, wherever in the chunk it lies', () => {
  const feed = createAisFeed(CONFIG);
  const out = makeFeedOutput(makeSenseBatch());
  const good = encodeSentences(position())[0]!;
  const bytes = fromLatin1(good + good + good.replace(',0*', ',1*') + good);
  feed.accept({ sourceId: 'coast', connection: 0, receivedAt: NOW, bytes }, out);
  const { fault, bytesHex, octet } = out.faults[0]!;
  assert.ok(fault.offset >= 2 * good.length && octet >= 0);
  assert.equal(Number.parseInt(bytesHex.slice(2 * octet, 2 * octet + 2), 16), bytes[fault.offset]);
});

test('radar targets of the ship that carries the receiver become plots once it knows where it is', () => {
  const feed = createAisFeed(CONFIG);
  const at = Date.UTC(2026, 10, 24, 4, 10, 9);
  const ttm = encodeNmea({
    talker: 'RA',
    sentence: 'TTM',
    target: 7,
    distanceNm: 6,
    bearingDeg: 60,
    bearingRelative: true,
    speedKt: 20,
    courseDeg: 180,
    courseRelative: false,
    name: null,
    status: 'T',
    timeOfDayS: 15_009,
  });
  const gga = encodeNmea({
    talker: 'GP',
    sentence: 'GGA',
    timeOfDayS: 15_009,
    latDeg: 44,
    lonDeg: 29,
    quality: 1,
    satellites: 9,
    hdop: 1,
    altitudeM: 12,
    geoidM: 31,
  });
  const hdt = encodeNmea({ talker: 'HE', sentence: 'HDT', headingDeg: 300 });
  const run = (text: string): FeedOutput => {
    const out = makeFeedOutput(makeSenseBatch());
    const bytes = fromLatin1(text);
    feed.accept({ sourceId: 'coast', connection: 1, receivedAt: at + 500, bytes }, out);
    return out;
  };
  assert.equal(run(ttm).batch.plots.length, 0);
  const out = run(gga + hdt + ttm);
  assert.equal(out.records, 3);
  const plot = out.batch.plots[0]!;
  // 60 degrees off a bow that points to 300: true north, 6 NM, a tenth of a degree
  assert.ok(Math.abs(plot.latRad / DEG_TO_RAD - 44.1) < 0.001);
  assert.ok(Math.abs(plot.lonRad / DEG_TO_RAD - 29) < 0.001);
  assert.ok(plot.covEE > 0 && plot.covNN > 0 && Math.abs(plot.covEN) < 1);
  assert.ok(Math.abs(plot.vNorthMps + 10.29) < 0.01);
  assert.equal(plot.at, at);
  assert.equal(plot.sensorId, 'arpa:coast');
  assert.deepEqual(
    out.batch.sensors.map((sensor) => sensor.kind),
    ['tracks'],
  );
  const lost = encodeNmea({
    talker: 'RA',
    sentence: 'TLL',
    target: 8,
    latDeg: 44,
    lonDeg: 29,
    name: null,
    timeOfDayS: null,
    status: 'L',
  });
  assert.equal(run(lost).batch.plots.length, 0);
});
