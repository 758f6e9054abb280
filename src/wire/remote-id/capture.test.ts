import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, toHex } from '../../base/index.ts';
import { findInPacket, LINK_TYPE_BLE, LINK_TYPE_BLE_HEADER } from './capture.ts';
import { findInWifiFrame, makeAdvertising, makeBeacon, makeNanAction } from './carriers.ts';
import { encodeRemoteIdMessage } from './encode.ts';

const encoded = encodeRemoteIdMessage({ type: 'selfId', descriptionType: 0, text: 'survey' });
assert.ok(encoded.ok);
const message = encoded.value;
const address = Uint8Array.of(2, 0x11, 0x22, 0x33, 0x44, 0x55);
const advertising = makeAdvertising(message, 9);

/** Access address, PDU, CRC (not checked here): legacy, or extended on the coded PHY. */
function packet(coded: boolean): Uint8Array {
  const reversed = address.slice().reverse();
  const inside = coded
    ? concatBytes([Uint8Array.of(9, 0x09), reversed, Uint8Array.of(0, 0), advertising])
    : concatBytes([reversed, advertising]);
  return concatBytes([
    Uint8Array.of(0xd6, 0xbe, 0x89, 0x8e),
    coded ? Uint8Array.of(0) : new Uint8Array(0),
    Uint8Array.of(coded ? 7 : 2, inside.length),
    inside,
    new Uint8Array(3),
  ]);
}

test('Bluetooth LE captures give the broadcast, with what their header says of signal and checksum', () => {
  const header = (flags: number): Uint8Array =>
    Uint8Array.of(37, 256 - 71, 0, 0, 0xd6, 0xbe, 0x89, 0x8e, flags & 255, flags >> 8);
  const cases = [
    [LINK_TYPE_BLE, packet(false), null, null],
    [LINK_TYPE_BLE_HEADER, concatBytes([header(0x0c02), packet(false)]), -71, true],
    [LINK_TYPE_BLE_HEADER, concatBytes([header(0x8c02), packet(true)]), -71, true],
    [LINK_TYPE_BLE_HEADER, concatBytes([header(0x0402), packet(false)]), -71, false],
    [LINK_TYPE_BLE_HEADER, concatBytes([header(0), packet(false)]), null, null],
  ] as const;
  for (const [linkType, bytes, rssiDbm, intact] of cases) {
    const [found, ...others] = findInPacket(linkType, bytes);
    assert.equal(others.length, 0);
    assert.equal(toHex(found!.payload), toHex(message));
    assert.deepEqual(
      [found!.counter, toHex(found!.address!), found!.rssiDbm, found!.intact],
      [9, toHex(address), rssiDbm, intact],
    );
    for (let cut = 0; cut < bytes.length; cut++) findInPacket(linkType, bytes.subarray(0, cut));
  }
});

test('a NAN frame is read with the optional fields its control octet names, and none without service info', () => {
  const frame = makeNanAction(message, address, 5);
  const at = 24 + 6 + 3 + 8;
  assert.equal(frame[at], 0x10);
  const optional = {
    0x10: [],
    0x30: [],
    0x50: [1, 0],
    0x14: [2, 7, 7],
    0x18: [3, 1, 2, 3],
    0x5c: [1, 0, 1, 9, 2, 8, 8],
  };
  for (const [control, fields] of Object.entries(optional)) {
    const changed = concatBytes([
      frame.subarray(0, at),
      Uint8Array.of(Number(control), ...fields),
      frame.subarray(at + 1),
    ]);
    changed[24 + 6 + 1]! += fields.length;
    const [found] = findInWifiFrame(changed);
    assert.equal(toHex(found!.payload), toHex(message), control);
    assert.equal(found!.counter, 5);
  }
  frame[at] = 0;
  assert.deepEqual(findInWifiFrame(frame), []);
});

test('a management frame with HT control is read four octets later', () => {
  const beacon = makeBeacon(message, { address, ssid: 'x', counter: 3 });
  const longer = concatBytes([beacon.subarray(0, 24), new Uint8Array(4), beacon.subarray(24)]);
  longer[1]! |= 0x80;
  assert.equal(toHex(findInWifiFrame(longer)[0]!.payload), toHex(message));
});
