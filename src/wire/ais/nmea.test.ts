import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checksumOf } from './encode.ts';
import { decodeNmea, encodeNmea, type NmeaSentence } from './nmea.ts';

const AT = Date.UTC(2026, 10, 24, 4, 10, 9, 250);
const PLACE = { latDeg: 44.5, lonDeg: -28.75 };

const SENTENCES: readonly NmeaSentence[] = [
  {
    talker: 'GP',
    sentence: 'GGA',
    timeOfDayS: 15_009.25,
    ...PLACE,
    quality: 2,
    satellites: 9,
    hdop: 0.9,
    altitudeM: 12.5,
    geoidM: 31.2,
  },
  { talker: 'GN', sentence: 'RMC', at: AT, valid: true, ...PLACE, speedKt: 11.5, courseDeg: 231.2 },
  { talker: 'GP', sentence: 'VTG', courseDeg: 231.2, speedKt: 11.5 },
  { talker: 'HE', sentence: 'HDT', headingDeg: 229.9 },
  { talker: 'GP', sentence: 'ZDA', at: AT },
  {
    talker: 'RA',
    sentence: 'TTM',
    target: 7,
    distanceNm: 4.125,
    bearingDeg: 45.5,
    bearingRelative: true,
    speedKt: 22,
    courseDeg: 180,
    courseRelative: false,
    name: 'ALFA',
    status: 'T',
    timeOfDayS: 15_009.25,
  },
  {
    talker: 'RA',
    sentence: 'TLL',
    target: 12,
    ...PLACE,
    name: null,
    timeOfDayS: null,
    status: 'L',
  },
];

test('every sentence comes back as it went, also with nothing in it', () => {
  for (const sentence of SENTENCES) {
    const back = decodeNmea(encodeNmea(sentence));
    assert.ok(back.ok, sentence.sentence);
    assert.deepEqual(back.value, sentence);
    const empty = Object.fromEntries(
      Object.entries(sentence).map(([key, value]) => [
        key,
        ['talker', 'sentence', 'target', 'status', 'quality', 'valid'].includes(key) ||
        typeof value === 'boolean'
          ? value
          : null,
      ]),
    ) as unknown as NmeaSentence;
    const nothing = decodeNmea(encodeNmea(empty));
    assert.ok(nothing.ok, sentence.sentence);
    assert.deepEqual(nothing.value, empty);
  }
});

test('published examples read as their authors say', () => {
  // The example of many GPS manuals.
  const gga = decodeNmea('$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47');
  assert.ok(gga.ok && gga.value.sentence === 'GGA');
  assert.ok(Math.abs(gga.value.latDeg! - 48.1173) < 1e-6 && gga.value.altitudeM === 545.4);
  const rmc = decodeNmea('$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A');
  assert.ok(rmc.ok && rmc.value.sentence === 'RMC');
  assert.equal(rmc.value.at, Date.UTC(1994, 2, 23, 12, 35, 19));
});

test('a distance in kilometres becomes nautical miles', () => {
  const line = encodeNmea(SENTENCES[5]!).trim();
  const inKm = line.slice(1, line.indexOf('*')).replace(',N,ALFA', ',K,ALFA');
  let sum = 0;
  for (let i = 0; i < inKm.length; i++) sum ^= inKm.charCodeAt(i);
  const back = decodeNmea(`$${inKm}*${sum.toString(16).padStart(2, '0')}`);
  assert.ok(back.ok && back.value.sentence === 'TTM');
  assert.ok(Math.abs(back.value.distanceNm! - 4.125 / 1.852) < 1e-9);
});

test('damage is a fault: checksum, unknown sentence, impossible values', () => {
  const code = (line: string): string => {
    const result = decodeNmea(line);
    return result.ok ? 'ok' : result.fault.code;
  };
  const line = encodeNmea(SENTENCES[1]!).trim();
  assert.equal(code(line.replace('A,', 'B,')), 'bad-checksum');
  assert.equal(code(line.slice(0, -3)), 'bad-checksum');
  assert.equal(code('$GPGSV,1,1,00*79'), 'unsupported');
  assert.equal(
    code(encodeNmea({ ...SENTENCES[3]!, headingDeg: 400 } as NmeaSentence)),
    'bad-value',
  );
  for (let length = 0; length < line.length; length++)
    assert.notEqual(code(line.slice(0, length)), 'ok');
});

test('VTG: the speed in km/h counts where that in knots is empty', () => {
  for (const [body, speedKt] of [
    ['GPVTG,054.7,T,,M,5.5,N,10.2,K', 5.5],
    ['GPVTG,054.7,T,,M,,N,18.52,K', 10],
    ['GPVTG,054.7,T,,M,,N,,K', null],
  ] as const) {
    const read = decodeNmea(`$${body}*${checksumOf(body)}`);
    assert.ok(read.ok && read.value.sentence === 'VTG', body);
    assert.equal(read.value.speedKt, speedKt);
  }
});

test('a day that the calendar does not have is no time', () => {
  const read = (body: string): NmeaSentence => {
    const result = decodeNmea(`$${body}*${checksumOf(body)}`);
    assert.ok(result.ok, body);
    return result.value;
  };
  const rmc = (date: string): NmeaSentence =>
    read(`GPRMC,120000.00,A,4430.0,N,02845.0,E,0.0,,${date},,,A`);
  assert.equal((rmc('280226') as { at: unknown }).at, Date.UTC(2026, 1, 28, 12));
  for (const date of ['300226', '310426', '000126', '011326'])
    assert.equal((rmc(date) as { at: unknown }).at, null, date);
  assert.equal((read('GPZDA,120000.00,31,06,2026,00,00') as { at: unknown }).at, null);
});
