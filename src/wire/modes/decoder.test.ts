import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, Random } from '../../base/index.ts';
import { ModesDecoder, VERDICT } from './decoder.ts';
import {
  encodeAllCall,
  encodeAltitudeReply,
  encodeExtendedSquitter,
  encodeIdentityReply,
  meAirbornePosition,
  meIdentification,
  meSurfacePosition,
  meVelocity,
} from './encode.ts';
import { decodeModes } from './message.ts';
import { FIX } from './position.ts';

const ICAO = 0x4b8201;

function give(decoder: ModesDecoder, bytes: Uint8Array, at: number): number {
  return decoder.accept(bytes, 0, bytes.length, at);
}

function position(latDeg: number, lonDeg: number, odd: boolean, icao = ICAO): Uint8Array {
  return encodeExtendedSquitter(
    { icao },
    meAirbornePosition({ latDeg, lonDeg, altitudeFt: 30_000, odd }),
  );
}

/** Flies east at about 250 m/s from `from` for `count` messages, one each 0.5 s; gives the fixes. */
function fly(decoder: ModesDecoder, from: { at: number; lon: number }, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const at = from.at + i * 500;
    give(decoder, position(44, from.lon + i * 0.0016, i % 2 === 1), at);
    return decoder.fix;
  });
}

test('replies that overlay the address are believed only when it was heard in a squitter', () => {
  const decoder = new ModesDecoder();
  const replies = [
    encodeAltitudeReply({ icao: ICAO }, 12_000),
    encodeIdentityReply({ icao: ICAO }, 0o4021),
    encodeAltitudeReply({ icao: ICAO, mb: new Uint8Array(7) }, 12_000),
  ];
  for (const reply of replies) assert.equal(give(decoder, reply, 0), VERDICT.unknownAddress);
  assert.equal(decoder.size, 0);
  assert.equal(give(decoder, encodeAllCall(ICAO), 1000), VERDICT.accepted);
  for (const reply of replies) assert.equal(give(decoder, reply, 2000), VERDICT.accepted);
  assert.equal(decoder.find(ICAO)?.mode3A, 0o4021);
  // forgotten when silent for long
  assert.equal(give(decoder, replies[0]!, 2000 + 600_000), VERDICT.unknownAddress);
});

test('an all-call reply to an interrogator does not make an address known', () => {
  const decoder = new ModesDecoder();
  assert.equal(give(decoder, encodeAllCall(ICAO, 5, 12), 0), VERDICT.unknownAddress);
  assert.equal(give(decoder, encodeAllCall(ICAO, 5, 0), 0), VERDICT.accepted);
  assert.equal(give(decoder, encodeAllCall(ICAO, 5, 12), 0), VERDICT.accepted);
});

test('noise makes no aircraft', () => {
  const random = new Random(31);
  const decoder = new ModesDecoder();
  give(decoder, encodeAllCall(ICAO), 0);
  for (let i = 0; i < 50_000; i++) {
    const bytes = Uint8Array.from({ length: random.chance(0.5) ? 7 : 14 }, () => random.below(256));
    give(decoder, bytes, i);
  }
  // 24 bits of parity: one false squitter in 16 million
  assert.ok(decoder.size <= 2, `${decoder.size} aircraft`);
});

test('an even and an odd message give a position, later ones alone', () => {
  const decoder = new ModesDecoder();
  assert.deepEqual(fly(decoder, { at: 0, lon: 29 }, 4), [
    FIX.none,
    FIX.global,
    FIX.global,
    FIX.global,
  ]);
  give(decoder, position(44, 29.05, true), 60_000);
  assert.equal(decoder.fix, FIX.local);
  assert.ok(Math.abs(decoder.aircraft!.lonDeg - 29.05) < 1e-4);
});

test('halves more than 10 s apart are not paired', () => {
  const decoder = new ModesDecoder();
  give(decoder, position(44, 29, false), 0);
  give(decoder, position(44, 29, true), 10_001);
  assert.equal(decoder.fix, FIX.none);
  give(decoder, position(44, 29, false), 11_000);
  assert.equal(decoder.fix, FIX.global);
});

test('one impossible position is dropped and does not spoil the next', () => {
  const decoder = new ModesDecoder();
  fly(decoder, { at: 0, lon: 29 }, 6);
  give(decoder, position(52, 5, false), 3_000);
  assert.equal(decoder.fix, FIX.rejected);
  const { rejected } = decoder.aircraft!;
  const after = fly(decoder, { at: 3_500, lon: 29.012 }, 4);
  assert.ok(
    after.every((fix) => fix === FIX.local || fix === FIX.global),
    after.join(),
  );
  assert.equal(decoder.aircraft!.rejected, rejected);
});

test('a jump the aircraft insists on is taken, within three seconds', () => {
  const decoder = new ModesDecoder();
  fly(decoder, { at: 0, lon: 29 }, 6);
  const fixes = fly(decoder, { at: 3_000, lon: 33.5 }, 8);
  assert.ok(fixes.slice(0, 6).includes(FIX.jumped), fixes.join());
  assert.equal(decoder.aircraft!.jumps, 1);
  assert.ok(Math.abs(decoder.aircraft!.lonDeg - 33.5) < 0.1);
});

test('positions beyond the receiver’s horizon are not taken', () => {
  const decoder = new ModesDecoder({ receiver: { latDeg: 44, lonDeg: 29 }, maxRangeM: 400_000 });
  give(decoder, position(50, 29, false), 0);
  give(decoder, position(50, 29, true), 500);
  assert.equal(decoder.fix, FIX.none);
  give(decoder, position(45, 29, false), 1_000);
  give(decoder, position(45, 29, true), 1_500);
  assert.ok(Number.isFinite(decoder.aircraft!.latDeg));
});

