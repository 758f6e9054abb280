/** Recordings replayed through the node's own file source: exactly the records that their oracles count. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { concatBytes, fromHex, toHex } from '../../src/base/index.ts';
import type { FeedFormat, SourceConfig, SourceStatus } from '../../src/model/index.ts';
import { replayFile } from '../../src/node/ingest/index.ts';
import { decodeCapture, UdpReader } from '../../src/wire/capture/index.ts';
import { decodeRemoteId, findInPacket } from '../../src/wire/remote-id/index.ts';
import { DATA, needsData } from '../root.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-capture-'));
after(() => rmSync(folder, { recursive: true }));

const feeds = (name: string): string => path.join(DATA, 'feeds', name);
const readRows = <T>(name: string): T[] =>
  readFileSync(feeds(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

async function replay(
  format: FeedFormat,
  file: string,
  options: SourceConfig['options'] = {},
): Promise<SourceStatus & { delivered: number }> {
  const transport = { kind: 'file' as const, path: file, speed: 0 };
  let delivered = 0;
  const { statuses } = await replayFile(
    { id: 'x', name: 'x', format, transport, simulated: false, options, sensors: [] },
    (part) => (delivered += part.plots.length),
  );
  assert.equal(statuses[0]!.state, 'ended');
  return { ...statuses[0]!, delivered };
}

interface AsterixRow {
  readonly id: string;
  readonly hex: string;
  readonly records: readonly object[];
  readonly editions?: Readonly<Record<string, string>>;
  readonly error?: string;
}

/** Valid rows by the editions they need: one source is set to one edition a category. */
function byEditions(rows: readonly AsterixRow[]): Map<string, AsterixRow[]> {
  const groups = new Map<string, AsterixRow[]>();
  for (const row of rows.filter(({ error }) => error === undefined)) {
    const key = JSON.stringify(row.editions ?? {});
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

test(
  'ASTERIX files give the records of their rows, in the edition that the source is set to',
  { skip: needsData('feeds/asterix/real.jsonl') },
  async () => {
    const groups = byEditions(readRows<AsterixRow>('asterix/real.jsonl'));
    assert.ok(groups.size > 1);
    for (const [editions, rows] of groups) {
      const file = path.join(folder, `group.ast`);
      writeFileSync(file, Buffer.concat(rows.map(({ hex }) => Buffer.from(hex, 'hex'))));
      const options = { editions: JSON.parse(editions) as Record<string, string> };
      const got = await replay('asterix', file, options);
      const expected = rows.reduce((sum, { records }) => sum + records.length, 0);
      assert.equal(got.records, expected, editions);
      assert.equal(got.delivered, got.plots);
    }
  },
);

test(
  'real.ast gives exactly the records of its rows, whatever their editions',
  { skip: needsData('feeds/asterix/real.ast') },
  async () => {
    const bytes = readFileSync(feeds('asterix/real.ast'));
    let blocks = 0;
    for (let at = 0; at < bytes.length; at += bytes.readUInt16BE(at + 1)) blocks++;
    const got = await replay('asterix', feeds('asterix/real.ast'));
    assert.equal(got.bytes, bytes.length);
    assert.equal(got.chunks, blocks);
    const rows = readRows<AsterixRow>('asterix/real.jsonl').filter(({ error }) => !error);
    assert.equal(
      got.records,
      rows.reduce((sum, { records }) => sum + records.length, 0),
    );
    // Sensors that nobody configured, and one block in an old edition, are said; nothing is damaged.
    const said = ['unsupported', 'wrong-edition'];
    const damage = Object.keys(got.faultsByCode).filter((code) => !said.includes(code));
    assert.deepEqual(damage, []);
  },
);

test(
  'a captured datagram gives its three ASTERIX records',
  { skip: needsData('feeds/asterix/cat_062_065.pcap') },
  async () => {
    const row = readRows<AsterixRow>('asterix/real.jsonl').find(({ id }) =>
      id.startsWith('cat_062_065.pcap'),
    )!;
    const options = row.editions === undefined ? {} : { editions: row.editions };
    const got = await replay('asterix', feeds('asterix/cat_062_065.pcap'), options);
    assert.deepEqual([got.chunks, got.records], [1, row.records.length]);
    assert.equal(got.bytes, row.hex.length / 2);
  },
);

test(
  'a capture in an edition nobody set is named as such, block by block, and never stops the replay',
  { skip: needsData('feeds/asterix/cat062-ed0.17.pcap') },
  async () => {
    const got = await replay('asterix', feeds('asterix/cat062-ed0.17.pcap'));
    assert.equal(got.chunks, 100);
    assert.ok((got.faultsByCode['wrong-edition'] ?? 0) > 50);
  },
);

interface ModesRow {
  readonly hex: string;
  readonly pymodes: { readonly df: number; readonly crc_valid?: boolean };
}

/** Messages that must be refused: a length that is not the format's, or parity over an address in the clear. */
function isDamaged({ hex, pymodes }: ModesRow): boolean {
  if (hex.length !== (pymodes.df >= 16 ? 28 : 14)) return true;
  return [17, 18].includes(pymodes.df) && pymodes.crc_valid === false;
}

for (const [format, name] of [
  ['beast', 'modes/stream.beast'],
  ['avr', 'modes/stream.avr'],
] as const)
  test(
    `${name} gives every message of its list`,
    { skip: needsData(`feeds/${name}`) },
    async () => {
      const rows = readRows<ModesRow>('modes/messages.jsonl');
      const got = await replay(format, feeds(name));
      assert.equal(got.records + got.faults, rows.length, 'each once, as a record or as a fault');
      assert.ok(got.faults >= rows.filter(isDamaged).length);
      // All-call replies (DF11) may be refused for an impossible interrogator code; nothing else may.
      const clear = rows.filter((row) => !isDamaged(row) && row.pymodes.df !== 11).length;
      assert.ok(got.records >= clear, `${got.records} of ${clear}`);
      assert.equal(got.bytes, readFileSync(feeds(name)).length);
    },
  );

test(
  'another receiver’s AVR file gives all its messages',
  { skip: needsData('feeds/modes/modes1-dump1090.avr') },
  async () => {
    const lines = readFileSync(feeds('modes/modes1-dump1090.avr'), 'latin1').match(/\*[^;]+;/g)!;
    const got = await replay('avr', feeds('modes/modes1-dump1090.avr'));
    assert.equal(got.records + got.faults, lines.length);
    assert.equal(got.faults, 0);
  },
);

interface RemoteIdRow {
  readonly file: string;
  readonly index: number;
  readonly linkType?: number;
  readonly offset: number;
  readonly messageHex?: string;
}

for (const file of [
  'odid_bt5_lr_sample.pcapng',
  'odid_wifi_bcn_sample.pcap',
  'odid_wifi_sample.pcap',
])
  test(
    `${file}: every packet that its oracle names is there`,
    { skip: needsData(`cuas/remoteid/${file}`) },
    () => {
      const bytes = new Uint8Array(readFileSync(path.join(DATA, 'cuas/remoteid', file)));
      const { records, faults, consumed } = decodeCapture(bytes);
      assert.deepEqual(faults, []);
      assert.equal(consumed, bytes.length);
      const text = readFileSync(path.join(DATA, 'cuas/remoteid/captures-expected.json'), 'utf8');
      const rows = (JSON.parse(text) as RemoteIdRow[]).filter((row) => row.file === file);
      assert.ok(rows.length > 0);
      for (const { index, linkType, offset, messageHex = '' } of rows) {
        const packet = records[index]!;
        if (linkType !== undefined) assert.equal(packet.linkType, linkType);
        assert.equal(toHex(packet.bytes, offset, offset + messageHex.length / 2), messageHex);
      }
      const udp = new UdpReader();
      for (const record of records) assert.equal(udp.read(record, []), null, 'radio, not IP');
    },
  );

for (const name of [
  'odid_bt5_lr_sample.pcapng',
  'odid_wifi_bcn_sample.pcap',
  'odid_wifi_sample.pcap',
])
  test(
    `${name}: the node takes in every message of every broadcast that came undamaged`,
    { skip: needsData(`cuas/remoteid/${name}`) },
    async () => {
      const file = path.join(DATA, 'cuas/remoteid', name);
      const { records } = decodeCapture(new Uint8Array(readFileSync(file)));
      const found = records.flatMap(({ linkType, bytes }) => findInPacket(linkType, bytes));
      const intact = found.filter((one) => one.intact !== false);
      const messages = intact.flatMap(({ payload }) => decodeRemoteId(payload).messages);
      const status = await replay('remote-id', file);
      assert.ok(messages.length > 0);
      assert.equal(status.records, messages.length);
      assert.equal(status.faultsByCode['bad-checksum'] ?? 0, found.length - intact.length);
    },
  );

/** A capture of one TCP direction over raw IPv4, the segments as given: sequence number, payload. */
function tcpCapture(segments: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const parts = [fromHex('d4c3b2a1020004000000000000000000ffff000065000000')!];
  for (const [seq, payload] of segments) {
    const packet = new Uint8Array(40 + payload.length);
    const view = new DataView(packet.buffer);
    packet.set([0x45]);
    view.setUint16(2, packet.length);
    packet.set([64, 6], 8);
    packet.set([10, 0, 0, 1, 10, 0, 0, 2], 12);
    view.setUint16(20, 30_005);
    view.setUint16(22, 40_000);
    view.setUint32(24, seq);
    packet.set([0x50, 16], 32);
    packet.set(payload, 40);
    const head = new Uint8Array(16);
    new DataView(head.buffer).setUint32(8, packet.length, true);
    new DataView(head.buffer).setUint32(12, packet.length, true);
    parts.push(head, packet);
  }
  return concatBytes(parts);
}

test(
  'a Beast stream in captured TCP segments, early, late and twice, is taken in whole',
  { skip: needsData('feeds/modes/stream.beast') },
  async () => {
    const bytes = new Uint8Array(readFileSync(feeds('modes/stream.beast')));
    const segments: [number, Uint8Array][] = [];
    for (let at = 0; at < bytes.length; at += 700)
      segments.push([1000 + at, bytes.subarray(at, at + 700)]);
    // Neighbours exchanged, and every fifth sent again.
    for (let i = 2; i + 1 < segments.length; i += 4)
      [segments[i], segments[i + 1]] = [segments[i + 1]!, segments[i]!];
    const sent = segments.flatMap((one, i) => (i % 5 === 0 ? [one, one] : [one]));
    const file = path.join(folder, 'beast.pcap');
    writeFileSync(file, tcpCapture(sent));
    const [whole, captured] = [
      await replay('beast', feeds('modes/stream.beast')),
      await replay('beast', file),
    ];
    assert.ok(whole.records > 0);
    assert.deepEqual([captured.records, captured.faults], [whole.records, whole.faults]);
    assert.equal((await replay('beast', file, { port: 1 })).records, 0);
  },
);
