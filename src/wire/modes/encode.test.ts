import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLatin1, Random, toHex } from '../../base/index.ts';
import { AVR, AvrReader, encodeAvrFrame } from './avr.ts';
import { BEAST, BeastReader, encodeBeastFrame } from './beast.ts';
import { decodeCprGlobal, decodeCprLocal, decodeCprSurface, encodeCpr } from './cpr.ts';
import {
  encodeAllCall,
  encodeAltitudeReply,
  encodeExtendedSquitter,
  encodeIdentityReply,
  meAirbornePosition,
  meAirspeed,
  meEmergency,
  meIdentification,
  meOperationalStatus,
  meSurfacePosition,
  meVelocity,
} from './encode.ts';
import { decodeModes, type ModesMessage } from './message.ts';

function decoded(bytes: Uint8Array): ModesMessage {
  const result = decodeModes(bytes);
  assert.ok(result.ok, result.ok ? '' : result.fault.detail);
  return result.value;
}

function content(me: Uint8Array, icao = 0x4ca123): Record<string, unknown> {
  const message = decoded(encodeExtendedSquitter({ icao }, me));
  assert.ok(message.df === 17 && message.icao === icao && message.proven);
  return { ...message.content };
}

/** 30 samples of one seed: which one failed is in the message of the assertion. */
function samples(seed: number, check: (random: Random, index: number) => void): void {
  const random = new Random(seed);
  for (let i = 0; i < 300; i++) check(random, i);
}

test('an identification comes back with its category and call sign', () => {
  const record = content(meIdentification('ROT3CG', 'A', 3));
  assert.deepEqual(record, {
    type: 'identification',
    typeCode: 4,
    category: 'A3',
    callsign: 'ROT3CG',
  });
});

test('an even and an odd position give the place they were made of', () => {
  const out = new Float64Array(2);
  samples(11, (random) => {
    const latDeg = random.between(-86, 86);
    const lonDeg = random.between(-180, 180);
    const at = (odd: boolean): Record<string, unknown> =>
      content(meAirbornePosition({ latDeg, lonDeg, altitudeFt: 36_000, odd }));
    const [even, odd] = [at(false), at(true)];
    assert.equal(even['altitudeFt'], 36_000);
    const solved = decodeCprGlobal(
      {
        evenLat: even['cprLat'] as number,
        evenLon: even['cprLon'] as number,
        oddLat: odd['cprLat'] as number,
        oddLon: odd['cprLon'] as number,
        wantOdd: random.chance(0.5),
      },
      out,
    );
    // Unsolved only where the two messages fall into different longitude zones.
    if (!solved) return;
    assert.ok(Math.abs(out[0]! - latDeg) < 1e-4, `${latDeg} ${lonDeg} gave ${out[0]}`);
    const lonOff = Math.abs(out[1]! - lonDeg) * Math.cos((latDeg * Math.PI) / 180);
    assert.ok(
      Math.min(lonOff, Math.abs(lonOff - 360)) < 4e-4,
      `${latDeg} ${lonDeg} gave ${out[1]}`,
    );
  });
});

test('a surface pair needs a reference and takes the answer nearest to it', () => {
  const [even, odd, out] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  samples(12, (random) => {
    const latDeg = random.between(-80, 80);
    const lonDeg = random.between(-180, 180);
    encodeCpr(latDeg, lonDeg, false, true, even);
    encodeCpr(latDeg, lonDeg, true, true, odd);
    const pair = {
      evenLat: even[0]!,
      evenLon: even[1]!,
      oddLat: odd[0]!,
      oddLon: odd[1]!,
      wantOdd: random.chance(0.5),
    };
    const refLat = latDeg + random.between(-5, 5);
    const refLon = lonDeg + random.between(-5, 5);
    if (!decodeCprSurface(pair, refLat, refLon, out)) return;
    assert.ok(Math.abs(out[0]! - latDeg) < 1e-4, `${latDeg} ${lonDeg} gave ${out[0]}`);
    const off = Math.abs(out[1]! - lonDeg);
    assert.ok(Math.min(off, Math.abs(off - 360)) < 1e-3, `${latDeg} ${lonDeg} gave ${out[1]}`);
  });
});

