import { ok, type Result } from '../base/index.ts';
import type {
  Alert,
  IdentityState,
  Incident,
  Label,
  LedgerFact,
  Picture,
  Refusal,
  WatchCommand,
  Zone,
  ZoneEntry,
} from '../model/index.ts';
import { evolveAlerts, makeAlertBook, objectKey, type AlertRecord } from './alert-book.ts';
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
import { Continuity } from './continuity.ts';
import { grownFact } from './grow.ts';
import { Identities, type DetailOf, type SensorKindOf } from './identities.ts';
import { evolveIncidents, makeIncidentBook } from './incident-book.ts';
import { decideIncidents } from './incident-decide.ts';
import { narrowFact, type KnownLabels } from './narrow.ts';
import { JUDGE_BOUNDS, type AlertRules } from './rules.ts';
import {
  detailStandings,
  entryStandings,
  oneAnEmergency,
  overText,
  type NameOf,
  type ReportedCondition,
} from './standing.ts';
import { EntryWatch, type TrackFacts } from './watch.ts';
import { evolveZones, incompleteZones, makeZoneBook } from './zone-book.ts';
import { ZoneIndex } from './zone-index.ts';

/** What the judge asks of the rest of the node. */
export interface JudgeOptions {
  /** kind of a sensor, to tell self-reports from measurements; without it two sources count as agreement */
  readonly sensorKindOf?: SensorKindOf;
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
  readonly #watch = new EntryWatch();
  readonly #identities: Identities;
  readonly #continuity: Continuity;
  readonly #options: JudgeOptions;
  readonly #context = {
    refused: 0,
    holdEnds: false,
    isLost: (alert: Alert): boolean => !this.#continuity.isVisible(alert),
    overText: (alert: Alert, isLost: boolean): string => {
      const zone = this.#zones.zones.get(alert.zoneId ?? '')?.name ?? alert.zoneId ?? 'the zone';
      return overText(alert, isLost, this.#nameOf, zone);
    },
  };
  readonly #nameOf: NameOf = (number) => this.#options.nameOf?.(number) ?? `T${number}`;
  readonly #labels: KnownLabels = {
    track: (trackNumber) => this.#options.labelOfTrack?.(trackNumber) ?? null,
    zone: (id) => this.#zones.zones.get(id)?.label ?? null,
    alert: (id) => this.#alerts.records.get(id)?.alert.label ?? null,
    incident: (id) => this.#incidents.records.get(id)?.incident.label ?? null,
  };
  #reported: readonly ReportedCondition[] = [];
  #live = new Map<string, Standing>();
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
    this.#identities = new Identities(rules, this.#watch, options.sensorKindOf);
    this.#continuity = new Continuity(this.#alerts, this.#watch, this.#identities);
    this.#zones = makeZoneBook(zones);
    this.#index = new ZoneIndex(zones, rules.heightBounds);
  }

  /** New rules from now on; alerts and incidents stay. */
  setRules(rules: AlertRules): void {
    this.#rules = rules;
    this.#zones.changed = true;
    this.#identities.setRules(rules);
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
    this.#identities.prepare(now, picture, detailOf, part, parts);
  }

  /**
   * Looks at the picture; meant to be called about once a second.
   * @param now instant of the call, ms UTC; not before the last one
   */
  tick(now: number, picture: Picture, detailOf: DetailOf): JudgeOutcome {
    const rules = this.#rules;
    this.#refreshIndex();
    const identities = this.#identities.update(now, picture, detailOf);
    const facts = (number: number): TrackFacts => this.#identities.factsOf(number);
    this.#watch.update(picture, this.#index, rules.entry, facts);
    this.#context.holdEnds = this.#continuity.settleStart(now, rules);
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
    take(this.#continuity.followOverrides(now, rules));
    take(this.#continuity.relink(now, rules));
    const refound = this.#continuity.refind(now, rules);
    take(refound.facts);
    const standings = this.#findStandings(now, detailOf, refound.groups);
    take(this.#grow(standings.grown, now));
    take(this.#absorb(standings.absorbed, now));
    take(decideAlerts(this.#alerts, standings.list, now, rules, this.#context));
    take(decideTimers(this.#alerts, now, rules));
    take(decideIncidents(this.#incidents, this.#alerts, touched, now, rules));
    this.#live = new Map(standings.list.map((one) => [one.family, one]));
    this.counters.alertsRefused = this.#context.refused;
    this.counters.overridesDropped = this.#identities.overridesDropped;
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
      overrides: this.#identities.overrides,
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
    else if (kind === 'identity') this.#identities.evolve(fact);
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
    return this.#identities.of(trackNumber);
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

  #findStandings(
    now: number,
    detailOf: DetailOf,
    refound: ReadonlyMap<number, string>,
  ): { list: Standing[]; absorbed: Map<string, string>; grown: Map<string, Standing> } {
    const entry = entryStandings(
      this.#watch.tracks.values(),
      this.#alerts,
      this.#rules,
      now,
      this.#nameOf,
      refound,
    );
    const list = entry.standings;
    const claims: Standing[] = [];
    for (const number of this.#identities.marked()) {
      const detail = detailOf(number);
      const place = this.#watch.tracks.get(number);
      if (detail !== null && place !== undefined)
        claims.push(...detailStandings(detail, place, this.#nameOf(number), this.#rules, now));
    }
    list.push(...oneAnEmergency(claims, this.#alerts));
    for (const one of this.#reported) {
      const family = `${one.condition}|${objectKey(one.object)}`;
      list.push({ ...one, family, zoneId: null, forecast: null, latDeg: null, lonDeg: null });
    }
    if (this.#zones.incomplete.size > 0)
      list.push(incompleteZones(this.#zones, this.#options.simulated === true));
    return { list, absorbed: entry.absorbed, grown: entry.grown };
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
}

/** Most tracks have none, and every label asks. */
const NO_ENTRIES: readonly ZoneEntry[] = [];

const RAISES = new Set([
  'alert.raised',
  'alert.upgraded',
  'alert.members',
  'alert.repeated',
  'alert.moved',
  'alert.grouped',
]);
