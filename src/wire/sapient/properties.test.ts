import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random, toHex } from '../../base/index.ts';
import { decodeSapient, encodeSapient } from './codec.ts';
import { sapientFromJson, sapientToJson } from './json.ts';
import type { ProtoObject } from './protobuf-read.ts';
import { messageType, type Field, type MessageType, type SapientVersion } from './schema.ts';
import { translateV1ToV2, translateV2ToV1 } from './translate.ts';
import type { SapientMessage } from './types.ts';
import { validateSapient } from './validate.ts';

const TEXTS = ['', 'x', 'UAV Rotary Wing', 'détecté', 'ț', '無人機', '🛩', 'a'.repeat(300)];

function randomValue(field: Field, random: Random, depth: number): unknown {
  switch (field.kind) {
    case 'message':
      return randomMessage(field.message!, random, depth + 1);
    case 'string':
      return random.pick(TEXTS);
    case 'bytes':
      return Uint8Array.from({ length: random.below(20) }, () => random.below(256));
    case 'bool':
      return random.chance(0.5);
    case 'float':
      return Math.fround(random.normal() * 10 ** random.below(9));
    case 'double':
      return random.normal() * 10 ** random.below(12);
    case 'int32':
      return random.pick([0, 1, -1, 127, 128, 2 ** 31 - 1, -(2 ** 31), random.below(100_000)]);
    case 'int64':
      return random.pick([0, 1_790_000_000, -1, 253_402_300_799]);
    case 'enum':
      return random.pick([...field.enumType!.nameOf.keys()]);
  }
}

/** A message of the type with some of its fields; members of a oneof exclude each other. */
function randomMessage(type: MessageType, random: Random, depth = 0): ProtoObject {
  const message: ProtoObject = {};
  if (type.name === 'Timestamp')
    return { seconds: 1 + random.below(2_000_000_000), nanos: 1 + random.below(999_999_999) };
  const share = depth < 3 ? 0.7 : depth < 7 ? 0.3 : 0;
  // from a random one on, so that each member of a oneof gets its turn
  const first = random.below(type.fields.length);
  for (const field of [...type.fields.slice(first), ...type.fields.slice(0, first)]) {
    if (!random.chance(share)) continue;
    if (field.siblings.some((other) => message[other.name] !== undefined)) continue;
    if (field.repeated) {
      const count = 1 + random.below(3);
      message[field.name] = Array.from({ length: count }, () => randomValue(field, random, depth));
      continue;
    }
    const value = randomValue(field, random, depth);
    // without presence on the wire the default is the same as absence
    if (!(field.implicit && (value === '' || value === 0))) message[field.name] = value;
  }
  return message;
}

function randomSapient(version: SapientVersion, seed: number): SapientMessage {
  return randomMessage(messageType(version, 'SapientMessage'), new Random(seed)) as SapientMessage;
}

for (const version of [1, 2] as const)
  test(`v${version}: what is encoded is decoded, octets and JSON, 400 seeds`, () => {
    for (let seed = 0; seed < 400; seed++) {
      const message = randomSapient(version, seed);
      const bytes = encodeSapient(message, version);
      const decoded = decodeSapient(bytes, version);
      assert.ok(decoded.ok, `seed ${seed}`);
      assert.deepEqual(decoded.value, message, `seed ${seed}`);
      assert.equal(toHex(encodeSapient(decoded.value, version)), toHex(bytes), `seed ${seed}`);
      const text = JSON.stringify(sapientToJson(message, version));
      const read = sapientFromJson(JSON.parse(text), version);
      assert.ok(
        read.ok,
        `seed ${seed}: ${read.ok ? '' : `${read.fault.path} ${read.fault.detail}`}`,
      );
      assert.deepEqual(read.value, message, `seed ${seed}`);
    }
  });

test('a v2 message that v1 has room for comes back from v1 unchanged, 200 seeds', () => {
  const kept = ['detection_report', 'alert'] as const;
  let compared = 0;
  for (let seed = 0; seed < 200; seed++) {
    const message = randomSapient(2, seed);
    const { additional_information: _, ...rest } = message;
    if (!kept.some((name) => message[name] !== undefined)) continue;
    const v1 = decodeSapient(encodeSapient(translateV2ToV1(message), 1), 1);
    assert.ok(v1.ok);
    assert.deepEqual(translateV1ToV2(v1.value), rest, `seed ${seed}`);
    compared++;
  }
  assert.ok(compared > 20);
});

test('each fault found in a random message names a path that leads into it', () => {
  let findings = 0;
  for (let seed = 0; seed < 200; seed++) {
    const message = randomSapient(2, seed);
    for (const { path, rule } of validateSapient(message)) {
      findings++;
      const steps = path === '' ? [] : path.split('.');
      if (/^(mandatory_(fields|repeated)|also_mandatory|zone_given)/.test(rule)) steps.pop();
      let at: unknown = message;
      for (const step of steps) at = (at as Record<string, unknown>)[step];
      assert.notEqual(at, undefined, `seed ${seed}: ${rule} ${path}`);
    }
  }
  assert.ok(findings > 100);
});
