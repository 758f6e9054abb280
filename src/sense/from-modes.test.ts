import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, DEG_TO_RAD, Random } from '../base/index.ts';
import { makeSenseBatch, type Plot, type SourceConfig } from '../model/index.ts';
import {
  encodeBeastFrame,
  encodeExtendedSquitter,
  encodeIdentityReply,
  meAirbornePosition,
  meEmergency,
  meIdentification,
  meOperationalStatus,
  meVelocity,
} from '../wire/modes/index.ts';
import { makeFeedOutput, type FeedOutput } from './feed.ts';
import { createBeastFeed } from './from-modes.ts';

const CONFIG: SourceConfig = {
  id: 'rx1',
  name: 'Receiver',
  format: 'beast',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: true,
  options: {},
  sensors: [],
};
const ICAO = 0x4b8201;
const NOW = 1_790_000_000_000;

function frame(me: Uint8Array, ticks = 0): Uint8Array {
  return encodeBeastFrame(encodeExtendedSquitter({ icao: ICAO }, me), ticks, 128);
}

const pair = (altitudeFt: number): Uint8Array[] =>
  [false, true].map((odd) =>
    frame(meAirbornePosition({ latDeg: 44.2, lonDeg: 29.1, altitudeFt, odd })),
  );

function run(parts: readonly Uint8Array[], config = CONFIG): FeedOutput {
  const out = makeFeedOutput(makeSenseBatch());
  const feed = createBeastFeed(config);
  feed.accept({ sourceId: 'rx1', connection: 1, receivedAt: NOW, bytes: concatBytes(parts) }, out);
  return out;
}

function lastPlot(parts: readonly Uint8Array[]): Plot {
  const plot = run(parts).batch.plots.at(-1);
  assert.ok(plot !== undefined);
  return plot;
}

test('a position becomes a plot with all that is known of the aircraft', () => {
  const plot = lastPlot([
    frame(meIdentification('ROT3CG', 'A', 3)),
    frame(
      meVelocity({
        eastKt: 200,
        northKt: -100,
        verticalRateFpm: -640,
        geoMinusBaroFt: 250,
        nacV: 2,
      }),
    ),
    frame(meOperationalStatus({ onGround: false, nacP: 9, sil: 3, gva: 2 })),
    encodeBeastFrame(encodeIdentityReply({ icao: ICAO }, 0o7500)),
    ...pair(30_000),
  ]);
  assert.equal(plot.sensorId, 'adsb:rx1');
  assert.equal(plot.simulated, true);
  assert.equal(plot.environment, 'air');
  assert.ok(Math.abs(plot.latRad - 44.2 * DEG_TO_RAD) < 1e-6);
  assert.ok(Math.abs(plot.lonRad - 29.1 * DEG_TO_RAD) < 1e-6);
  assert.ok(Math.abs(plot.vEastMps - 102.9) < 0.1 && Math.abs(plot.vNorthMps + 51.4) < 0.1);
  assert.ok(Math.abs(plot.vUpMps + 3.25) < 0.01);
  // pressure altitude and its difference to GNSS height
  assert.equal(plot.altKind, 'ellipsoid');
  assert.ok(Math.abs(plot.altM - 30_250 * 0.3048) < 0.01);
  // NACp 9: 30 m at 95 %, and a tenth of a second of way along the track
  const sigma = 30 / 2.4477;
  assert.ok(Math.abs(plot.covNN - (sigma ** 2 + 5.144 ** 2)) < 1);
  assert.ok(plot.covEE > plot.covNN && plot.covEN < 0);
  assert.deepEqual(plot.claims, {
    onGround: false,
    icao: ICAO,
    callsign: 'ROT3CG',
    mode3A: 0o7500,
    emergency: 'unlawful-interference',
    classes: [{ type: 'aircraft', confidence: 0.9 }],
  });
});

test('without a difference the altitude stays a pressure altitude', () => {
  const plot = lastPlot(pair(30_000));
  assert.equal(plot.altKind, 'pressure');
  assert.ok(Math.abs(plot.altM - 9144) < 0.01);
  assert.ok(Number.isNaN(plot.vEastMps));
});

test('an aircraft that gives no accuracy is not taken for exact', () => {
  const [even, odd] = [false, true].map((isOdd) =>
    frame(
      meAirbornePosition({
        latDeg: 44.2,
        lonDeg: 29.1,
        altitudeFt: 30_000,
        odd: isOdd,
        typeCode: 18,
      }),
    ),
  );
  assert.ok(Math.sqrt(lastPlot([even!, odd!]).covEE) > 5_000);
});

test('an emergency said by status is claimed', () => {
  const plot = lastPlot([frame(meEmergency(2, 0o4021)), ...pair(10_000)]);
  assert.equal(plot.claims?.emergency, 'medical');
  assert.equal(plot.claims?.mode3A, 0o4021);
});

test('damaged messages are faults with their bytes, and the next ones are read', () => {
  const damaged = encodeExtendedSquitter({ icao: ICAO }, meIdentification('ROT3CG', 'A', 3));
  damaged[6]! ^= 1;
  const out = run([encodeBeastFrame(damaged), ...pair(30_000)]);
  assert.equal(out.records, 2);
  assert.equal(out.batch.plots.length, 1);
  assert.deepEqual(
    out.faults.map(({ fault }) => [fault.code, fault.item]),
    [['bad-checksum', 'DF17']],
  );
  assert.match(out.faults[0]!.bytesHex, /^8d4b8201/);
});

test('the sensor is told once', () => {
  const out = run([...pair(30_000), ...pair(30_100)]);
  assert.deepEqual(
    out.batch.sensors.map((sensor) => [sensor.id, sensor.kind]),
    [['adsb:rx1', 'selfreport']],
  );
});

test('messages bunched in one chunk get their times back from the receiver’s counter', () => {
  const feed = createBeastFeed(CONFIG);
  const out = makeFeedOutput(makeSenseBatch());
  const times: number[] = [];
  // 10 positions a second, delivered in chunks of five that arrive when the fifth is due.
  for (let chunk = 0; chunk < 40; chunk++) {
    const parts: Uint8Array[] = [];
    for (let i = 0; i < 5; i++) {
      const n = chunk * 5 + i;
      times.push(NOW + n * 100);
      const me = meAirbornePosition({
        latDeg: 44.2,
        lonDeg: 29.1,
        altitudeFt: 30_000,
        odd: n % 2 === 1,
      });
      parts.push(frame(me, 5e9 + n * 1_200_000));
    }
    const receivedAt = times.at(-1)!;
    feed.accept({ sourceId: 'rx1', connection: 1, receivedAt, bytes: concatBytes(parts) }, out);
  }
  for (const plot of out.batch.plots.slice(-50))
    assert.ok(
      times.some((at) => Math.abs(at - plot.at) < 3),
      `${plot.at - NOW}`,
    );
});

test('any bytes give faults or nothing, never a throw', () => {
  const random = new Random(33);
  const feed = createBeastFeed(CONFIG);
  const whole = concatBytes(pair(30_000));
  for (let i = 0; i < 5_000; i++) {
    const out = makeFeedOutput(makeSenseBatch());
    const bytes = random.chance(0.5)
      ? Uint8Array.from({ length: random.below(80) }, () => random.below(256))
      : whole.slice();
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
    feed.accept(
      { sourceId: 'rx1', connection: random.below(100), receivedAt: NOW + i, bytes },
      out,
    );
    for (const plot of out.batch.plots) assert.ok(Number.isFinite(plot.latRad) && plot.covEE > 0);
  }
});
