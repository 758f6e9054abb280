import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLatin1, Random } from '../../base/index.ts';
import { encodeSentences } from './encode.ts';
import type { AisMessage } from './messages.ts';
import { AIS, AisReader } from './reader.ts';

const POSITION = '!AIVDM,1,1,,A,16SteH0P00Jt63hHaa6SagvJ087r,0*42';

function ship(mmsi: number): AisMessage {
  return {
    type: 5,
    repeat: 0,
    mmsi,
    aisVersion: 0,
    imo: 9074729,
    callsign: 'YRAB',
    shipName: `SHIP ${mmsi}`,
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
}

function read(reader: AisReader, text: string, at = 0): { mmsis: number[]; faults: string[] } {
  const mmsis: number[] = [];
  const faults: string[] = [];
  reader.feed(fromLatin1(text), at);
  for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
    if (step === AIS.message) mmsis.push(reader.message!.mmsi);
    else faults.push(reader.fault.code);
  }
  return { mmsis, faults };
}

test('parts of messages that interleave are put together by id and channel', () => {
  const [a1, a2] = encodeSentences(ship(1), { sequence: 3, channel: 'A' });
  const [b1, b2] = encodeSentences(ship(2), { sequence: 3, channel: 'B' });
  assert.deepEqual(read(new AisReader(), a1! + b1! + b2! + a2!).mmsis, [2, 1]);
});

test('a second part whose first is missing never completes the next message of that id', () => {
  const [, a2] = encodeSentences(ship(1), { sequence: 3 });
  const [b1, b2] = encodeSentences(ship(2), { sequence: 3 });
  const reader = new AisReader();
  assert.deepEqual(read(reader, a2! + b1! + b2!).mmsis, [2]);
  assert.equal(reader.orphanParts, 1);
});

test('parts wait 30 s for the rest and no longer', () => {
  const [a1, a2] = encodeSentences(ship(1), { sequence: 3 });
  const patient = new AisReader();
  assert.deepEqual(read(patient, a1!, 0).mmsis, []);
  assert.deepEqual(read(patient, a2!, 29_999).mmsis, [1]);
  const late = new AisReader();
  read(late, a1!, 0);
  assert.deepEqual(read(late, a2!, 30_001).mmsis, []);
  assert.equal(late.assembler.abandoned, 1);
});

test('the same id of two stations makes two messages', () => {
  const [a1, a2] = encodeSentences(ship(1), { sequence: 3, station: 'one' });
  const [b1, b2] = encodeSentences(ship(2), { sequence: 3, station: 'two' });
  assert.deepEqual(read(new AisReader(), a1! + b1! + a2! + b2!).mmsis, [1, 2]);
});

test('messages that never end are bounded', () => {
  const reader = new AisReader();
  for (let i = 0; i < 500; i++) {
    const [first] = encodeSentences(ship(i), { sequence: i % 10, station: `s${i}` });
    read(reader, first!, i);
  }
  assert.equal(reader.assembler.open, 64);
  assert.equal(reader.assembler.abandoned, 500 - 64);
});

test('several sentences on one line are all read', () => {
  assert.equal(read(new AisReader(), POSITION + POSITION + POSITION + '\n').mmsis.length, 3);
});

test('the last line of a datagram needs no line end', () => {
  const reader = new AisReader();
  assert.deepEqual(read(reader, POSITION).mmsis, []);
  reader.end();
  assert.equal(reader.next(), AIS.message);
  assert.equal(reader.next(), AIS.needMore);
});

test('a line without end is dropped once, told once, and the next line is read', () => {
  const reader = new AisReader();
  const noise = 'x'.repeat(3000);
  const first = read(reader, noise);
  const second = read(reader, noise);
  const third = read(reader, noise);
  const last = read(reader, `\n${POSITION}\n`);
  assert.deepEqual(
    [first.faults, second.faults, third.faults, last.faults],
    [[], ['bad-length'], [], []],
  );
  assert.equal(last.mmsis.length, 1);
});

test('a tag block whose checksum is wrong costs the tag, not the sentence', () => {
  const reader = new AisReader();
  const { mmsis, faults } = read(reader, `\\s:x,c:1418169601*00\\${POSITION}\n`);
  assert.deepEqual(faults, ['bad-checksum']);
  assert.equal(mmsis.length, 1);
  assert.ok(Number.isNaN(reader.time));
});

test('station and time behind the checksum are read', () => {
  const reader = new AisReader();
  read(reader, `${POSITION},rMYSTATION,1448312100\n`);
  assert.equal(reader.station, 'rMYSTATION');
  assert.equal(reader.time, 1_448_312_100_000);
});

test('seeded damage never throws, never makes a message whose checksum does not hold', () => {
  const random = new Random(24);
  const lines = [POSITION, ...encodeSentences(ship(7), { station: 's', timeS: 1_700_000_000 })];
  const good = new Set(lines.map((line) => line.trim()));
  const reader = new AisReader();
  for (let i = 0; i < 30_000; i++) {
    const bytes = fromLatin1(`${random.pick(lines).trim()}\r\n`);
    const hits = 1 + random.below(4);
    for (let hit = 0; hit < hits; hit++) {
      const at = random.below(bytes.length);
      const kind = random.below(3);
      if (kind === 0) bytes[at] = random.below(256);
      else if (kind === 1) bytes[at]! ^= 1 << random.below(8);
      else bytes.copyWithin(at, random.below(bytes.length));
    }
    const cut = random.chance(0.2) ? random.below(bytes.length) : bytes.length;
    reader.feed(bytes.subarray(0, cut), i * 1000);
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
      if (step !== AIS.message) continue;
      const text = String.fromCharCode(...reader.line.subarray(reader.lineFrom, reader.lineTo));
      if (good.has(text)) continue;
      const body = text.slice(1, text.lastIndexOf('*'));
      const sum = fromLatin1(body).reduce((x, octet) => x ^ octet, 0);
      assert.equal(parseInt(text.slice(-2), 16), sum, text);
    }
  }
  assert.ok(reader.assembler.open <= 64);
});
