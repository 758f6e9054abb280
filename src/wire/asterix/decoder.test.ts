import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, fromHex, Random, toHex, type DecodeFault } from '../../base/index.ts';
import { AsterixDecoder, type AsterixOptions } from './decoder.ts';
import { encodeRecords, type ItemsInput } from './encode.ts';
import { rankEditions } from './rank-editions.ts';

function block(category: number, edition: string, ...records: ItemsInput[]): Uint8Array {
  const encoded = encodeRecords(category, edition, records);
  assert.ok(encoded.ok, JSON.stringify(encoded));
  return encoded.value;
}

function decode(hex: string, options: AsterixOptions = {}): ReturnType<AsterixDecoder['decode']> {
  return new AsterixDecoder(options).decode(fromHex(hex)!);
}

const source = { SAC: 25, SIC: 10 };
const plot = block(48, '1.31', { '010': source, '140': 100, '040': { RHO: 10, THETA: 90 } });
const mark = block(34, '1.29', { '010': source, '000': 1, '030': 100 });

test('several blocks of a datagram are decoded in order', () => {
  const { records, faults } = new AsterixDecoder().decode(concatBytes([plot, mark, plot]));
  assert.deepEqual(faults, []);
  assert.deepEqual(
    records.map((record) => record.category),
    [48, 34, 48],
  );
});

test('a category without definition is skipped by its length and said so', () => {
  const decoder = new AsterixDecoder();
  const { records, faults } = decoder.decode(concatBytes([fromHex('fe0005aabb')!, plot]));
  assert.equal(records.length, 1);
  assert.equal(faults[0]!.code, 'unsupported');
  assert.equal(faults[0]!.item, 'CAT254');
  assert.equal(decoder.counters.unknownBlocks, 1);
});

test('hostile octets cost a bounded walk each, and the blocks of the next piece are read', () => {
  // Each period is a block that does not fit, in which a long block seems to begin that can be walked far.
  for (const period of [
    [9, 0, 6, 2, 20, 128],
    [18, 0, 4, 240],
    [15, 0, 5, 0, 2],
    [17, 0, 4, 150],
    [8, 0, 4, 65],
    [48, 127],
    [1, 1, 1],
  ]) {
    const decoder = new AsterixDecoder();
    const hostile = Uint8Array.from({ length: 65_520 }, (_, i) => period[i % period.length]!);
    const faults: DecodeFault[] = [];
    decoder.walk(hostile, 'stream', faults, () => {});
    const { searchedOctets } = decoder.counters;
    assert.ok(searchedOctets <= 16 * hostile.length + 65_535, `${period.join()} ${searchedOctets}`);
    assert.equal(decoder.decodeStream(concatBytes([plot, mark])).records.length, 2);
  }
});

test('octets after the last block are a fault, the blocks before are kept', () => {
  for (const [rest, code] of [
    ['00', 'truncated'],
    ['300002', 'bad-length'],
    ['3000ff80', 'truncated'],
  ] as const) {
    const decoder = new AsterixDecoder();
    const { records, faults, consumed } = decoder.decode(concatBytes([plot, fromHex(rest)!]));
    assert.equal(records.length, 1);
    assert.deepEqual([faults.length, faults[0]!.code], [1, code], rest);
    assert.equal(consumed, plot.length + rest.length / 2);
    assert.ok(faults[0]!.offset >= plot.length);
  }
});

test('a record that names an FRN outside the UAP costs its block only, and is named', () => {
  // CAT065 edition 1.4 has 14 FRNs; FRN 9 to 12 are not used.
  const decoder = new AsterixDecoder({ editions: { '65': '1.4' } });
  const { records, faults } = decoder.decode(concatBytes([fromHex('4100050140')!, plot]));
  assert.equal(records.length, 1);
  assert.equal(faults[0]!.code, 'wrong-edition');
  assert.equal(faults[0]!.item, 'I065/FRN9');
  assert.equal(faults[0]!.offset, 4);
  assert.equal(decoder.counters.droppedBlocks, 1);
});

test('an item that runs past its block is named with its offset', () => {
  const cut = plot.slice(0, plot.length - 1);
  cut[2] = cut.length;
  const { records, faults } = new AsterixDecoder({ editions: { '48': '1.31' } }).decode(cut);
  assert.equal(records.length, 0);
  assert.equal(faults[0]!.code, 'bad-length');
  assert.equal(faults[0]!.item, 'I048/040');
});

