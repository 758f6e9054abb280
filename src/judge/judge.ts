import { ok, type Result } from '../base/index.ts';
import {
  ENVIRONMENTS,
  type Alert,
  type Identity,
  type IdentityState,
  type Incident,
  type Label,
  type LedgerFact,
  type Picture,
  type Refusal,
  type SensorKind,
  type TrackDetail,
  type WatchCommand,
  type Zone,
  type ZoneEntry,
} from '../model/index.ts';
import {
  alertKey,
  evolveAlerts,
  makeAlertBook,
  objectKey,
  type AlertRecord,
} from './alert-book.ts';
import {
  decideAlerts,
  decideTimers,
  makeFact,
  makeId,
  RULE_ACTOR,
  type Standing,
} from './alert-decide.ts';
import { bodyText } from './body.ts';
import { decideCommand } from './commands.ts';
import { OverrideFollower } from './follow.ts';
import { grownFact } from './grow.ts';
import {
  hasDeceit,
  isUnmanned,
  isWildlife,
  updateIdentity,
  type IdentityFacts,
  type IdentityMemory,
} from './identity.ts';
import { evolveIncidents, makeIncidentBook } from './incident-book.ts';
import { decideIncidents } from './incident-decide.ts';
import { narrowFact, type KnownLabels } from './narrow.ts';
import {
  lostFromAlert,
  refindObjects,
  relinkObjects,
  type FreshTrack,
  type LostObject,
  type Missing,
  type Newcomer,
} from './relink.ts';
import { JUDGE_BOUNDS, type AlertRules } from './rules.ts';
import {
  detailStandings,
  entryStandings,
  groupsByTrack,
  mayDeclare,
  oneAnEmergency,
  type NameOf,
  type ReportedCondition,
} from './standing.ts';
import { EntryWatch, SILENT_MS, type TrackFacts } from './watch.ts';
import { evolveZones, makeZoneBook } from './zone-book.ts';
import { ZoneIndex } from './zone-index.ts';

type DetailOf = (trackNumber: number) => TrackDetail | null;

/** What the judge asks of the rest of the node. */
export interface JudgeOptions {
  /** kind of a sensor, to tell self-reports from measurements; without it two sources count as agreement */
  readonly sensorKindOf?: (sensorId: string) => SensorKind | null;
  /** what people call a track, for the texts of alerts */
  readonly nameOf?: NameOf;
  /** the node runs an exercise */
  readonly simulated?: boolean;
  /** label of a track, from its sources; without it tracks narrow nothing */
  readonly labelOfTrack?: (trackNumber: number) => Label | null;
}

/** What one tick gives. */
export interface JudgeOutcome {
  /** in order, to be appended to the ledger; the judge has applied them already */
  readonly facts: readonly LedgerFact[];
  /** identities that changed */
  readonly identities: readonly IdentityState[];
}

/** What left the judge's bounds, counted since start. */
export interface JudgeCounters {
  alertsRefused: number;
  overridesDropped: number;
  reportsDropped: number;
  notesLeftAway: number;
  zonePairsClipped: number;
}

interface TrackMemory extends IdentityMemory {
  dueAt: number;
  detailVersion: number;
  seenTick: number;
  unmanned: boolean;
  /** plots used since it was confirmed; Infinity when the tracker does not say */
  plots: number;
  /** exists probably enough to be judged */
  believed: boolean;
  /** no thing that can enter: an animal, or a claim that sensors contradict and none of them sees there */
  phantom: boolean;
  /** when sensors last took it for wildlife; NaN: never, or since then for a drone */
  wildlifeAt: number;
  /** what it says it is, for finding it again */
  claim: string;
  /** declares an emergency or has findings: looked at every tick */
  marked: boolean;
}

/**
 * Tracks and zones to identities, alerts and incidents. Pure: time comes with every call, the same calls give the same
 * answers. State that people rely on (alerts, incidents, overrides, zones) is a fold over ledger facts: give all of
 * them to apply() at start and it is as it was. What is only seen (forecasts, hysteresis, rule identities) is made
 * anew from the picture within some seconds.
 */
