import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLatin1, Random } from '../../base/index.ts';
import { Payload, readBits } from './bits.ts';
import { decodeAis } from './decode.ts';
import { encodeAis, encodeSentences } from './encode.ts';
import { readLayout, type Layout } from './layout.ts';
import * as layouts from './layouts.ts';
import type { AisMessage } from './messages.ts';
import { AIS, AisReader } from './reader.ts';

/** Fixed lengths of the types, bits; others vary. */
const LENGTHS: Readonly<Record<number, number>> = {
  1: 168,
  2: 168,
  3: 168,
  4: 168,
  5: 424,
  9: 168,
  10: 72,
  11: 168,
  16: 144,
  18: 168,
  19: 312,
  21: 272,
  22: 168,
  23: 160,
  24: 168,
  27: 96,
};

/** Random bits of a type, of a length it may have. */
function randomPayload(random: Random, type: number): Payload {
  const bits = LENGTHS[type] ?? 96 + 8 * random.below(40);
  const bytes = Uint8Array.from({ length: (bits >> 3) + 9 }, (_, i) =>
    i < bits >> 3 ? random.below(256) : 0,
  );
  bytes[0] = (type << 2) | (bytes[0]! & 3);
  const payload = new Payload();
  payload.bytes = bytes;
  payload.bits = bits;
  return payload;
}

function decoded(payload: Payload, what: string): AisMessage {
  const result = decodeAis(payload);
  assert.ok(result.ok, `${what}: ${result.ok ? '' : result.fault.detail}`);
  return result.value;
}

test('what was decoded, encoded and decoded again is the same, for every type', () => {
  const random = new Random(21);
  for (let type = 1; type <= 27; type++) {
    for (let i = 0; i < 200; i++) {
      const first = decodeAis(randomPayload(random, type));
      if (!first.ok) {
        // part 2 or 3 of type 24, and 26 too short for what its flags promise, are refused
        assert.ok(type === 24 || type === 26, `type ${type}: ${first.fault.detail}`);
        continue;
      }
      assert.deepEqual(decoded(encodeAis(first.value), `type ${type} sample ${i}`), first.value);
    }
  }
});

const PLAIN: Readonly<Record<number, Layout>> = {
  1: layouts.POSITION,
  2: layouts.POSITION,
  3: layouts.POSITION,
  4: layouts.BASE_STATION,
  5: layouts.STATIC_VOYAGE,
  9: layouts.SAR_AIRCRAFT,
  11: layouts.BASE_STATION,
  18: layouts.CLASS_B,
  19: layouts.CLASS_B_EXTENDED,
  21: layouts.AID,
  27: layouts.LONG_RANGE,
};

test('the fast decoders agree with the tables, read plainly', () => {
  const random = new Random(22);
  for (const [type, layout] of Object.entries(PLAIN)) {
    for (let i = 0; i < 200; i++) {
      const payload = randomPayload(random, Number(type));
      const fast = { ...decoded(payload, type) } as Record<string, unknown>;
      for (const [key, value] of Object.entries(readLayout(layout, payload, 6)))
        assert.deepEqual(fast[key], value, `type ${type} ${key}`);
    }
  }
});

test('payload bits survive armour and sentences, also in several parts and cut chunks', () => {
  const random = new Random(23);
  for (let i = 0; i < 300; i++) {
    const type = random.pick([1, 4, 5, 8, 14, 18, 19, 21, 27]);
    const first = decodeAis(randomPayload(random, type));
    if (!first.ok) continue;
    const message = first.value;
    const text = encodeSentences(message, {
      sequence: random.below(10),
      channel: random.pick(['A', 'B']),
      own: random.chance(0.3),
      station: 'rORS',
      timeS: 1_700_000_000,
    }).join('');
    const bytes = fromLatin1(text);
    const reader = new AisReader();
    const got: AisMessage[] = [];
    for (let from = 0; from < bytes.length;) {
      const to = Math.min(bytes.length, from + 1 + random.below(60));
      reader.feed(bytes.subarray(from, to), 0);
      for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
        assert.equal(step, AIS.message, `${text} ${reader.fault.detail}`);
        got.push(reader.message!);
        assert.equal(reader.station, 'rORS');
        assert.equal(reader.time, 1_700_000_000_000);
      }
      from = to;
    }
    assert.deepEqual(got, [message]);
  }
});

test('what a ship does not know is null, and goes out as not available', () => {
  const blank: AisMessage = {
    type: 1,
    repeat: 0,
    mmsi: 264900123,
    navStatus: 15,
    turnRaw: null,
    turnDegPerMin: null,
    speedKt: null,
    accurate: false,
    lonDeg: null,
    latDeg: null,
    courseDeg: null,
    headingDeg: null,
    utcSecond: null,
    maneuver: 0,
    raim: false,
    radio: 0,
  };
  assert.deepEqual(decoded(encodeAis(blank), 'blank'), blank);
  const { bytes } = encodeAis(blank);
  // M.1371-5, table 48: turn -128, speed 1023, course 3600, heading 511, second 60
  const code = (at: number, count: number): number => readBits(bytes, at, count);
  assert.deepEqual(
    [code(42, 8), code(50, 10), code(116, 12), code(128, 9), code(137, 6)],
    [128, 1023, 3600, 511, 60],
  );
});

test('an area notice keeps its shapes', () => {
  const message: AisMessage = {
    type: 8,
    repeat: 0,
    mmsi: 2640001,
    dac: 1,
    fi: 22,
    data: '',
    dataBits: 0,
    content: {
      type: 'area-notice',
      linkage: 17,
      notice: 23,
      month: 11,
      day: 24,
      hour: 4,
      minute: 30,
      durationMin: 600,
      shapes: [
        {
          shape: 'circle',
          lonDeg: 29.5,
          latDeg: 44.25,
          precision: 4,
          radiusM: 2500,
          leftDeg: null,
          rightDeg: null,
        },
        {
          shape: 'polygon',
          legs: [
            { bearingDeg: 45.5, distanceM: 1000 },
            { bearingDeg: 180, distanceM: 700 },
          ],
        },
        {
          shape: 'sector',
          lonDeg: 29.5,
          latDeg: 44.25,
          precision: 4,
          radiusM: 30_000,
          leftDeg: 10,
          rightDeg: 95,
        },
        {
          shape: 'rectangle',
          lonDeg: 29.5,
          latDeg: 44.25,
          precision: 4,
          eastM: 2000,
          northM: 150,
          orientationDeg: 33,
        },
        { shape: 'text', text: 'DRIFTING MINE' },
      ],
    },
  };
  const back = decoded(encodeAis(message), 'notice');
  assert.ok(back.type === 8);
  assert.deepEqual(back.content, message.content);
});

test('salinity of a buoy without the sensor is not available, like one without a value', () => {
  for (const salinityPerMille of [null, 51.1]) {
    const payload = encodeAis({
      type: 8,
      repeat: 0,
      mmsi: 992_641_001,
      dac: 1,
      fi: 31,
      data: '',
      dataBits: 0,
      content: { type: 'meteorology', values: { windSpeedKt: 12, salinityPerMille } },
    });
    const message = decoded(payload, 'type 8');
    assert.ok(message.type === 8 && message.content !== null && 'values' in message.content);
    assert.equal(message.content.values['windSpeedKt'], 12);
    assert.equal(message.content.values['salinityPerMille'], null);
  }
});
