import type { DecodeFault } from '../../base/index.ts';
import {
  makeSenseBatch,
  type AdvisoryAnswer,
  type Chunk,
  type FeedFault,
  type Plot,
  type SenseBatch,
  type SourceConfig,
  type SourceState,
  type SourceStatus,
  type SweepMark,
  type Transport,
} from '../../model/index.ts';
import {
  makeFeedOutput,
  type FaultWithBytes,
  type FeedDecoder,
  type FeedOutput,
} from '../../sense/index.ts';
import { ClockOffset } from './clock-offset.ts';
import { Rate } from './rate.ts';
import { showBytes, showRecord } from './show-record.ts';
import { Silence } from './silence.ts';
import { NO_COUNTERS, numberOption, type SourceCounters } from './source.ts';

const MAX_RECENT_FAULTS = 20;
/** Sensors of one source whose clock is watched; more share the newest clock. */
const MAX_CLOCKS = 256;

/** A link that was dialled for this long without a byte has failed, as people see it. */
const DIAL_MS = 30_000;

/** The runner owns the batch at this moment: correcting in place saves a copy of every plot. */
type Movable = { at: number };

/** One source on its way from chunks to plots: decodes, corrects the clock, counts, and remembers for the feeds page. */
export class FeedRunner {
  readonly config: SourceConfig;
  readonly #decoder: FeedDecoder;
  readonly #batch: SenseBatch = makeSenseBatch();
  readonly #out: FeedOutput = makeFeedOutput(this.#batch);
  readonly #clocks = new Map<string, ClockOffset>();
  readonly #silence: Silence;
  readonly #records = new Rate();
  readonly #plots = new Rate();
  readonly #faultsByCode: Record<string, number> = {};
  readonly #recentFaults: FeedFault[] = [];
  readonly #total = { chunks: 0, bytes: 0, records: 0, plots: 0, faults: 0, dropped: 0 };
  #state: SourceState = 'connecting';
  #reason = '';
  #lastReceivedAt: number | null = null;
  /** since when it is known to be connecting, ms */
  #connectingSince: number | null = null;

  constructor(config: SourceConfig, decoder: FeedDecoder) {
    this.config = config;
    this.#decoder = decoder;
    const fixedS = numberOption(config, 'silentAfterS', Number.NaN);
    this.#silence = new Silence(Number.isNaN(fixedS) ? null : fixedS * 1000);
  }

  /**
   * Decodes one chunk. The answer is the runner's own batch, valid until the next call; replies are in `replies`.
   * @param now wall clock, for rates and silence; receive times may be recorded ones
   */
  accept(chunk: Chunk, now: number): FeedOutput {
    this.#clear();
    this.#total.chunks++;
    this.#total.bytes += chunk.bytes.length;
    this.#lastReceivedAt = chunk.receivedAt;
    this.#silence.heard(now);
    this.#state = 'live';
    this.#reason = '';
    this.#decoder.accept(chunk, this.#out);
    this.#finish(now, chunk.receivedAt);
    return this.#out;
  }

  /** Once a second: formats that speak without being asked. */
  tick(now: number): FeedOutput | null {
    if (this.#decoder.tick === undefined) return null;
    this.#clear();
    this.#decoder.tick(now, this.#out);
    this.#finish(now, now);
    return this.#out;
  }

  /** A person's answer to a word of one of its nodes, in `replies`; null when that node is not connected. */
  answer(answer: AdvisoryAnswer, now: number): FeedOutput | null {
    this.#clear();
    return this.#decoder.answer?.(answer, now, this.#out) === true ? this.#out : null;
  }

  closed(connection: number): void {
    this.#decoder.close(connection);
  }

  /** As the transport told it; status() also knows silence. */
  get state(): SourceState {
    return this.#state;
  }

  setState(state: SourceState, reason: string): void {
    this.#state = state;
    this.#reason = reason;
  }

  /** Damage of the container that the feed came in (capture, recording). */
  damage(fault: DecodeFault, now: number): void {
    this.#countFault({ fault, bytesHex: '', octet: -1 }, now);
  }

  countDropped(plots: number): void {
    this.#total.dropped += plots;
  }

  #clear(): void {
    const { batch, faults, advisories, replies } = this.#out;
    batch.plots.length = 0;
    batch.marks.length = 0;
    batch.sensors.length = 0;
    faults.length = 0;
    advisories.length = 0;
    (replies as unknown[]).length = 0;
    this.#out.records = 0;
  }

