import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { run as runDecode } from '../decode.ts';
import { progressText } from './decoding.ts';
import { concatBytes, encodeUtf8, fromHex, fromLatin1, toHex } from '../../base/index.ts';
import { encodeSentences } from '../../wire/ais/index.ts';
import {
  CotDetail,
  encodeCot,
  encodeTakMessage,
  frameTakMesh,
  frameTakStream,
  makeCotEvent,
  makeElement,
  writeDataPackage,
} from '../../wire/cot/index.ts';
import { encodeFinalFrame, encodeRecords } from '../../wire/asterix/index.ts';
import {
  encodeBeastFrame,
  encodeExtendedSquitter,
  encodeRegister,
  meIdentification,
} from '../../wire/modes/index.ts';
import { encodeRecord, RECORDING_MAGIC } from '../../wire/recording/index.ts';
import { encodeRemoteIdMessage } from '../../wire/remote-id/index.ts';

const MAIN = path.join(import.meta.dirname, '../main.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-decode-'));
after(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** The command in this process: its exit code and what it wrote. */
async function decode(input: Uint8Array, ...args: string[]): Promise<Outcome> {
  const file = path.join(folder, `input-${args.length}-${input.length}`);
  writeFileSync(file, input);
  let out = '';
  let error = '';
  const code = await runDecode([file, ...args], {
    write: (text) => {
      out += text;
      return Promise.resolve();
    },
    error: (text) => (error += text),
  });
  return { code, out, error };
}

function run(args: readonly string[], input?: Uint8Array): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { input });
  return { code: status, out: stdout.toString(), error: stderr.toString() };
}

function jsonLines({ out }: Outcome): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function plots(...ranges: number[]): Uint8Array {
  const block = encodeRecords(
    48,
    '1.31',
    ranges.map((RHO) => ({
      '010': { SAC: 25, SIC: 10 },
      '140': 43_200,
      '020': { TYP: 5 },
      '040': { RHO, THETA: 90 },
      '070': { MODE3A: { raw: 0o1234 } },
      '220': 0x4b1234,
      '240': 'SWR1AB',
    })),
  );
  assert.ok(block.ok);
  return block.value;
}

function squitter(icao: number, callsign: string): Uint8Array {
  return encodeExtendedSquitter({ icao }, meIdentification(callsign, 'A', 3));
}

function shipReport(mmsi: number): string {
  return encodeSentences({
    type: 1,
    repeat: 0,
    mmsi,
    accurate: true,
    lonDeg: 28.5,
    latDeg: 44.25,
    navStatus: 0,
    turnRaw: null,
    turnDegPerMin: null,
    speedKt: 12.5,
    courseDeg: 90,
    headingDeg: 91,
    utcSecond: 3,
    maneuver: 0,
    raim: false,
    radio: 0,
  }).join('\r\n');
}

test('an ASTERIX file is recognised and shown by the items of its standard, with units', async () => {
  const { code, out } = await decode(plots(12.5));
  assert.equal(code, 0);
  assert.match(
    out,
    /^CAT048 {2}12:00:00\.000 {2}from 25\/10 {2}4B1234 {2}SWR1AB · A1234 · 12\.5 NM 90\.00 deg$/m,
  );
  assert.match(out, /^ {2}I048\/040\/RHO +12\.5 NM/m);
  assert.match(out, /^ {2}I048\/220 +4B1234 {2}Aircraft Address$/m);
});

test('--json gives one object a record, with its place', async () => {
  const lines = jsonLines(await decode(concatBytes([plots(1), plots(2)]), '--json'));
  assert.equal(lines.length, 2);
  const [first, second] = lines;
  assert.deepEqual(
    [first!['format'], first!['type'], first!['category'], first!['source'], first!['address']],
    ['asterix', 'CAT048', 48, '25/10', '4B1234'],
  );
  assert.equal(first!['offset'], 3);
  assert.equal(second!['offset'], plots(1).length + 3);
});