export class Judge {
  #rules: AlertRules;
  #index: ZoneIndex;
  readonly #alerts = makeAlertBook();
  readonly #incidents = makeIncidentBook();
  readonly #zones: ReturnType<typeof makeZoneBook>;
  readonly #overrides = new Map<number, IdentityState>();
  readonly #tracks = new Map<number, TrackMemory>();
  /** identities that changed since the last tick */
  #changed: IdentityState[] = [];
  readonly #watch = new EntryWatch();
  readonly #follower = new OverrideFollower();
  readonly #options: JudgeOptions;
  readonly #context = {
    refused: 0,
    holdEnds: false,
    isLost: (alert: Alert): boolean => !this.#isVisible(alert),
  };
  readonly #labels: KnownLabels = {
    track: (trackNumber) => this.#options.labelOfTrack?.(trackNumber) ?? null,
    zone: (id) => this.#zones.zones.get(id)?.label ?? null,
    alert: (id) => this.#alerts.records.get(id)?.alert.label ?? null,
    incident: (id) => this.#incidents.records.get(id)?.incident.label ?? null,
  };
  #reported: readonly ReportedCondition[] = [];
  #live = new Map<string, Standing>();
  #tick = 0;
  /** first tick: alerts restored from the ledger wait for their objects until then + restartGraceS */
  #startedAt = Number.NaN;
  #ghosts: LostObject[] = [];
  readonly counters: JudgeCounters = {
    alertsRefused: 0,
    overridesDropped: 0,
    reportsDropped: 0,
    notesLeftAway: 0,
    zonePairsClipped: 0,
  };

  /** @param zones zones in force from the start (configuration, demo); those of the ledger come through apply() */
  constructor(rules: AlertRules, zones: readonly Zone[], options: JudgeOptions = {}) {
    this.#rules = rules;
    this.#options = options;
    this.#zones = makeZoneBook(zones);
    this.#index = new ZoneIndex(zones, rules.heightBounds);
  }

  /** New rules from now on; alerts and incidents stay. */
  setRules(rules: AlertRules): void {
    this.#rules = rules;
    this.#zones.changed = true;
    for (const memory of this.#tracks.values()) memory.dueAt = 0;
  }

  rules(): AlertRules {
    return this.#rules;
  }

  /** Standing conditions of sources and of the node, as they are now: replaces what was reported before. */
  report(conditions: readonly ReportedCondition[]): void {
    if (conditions.length > JUDGE_BOUNDS.reported)
      this.counters.reportsDropped += conditions.length - JUDGE_BOUNDS.reported;
    this.#reported = conditions.slice(0, JUDGE_BOUNDS.reported);
  }

  /**
   * Looks at the identities of one of `parts` shares of the tracks, those that the next tick would have to look at.
   * A caller that shares them out over the time between two ticks has short ticks; one that does not loses nothing.
   */
  prepare(now: number, picture: Picture, detailOf: DetailOf, part: number, parts: number): void {
    for (let row = 0; row < picture.count; row++) {
      const trackNumber = picture.trackNumber[row]!;
      if (trackNumber % parts !== part) continue;
      const memory = this.#memoryOf(trackNumber, now);
      const isNews = picture.detailVersion[row]! !== memory.detailVersion;
      if (!isNews && now + LOOK_MS <= memory.dueAt) continue;
      if (this.#updateIdentity(memory, picture, row, detailOf, now))
        this.#changed.push(memory.state);
    }
  }

  /**
   * Looks at the picture; meant to be called about once a second.
   * @param now instant of the call, ms UTC; not before the last one
   */
  tick(now: number, picture: Picture, detailOf: DetailOf): JudgeOutcome {
    this.#tick++;
    this.#refreshIndex();
    const identities = this.#updateIdentities(now, picture, detailOf);
    const facts = (number: number): TrackFacts => this.#factsOf(number);
    this.#watch.update(picture, this.#index, this.#rules.entry, facts);
    this.#settleStart(now);
    const out: LedgerFact[] = [];
    const touched = new Set<string>();
    const take = (list: readonly LedgerFact[]): void => {
      for (const wide of list) {
        const fact = narrowFact(wide, this.#labels);
        this.apply(fact);
        out.push(fact);
        if (RAISES.has(fact.type)) touched.add(bodyText(fact.body, 'id'));
      }
    };
    take(this.#followOverrides(now));
    take(this.#relink(now));
    const refound = this.#refind(now);
    take(refound.facts);
    const standings = this.#findStandings(now, detailOf, refound.groups);
    take(this.#grow(standings.grown, now));
    take(this.#absorb(standings.absorbed, now));
    take(decideAlerts(this.#alerts, standings.list, now, this.#rules, this.#context));
    take(decideTimers(this.#alerts, now, this.#rules));
    take(decideIncidents(this.#incidents, this.#alerts, touched, now, this.#rules));
    this.#live = new Map(standings.list.map((one) => [one.family, one]));
    this.counters.alertsRefused = this.#context.refused;
    this.counters.notesLeftAway = this.#incidents.notesLeftAway;
    this.counters.zonePairsClipped = this.#watch.clipped;
    return { facts: out, identities };
  }

  /** decide(): what a command makes happen, or why not. Changes nothing: apply() the facts once they are durable. */
  command(command: WatchCommand, actor: string, now: number): Result<LedgerFact[], Refusal> {
    const state = {
      alerts: this.#alerts,
      incidents: this.#incidents,
      zones: this.#zones,
      overrides: this.#overrides,
      rules: this.#rules,
      simulated: this.#options.simulated === true,
    };
    const decided = decideCommand(state, command, actor, now);
    return decided.ok ? ok(decided.value.map((fact) => narrowFact(fact, this.#labels))) : decided;
  }

  /** evolve(): one fact later. Idempotent; facts of other kinds are passed over. */
  apply(fact: LedgerFact): void {
    const kind = fact.type.slice(0, fact.type.indexOf('.'));
    if (kind === 'alert') {
      evolveAlerts(this.#alerts, fact);
      evolveIncidents(this.#incidents, fact);
    } else if (kind === 'incident') evolveIncidents(this.#incidents, fact);
    else if (kind === 'zone') evolveZones(this.#zones, fact);
    else if (kind === 'identity') this.#evolveOverride(fact);
  }

  /** Open alerts and the last normal ones, as of the last tick: position, forecast and text are the newest. */
  alerts(): Alert[] {
    return [...this.#alerts.records.values()].map((record) => this.#fresh(record));
  }

  alert(id: string): Alert | null {
    const record = this.#alerts.records.get(id);
    return record === undefined ? null : this.#fresh(record);
  }

  incidents(): Incident[] {
    return [...this.#incidents.records.values()].map((record) => record.incident);
  }

  incident(id: string): Incident | null {
    return this.#incidents.records.get(id)?.incident ?? null;
  }

  zones(): Zone[] {
    return [...this.#zones.zones.values()];
  }

  /** The zones made ready for questions by place: for zonesAt(). */
  zoneIndex(): ZoneIndex {
    this.#refreshIndex();
    return this.#index;
  }

  /** Alerts and incidents that facts changed since the last call, and whether zones did. */
  takeChanges(): { alerts: Alert[]; incidents: Incident[] } {
    const alerts = [...this.#alerts.changed].flatMap((id) => this.alert(id) ?? []);
    const incidents = [...this.#incidents.changed].flatMap((id) => this.incident(id) ?? []);
    this.#alerts.changed.clear();
    this.#incidents.changed.clear();
    return { alerts, incidents };
  }

  identity(trackNumber: number): IdentityState {
    return (
      this.#overrides.get(trackNumber) ??
      this.#tracks.get(trackNumber)?.state ?? {
        trackNumber,
        identity: 'pending',
        by: { kind: 'rule', id: 'IDN-PENDING' },
        at: 0,
        reason: 'not judged yet',
      }
    );
  }

  /** Zones a track is inside of, or likely to enter, without right. */
  entries(trackNumber: number): readonly ZoneEntry[] {
    const pairs = this.#watch.tracks.get(trackNumber)?.pairs;
    if (pairs === undefined || pairs.length === 0) return NO_ENTRIES;
    return pairs
      .filter((pair) => pair.state !== 'none')
      .map((pair) => ({
        zoneId: pair.zoneId,
        zoneName: pair.zone.name,
        inside: pair.state === 'inside',
        forecast: pair.state === 'inside' ? null : pair.forecast,
      }));
  }

  /** Alerts about a track that are not normal, groups included. */
  alertsOf(trackNumber: number): Alert[] {
    const out: Alert[] = [];
    for (const record of this.#alerts.records.values()) {
      const { alert } = record;
      if (alert.state === 'normal') continue;
      const mine =
        alert.object.kind === 'track'
          ? alert.object.trackNumber === trackNumber
          : alert.object.kind === 'group' && alert.object.trackNumbers.includes(trackNumber);
      if (mine) out.push(this.#fresh(record));
    }
    return out;
  }

  /** Ids of open incidents that hold a track. */
  incidentsOf(trackNumber: number): string[] {
    return [...(this.#incidents.byTrack.get(trackNumber) ?? [])];
  }

  #fresh(record: AlertRecord): Alert {
    const live = this.#live.get(record.family);
    const { alert } = record;
    if (live === undefined || alert.state === 'normal' || alert.state === 'rectified-unack')
      return alert;
    const { latDeg, lonDeg, forecast, text } = live;
    return { ...alert, latDeg, lonDeg, forecast, text };
  }

  #refreshIndex(): void {
    if (!this.#zones.changed) return;
    this.#zones.changed = false;
    this.#index = new ZoneIndex([...this.#zones.zones.values()], this.#rules.heightBounds);
    this.#watch.rebind(this.#index);
  }

  #factsOf(trackNumber: number): TrackFacts {
    const memory = this.#tracks.get(trackNumber);
    return {
      identity: this.identity(trackNumber).identity,
      unmanned: memory?.unmanned === true,
      // A person who has set its identity has said that it is something.
      phantom: memory?.phantom === true && !this.#overrides.has(trackNumber),
      weak: memory !== undefined && memory.plots < this.#rules.entry.minPlots,
    };
  }

  #updateIdentities(now: number, picture: Picture, detailOf: DetailOf): IdentityState[] {
    const changed = this.#changed;
    this.#changed = [];
    for (let row = 0; row < picture.count; row++) {
      const memory = this.#memoryOf(picture.trackNumber[row]!, now);
      memory.seenTick = this.#tick;
      memory.believed = !(picture.existence[row]! < this.#rules.entry.minExistence);
      if (picture.detailVersion[row]! === memory.detailVersion && now < memory.dueAt) continue;
      if (this.#updateIdentity(memory, picture, row, detailOf, now)) changed.push(memory.state);
    }
    if (this.#tracks.size > picture.count + 64) this.#forgetTracks();
    return changed;
  }

  #memoryOf(trackNumber: number, now: number): TrackMemory {
    let memory = this.#tracks.get(trackNumber);
    if (memory === undefined) {
      memory = makeMemory(trackNumber, now);
      memory.seenTick = this.#tick;
      this.#tracks.set(trackNumber, memory);
    }
    return memory;
  }

  /** True when its identity changed and no person has set it. */
  #updateIdentity(
    memory: TrackMemory,
    picture: Picture,
    row: number,
    detailOf: DetailOf,
    now: number,
  ): boolean {
    const trackNumber = picture.trackNumber[row]!;
    memory.detailVersion = picture.detailVersion[row]!;
    const detail = detailOf(trackNumber);
    memory.plots = plotsOf(detail);
    memory.unmanned = detail !== null && isUnmanned(detail);
    if (detail !== null && isWildlife(detail)) memory.wildlifeAt = now;
    else if (memory.unmanned) memory.wildlifeAt = Number.NaN;
    memory.phantom =
      now - memory.wildlifeAt < WILDLIFE_HOLD_MS || (detail !== null && this.#isGhost(detail, now));
    memory.claim = detail === null ? memory.claim : claimOf(detail);
    memory.marked = detail !== null && mayDeclare(detail, this.#rules);
    const facts = this.#identityFacts(picture, row, detail, now);
    const changed = updateIdentity(memory, facts, this.#rules.identity, now);
    const settled =
      memory.nextRuleId === memory.state.by.id &&
      memory.state.identity !== 'pending' &&
      memory.plots >= this.#rules.entry.minPlots;
    memory.dueAt = now + (settled ? 8000 + (trackNumber % 16) * 250 : LOOK_MS);
    return changed && !this.#overrides.has(trackNumber);
  }

  #forgetTracks(): void {
    for (const [number, memory] of this.#tracks) {
      if (memory.seenTick !== this.#tick && !this.#watch.tracks.has(number))
        this.#tracks.delete(number);
    }
  }

  #identityFacts(
    picture: Picture,
    row: number,
    detail: TrackDetail | null,
    now: number,
  ): IdentityFacts {
    const trackNumber = picture.trackNumber[row]!;
    const watch = this.#watch.tracks.get(trackNumber);
    return {
      trackNumber,
      detail,
      environment: ENVIRONMENTS[picture.environment[row]!]!,
      altM: picture.altM[row]!,
      speedMps: Math.hypot(picture.vEastMps[row]!, picture.vNorthMps[row]!),
      bornAt: picture.bornAt[row]!,
      corroborated: detail !== null && this.#isCorroborated(detail, now),
      nearZone: watch !== undefined && (watch.near || watch.pairs.length > 0),
    };
  }

  #isCorroborated(detail: TrackDetail, now: number): boolean {
    const { sensorKindOf } = this.#options;
    let said = false;
    let measured = false;
    const sourceIds = new Set<string>();
    for (const source of detail.sources) {
      if (now - source.lastAt > 60_000) continue;
      sourceIds.add(source.sourceId);
      const kind = sensorKindOf?.(source.sensorId) ?? null;
      if (kind === 'selfreport') said = true;
      else if (kind !== null) measured = true;
    }
    return sensorKindOf === undefined ? sourceIds.size > 1 : said && measured;
  }

  /** A false position: only the object itself says it is there, and its claims are found not to hold. */
  #isGhost(detail: TrackDetail, now: number): boolean {
    const { sensorKindOf } = this.#options;
    if (sensorKindOf === undefined || !hasDeceit(detail, this.#rules.identity, now)) return false;
    return detail.sources.every(
      (source) => now - source.lastAt > 60_000 || sensorKindOf(source.sensorId) === 'selfreport',
    );
  }

  #findStandings(
    now: number,
    detailOf: DetailOf,
    refound: ReadonlyMap<number, string>,
  ): { list: Standing[]; absorbed: Map<string, string>; grown: Map<string, Standing> } {
    const nameOf: NameOf = this.#options.nameOf ?? ((number) => `T${number}`);
    const entry = entryStandings(
      this.#watch.tracks.values(),
      this.#alerts,
      this.#rules,
      now,
      nameOf,
      refound,
    );
    const list = entry.standings;
    const claims: Standing[] = [];
    for (const [number, memory] of this.#tracks) {
      if (!memory.marked || memory.seenTick !== this.#tick) continue;
      if (!memory.believed || memory.plots < this.#rules.entry.minPlots) continue;
      const detail = detailOf(number);
      const place = this.#watch.tracks.get(number);
      if (detail !== null && place !== undefined)
        claims.push(...detailStandings(detail, place, nameOf(number), this.#rules, now));
    }
    list.push(...oneAnEmergency(claims, this.#alerts));
    for (const one of this.#reported) {
      const family = `${one.condition}|${objectKey(one.object)}`;
      list.push({ ...one, family, zoneId: null, forecast: null, latDeg: null, lonDeg: null });
    }
    if (this.#zones.incomplete.size > 0) list.push(this.#incompleteZones());
    return { list, absorbed: entry.absorbed, grown: entry.grown };
  }

  #incompleteZones(): Standing {
    const names = [...this.#zones.incomplete.keys()];
    const bad = [...this.#zones.incomplete.values()].reduce((sum, n) => sum + n, 0);
    return {
      family: 'zone-set-incomplete|node',
      condition: 'zone-set-incomplete',
      priority: 'caution',
      object: { kind: 'node' },
      zoneId: null,
      text: `Zone set incomplete: ${bad} zone(s) of ${names.slice(0, 3).join(', ')} did not load`,
      tip: 'Open Zones, read the findings of the import, get a corrected file and import it again.',
      forecast: null,
      latDeg: null,
      lonDeg: null,
      simulated: this.#options.simulated === true,
    };
  }

  /** At the first tick: which alerts of the ledger wait for their objects, and where those were. */
  #settleStart(now: number): void {
    if (Number.isNaN(this.#startedAt)) {
      this.#startedAt = this.#alerts.open > 0 ? now : -Infinity;
      for (const { alert } of this.#alerts.records.values()) {
        const lost = alert.state === 'normal' ? null : lostFromAlert(alert);
        if (lost !== null) this.#ghosts.push(lost);
      }
    }
    const waiting = now - this.#startedAt < this.#rules.restartGraceS * 1000;
    this.#context.holdEnds = waiting;
    if (!waiting) this.#ghosts = [];
  }

  /** A person's word goes over to the track that goes on from the one it was about (IDN-8). */
  #followOverrides(now: number): LedgerFact[] {
    if (this.#overrides.size === 0) return [];
    const pairs = this.#follower.follow(
      now,
      this.#overrides.keys(),
      (number) => this.#overrides.has(number),
      this.#watch.tracks,
      (number) => this.#tracks.get(number)?.claim ?? '',
      this.#rules.relink,
    );
    return pairs.map(([from, to]) => {
      const { identity, by, reason } = this.#overrides.get(from)!;
      const body = { trackNumber: to, from, identity, by: by.id, reason };
      return makeFact('identity.followed', now, RULE_ACTOR, body, this.#rules.labels.identity);
    });
  }

  /** New tracks that go on from alerted objects whose tracks broke: the alerts move over to them. */
  #relink(now: number): LedgerFact[] {
    const lost = [...this.#ghosts];
    const fresh: FreshTrack[] = [];
    if (lost.length === 0 && !this.#watch.anySilent) return [];
    const alerted = new Map<number, AlertRecord[]>();
    for (const record of this.#alerts.records.values()) {
      const { alert, family } = record;
      if (alert.state === 'normal' || alert.object.kind !== 'track') continue;
      if (!family.startsWith('entry|')) continue;
      const number = alert.object.trackNumber;
      alerted.set(number, [...(alerted.get(number) ?? []), record]);
    }
    if (alerted.size === 0) return [];
    for (const watch of this.#watch.tracks.values()) {
      if (watch.pairs.length === 0) continue;
      const claim = this.#tracks.get(watch.trackNumber)?.claim ?? '';
      if (watch.lost || now - watch.updatedAt > SILENT_MS) {
        if (alerted.has(watch.trackNumber))
          lost.push({ ...watch, at: watch.lookedAt, lastPlotAt: watch.updatedAt, claim });
      } else if (!alerted.has(watch.trackNumber)) fresh.push({ ...watch, claim });
    }
    if (lost.length === 0 || fresh.length === 0) return [];
    const pairs = relinkObjects(lost, fresh, now, this.#rules.relink);
    return pairs.flatMap(([from, to]) => this.#move(alerted.get(from) ?? [], from, to, now));
  }

  /** Whether an object of an alert is in the picture now. */
  #isVisible({ object }: Alert): boolean {
    if (object.kind === 'track') return this.#isSeen(object.trackNumber);
    return object.kind === 'group' && object.trackNumbers.some((number) => this.#isSeen(number));
  }

  #isSeen(trackNumber: number): boolean {
    return this.#watch.tracks.get(trackNumber)?.lost === false;
  }

  /** Tracks that appear inside a zone where objects were lost: unseen alerts go on with them. */
  #refind(now: number): { facts: LedgerFact[]; groups: Map<number, string> } {
    const groups = new Map<number, string>();
    const newcomers: Newcomer[] = [];
    for (const watch of this.#watch.tracks.values()) {
      if (watch.lost || watch.pairs.length === 0) continue;
      const pair = watch.pairs.find((one) => one.state === 'inside' && one.forecast === null);
      if (pair === undefined || this.#alerts.byFamily.has(`entry|track:${watch.trackNumber}`))
        continue;
      newcomers.push({ ...watch, zoneId: pair.zoneId });
    }
    if (newcomers.length === 0) return { facts: [], groups };
    const grouped = groupsByTrack(this.#alerts);
    const free = newcomers.filter((one) => !grouped.has(one.trackNumber));
    const missing = free.length === 0 ? [] : this.#findMissing(now);
    const facts: LedgerFact[] = [];
    for (const [number, alert] of refindObjects(missing, free, now, this.#rules.relink)) {
      if (alert.object.kind === 'group') groups.set(number, alert.id);
      else if (alert.object.kind === 'track') {
        const record = this.#alerts.records.get(alert.id)!;
        facts.push(...this.#move([record], alert.object.trackNumber, number, now));
      }
    }
    return { facts, groups };
  }

  /** Entry alerts with objects that were lost: single ones that nobody has seen yet, and groups. */
  #findMissing(now: number): Missing[] {
    const missing: Missing[] = [];
    for (const { alert, family, lost } of this.#alerts.records.values()) {
      if (alert.state === 'normal' || !family.startsWith('entry|')) continue;
      const over = alert.state === 'rectified-unack';
      if (alert.object.kind === 'track') {
        if (over && lost && !this.#isSeen(alert.object.trackNumber))
          missing.push({ alert, count: 1, sinceAt: alert.lastAt });
      } else if (alert.object.kind === 'group' && (!over || lost)) {
        const unseen = alert.object.trackNumbers.filter((number) => !this.#isSeen(number));
        const earliest = now - this.#rules.relink.refindMaxS * 1000;
        const sinceAt = over ? alert.lastAt : Math.max(alert.firstAt, earliest);
        if (unseen.length > 0) missing.push({ alert, count: unseen.length, sinceAt });
      }
    }
    return missing;
  }

  #move(records: readonly AlertRecord[], from: number, to: number, now: number): LedgerFact[] {
    this.#watch.succeed(from, to);
    this.#ghosts = this.#ghosts.filter((ghost) => ghost.trackNumber !== from);
    const object = { kind: 'track', trackNumber: to } as const;
    return records.map(({ alert, family }) => {
      const body = {
        id: alert.id,
        object,
        family: family.replace(`track:${from}`, `track:${to}`),
        key: alertKey(alert.condition, object, alert.zoneId),
        from,
      };
      return makeFact('alert.moved', now, RULE_ACTOR, body, alert.label);
    });
  }

  /** A new swarm goes on with the alert that one of its members had already. */
  #grow(grown: ReadonlyMap<string, Standing>, now: number): LedgerFact[] {
    return [...grown].map(([id, one]) => grownFact(this.#alerts.records.get(id)!, one, now));
  }

  #absorb(absorbed: ReadonlyMap<string, string>, now: number): LedgerFact[] {
    const facts: LedgerFact[] = [];
    for (const [family, into] of absorbed) {
      const record = this.#alerts.byFamily.get(family);
      if (record === undefined || record.alert.state === 'normal') continue;
      const group = this.#alerts.byFamily.get(into);
      const body = { id: record.alert.id, into: group?.alert.id ?? makeId('A', into, now) };
      facts.push(makeFact('alert.absorbed', now, RULE_ACTOR, body, record.alert.label));
    }
    return facts;
  }

  #evolveOverride(fact: LedgerFact): void {
    const trackNumber = Number(fact.body['trackNumber']);
    const memory = this.#tracks.get(trackNumber);
    if (memory !== undefined) memory.dueAt = 0;
    if (fact.type === 'identity.lifted') {
      this.#overrides.delete(trackNumber);
      return;
    }
    const followed = fact.type === 'identity.followed';
    if (!followed && fact.type !== 'identity.overridden') return;
    this.#overrides.delete(trackNumber);
    if (this.#overrides.size >= JUDGE_BOUNDS.overrides) {
      this.#overrides.delete(this.#overrides.keys().next().value!);
      this.counters.overridesDropped++;
    }
    this.#overrides.set(trackNumber, {
      trackNumber,
      identity: fact.body['identity'] as Identity,
      by: { kind: 'person', id: followed ? bodyText(fact.body, 'by') : fact.actor },
      at: fact.at,
      reason: bodyText(fact.body, 'reason'),
    });
  }
}

/** Most tracks have none, and every label asks. */
const NO_ENTRIES: readonly ZoneEntry[] = [];

/** A track whose identity is not settled is looked at this often: about once a tick. */
const LOOK_MS = 1000;
/** Sensors waver: one that took it for a bird need not say so in every report. */
const WILDLIFE_HOLD_MS = 60_000;

const RAISES = new Set([
  'alert.raised',
  'alert.upgraded',
  'alert.members',
  'alert.repeated',
  'alert.moved',
  'alert.grouped',
]);

function plotsOf(detail: TrackDetail | null): number {
  if (detail === null) return Infinity;
  return detail.sources.reduce((sum, source) => sum + source.plots, 0);
}

function claimOf(detail: TrackDetail): string {
  if (detail.icao !== null) return `icao:${detail.icao}`;
  if (detail.mmsi !== null) return `mmsi:${detail.mmsi}`;
  return detail.uasId === null ? '' : `uas:${detail.uasId}`;
}

function makeMemory(trackNumber: number, now: number): TrackMemory {
  return {
    state: {
      trackNumber,
      identity: 'pending',
      by: { kind: 'rule', id: 'IDN-PENDING' },
      at: now,
      reason: 'too young to say',
    },
    nextRuleId: 'IDN-PENDING',
    nextSince: now,
    dueAt: 0,
    detailVersion: -1,
    seenTick: 0,
    unmanned: false,
    plots: 0,
    believed: false,
    phantom: false,
    wildlifeAt: Number.NaN,
    claim: '',
    marked: false,
  };
}
