/**
 * How many SAPIENT detections a second does one core take: decoded, decoded and checked by all rules, and all the way
 * to plots? Beside protobufjs on the published definitions. On what the reference simulators send, repeated.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import protobuf from 'protobufjs';
import { fromHex } from '../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { createSapientFeed, makeFeedOutput } from '../src/sense/index.ts';
import {
  decodeSapient,
  encodeSapient,
  frameSapient,
  validateSapient,
  type SapientMessage,
} from '../src/wire/sapient/index.ts';
import { DATA, ROOT } from '../tests/root.ts';
import { allocatedPer, median, report, timeInterleaved } from './timing.ts';

interface Case {
  readonly name: string;
  readonly hex: string;
}
const folder = path.join(DATA, 'cuas/sapient');
const defaults = JSON.parse(
  readFileSync(path.join(folder, 'harness-default-messages-v2.json'), 'utf8'),
) as Case[];
const full = fromHex(defaults.find((one) => one.name === 'Default.DetectionReport')!.hex)!;
const session = JSON.parse(readFileSync(path.join(folder, 'session-v2.json'), 'utf8')) as {
  steps: { t: string; at: string; content: string; frameHex: string }[];
};
const small = fromHex(
  session.steps.find((one) => one.content === 'detection_report')!.frameHex,
)!.slice(4);

const COUNT = 20_000;
let kept = 0;

const root = new protobuf.Root();
root.resolvePath = (_, target) =>
  target.startsWith('google/')
    ? path.join(ROOT, 'node_modules/protobufjs', target)
    : path.join(DATA, 'cuas/proto/v2', target);
root.loadSync('sapient_msg/bsi_flex_335_v2_0/sapient_message.proto', { keepCase: true });
const theirs = root.lookupType('sapient_msg.bsi_flex_335_v2_0.SapientMessage');

const config: SourceConfig = {
  id: 'bench',
  name: 'Bench',
  format: 'sapient',
  transport: { kind: 'tcp-server', host: '', port: 0 },
  simulated: true,
  options: {},
  sensors: [],
};
const edge = session.steps.filter((one) => one.t === 'send' && one.at === 'edge');
const hello = edge.slice(0, 2).map((one) => fromHex(one.frameHex)!);

/** Registration and status, then detections in pieces as TCP brings them. */
function toPlots(detection: Uint8Array): void {
  const feed = createSapientFeed(config);
  const out = makeFeedOutput(makeSenseBatch());
  const at = Date.UTC(2026, 10, 24, 2, 15, 15);
  const accept = (bytes: Uint8Array): void =>
    feed.accept({ sourceId: 'bench', connection: 1, receivedAt: at, bytes }, out);
  for (const frame of hello) accept(frame);
  const frame = frameSapient(detection);
  const piece = new Uint8Array(frame.length * 50);
  for (let i = 0; i < 50; i++) piece.set(frame, i * frame.length);
  for (let i = 0; i < COUNT / 50; i++) {
    accept(piece);
    kept += out.batch.plots.length + out.faults.length;
    out.batch.plots.length = 0;
    out.faults.length = 0;
  }
}

function each(run: () => number): () => void {
  return () => {
    for (let i = 0; i < COUNT; i++) kept += run();
  };
}

const read = decodeSapient(full);
if (!read.ok) throw new Error('the reference message decodes');
const message: SapientMessage = read.value;
const jobs = [
  {
    name: `decode, ${full.length} octets`,
    count: COUNT,
    run: each(() => (decodeSapient(full).ok ? 1 : 0)),
  },
  {
    name: 'decode + validate',
    count: COUNT,
    run: each(() => {
      const one = decodeSapient(full);
      return one.ok ? 1 + validateSapient(one.value).length : 0;
    }),
  },
  { name: 'protobufjs decode', count: COUNT, run: each(() => (theirs.decode(full) ? 1 : 0)) },
  { name: 'encode', count: COUNT, run: each(() => encodeSapient(message).length) },
  {
    name: `decode + validate, ${small.length} octets`,
    count: COUNT,
    run: each(() => {
      const one = decodeSapient(small);
      return one.ok ? 1 + validateSapient(one.value).length : 0;
    }),
  },
  { name: 'frames to plots, small', count: COUNT, run: (): void => toPlots(small) },
];
const timings = await timeInterleaved(jobs, 5);

const allocation = {
  decode: allocatedPer(200, () => {
    for (let i = 0; i < 200; i++) if (decodeSapient(full).ok) kept++;
  }),
  protobufjs: allocatedPer(200, () => {
    for (let i = 0; i < 200; i++) if (theirs.decode(full)) kept++;
  }),
  encode: allocatedPer(200, () => {
    for (let i = 0; i < 200; i++) kept += encodeSapient(message).length;
  }),
  small: allocatedPer(200, () => {
    for (let i = 0; i < 200; i++) if (decodeSapient(small).ok) kept++;
  }),
};
const rate = (name: string): number =>
  median(timings.find((timing) => timing.name.startsWith(name))!.perCpuS);
const ratio = Math.round((100 * rate('decode,')) / rate('protobufjs decode')) / 100;
console.log(
  `ratio of decoding to protobufjs: ${ratio}; allocated a message: ${JSON.stringify(allocation)} octets`,
);
report('decode-sapient', timings, { ratio, allocation, kept: kept > 0 });
