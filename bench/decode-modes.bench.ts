/**
 * How many Mode S messages a second does one core decode in full: framing, parity, content, Comm-B inference with
 * history, aircraft state and positions? On the real messages of the reference data, repeated; beside the npm package
 * mode-s-decoder, which reads the fields of squitters and surveillance replies, without Comm-B registers.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { createBeastFeed, makeFeedOutput } from '../src/sense/index.ts';
import {
  AvrReader,
  BEAST,
  BeastReader,
  decodeModes,
  ModesDecoder,
} from '../src/wire/modes/index.ts';
import { DATA } from '../tests/root.ts';
import { allocatedPer, median, report, timeInterleaved } from './timing.ts';

const REPEAT = 60;
const beast = new Uint8Array(readFileSync(path.join(DATA, 'feeds/modes/stream.beast')));
const avr = new Uint8Array(readFileSync(path.join(DATA, 'feeds/modes/stream.avr')));

const frames: Uint8Array[] = [];
const reader = new BeastReader();
reader.feed(beast);
while (reader.next() !== BEAST.needMore) frames.push(reader.message.slice(0, reader.length));
const count = frames.length * REPEAT;
let kept = 0;

/** Every address known, so that all Comm-B replies are decoded with history. */
function makeDecoder(): ModesDecoder {
  const decoder = new ModesDecoder();
  for (const frame of frames) {
    const result = decodeModes(frame);
    if (result.ok) decoder.learn(result.value.icao, 0);
  }
  return decoder;
}

function stream(source: BeastReader | AvrReader, bytes: Uint8Array, decoder: ModesDecoder): void {
  for (let round = 0; round < REPEAT; round++) {
    source.feed(bytes);
    for (let step = source.next(); step !== BEAST.needMore; step = source.next())
      if (step === BEAST.frame) decoder.accept(source.message, 0, source.length, round * 1000);
  }
  kept += decoder.accepted;
}

const config: SourceConfig = {
  id: 'bench',
  name: 'Bench',
  format: 'beast',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: true,
  options: {},
  sensors: [],
};

/** Untyped CommonJS. */
const PeerDecoder = createRequire(import.meta.url)('mode-s-decoder') as new () => {
  parse(message: Uint8Array): { readonly crcOk: boolean };
};
/** Copies: it repairs single-bit errors in place. */
const peerFrames = frames.map((frame) => frame.slice());
let peerGood = 0;
function peer(): void {
  const decoder = new PeerDecoder();
  peerGood = 0;
  for (let round = 0; round < REPEAT; round++)
    for (const frame of peerFrames) if (decoder.parse(frame).crcOk) peerGood++;
  kept += peerGood;
}

const jobs = [
  { name: 'mode-s-decoder (npm)', count, run: peer },
  {
    name: 'stateless, one by one',
    count,
    run: (): void => {
      for (let round = 0; round < REPEAT; round++)
        for (const frame of frames) if (decodeModes(frame).ok) kept++;
    },
  },
  {
    name: 'Beast, full depth',
    count,
    run: (): void => stream(new BeastReader(), beast, makeDecoder()),
  },
  { name: 'AVR, full depth', count, run: (): void => stream(new AvrReader(), avr, makeDecoder()) },
  {
    name: 'Beast to plots',
    count,
    run: (): void => {
      const feed = createBeastFeed(config);
      for (let round = 0; round < REPEAT; round++) {
        const out = makeFeedOutput(makeSenseBatch());
        feed.accept(
          { sourceId: 'bench', connection: 1, receivedAt: round * 1000, bytes: beast },
          out,
        );
        kept += out.batch.plots.length;
      }
    },
  },
];

const timings = await timeInterleaved(jobs, 5);
const decoder = makeDecoder();
stream(new BeastReader(), beast, decoder);

const source = new BeastReader();
const allocated = allocatedPer(frames.length, () => {
  source.feed(beast);
  for (let step = source.next(); step !== BEAST.needMore; step = source.next())
    if (step === BEAST.frame) decoder.accept(source.message, 0, source.length, 0);
});
const rate = (name: string): number =>
  median(timings.find((timing) => timing.name === name)!.perCpuS);
const ratio = (name: string): number =>
  Math.round((100 * rate(name)) / rate('mode-s-decoder (npm)')) / 100;
const ratios = {
  stateless: ratio('stateless, one by one'),
  beastFullDepth: ratio('Beast, full depth'),
};
console.log(
  `ratio to mode-s-decoder: stateless ${ratios.stateless}, Beast in full depth ${ratios.beastFullDepth}; it accepts ` +
    `${Math.round(peerGood / REPEAT)} of ${frames.length} messages, Tocsin ${frames.filter((frame) => decodeModes(frame).ok).length}`,
);
report('decode-modes', timings, { bytesPerMessage: allocated, ratios, kept: kept > 0 });
