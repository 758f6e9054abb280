import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MembersStatus, SourceStatus } from '../../model/index.ts';
import type { OutputStats } from '../outputs/index.ts';
import { registerLinkMetrics } from './link-metrics.ts';

/** What a node counts about itself beside its feeds. */
export interface NodeNumbers {
  readonly tracks: number;
  readonly plotsUsed: number;
  readonly plotsUnused: number;
  readonly plotsLate: number;
  readonly tracksDropped: number;
  readonly alertsActive: number;
  readonly alertsUnacknowledged: number;
  readonly ledgerEntries: number;
  readonly ledgerFailures: number;
  readonly diskFreeBytes: number;
  readonly advisoriesOpen: number;
  readonly advisoriesUnsent: number;
  readonly advisoriesRefused: number;
}

/** What the live hub counts about its consoles. */
export interface LiveNumbers {
  readonly clients: number;
  readonly framesSent: number;
  readonly framesSkipped: number;
  readonly clientsCutOff: number;
}
const NO_CONSOLES: LiveNumbers = { clients: 0, framesSent: 0, framesSkipped: 0, clientsCutOff: 0 };
type AllNumbers = NodeNumbers & LiveNumbers;

const FEED_COUNTERS = [
  ['chunks', 'datagrams and stream pieces received'],
  ['bytes', 'octets received'],
  ['records', 'records decoded'],
  ['plots', 'plots made'],
  ['dropped', 'plots or chunks dropped because the node was behind'],
  ['kernelDropped', 'datagrams dropped by the kernel receive buffer'],
  ['reconnects', 'connections made again'],
] as const;

const NODE_GAUGES: readonly (readonly [keyof AllNumbers, string, string])[] = [
  ['tracks', 'tocsin_tracks', 'confirmed and coasting tracks'],
  ['plotsUsed', 'tocsin_plots_used_total', 'plots that updated or began a track'],
  ['plotsUnused', 'tocsin_plots_unused_total', 'plots taken for clutter'],
  ['plotsLate', 'tocsin_plots_late_total', 'plots later than the rewind ring, dropped'],
  ['tracksDropped', 'tocsin_tracks_dropped_total', 'tracks ended'],
  ['alertsActive', 'tocsin_alerts_active', 'alerts whose condition holds'],
  ['alertsUnacknowledged', 'tocsin_alerts_unacknowledged', 'alerts nobody has acknowledged'],
  ['advisoriesOpen', 'tocsin_advisories_open', 'words of sensor nodes nobody has answered'],
  ['advisoriesUnsent', 'tocsin_advisories_unsent', 'answers their sensor node has not got yet'],
  ['advisoriesRefused', 'tocsin_advisories_refused_total', 'words not taken: too many wait'],
  ['ledgerEntries', 'tocsin_ledger_entries_total', 'entries on disk'],
  ['ledgerFailures', 'tocsin_ledger_failures_total', 'writes the disk refused'],
  ['diskFreeBytes', 'tocsin_disk_free_bytes', 'free space of the data folder'],
  ['clients', 'tocsin_consoles', 'consoles connected'],
  ['framesSent', 'tocsin_frames_sent_total', 'track frames sent to consoles'],
  ['framesSkipped', 'tocsin_frames_skipped_total', 'track frames left out for slow consoles'],
  ['clientsCutOff', 'tocsin_consoles_cut_off_total', 'consoles cut off because they did not read'],
];

type OutputNumber = Exclude<keyof OutputStats, 'id'>;
const OUTPUT_GAUGES: readonly (readonly [OutputNumber, string, string])[] = [
  ['clients', 'tocsin_output_clients', 'clients connected'],
  ['tracks', 'tocsin_output_tracks', 'tracks shown'],
  ['withheld', 'tocsin_output_withheld', 'tracks and alerts withheld by label, now'],
  ['eventsSent', 'tocsin_output_events_sent_total', 'events sent to clients'],
  ['positionsSkipped', 'tocsin_output_positions_skipped_total', 'left out for slow clients'],
  ['clientsCutOff', 'tocsin_output_clients_cut_off_total', 'cut off: stuck or flooding'],
  ['clientsRefused', 'tocsin_output_clients_refused_total', 'too many, or no certificate'],
];

