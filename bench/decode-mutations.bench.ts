/**
 * Does any decoder throw, hang or grow under damage? Seeded mutations of the reference vectors, format by format, with
 * the decoders' state kept all along. TOCSIN_MUTATIONS: how many a format (20,000; the long run is 10,000,000);
 * TOCSIN_MUTATE: only formats whose name contains one of these parts; TOCSIN_MUTATION_SEED: 2026, or another for one
 * part of a long run. A throw ends it; growth is exit code 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { concatBytes, encodeUtf8, fromHex, fromLatin1, Random } from '../src/base/index.ts';
import { AIS, AisReader, decodeNmea } from '../src/wire/ais/index.ts';
import {
  AsterixDecoder,
  describeRecord,
  encodeFinalFrame,
  FinalReader,
} from '../src/wire/asterix/index.ts';
import { decodeCap } from '../src/wire/cap/index.ts';
import { decodeCapture, TcpReader, UdpReader } from '../src/wire/capture/index.ts';
import {
  CotStream,
  decodeCot,
  decodeTakMessage,
  encodeCot,
  encodeTakMessage,
  frameTakStream,
  readWords,
} from '../src/wire/cot/index.ts';
import { decodeEdxl, encodeEdxl } from '../src/wire/edxl-rm/index.ts';
import { readGeoZones } from '../src/wire/geo-zones/index.ts';
import {
  AvrReader,
  BEAST,
  BeastReader,
  decodeAircraftJson,
  decodeSbsStream,
  encodeAvrFrame,
  encodeBeastFrame,
  encodeExtendedSquitter,
  ModesDecoder,
} from '../src/wire/modes/index.ts';
import { encodeRecord, RECORDING_MAGIC, RecordingReader } from '../src/wire/recording/index.ts';
import {
  decodeRemoteId,
  decodeRemoteIdDatagram,
  findInPacket,
} from '../src/wire/remote-id/index.ts';
import {
  decodeSapient,
  encodeSapient,
  frameSapient,
  SapientFramer,
  sapientFromJson,
  sapientToJson,
  translateV1ToV2,
  translateV2ToV1,
  validateSapient,
} from '../src/wire/sapient/index.ts';
import { DATA } from '../tests/root.ts';
import { machine } from './timing.ts';
import { mutate, type MutationJob } from './mutations.ts';

const TIMES = Number(process.env['TOCSIN_MUTATIONS'] ?? 20_000);
const SEED = Number(process.env['TOCSIN_MUTATION_SEED'] ?? 2026);
const ONLY = (process.env['TOCSIN_MUTATE'] ?? '').split(',').filter((part) => part !== '');
/** Heap that may come and go between two looks, after a collection. */
const MOST_GROWTH_MIB = 24;

const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(DATA, name)));
const text = (name: string): string => readFileSync(path.join(DATA, name), 'utf8');
function rows<T>(name: string): T[] {
  return text(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
/** Every n-th, so that all kinds are among the seeds and they still fit the processor's caches. */
function some<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, i) => i % step === 0);
}

function asterix(): MutationJob {
  interface Row {
    readonly hex: string;
  }
  const all = ['real', 'generated'].flatMap((name) => rows<Row>(`feeds/asterix/${name}.jsonl`));
  const seeds = some(all, 1500).map((row) => fromHex(row.hex)!);
  let decoder = new AsterixDecoder();
  return {
    name: 'asterix',
    seeds,
    chew(bytes, at) {
      // A source is forgotten now and then, so that the tries of other editions begin anew.
      if (at % 5000 === 0) decoder = new AsterixDecoder();
      const { records, faults } =
        at % 2 === 0 ? decoder.decode(bytes) : decoder.decodeStream(bytes);
      for (const record of records)
        if (at % 8 === 0) describeRecord(record);
        else record.number('010/SAC');
      return { records: records.length, faults: faults.length };
    },
  };
}

function final(): MutationJob {
  const blocks = rows<{ hex: string }>('feeds/asterix/real.jsonl').slice(0, 60);
  const seeds = blocks.map((row) => {
    const bytes = fromHex(row.hex)!;
    const frame = encodeFinalFrame({ bytes, errorCode: 0, line: 1, day: 1, secondsOfDay: 10 });
    return concatBytes([frame, frame]);
  });
  return {
    name: 'asterix-final',
    seeds,
    chew(bytes) {
      const { records, faults } = new FinalReader().read(bytes);
      return { records: records.length, faults: faults.length };
    },
  };
}

