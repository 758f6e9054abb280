import type { DecodeFault } from '../../base/index.ts';
import type {
  AdvisoryAnswer,
  Chunk,
  SensedAdvisory,
  SourceConfig,
  SourceState,
  SourceStatus,
} from '../../model/index.ts';
import { createFeed, type CreateFeed, type FeedOutput } from '../../sense/index.ts';
import { FeedRunner } from './feed-runner.ts';
import { FileSource } from './file-source.ts';
import { PartQueue, type IngestPart } from './part-queue.ts';
import { Recorder, type RecorderStatus } from './recorder.ts';
import type { Source, SourceSink } from './source.ts';
import { TcpClientSource } from './tcp-client-source.ts';
import { TcpServerSource } from './tcp-server-source.ts';
import { UdpSource } from './udp-source.ts';

export interface HubOptions {
  /** wall clock, ms */
  readonly now: () => number;
  /** plots and marks that may wait for the main loop */
  readonly maxPending: number;
  /** something is waiting, or a file replay ended */
  readonly wake: () => void;
  /** words of sensor nodes to the desk */
  readonly advise?: (advisories: readonly SensedAdvisory[]) => void;
  readonly createFeed?: CreateFeed;
}

/** A source with its decoder. Sources inside a recording have no transport of their own: `parent` feeds them. */
interface Feed {
  readonly config: SourceConfig;
  readonly runner: FeedRunner;
  readonly source: Source | null;
  readonly parent: string | null;
}

/** More sources than this are refused: a recording may not make them without end. */
const MAX_FEEDS = 1024;
/** Words of sensor nodes passed on in a second; more are dropped and counted at their source. */
const ADVISORIES_PER_SECOND = 50;

/** All sources of a node with their decoders, on one thread: sockets and files in, parts out. */
export class FeedHub {
  readonly #options: HubOptions;
  readonly #feeds = new Map<string, Feed>();
  readonly #queue: PartQueue;
  #waiting: (() => void)[] = [];
  #recorder: Recorder | null = null;
  #advised = { count: 0, since: 0 };

  constructor(options: HubOptions) {
    this.#options = options;
    this.#queue = new PartQueue(options.maxPending);
  }

