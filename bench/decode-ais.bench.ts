/**
 * How many AIS sentences a second does one core decode: checksum, tag blocks, parts put together, all types? On the
 * real sentences of the reference data, repeated; and the same to plots with static data merged.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fromLatin1 } from '../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { createAisFeed, makeFeedOutput } from '../src/sense/index.ts';
import { AIS, AisReader } from '../src/wire/ais/index.ts';
import { DATA } from '../tests/root.ts';
import { report, timeInterleaved } from './timing.ts';

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

const config: SourceConfig = {
  id: 'bench',
  name: 'Bench',
  format: 'ais',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: true,
  options: {},
  sensors: [],
};

const timings = timeInterleaved(
  [
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
const gc = (globalThis as { gc?: () => void }).gc;
let allocated: number | null = null;
if (gc !== undefined) {
  gc();
  const from = process.memoryUsage().heapUsed;
  decodeAll(1);
  allocated = Math.round((process.memoryUsage().heapUsed - from) / lines.length);
}
report('decode-ais', timings, { bytesPerSentence: allocated, kept: kept > 0 });