function modes(name: 'beast' | 'avr'): MutationJob {
  const messages = rows<{ hex: string }>('feeds/modes/messages.jsonl').map((row) =>
    fromHex(row.hex)!,
  );
  const reader = name === 'beast' ? new BeastReader() : new AvrReader();
  const decoder = new ModesDecoder({ repair: true, maxAircraft: 2000 });
  const seeds = messages.map((message) =>
    name === 'beast'
      ? encodeBeastFrame(message, 1e9, 0x1a)
      : fromLatin1(encodeAvrFrame(message, 1e9)),
  );
  return {
    name: `modes-${name}`,
    seeds,
    chew(bytes, at) {
      let records = 0;
      let faults = 0;
      reader.feed(bytes);
      for (let step = reader.next(); step !== BEAST.needMore; step = reader.next())
        if (step === BEAST.fault) faults++;
        else if (decoder.accept(reader.message, 0, reader.length, at) === 2) faults++;
        else records++;
      // Parity stops nearly all damage: every third time the content of a sound squitter is what is damaged.
      if (at % 3 === 0 && bytes.length >= 7) {
        const squitter = encodeExtendedSquitter(
          { icao: at & 255 },
          bytes.subarray(bytes.length - 7),
        );
        decoder.accept(squitter, 0, squitter.length, at);
      }
      return { records, faults };
    },
  };
}

function sbs(): MutationJob {
  return {
    name: 'sbs',
    seeds: text('feeds/modes/readsb-sbs1.txt')
      .split('\n')
      .map((line) => fromLatin1(`${line}\n`)),
    chew(bytes) {
      const { records, faults } = decodeSbsStream(bytes);
      return { records: records.length, faults: faults.length };
    },
  };
}

function aircraftJson(): MutationJob {
  const { aircraft } = JSON.parse(text('feeds/modes/readsb-aircraft.json')) as {
    aircraft: object[];
  };
  const seeds = aircraft.map((one) => encodeUtf8(JSON.stringify({ now: 1, aircraft: [one] })));
  return {
    name: 'aircraft-json',
    seeds,
    chew(bytes) {
      const one = decodeAircraftJson(String.fromCharCode(...bytes));
      return one.ok
        ? { records: one.value.aircraft.length, faults: one.value.faults.length }
        : { records: 0, faults: 1 };
    },
  };
}

/** The exclusive or between `!` and `*`, and what the sentence says of it: an independent look at the rule. */
function checksumHolds(line: string): boolean {
  const star = line.lastIndexOf('*');
  let sum = 0;
  for (let i = 1; i < star; i++) sum ^= line.charCodeAt(i);
  return star > 0 && parseInt(line.slice(star + 1, star + 3), 16) === (sum & 255);
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  const from = bytes.lastIndexOf(33);
  const star = bytes.indexOf(42, from);
  if (from < 0 || star < 0 || star + 2 >= bytes.length) return bytes;
  let sum = 0;
  for (let i = from + 1; i < star; i++) sum ^= bytes[i]!;
  const digits = sum.toString(16).toUpperCase().padStart(2, '0');
  bytes[star + 1] = digits.charCodeAt(0);
  bytes[star + 2] = digits.charCodeAt(1);
  return bytes;
}

function ais(): MutationJob {
  const lines = rows<{ lines: string[] }>('feeds/ais/messages.jsonl').flatMap((row) => row.lines);
  const reader = new AisReader({ nmea: true });
  return {
    name: 'ais',
    seeds: lines.map((line) => fromLatin1(`${line}\r\n`)),
    chew(bytes, at) {
      let records = 0;
      let faults = 0;
      // The checksum stops nearly all damage: every second time it is made right again, so that fields are reached.
      reader.feed(at % 2 === 0 ? withChecksum(bytes) : bytes, at * 100);
      for (let step = reader.next(); step !== AIS.needMore; step = reader.next())
        if (step === AIS.fault) faults++;
        else {
          records++;
          const line = String.fromCharCode(...reader.line.subarray(reader.lineFrom, reader.lineTo));
          if (step === AIS.message && !checksumHolds(line)) throw new Error(`false valid: ${line}`);
        }
      return { records, faults };
    },
  };
}

