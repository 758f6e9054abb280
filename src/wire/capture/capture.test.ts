import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, type DecodeFault } from '../../base/index.ts';
import { CaptureReader, decodeCapture } from './capture.ts';
import { LINK_TYPE } from './link.ts';
import { UdpReader } from './udp.ts';

const PAYLOAD = new Uint8Array([48, 0, 3]);

function u16(value: number): number[] {
  return [(value >> 8) & 255, value & 255];
}

function udp(payload: Uint8Array): Uint8Array {
  return new Uint8Array([...u16(4000), ...u16(8600), ...u16(8 + payload.length), 0, 0, ...payload]);
}

function ipv4(body: Uint8Array, fragment = { offset: 0, more: false }): Uint8Array {
  const flags = (fragment.more ? 0x2000 : 0) | (fragment.offset / 8);
  const header = [0x45, 0, ...u16(20 + body.length), ...u16(77), ...u16(flags), 64, 17, 0, 0];
  return new Uint8Array([...header, 10, 0, 0, 1, 239, 1, 2, 3, ...body]);
}

function ipv6(body: Uint8Array, extension: number[] = [], next = 17): Uint8Array {
  const head = [0x60, 0, 0, 0, ...u16(extension.length + body.length), next, 64];
  return new Uint8Array([...head, ...new Array<number>(32).fill(1), ...extension, ...body]);
}

const ethernet = (type: number[], body: Uint8Array): Uint8Array =>
  new Uint8Array([...new Array<number>(12).fill(2), ...type, ...body]);

function pcap(
  packets: readonly Uint8Array[],
  linkType: number,
  little = true,
  nano = false,
): Uint8Array {
  const parts: Uint8Array[] = [];
  const head = new DataView(new ArrayBuffer(24));
  head.setUint32(0, nano ? 0xa1b23c4d : 0xa1b2c3d4, little);
  head.setUint32(16, 65_535, little);
  head.setUint32(20, linkType, little);
  parts.push(new Uint8Array(head.buffer));
  packets.forEach((packet, index) => {
    const record = new DataView(new ArrayBuffer(16));
    record.setUint32(0, 1_700_000_000 + index, little);
    record.setUint32(4, nano ? 250_000_000 : 250_000, little);
    record.setUint32(8, packet.length, little);
    record.setUint32(12, packet.length, little);
    parts.push(new Uint8Array(record.buffer), packet);
  });
  return concatBytes(parts);
}

function block(type: number, body: Uint8Array, little = true): Uint8Array {
  const padded = (body.length + 3) & ~3;
  const out = new Uint8Array(12 + padded);
  const view = new DataView(out.buffer);
  view.setUint32(0, type, little);
  view.setUint32(4, out.length, little);
  out.set(body, 8);
  view.setUint32(out.length - 4, out.length, little);
  return out;
}

function words(values: readonly number[], little = true): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => view.setUint32(4 * index, value, little));
  return new Uint8Array(view.buffer);
}

/** An interface block with its options given as raw octets. */
function interfaceBlock(linkType: number, options: number[] = [], little = true): Uint8Array {
  const head = new DataView(new ArrayBuffer(8));
  head.setUint16(0, linkType, little);
  head.setUint32(4, 65_535, little);
  return block(1, concatBytes([new Uint8Array(head.buffer), new Uint8Array(options)]), little);
}

function sectionBlock(little = true): Uint8Array {
  const body = new DataView(new ArrayBuffer(16));
  body.setUint32(0, 0x1a2b3c4d, little);
  body.setUint16(4, 1, little);
  body.setBigInt64(8, -1n, little);
  return block(0x0a0d0d0a, new Uint8Array(body.buffer), little);
}

function packetBlock(ticks: number, packet: Uint8Array, little = true): Uint8Array {
  const head = [0, Math.floor(ticks / 2 ** 32), ticks % 2 ** 32, packet.length, packet.length];
  return block(6, concatBytes([words(head, little), packet]), little);
}

function payloads(
  packet: Uint8Array,
  linkType: number,
): { payload: number[] | null; faults: DecodeFault[] } {
  const faults: DecodeFault[] = [];
  const record = { at: 0, linkType, bytes: packet, originalLength: packet.length, index: 0 };
  const datagram = new UdpReader().read(record, faults);
  return { payload: datagram === null ? null : [...datagram.payload], faults };
}