test('a filter looks at category, address and item values', async () => {
  const bytes = plots(5, 15, 25);
  const count = async (filter: string): Promise<number> =>
    jsonLines(await decode(bytes, '--json', '--filter', filter)).length;
  assert.equal(await count('category = 48 and I048/040/RHO > 10'), 2);
  assert.equal(await count('040/RHO < 10 or address = 4B1234 and RHO = 25'), 2);
  assert.equal(await count('not (RHO >= 15)'), 1);
  assert.equal(await count('I062/040/RHO > 0'), 0);
  assert.equal(await count("240 ~ '^swr'"), 3);
});

test('CoT is recognised as XML, as a stream of frames and as a bare message', async () => {
  const at = Date.UTC(2026, 10, 24, 2, 15);
  const event = makeCotEvent({
    uid: 'tocsin.1',
    type: 'a-h-A-M-F-Q',
    how: 'm-f',
    timeAt: at,
    staleAt: at + 15_000,
    latDeg: 45.21,
    lonDeg: 29.66,
    detail: CotDetail.of(makeElement('contact', { callsign: 'DRONE 1' })),
  });
  const message = encodeTakMessage({ event });
  for (const bytes of [encodeCot(event), frameTakStream(message), frameTakMesh(message), message]) {
    const { code, out } = await decode(bytes, '--brief');
    assert.equal(code, 0, out);
    assert.match(out, /^a-h-A-M-F-Q {2}2026-11-24T02:15:00\.000Z {2}tocsin\.1 {2}DRONE 1/);
  }
});

test('--hex reads a unit a line of the format named', async () => {
  const line = `${toHex(plots(7))}\n`;
  const [record] = jsonLines(
    await decode(fromLatin1(line), '--json', '--hex', '--format', 'asterix'),
  );
  assert.equal(record!['type'], 'CAT048');
  const damaged = await decode(fromLatin1('30zz\n'), '--hex', '--format', 'asterix');
  assert.equal(damaged.code, 1);
});

test('--csv is a table of the names asked for', async () => {
  const { out } = await decode(plots(12.5), '--csv', 'time,address,040/RHO,240,nothing');
  assert.equal(out, 'time,address,040/RHO,240,nothing\n12:00:00.000,4B1234,12.5,SWR1AB,\n');
});

test('Comm-B data is shown as the register that the radar asked for', async () => {
  const mb = encodeRegister({
    type: 'heading-and-speed',
    magneticHeadingDeg: 90,
    indicatedAirspeedKt: 250,
    mach: null,
    baroRateFpm: null,
    inertialRateFpm: null,
  });
  const block = encodeRecords(48, '1.31', [
    {
      '010': { SAC: 25, SIC: 10 },
      '250': [{ MBDATA: { hex: toHex(mb) }, BDS1: 6, BDS2: 0 }],
    },
  ]);
  assert.ok(block.ok);
  const { out } = await decode(block.value);
  assert.match(out, /^ {2}I048\/250\[1\] BDS 6,0\/indicated airspeed +250 kt$/m);
});

test('a line of a Comm-B reply says what its register says', async () => {
  const reply = encodeUtf8('*A0001838201584F23468207CDFA5;\n');
  const { out } = await decode(reply, '--brief', '--format', 'avr');
  assert.match(out, /BDS 2,0 \(inferred\) · EXS2MF/);
});

test('a wrong filter, format or edition is a wrong command line', async () => {
  for (const args of [
    ['--filter', 'RHO >'],
    ['--filter', '(RHO'],
    ['--format', 'morse'],
    ['--edition', '48=9.99'],
    ['--edition', 'x'],
    ['--limit', '0'],
    ['--receiver', '91,0'],
  ])
    assert.equal((await decode(plots(1), ...args)).code, 2, args.join(' '));
});

test('a file that is not there and one that is nothing known have their own exit codes', async () => {
  assert.equal(run(['decode', path.join(folder, 'none')]).code, 66);
  const { code, error } = await decode(new Uint8Array(3000).fill(0xee));
  assert.equal(code, 1);
  assert.match(error, /no format known here/);
});

test('a format that the input is not of, and a column that stays empty, are said', async () => {
  const other = await decode(plots(10), '--format', 'beast');
  assert.equal(other.code, 1);
  assert.match(other.error, /nothing of beast in \d+ octets/);
  const table = await decode(plots(10), '--csv', 'time,lat,040/RHO');
  assert.equal(table.code, 0);
  assert.match(table.error, /--csv: no record has lat; names/);
  assert.doesNotMatch(table.error, /RHO/);
});