function nmea(): MutationJob {
  const seeds = [
    '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47',
    '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A',
    '$RATTM,11,1.23,45.0,T,10.0,90.0,T,0.5,10.0,N,TGT,T,,123519,A*00',
    '$RATLL,01,4429.0000,N,02830.0000,E,ALPHA,100001.00,T,*00',
    '$HEHDT,90.0,T*00',
    '$GPZDA,100000.00,24,11,2026,00,00*00',
  ].map(fromLatin1);
  return {
    name: 'nmea',
    seeds,
    chew(bytes) {
      const line = String.fromCharCode(...bytes);
      // Half of them with the right checksum, so that fields are reached.
      const star = line.lastIndexOf('*');
      let sum = 0;
      for (let i = 1; i < star; i++) sum ^= line.charCodeAt(i) & 255;
      const right = `${line.slice(0, star + 1)}${sum.toString(16).toUpperCase().padStart(2, '0')}`;
      return decodeNmea(star > 0 ? right : line).ok
        ? { records: 1, faults: 0 }
        : { records: 0, faults: 1 };
    },
  };
}

function remoteId(): MutationJob {
  const vectors = JSON.parse(text('cuas/remoteid/odid-vectors-a.json')) as unknown;
  const seeds: Uint8Array[] = [];
  collectHex(vectors, seeds);
  const packets = [
    'odid_wifi_bcn_sample.pcap',
    'odid_wifi_sample.pcap',
    'odid_bt5_lr_sample.pcapng',
  ].flatMap((name) => some(decodeCapture(read(`cuas/remoteid/${name}`)).records, 30));
  const linkTypes = packets.map((packet) => packet.linkType);
  const all = [...seeds, ...packets.map((packet) => packet.bytes)];
  return {
    name: 'remote-id',
    seeds: all,
    chew(bytes, at) {
      let records = 0;
      let faults = 0;
      const take = (payload: Uint8Array): void => {
        const pack = decodeRemoteId(payload);
        records += pack.messages.length;
        faults += pack.faults.length;
      };
      if (at % 3 === 0) take(bytes);
      else if (at % 3 === 1) {
        const datagram = decodeRemoteIdDatagram(bytes);
        if (datagram.ok) for (const one of datagram.value) take(one.payload);
        else faults++;
      } else
        for (const one of findInPacket(linkTypes[at % linkTypes.length]!, bytes)) take(one.payload);
      return { records, faults };
    },
  };
}

/** All hex strings of at least 25 octets in a document. */
function collectHex(value: unknown, into: Uint8Array[]): void {
  if (typeof value === 'string' && /^([0-9a-f]{2}){25,}$/i.test(value)) into.push(fromHex(value)!);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collectHex(inner, into);
}

function sapient(): MutationJob {
  interface Case {
    readonly hex?: string;
    readonly v1_hex?: string;
  }
  const cases = [
    'harness-default-messages-v2',
    'random-messages-v2-a',
    'validation-corpus-v2',
  ].flatMap((name) => JSON.parse(text(`cuas/sapient/${name}.json`)) as Case[]);
  const seeds = cases.flatMap((one) =>
    [one.hex, one.v1_hex].flatMap((hex) => (hex ? [fromHex(hex)!] : [])),
  );
  return {
    name: 'sapient',
    seeds,
    chew(bytes, at) {
      const version = at % 4 === 0 ? 1 : 2;
      const one = decodeSapient(bytes, version);
      if (!one.ok) return { records: 0, faults: 1 };
      const message = version === 1 ? translateV1ToV2(one.value) : one.value;
      const findings = validateSapient(message);
      if (at % 16 === 0) {
        translateV2ToV1(message);
        encodeSapient(one.value, version);
        sapientFromJson(sapientToJson(one.value, version), version);
      }
      return { records: 1, faults: findings.length };
    },
  };
}

