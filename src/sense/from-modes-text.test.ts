import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, encodeUtf8, fromLatin1, KT_TO_MPS } from '../base/index.ts';
import { makeSenseBatch, type FeedFormat, type SourceConfig } from '../model/index.ts';
import { encodeSbs, type SbsMessage } from '../wire/modes/index.ts';
import { createFeed } from './create-feed.ts';
import { makeFeedOutput, type FeedOutput } from './feed.ts';

const NOW = 1_790_000_000_000;

function config(format: FeedFormat, options: Record<string, unknown> = {}): SourceConfig {
  const transport = { kind: 'udp', host: '', port: 0 } as const;
  return { id: 'rx', name: 'Receiver', format, transport, simulated: true, options, sensors: [] };
}

function accept(
  format: FeedFormat,
  pieces: readonly Uint8Array[],
  connection = 1,
  options: Record<string, unknown> = {},
): FeedOutput {
  const out = makeFeedOutput(makeSenseBatch());
  const feed = createFeed(config(format, options));
  for (const bytes of pieces)
    feed.accept({ sourceId: 'rx', connection, receivedAt: NOW, bytes }, out);
  return out;
}

const NOTHING: SbsMessage = {
  kind: 'MSG',
  transmission: 3,
  icao: 0x4b1234,
  isIcao: true,
  generatedAt: NOW,
  loggedAt: NOW,
  callsign: null,
  altitudeFt: null,
  groundSpeedKt: null,
  trackDeg: null,
  latDeg: null,
  lonDeg: null,
  verticalRateFpm: null,
  mode3A: null,
  alert: null,
  emergency: null,
  ident: null,
  onGround: null,
};
const sbs = (fields: Partial<SbsMessage>): Uint8Array =>
  fromLatin1(encodeSbs({ ...NOTHING, ...fields }));
const PLACE = { latDeg: 44.5, lonDeg: 28.25, altitudeFt: 31_000 };

test('SBS-1: a position becomes a plot with what other messages said before', () => {
  const out = accept('sbs', [
    sbs({ transmission: 1, callsign: 'ROT1AB' }),
    sbs({ transmission: 4, groundSpeedKt: 400, trackDeg: 90, verticalRateFpm: 0 }),
    sbs({ transmission: 6, mode3A: 0o1234 }),
    sbs({ ...PLACE, onGround: false }),
  ]);
  assert.equal(out.records, 4);
  const [plot] = out.batch.plots;
  assert.equal(out.batch.plots.length, 1);
  assert.ok(Math.abs(plot!.latRad - 44.5 * DEG_TO_RAD) < 1e-9);
  assert.ok(Math.abs(plot!.vEastMps - 400 * KT_TO_MPS) < 1e-9);
  assert.deepEqual(
    [
      plot!.claims!.icao,
      plot!.claims!.callsign,
      plot!.claims!.mode3A,
      plot!.altKind,
      plot!.simulated,
    ],
    [0x4b1234, 'ROT1AB', 0o1234, 'pressure', true],
  );
  assert.equal(out.batch.sensors[0]!.id, 'adsb:rx');
});

test("SBS-1: the writer's time zone is taken off, its own seconds are kept", () => {
  const [plot] = accept('sbs', [sbs({ ...PLACE, generatedAt: NOW + 2 * 3_600_000 - 700 })]).batch
    .plots;
  assert.equal(plot!.at, NOW - 700);
});

test('SBS-1: a line over two chunks of a connection is read, over two datagrams it is not', () => {
  const line = sbs(PLACE);
  const halves = [line.subarray(0, 30), line.subarray(30)];
  assert.equal(accept('sbs', halves).batch.plots.length, 1);
  const split = accept('sbs', halves, 0);
  assert.deepEqual([split.batch.plots.length, split.faults.length > 0], [0, true]);
  assert.equal(accept('sbs', [line.subarray(0, line.length - 2)], 0).batch.plots.length, 1);
});

test('SBS-1: a damaged line costs only itself', () => {
  const out = accept('sbs', [fromLatin1('MSG,9,x\r\n'), sbs(PLACE)]);
  assert.deepEqual([out.faults.length, out.batch.plots.length], [1, 1]);
});

const entry = (more: object): object => ({
  hex: '4b1234',
  type: 'adsb_icao',
  flight: 'ROT1AB  ',
  lat: 44.5,
  lon: 28.25,
  alt_baro: 31_000,
  alt_geom: 31_400,
  seen_pos: 1.5,
  seen: 0.5,
  nac_p: 10,
  ...more,
});
const snapshot = (now: number, ...aircraft: object[]): Uint8Array =>
  encodeUtf8(JSON.stringify({ now: now / 1000, messages: 1, aircraft }));

test('aircraft.json: the age of a position is taken off, and the same position is no second plot', () => {
  const out = accept('aircraft-json', [
    snapshot(NOW, entry({})),
    snapshot(NOW + 1000, entry({ seen_pos: 2.5 })),
    snapshot(NOW + 2000, entry({ seen_pos: 0.2, lat: 44.6 })),
  ]);
  assert.deepEqual(
    out.batch.plots.map((plot) => plot.at),
    [NOW - 1500, NOW + 1800],
  );
  assert.equal(out.batch.plots[0]!.altKind, 'ellipsoid');
});

test('aircraft.json: accuracy is what the entry says; MLAT and TIS-B are marked as less', () => {
  const plots = accept('aircraft-json', [
    snapshot(
      NOW,
      entry({}),
      entry({ hex: '4b1235', type: 'mlat' }),
      entry({ hex: '~2a0001', type: 'tisb_other' }),
    ),
  ]).batch.plots;
  assert.ok(plots[1]!.covEE > 100 * plots[0]!.covEE);
  assert.deepEqual(
    plots.map((plot) => plot.sensorId),
    ['adsb:rx', 'adsb:rx', 'tisb:rx'],
  );
  assert.equal(plots[2]!.claims!.icao, undefined);
});

test('aircraft.json: documents over chunks, one aircraft a line, and damage between them', () => {
  const lone = encodeUtf8(JSON.stringify({ now: NOW / 1000, ...entry({}) }) + '\n');
  const bytes = [
    ...lone,
    ...encodeUtf8('{"aircraft": 1}\n'),
    ...snapshot(NOW + 60_000, entry({ hex: '4b9999' })),
  ];
  const all = Uint8Array.from(bytes);
  const out = accept('aircraft-json', [
    all.subarray(0, 40),
    all.subarray(40, 300),
    all.subarray(300),
  ]);
  assert.deepEqual([out.batch.plots.length, out.faults.length], [2, 1]);
});