test('damage is shown in place, the rest is decoded, and the exit code says so', async () => {
  const bytes = concatBytes([plots(1), new Uint8Array([48, 0, 6, 0xff, 0xff, 0xff]), plots(2)]);
  const { code, out } = await decode(bytes, '--brief', '--format', 'asterix');
  assert.equal(code, 1);
  assert.equal(out.match(/^CAT048/gm)?.length, 2);
  assert.match(out, /^! asterix \S+ at octet \d+: I048/m);
  assert.doesNotMatch((await decode(bytes, '--brief', '--no-faults')).out, /^!/m);
});

test('FINAL frames, Beast, AVR, hex lines, gzip and NMEA are recognised', async () => {
  const frame = { bytes: plots(3), errorCode: 0, line: 1, day: 2, secondsOfDay: 60 };
  const message = squitter(0x4b1234, 'SWR1AB');
  const beast = encodeBeastFrame(message, 12_000_000, 100);
  const hex = Buffer.from(message).toString('hex');
  const cases: [string, Uint8Array, string][] = [
    ['final', encodeFinalFrame(frame), 'asterix CAT048'],
    ['beast', concatBytes([beast, beast, beast]), 'beast DF17'],
    ['avr', fromLatin1(`*${hex};\r\n`), 'avr DF17'],
    ['hex', fromLatin1(`${hex}\n`), 'avr DF17'],
    ['gzip', gzipSync(plots(4)), 'asterix CAT048'],
    ['ais', fromLatin1(shipReport(264_000_001) + '\r\n'), 'ais AIS 1'],
  ];
  for (const [name, bytes, expected] of cases) {
    const [line] = jsonLines(await decode(bytes, '--json'));
    assert.equal([line?.['format'], line?.['type']].join(' '), expected, name);
  }
});

test('text formats of Mode S receivers are read: SBS-1 lines and aircraft.json', async () => {
  const sbs =
    'MSG,3,1,1,4B1234,1,2026/11/24,10:00:00.000,2026/11/24,10:00:00.000,,30000,,,44.5,28.5,,,0,0,0,0\r\n';
  const [line] = jsonLines(await decode(fromLatin1(sbs), '--json'));
  assert.deepEqual([line!['type'], line!['time']], ['MSG,3', '2026-11-24T10:00:00.000Z']);
  const json =
    '{"now": 1764000000, "messages": 1, "aircraft": [{"hex": "4b1234", "alt_baro": "ground"}, {"hex": "?"}]}';
  const outcome = await decode(encodeUtf8(json), '--json');
  const lines = jsonLines(outcome);
  assert.deepEqual([lines[0]!['address'], 'fault' in lines[1]!], ['4B1234', true]);
  assert.equal(outcome.code, 1);
});

test('Remote ID messages one after the other are read, and what is between them is a fault', async () => {
  const message = encodeRemoteIdMessage({
    type: 'operatorId',
    operatorIdType: 0,
    operatorId: 'ROU123',
  });
  assert.ok(message.ok);
  const bytes = concatBytes([message.value, message.value]);
  assert.match((await decode(bytes)).out, /^operatorId {2}ROU123/m);
  const damaged = concatBytes([message.value, new Uint8Array([0x70, 0x70]), message.value]);
  const outcome = await decode(damaged, '--format', 'remote-id', '--brief');
  assert.equal(outcome.code, 1);
  assert.equal(outcome.out.match(/^operatorId/gm)?.length, 2);
});

test('a recording is read by the configuration of its sources, streams across chunks', async () => {
  const config = { id: 'ship', format: 'ais', options: {} };
  const line = shipReport(264_000_002) + '\r\n';
  const chunk = (text: string, at: number): Uint8Array =>
    encodeRecord({ kind: 'chunk', source: 1, connection: 7, at, bytes: fromLatin1(text) });
  const bytes = concatBytes([
    RECORDING_MAGIC,
    encodeRecord({ kind: 'source', source: 1, config }),
    chunk(line.slice(0, 20), 1_764_000_000_000),
    chunk(line.slice(20), 1_764_000_001_000),
    encodeRecord({ kind: 'end', at: 1_764_000_002_000 }),
  ]);
  const [record] = jsonLines(await decode(bytes, '--json'));
  assert.deepEqual(
    [record!['address'], record!['receivedAt'], record!['packet']],
    ['264000002', new Date(1_764_000_001_000).toISOString(), 1],
  );
});