test('a surface position needs the receiver or an own position, and gets the right one of eight', () => {
  const taxi = (odd: boolean): Uint8Array =>
    encodeExtendedSquitter(
      { icao: ICAO },
      meSurfacePosition({ latDeg: 44.571, lonDeg: 26.085, groundSpeedKt: 10, trackDeg: 80, odd }),
    );
  const blind = new ModesDecoder();
  give(blind, taxi(false), 0);
  give(blind, taxi(true), 500);
  assert.equal(blind.fix, FIX.none);
  for (const receiver of [
    { latDeg: 44.5, lonDeg: 26.1 },
    { latDeg: 47, lonDeg: 20 },
  ]) {
    const decoder = new ModesDecoder({ receiver });
    give(decoder, taxi(false), 0);
    give(decoder, taxi(true), 500);
    assert.equal(decoder.fix, FIX.global);
    assert.ok(Math.abs(decoder.aircraft!.latDeg - 44.571) < 1e-4);
    assert.ok(Math.abs(decoder.aircraft!.lonDeg - 26.085) < 1e-4);
    assert.equal(decoder.aircraft!.onGround, true);
  }
});

test('single-bit repair is off unless asked for', () => {
  const message = encodeExtendedSquitter({ icao: ICAO }, meIdentification('ROT3CG', 'A', 3));
  message[7]! ^= 0x10;
  const plain = decodeModes(message);
  assert.ok(!plain.ok && plain.fault.code === 'bad-checksum');
  const repaired = decodeModes(message, 0, 14, { repair: true });
  assert.ok(repaired.ok && repaired.value.repaired && repaired.value.df === 17);
  assert.deepEqual(repaired.value.content, {
    type: 'identification',
    typeCode: 4,
    category: 'A3',
    callsign: 'ROT3CG',
  });
});

test('the table of aircraft is bounded and drops the longest silent', () => {
  const decoder = new ModesDecoder({ maxAircraft: 100 });
  for (let icao = 1; icao <= 1000; icao++) give(decoder, encodeAllCall(icao), icao);
  assert.equal(decoder.size, 100);
  assert.equal(decoder.dropped, 900);
  assert.ok(decoder.find(1000) !== undefined && decoder.find(1) === undefined);
});

test('what an aircraft said before decides between registers that both fit', () => {
  // A real reply (readsb and its altitude call it 6,0) that fits 5,0 as well.
  const mb = fromHex('903A2F2B618000')!;
  const alone = decodeModes(encodeAltitudeReply({ icao: ICAO, mb }, 27_000));
  assert.ok(alone.ok && alone.value.df === 20);
  assert.deepEqual(alone.value.commB?.candidates, ['5,0', '6,0']);
  const heading = { degrees: 0 };
  const decoder = new ModesDecoder();
  // As 6,0 it heads 45.5 degrees: give it a track near that.
  heading.degrees = 45;
  const course = (heading.degrees * Math.PI) / 180;
  give(
    decoder,
    encodeExtendedSquitter(
      { icao: ICAO },
      meVelocity({
        eastKt: 420 * Math.sin(course),
        northKt: 420 * Math.cos(course),
        verticalRateFpm: 0,
      }),
    ),
    0,
  );
  give(decoder, encodeAltitudeReply({ icao: ICAO, mb }, 27_000), 1000);
  assert.ok(decoder.message?.df === 20);
  assert.equal(decoder.message.commB?.bds, '6,0');
  assert.equal(decoder.message.commB?.inferred, true);
});

test('every prefix and every flipped byte of a message is a value or a fault, never a throw', () => {
  const samples = [
    position(44, 29, true),
    encodeAllCall(ICAO),
    encodeIdentityReply({ icao: ICAO, mb: fromHex('FFF4FB3A7FFCE2')! }, 0o1234),
  ];
  for (const sample of samples) {
    for (let length = 0; length < sample.length; length++) {
      const result = decodeModes(sample.subarray(0, length));
      assert.ok(!result.ok && result.fault.code === 'bad-length', `${length} octets`);
    }
    const decoder = new ModesDecoder();
    for (let at = 0; at < sample.length; at++) {
      for (let value = 0; value < 256; value++) {
        const bytes = sample.slice();
        bytes[at] = value;
        give(decoder, bytes, at);
      }
    }
    assert.ok(decoder.size <= 2);
  }
});

test('what a ground station says of an aircraft is kept apart from what it says itself', () => {
  const decoder = new ModesDecoder();
  const me = (odd: boolean): Uint8Array =>
    meAirbornePosition({ latDeg: 44, lonDeg: 29, altitudeFt: 30_000, odd });
  give(decoder, encodeExtendedSquitter({ icao: ICAO }, me(false)), 0);
  give(decoder, encodeExtendedSquitter({ icao: ICAO, controlField: 2 }, me(true)), 500);
  assert.equal(decoder.fix, FIX.none);
  assert.equal(decoder.size, 2);
  // and it makes no address known
  const other = new ModesDecoder();
  give(other, encodeExtendedSquitter({ icao: ICAO, controlField: 2 }, me(true)), 0);
  assert.equal(give(other, encodeAltitudeReply({ icao: ICAO }, 12_000), 1), VERDICT.unknownAddress);
});