  /** Adds, replaces and removes sources so that they are as configured; unchanged ones go on undisturbed. */
  async apply(configs: readonly SourceConfig[]): Promise<void> {
    const wanted = new Map(configs.map((config) => [config.id, config]));
    for (const [id, feed] of this.#feeds) {
      if (feed.parent !== null) continue;
      const config = wanted.get(id);
      if (config === undefined || JSON.stringify(config) !== JSON.stringify(feed.config))
        await this.#remove(id);
    }
    for (const config of wanted.values()) if (!this.#feeds.has(config.id)) await this.#add(config);
  }

  async stop(): Promise<void> {
    await this.apply([]);
    await this.record(null);
  }

  /** Starts or (null) stops recording. Answers why it cannot, empty when all is well. */
  async record(path: string | null): Promise<string> {
    await this.#recorder?.stop(this.#options.now());
    this.#recorder = null;
    if (path === null) return '';
    const recorder = new Recorder(path);
    const trouble = await recorder.opened();
    if (trouble !== '') return trouble;
    this.#recorder = recorder;
    for (const feed of this.#feeds.values()) recorder.source(feed.config);
    return '';
  }

  recorderStatus(): RecorderStatus | null {
    return this.#recorder?.status() ?? null;
  }

  /** Cheaper than statuses(); undefined when there is no such source. */
  stateOf(id: string): SourceState | undefined {
    return this.#feeds.get(id)?.runner.state;
  }

  statuses(): SourceStatus[] {
    const now = this.#options.now();
    return [...this.#feeds.values()].map((feed) =>
      feed.runner.status(now, feed.source?.counters()),
    );
  }

  /** Once a second. */
  tick(): void {
    const now = this.#options.now();
    for (const feed of this.#feeds.values()) {
      const out = feed.runner.tick(now);
      if (out !== null) this.#collect(feed, out, now);
    }
  }

  get isEmpty(): boolean {
    return this.#queue.isEmpty;
  }

  /** The oldest parts, up to about `most` plots and marks. */
  take(most: number): IngestPart[] {
    const parts = this.#queue.take(most);
    if (this.#hasRoom()) this.#release();
    return parts;
  }

  /** Sends a person's answer to a sensor node. Says why it cannot, empty when it was sent. */
  answer(sourceId: string, answer: AdvisoryAnswer): string {
    const feed = this.#feeds.get(sourceId);
    const out = feed?.runner.answer(answer, this.#options.now()) ?? null;
    if (out === null || out.replies.length === 0) return 'the node is not connected';
    const sent = out.replies.every(
      ({ connection, bytes }) => feed?.source?.send(connection, bytes) === true,
    );
    return sent ? '' : 'the connection to the node does not take it';
  }

  #hasRoom(): boolean {
    return this.#queue.size < this.#options.maxPending / 2;
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  async #add(config: SourceConfig): Promise<void> {
    const runner = new FeedRunner(config, (this.#options.createFeed ?? createFeed)(config));
    const source = makeSource(config, this.#sinkFor(config), this.#options.now);
    this.#feeds.set(config.id, { config, runner, source, parent: null });
    this.#recorder?.source(config);
    await source.start();
  }

  async #remove(id: string): Promise<void> {
    const stopping = this.#feeds.get(id)?.source?.stop();
    this.#release();
    await stopping;
    this.#feeds.delete(id);
    for (const [child, feed] of this.#feeds) if (feed.parent === id) this.#feeds.delete(child);
  }

  #sinkFor(config: SourceConfig): SourceSink {
    /** recorded source id -> the id it goes by here */
    const names = new Map([[config.id, config.id]]);
    return {
      chunk: (chunk) => {
        const sourceId = names.get(chunk.sourceId);
        if (sourceId !== undefined) this.#accept({ ...chunk, sourceId });
      },
      closed: (connection, recorded) => {
        const sourceId = names.get(recorded ?? config.id);
        if (sourceId !== undefined) this.#closed(sourceId, connection);
      },
      state: (state, reason) => {
        for (const [id, feed] of this.#feeds)
          if (id === config.id || feed.parent === config.id) feed.runner.setState(state, reason);
        this.#options.wake();
      },
      announce: (recorded) => {
        const id = this.#freeName(recorded.id, config.id);
        names.set(recorded.id, id);
        this.#announce({ ...recorded, id }, config.id);
      },
      damage: (fault: DecodeFault) =>
        this.#feeds.get(config.id)?.runner.damage(fault, this.#options.now()),
      ready: () =>
        this.#hasRoom()
          ? Promise.resolve()
          : new Promise((resolve) => {
              this.#waiting.push(resolve);
              this.#options.wake();
            }),
    };
  }

  /** A recorded source keeps its name, unless a live one has it: replay never mixes with live. */
  #freeName(id: string, parent: string): string {
    const known = this.#feeds.get(id);
    return known === undefined || known.parent === parent ? id : `${parent}/${id}`;
  }

  #announce(config: SourceConfig, parent: string): void {
    if (this.#feeds.size >= MAX_FEEDS) return;
    const runner = new FeedRunner(config, (this.#options.createFeed ?? createFeed)(config));
    this.#feeds.set(config.id, { config, runner, source: null, parent });
    this.#recorder?.source(config);
  }

  #accept(chunk: Chunk): void {
    const feed = this.#feeds.get(chunk.sourceId);
    if (feed === undefined) return;
    this.#recorder?.chunk(chunk);
    this.#collect(feed, feed.runner.accept(chunk, this.#options.now()), chunk.receivedAt);
  }

  #closed(sourceId: string, connection: number): void {
    this.#recorder?.closed(sourceId, connection, this.#options.now());
    this.#feeds.get(sourceId)?.runner.closed(connection);
  }

  #collect(feed: Feed, out: FeedOutput, receivedAt: number): void {
    for (const reply of out.replies) feed.source?.send(reply.connection, reply.bytes);
    const dropped = this.#queue.push(feed.config.id, receivedAt, out.batch);
    if (dropped !== null)
      for (const [sourceId, count] of dropped)
        this.#feeds.get(sourceId)?.runner.countDropped(count);
    if (!this.#queue.isEmpty) this.#options.wake();
    if (out.advisories.length > 0) this.#advise(feed, out.advisories);
  }

  #advise(feed: Feed, advisories: readonly SensedAdvisory[]): void {
    const now = this.#options.now();
    if (now - this.#advised.since >= 1000) this.#advised = { count: 0, since: now };
    const room = Math.max(0, ADVISORIES_PER_SECOND - this.#advised.count);
    const passed = advisories.slice(0, room);
    this.#advised.count += passed.length;
    if (passed.length < advisories.length)
      feed.runner.countDropped(advisories.length - passed.length);
    if (passed.length > 0) this.#options.advise?.(passed);
  }
}

function makeSource(config: SourceConfig, sink: SourceSink, now: () => number): Source {
  const { transport } = config;
  switch (transport.kind) {
    case 'udp':
      return new UdpSource(config, transport, sink, now);
    case 'tcp-client':
      return new TcpClientSource(config, transport, sink, now);
    case 'tcp-server':
      return new TcpServerSource(config, transport, sink, now);
    case 'file':
      return new FileSource(config, transport, sink, now);
  }
}
