import { fail, type Result } from '../../base/index.ts';
import {
  type Alert,
  type Box,
  type HistoryDensity,
  type IdentityState,
  type Incident,
  type Label,
  type LedgerEntry,
  type NodeStatus,
  OWN_ONLY,
  type Picture,
  type Reader,
  readTrackFrames,
  type Refusal,
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
import { ReleaseGate } from '../../share/index.ts';
import { codesByTrack } from './alert-codes.ts';
import { seesAllOf } from './command-sight.ts';
import { alertsAt, withAlertsOfNow } from './past-alerts.ts';
import { countAlerts } from './count-alerts.ts';
import { ListFilter } from './list-filter.ts';
import { filterFrame, PictureFilter } from './picture-filter.ts';
import { tracksOfAlert } from './track-view.ts';
import type { NodeChange, NodeView, ReadersView, SourceLabels } from './view.ts';

/** What is not released and what does not exist are answered alike. */
export const NOT_FOUND: Refusal = { code: 'not-found', text: 'there is no such item' };
/** A label that only the highest cleared of the node's own people read: stands for what is not known. */
const UNKNOWN: Label = { ...OWN_ONLY, classification: 'top-secret' };
const LEDGER_PAGE = 1000;

export type ReleaseKind = 'track' | 'alert' | 'incident' | 'zone' | 'source' | 'entry' | 'call';
/** Hears how many of a kind were withheld when a list was looked through anew. */
export type CountWithheld = (kind: ReleaseKind, count: number) => void;

/**
 * A node as one class of readers sees it: everything the API shows goes through here (REL-15). One object serves all
 * readers of the same member and ceiling, so its lists and its picture are made once for all of them. What is withheld
 * does not exist in it: not in lists, counts, look-ups or commands. Another member's people are shown nothing of how the
 * node is made: feeds, sensors, operators, reasons, the ledger.
 */
export class ReleasedView implements ReadersView {
  readonly member: string;
  readonly labels: SourceLabels;
  readonly isForeign: boolean;
  readonly #node: NodeView;
  readonly #gate: ReleaseGate;
  readonly #count: CountWithheld;
  readonly #picture = new PictureFilter();
  readonly #alerts = new ListFilter<Alert>();
  readonly #incidents = new ListFilter<Incident>();
  readonly #zones = new ListFilter<Zone>();
  /** of which alerts, zones and labels; null as map: all alerts are shown */
  #codes: {
    readonly of: readonly Alert[];
    readonly zones: readonly Zone[];
    readonly version: number;
    readonly map: ReadonlyMap<number, number> | null;
  } | null = null;
  #mask: { readonly version: number; readonly bits: number; readonly isWhole: boolean } | null =
    null;

  constructor(node: NodeView, reader: Reader, count: CountWithheld = () => {}) {
    this.#node = node;
    this.#gate = new ReleaseGate(reader);
    this.#count = count;
    this.member = node.member;
    this.labels = node.labels;
    this.isForeign = reader.member !== node.member;
  }

  /** What a node holds of another member was released to it: its own people are held by their ceiling alone. */
  mayRead(origin: string, label: Label): boolean {
    return this.#gate.mayRead(this.isForeign ? origin : this.member, label);
  }

  seesTrack(trackNumber: number): boolean {
    const bits = this.labels.bits(trackNumber);
    if (bits === 0) return this.mayRead(this.member, UNKNOWN);
    return (bits & ~this.#readable().bits) === 0;
  }

  // ---- the picture

  picture(): Picture {
    const picture = this.#node.picture();
    if (this.#readable().isWhole) return picture;
    const shown = this.#picture.of(picture, (trackNumber) => this.seesTrack(trackNumber));
    if (shown.isNew) this.#count('track', picture.count - shown.picture.count);
    return shown.picture;
  }

  detail(trackNumber: number): TrackDetail | undefined {
    if (!this.seesTrack(trackNumber)) return undefined;
    const detail = this.#node.detail(trackNumber);
    if (detail === undefined || !this.isForeign) return detail;
    return {
      ...detail,
      sources: [],
      findings: detail.findings.map((finding) => ({ ...finding, text: '' })),
      operatorId: null,
      operatorLatRad: null,
      operatorLonRad: null,
    };
  }

  identity(trackNumber: number): IdentityState {
    const state = this.#node.identity(trackNumber);
    if (!this.isForeign) return state;
    return { ...state, by: { ...state.by, id: '' }, reason: '' };
  }

  entries(trackNumber: number): readonly ZoneEntry[] {
    const entries = this.#node.entries(trackNumber);
    if (entries.length === 0) return entries;
    const zones = this.zones();
    return entries.filter(({ zoneId }) => zones.some(({ id }) => id === zoneId));
  }

  forecastNoise(onSurface: boolean): number {
    return this.#node.forecastNoise(onSurface);
  }

  /** Asked for every track of every frame: what the list of alerts hangs on is compared, not the list made. */
  alertOf(trackNumber: number): number {
    const node = this.#node;
    let codes = this.#codes;
    if (
      codes === null ||
      codes.of !== node.alerts() ||
      codes.zones !== node.zones() ||
      codes.version !== this.labels.version
    ) {
      const alerts = this.alerts();
      const map = alerts === node.alerts() ? null : codesByTrack(alerts);
      codes = { of: node.alerts(), zones: node.zones(), version: this.labels.version, map };
      this.#codes = codes;
    }
    return codes.map === null ? node.alertOf(trackNumber) : (codes.map.get(trackNumber) ?? 0);
  }

  // ---- lists

  alerts(): readonly Alert[] {
    const zones = this.zones();
    const isWhole = zones === this.#node.zones() && this.#readable().isWhole;
    return this.#alerts.of(
      this.#node.alerts(),
      this.labels.version,
      zones,
      (alert) =>
        this.mayRead(this.member, alert.label) && (isWhole || this.#seesParts(alert, zones)),
      (count) => this.#count('alert', count),
    );
  }

  incidents(): readonly Incident[] {
    const alerts = this.alerts();
    let known: ReadonlySet<string> | null = null;
    const isWithheld = (id: string): boolean => {
      known ??= this.#withheldAlerts(alerts);
      return known.has(id);
    };
    return this.#incidents.of(
      this.#node.incidents(),
      this.labels.version,
      alerts,
      ({ label, trackNumbers, alertIds }) =>
        this.mayRead(this.member, label) &&
        trackNumbers.every((trackNumber) => this.seesTrack(trackNumber)) &&
        !alertIds.some(isWithheld),
      (count) => this.#count('incident', count),
    );
  }

  #withheldAlerts(shown: readonly Alert[]): ReadonlySet<string> {
    const all = this.#node.alerts();
    if (shown === all) return new Set();
    const seen = new Set(shown);
    return new Set(all.filter((one) => !seen.has(one)).map(({ id }) => id));
  }

  zones(): readonly Zone[] {
    return this.#zones.of(
      this.#node.zones(),
      0,
      null,
      ({ label }) => this.mayRead(this.member, label),
      (count) => this.#count('zone', count),
    );
  }

  sources(): readonly SourceStatus[] {
    return this.#node.sources().filter(({ id }) => this.seesSource(id));
  }

  sensors(): readonly SensorInfo[] {
    return this.#node.sensors().filter(({ sourceId }) => this.seesSource(sourceId));
  }

  status(): NodeStatus {
    const status = this.#node.status();
    const tracks = this.picture().count;
    if (this.isForeign) {
      const none = { live: 0, total: 0 };
      return { ...status, tracks, plotRate: 0, sources: none, notices: [], diskFreeMb: 0 };
    }
    const seen = this.sources();
    if (seen.length === status.sources.total) return { ...status, tracks };
    return {
      ...status,
      tracks,
      plotRate: Math.round(seen.reduce((sum, source) => sum + source.plotRate, 0)),
      sources: { live: seen.filter(({ state }) => state === 'live').length, total: seen.length },
    };
  }

  // ---- the past

  async trackHistory(
    trackNumber: number,
    fromAt: number,
    toAt: number,
  ): Promise<readonly TrackPoint[]> {
    return this.seesTrack(trackNumber) ? this.#node.trackHistory(trackNumber, fromAt, toAt) : [];
  }

  async pastLabels(at: number, trackNumbers: readonly number[]): Promise<readonly TrackLabel[]> {
    const seen = trackNumbers.filter((trackNumber) => this.seesTrack(trackNumber));
    const labels = await this.#node.pastLabels(at, seen);
    return this.isForeign ? labels.map((label) => ({ ...label, sourceIds: [] })) : labels;
  }

  /** As they stood at `toAt`, out of the ledger; those of today that began before what was read of it as they are. */
  async pastAlerts(fromAt: number, toAt: number): Promise<readonly Alert[]> {
    const read = (after: number, limit: number): readonly LedgerEntry[] =>
      this.#node.ledger(after, limit);
    return this.#withLive(await alertsAt(read, fromAt, toAt)).filter(
      ({ firstAt, lastAt }) => firstAt <= toAt && lastAt >= fromAt,
    );
  }

  async knownAlerts(): Promise<readonly Alert[]> {
    return this.#withLive(await this.#node.knownAlerts());
  }

  /** Those of the ledger that this reader may see, and those of now that are not among them. */
  #withLive(then: readonly Alert[]): readonly Alert[] {
    const zones = this.zones();
    const shown = then.filter(
      (alert) => this.mayRead(this.member, alert.label) && this.#seesParts(alert, zones),
    );
    return withAlertsOfNow(shown, this.alerts());
  }

  /** Counts of tracks are kept without their labels: who does not see every track is told none. */
  async density(fromAt: number, toAt: number, buckets: number): Promise<HistoryDensity> {
    const density = await this.#node.density(fromAt, toAt, buckets);
    const isWhole = !this.isForeign && this.#readable().isWhole;
    return {
      ...density,
      tracks: isWhole ? density.tracks : density.tracks.map(() => 0),
      alerts: countAlerts(await this.knownAlerts(), fromAt, toAt, buckets),
    };
  }

  async *frames(
    fromAt: number,
    toAt: number,
    stepMs: number,
    box: Box | null,
  ): AsyncGenerator<Uint8Array> {
    const isWhole = this.#readable().isWhole && this.mayRead(this.member, UNKNOWN);
    const showsAlerts = this.alerts() === this.#node.alerts();
    for await (const bytes of this.#node.frames(fromAt, toAt, stepMs, box)) {
      if (isWhole && showsAlerts) yield bytes;
      else
        for (const frame of readTrackFrames(bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()))
          yield filterFrame(frame, (trackNumber) => this.seesTrack(trackNumber), showsAlerts);
    }
  }

  /** Gaps in the numbers would tell another member how much there is: its people are shown none of it. */
  ledger(afterSeq: number, limit: number): readonly LedgerEntry[] {
    if (this.isForeign) return [];
    const seen: LedgerEntry[] = [];
    for (let after = afterSeq; seen.length < limit;) {
      const page = this.#node.ledger(after, Math.min(LEDGER_PAGE, limit));
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.seq;
      const shown = page.filter(({ origin, label }) => this.mayRead(origin, label));
      if (shown.length < page.length) this.#count('entry', page.length - shown.length);
      seen.push(...shown.slice(0, limit - seen.length));
    }
    return seen;
  }

  metrics(): Promise<string> {
    return this.#node.metrics();
  }

  subscribe(listener: (change: NodeChange) => void): () => void {
    return this.#node.subscribe(listener);
  }

  // ---- commands

  /** What is commanded must be there for the reader: an id that is withheld is as good as one that is made up. */
  async command(command: WatchCommand, actor: string): Promise<Result<null, Refusal>> {
    if (!seesAllOf(this, command)) return fail(NOT_FOUND);
    return this.#node.command(command, actor);
  }

  async importZones(
    bytes: Uint8Array,
    format: string,
    actor: string,
  ): Promise<Result<ZoneImportReport, Refusal>> {
    return this.#node.importZones(bytes, format, actor);
  }

  /** How the node is made is its own people's alone. */
  seesSource(sourceId: string): boolean {
    return !this.isForeign && this.mayRead(this.member, this.labels.labelOfSource(sourceId));
  }

  /** Tracks, zones and source of an alert as they stand now: they may be narrower than when it was raised. */
  #seesParts(alert: Alert, zones: readonly Zone[]): boolean {
    const { object } = alert;
    if (object.kind === 'source' && !this.seesSource(object.sourceId)) return false;
    if (object.kind === 'node' && this.isForeign) return false;
    if (!tracksOfAlert(alert).every((trackNumber) => this.seesTrack(trackNumber))) return false;
    const ids = new Set([alert.zoneId, ...(alert.zoneIds ?? [])].filter((id) => id !== null));
    if (ids.size === 0) return true;
    const gone = (id: string): boolean => !this.#node.zones().some((zone) => zone.id === id);
    return [...ids].every((id) => zones.some((zone) => zone.id === id) || gone(id));
  }

  /** Which labels of sources this class reads; whole: all of them, so that nothing has to be looked through. */
  #readable(): { readonly bits: number; readonly isWhole: boolean } {
    const { version } = this.labels;
    if (this.#mask?.version === version) return this.#mask;
    let bits = 0;
    const list = this.labels.labels();
    list.forEach((label, i) => {
      if (this.mayRead(this.member, label)) bits |= 1 << i;
    });
    const all = list.length >= 31 ? -1 : 2 ** list.length - 1;
    this.#mask = { version, bits, isWhole: !this.isForeign && bits === all };
    return this.#mask;
  }
}
