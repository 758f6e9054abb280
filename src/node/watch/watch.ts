import { RAD_TO_DEG, type Result } from '../../base/index.ts';
import type { AlertRules, ReportedCondition } from '../../judge/index.ts';
import {
  IDENTITIES,
  makePicture,
  type Alert,
  type HistoryDensity,
  type IdentityState,
  type Incident,
  type LedgerEntry,
  type LedgerFact,
  type NodeStatus,
  type Picture,
  type Refusal,
  type SenseBatch,
  type Scan,
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
  codesByTrack,
  countAlerts,
  toPastLabel,
  type Box,
  type NodeChange,
  type NodeView,
} from '../api/index.ts';
import type { NodeConfig } from '../config/index.ts';
import type { Ingest, IngestBatch } from '../ingest/index.ts';
import type { OutputStats } from '../outputs/index.ts';
import { judgeIt, lookAt, prepareToJudge, takeIn, type Stages } from '../pipeline.ts';
import type { HistoryStore, LedgerStore } from '../store/index.ts';
import { AdvisoryDesk } from './advisory-desk.ts';
import { findConditions } from './conditions.ts';
import { freeBytes } from './disk.ts';
import { Keeper } from './keeper.ts';
import type { Metrics, NodeNumbers } from './metrics.ts';
import { nearestTrack } from './nearest-track.ts';
import { identityThen, PastNames, type PastName } from './past-names.ts';
import type { TrackLabels } from './track-labels.ts';
import type { TrackNumbers } from './track-numbers.ts';
import { readZoneBytes } from './zone-files.ts';

export type LiveNumbers = Pick<
  NodeNumbers,
  'clients' | 'framesSent' | 'framesSkipped' | 'clientsCutOff'
>;

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