test('octets that FX announces beyond the edition are skipped and kept', () => {
  // I048/170 of edition 1.31 has two octets; here FX announces two more.
  const head = block(48, '1.31', { '010': source, '170': { CNF: 1, TRE: 1 } });
  const bytes = new Uint8Array([...head.slice(0, -1), head.at(-1)! | 1, 0x03, 0x02]);
  bytes[2] = bytes.length;
  const { records, faults } = new AsterixDecoder({ editions: { '48': '1.31' } }).decode(bytes);
  assert.deepEqual(faults, []);
  const status = records[0]!.items()['170'] as Record<string, unknown>;
  assert.equal(status['CNF'], 1);
  assert.equal(status['TRE'], 1);
  assert.deepEqual(status['+'], { hex: '0302' });
  assert.equal(toHex(block(48, '1.31', records[0]!.items())), toHex(bytes));
});

test('CAT001 follows the plot or track UAP that 020/TYP says, record by record', () => {
  const bytes = block(
    1,
    '1.4',
    { '010': source, '020': { TYP: 0 }, '040': { RHO: 1, THETA: 2 } },
    { '010': source, '020': { TYP: 1 }, '161': 77, '040': { RHO: 3, THETA: 4 } },
  );
  const { records } = new AsterixDecoder().decode(bytes);
  assert.deepEqual(
    records.map((record) => record.uap),
    ['plot', 'track'],
  );
  assert.equal(records[1]!.number('161'), 77);
  assert.equal(records[1]!.number('040/RHO'), 3);
});

test('random field sequencing gives items like any other, and what the record says itself comes first', () => {
  const bytes = block(1, '1.4', {
    '010': source,
    '020': { TYP: 0 },
    rfs: [{ '090': { HGT: 100 } }, { '070': { MODE3A: '1234' } }, { '010': { SAC: 1, SIC: 1 } }],
  });
  const { records, faults } = new AsterixDecoder().decode(bytes);
  assert.deepEqual(faults, []);
  assert.equal(records[0]!.number('090/HGT'), 100);
  assert.equal(records[0]!.number('070/MODE3A'), 0o1234);
  assert.equal(records[0]!.number('010/SAC'), 25);
  const damaged = bytes.slice();
  damaged[damaged.length - 3] = 99;
  assert.equal(new AsterixDecoder({ editions: { '1': '1.4' } }).decode(damaged).records.length, 0);
});

test('a stream gives whole blocks and keeps the rest', () => {
  const bytes = concatBytes([plot, mark]);
  const decoder = new AsterixDecoder();
  const first = decoder.decodeStream(bytes.subarray(0, plot.length + 2));
  assert.deepEqual([first.records.length, first.consumed], [1, plot.length]);
  const second = decoder.decodeStream(bytes.subarray(first.consumed));
  assert.deepEqual([second.records.length, second.consumed], [1, mark.length]);
});

test('a stream that lost its place finds the next block and counts what it skipped', () => {
  const decoder = new AsterixDecoder();
  const bytes = concatBytes([plot, fromHex('000000ffff0001')!, mark, plot]);
  const { records, faults, consumed } = decoder.decodeStream(bytes);
  assert.equal(records.length, 3);
  assert.equal(consumed, bytes.length);
  assert.equal(faults[0]!.code, 'bad-length');
  assert.equal(faults[0]!.offset, plot.length);
  assert.equal(decoder.counters.strayOctets, 7);
});

test('a damaged LEN in a stream costs its own block, not those it claims', () => {
  const random = new Random(7);
  const blocks = Array.from({ length: 60 }, (_, index) =>
    index % 3 === 0 ? mark : block(48, '1.32', { '010': source, '140': index, '220': index }),
  );
  for (let turn = 0; turn < 60; turn++) {
    const bytes = concatBytes(blocks);
    const which = 1 + random.below(50);
    const at = blocks.slice(0, which).reduce((sum, one) => sum + one.length, 0);
    const [high, low] = random.pick([
      [255, 255],
      [1, bytes[at + 2]!],
      [0, bytes[at + 2]! + 1 + random.below(40)],
      [0, 4],
    ] as const);
    bytes.set([high, low], at + 1);
    const decoder = new AsterixDecoder();
    let rest = new Uint8Array(0);
    let count = 0;
    for (let from = 0; from < bytes.length; from += 200) {
      const piece = concatBytes([rest, bytes.subarray(from, from + 200)]);
      const { records, consumed } = decoder.decodeStream(piece);
      count += records.length;
      rest = piece.slice(consumed);
    }
    // Without a checksum the damaged block may fit by chance, with some of the next; but no more than a few go.
    assert.ok(count >= 57, `turn ${turn}: ${count} of 60`);
    assert.equal(rest.length, 0);
  }
});

