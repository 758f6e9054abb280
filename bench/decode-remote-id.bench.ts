/**
 * How many Remote ID messages a second does one core decode: single messages, packs out of Wi-Fi frames, and all the
 * way to plots? On the vectors of the reference library, repeated.
 * With TOCSIN_MUTATIONS=N: N seeded mutations of messages and frames after that; a throw or growth ends it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fromHex, Random } from '../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { createRemoteIdFeed, makeFeedOutput } from '../src/sense/index.ts';
import {
  decodeRemoteId,
  decodeRemoteIdDatagram,
  decodeRemoteIdMessage,
  encodeRemoteIdEnvelope,
} from '../src/wire/remote-id/index.ts';
import { DATA } from '../tests/root.ts';
import { report, timeInterleaved } from './timing.ts';

interface Vector {
  readonly kind: string;
  readonly ok: boolean;
  readonly hex: string;
}
const vectors = JSON.parse(
  readFileSync(path.join(DATA, 'cuas/remoteid/odid-vectors-a.json'), 'utf8'),
) as Vector[];
const ofKind = (kind: string): Uint8Array[] =>
  vectors.filter((one) => one.kind === kind && one.ok).map((one) => fromHex(one.hex)!);
const messages = ofKind('decode');
const frames = [...ofKind('wifiBeacon'), ...ofKind('wifiNanAction')];
const datagrams = frames.map((bytes) => encodeRemoteIdEnvelope({ carrier: 'wifi-frame', bytes }));
const REPEAT = 500;
let kept = 0;

const config: SourceConfig = {
  id: 'bench',
  name: 'Bench',
  format: 'remote-id',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: true,
  options: {},
  sensors: [],
};

/** A location per carrier message: half an hour of it, each a second after the one before. */
function toPlots(): void {
  const feed = createRemoteIdFeed(config);
  const out = makeFeedOutput(makeSenseBatch());
  for (let round = 0; round < REPEAT; round++) {
    for (const bytes of datagrams)
      feed.accept({ sourceId: 'bench', connection: 0, receivedAt: round * 60_000, bytes }, out);
    kept += out.batch.plots.length;
    out.batch.plots.length = 0;
    out.faults.length = 0;
  }
}

const jobs = [
  {
    name: 'messages',
    count: messages.length * REPEAT,
    run: (): void => {
      for (let round = 0; round < REPEAT; round++)
        for (const bytes of messages) if (decodeRemoteIdMessage(bytes).ok) kept++;
    },
  },
  {
    name: 'datagrams with packs',
    count: datagrams.length * REPEAT,
    run: (): void => {
      for (let round = 0; round < REPEAT; round++)
        for (const bytes of datagrams) {
          const read = decodeRemoteIdDatagram(bytes);
          if (read.ok)
            for (const one of read.value) kept += decodeRemoteId(one.payload).messages.length;
        }
    },
  },
  { name: 'datagrams to plots', count: datagrams.length * REPEAT, run: toPlots },
];
const timings = timeInterleaved(jobs, 5);

function mutate(count: number): void {
  const random = new Random(3411);
  const seeds = [...messages, ...datagrams, ...ofKind('btExtendedAdData'), ...ofKind('decodePack')];
  const feed = createRemoteIdFeed(config);
  const out = makeFeedOutput(makeSenseBatch());
  for (let i = 0; i < count; i++) {
    const bytes = random.pick(seeds).slice();
    for (let hits = 1 + random.below(4); hits > 0; hits--)
      bytes[random.below(bytes.length)] = random.below(256);
    const cut = random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
    feed.accept({ sourceId: 'bench', connection: 0, receivedAt: i * 10, bytes: cut }, out);
    out.batch.plots.length = 0;
    out.faults.length = 0;
  }
  console.log(
    `${count} mutations: no throw, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
  );
}
const mutations = Number(process.env['TOCSIN_MUTATIONS'] ?? 0);
if (mutations > 0) mutate(mutations);
report('decode-remote-id', timings, { mutations, kept: kept > 0 });
