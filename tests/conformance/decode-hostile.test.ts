/** Text and container formats under damage: every prefix and every flipped octet of the vectors is read without a throw. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8, fromHex, fromLatin1 } from '../../src/base/index.ts';
import { decodeNmea, encodeNmea } from '../../src/wire/ais/index.ts';
import { encodeFinalFrame, FinalReader } from '../../src/wire/asterix/index.ts';
import { decodeCapture, TcpReader, UdpReader } from '../../src/wire/capture/index.ts';
import { readGeoZones } from '../../src/wire/geo-zones/index.ts';
import { decodeAircraftJson, decodeSbsStream, JsonFrames } from '../../src/wire/modes/index.ts';
import { DATA, needsData } from '../root.ts';

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(DATA, name)));

/** Every prefix, and every octet with one bit flipped, all bits flipped, and as zero. */
function damage(bytes: Uint8Array, chew: (damaged: Uint8Array) => void): void {
  for (let at = 0; at < bytes.length; at++) {
    chew(bytes.subarray(0, at));
    for (const value of [bytes[at]! ^ (1 << (at & 7)), bytes[at]! ^ 0xff, 0]) {
      const damaged = bytes.slice();
      damaged[at] = value;
      chew(damaged);
    }
  }
}

test('SBS-1 lines', { skip: needsData('feeds/modes/readsb-sbs1.txt') }, () => {
  const lines = decodeUtf8(file('feeds/modes/readsb-sbs1.txt')).split('\n').slice(0, 40);
  for (const line of lines)
    damage(fromLatin1(`${line}\n`), (bytes) => {
      const { records, faults, consumed } = decodeSbsStream(bytes);
      assert.ok(records.length + faults.length <= bytes.length && consumed <= bytes.length);
    });
});

test(
  'aircraft.json, whole and in frames',
  { skip: needsData('feeds/modes/readsb-aircraft.json') },
  () => {
    const { aircraft } = JSON.parse(decodeUtf8(file('feeds/modes/readsb-aircraft.json'))) as {
      aircraft: object[];
    };
    for (const one of aircraft.slice(0, 6))
      damage(encodeUtf8(JSON.stringify({ now: 1, aircraft: [one] })), (bytes) => {
        const { objects } = new JsonFrames().push(bytes);
        for (const object of objects) {
          const read = decodeAircraftJson(decodeUtf8(object));
          if (read.ok)
            for (const { latDeg, lonDeg } of read.value.aircraft)
              assert.ok(Math.abs(latDeg ?? 0) <= 90 && Math.abs(lonDeg ?? 0) <= 180);
        }
      });
  },
);

test('FINAL frames', { skip: needsData('feeds/asterix/real.jsonl') }, () => {
  const rows = decodeUtf8(file('feeds/asterix/real.jsonl')).split('\n').slice(0, 12);
  for (const row of rows) {
    const bytes = fromHex((JSON.parse(row) as { hex: string }).hex)!;
    damage(encodeFinalFrame({ bytes, errorCode: 0, line: 0, day: 1, secondsOfDay: 5 }), (frame) => {
      const { records, faults, consumed } = new FinalReader().read(frame);
      assert.ok(records.length + faults.length <= frame.length && consumed <= frame.length);
    });
  }
});

test('own-ship and radar sentences: a flipped octet is no sentence', () => {
  const line = encodeNmea({
    talker: 'RA',
    sentence: 'TTM',
    target: 7,
    distanceNm: 3.25,
    bearingDeg: 45,
    bearingRelative: false,
    speedKt: 12,
    courseDeg: 270,
    courseRelative: false,
    name: 'TGT7',
    status: 'T',
    timeOfDayS: 36_000,
  }).trim();
  for (let at = 0; at < line.length; at++)
    for (const bit of [1, 2, 4, 8, 16]) {
      const code = line.charCodeAt(at) ^ bit;
      const damaged = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
      // The two digits may name the same number in the other letter case.
      if (damaged.toUpperCase() !== line.toUpperCase()) assert.ok(!decodeNmea(damaged).ok, damaged);
    }
  for (let end = 0; end < line.length; end++) assert.ok(!decodeNmea(line.slice(0, end)).ok);
});

test('geo-zone files', { skip: needsData('cuas/geozones') }, () => {
  for (const name of ['ed269/ed269-fi.json', 'ed318/ed318-se.json']) {
    const bytes = file(`cuas/geozones/${name}`);
    damage(bytes.length > 2000 ? bytes.slice(0, 2000) : bytes, (damaged) => {
      const set = readGeoZones(damaged, 'auto');
      if (set.incomplete) assert.ok(set.findings.length > 0, 'what is lost is said');
    });
  }
});

test('captures', { skip: needsData('feeds/asterix/cat_062_065.pcap') }, () => {
  const udp = new UdpReader();
  const tcp = new TcpReader();
  damage(file('feeds/asterix/cat_062_065.pcap'), (bytes) => {
    const { records, faults } = decodeCapture(bytes);
    for (const packet of records) if (tcp.read(packet, faults) === null) udp.read(packet, faults);
  });
});
