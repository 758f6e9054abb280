import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random, toHex } from '../../base/index.ts';
import { decodeRemoteIdMessage, decodeRemoteIdPack } from './decode.ts';
import { encodeRemoteIdMessage, encodeRemoteIdPack, type RemoteIdInput } from './encode.ts';
import type { RemoteIdMessage } from './messages.ts';

/** 25 random octets of a type that a sender could have sent: reserved bits 0, every code in its range. */
function canonical(type: number, random: Random): Uint8Array {
  const bytes = Uint8Array.from({ length: 25 }, () => random.below(256));
  const view = new DataView(bytes.buffer);
  bytes[0] = (type << 4) | random.below(16);
  const place = (at: number): void => {
    view.setInt32(at, random.below(1_800_000_001) - 900_000_000, true);
    view.setInt32(at + 4, random.below(3_600_000_001) - 1_800_000_000, true);
  };
  switch (type) {
    case 0:
      bytes.fill(0, 22);
      break;
    case 1:
      bytes[1]! &= 0xf7;
      bytes[2] = random.below(180);
      bytes[4] = random.below(249) - 124;
      if ((bytes[1]! & 1) !== 0 && bytes[3] === 0) bytes[3] = 1;
      place(5);
      view.setUint16(21, random.chance(0.1) ? 0xffff : random.below(36_001), true);
      bytes[23]! &= 15;
      bytes[24] = 0;
      break;
    case 2:
      if ((bytes[1]! & 15) === 0) {
        bytes[2]! &= 15;
        bytes[3] = random.below(Math.min(255, 17 + 23 * bytes[2]!) + 1);
      }
      break;
    case 3:
    case 5: {
      const size = random.below(type === 3 ? 24 : 21);
      for (let i = 2; i < 25; i++) bytes[i] = i < 2 + size ? 32 + random.below(95) : 0;
      break;
    }
    default:
      bytes[1]! &= 31;
      place(2);
      bytes[24] = 0;
  }
  return bytes;
}

test('a message that was received is sent again to the octet, 3,000 seeds a type', () => {
  for (let type = 0; type < 6; type++)
    for (let seed = 0; seed < 3000; seed++) {
      const bytes = canonical(type, new Random(seed * 6 + type));
      const read = decodeRemoteIdMessage(bytes);
      assert.ok(read.ok, `type ${type} seed ${seed}`);
      const made = encodeRemoteIdMessage(read.value);
      assert.ok(made.ok, `type ${type} seed ${seed}: ${made.ok ? '' : made.fault.item}`);
      assert.equal(toHex(made.value), toHex(bytes), `type ${type} seed ${seed}`);
    }
});

test('any 25 octets: what can be read and sent again reads the same', () => {
  const random = new Random(25);
  let sent = 0;
  for (let i = 0; i < 20_000; i++) {
    const bytes = Uint8Array.from({ length: 25 }, () => random.below(256));
    const read = decodeRemoteIdMessage(bytes);
    if (!read.ok) continue;
    const made = encodeRemoteIdMessage(read.value);
    if (!made.ok) continue;
    sent++;
    const again = decodeRemoteIdMessage(made.value);
    assert.ok(again.ok);
    // a value that could not be (direction 400) is unknown both times; 360 degrees is sent as 0
    const turned = read.value.type === 'location' && read.value.directionDeg === 360;
    const want = turned ? { ...read.value, directionDeg: 0 } : read.value;
    assert.deepEqual(again.value, want, toHex(bytes));
  }
  assert.ok(sent > 3000);
});

test('a pack is its messages', () => {
  const random = new Random(9);
  for (let i = 0; i < 500; i++) {
    const types = [0, 1, 2, 2, 3, 4, 5].filter(() => random.chance(0.6));
    if (types.length === 0) continue;
    const messages = types.map((type): RemoteIdMessage => {
      const read = decodeRemoteIdMessage(canonical(type, random));
      assert.ok(read.ok);
      return read.value;
    });
    const pack = encodeRemoteIdPack(messages);
    assert.ok(pack.ok);
    const read = decodeRemoteIdPack(pack.value);
    assert.ok(read.ok);
    assert.deepEqual(read.value.messages, messages);
    assert.equal(read.value.length, pack.value.length);
  }
});

test('a pack no receiver would take is not made', () => {
  const operator: RemoteIdInput = { type: 'operatorId', operatorIdType: 0, operatorId: 'X' };
  assert.equal(encodeRemoteIdPack([]).ok, false);
  assert.equal(encodeRemoteIdPack([operator, operator]).ok, false);
  const tooLong: RemoteIdInput = { type: 'selfId', descriptionType: 0, text: 'x'.repeat(24) };
  assert.equal(encodeRemoteIdPack([tooLong]).ok, false);
});
