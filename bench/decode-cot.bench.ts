/**
 * How many CoT events a second does one core read, write, and turn into TakMessages? On a usual mix (three drone tracks
 * to one client's own position, about 560 octets) and on the real events of the reference data, beside saxes,
 * @tak-ps/node-cot where it loads, and protobufjs for the protobuf form.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import protobuf from 'protobufjs';
import { SaxesParser } from 'saxes';
import { concatBytes, decodeUtf8, encodeUtf8, Random } from '../src/base/index.ts';
import {
  CotStream,
  decodeCot,
  decodeTakMessage,
  encodeCot,
  encodeTakMessage,
  readWords,
  type CotEvent,
} from '../src/wire/cot/index.ts';
import { DATA } from '../tests/root.ts';
import { allocatedPer, report, timeInterleaved } from './timing.ts';

const folder = path.join(DATA, 'tak');
const read = (kind: string): Uint8Array[] =>
  readdirSync(path.join(folder, kind)).map(
    (file) => new Uint8Array(readFileSync(path.join(folder, kind, file))),
  );
const real = read('xml').filter((bytes) => decodeCot(bytes).ok);

/** Events as a counter-drone site and its people send them. */
function makeMix(count: number): Uint8Array[] {
  const random = new Random(559);
  return Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2026, 10, 24, 2) + i * 250).toISOString();
    const stale = new Date(Date.UTC(2026, 10, 24, 2, 1) + i * 250).toISOString();
    const point = `lat="${(45 + random.next()).toFixed(7)}" lon="${(29 + random.next()).toFixed(7)}" hae="${(random.next() * 500).toFixed(1)}"`;
    const track = `course="${(random.next() * 360).toFixed(2)}" speed="${(random.next() * 60).toFixed(2)}"`;
    const n = random.below(200);
    return encodeUtf8(
      i % 4 === 0
        ? `<?xml version="1.0" encoding="UTF-8"?><event version="2.0" uid="ANDROID-${String(n).padStart(12, '0')}" type="a-f-G-U-C" how="m-g" time="${at}" start="${at}" stale="${stale}"><point ${point} ce="4.9" le="9999999.0"/><detail><contact callsign="TULCEA ${n}" endpoint="*:-1:stcp"/><__group name="Cyan" role="Team Member"/><precisionlocation geopointsrc="GPS" altsrc="GPS"/><status battery="87"/><takv device="SAMSUNG SM-G998B" platform="ATAK-CIV" os="33" version="4.10.0.57"/><track ${track}/></detail></event>`
        : `<?xml version="1.0" encoding="UTF-8"?><event version="2.0" uid="drone-${n}" type="a-h-A-M-F-Q" how="m-f" time="${at}" start="${at}" stale="${stale}"><point ${point} ce="25.0" le="40.0"/><detail><contact callsign="UAS ${n}"/><track ${track}/><precisionlocation altsrc="DTED2" geopointsrc="Calc"/><remarks source="fusion">radar, camera &amp; passive receiver agree</remarks><link uid="site-${n % 7}" type="a-f-G-E-S" relation="p-p"/><_quality existence="0.97" hits="42" sensors="3"/></detail></event>`,
    );
  });
}
const mix = makeMix(400);
const COUNT = 20_000;
let kept = 0;

function each<T>(items: readonly T[], run: (item: T) => number): () => void {
  return () => {
    for (let i = 0; i < COUNT; i++) kept += run(items[i % items.length]!);
  };
}

const parser = new SaxesParser();
let depth = 0;
parser.on('opentag', () => depth++);
parser.on('closetag', () => depth--);
parser.on('text', (text) => (kept += text.length));
function saxes(xml: string): number {
  parser.write(xml).close();
  return 1;
}

const takMessage = protobuf
  .parse(
    `syntax = "proto3";
message TakMessage { TakControl takControl = 1; CotEvent cotEvent = 2; }
message TakControl { uint32 minProtoVersion = 1; uint32 maxProtoVersion = 2; string contactUid = 3; }
message CotEvent { string type = 1; string access = 2; string qos = 3; string opex = 4; string uid = 5;
  uint64 sendTime = 6; uint64 startTime = 7; uint64 staleTime = 8; string how = 9; double lat = 10;
  double lon = 11; double hae = 12; double ce = 13; double le = 14; Detail detail = 15; }
message Detail { string xmlDetail = 1; Contact contact = 2; Group group = 3; Precision precisionLocation = 4;
  Status status = 5; Takv takv = 6; Track track = 7; }
message Contact { string endpoint = 1; string callsign = 2; }
message Group { string name = 1; string role = 2; }
message Precision { string geopointsrc = 1; string altsrc = 2; }
message Status { uint32 battery = 1; }
message Takv { string device = 1; string platform = 2; string os = 3; string version = 4; }
message Track { double speed = 1; double course = 2; }`,
    { keepCase: true },
  )
  .root.lookupType('TakMessage');

