import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLatin1 } from '../../base/index.ts';
import { decodeAircraftJson, encodeAircraftJson } from './aircraft-json.ts';
import { ModesDecoder } from './decoder.ts';
import { encodeExtendedSquitter, meAirbornePosition, meIdentification } from './encode.ts';
import { decodeSbs, decodeSbsStream, encodeSbs, type SbsMessage } from './sbs.ts';

const MESSAGE: SbsMessage = {
  kind: 'MSG',
  transmission: 3,
  icao: 0x4b8201,
  isIcao: true,
  generatedAt: Date.UTC(2026, 10, 24, 2, 37, 22, 81),
  loggedAt: Date.UTC(2026, 10, 24, 2, 37, 22, 89),
  callsign: null,
  altitudeFt: 35_975,
  groundSpeedKt: null,
  trackDeg: null,
  latDeg: 44.12345,
  lonDeg: 29.54321,
  verticalRateFpm: null,
  mode3A: 0o7500,
  alert: true,
  emergency: true,
  ident: false,
  onGround: false,
};

test('an SBS-1 message comes back as it went', () => {
  const back = decodeSbs(encodeSbs(MESSAGE));
  assert.ok(back.ok);
  assert.deepEqual(back.value, MESSAGE);
});

test('SBS-1 lines that are wrong cost themselves', () => {
  const good = encodeSbs(MESSAGE);
  const lines = [
    good,
    'nonsense\r\n',
    good.replace('4B8201', 'GGGGGG'),
    good.replace('44.12345', '144.1'),
    good,
    good.slice(0, 40),
  ];
  const outcome = decodeSbsStream(fromLatin1(lines.join('')));
  assert.equal(outcome.records.length, 2);
  assert.deepEqual(
    outcome.faults.map((fault) => fault.code),
    ['bad-syntax', 'bad-value', 'bad-value'],
  );
  assert.equal(outcome.consumed, lines.slice(0, 5).join('').length);
});

test('every prefix of an SBS-1 line is a message or a fault', () => {
  const line = encodeSbs(MESSAGE);
  for (let length = 0; length < line.length; length++) decodeSbs(line.slice(0, length));
  assert.ok(!decodeSbs(line.slice(0, 20)).ok);
});

test('a snapshot of a decoder reads back', () => {
  const decoder = new ModesDecoder();
  const at = 1_790_000_000_000;
  const head = { icao: 0x4b8201 };
  for (const odd of [false, true]) {
    const me = meAirbornePosition({ latDeg: 44.2, lonDeg: 29.1, altitudeFt: 30_000, odd });
    decoder.accept(encodeExtendedSquitter(head, me), 0, 14, at);
  }
  decoder.accept(encodeExtendedSquitter(head, meIdentification('ROT3CG', 'A', 3)), 0, 14, at);
  const text = encodeAircraftJson(decoder.aircraftHeard(), at + 2_000, decoder.accepted);
  const report = decodeAircraftJson(text);
  assert.ok(report.ok);
  assert.equal(report.value.at, at + 2_000);
  const [entry] = report.value.aircraft;
  assert.equal(entry?.icao, 0x4b8201);
  assert.equal(entry.callsign, 'ROT3CG');
  assert.equal(entry.altitudeFt, 30_000);
  assert.ok(Math.abs(entry.latDeg! - 44.2) < 1e-4);
  assert.equal(entry.seenPositionS, 2);
});

test('aircraft.json: ground, other addresses, wrong entries and no JSON', () => {
  const report = decodeAircraftJson(
    JSON.stringify({
      now: 1.5,
      aircraft: [{ hex: '~4b8201', alt_baro: 'ground', emergency: 'none' }, { hex: 'xyz' }, 7],
    }),
  );
  assert.ok(report.ok);
  assert.deepEqual(
    report.value.aircraft.map(({ isIcao, onGround, altitudeFt, emergency }) => ({
      isIcao,
      onGround,
      altitudeFt,
      emergency,
    })),
    [{ isIcao: false, onGround: true, altitudeFt: null, emergency: null }],
  );
  assert.equal(report.value.faults.length, 2);
  for (const text of ['', '{', '[]', '{"aircraft":[]}']) assert.ok(!decodeAircraftJson(text).ok);
});
