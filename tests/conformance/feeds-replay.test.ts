/** Recordings replayed through a whole node, as an operator replays them: the record counts of their oracles. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fromLatin1 } from '../../src/base/index.ts';
import type { SourceStatus } from '../../src/model/index.ts';
import { makeFolder, NodeProcess, until } from '../process/node-process.ts';
import { DATA, needsData } from '../root.ts';

type Row = Readonly<Record<string, unknown>>;
const feeds = (name: string): string => path.join(DATA, 'feeds', name);
const bytesOf = (name: string): Buffer => readFileSync(feeds(name));
const linesOf = (name: string): string[] =>
  bytesOf(name)
    .toString('latin1')
    .split(/\r?\n/)
    .filter((line) => line !== '');
const rowsOf = (name: string): Row[] => linesOf(name).map((line) => JSON.parse(line) as Row);

interface Replay {
  readonly id: string;
  readonly format: string;
  /** file name in the reference data, or one made here */
  readonly file: string;
}

const REPLAYS: readonly Replay[] = [
  { id: 'real-ast', format: 'asterix', file: 'asterix/real.ast' },
  { id: 'pcap', format: 'asterix', file: 'asterix/cat_062_065.pcap' },
  { id: 'old-pcap', format: 'asterix', file: 'asterix/cat062-ed0.17.pcap' },
  { id: 'beast', format: 'beast', file: 'modes/stream.beast' },
  { id: 'avr', format: 'avr', file: 'modes/stream.avr' },
  { id: 'beast-sample', format: 'beast', file: 'modes/sample_dump1090.bin' },
  { id: 'avr-sample', format: 'avr', file: 'modes/modes1-dump1090.avr' },
  { id: 'tag-blocks', format: 'ais', file: 'ais/tagblock.nmea' },
  { id: 'gatehouse', format: 'ais', file: 'ais/gatehouse.nmea' },
];
const MADE = ['ais-agreed', 'ais-all'] as const;
const skip =
  REPLAYS.map(({ file }) => needsData(`feeds/${file}`)).find((why) => why !== false) ??
  needsData('feeds/ais/messages.jsonl');

const folder = makeFolder();
const counts = new Map<string, SourceStatus>();

before(async () => {
  if (skip !== false) return;
  const ais = rowsOf('ais/messages.jsonl');
  const write = (name: string, rows: readonly Row[]): void =>
    writeFileSync(
      path.join(folder.dir, `${name}.nmea`),
      fromLatin1(rows.map((row) => (row['lines'] as string[]).join('\r\n') + '\r\n').join('')),
    );
  write(
    'ais-agreed',
    ais.filter((row) => row['gpsd'] !== null),
  );
  write('ais-all', ais);
  const files = [
    ...REPLAYS.map(({ id, format, file }) => ({ id, format, file: feeds(file), speed: 0 })),
    ...MADE.map((id) => ({ id, format: 'ais', file: `${id}.nmea`, speed: 0 })),
  ];
  const config = {
    node: { mode: 'exercise' },
    http: { port: 0 },
    log: { level: 'warn' },
    feeds: files,
  };
  const node = await NodeProcess.start(folder.dir, { config });
  await until('every file is replayed', async () => {
    const sources = await node.get<SourceStatus[]>('/sources');
    for (const source of sources) counts.set(source.id, source);
    return sources.length === files.length && sources.every(({ state }) => state === 'ended');
  });
  await node.end('SIGINT');
});
after(() => folder.remove());

const countOf = (id: string): SourceStatus => counts.get(id)!;

test('real.ast gives every record of its rows', { skip }, () => {
  const rows = rowsOf('asterix/real.jsonl').filter((row) => row['error'] === undefined);
  const records = rows.reduce((sum, row) => sum + (row['records'] as unknown[]).length, 0);
  assert.equal(countOf('real-ast').records, records);
  // One row is of an old CAT021 and is named so; others hold categories that give no plots.
  const {
    'wrong-edition': wrong = 0,
    unsupported = 0,
    ...other
  } = countOf('real-ast').faultsByCode;
  assert.deepEqual(other, {});
  assert.ok(wrong <= 1 && unsupported < rows.length);
});

test('the captured datagram gives the records of the row of its name', { skip }, () => {
  const row = rowsOf('asterix/real.jsonl').find((one) => String(one['id']).includes('cat_062_065'));
  const records = (row?.['records'] as unknown[] | undefined)?.length ?? 3;
  assert.equal(countOf('pcap').records, records);
  assert.equal(countOf('pcap').faults, 0);
});

test(
  'datagrams of an edition that is not known are each read or named, and none stops the feed',
  { skip },
  () => {
    const { chunks, records, faults, faultsByCode } = countOf('old-pcap');
    assert.equal(chunks, 100);
    assert.ok(records + faults >= chunks, `${records} records and ${faults} faults of ${chunks}`);
    assert.ok((faultsByCode['wrong-edition'] ?? 0) > 0);
  },
);

for (const id of ['beast', 'avr'])
  test(`the ${id} stream gives every message that the oracles decode`, { skip }, () => {
    const rows = rowsOf('modes/messages.jsonl');
    const decoded = rows.filter((row) => row['readsb'] !== undefined && row['readsb'] !== null);
    assert.equal(countOf(id).records, decoded.length);
    assert.equal(countOf(id).faults, rows.length - decoded.length);
  });

test('the real Beast file gives every frame in it', { skip }, () => {
  assert.equal(
    countOf('beast-sample').records,
    countBeastFrames(bytesOf('modes/sample_dump1090.bin')),
  );
  assert.equal(countOf('beast-sample').faults, 0);
});

test('dump1090’s raw output gives every message in it', { skip }, () => {
  const lines = linesOf('modes/modes1-dump1090.avr').filter((line) => line.startsWith('*'));
  assert.equal(countOf('avr-sample').records, lines.length);
});

test('AIS sentences give every message that gpsd decodes, and nothing is a fault', { skip }, () => {
  const rows = rowsOf('ais/messages.jsonl').filter((row) => row['gpsd'] !== null);
  assert.equal(countOf('ais-agreed').records, rows.length);
  assert.equal(countOf('ais-agreed').faults, 0);
});

test(
  'AIS messages that gpsd refuses are read by rule or named, none is lost in silence',
  { skip },
  () => {
    const { records, faults } = countOf('ais-all');
    assert.equal(records + faults, rowsOf('ais/messages.jsonl').length);
  },
);

test('tag blocks and Gatehouse wrappers give the messages inside them', { skip }, () => {
  assert.equal(countOf('tag-blocks').records, linesOf('ais/tagblock.json').length);
  const sentences = linesOf('ais/gatehouse.nmea').filter((line) => line.startsWith('!'));
  assert.equal(countOf('gatehouse').records, sentences.length);
});

/** Frames of a Beast file: 1a and a type that is not 1a; a doubled 1a is data. */
function countBeastFrames(bytes: Buffer): number {
  let count = 0;
  for (let i = 0; i + 1 < bytes.length; i++) {
    if (bytes[i] !== 0x1a) continue;
    if (bytes[i + 1] !== 0x1a) count++;
    i++;
  }
  return count;
}