test('one message near a known place gives its position', () => {
  const [cpr, out] = [new Float64Array(2), new Float64Array(2)];
  samples(13, (random) => {
    const latDeg = random.between(-80, 80);
    const lonDeg = random.between(-179, 179);
    const surface = random.chance(0.3);
    const odd = random.chance(0.5);
    encodeCpr(latDeg, lonDeg, odd, surface, cpr);
    const reach = surface ? 0.5 : 2;
    const refLat = latDeg + random.between(-reach, reach);
    const refLon = lonDeg + random.between(-reach, reach);
    assert.ok(decodeCprLocal(odd, cpr[0]!, cpr[1]!, surface, refLat, refLon, out));
    assert.ok(Math.abs(out[0]! - latDeg) < 1e-4, `${latDeg} ${lonDeg} gave ${out[0]}`);
    const off = Math.abs(out[1]! - lonDeg);
    assert.ok(Math.min(off, Math.abs(off - 360)) < 1e-3, `${latDeg} ${lonDeg} gave ${out[1]}`);
  });
});

test('surface movement comes back as the lower edge of its step', () => {
  const record = content(
    meSurfacePosition({
      latDeg: 44.57,
      lonDeg: 26.08,
      groundSpeedKt: 17.4,
      trackDeg: 90,
      odd: true,
    }),
  );
  assert.equal(record['groundSpeedKt'], 17);
  assert.equal(record['trackDeg'], 90);
  assert.equal(record['odd'], true);
});

test('velocities come back within their steps, supersonic in steps of 4 kt', () => {
  samples(14, (random) => {
    const fast = random.chance(0.3);
    const eastKt = Math.round(random.between(-1000, 1000)) * (fast ? 4 : 1);
    const northKt = Math.round(random.between(-1000, 1000)) * (fast ? 4 : 1);
    const rate = Math.round(random.between(-500, 500)) * 64;
    const difference = Math.round(random.between(-100, 100)) * 25;
    const record = content(
      meVelocity({ eastKt, northKt, verticalRateFpm: rate, geoMinusBaroFt: difference, nacV: 2 }),
    );
    const step = record['subtype'] === 2 ? 2.01 : 0.01;
    assert.ok(Math.abs((record['eastKt'] as number) - eastKt) <= step);
    assert.ok(Math.abs((record['northKt'] as number) - northKt) <= step);
    assert.equal(record['verticalRateFpm'], rate + 0);
    assert.equal(record['geoMinusBaroFt'], difference + 0);
    assert.equal(record['nacV'], 2);
  });
});

test('what is not available comes back as null', () => {
  const velocity = content(meVelocity({ eastKt: NaN, northKt: NaN, verticalRateFpm: NaN }));
  for (const name of [
    'eastKt',
    'northKt',
    'groundSpeedKt',
    'trackDeg',
    'verticalRateFpm',
    'geoMinusBaroFt',
  ])
    assert.equal(velocity[name], null, name);
  const position = content(
    meAirbornePosition({ latDeg: 44, lonDeg: 28, altitudeFt: NaN, odd: false }),
  );
  assert.equal(position['altitudeFt'], null);
  const airspeed = content(
    meAirspeed({ headingDeg: 123.75, airspeedKt: 250, trueAirspeed: false, verticalRateFpm: -64 }),
  );
  assert.equal(airspeed['headingDeg'], 123.75);
  assert.equal(airspeed['airspeedKt'], 250);
  assert.equal(airspeed['airspeedKind'], 'ias');
});

test('emergency and operational status come back', () => {
  assert.deepEqual(content(meEmergency(5, 0o7500)), {
    type: 'emergency-status',
    typeCode: 28,
    emergency: 'unlawful-interference',
    mode3A: 0o7500,
  });
  const status = content(
    meOperationalStatus({ onGround: false, nacP: 9, sil: 3, gva: 2, nicA: true }),
  );
  assert.equal(status['nacP'], 9);
  assert.equal(status['sil'], 3);
  assert.equal(status['gva'], 2);
  assert.equal(status['nicA'], true);
  assert.equal(status['version'], 2);
});