  #finish(now: number, receivedAt: number): void {
    const { batch, faults, records } = this.#out;
    this.#total.records += records;
    this.#total.plots += batch.plots.length;
    if (records > 0) this.#records.add(records, now);
    if (batch.plots.length > 0) this.#plots.add(batch.plots.length, now);
    for (const fault of faults) this.#countFault(fault, receivedAt);
    this.#correctClocks(batch);
  }

  #countFault(found: FaultWithBytes, at: number): void {
    this.#total.faults++;
    const { code } = found.fault;
    this.#faultsByCode[code] = (this.#faultsByCode[code] ?? 0) + 1;
    this.#recentFaults.unshift({ sourceId: this.config.id, at, ...found });
    if (this.#recentFaults.length > MAX_RECENT_FAULTS) this.#recentFaults.pop();
  }

  /** All of a chunk is looked at before any of it is corrected: the first scan of a wrong clock is right already. */
  #correctClocks(batch: SenseBatch): void {
    for (const plot of batch.plots) this.#clockOf(plot.sensorId).add(plot.receivedAt, plot.at);
    for (const item of batch.plots) this.#correct(item);
    for (const item of batch.marks) this.#correct(item);
  }

  #correct(item: Plot | SweepMark): void {
    const correctionMs = this.#clocks.get(item.sensorId)?.correctionMs() ?? 0;
    if (correctionMs !== 0) (item as Movable).at += correctionMs;
  }

  #clockOf(sensorId: string): ClockOffset {
    let clock = this.#clocks.get(sensorId);
    if (clock === undefined) {
      clock = new ClockOffset();
      if (this.#clocks.size < MAX_CLOCKS) this.#clocks.set(sensorId, clock);
    }
    return clock;
  }

  /** The offset of the sensor whose clock is farthest off. */
  #worstOffsetMs(): number | null {
    let worst: number | null = null;
    for (const clock of this.#clocks.values()) {
      const offset = clock.offsetMs();
      if (offset !== null && (worst === null || Math.abs(offset) > Math.abs(worst))) worst = offset;
    }
    return worst;
  }

  #stateNow(now: number): { readonly state: SourceState; readonly reason: string } {
    const { transport } = this.config;
    if (this.#state === 'connecting') this.#connectingSince ??= now;
    else this.#connectingSince = null;
    const waitsMs = now - (this.#connectingSince ?? now);
    // A link that was cut and cannot be made again gives nothing, whatever the transport is trying.
    if (this.#state === 'connecting' && this.#silence.isSilent(now) && transport.kind !== 'file')
      return { state: 'silent', reason: this.#reason };
    if (this.#state === 'connecting' && transport.kind === 'tcp-client' && waitsMs > DIAL_MS)
      return { state: 'failed', reason: this.#reason };
    if (this.#state !== 'live' || !this.#silence.isSilent(now))
      return { state: this.#state, reason: this.#reason };
    const limitS = Math.round(this.#silence.limitMs() / 1000);
    return { state: 'silent', reason: `nothing received for more than ${limitS} s` };
  }

  status(now: number, counters: SourceCounters = NO_COUNTERS): SourceStatus {
    const last = this.#decoder.lastRecord();
    return {
      id: this.config.id,
      name: this.config.name,
      format: this.config.format,
      transport: describeTransport(this.config.transport, counters.port),
      ...(counters.port === undefined ? {} : { port: counters.port }),
      simulated: this.config.simulated,
      ...this.#stateNow(now),
      lastReceivedAt: this.#lastReceivedAt,
      ...this.#total,
      faultsByCode: { ...this.#faultsByCode },
      kernelDropped: counters.kernelDropped,
      recordRate: this.#records.perS(now),
      plotRate: this.#plots.perS(now),
      clockOffsetMs: this.#worstOffsetMs(),
      reconnects: counters.reconnects,
      recentFaults: [...this.#recentFaults],
      lastRecord: last === null ? null : showRecord(last.record),
      lastRecordHex: last === null ? null : showBytes(last.bytes),
    };
  }
}

/** @param listensOn the port in use, when it listens */
function describeTransport(transport: Transport, listensOn: number | undefined): string {
  switch (transport.kind) {
    case 'udp':
      return `udp ${transport.group ?? transport.host}:${listensOn ?? transport.port}`;
    case 'tcp-client':
      return `tcp to ${transport.host}:${transport.port}`;
    case 'tcp-server':
      return `tcp on ${transport.host}:${listensOn ?? transport.port}`;
    case 'file':
      return `file ${transport.path} ${transport.speed > 0 ? `x${transport.speed}` : 'as fast as possible'}`;
  }
}
