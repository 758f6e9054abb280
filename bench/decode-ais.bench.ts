/**
 * How many AIS sentences a second does one core decode: checksum, tag blocks, parts put together, all types? On the
 * real sentences of the reference data, repeated; and the same to plots with static data merged. Beside the npm packages
 * ais-stream-decoder (8 types) and ggencoder (13 types), each fed as its README says.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fromLatin1 } from '../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { createAisFeed, makeFeedOutput } from '../src/sense/index.ts';
import { AIS, AisReader } from '../src/wire/ais/index.ts';
import { DATA } from '../tests/root.ts';
import { allocatedPer, median, report, timeInterleaved } from './timing.ts';

const REPEAT = 60;
const rows = readFileSync(path.join(DATA, 'feeds/ais/messages.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { lines: string[] }).lines);
const lines = rows.flat();
const bytes = fromLatin1(lines.join('\r\n') + '\r\n');
const count = lines.length * REPEAT;
let kept = 0;

function decodeAll(rounds: number): void {
  const reader = new AisReader();
  for (let round = 0; round < rounds; round++) {
    reader.feed(bytes, round * 60_000);
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next())
      if (step === AIS.message) kept++;
  }
}

/** Untyped CommonJS; both take one sentence at a time, without tag blocks or what receivers add. */
const require = createRequire(import.meta.url);
const bare = lines.flatMap((line) => /![A-Z]{2}VD[MO],.*\*[0-9A-F]{2}/i.exec(line)?.[0] ?? []);
const { AisDecode } = require('ggencoder') as {
  readonly AisDecode: new (line: string, session: object) => { readonly valid: boolean };
};
const { default: AisStream } = require('ais-stream-decoder') as {
  readonly default: new (options: { readonly silent: boolean }) => NodeJS.ReadWriteStream;
};
const PEER_ROUNDS = 10;
const messagesOut = { tocsin: 0, ggencoder: 0, 'ais-stream-decoder': 0 };

function ggencoder(): void {
  const session = {};
  messagesOut.ggencoder = 0;
  for (let round = 0; round < PEER_ROUNDS; round++)
    for (const line of bare) {
      try {
        if (new AisDecode(line, session).valid) messagesOut.ggencoder++;
      } catch {
        // it throws on some sentences
      }
    }
}

/** Fed at the stream's own pace. */
async function aisStreamDecoder(): Promise<void> {
  const stream = new AisStream({ silent: true });
  messagesOut['ais-stream-decoder'] = 0;
  stream.on('data', () => messagesOut['ais-stream-decoder']++);
  for (let round = 0; round < PEER_ROUNDS; round++)
    for (const line of bare) if (!stream.write(line)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'end');
}

const config: SourceConfig = {
  id: 'bench',
  name: 'Bench',
  format: 'ais',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: true,
  options: {},
  sensors: [],
};

const peerCount = bare.length * PEER_ROUNDS;
const timings = await timeInterleaved(
  [
    { name: 'ggencoder (npm)', count: peerCount, run: ggencoder },
    { name: 'ais-stream-decoder (npm)', count: peerCount, run: aisStreamDecoder },
    { name: 'sentences to messages', count, run: (): void => decodeAll(REPEAT) },
    {
      name: 'sentences to plots',
      count,
      run: (): void => {
        const feed = createAisFeed(config);
        for (let round = 0; round < REPEAT; round++) {
          const out = makeFeedOutput(makeSenseBatch());
          feed.accept({ sourceId: 'bench', connection: 1, receivedAt: round * 60_000, bytes }, out);
          kept += out.batch.plots.length;
        }
      },
    },
  ],
  5,
);
kept = 0;
const allocated = allocatedPer(lines.length, () => decodeAll(1));
kept = 0;
decodeAll(1);
messagesOut.tocsin = kept;
messagesOut.ggencoder /= PEER_ROUNDS;
messagesOut['ais-stream-decoder'] /= PEER_ROUNDS;
const rate = (name: string): number =>
  median(timings.find((timing) => timing.name === name)!.perCpuS);
const ratio = (name: string): number =>
  Math.round((10 * rate('sentences to messages')) / rate(name)) / 10;
const ratios = {
  ggencoder: ratio('ggencoder (npm)'),
  'ais-stream-decoder': ratio('ais-stream-decoder (npm)'),
};
console.log(
  `ratio to ggencoder ${ratios.ggencoder}, to ais-stream-decoder ${ratios['ais-stream-decoder']}; messages out of ` +
    `${lines.length} lines: ${JSON.stringify(messagesOut)}`,
);
report('decode-ais', timings, { bytesPerSentence: allocated, ratios, messagesOut });
