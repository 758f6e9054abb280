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

test('an SBS-1 line that is wrong says which field', () => {
  const good = encodeSbs(MESSAGE);
  for (const [line, item] of [
    [good.replace('MSG,3', 'MSG,9'), 'SBS-1 TransmissionType'],
    [good.replace('MSG,3', 'MSG,'), 'SBS-1 TransmissionType'],
    [good.replace('4B8201', 'XYZ'), 'SBS-1 HexIdent'],
    [good.replace('4B8201', ''), 'SBS-1 HexIdent'],
  ] as const) {
    const read = decodeSbs(line);
    assert.equal(read.ok ? '' : read.fault.item, item, line);
  }
});

test('every prefix of an SBS-1 line is a message or a fault', () => {
  const line = encodeSbs(MESSAGE);
  for (let length = 0; length < line.length; length++) decodeSbs(line.slice(0, length));
  assert.ok(!decodeSbs(line.slice(0, 20)).ok);
});

test('the status of an STA message is no call sign, in SEL and ID the same field is one', () => {
  const line = (kind: string, word: string): string =>
    `${kind},,5,179,400AE7,10103,2026/11/24,14:58:51.153,2026/11/24,14:58:51.153,${word}`;
  const status = decodeSbs(line('STA', 'RM'));
  assert.ok(status.ok);
  assert.deepEqual([status.value.callsign, status.value.status], [null, 'RM']);
  const back = decodeSbs(encodeSbs(status.value));
  assert.ok(back.ok);
  assert.deepEqual(back.value, status.value);
  for (const kind of ['SEL', 'ID']) {
    const named = decodeSbs(line(kind, 'RYR1427'));
    assert.ok(named.ok);
    assert.equal(named.value.callsign, 'RYR1427');
    assert.ok(!('status' in named.value));
  }
});

test('times that no clock shows and numbers that are not decimal are none', () => {
  const good = encodeSbs(MESSAGE);
  for (const date of ['2026/13/24', '2026/06/31', '2026/02/30', '2026/00/10']) {
    const read = decodeSbs(good.replace('2026/11/24', date));
    assert.ok(read.ok, date);
    assert.deepEqual([read.value.generatedAt, read.value.loggedAt], [null, MESSAGE.loggedAt]);
  }
  for (const time of ['25:00:00.081', '02:61:22.081', '02:37:61.081']) {
    const read = decodeSbs(good.replace('02:37:22.081', time));
    assert.ok(read.ok, time);
    assert.equal(read.value.generatedAt, null);
  }
  assert.ok(!decodeSbs(good.replace('44.12345', '0x2c')).ok);
  assert.ok(!decodeSbs(good.replace('44.12345', '4.4e1')).ok);
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