function sapientFrames(): MutationJob {
  const defaults = JSON.parse(text('cuas/sapient/harness-default-messages-v2.json')) as {
    hex: string;
  }[];
  let framer = new SapientFramer();
  return {
    name: 'sapient-frames',
    seeds: some(defaults, 20).map((one) => frameSapient(fromHex(one.hex)!)),
    chew(bytes) {
      if (framer.broken) framer = new SapientFramer();
      const { messages, fault } = framer.push(bytes);
      return { records: messages.length, faults: fault === null ? 0 : 1 };
    },
  };
}

function geoZones(): MutationJob {
  const seeds = ['ed269', 'ed318', 'ed318/examples'].flatMap((folder) =>
    readdirSync(path.join(DATA, 'cuas/geozones', folder))
      .filter((name) => name.endsWith('.json') && !name.startsWith('expected'))
      .map((name) => read(`cuas/geozones/${folder}/${name}`))
      .filter((bytes) => bytes.length < 6000),
  );
  return {
    name: 'geo-zones',
    seeds,
    chew(bytes) {
      const set = readGeoZones(bytes, 'auto');
      return { records: set.records.length, faults: set.findings.length };
    },
  };
}

function cap(): MutationJob {
  const { cases } = JSON.parse(text('cuas/cap/cap-cases.json')) as { cases?: { xml: string }[] };
  const list = cases ?? (JSON.parse(text('cuas/cap/cap-cases.json')) as { xml: string }[]);
  return {
    name: 'cap',
    seeds: list.map((one) => encodeUtf8(one.xml)),
    chew(bytes) {
      const { alert, findings } = decodeCap(bytes);
      return { records: alert === null ? 0 : 1, faults: findings.length };
    },
  };
}

/** Real events and TakMessages; what is taken is written in the other form. */
function cot(kind: 'xml' | 'proto'): MutationJob {
  const files = readdirSync(path.join(DATA, 'tak', kind));
  return {
    name: `cot-${kind}`,
    seeds: files.map((file) => read(`tak/${kind}/${file}`)),
    chew(bytes) {
      const one = kind === 'xml' ? decodeCot(bytes) : decodeTakMessage(bytes);
      if (!one.ok) return { records: 0, faults: 1 };
      const event = 'uid' in one.value ? one.value : one.value.event;
      if (event === null) return { records: 1, faults: 0 };
      readWords(event.detail);
      const written = kind === 'xml' ? encodeTakMessage({ event }) : encodeCot(event);
      return { records: written.length > 0 ? 1 : 0, faults: 0 };
    },
  };
}

/** One connection that never ends, XML and frames in turn. */
function cotStream(): MutationJob {
  const xml = readdirSync(path.join(DATA, 'tak/xml')).map((file) => read(`tak/xml/${file}`));
  const frames = readdirSync(path.join(DATA, 'tak/proto')).map((file) =>
    frameTakStream(read(`tak/proto/${file}`)),
  );
  const stream = new CotStream();
  return {
    name: 'cot-stream',
    seeds: [...xml, ...frames],
    chew(bytes) {
      // A stream keeps views of what it was given.
      const { items, faults } = stream.push(bytes.slice());
      return { records: items.length, faults: faults.length };
    },
  };
}

function edxl(): MutationJob {
  const list = JSON.parse(text('cuas/edxl-rm/edxl-rm-cases.json')) as { xml: string }[];
  return {
    name: 'edxl-rm',
    seeds: list.map((one) => encodeUtf8(one.xml)),
    chew(bytes) {
      const { message, findings } = decodeEdxl(bytes);
      if (message !== null && findings.length === 0) encodeEdxl(message);
      return { records: message === null ? 0 : 1, faults: findings.length };
    },
  };
}

function capture(): MutationJob {
  const seeds = [
    read('feeds/asterix/cat_062_065.pcap'),
    read('feeds/asterix/cat062-ed0.17.pcap').slice(0, 1500),
    read('cuas/remoteid/odid_bt5_lr_sample.pcapng').slice(0, 1200),
    read('cuas/remoteid/odid_wifi_sample.pcap').slice(0, 900),
  ];
  const udp = new UdpReader();
  const tcp = new TcpReader();
  return {
    name: 'capture',
    seeds,
    chew(bytes) {
      const { records, faults } = decodeCapture(bytes);
      for (const packet of records) if (tcp.read(packet, faults) === null) udp.read(packet, faults);
      return { records: records.length, faults: faults.length };
    },
  };
}

