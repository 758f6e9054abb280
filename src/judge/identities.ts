import {
  ENVIRONMENTS,
  type Identity,
  type IdentityState,
  type LedgerFact,
  type Picture,
  type SensorKind,
  type TrackDetail,
} from '../model/index.ts';
import { bodyText } from './body.ts';
import {
  hasDeceit,
  isUnmanned,
  isWildlife,
  updateIdentity,
  type IdentityFacts,
  type IdentityMemory,
} from './identity.ts';
import { JUDGE_BOUNDS, type AlertRules } from './rules.ts';
import { mayDeclare } from './standing.ts';
import type { EntryWatch, TrackFacts } from './watch.ts';

export type DetailOf = (trackNumber: number) => TrackDetail | null;

/** kind of a sensor; null when it is not known */
export type SensorKindOf = (sensorId: string) => SensorKind | null;

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
 * Who each track of the picture is: by rules, made anew from the picture within seconds, or by a person's word, which
 * is a fold over ledger facts.
 */
export class Identities {
  /** a person's word, by track number */
  readonly overrides = new Map<number, IdentityState>();
  /** oldest words given up at the bound */
  overridesDropped = 0;
  #rules: AlertRules;
  readonly #watch: EntryWatch;
  readonly #sensorKindOf: SensorKindOf | undefined;
  readonly #tracks = new Map<number, TrackMemory>();
  /** identities that changed since the last update */
  #changed: IdentityState[] = [];
  #tick = 0;

  /** @param sensorKindOf without it two sources count as agreement */
  constructor(rules: AlertRules, watch: EntryWatch, sensorKindOf: SensorKindOf | undefined) {
    this.#rules = rules;
    this.#watch = watch;
    this.#sensorKindOf = sensorKindOf;
  }