test('a capture with AIS over TCP is put together across segments', async () => {
  const text = shipReport(264_000_003) + '\r\n';
  const bytes = capture([
    [100, 2, ''],
    [101 + 30, 24, text.slice(30)],
    [101, 24, text.slice(0, 30)],
  ]);
  const [record] = jsonLines(await decode(bytes, '--json'));
  assert.equal(record!['address'], '264000003');
});

/** A pcap with one TCP direction over Ethernet: sequence number, flags, payload. */
function capture(segments: readonly (readonly [number, number, string])[]): Uint8Array {
  const parts: Uint8Array[] = [fromHex('d4c3b2a1020004000000000000000000ffff000001000000')!];
  for (const [seq, flags, payload] of segments) {
    const body = fromLatin1(payload);
    const packet = new Uint8Array(14 + 20 + 20 + body.length);
    const view = new DataView(packet.buffer);
    view.setUint16(12, 0x0800);
    packet.set([0x45, 0], 14);
    view.setUint16(16, 40 + body.length);
    packet.set([64, 6], 22);
    packet.set([10, 0, 0, 1, 10, 0, 0, 2], 26);
    view.setUint16(34, 10_110);
    view.setUint16(36, 40_000);
    view.setUint32(38, seq);
    packet.set([0x50, flags], 46);
    packet.set(body, 54);
    const head = new Uint8Array(16);
    const headView = new DataView(head.buffer);
    headView.setUint32(8, packet.length, true);
    headView.setUint32(12, packet.length, true);
    parts.push(head, packet);
  }
  return concatBytes(parts);
}

test('--stats counts by type, source and fault, and measures the span', async () => {
  const outcome = await decode(concatBytes([plots(1, 2), plots(3)]), '--stats', '--json');
  const [stats] = jsonLines(outcome) as {
    records: number;
    errors: number;
    types: Record<string, number>;
    sources: Record<string, number>;
    addresses: number;
  }[];
  assert.deepEqual(
    [stats!.records, stats!.errors, stats!.types, stats!.sources, stats!.addresses],
    [3, 0, { 'asterix CAT048': 3 }, { '25/10': 3 }, 1],
  );
});

test('standard input is read, --limit stops early', () => {
  const { code, out } = run(['decode', '-', '--brief', '--limit', '2'], plots(1, 2, 3));
  assert.equal(code, 0);
  assert.equal(out.trim().split('\n').length, 2);
});

test('a further category is loaded from a definition file; a wrong one is a wrong command line', async () => {
  const file = path.join(folder, 'cat129.txt');
  const text =
    'category 129\n\nedition 1.0 2026-01-01 : UAS\nuap 010\n010 group : Data Source Identifier\n SAC 8\n SIC 8\n';
  writeFileSync(file, text);
  const block = new Uint8Array([129, 0, 6, 0x80, 7, 9]);
  const outcome = await decode(block, '--format', 'asterix', '--definition', file);
  assert.equal(outcome.code, 0, outcome.out);
  assert.match(outcome.out, /^CAT129 {2}from 7\/9$/m);
  writeFileSync(file, text.replace(' SIC 8', ' SIC 7'));
  assert.equal((await decode(block, '--definition', file)).code, 2);
});