function recording(): MutationJob {
  const bytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => i & 255);
  const one = concatBytes([
    RECORDING_MAGIC,
    encodeRecord({ kind: 'source', source: 1, config: { id: 'a', format: 'ais' } }),
    encodeRecord({ kind: 'chunk', source: 1, connection: 0, at: 1, bytes: bytes(60) }),
    encodeRecord({ kind: 'closed', source: 1, connection: 2, at: 3 }),
    encodeRecord({ kind: 'end', at: 4 }),
  ]);
  return {
    name: 'recording',
    seeds: [one],
    chew(damaged) {
      const { records, faults } = new RecordingReader().read(damaged, true);
      return { records: records.length, faults: faults.length };
    },
  };
}

const JOBS: readonly (() => MutationJob)[] = [
  asterix,
  final,
  () => modes('beast'),
  () => modes('avr'),
  sbs,
  aircraftJson,
  ais,
  nmea,
  remoteId,
  sapient,
  sapientFrames,
  geoZones,
  cap,
  () => cot('xml'),
  () => cot('proto'),
  cotStream,
  edxl,
  capture,
  recording,
];

/** `cap` is a format's whole name: capture is not meant. */
function isMeant(part: string, name: string): boolean {
  return part === 'cap' ? name === part : name.includes(part);
}

const gc = (globalThis as { gc?: () => void }).gc;
function heapMiB(): number {
  gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

interface Row {
  readonly name: string;
  readonly mutations: number;
  readonly records: number;
  readonly faults: number;
  readonly perCpuS: number;
  readonly slowestMs: number;
  readonly grownMiB: number;
}

function leastOf(tookMs: number, job: MutationJob, bytes: Uint8Array, at: number): number {
  let least = tookMs;
  for (let again = 0; again < 3; again++) {
    const startedAt = performance.now();
    job.chew(bytes.slice(), at);
    least = Math.min(least, performance.now() - startedAt);
  }
  return least;
}

/** Runs one format; the first tenth warms up, growth is measured over the rest. */
function torment(job: MutationJob): Row {
  const random = new Random(SEED);
  let [records, faults, slowestMs, baseMiB] = [0, 0, 0, 0];
  const from = process.cpuUsage();
  for (let i = 0; i < TIMES; i++) {
    if (i === Math.floor(TIMES / 10)) baseMiB = heapMiB();
    const bytes = mutate(random, job.seeds);
    const startedAt = performance.now();
    const found = job.chew(bytes, i);
    const tookMs = performance.now() - startedAt;
    // On a busy machine a pause is seldom the input's fault: what looks slow is read again, and its best time counts.
    if (tookMs > slowestMs) slowestMs = Math.max(slowestMs, leastOf(tookMs, job, bytes, i));
    records += found.records;
    faults += found.faults;
  }
  const used = process.cpuUsage(from);
  const grownMiB = Math.round(10 * (heapMiB() - baseMiB)) / 10;
  const perCpuS = Math.round(TIMES / ((used.user + used.system) / 1e6));
  return {
    name: job.name,
    mutations: TIMES,
    records,
    faults,
    perCpuS,
    slowestMs: Math.round(slowestMs * 10) / 10,
    grownMiB,
  };
}

console.log(
  `# decode-mutations · ${machine()} · ${TIMES.toLocaleString('en')} a format, seed ${SEED}`,
);
const found: Row[] = [];
for (const make of JOBS) {
  const job = make();
  if (ONLY.length > 0 && !ONLY.some((part) => isMeant(part, job.name))) continue;
  const row = torment(job);
  found.push(row);
  const show = (value: number): string => value.toLocaleString('en').padStart(12);
  console.log(
    `${row.name.padEnd(16)} no throw ${show(row.records)} records ${show(row.faults)} faults ` +
      `${show(row.perCpuS)}/CPU-s  slowest ${row.slowestMs} ms  grown ${row.grownMiB} MiB`,
  );
}
console.log(
  JSON.stringify({ bench: 'decode-mutations', machine: machine(), seed: SEED, rows: found }),
);
const grown = found.filter((row) => row.grownMiB > MOST_GROWTH_MIB);
if (grown.length > 0) {
  console.error(`grown: ${grown.map((row) => row.name).join(', ')}`);
  process.exitCode = 1;
}
