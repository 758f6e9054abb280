import type { Result } from '../../base/index.ts';
import type { AlertRules } from '../../judge/index.ts';
import {
  type Alert,
  type Box,
  type HistoryDensity,
  type IdentityState,
  type Incident,
  type LedgerEntry,
  type LedgerFact,
  type NodeStatus,
  type Picture,
  type Refusal,
  type SenseBatch,
  type Sensor,
  type SensorInfo,
  type SourceStatus,
  type TrackDetail,
  type TrackLabel,
  type TrackPoint,
  type WatchCommand,
  type Zone,
  type ZoneEntry,
  type ZoneImportReport,
} from '../../model/index.ts';
import {
  AlertMemory,
  countAlerts,
  toPastLabel,
  withAlertsOfNow,
  type NodeChange,
  type NodeView,
} from '../api/index.ts';
import type { NodeConfig } from '../config/index.ts';
import type { Ingest, IngestBatch } from '../ingest/index.ts';
import { judgeIt, type Stages } from '../pipeline.ts';
import type { HistoryStore, LedgerStore } from '../store/index.ts';
import { AdvisoryDesk } from './advisory-desk.ts';
import { CommandDesk } from './command-desk.ts';
import { ConditionWatch } from './conditions.ts';
import { freeBytes } from './disk.ts';
import { JudgedLists } from './judged-lists.ts';
import { Keeper } from './keeper.ts';
import type { Metrics } from './metrics.ts';
import { nearestTrack } from './nearest-track.ts';
import { countNode, statusOf } from './node-status.ts';
import { identityThen } from './past-names.ts';
import { PictureClock } from './picture-clock.ts';
import { PictureKeeper } from './picture-keeper.ts';
import { SensorBook } from './sensor-book.ts';
import type { TrackLabels } from './track-labels.ts';
import type { TrackNumbers } from './track-numbers.ts';

export interface WatchParts {
  readonly config: NodeConfig;
  readonly version: string;
  readonly stages: Stages;
  readonly ledger: LedgerStore;
  readonly history: HistoryStore;
  readonly ingest: Ingest;
  readonly metrics: Metrics;
  readonly numbers: TrackNumbers;
  readonly labels: TrackLabels;
  /** hears each entry of the ledger when it is read at the start */
  readonly onEntry?: (entry: LedgerEntry) => void;
  readonly now: () => number;
  readonly log: {
    info(o: object, text: string): void;
    warn(o: object, text: string): void;
    error(o: object, text: string): void;
  };
}

/** Every track's name is looked at once in this time: a replay learns it that much late. */
const NAMES_ROUND_MS = 5000;
const LEDGER_PAGE = 1000;

/**
 * The live watch of one node: the stages of the pipeline on a clock, ledger and history behind them, and the view of
 * it all that the API serves.
 */
