/**
 * How many Remote ID messages a second does one core decode: single messages, packs out of Wi-Fi frames, and all the
 * way to plots? On the vectors of the reference library, repeated.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fromHex } from '../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { createRemoteIdFeed, makeFeedOutput } from '../src/sense/index.ts';
import {
  decodeRemoteId,
  decodeRemoteIdDatagram,
  decodeRemoteIdMessage,
  encodeRemoteIdEnvelope,
} from '../src/wire/remote-id/index.ts';
import { DATA } from '../tests/root.ts';
import { allocatedPer, report, timeInterleaved } from './timing.ts';

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
const timings = await timeInterleaved(jobs, 5);

const allocation = {
  message: allocatedPer(messages.length, () => {
    for (const bytes of messages) if (decodeRemoteIdMessage(bytes).ok) kept++;
  }),
  packDatagram: allocatedPer(datagrams.length, () => {
    for (const bytes of datagrams) {
      const read = decodeRemoteIdDatagram(bytes);
      if (read.ok)
        for (const one of read.value) kept += decodeRemoteId(one.payload).messages.length;
    }
  }),
};
console.log(
  `allocated: ${allocation.message} octets a message, ${allocation.packDatagram} a datagram with a pack`,
);
report('decode-remote-id', timings, { allocation, kept: kept > 0 });
