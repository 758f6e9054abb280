/**
 * What does a picture of 10,000 live tracks cost, stage by stage, on one core? Wire bytes of the seeded load are
 * decoded, tracked, judged and encoded as the node does it, under a false clock: CPU time, so that other work on the
 * machine does not count.
 */
import { Judge, DEFAULT_ALERT_RULES } from '../src/judge/index.ts';
import { makeSenseBatch, type SourceConfig } from '../src/model/index.ts';
import { encodePicture } from '../src/node/api/index.ts';
import { packParts, unpackParts, type IngestPart } from '../src/node/ingest/index.ts';
import { judgeIt, lookAt, prepareToJudge, takeIn, type Stages } from '../src/node/pipeline.ts';
import { createFeed, makeFeedOutput, ScanBuilder, type FeedDecoder } from '../src/sense/index.ts';
import { Load, type LoadEmission } from '../src/sim/index.ts';
import { Tracker } from '../src/track/index.ts';
import { machine, median } from './timing.ts';

const START_AT = Date.UTC(2026, 0, 1, 12);
const TICK_MS = 100;
const WARM_S = Number(process.env['TOCSIN_BENCH_WARM_S'] ?? 12);
const MEASURE_S = Number(process.env['TOCSIN_BENCH_S'] ?? 20);

class Stopwatch {
  readonly spent: Record<string, number[]> = {};
  #from = process.cpuUsage();

  start(): void {
    this.#from = process.cpuUsage();
  }

  /** ms of CPU since the last call go to a stage. */
  lap(stage: string): void {
    const used = process.cpuUsage(this.#from);
    (this.spent[stage] ??= []).push((used.user + used.system) / 1000);
    this.start();
  }
}

function sourceOf({ id, format, sensors }: Load['channels'][number]): SourceConfig {
  const transport = { kind: 'udp', host: '127.0.0.1', port: 1 } as const;
  return { id, name: id, format, transport, simulated: true, options: {}, sensors };
}

const load = new Load({ seed: 1, startAt: START_AT, aircraft: 7900, vessels: 3400 });
const feeds = new Map<string, FeedDecoder>(
  load.channels.map((channel) => [channel.id, createFeed(sourceOf(channel))]),
);
const kinds = new Map(
  load.channels.flatMap(({ sensors }) => sensors.map((sensor) => [sensor.id, sensor.kind])),
);
const stages: Stages = {
  scans: new ScanBuilder(),
  tracker: new Tracker({ capacity: 20_000, latRad: 0.52, lonRad: -0.7 }),
  judge: new Judge(DEFAULT_ALERT_RULES, [], {
    simulated: true,
    nameOf: String,
    sensorKindOf: (sensorId) => kinds.get(sensorId) ?? null,
  }),
};
for (const { sensors } of load.channels)
  for (const sensor of sensors) {
    stages.scans.putSensor(sensor);
    stages.tracker.putSensor(sensor);
  }

function decode(emissions: readonly LoadEmission[]): IngestPart[] {
  return emissions.map(({ channel, at, bytes }) => {
    const batch = makeSenseBatch();
    const chunk = { sourceId: channel, connection: 1, receivedAt: at, bytes };
    feeds.get(channel)!.accept(chunk, makeFeedOutput(batch));
    return { ...batch, sourceId: channel, receivedAt: at };
  });
}

const watch = new Stopwatch();
let plots = 0;
let tracks = 0;
let seq = 0;
const view = { identity: (n: number) => stages.judge.identity(n), alertOf: () => 0 };
for (let ms = 0; ms < (WARM_S + MEASURE_S) * 1000; ms += TICK_MS) {
  const warm = ms < WARM_S * 1000;
  const from = START_AT + ms;
  const emissions = load.emissionsBetween(from, from + TICK_MS);
  const clock = warm ? new Stopwatch() : watch;
  clock.start();
  const parts = decode(emissions);
  clock.lap('decode');
  const packed = packParts(parts);
  const unpacked = unpackParts(packed);
  clock.lap('thread');
  takeIn(stages, { parts: unpacked, postedAt: from + TICK_MS });
  clock.lap('track');
  const picture = lookAt(stages, from + TICK_MS);
  clock.lap('look');
  const phase = (ms % 1000) / TICK_MS;
  if (phase === 0) judgeIt(stages, picture);
  else prepareToJudge(stages, picture, phase - 1, 9);
  clock.lap(phase === 0 ? 'judge' : 'prepare');
  encodePicture(view, picture, null, seq++, 0);
  clock.lap('encode');
  if (warm) continue;
  tracks = picture.count;
  for (const part of unpacked) plots += part.plots.length;
}

const total = (stage: string): number => (watch.spent[stage] ?? []).reduce((a, b) => a + b, 0);
console.log(`# track-10k · ${machine()}`);
console.log(
  `${tracks} tracks, ${Math.round(plots / MEASURE_S)} plots/s; ms of CPU for a second of it`,
);
const rows: Record<string, { perS: number; median: number; most: number }> = {};
for (const [stage, list] of Object.entries(watch.spent)) {
  const row = {
    perS: Number((total(stage) / MEASURE_S).toFixed(1)),
    median: Number(median(list).toFixed(2)),
    most: Number(Math.max(...list).toFixed(2)),
  };
  rows[stage] = row;
  console.log(
    `${stage.padEnd(16)}${row.perS.toFixed(1).padStart(8)} ms/s   a step: median ${row.median.toFixed(2)}, most ${row.most.toFixed(2)} ms`,
  );
}
const trackS = total('track') / 1000;
const plotsPerCpuS = Math.round(plots / trackS);
console.log(`tracker alone: ${plotsPerCpuS.toLocaleString('en')} plots/CPU-s`);
console.log(
  JSON.stringify({
    bench: 'track-10k',
    machine: machine(),
    tracks,
    plotsPerS: plots / MEASURE_S,
    plotsPerCpuS,
    rows,
    stats: stages.tracker.stats,
  }),
);