for (const little of [true, false])
  for (const nano of [true, false])
    test(`reads pcap, ${little ? 'little' : 'big'}-endian, ${nano ? 'nano' : 'micro'}seconds`, () => {
      const packet = ethernet([8, 0], ipv4(udp(PAYLOAD)));
      const { records, faults } = decodeCapture(pcap([packet, packet], 1, little, nano));
      assert.deepEqual(faults, []);
      assert.deepEqual(
        records.map((r) => r.at),
        [1_700_000_000_250, 1_700_000_001_250],
      );
      assert.deepEqual(payloads(records[1]!.bytes, 1).payload, [...PAYLOAD]);
    });

for (const little of [true, false])
  test(`reads pcapng, ${little ? 'little' : 'big'}-endian, with the interface's own clock`, () => {
    const number = (value: number): number[] => (little ? [value, 0] : [0, value]);
    const nanoseconds = [...number(9), ...number(1), 9, 0, 0, 0, 0, 0, 0, 0];
    const file = concatBytes([
      sectionBlock(little),
      interfaceBlock(101, nanoseconds, little),
      block(0x0bad, new Uint8Array(5), little),
      packetBlock(1_700_000_000_250_000_000, ipv4(udp(PAYLOAD)), little),
      block(3, concatBytes([words([31], little), ipv4(udp(PAYLOAD))]), little),
    ]);
    const { records, faults } = decodeCapture(file);
    assert.deepEqual(faults, []);
    assert.equal(records.length, 2);
    assert.ok(Math.abs(records[0]!.at - 1_700_000_000_250) < 1e-3);
    assert.equal(Number.isNaN(records[1]!.at), true, 'a simple packet block has no time');
    for (const { bytes, linkType } of records)
      assert.deepEqual(payloads(bytes, linkType).payload, [...PAYLOAD]);
  });

test('a new section forgets the interfaces of the one before', () => {
  const packet = packetBlock(1, new Uint8Array(4));
  const file = [sectionBlock(), interfaceBlock(1), packet, sectionBlock(), packet];
  const { records, faults } = decodeCapture(concatBytes(file));
  assert.equal(records.length, 1);
  assert.equal(faults[0]!.detail, 'interface never described');
});

test('every prefix of a capture gives whole packets, and the rest when it comes', () => {
  const packet = ethernet([8, 0], ipv4(udp(PAYLOAD)));
  const files = [
    pcap([packet, packet], 1),
    concatBytes([
      sectionBlock(),
      interfaceBlock(1),
      packetBlock(5, packet),
      packetBlock(6, packet),
    ]),
  ];
  for (const file of files)
    for (let cut = 0; cut <= file.length; cut++) {
      const reader = new CaptureReader();
      const first = reader.read(file.subarray(0, cut));
      const rest = reader.read(file.subarray(first.consumed));
      assert.deepEqual([...first.faults, ...rest.faults], []);
      assert.equal(first.records.length + rest.records.length, 2, `cut at ${cut}`);
      assert.equal(rest.consumed, file.length - first.consumed);
    }
});

test('every flipped octet of a capture is a fault or another packet, never a throw', () => {
  const packet = ethernet([8, 0], ipv4(udp(PAYLOAD)));
  const ng = concatBytes([sectionBlock(), interfaceBlock(1), packetBlock(5, packet)]);
  for (const file of [pcap([packet], 1), ng])
    for (let at = 0; at < file.length; at++) {
      const damaged = file.slice();
      damaged[at]! ^= 0xff;
      for (const record of decodeCapture(damaged).records) payloads(record.bytes, record.linkType);
    }
});

test('a cut-off tail is told, and so is a file that is no capture', () => {
  const file = pcap([new Uint8Array(60)], 1);
  assert.equal(decodeCapture(file.subarray(0, -1)).faults[0]!.code, 'truncated');
  assert.equal(decodeCapture(new Uint8Array(60)).faults[0]!.code, 'bad-value');
  const silly = file.slice();
  new DataView(silly.buffer).setUint32(24 + 8, 0x7fffffff, true);
  assert.equal(decodeCapture(silly).faults[0]!.code, 'bad-length');
});

