/**
 * ASTERIX against recorded and generated records: raw values equal on every row, streams and captures give exactly the
 * records of their rows, encoding gives the octets back, and no damage makes the decoder throw.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fromHex, Random, toHex } from '../../src/base/index.ts';
import {
  AsterixDecoder,
  encodeRecords,
  rankEditions,
  type AsterixRecord,
} from '../../src/wire/asterix/index.ts';
import { decodeCapture, UdpReader } from '../../src/wire/capture/index.ts';
import { DATA, needsData } from '../root.ts';

const FOLDER = 'feeds/asterix';
const file = (name: string): string => path.join(DATA, FOLDER, name);

interface Row {
  readonly id: string;
  readonly hex: string;
  readonly editions?: Readonly<Record<string, string>>;
  readonly records?: readonly {
    readonly cat: number;
    readonly hex: string;
    readonly items: unknown;
    readonly uap?: string;
  }[];
  readonly error?: unknown;
  readonly tshark?: { readonly differ: number } | null;
}

/** Rows of a file; raw values that a number cannot hold are kept as digits. */
function rowsOf(name: string): Row[] {
  return readFileSync(file(name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line.replace(/"raw": ?(\d{16,})/g, '"raw":"$1"')) as Row);
}

/** Where two trees of named values differ, or null. Raw values exactly, scaled ones to 1e-9. */
function difference(ours: unknown, theirs: unknown, at: string): string | null {
  if (Array.isArray(theirs)) {
    if (!Array.isArray(ours) || ours.length !== theirs.length) return `${at}: length`;
    return firstOf(theirs.map((one, i) => difference(ours[i], one, `${at}[${i}]`)));
  }
  if (typeof theirs === 'object' && theirs !== null) {
    if (typeof ours !== 'object' || ours === null) return `${at}: ${String(ours)}`;
    const mine = ours as Record<string, unknown>;
    const extra = Object.keys(mine).find((key) => !(key in theirs));
    if (extra !== undefined) return `${at}/${extra}: not expected`;
    const entries = Object.entries(theirs);
    return firstOf(entries.map(([key, one]) => difference(mine[key], one, `${at}/${key}`)));
  }
  if (at.endsWith('/val')) {
    const [a, b] = [ours as number, theirs as number];
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)) ? null : `${at}: ${a}, not ${b}`;
  }
  if (at.endsWith('/raw') && typeof theirs === 'string') {
    const same = typeof ours === 'string' && BigInt(`0x${ours}`) === BigInt(theirs);
    return same ? null : `${at}: ${String(ours)}, not ${theirs}`;
  }
  return ours === theirs ? null : `${at}: ${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`;
}

function firstOf(found: readonly (string | null)[]): string | null {
  return found.find((one) => one !== null) ?? null;
}

/** What is wrong with our decoding of a row, or null. */
function judgeRow(row: Row): string | null {
  const bytes = fromHex(row.hex)!;
  const { records, faults } = new AsterixDecoder({ editions: row.editions ?? {} }).decode(bytes);
  if (row.error !== undefined) return faults.length > 0 ? null : 'no fault reported';
  if (faults.length > 0) return JSON.stringify(faults[0]);
  const expected = row.records ?? [];
  if (records.length !== expected.length) return `${records.length} of ${expected.length} records`;
  return firstOf(
    expected.map((one, i) => {
      const ours = records[i]!;
      if (ours.category !== one.cat) return `category ${ours.category}`;
      if (toHex(bytes, ours.start, ours.end) !== one.hex) return `record ${i}: other octets`;
      if (one.uap !== undefined && one.uap !== ours.uap) return `UAP ${ours.uap}`;
      return difference(ours.items(), one.items, `${row.id} #${i} CAT${one.cat}`);
    }),
  );
}