test('a reader that goes away ends the program without noise', async () => {
  const file = path.join(folder, 'long.ast');
  writeFileSync(file, concatBytes(Array.from({ length: 4000 }, () => plots(1, 2, 3))));
  const child = spawn(process.execPath, [MAIN, 'decode', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let error = '';
  child.stderr.on('data', (piece: Buffer) => (error += piece.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = (await new Promise<unknown[]>((resolve) =>
    child.once('exit', (...all) => resolve(all)),
  )) as [number | null];
  assert.equal(code, 0);
  assert.equal(error, '');
});

test('interrupted on a live stream it ends in order', async () => {
  const child = spawn(process.execPath, [MAIN, 'decode', '-', '--brief'], { stdio: 'pipe' });
  let error = '';
  child.stderr.on('data', (piece: Buffer) => (error += piece.toString()));
  child.stdin.write(concatBytes(Array.from({ length: 40 }, () => plots(1, 2))));
  // Its first line means that it reads, and so listens.
  child.stdout.once('data', () => child.kill('SIGINT'));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  assert.deepEqual([code, error], [0, '']);
});

test('control characters of a feed do not reach the terminal', async () => {
  const sbs = 'MSG,1,1,1,4B1234,1,,,,,\u001b[2JX,,,,,,,,0,0,0,0\r\n';
  const { out } = await decode(fromLatin1(sbs), '--brief', '--format', 'sbs');
  assert.ok(!out.includes('\u001b'), JSON.stringify(out));
});

test('the events of a TAK data package are shown; other files in it are named', async () => {
  const at = Date.UTC(2026, 10, 24, 2);
  const event = makeCotEvent({
    uid: 'marker-1',
    type: 'a-h-G',
    timeAt: at,
    staleAt: at + 60_000,
    latDeg: 45,
    lonDeg: 29,
  });
  const archive = writeDataPackage(
    { uid: 'p', name: 'delta' },
    [
      { zipEntry: 'a/marker.cot', bytes: encodeCot(event) },
      { zipEntry: 'map.png', bytes: new Uint8Array(40) },
    ],
    at,
  );
  const whole = await decode(archive, '--json');
  const lines = jsonLines(whole);
  assert.deepEqual([lines[0]!['address'], whole.code], ['marker-1', 0]);
  assert.match(JSON.stringify(lines[1]), /map\.png/);
  assert.equal((await decode(archive.subarray(0, archive.length - 30))).code, 1);
});

test('of a gzip file that breaks off, what came before is shown', async () => {
  const bytes = concatBytes(Array.from({ length: 400 }, (_, i) => plots(i / 4, (i * 7) % 97)));
  const packed = gzipSync(bytes);
  const { code, out, error } = await decode(packed.subarray(0, packed.length - 200), '--brief');
  assert.equal(code, 66);
  assert.match(out, /CAT048/);
  assert.match(error, /unexpected end/);
});

test('a filter by a name that no record has says so', async () => {
  const { error, out } = await decode(plots(5), '--brief', '--filter', 'category = 48 and alt > 3');
  assert.equal(out, '');
  assert.match(error, /no record has alt;/);
  assert.equal((await decode(plots(5), '--filter', '040/RHO > 30')).error, '');
});

test('a wrong command line is answered in three lines, and says what excludes what', async () => {
  for (const [args, reason] of [
    [['--limit', '1.5'], /--limit: a whole number/],
    [['--csv', 'time', '--json'], /--csv and --json exclude each other/],
    [['--csv', 'time', '--stats'], /--csv and --stats exclude each other/],
    [['--csv', ' , '], /--csv: names of columns/],
  ] as const) {
    const { code, out, error } = await decode(plots(1), ...args);
    assert.deepEqual([code, out], [2, '']);
    assert.match(error, reason);
    assert.match(error, /usage: tocsin decode FILE.*\n.*tocsin decode --help$/);
  }
});

test('progress says how long the rest takes, once that can be told and where there is an end', () => {
  const stats = { records: 1200, errors: 3 };
  const at = (read: number, size: number, runningS: number): string =>
    progressText({ size, position: () => read }, stats, runningS);
  assert.equal(at(50e6, 200e6, 5), '25 %  50.0 MB  1,200 records  3 errors  10.0 MB/s  15 s left');
  assert.match(at(1e6, 9e9, 2), / 5 h 0 min left$/);
  assert.match(at(10e6, 610e6, 2), / 2 min left$/);
  assert.doesNotMatch(at(50e6, 200e6, 1), /left/);
  assert.doesNotMatch(at(200e6, 200e6, 5), /left/);
  assert.equal(at(50e6, 0, 5), '50.0 MB  1,200 records  3 errors  10.0 MB/s');
});