test('finds IP behind VLAN tags, Linux cooked headers, loopback and raw IP', () => {
  const packet = ipv4(udp(PAYLOAD));
  const cooked = (length: number, at: number): Uint8Array => {
    const out = new Uint8Array(length + packet.length);
    out.set(u16(0x0800), at);
    out.set(packet, length);
    return out;
  };
  const tag = [0x81, 0, 0, 5];
  const cases: [number, Uint8Array][] = [
    [LINK_TYPE.ethernet, ethernet([8, 0], packet)],
    [LINK_TYPE.ethernet, ethernet([...tag, 8, 0], packet)],
    [LINK_TYPE.ethernet, ethernet([0x88, 0xa8, 0, 9, ...tag, 8, 0], packet)],
    [LINK_TYPE.linuxCooked, cooked(16, 14)],
    [LINK_TYPE.linuxCooked2, cooked(20, 0)],
    [LINK_TYPE.null, concatBytes([new Uint8Array([2, 0, 0, 0]), packet])],
    [LINK_TYPE.raw, packet],
    [LINK_TYPE.ipv4, packet],
  ];
  for (const [linkType, bytes] of cases)
    assert.deepEqual(payloads(bytes, linkType), { payload: [...PAYLOAD], faults: [] });
});

test('IPv6 gives its payload, also behind extension headers', () => {
  const hop = [60, 0, 1, 4, 0, 0, 0, 0];
  const destination = [17, 0, 1, 4, 0, 0, 0, 0];
  const packet = ipv6(udp(PAYLOAD), [...hop, ...destination], 0);
  assert.deepEqual(payloads(packet, LINK_TYPE.raw), { payload: [...PAYLOAD], faults: [] });
});

test('what is not UDP is counted, not a fault', () => {
  const reader = new UdpReader();
  const faults: DecodeFault[] = [];
  const arp = ethernet([8, 6], new Uint8Array(40));
  const tcp = ipv4(udp(PAYLOAD));
  tcp[9] = 6;
  for (const bytes of [arp, ethernet([8, 0], tcp)])
    assert.equal(
      reader.read({ at: 0, linkType: 1, bytes, originalLength: 60, index: 0 }, faults),
      null,
    );
  assert.deepEqual([reader.other, faults.length], [2, 0]);
});

test('link padding is not payload, and a cut datagram is given as far as it goes', () => {
  const packet = ethernet([8, 0], ipv4(udp(PAYLOAD)));
  const padded = concatBytes([packet, new Uint8Array(15)]);
  assert.deepEqual(payloads(padded, 1), { payload: [...PAYLOAD], faults: [] });
  const cut = payloads(packet.subarray(0, -1), 1);
  assert.deepEqual(cut.payload, [...PAYLOAD.subarray(0, 2)]);
  assert.equal(cut.faults[0]!.code, 'truncated');
});

test('fragments are joined in any order, repeated ones ignored, lost ones counted', () => {
  const body = udp(new Uint8Array(40).map((_, i) => i));
  const parts = [
    ipv4(body.subarray(0, 16), { offset: 0, more: true }),
    ipv4(body.subarray(16, 32), { offset: 16, more: true }),
    ipv4(body.subarray(32), { offset: 32, more: false }),
  ];
  for (const order of [
    [0, 1, 2],
    [2, 0, 0, 1],
    [1, 2, 0],
  ]) {
    const reader = new UdpReader();
    const given = order.map((index) =>
      reader.read(
        { at: 0, linkType: LINK_TYPE.raw, bytes: parts[index]!, originalLength: 60, index },
        [],
      ),
    );
    assert.equal(given.filter((d) => d !== null).length, 1);
    assert.deepEqual([...given.at(-1)!.payload], [...body.subarray(8)]);
  }
  const reader = new UdpReader();
  reader.read(
    { at: 0, linkType: LINK_TYPE.raw, bytes: parts[0]!, originalLength: 60, index: 0 },
    [],
  );
  reader.end();
  assert.equal(reader.incomplete, 1);
});