function judgeRows(rows: readonly Row[]): void {
  assert.ok(rows.length > 0);
  const wrong = rows.flatMap((row) => {
    const why = judgeRow(row);
    return why === null ? [] : [`${row.id}: ${why}`];
  });
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${rows.length} rows`);
}

test('real records: every raw value is equal', { skip: needsData(`${FOLDER}/real.jsonl`) }, () =>
  judgeRows(rowsOf('real.jsonl')),
);

const skipGenerated = { skip: needsData(`${FOLDER}/generated.jsonl`) };
test('generated records confirmed twice: every raw value is equal', skipGenerated, () =>
  judgeRows(rowsOf('generated.jsonl').filter((row) => row.tshark?.differ === 0)),
);
test('generated records confirmed once: every raw value is equal', skipGenerated, () =>
  judgeRows(rowsOf('generated.jsonl').filter((row) => row.tshark?.differ !== 0)),
);

test(
  'real.ast cut anywhere gives the records of the rows',
  {
    skip: needsData(`${FOLDER}/real.ast`),
  },
  () => {
    const rows = rowsOf('real.jsonl').filter((row) => row.error === undefined);
    const bytes = new Uint8Array(readFileSync(file('real.ast')));
    assert.equal(toHex(bytes), rows.map((row) => row.hex).join(''));
    const expected = rows.flatMap((row) => row.records ?? []).map((record) => record.hex);
    const random = new Random(1);
    // No edition named: one row is of an old CAT021 and has to be recognised as such.
    const decoder = new AsterixDecoder();
    const found: string[] = [];
    let rest = new Uint8Array(0);
    for (let at = 0; at < bytes.length;) {
      const to = Math.min(bytes.length, at + 1 + random.below(400));
      const piece = new Uint8Array([...rest, ...bytes.subarray(at, to)]);
      const { records, faults, consumed } = decoder.decodeStream(piece);
      assert.ok(
        faults.every(({ code }) => code === 'wrong-edition'),
        JSON.stringify(faults),
      );
      for (const record of records) found.push(toHex(piece, record.start, record.end));
      rest = piece.slice(consumed);
      at = to;
    }
    assert.equal(rest.length, 0);
    assert.deepEqual(found, expected);
  },
);

function payloadsOf(name: string): Uint8Array[] {
  const packets = decodeCapture(new Uint8Array(readFileSync(file(name))));
  const reader = new UdpReader();
  return packets.records.flatMap((packet) => {
    const datagram = reader.read(packet, []);
    return datagram === null ? [] : [datagram.payload];
  });
}

test(
  'a captured datagram gives the records of its row',
  {
    skip: needsData(`${FOLDER}/cat_062_065.pcap`),
  },
  () => {
    const payloads = payloadsOf('cat_062_065.pcap');
    const row = rowsOf('real.jsonl').find((one) => one.hex === toHex(payloads[0]!));
    assert.equal(payloads.length, 1);
    assert.ok(row, 'a row has the same octets');
    const { records, faults } = new AsterixDecoder().decode(payloads[0]!);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      records.map((record) => record.category),
      [62, 62, 65],
    );
  },
);

test(
  'a capture of another edition is named as such, dropped by block and never throws',
  {
    skip: needsData(`${FOLDER}/cat062-ed0.17.pcap`),
  },
  () => {
    const payloads = payloadsOf('cat062-ed0.17.pcap');
    assert.equal(payloads.length, 100);
    const decoder = new AsterixDecoder();
    const faults = payloads.flatMap((payload) => decoder.decode(payload).faults);
    const { blocks, droppedBlocks, strayOctets } = decoder.counters;
    assert.equal(blocks + droppedBlocks, 100, 'decoding goes on at each LEN');
    assert.equal(strayOctets, 0);
    assert.equal(faults.length, droppedBlocks);
    assert.ok(faults.some(({ code }) => code === 'wrong-edition'));
    const [proposal] = decoder.proposals();
    assert.ok(proposal);
    assert.equal(proposal.category, 62);
    assert.ok(proposal.failed > 50, `${proposal.failed} blocks do not fit`);
    // 0.17 is not defined here, so no edition may be praised as fitting everything.
    assert.ok(rankEditions(62, payloads).every((rank) => rank.fits < rank.blocks));
  },
);

test(
  'a source set to the old CAT021 is told which edition its blocks are',
  {
    skip: needsData(`${FOLDER}/real.jsonl`),
  },
  () => {
    const rows = rowsOf('real.jsonl').filter((row) => row.editions?.['21']?.startsWith('2.'));
    const decoder = new AsterixDecoder({ editions: { '21': '0.26' } });
    for (const row of rows) decoder.decode(fromHex(row.hex)!);
    const [proposal] = decoder.proposals();
    assert.ok(proposal);
    assert.ok(proposal.proposed?.startsWith('2.'), JSON.stringify(proposal));
    assert.equal(proposal.fits, proposal.tried);
  },
);

/** Encodes a record's items again. Not the same octets only when the input was not in its shortest form. */
function encodeAgain(record: AsterixRecord): string {
  const block = encodeRecords(record.category, record.edition, [record.items()]);
  assert.ok(block.ok, JSON.stringify(block));
  return toHex(block.value, 3);
}

test('encoding what was decoded gives the same octets', skipGenerated, () => {
  let same = 0;
  const other: string[] = [];
  for (const row of [...rowsOf('real.jsonl'), ...rowsOf('generated.jsonl')]) {
    const bytes = fromHex(row.hex)!;
    const decoder = new AsterixDecoder({ editions: row.editions ?? {} });
    for (const record of decoder.decode(bytes).records) {
      const hex = encodeAgain(record);
      if (hex === toHex(bytes, record.start, record.end)) same++;
      else {
        other.push(row.id);
        // A presence field with an octet of zeros to spare: shorter, and the same items.
        const header = Uint8Array.of(record.category, 0, hex.length / 2 + 3);
        const again = decoder.decode(new Uint8Array([...header, ...fromHex(hex)!])).records[0]!;
        assert.ok(hex.length < 2 * (record.end - record.start), row.id);
        assert.deepEqual(again.items(), record.items(), row.id);
      }
    }
  }
  assert.ok(other.length < same / 200, `${other.length} differ: ${other.join(' ')}`);
});

/** Decodes and names everything; the assertion is that nothing throws and counts stay in bounds. */
function exhaust(decoder: AsterixDecoder, bytes: Uint8Array): void {
  const { records, faults, consumed } = decoder.decode(bytes);
  for (const record of records) record.items();
  assert.equal(consumed, bytes.length);
  assert.ok(records.length + faults.length <= bytes.length);
}

test(
  'every prefix and every flipped octet of the vectors: faults, never a throw',
  skipGenerated,
  () => {
    const random = new Random(7);
    for (const row of [...rowsOf('real.jsonl').slice(0, 80), ...rowsOf('generated.jsonl')]) {
      const bytes = fromHex(row.hex)!;
      const decoder = new AsterixDecoder({ editions: row.editions ?? {} });
      for (let to = 0; to < bytes.length; to++) {
        exhaust(decoder, bytes.subarray(0, to));
        const flipped = bytes.slice();
        flipped[to]! ^= random.pick([255, 1 << random.below(8)]);
        exhaust(decoder, flipped);
      }
    }
  },
);

test('a stream cut short by any prefix waits for more and reports nothing', skipGenerated, () => {
  for (const row of rowsOf('generated.jsonl').slice(0, 200)) {
    const bytes = fromHex(row.hex)!;
    const length = bytes[1]! * 256 + bytes[2]!;
    for (let to = 0; to < length; to++) {
      const decoder = new AsterixDecoder({ editions: row.editions ?? {} });
      const { records, faults, consumed } = decoder.decodeStream(bytes.subarray(0, to));
      assert.deepEqual([records.length, faults.length, consumed], [0, 0, 0], `${row.id} at ${to}`);
    }
  }
});
