import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLatin1, latin1, Random, type DecodeFault } from '../../base/index.ts';
import type { CapturePacket } from './packet.ts';
import { TcpReader, type TcpPiece } from './tcp.ts';

const FLAG = { none: 16, fin: 17, syn: 2, rst: 4 } as const;

function packet(
  seq: number,
  payload: string,
  flags: number = FLAG.none,
  port = 1000,
): CapturePacket {
  const body = fromLatin1(payload);
  const bytes = new Uint8Array(40 + body.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = 0x45;
  view.setUint16(2, bytes.length);
  bytes.set([64, 6], 8);
  bytes.set([10, 0, 0, 1, 10, 0, 0, 2], 12);
  view.setUint16(20, port);
  view.setUint16(22, 2000);
  view.setUint32(24, seq >>> 0);
  bytes.set([0x50, flags], 32);
  bytes.set(body, 40);
  return { at: 0, linkType: 101, bytes, originalLength: bytes.length, index: 0 };
}

function run(packets: readonly CapturePacket[], reader = new TcpReader()): TcpPiece[] {
  const faults: DecodeFault[] = [];
  const pieces = packets.flatMap((one) => reader.read(one, faults) ?? []);
  assert.deepEqual(faults, []);
  return pieces;
}
const text = (pieces: readonly TcpPiece[]): string =>
  pieces.map((piece) => latin1(piece.bytes)).join('');

test('segments in order come as they are, with addresses and ports', () => {
  const pieces = run([packet(99, '', FLAG.syn), packet(100, 'ab'), packet(102, 'cd')]);
  assert.equal(text(pieces), 'abcd');
  const [first] = pieces;
  assert.deepEqual(
    [first!.source, first!.sourcePort, first!.destination, first!.destinationPort],
    ['10.0.0.1', 1000, '10.0.0.2', 2000],
  );
});

test('early segments wait for their turn, repeated and overlapping ones give what is new', () => {
  const syn = packet(99, '', FLAG.syn);
  assert.equal(text(run([syn, packet(102, 'cd'), packet(100, 'ab')])), 'abcd');
  assert.equal(text(run([syn, packet(100, 'ab'), packet(100, 'ab'), packet(101, 'bcd')])), 'abcd');
  assert.equal(text(run([syn, packet(103, 'd'), packet(101, 'bcd'), packet(100, 'ab')])), 'abcd');
});

test('a SYN sent again begins nothing, one with another number does', () => {
  const syn = packet(99, '', FLAG.syn);
  assert.equal(
    text(run([syn, packet(100, 'ab'), syn, packet(100, 'ab'), packet(102, 'cd')])),
    'abcd',
  );
  assert.equal(
    text(run([syn, packet(100, 'ab'), packet(7, '', FLAG.syn), packet(8, 'xy')])),
    'abxy',
  );
});

test('sequence numbers wrap', () => {
  const start = 2 ** 32 - 2;
  assert.equal(text(run([packet(start, 'ab'), packet(2, 'ef'), packet(0, 'cd')])), 'abcdef');
});

test('any order of segments within the bound gives the same stream', () => {
  const random = new Random(6);
  const whole = Array.from({ length: 200 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');
  for (let turn = 0; turn < 200; turn++) {
    const parts: CapturePacket[] = [];
    for (let at = 0; at < whole.length;) {
      const size = 1 + random.below(12);
      parts.push(packet(500 + at, whole.slice(at, at + size)));
      if (random.chance(0.2)) parts.push(parts[random.below(parts.length)]!);
      at += size;
    }
    parts.sort(() => random.next() - 0.5);
    const pieces = run([packet(499, '', FLAG.syn), ...parts.slice(0, 60), ...parts.slice(60)]);
    assert.equal(text(pieces), whole, `turn ${turn}`);
  }
});

test('a gap that is never filled is given up and said, and the stream goes on', () => {
  const parts = Array.from({ length: 70 }, (_, i) => packet(110 + i, 'x'));
  const reader = new TcpReader();
  const pieces = run([packet(100, 'ab'), ...parts], reader);
  assert.equal(text(pieces), 'ab' + 'x'.repeat(70));
  assert.deepEqual(
    pieces.filter((piece) => piece.lost > 0).map((piece) => piece.lost),
    [8],
  );
  assert.equal(reader.lost, 8);
});

test('the end of a connection is told, what waited is given, and the next one begins anew', () => {
  const reader = new TcpReader();
  const pieces = run([packet(100, 'ab'), packet(104, 'ef'), packet(106, '', FLAG.fin)], reader);
  assert.equal(text(pieces), 'abef');
  assert.deepEqual([pieces.at(-1)!.closed, pieces.at(-1)!.lost], [true, 2]);
  const again = run([packet(7, '', FLAG.syn), packet(8, 'gh')], reader);
  assert.equal(text(again), 'gh');
  assert.equal(run([packet(10, '', FLAG.rst)], reader)[0]!.closed, true);
});

test('what is not TCP is left to others, and directions are bounded', () => {
  const reader = new TcpReader();
  const udp = packet(0, 'xy');
  udp.bytes[9] = 17;
  assert.equal(reader.read(udp, []), null);
  for (let port = 1; port < 3000; port++) run([packet(1, 'a', FLAG.none, port)], reader);
  // The first was forgotten: its next segment begins a stream of its own.
  assert.equal(text(run([packet(50, 'z', FLAG.none, 1)], reader)), 'z');
});