/** Prometheus metrics of one node: read when asked, so that nothing is paid in between. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #feeds = new Map<string, Gauge>();
  readonly #faults: Gauge;
  readonly #live: Gauge;
  readonly #offset: Gauge;
  readonly #outputs = new Map<OutputNumber, Gauge>();
  readonly #numbers = new Map<keyof AllNumbers, Gauge>();
  #readLive: () => LiveNumbers = () => NO_CONSOLES;
  #readOutputs: () => readonly OutputStats[] = () => [];
  /** sensor byte received to its batch in the main loop, s */
  readonly ingestDelayS: Histogram;
  /** sensor byte received to its plot in the tracker, the oldest of each scan: holds what waits for its sector, s */
  readonly scanDelayS: Histogram;
  readonly tickS: Histogram;
  /** of a tick, by stage, s */
  readonly stageS: Histogram;
  readonly commands: Counter;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, prefix: 'tocsin_' });
    const feedGauge = (name: string, help: string, more: string[] = []): Gauge =>
      new Gauge({ name, help, labelNames: ['source', ...more], registers });
    for (const [key, help] of FEED_COUNTERS) {
      const name = `tocsin_feed_${key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}_total`;
      this.#feeds.set(key, feedGauge(name, help));
    }
    this.#faults = feedGauge('tocsin_feed_faults_total', 'damaged records by fault code', ['code']);
    this.#live = feedGauge('tocsin_feed_live', '1 when the feed gives data');
    this.#offset = feedGauge('tocsin_feed_clock_offset_seconds', 'source clock minus ours');
    for (const [key, name, help] of OUTPUT_GAUGES)
      this.#outputs.set(key, new Gauge({ name, help, labelNames: ['output'], registers }));
    for (const [key, name, help] of NODE_GAUGES)
      this.#numbers.set(key, new Gauge({ name, help, registers }));
    const buckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2];
    this.ingestDelayS = new Histogram({
      name: 'tocsin_ingest_delay_seconds',
      help: 'sensor bytes received to plots in the main loop',
      buckets,
      registers,
    });
    this.scanDelayS = new Histogram({
      name: 'tocsin_scan_delay_seconds',
      help: 'sensor bytes received to the oldest plot of each scan in the tracker, waiting for its sector included',
      buckets,
      registers,
    });
    this.stageS = new Histogram({
      name: 'tocsin_stage_seconds',
      help: 'main loop by stage: late (a tick after its time), take, picture, prepare, judge, keep, send',
      labelNames: ['stage'],
      buckets,
      registers,
    });
    this.tickS = new Histogram({
      name: 'tocsin_tick_seconds',
      help: 'time to advance, judge and publish one picture',
      buckets,
      registers,
    });
    this.commands = new Counter({
      name: 'tocsin_commands_total',
      help: 'commands by people',
      labelNames: ['type', 'outcome'],
      registers,
    });
  }

  /** Links to other members, from now on. */
  watchLinks(read: () => MembersStatus, now: () => number): void {
    registerLinkMetrics(this.#registry, read, now);
  }

  /** Consoles, from now on. */
  watchLive(read: () => LiveNumbers): void {
    this.#readLive = read;
  }

  /** Outputs to other systems, from now on. */
  watchOutputs(read: () => readonly OutputStats[]): void {
    this.#readOutputs = read;
  }

  /** Times what follows: each call of the result gives the time since the one before to a stage. */
  laps(): (stage: 'take' | 'picture' | 'prepare' | 'judge' | 'keep' | 'send') => void {
    let from = performance.now();
    return (stage) => {
      const now = performance.now();
      this.stageS.observe({ stage }, (now - from) / 1000);
      from = now;
    };
  }

  async text(sources: readonly SourceStatus[], node: NodeNumbers): Promise<string> {
    for (const output of this.#readOutputs())
      for (const [key, gauge] of this.#outputs) gauge.set({ output: output.id }, output[key]);
    this.#faults.reset();
    for (const source of sources) {
      for (const [key, gauge] of this.#feeds) {
        gauge.set({ source: source.id }, source[key as (typeof FEED_COUNTERS)[number][0]]);
      }
      for (const [code, count] of Object.entries(source.faultsByCode)) {
        this.#faults.set({ source: source.id, code }, count);
      }
      this.#live.set({ source: source.id }, source.state === 'live' ? 1 : 0);
      if (source.clockOffsetMs !== null)
        this.#offset.set({ source: source.id }, source.clockOffsetMs / 1000);
    }
    const numbers: AllNumbers = { ...node, ...this.#readLive() };
    for (const [key, gauge] of this.#numbers) gauge.set(numbers[key]);
    return this.#registry.metrics();
  }
}
