import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concatBytes, crc32, encodeUtf8 } from '../../base/index.ts';
import {
  encodeRecord,
  RECORDING_MAGIC,
  RecordingReader,
  type RecordingRecord,
} from './recording.ts';

const RECORDS: RecordingRecord[] = [
  { kind: 'source', source: 1, config: { id: 'radär', options: { port: 8600 } } },
  {
    kind: 'chunk',
    source: 1,
    connection: 0,
    at: 1_700_000_000_123.25,
    bytes: new Uint8Array([1, 2, 3]),
  },
  { kind: 'chunk', source: 1, connection: 7, at: 1_700_000_000_124, bytes: new Uint8Array(0) },
  { kind: 'closed', source: 1, connection: 7, at: 1_700_000_000_125 },
  { kind: 'end', at: 1_700_000_000_126 },
];
const encode = (records: readonly RecordingRecord[]): Uint8Array =>
  concatBytes([RECORDING_MAGIC, ...records.map(encodeRecord)]);
/** Views compare by content only after a copy. */
const plain = (records: readonly RecordingRecord[]): RecordingRecord[] =>
  records.map((r) => (r.kind === 'chunk' ? { ...r, bytes: r.bytes.slice() } : r));

test('the CRC is that of gzip, also when given in two parts', () => {
  const bytes = encodeUtf8('123456789');
  assert.equal(crc32(bytes), 0xcbf43926);
  assert.equal(crc32(bytes, 4, 9, crc32(bytes, 0, 4)), 0xcbf43926);
});

test('what was written is read, bit for bit', () => {
  const reader = new RecordingReader();
  const { records, faults, consumed } = reader.read(encode(RECORDS), true);
  assert.deepEqual(plain(records), RECORDS);
  assert.deepEqual(faults, []);
  assert.equal(consumed, encode(RECORDS).length);
  assert.equal(reader.ended, true);
});

test('a file cut anywhere gives all whole records and one fault at most', () => {
  const file = encode(RECORDS);
  const ends = RECORDS.map((_, i) => encode(RECORDS.slice(0, i + 1)).length);
  for (let cut = RECORDING_MAGIC.length; cut < file.length; cut++) {
    const reader = new RecordingReader();
    const { records, faults } = reader.read(file.subarray(0, cut), true);
    assert.equal(records.length, ends.filter((end) => end <= cut).length);
    const whole = cut === RECORDING_MAGIC.length || ends.includes(cut);
    assert.deepEqual(
      faults.map((fault) => fault.code),
      whole ? [] : ['truncated'],
    );
    assert.equal(reader.ended, false);
  }
});

test('given in any pieces it reads the same', () => {
  const file = encode(RECORDS);
  fc.assert(
    fc.property(fc.array(fc.nat(file.length), { maxLength: 6 }), (cuts) => {
      const reader = new RecordingReader();
      const got: RecordingRecord[] = [];
      let start = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), file.length]) {
        const { records, consumed } = reader.read(file.subarray(start, cut), cut === file.length);
        got.push(...plain(records));
        start += consumed;
      }
      assert.deepEqual(got, RECORDS);
    }),
    { seed: 3, numRuns: 100 },
  );
});

test('damage costs the record it is in and none of the others', () => {
  const file = encode(RECORDS);
  for (let at = RECORDING_MAGIC.length; at < file.length; at++) {
    const damaged = file.slice();
    damaged[at]! ^= 0x55;
    const { records, faults } = new RecordingReader().read(damaged, true);
    assert.equal(records.length, RECORDS.length - 1, `octet ${at}`);
    assert.ok(faults.length >= 1);
  }
});

test('a kind of a later version is skipped', () => {
  const later = encodeRecord({ kind: 'end', at: 5 });
  later[2] = 99;
  const view = new DataView(later.buffer);
  view.setUint32(8, crc32(later, 12, later.length, crc32(later, 2, 8)), true);
  const file = concatBytes([RECORDING_MAGIC, later, encodeRecord(RECORDS[1]!)]);
  const { records, faults } = new RecordingReader().read(file, true);
  assert.deepEqual([records.length, faults.length], [1, 0]);
});
