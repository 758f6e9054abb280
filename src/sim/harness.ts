import type { DecodeFault } from '../base/index.ts';
import { Judge, type AlertRules, type JudgeOutcome } from '../judge/index.ts';
import {
  makeSenseBatch,
  type Picture,
  type SenseBatch,
  type SensorKind,
  type TrackDetail,
} from '../model/index.ts';
import {
  createFeed,
  makeFeedOutput,
  ScanBuilder,
  type FeedDecoder,
  type FeedOutput,
} from '../sense/index.ts';
import { Tracker } from '../track/index.ts';
import { channelSource } from './demo-sources.ts';
import type { Demo } from './demo.ts';
import type { Emission } from './sensors/sensor.ts';

/** What one source's bytes came to. */
export interface FeedCount {
  chunks: number;
  records: number;
  plots: number;
  marks: number;
  faults: number;
  /** the first few, to look at */
  readonly firstFaults: DecodeFault[];
}

const STEP_MS = 200;
const TICK_MS = 1000;

/**
 * A whole watch in one thread under a false clock: the demo's bytes through the same decoders, tracker and judge as in
 * a node, as fast as they run. The stages are joined as src/node/pipeline.ts joins them.
 */
export class Harness {
  readonly demo: Demo;
  readonly tracker: Tracker;
  readonly judge: Judge;
  readonly counts = new Map<string, FeedCount>();
  readonly #scans = new ScanBuilder();
  readonly #feeds = new Map<string, FeedDecoder>();
  readonly #kinds = new Map<string, SensorKind>();
  readonly #batch: SenseBatch = makeSenseBatch();
  readonly #out: FeedOutput = makeFeedOutput(this.#batch);

  /** @param rules the node's, with the demo's friends among the known identities */
  constructor(demo: Demo, rules: AlertRules) {
    this.demo = demo;
    const site = demo.sources[0]!.sensors[0]!;
    this.tracker = new Tracker({ capacity: 20_000, latRad: site.latRad, lonRad: site.lonRad });
    this.judge = new Judge(rules, demo.zones, {
      simulated: true,
      sensorKindOf: (sensorId) => this.#kinds.get(sensorId) ?? null,
    });
    for (const source of demo.sources) {
      this.#feeds.set(source.id, createFeed(source));
      for (const sensor of source.sensors) this.#putSensor(sensor);
    }
  }

  detail(trackNumber: number): TrackDetail | null {
    return this.tracker.detail(trackNumber) ?? null;
  }

  /**
   * Runs from the demo's start for so many seconds.
   * @param look called after each judged second
   */
  run(seconds: number, look: (now: number, picture: Picture, outcome: JudgeOutcome) => void): void {
    const { startAt } = this.demo;
    for (let now = startAt + TICK_MS; now <= startAt + seconds * 1000; now += TICK_MS) {
      const { picture, outcome } = this.second(now);
      look(now, picture, outcome);
    }
  }

  /** The second that ends at `now`: what the sensors sent in it, the picture, the judge. */
  second(now: number): { readonly picture: Picture; readonly outcome: JudgeOutcome } {
    if (now === this.demo.startAt + TICK_MS) this.#greet(this.demo.startAt);
    for (let at = now - TICK_MS; at < now; at += STEP_MS) {
      for (const emission of this.demo.bytesBetween(at, at + STEP_MS)) this.#take(emission);
      for (const scan of this.#scans.flush(at + STEP_MS)) this.tracker.accept(scan);
    }
    this.tracker.advance(now);
    const picture = this.tracker.picture(now);
    return { picture, outcome: this.judge.tick(now, picture, (n) => this.detail(n)) };
  }

  /** What comes from an ally, as a node takes it in: its sensor first. */
  takeFromAlly(batch: SenseBatch, at: number): void {
    for (const sensor of batch.sensors) this.#putSensor(sensor);
    for (const scan of this.#scans.accept(batch, at)) this.tracker.accept(scan);
  }

  /** Connections open: every channel that has something to say then says it. */
  #greet(at: number): void {
    for (const channel of this.demo.channels) {
      const bytes = this.demo.hello(channel, at);
      if (bytes.length > 0) this.#take({ channel, at, bytes });
    }
  }

  #take({ channel, at, bytes }: Emission): void {
    const { sourceId, connection } = channelSource(channel);
    const feed = this.#feeds.get(sourceId);
    if (!feed) return;
    const { batch, faults } = this.#out;
    feed.accept({ sourceId, connection, receivedAt: at, bytes }, this.#out);
    const count = this.#countOf(sourceId);
    count.chunks++;
    count.records += this.#out.records;
    count.plots += batch.plots.length;
    count.marks += batch.marks.length;
    count.faults += faults.length;
    for (const { fault } of faults) if (count.firstFaults.length < 5) count.firstFaults.push(fault);
    for (const sensor of batch.sensors) this.#putSensor(sensor);
    for (const scan of this.#scans.accept(batch, at)) this.tracker.accept(scan);
    batch.plots.length = 0;
    batch.marks.length = 0;
    batch.sensors.length = 0;
    faults.length = 0;
    (this.#out.replies as unknown[]).length = 0;
    this.#out.records = 0;
  }

  #putSensor(sensor: Parameters<Tracker['putSensor']>[0]): void {
    this.tracker.putSensor(sensor);
    this.#scans.putSensor(sensor);
    this.#kinds.set(sensor.id, sensor.kind);
  }

  #countOf(sourceId: string): FeedCount {
    let count = this.counts.get(sourceId);
    if (count === undefined) {
      count = { chunks: 0, records: 0, plots: 0, marks: 0, faults: 0, firstFaults: [] };
      this.counts.set(sourceId, count);
    }
    return count;
  }
}