test('octets that look like a block everywhere are looked through in bounded time', () => {
  // Each octet begins a block of 48 records that cannot be read at its end; fed octet by octet.
  const hostile = Uint8Array.from({ length: 3000 }, (_, i) => [48, 0, 48][i % 3]!);
  hostile.set([48, 255, 255]);
  const decoder = new AsterixDecoder();
  for (let length = 1; length <= hostile.length; length++) {
    const { records, consumed } = decoder.decodeStream(hostile.subarray(0, length));
    assert.deepEqual([records.length, consumed], [0, 0]);
  }
});

test('a block without records is passed over in a stream as in a datagram', () => {
  const bytes = concatBytes([plot, fromHex('300003')!, mark]);
  const decoder = new AsterixDecoder();
  const stream = decoder.decodeStream(bytes);
  assert.deepEqual([stream.records.length, stream.faults, stream.consumed], [2, [], bytes.length]);
  assert.deepEqual(decoder.decode(bytes).faults, []);
});

const adsb: ItemsInput = {
  '010': { SAC: 0, SIC: 5 },
  '030': 14_418.5,
  '040': { GBS: 1, ATP: 1 },
  '080': 4_811_822,
  '130': { LAT: 38.8, LON: -9.1 },
  '170': 'FM012',
};

test('a source set to the wrong edition is told which one fits', () => {
  const decoder = new AsterixDecoder({ editions: { '21': '2.7' } });
  const wrong = block(21, '0.26', { ...adsb, '020': 21 });
  const { faults } = decoder.decode(wrong);
  const ok = faults.length === 0 ? decoder.decode(block(21, '0.26', adsb)).faults : faults;
  assert.equal(ok[0]!.code, 'wrong-edition');
  assert.match(ok[0]!.detail, /edition 0\.2\d fits/);
  assert.match(decoder.proposals()[0]!.proposed ?? '', /^0\.2/);
});

test('where no edition is named, an older one is read as such and reported once', () => {
  const decoder = new AsterixDecoder();
  const bytes = block(21, '0.26', adsb);
  const first = decoder.decode(bytes);
  assert.equal(first.records[0]!.edition, '0.26');
  assert.equal(first.faults[0]!.code, 'wrong-edition');
  const second = decoder.decode(bytes);
  assert.deepEqual(second.faults, []);
  assert.equal(second.records[0]!.number('080'), 4_811_822);
  assert.equal(rankEditions(21, [bytes])[0]!.edition, '0.26');
});

test('an edition that does not exist is told and the newest used', () => {
  const decoder = new AsterixDecoder({ editions: { '048': '9.9', '48/re': '1.13', '62/RE': '8' } });
  assert.deepEqual(decoder.unknownEditions, ['48 9.9', '62/RE 8']);
  assert.equal(decoder.decode(plot).records[0]!.edition, '1.32');
});

test('the expansion field is read by its own edition, and kept as octets where it does not fit', () => {
  const bytes = block(48, '1.31', { '010': source, RE: { decoded: { ERR: 257 } } });
  const record = new AsterixDecoder().decode(bytes).records[0]!;
  assert.deepEqual(record.items()['RE'], {
    hex: '08010100',
    decoded: { ERR: { raw: 65_792, val: 257, unit: 'NM' } },
  });
  const odd = block(48, '1.31', { '010': source, RE: { hex: '080101' } });
  const kept = new AsterixDecoder().decode(odd).records[0]!;
  assert.deepEqual(kept.items()['RE'], { hex: '080101' });
});

test('random octets never throw, and every octet is accounted for', () => {
  const random = new Random(3);
  const decoder = new AsterixDecoder();
  for (let turn = 0; turn < 20_000; turn++) {
    const bytes = Uint8Array.from({ length: 3 + random.below(60) }, () => random.below(256));
    bytes[0] = random.pick([1, 2, 4, 7, 8, 10, 20, 21, 34, 48, 62, 63, 240, bytes[0]!]);
    if (random.chance(0.8)) bytes.set([0, bytes.length], 1);
    const outcome = decoder.decode(bytes);
    for (const record of outcome.records) record.items();
    assert.equal(outcome.consumed, bytes.length);
    assert.ok(decoder.decodeStream(bytes).consumed <= bytes.length);
  }
});

test('an empty record, a zero-length field and an FSPEC without end are faults', () => {
  assert.equal(decode('30000400').faults[0]!.item, 'I048/FSPEC');
  assert.equal(decode('30000401').faults[0]!.code, 'bad-length');
  assert.equal(decode('30000801010104' + '00').faults[0]!.item, 'I048/SP');
});
