/**
 * How many SAPIENT detections a second does one core take: decoded, decoded and checked by all rules, and all the way
 * to plots? Beside protobufjs on the published definitions. On what the reference simulators send, repeated.
 * With TOCSIN_MUTATIONS=N: N seeded mutations of the messages after that; a throw or growth ends it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import protobuf from 'protobufjs';
import { fromHex, Random } from '../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { createSapientFeed, makeFeedOutput } from '../src/sense/index.ts';
import {
  decodeSapient,
  encodeSapient,
  encodeSapientFrame,
  frameSapient,
  makeUuid,
  NODE_TYPE,
  validateSapient,
  type SapientMessage,
} from '../src/wire/sapient/index.ts';
import { DATA, ROOT } from '../tests/root.ts';
import { report, timeInterleaved } from './timing.ts';

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
const timings = timeInterleaved(jobs, 5);

/** Seeded damage: flips, cuts, insertions, over all messages. */
function mutate(count: number): void {
  const random = new Random(335);
  const seeds = defaults.map((one) => fromHex(one.hex)!);
  const own = encodeSapientFrame({
    node_id: makeUuid(random),
    registration: { node_definition: [{ node_type: NODE_TYPE.RADAR }] },
  }).subarray(4);
  seeds.push(own, small);
  for (let i = 0; i < count; i++) {
    const bytes = random.pick(seeds).slice();
    for (let hits = 1 + random.below(4); hits > 0; hits--)
      bytes[random.below(bytes.length)] = random.below(256);
    const cut = random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
    const one = decodeSapient(cut);
    kept += one.ok ? validateSapient(one.value).length : 1;
  }
  console.log(
    `${count} mutations: no throw, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
  );
}
const mutations = Number(process.env['TOCSIN_MUTATIONS'] ?? 0);
if (mutations > 0) mutate(mutations);
report('decode-sapient', timings, { mutations, kept: kept > 0 });
