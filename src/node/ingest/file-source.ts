import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SourceConfig, Transport } from '../../model/index.ts';
import { readFileEvents, type FileEvent } from './file-events.ts';
import { Pace } from './file-time.ts';
import { explainError } from './reasons.ts';
import { NO_COUNTERS, type Source, type SourceCounters, type SourceSink } from './source.ts';

/** As fast as possible still lets sockets and timers have their turn this often, ms. */
const TURN_MS = 20;
/** Waits shorter than this are not worth a timer: chunks a few ms early keep their recorded time anyway. */
const SHORTEST_WAIT_MS = 4;

/**
 * Replays a file at its recorded pace, N times as fast (`speed` N) or as fast as possible (`speed` 0), each chunk with
 * its recorded time. Waits when the node is behind: a replay drops nothing.
 */
export class FileSource implements Source {
  readonly #config: SourceConfig;
  readonly #transport: Extract<Transport, { kind: 'file' }>;
  readonly #sink: SourceSink;
  readonly #now: () => number;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();
  #wake: (() => void) | null = null;

  constructor(
    config: SourceConfig,
    transport: Extract<Transport, { kind: 'file' }>,
    sink: SourceSink,
    now: () => number,
  ) {
    this.#config = config;
    this.#transport = transport;
    this.#sink = sink;
    this.#now = now;
  }

  start(): Promise<void> {
    this.#running = this.#run();
    return Promise.resolve();
  }

  async #run(): Promise<void> {
    const pace = new Pace(this.#transport.speed);
    let turnAt = this.#now();
    try {
      for await (const event of readFileEvents(this.#config, this.#transport.path, this.#now())) {
        if (event.kind === 'chunk') await this.#wait(pace.waitMs(event.at, this.#now()));
        if (this.#stopped) return;
        this.#give(event);
        await this.#sink.ready();
        if (this.#now() - turnAt > TURN_MS) {
          await nextTurn();
          turnAt = this.#now();
        }
        if (this.#stopped) return;
      }
      this.#sink.state('ended', 'the whole file was replayed');
    } catch (error) {
      this.#sink.state('failed', explainError(error, this.#transport.path));
    }
  }

  #give(event: FileEvent): void {
    if (event.kind === 'chunk') {
      const { sourceId, connection, bytes } = event;
      this.#sink.chunk({ sourceId, connection, receivedAt: event.at, bytes });
    } else if (event.kind === 'closed') this.#sink.closed(event.connection, event.sourceId);
    else if (event.kind === 'source') this.#sink.announce(event.config);
    else this.#sink.damage(event.fault);
  }

  async #wait(ms: number): Promise<void> {
    if (ms < SHORTEST_WAIT_MS || this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#running;
  }

  send(): boolean {
    return false;
  }

  counters(): SourceCounters {
    return NO_COUNTERS;
  }
}