interface NodeCot {
  readonly CoTParser: { from_xml(xml: string): unknown; to_xml(cot: unknown): string };
}
async function loadNodeCot(): Promise<NodeCot | null> {
  try {
    const name = '@tak-ps/node-cot';
    return (await import(name)) as { default?: unknown; CoTParser?: unknown } as NodeCot;
  } catch (error) {
    console.log(`node-cot does not load: ${String(error).split('\n')[0]}`);
    return null;
  }
}

const events = mix.map((bytes) => eventOf(bytes));
function eventOf(bytes: Uint8Array): CotEvent {
  const one = decodeCot(bytes);
  if (!one.ok) throw new Error(one.fault.detail);
  return one.value;
}
const protos = events.map((event) => encodeTakMessage({ event }));
const theirEvents = protos.map((bytes) => takMessage.decode(bytes));
const mixText = mix.map((bytes) => decodeUtf8(bytes));
const joined = concatBytes(mix);

const jobs = [
  { name: 'read XML, checked', count: COUNT, run: each(mix, (b) => (decodeCot(b).ok ? 1 : 0)) },
  {
    name: 'read XML, and its words',
    count: COUNT,
    run: each(mix, (b) => {
      const one = decodeCot(b);
      return one.ok && readWords(one.value.detail).callsign !== null ? 1 : 0;
    }),
  },
  {
    name: 'read XML, real events',
    count: COUNT,
    run: each(real, (b) => (decodeCot(b).ok ? 1 : 0)),
  },
  {
    name: 'stream in 64 KiB pieces',
    count: COUNT,
    run: (): void => {
      const stream = new CotStream();
      for (let n = 0; n < COUNT / mix.length; n++)
        for (let at = 0; at < joined.length; at += 65_536)
          kept += stream.push(joined.subarray(at, at + 65_536)).items.length;
    },
  },
  { name: 'saxes, events only', count: COUNT, run: each(mixText, saxes) },
  { name: 'write XML', count: COUNT, run: each(events, (event) => encodeCot(event).length) },
  {
    name: 'read TakMessage',
    count: COUNT,
    run: each(protos, (b) => (decodeTakMessage(b).ok ? 1 : 0)),
  },
  {
    name: 'write TakMessage',
    count: COUNT,
    run: each(events, (event) => encodeTakMessage({ event }).length),
  },
  {
    name: 'protobufjs read',
    count: COUNT,
    run: each(protos, (b) => (takMessage.decode(b) ? 1 : 0)),
  },
  {
    name: 'protobufjs write',
    count: COUNT,
    run: each(theirEvents, (one) => takMessage.encode(one).finish().length),
  },
];
const nodeCot = await loadNodeCot();
if (nodeCot !== null) {
  const { CoTParser } = nodeCot;
  const few = 2000;
  const theirs = mixText.map((xml) => CoTParser.from_xml(xml));
  const some =
    <T>(items: readonly T[], run: (item: T) => unknown) =>
    (): void => {
      for (let i = 0; i < few; i++) if (run(items[i % items.length]!)) kept++;
    };
  jobs.push(
    { name: 'node-cot from_xml', count: few, run: some(mixText, (xml) => CoTParser.from_xml(xml)) },
    { name: 'node-cot to_xml', count: few, run: some(theirs, (one) => CoTParser.to_xml(one)) },
  );
}
const timings = await timeInterleaved(jobs, 5);

const bytesPerEvent = allocatedPer(2000, () => {
  for (let i = 0; i < 2000; i++) decodeCot(mix[1]!);
});
const bytesPerWrite = allocatedPer(2000, () => {
  for (let i = 0; i < 2000; i++) encodeCot(events[1]!);
});

report('decode-cot', timings, {
  octets: Math.round(joined.length / mix.length),
  bytesPerEvent,
  bytesPerWrite,
  kept: kept > 0,
});