export class Watch implements NodeView {
  readonly member: string;
  readonly labels: TrackLabels;
  /** what sensor nodes tell the desk */
  readonly advisories: AdvisoryDesk;
  readonly #parts: WatchParts;
  readonly #keeper: Keeper;
  readonly #startedAt: number;
  readonly #listeners = new Set<(change: NodeChange) => void>();
  readonly #sensors = new SensorBook();
  readonly #conditions = new ConditionWatch();
  readonly #clock: PictureClock;
  readonly #lists: JudgedLists;
  readonly #commands: CommandDesk;
  readonly #pictureKeeper: PictureKeeper;
  readonly #pastAlerts: AlertMemory;
  #config: NodeConfig;
  #notices: readonly string[] = [];
  /** called after each picture: the live hub sends */
  onPicture: (now: number) => void = () => {};
  /** called for each sensor that becomes known */
  onSensor: (sensor: Sensor) => void = () => {};

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#config = parts.config;
    this.member = parts.config.member;
    this.labels = parts.labels;
    this.#keeper = new Keeper(parts.ledger, (fact, why) =>
      parts.log.error({ type: fact.type, why }, 'a fact cannot be written to the ledger'),
    );
    this.#keeper.onFound = (facts) => {
      for (const fact of facts) {
        parts.stages.judge.apply(fact);
        this.advisories.restore(fact);
      }
      this.#lists.refresh();
    };
    this.#lists = new JudgedLists(parts.stages.judge, (change) => this.#announce(change));
    this.#commands = new CommandDesk({
      judge: parts.stages.judge,
      keeper: this.#keeper,
      counts: parts.metrics.commands,
      now: parts.now,
      onDone: () => this.#lists.refresh(),
    });
    this.#pictureKeeper = new PictureKeeper({ ...parts, tracks: this });
    this.#clock = new PictureClock(parts.stages, parts.metrics, parts.now, {
      see: (picture) => this.labels.see(picture, this.#detailOf),
      judge: (picture) => this.#judge(picture),
      keep: (picture, now) => this.#keep(picture, now),
      keepNames: (picture, stepMs) =>
        this.#pictureKeeper.lookAtNames(picture, stepMs / NAMES_ROUND_MS),
      send: (now) => this.#send(now),
    });
    this.#pastAlerts = new AlertMemory((after, limit) => this.ledger(after, limit));
    this.#startedAt = parts.now();
    this.advisories = new AdvisoryDesk({
      commit: (facts) => this.#keeper.commit(facts),
      keep: (facts) => this.#keeper.keep(facts),
      send: (sourceId, answer) => parts.ingest.answer(sourceId, answer),
      trackAt: (latDeg, lonDeg) => nearestTrack(this.#clock.picture, latDeg, lonDeg),
      openIncident: (...about) => this.#commands.openIncident(...about),
      now: parts.now,
    });
    parts.ingest.onAdvisories = (said) => this.advisories.take(said);
    parts.ingest.onBatch((batch) => this.#take(batch));
    parts.ingest.onStatuses(() => this.#announce('sources'));
  }

  /** Makes alerts, incidents, overrides and zones what they were: folds the whole ledger. */
  restore(): number {
    const { ledger, onEntry, stages } = this.#parts;
    let after = 0;
    for (;;) {
      const entries = ledger.read(after, LEDGER_PAGE);
      for (const entry of entries) {
        stages.judge.apply(entry);
        this.advisories.restore(entry);
        onEntry?.(entry);
      }
      const last = entries.at(-1);
      if (last === undefined) break;
      after = last.seq;
    }
    this.#lists.refresh();
    return after;
  }

  start(): void {
    this.#clock.start();
  }

  async stop(): Promise<void> {
    this.#clock.stop();
    await this.#parts.ingest.stop();
    await this.#keeper.drain();
    this.#pictureKeeper.keepLabels();
    this.labels.close();
    await this.#parts.history.flush();
  }

  /** New configuration while running: feeds, zones, alert rules; the rest at the next start. */
  configure(config: NodeConfig, rules: AlertRules, notices: readonly string[]): void {
    this.#config = config;
    this.#notices = notices;
    this.labels.configure(config.release.defaultLabel, config.release.feedLabels);
    this.#parts.stages.judge.setRules(rules);
    this.#announce('node');
  }

  setNotices(notices: readonly string[]): void {
    this.#notices = notices;
    this.#announce('node');
  }

  // ---- what comes in, and what a picture leads to

  /** What an ally shares: taken in as if a feed had brought it now. */
  takeFromAlly(sourceId: string, batch: SenseBatch): void {
    const receivedAt = this.#parts.now();
    this.#take({ parts: [{ ...batch, sourceId, receivedAt }], postedAt: receivedAt });
  }

  #take(batch: IngestBatch): void {
    for (const { sensors, plots, receivedAt } of batch.parts) {
      for (const sensor of sensors) this.putSensor(sensor);
      const plot = plots.at(-1);
      if (plot !== undefined) this.#sensors.heard(plot.sensorId, receivedAt);
    }
    this.#clock.take(batch);
  }

  /** A sensor that became known, by configuration or by its own word. */
  putSensor(sensor: Sensor): void {
    this.onSensor(sensor);
    this.#sensors.put(sensor);
    this.#announce('sensors');
  }

  readonly #detailOf = (trackNumber: number): TrackDetail | undefined => this.detail(trackNumber);

  /** Once a second: the picture and the node's own conditions become alerts and incidents. */
  #judge(picture: Picture): void {
    this.#reportConditions();
    const { facts } = judgeIt(this.#parts.stages, picture);
    if (facts.length > 0) this.#keeper.keep(facts);
    this.#lists.refresh();
  }

  /** Once a second: what is kept of the picture. */
  #keep(picture: Picture, now: number): void {
    const { tracker } = this.#parts.stages;
    this.#pictureKeeper.keep(picture, tracker.highestNumber, this.sources(), now);
    void this.#keeper.drain();
    void this.advisories.beat();
    this.#announce('node');
    this.#pictureKeeper.retain(this.#config.history, now);
  }

  #send(now: number): void {
    this.#announce('picture');
    this.onPicture(now);
  }

  #reportConditions(): void {
    const conditions = this.#conditions.look({
      sources: this.sources(),
      ledgerTrouble: this.#keeper.trouble,
      historyTrouble: this.#parts.history.counters().trouble,
      diskFreeMb: Math.round(freeBytes(this.#config.dataDir) / 1e6),
      simulated: this.#config.mode === 'exercise',
    });
    this.#parts.stages.judge.report(conditions);
  }

  #announce(change: NodeChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  // ---- commands

  /** Facts of another desk of this node: on disk, or refused. */
  commit(facts: readonly LedgerFact[]): Promise<Result<readonly LedgerEntry[], Refusal>> {
    return this.#keeper.commit(facts);
  }

  command(command: WatchCommand, actor: string): Promise<Result<null, Refusal>> {
    return this.#commands.command(command, actor);
  }

  importZones(
    bytes: Uint8Array,
    format: string,
    actor: string,
  ): Promise<Result<ZoneImportReport, Refusal>> {
    return this.importZoneFile(bytes, format, actor, 'upload');
  }

  /** See CommandDesk.importZoneFile(). */
  importZoneFile(
    bytes: Uint8Array,
    format: string,
    actor: string,
    source: string,
  ): Promise<Result<ZoneImportReport, Refusal>> {
    return this.#commands.importZoneFile(bytes, format, actor, source);
  }

  /** For /readyz: whether people can rely on the node, and why not. */
  readiness(): { readonly ready: boolean; readonly why: string } {
    const { trouble } = this.#keeper;
    if (trouble !== '') return { ready: false, why: `the ledger cannot be written: ${trouble}` };
    return this.#clock.hasBegun
      ? { ready: true, why: '' }
      : { ready: false, why: 'the watch has not begun' };
  }

  // ---- the view

  status(): NodeStatus {
    return statusOf({
      config: this.#config,
      version: this.#parts.version,
      startedAt: this.#startedAt,
      now: this.#parts.now(),
      tracks: this.#clock.picture.count,
      sources: this.sources(),
      historySpan: this.#parts.history.span(),
      keeper: this.#keeper,
      diskFreeBytes: freeBytes(this.#config.dataDir),
      notices: this.#notices,
    });
  }

  picture(): Picture {
    return this.#clock.picture;
  }

  detail(trackNumber: number): TrackDetail | undefined {
    return this.#parts.stages.tracker.detail(trackNumber);
  }

  identity(trackNumber: number): IdentityState {
    return this.#parts.stages.judge.identity(trackNumber);
  }

  entries(trackNumber: number): readonly ZoneEntry[] {
    return this.#parts.stages.judge.entries(trackNumber);
  }

  forecastNoise(onSurface: boolean): number {
    const { noiseAir, noiseSurface } = this.#parts.stages.judge.rules().entry;
    return onSurface ? noiseSurface : noiseAir;
  }

  alertOf(trackNumber: number): number {
    return this.#lists.alertOf(trackNumber);
  }

  alerts(): readonly Alert[] {
    return this.#lists.alerts;
  }

  incidents(): readonly Incident[] {
    return this.#lists.incidents;
  }

  zones(): readonly Zone[] {
    return this.#lists.zones;
  }

  sources(): readonly SourceStatus[] {
    return this.#parts.ingest.statuses();
  }

  sensors(): readonly SensorInfo[] {
    return this.#sensors.list();
  }

  trackHistory(trackNumber: number, fromAt: number, toAt: number): Promise<readonly TrackPoint[]> {
    return this.#parts.history.trackPoints(trackNumber, fromAt, toAt);
  }

  async pastLabels(at: number, trackNumbers: readonly number[]): Promise<readonly TrackLabel[]> {
    const names = await this.#parts.history.details(trackNumbers, at);
    return names.map((name) => toPastLabel(this.member, name, identityThen(name)));
  }

  async density(fromAt: number, toAt: number, buckets: number): Promise<HistoryDensity> {
    return {
      from: fromAt,
      to: toAt,
      tracks: await this.#parts.history.density(fromAt, toAt, buckets),
      alerts: countAlerts(await this.knownAlerts(), fromAt, toAt, buckets),
    };
  }

  async knownAlerts(): Promise<readonly Alert[]> {
    return withAlertsOfNow(await this.#pastAlerts.list(), this.#lists.alerts);
  }

  frames(fromAt: number, toAt: number, stepMs: number, box: Box | null): AsyncIterable<Uint8Array> {
    return this.#parts.history.frames(fromAt, toAt, stepMs, box);
  }

  ledger(afterSeq: number, limit: number): readonly LedgerEntry[] {
    return this.#parts.ledger.read(afterSeq, limit);
  }

  metrics(): Promise<string> {
    const { stats } = this.#parts.stages.tracker;
    const numbers = {
      ...countNode(this.#clock.picture.count, stats, this.#lists.alerts, this.#keeper),
      diskFreeBytes: freeBytes(this.#config.dataDir),
      ...this.advisories.counts(),
    };
    return this.#parts.metrics.text(this.sources(), numbers);
  }

  subscribe(listener: (change: NodeChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