test('surveillance replies carry altitude or squawk and the address in their parity', () => {
  samples(15, (random) => {
    const icao = random.below(0x1000000);
    const altitudeFt = random.below(2048) * 25 - 1000;
    const altitude = decoded(encodeAltitudeReply({ icao, flightStatus: 2 }, altitudeFt));
    assert.ok(altitude.df === 4);
    assert.equal(altitude.icao, icao);
    assert.equal(altitude.altitudeFt, altitudeFt);
    assert.equal(altitude.alert, true);
    const mode3A = random.below(4096);
    const mb = Uint8Array.from({ length: 7 }, () => random.below(256));
    const identity = decoded(encodeIdentityReply({ icao, mb }, mode3A));
    assert.ok(identity.df === 21);
    assert.equal(identity.icao, icao);
    assert.equal(identity.mode3A, mode3A);
  });
  const call = decoded(encodeAllCall(0x4b1234, 5, 7));
  assert.ok(call.df === 11 && call.icao === 0x4b1234 && call.interrogator === 7 && !call.proven);
});

test('Beast frames survive escapes and chunks that split anywhere', () => {
  const random = new Random(16);
  const sent: { hex: string; ticks: number; signal: number }[] = [];
  const parts: number[] = [];
  for (let i = 0; i < 200; i++) {
    const length = random.pick([2, 7, 14]);
    // Every third octet is the escape, so that doubling is met at every place.
    const message = Uint8Array.from({ length }, () =>
      random.chance(0.3) ? 0x1a : random.below(256),
    );
    const ticks = random.chance(0.2) ? 0x1a1a1a1a1a1a : random.below(2 ** 48);
    const signal = random.chance(0.3) ? 0x1a : random.below(256);
    sent.push({ hex: toHex(message), ticks, signal });
    parts.push(...encodeBeastFrame(message, ticks, signal));
    if (random.chance(0.2)) parts.push(0x1a, 0x34, 1, 2, 0x1a, 0x1a, 3);
  }
  const stream = Uint8Array.from(parts);
  const reader = new BeastReader();
  const got: typeof sent = [];
  for (let from = 0; from < stream.length;) {
    const to = Math.min(stream.length, from + 1 + random.below(40));
    reader.feed(stream.subarray(from, to));
    for (let step = reader.next(); step !== BEAST.needMore; step = reader.next()) {
      assert.equal(step, BEAST.frame);
      const hex = toHex(reader.message, 0, reader.length);
      got.push({ hex, ticks: reader.ticks, signal: reader.signal });
    }
    from = to;
  }
  assert.deepEqual(got, sent);
  assert.ok(reader.skippedFrames > 10);
});

test('a Beast frame cut short is a fault and the next one is read', () => {
  const whole = encodeBeastFrame(encodeAllCall(0x4b1234));
  const stream = Uint8Array.from([...whole.subarray(0, 9), ...whole]);
  const reader = new BeastReader();
  reader.feed(stream);
  assert.equal(reader.next(), BEAST.fault);
  assert.equal(reader.fault.code, 'truncated');
  assert.equal(reader.next(), BEAST.frame);
  assert.equal(reader.next(), BEAST.needMore);
});

test('AVR frames begin in five ways: with time, with time and signal, or with neither', () => {
  const message = encodeAllCall(0x4b1234);
  const hex = toHex(message);
  const forms = [`*${hex};`, `:${hex};`, `@00000000000a${hex};`, `%00000000000a${hex};`];
  const reader = new AvrReader();
  reader.feed(fromLatin1([...forms, `<00000000000ac8${hex};`].join('\n')));
  const got: unknown[] = [];
  while (reader.next() === AVR.frame)
    got.push([toHex(reader.message, 0, reader.length), reader.ticks, reader.signal]);
  const { NaN: none } = Number;
  assert.deepEqual(got, [
    [hex, none, none],
    [hex, none, none],
    [hex, 10, none],
    [hex, 10, none],
    [hex, 10, 200],
  ]);
});

test('AVR frames come back with and without time, and a bad one costs only itself', () => {
  const message = encodeAllCall(0x4b1234);
  const text = `${encodeAvrFrame(message)}*8D4;*zz;${encodeAvrFrame(message, 123456789)}noise`;
  const reader = new AvrReader();
  reader.feed(fromLatin1(text));
  assert.equal(reader.next(), AVR.frame);
  assert.ok(Number.isNaN(reader.ticks));
  assert.equal(reader.next(), AVR.fault);
  assert.equal(reader.fault.code, 'bad-length');
  assert.equal(reader.next(), AVR.fault);
  assert.equal(reader.fault.code, 'bad-syntax');
  assert.equal(reader.next(), AVR.frame);
  assert.equal(reader.ticks, 123456789);
  assert.equal(toHex(reader.message, 0, reader.length), toHex(message));
  assert.equal(reader.next(), AVR.needMore);
});