  setRules(rules: AlertRules): void {
    this.#rules = rules;
    for (const memory of this.#tracks.values()) memory.dueAt = 0;
  }

  /** Looks at one of `parts` shares of the tracks, those that the next update would have to look at. */
  prepare(now: number, picture: Picture, detailOf: DetailOf, part: number, parts: number): void {
    for (let row = 0; row < picture.count; row++) {
      const trackNumber = picture.trackNumber[row]!;
      if (trackNumber % parts !== part) continue;
      const memory = this.#memoryOf(trackNumber, now);
      const isNews = picture.detailVersion[row]! !== memory.detailVersion;
      if (!isNews && now + LOOK_MS <= memory.dueAt) continue;
      if (this.#look(memory, picture, row, detailOf, now)) this.#changed.push(memory.state);
    }
  }

  /** Looks at all that are due; the identities that changed since the last time. */
  update(now: number, picture: Picture, detailOf: DetailOf): IdentityState[] {
    this.#tick++;
    const changed = this.#changed;
    this.#changed = [];
    for (let row = 0; row < picture.count; row++) {
      const memory = this.#memoryOf(picture.trackNumber[row]!, now);
      memory.seenTick = this.#tick;
      memory.believed = !(picture.existence[row]! < this.#rules.entry.minExistence);
      if (picture.detailVersion[row]! === memory.detailVersion && now < memory.dueAt) continue;
      if (this.#look(memory, picture, row, detailOf, now)) changed.push(memory.state);
    }
    if (this.#tracks.size > picture.count + 64) this.#forgetTracks();
    return changed;
  }

  of(trackNumber: number): IdentityState {
    return (
      this.overrides.get(trackNumber) ??
      this.#tracks.get(trackNumber)?.state ?? {
        trackNumber,
        identity: 'pending',
        by: { kind: 'rule', id: 'IDN-PENDING' },
        at: 0,
        reason: 'not judged yet',
      }
    );
  }

  factsOf(trackNumber: number): TrackFacts {
    const memory = this.#tracks.get(trackNumber);
    return {
      identity: this.of(trackNumber).identity,
      unmanned: memory?.unmanned === true,
      // A person who has set its identity has said that it is something.
      phantom: memory?.phantom === true && !this.overrides.has(trackNumber),
      weak: memory !== undefined && memory.plots < this.#rules.entry.minPlots,
    };
  }

  /** What a track says it is, for finding it again; empty: nothing. */
  claimOf(trackNumber: number): string {
    return this.#tracks.get(trackNumber)?.claim ?? '';
  }

  /** Tracks in the picture, believed to exist, that declare an emergency or have findings. */
  *marked(): Generator<number> {
    for (const [number, memory] of this.#tracks) {
      if (!memory.marked || memory.seenTick !== this.#tick) continue;
      if (memory.believed && memory.plots >= this.#rules.entry.minPlots) yield number;
    }
  }

  /** A person's word, or that it was taken back or went over to another track. */
  evolve(fact: LedgerFact): void {
    const trackNumber = Number(fact.body['trackNumber']);
    const memory = this.#tracks.get(trackNumber);
    if (memory !== undefined) memory.dueAt = 0;
    if (fact.type === 'identity.lifted') {
      this.overrides.delete(trackNumber);
      return;
    }
    const followed = fact.type === 'identity.followed';
    if (!followed && fact.type !== 'identity.overridden') return;
    this.overrides.delete(trackNumber);
    if (this.overrides.size >= JUDGE_BOUNDS.overrides) {
      this.overrides.delete(this.overrides.keys().next().value!);
      this.overridesDropped++;
    }
    this.overrides.set(trackNumber, {
      trackNumber,
      identity: fact.body['identity'] as Identity,
      by: { kind: 'person', id: followed ? bodyText(fact.body, 'by') : fact.actor },
      at: fact.at,
      reason: bodyText(fact.body, 'reason'),
    });
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
  #look(
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
    memory.claim = detail === null ? memory.claim : claimIn(detail);
    memory.marked = detail !== null && mayDeclare(detail, this.#rules);
    const facts = this.#identityFacts(picture, row, detail, now);
    const changed = updateIdentity(memory, facts, this.#rules.identity, now);
    const settled =
      memory.nextRuleId === memory.state.by.id &&
      memory.state.identity !== 'pending' &&
      memory.plots >= this.#rules.entry.minPlots;
    memory.dueAt = now + (settled ? 8000 + (trackNumber % 16) * 250 : LOOK_MS);
    return changed && !this.overrides.has(trackNumber);
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
    const kindOf = this.#sensorKindOf;
    let said = false;
    let measured = false;
    const sourceIds = new Set<string>();
    for (const source of detail.sources) {
      if (now - source.lastAt > SOURCE_STALE_MS) continue;
      sourceIds.add(source.sourceId);
      const kind = kindOf?.(source.sensorId) ?? null;
      if (kind === 'selfreport') said = true;
      else if (kind !== null) measured = true;
    }
    return kindOf === undefined ? sourceIds.size > 1 : said && measured;
  }

  /** A false position: only the object itself says it is there, and its claims are found not to hold. */
  #isGhost(detail: TrackDetail, now: number): boolean {
    const kindOf = this.#sensorKindOf;
    if (kindOf === undefined || !hasDeceit(detail, this.#rules.identity, now)) return false;
    return detail.sources.every(
      ({ lastAt, sensorId }) => now - lastAt > SOURCE_STALE_MS || kindOf(sensorId) === 'selfreport',
    );
  }
}

/** A track whose identity is not settled is looked at this often: about once a tick. */
const LOOK_MS = 1000;
/** Sensors waver: one that took it for a bird need not say so in every report. */
const WILDLIFE_HOLD_MS = 60_000;
/** What has not been heard of a track for this long says nothing about it now. */
const SOURCE_STALE_MS = 60_000;

function plotsOf(detail: TrackDetail | null): number {
  if (detail === null) return Infinity;
  return detail.sources.reduce((sum, source) => sum + source.plots, 0);
}

function claimIn(detail: TrackDetail): string {
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