/** A picture ten times a second; judged, kept and counted once a second. */
const TICK_MS = 100;
const TICKS_A_SECOND = 1000 / TICK_MS;
const KEEP_PHASE = 5;
/** Every track's name is looked at once in this time: a replay learns it that much late. */
const NAMES_ROUND_MS = 5000;
const RETAIN_EVERY_MS = 600_000;
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
  readonly #sensors = new Map<string, { sensor: Sensor; lastAt: number | null }>();
  readonly #countsBefore = new Map<string, { records: number; faults: number }>();
  #config: NodeConfig;
  readonly #pastNames = new PastNames();
  #picture: Picture = makePicture(1);
  #alerts: readonly Alert[] = [];
  #incidents: readonly Incident[] = [];
  #zones: readonly Zone[] = [];
  #alertCodes = new Map<number, number>();
  #tick = 0;
  #tickDueAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #retainedAt = 0;
  #notices: readonly string[] = [];
  /** a Remote ID feed was there: only such tracks have a pilot to look for */
  #mayHavePilots = false;
  #liveNumbers: () => LiveNumbers = () => ({
    clients: 0,
    framesSent: 0,
    framesSkipped: 0,
    clientsCutOff: 0,
  });
  #outputs: () => readonly OutputStats[] = () => [];
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
    this.#startedAt = parts.now();
    this.advisories = new AdvisoryDesk({
      commit: (facts) => this.#keeper.commit(facts),
      keep: (facts) => this.#keeper.keep(facts),
      send: (sourceId, answer) => parts.ingest.answer(sourceId, answer),
      trackAt: (latDeg, lonDeg) => nearestTrack(this.#picture, latDeg, lonDeg),
      openIncident: (...about) => this.#openIncident(...about),
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
    this.#refresh();
    return after;
  }

  start(): void {
    this.#timer = setInterval(() => this.#onTick(), TICK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#parts.ingest.stop();
    await this.#keeper.drain();
    this.#keepLabels();
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

  /** Outputs to other systems, for the metrics. */
  setOutputs(read: () => readonly OutputStats[]): void {
    this.#outputs = read;
  }

  setLiveNumbers(read: () => LiveNumbers): void {
    this.#liveNumbers = read;
  }

  // ---- the clock

  /** What an ally shares: taken in as if a feed had brought it now. */
  takeFromAlly(sourceId: string, batch: SenseBatch): void {
    const receivedAt = this.#parts.now();
    this.#take({ parts: [{ ...batch, sourceId, receivedAt }], postedAt: receivedAt });
  }

  #take(batch: IngestBatch): void {
    const now = this.#parts.now();
    const lap = this.#parts.metrics.laps();
    for (const part of batch.parts) {
      for (const sensor of part.sensors) this.putSensor(sensor);
      const plot = part.plots.at(-1);
      const known = plot === undefined ? undefined : this.#sensors.get(plot.sensorId);
      if (known !== undefined) known.lastAt = part.receivedAt;
      this.#parts.metrics.ingestDelayS.observe(Math.max(0, now - part.receivedAt) / 1000);
    }
    takeIn(this.#parts.stages, batch, this.#onScan);
    lap('take');
  }

  readonly #onScan = ({ plots }: Scan): void => {
    const first = plots[0];
    if (first === undefined) return;
    const delayS = (this.#parts.now() - first.receivedAt) / 1000;
    this.#parts.metrics.scanDelayS.observe(Math.max(0, delayS));
  };

  /** A sensor that became known, by configuration or by its own word. */
  putSensor(sensor: Sensor): void {
    this.onSensor(sensor);
    const lastAt = this.#sensors.get(sensor.id)?.lastAt ?? null;
    this.#sensors.set(sensor.id, { sensor, lastAt });
    this.#announce('sensors');
  }

  readonly #detailOf = (trackNumber: number): TrackDetail | undefined => this.detail(trackNumber);

  #onTick(): void {
    const now = this.#parts.now();
    const { metrics, stages } = this.#parts;
    const startedAt = performance.now();
    if (this.#tickDueAt > 0)
      metrics.stageS.observe({ stage: 'late' }, Math.max(0, startedAt - this.#tickDueAt) / 1000);
    this.#tickDueAt = startedAt + TICK_MS;
    const lap = metrics.laps();
    const phase = this.#tick++ % TICKS_A_SECOND;
    this.#picture = lookAt(stages, now, this.#onScan);
    this.labels.see(this.#picture, this.#detailOf);
    lap('picture');
    // Judged in one tick of the second, prepared in the others, kept in one of them: none makes a picture late.
    if (phase === 0) this.#judge();
    else prepareToJudge(stages, this.#picture, phase - 1, TICKS_A_SECOND - 1);
    lap(phase === 0 ? 'judge' : 'prepare');
    if (phase === KEEP_PHASE) this.#keep(now);
    this.#pastNames.look(this.#picture, this, TICK_MS / NAMES_ROUND_MS, this.#keepName);
    lap('keep');
    this.#announce('picture');
    this.onPicture(now);
    lap('send');
    metrics.tickS.observe((performance.now() - startedAt) / 1000);
  }

  /** Once a second: the picture and the node's own conditions become alerts and incidents. */
  #judge(): void {
    this.#reportConditions();
    const { facts } = judgeIt(this.#parts.stages, this.#picture);
    if (facts.length > 0) this.#keeper.keep(facts);
    this.#refresh();
  }

  /** Once a second: what is kept of the picture. */
  #keep(now: number): void {
    const { history, stages } = this.#parts;
    this.#keepLabels();
    history.addPicture(this.#picture, {
      identityOf: (trackNumber) => IDENTITIES.indexOf(this.identity(trackNumber).identity),
      alertOf: (trackNumber) => this.alertOf(trackNumber),
    });
    this.#keepOperators(now);
    this.#reserveNumbers(stages.tracker.highestNumber);
    void this.#keeper.drain();
    void this.advisories.beat();
    this.#announce('node');
    if (now - this.#retainedAt >= RETAIN_EVERY_MS) {
      this.#retainedAt = now;
      void history.retain(this.#config.history, now).catch((error: unknown) => {
        this.#parts.log.warn({ error: String(error) }, 'history could not be trimmed');
      });
    }
  }

  readonly #keepName = (name: PastName, at: number): void =>
    this.#parts.history.addDetail(name, at);
  /** Before the history of these tracks. What the disk refuses is tried again each second. */
  #keepLabels(): void {
    try {
      this.labels.flush();
    } catch (error) {
      this.#parts.log.error({ error: String(error) }, 'labels of tracks cannot be kept');
    }
  }

  /** A full disk must not stop the picture: the block in hand lasts for 500 tracks more, and this is tried each second. */
  #reserveNumbers(highest: number): void {
    try {
      this.#parts.numbers.reserve(highest);
    } catch (error) {
      this.#parts.log.error({ error: String(error) }, 'track numbers cannot be reserved');
    }
  }

  /** Where the pilots of Remote ID drones stand: kept apart, with a shorter life. */
  #keepOperators(now: number): void {
    const { history, stages } = this.#parts;
    this.#mayHavePilots ||= this.sources().some((source) => source.format === 'remote-id');
    if (!this.#mayHavePilots) return;
    for (let row = 0; row < this.#picture.count; row++) {
      const trackNumber = this.#picture.trackNumber[row]!;
      const detail = stages.tracker.detail(trackNumber);
      if (detail?.operatorLatRad == null || detail.operatorLonRad == null) continue;
      history.addOperator({
        trackNumber,
        at: now,
        latRad: detail.operatorLatRad,
        lonRad: detail.operatorLonRad,
        operatorId: detail.operatorId ?? '',
      });
    }
  }

  #reportConditions(): void {
    const sources = this.sources();
    const conditions: ReportedCondition[] = findConditions({
      sources,
      before: this.#countsBefore,
      ledgerTrouble: this.#keeper.trouble,
      historyTrouble: this.#parts.history.counters().trouble,
      diskFreeMb: Math.round(freeBytes(this.#config.dataDir) / 1e6),
      simulated: this.#config.mode === 'exercise',
    });
    // Shares of damaged records are taken over 10 s.
    if (this.#tick % (10 * TICKS_A_SECOND) === 1) {
      for (const { id, records, faults } of sources)
        this.#countsBefore.set(id, { records, faults });
    }
    this.#parts.stages.judge.report(conditions);
  }

  /** Takes what the judge changed into the lists that the API shows. */
  #refresh(): void {
    const { judge } = this.#parts.stages;
    const changes = judge.takeChanges();
    const live = this.#alerts.some((alert) => alert.forecast !== null);
    if (changes.alerts.length > 0 || live || this.#alerts.length === 0) {
      this.#alerts = mergeSame(this.#alerts, judge.alerts());
      this.#alertCodes = codesByTrack(this.#alerts);
      this.#announce('alerts');
    }
    if (changes.incidents.length > 0 || this.#incidents.length === 0) {
      this.#incidents = judge.incidents();
      this.#announce('incidents');
    }
    const zones = judge.zones();
    if (zones.length !== this.#zones.length || zones.some((zone, i) => zone !== this.#zones[i])) {
      this.#zones = zones;
      this.#announce('zones');
    }
  }

  #announce(change: NodeChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  // ---- commands

  /** Facts of another desk of this node: on disk, or refused. */
  commit(facts: readonly LedgerFact[]): Promise<Result<readonly LedgerEntry[], Refusal>> {
    return this.#keeper.commit(facts);
  }

  /** An incident with a first note, by a person; gives its id. */
  async #openIncident(
    title: string,
    trackNumbers: readonly number[],
    note: string,
    actor: string,
  ): Promise<Result<string, Refusal>> {
    const command: WatchCommand = { type: 'incident.open', title, alertIds: [], trackNumbers };
    const decided = this.#parts.stages.judge.command(command, actor, this.#parts.now());
    if (!decided.ok) return decided;
    const opened = await this.#carryOut(decided.value);
    if (!opened.ok) return opened;
    const incidentId = decided.value[0]!.body['id'] as string;
    const noted = await this.command({ type: 'incident.note', incidentId, text: note }, actor);
    return noted.ok ? { ok: true, value: incidentId } : noted;
  }

  async command(command: WatchCommand, actor: string): Promise<Result<null, Refusal>> {
    const { judge } = this.#parts.stages;
    const decided = judge.command(command, actor, this.#parts.now());
    const outcome = decided.ok ? await this.#carryOut(decided.value) : decided;
    this.#parts.metrics.commands.inc({
      type: command.type,
      outcome: outcome.ok ? 'done' : outcome.fault.code,
    });
    return outcome.ok ? { ok: true, value: null } : outcome;
  }

  async #carryOut(facts: readonly LedgerFact[]): Promise<Result<null, Refusal>> {
    const kept = await this.#keeper.commit(facts);
    if (!kept.ok) return kept;
    for (const fact of facts) this.#parts.stages.judge.apply(fact);
    this.#refresh();
    return { ok: true, value: null };
  }

  async importZones(
    bytes: Uint8Array,
    format: string,
    actor: string,
  ): Promise<Result<ZoneImportReport, Refusal>> {
    return this.importZoneFile(bytes, format, actor, 'upload');
  }

  /**
   * A file of which nothing loads leaves the zones as they are and marks its set incomplete.
   * @param source names the set: zones of an earlier whole import of the same source that are gone are removed
   */
  async importZoneFile(
    bytes: Uint8Array,
    format: string,
    actor: string,
    source: string,
  ): Promise<Result<ZoneImportReport, Refusal>> {
    const { report, errors } = readZoneBytes(bytes, format);
    const command: WatchCommand = { type: 'zone.import', zones: report.loaded, source, errors };
    const done = await this.command(command, actor);
    return done.ok ? { ok: true, value: report } : done;
  }

  /** For /readyz: whether people can rely on the node, and why not. */
  readiness(): { readonly ready: boolean; readonly why: string } {
    const { trouble } = this.#keeper;
    if (trouble !== '') return { ready: false, why: `the ledger cannot be written: ${trouble}` };
    return this.#timer === undefined
      ? { ready: false, why: 'the watch has not begun' }
      : { ready: true, why: '' };
  }

  // ---- the view

  status(): NodeStatus {
    const sources = this.sources();
    const span = this.#parts.history.span();
    const freeMb = Math.round(freeBytes(this.#config.dataDir) / 1e6);
    return {
      member: this.member,
      name: this.#config.name,
      version: this.#parts.version,
      startedAt: this.#startedAt,
      now: this.#parts.now(),
      mode: this.#config.mode,
      tracks: this.#picture.count,
      plotRate: Math.round(sources.reduce((sum, source) => sum + source.plotRate, 0)),
      sources: {
        live: sources.filter((source) => source.state === 'live').length,
        total: sources.length,
      },
      historyFrom: span?.from ?? null,
      historyTo: span?.to ?? null,
      diskOk: this.#keeper.isOk,
      diskFreeMb: freeMb,
      notices: this.#keeper.isOk
        ? this.#notices
        : [`DISK: ${this.#keeper.trouble}`, ...this.#notices],
      banner: this.#config.banner,
    };
  }

  picture(): Picture {
    return this.#picture;
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
    return this.#alertCodes.get(trackNumber) ?? 0;
  }

  alerts(): readonly Alert[] {
    return this.#alerts;
  }

  incidents(): readonly Incident[] {
    return this.#incidents;
  }

  zones(): readonly Zone[] {
    return this.#zones;
  }

  sources(): readonly SourceStatus[] {
    return this.#parts.ingest.statuses();
  }

  sensors(): readonly SensorInfo[] {
    return [...this.#sensors.values()].map(({ sensor, lastAt }) => ({
      id: sensor.id,
      sourceId: sensor.sourceId,
      name: sensor.name,
      kind: sensor.kind,
      latDeg: finite(sensor.latRad * RAD_TO_DEG),
      lonDeg: finite(sensor.lonRad * RAD_TO_DEG),
      heightM: finite(sensor.heightM),
      maxRangeM: sensor.fov === null ? null : finite(sensor.fov.maxRangeM),
      periodS: finite(sensor.periodS),
      lastAt,
    }));
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
      alerts: countAlerts(this.#alerts, fromAt, toAt, buckets),
    };
  }

  frames(fromAt: number, toAt: number, stepMs: number, box: Box | null): AsyncIterable<Uint8Array> {
    return this.#parts.history.frames(fromAt, toAt, stepMs, box);
  }

  ledger(afterSeq: number, limit: number): readonly LedgerEntry[] {
    return this.#parts.ledger.read(afterSeq, limit);
  }

  metrics(): Promise<string> {
    const stats = this.#parts.stages.tracker.stats;
    const open = this.#alerts.filter((alert) => alert.state !== 'normal');
    const numbers = {
      tracks: this.#picture.count,
      plotsUsed: stats.plotsUsed,
      plotsUnused: stats.plotsUnused,
      plotsLate: stats.plotsTooLate,
      tracksDropped: stats.dropped,
      alertsActive: open.filter((alert) => alert.state !== 'rectified-unack').length,
      alertsUnacknowledged: open.filter((alert) => alert.acknowledged === null).length,
      ledgerEntries: this.#keeper.entries,
      ledgerFailures: this.#keeper.failures,
      diskFreeBytes: freeBytes(this.#config.dataDir),
      ...this.#liveNumbers(),
    };
    return this.#parts.metrics.text(this.sources(), numbers, this.#outputs());
  }

  subscribe(listener: (change: NodeChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The new list, with the old objects where nothing changed: what is the same object need not be sent again. */
function mergeSame(before: readonly Alert[], after: readonly Alert[]): readonly Alert[] {
  const old = new Map(before.map((alert) => [alert.id, alert]));
  return after.map((alert) => {
    const was = old.get(alert.id);
    return was !== undefined && JSON.stringify(was) === JSON.stringify(alert) ? was : alert;
  });
}
