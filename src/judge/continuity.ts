import type { Alert, LedgerFact } from '../model/index.ts';
import { alertKey, type AlertBook, type AlertRecord } from './alert-book.ts';
import { makeFact, RULE_ACTOR } from './alert-decide.ts';
import { OverrideFollower } from './follow.ts';
import type { Identities } from './identities.ts';
import {
  lostFromAlert,
  refindObjects,
  relinkObjects,
  type FreshTrack,
  type LostObject,
  type Missing,
  type Newcomer,
} from './relink.ts';
import type { AlertRules } from './rules.ts';
import { groupsByTrack } from './standing.ts';
import { SILENT_MS, type EntryWatch } from './watch.ts';

/**
 * One object, one alert, also when its track breaks: alerts and a person's word go over to the track that goes on from
 * the one they were about (IDN-8); alerts of the ledger wait after a start for their objects.
 */
export class Continuity {
  readonly #alerts: AlertBook;
  readonly #watch: EntryWatch;
  readonly #identities: Identities;
  readonly #follower = new OverrideFollower();
  /** first tick: alerts restored from the ledger wait for their objects until then + restartGraceS */
  #startedAt = Number.NaN;
  #ghosts: LostObject[] = [];

  constructor(alerts: AlertBook, watch: EntryWatch, identities: Identities) {
    this.#alerts = alerts;
    this.#watch = watch;
    this.#identities = identities;
  }

  /**
   * At the first tick: which alerts of the ledger wait for their objects, and where those were.
   * @returns whether they still wait
   */
  settleStart(now: number, rules: AlertRules): boolean {
    if (Number.isNaN(this.#startedAt)) {
      this.#startedAt = this.#alerts.open > 0 ? now : -Infinity;
      for (const { alert } of this.#alerts.records.values()) {
        const lost = alert.state === 'normal' ? null : lostFromAlert(alert);
        if (lost !== null) this.#ghosts.push(lost);
      }
    }
    const waiting = now - this.#startedAt < rules.restartGraceS * 1000;
    if (!waiting) this.#ghosts = [];
    return waiting;
  }

  /** A person's word goes over to the track that goes on from the one it was about (IDN-8). */
  followOverrides(now: number, rules: AlertRules): LedgerFact[] {
    const { overrides } = this.#identities;
    if (overrides.size === 0) return [];
    const pairs = this.#follower.follow(
      now,
      overrides.keys(),
      (number) => overrides.has(number),
      this.#watch.tracks,
      (number) => this.#identities.claimOf(number),
      rules.relink,
    );
    return pairs.map(([from, to]) => {
      const { identity, by, reason } = overrides.get(from)!;
      const body = { trackNumber: to, from, identity, by: by.id, reason };
      return makeFact('identity.followed', now, RULE_ACTOR, body, rules.labels.identity);
    });
  }

  /** New tracks that go on from alerted objects whose tracks broke: the alerts move over to them. */
  relink(now: number, rules: AlertRules): LedgerFact[] {
    const lost = [...this.#ghosts];
    const fresh: FreshTrack[] = [];
    if (lost.length === 0 && !this.#watch.anySilent) return [];
    const alerted = this.#alertedTracks();
    if (alerted.size === 0) return [];
    for (const watch of this.#watch.tracks.values()) {
      if (watch.pairs.length === 0) continue;
      const claim = this.#identities.claimOf(watch.trackNumber);
      if (watch.lost || now - watch.updatedAt > SILENT_MS) {
        if (alerted.has(watch.trackNumber))
          lost.push({ ...watch, at: watch.lookedAt, lastPlotAt: watch.updatedAt, claim });
      } else if (!alerted.has(watch.trackNumber)) fresh.push({ ...watch, claim });
    }
    if (lost.length === 0 || fresh.length === 0) return [];
    const pairs = relinkObjects(lost, fresh, now, rules.relink);
    return pairs.flatMap(([from, to]) => this.#move(alerted.get(from) ?? [], from, to, now));
  }

  /** Tracks that appear inside a zone where objects were lost: unseen alerts go on with them. */
  refind(now: number, rules: AlertRules): { facts: LedgerFact[]; groups: Map<number, string> } {
    const groups = new Map<number, string>();
    const newcomers = this.#findNewcomers();
    if (newcomers.length === 0) return { facts: [], groups };
    const grouped = groupsByTrack(this.#alerts);
    const free = newcomers.filter((one) => !grouped.has(one.trackNumber));
    const missing = free.length === 0 ? [] : this.#findMissing(now, rules);
    const facts: LedgerFact[] = [];
    for (const [number, alert] of refindObjects(missing, free, now, rules.relink)) {
      if (alert.object.kind === 'group') groups.set(number, alert.id);
      else if (alert.object.kind === 'track') {
        const record = this.#alerts.records.get(alert.id)!;
        facts.push(...this.#move([record], alert.object.trackNumber, number, now));
      }
    }
    return { facts, groups };
  }

  /** Whether an object of an alert is in the picture now. */
  isVisible({ object }: Alert): boolean {
    if (object.kind === 'track') return this.#isSeen(object.trackNumber);
    return object.kind === 'group' && object.trackNumbers.some((number) => this.#isSeen(number));
  }

  #isSeen(trackNumber: number): boolean {
    return this.#watch.tracks.get(trackNumber)?.lost === false;
  }

  #alertedTracks(): Map<number, AlertRecord[]> {
    const alerted = new Map<number, AlertRecord[]>();
    for (const record of this.#alerts.records.values()) {
      const { alert, family } = record;
      if (alert.state === 'normal' || alert.object.kind !== 'track') continue;
      if (!family.startsWith('entry|')) continue;
      const number = alert.object.trackNumber;
      alerted.set(number, [...(alerted.get(number) ?? []), record]);
    }
    return alerted;
  }

  #findNewcomers(): Newcomer[] {
    const newcomers: Newcomer[] = [];
    for (const watch of this.#watch.tracks.values()) {
      if (watch.lost || watch.pairs.length === 0) continue;
      const pair = watch.pairs.find((one) => one.state === 'inside' && one.forecast === null);
      if (pair === undefined || this.#alerts.byFamily.has(`entry|track:${watch.trackNumber}`))
        continue;
      newcomers.push({ ...watch, zoneId: pair.zoneId });
    }
    return newcomers;
  }

  /** Entry alerts with objects that were lost: single ones that nobody has seen yet, and groups. */
  #findMissing(now: number, rules: AlertRules): Missing[] {
    const missing: Missing[] = [];
    for (const { alert, family, lost } of this.#alerts.records.values()) {
      if (alert.state === 'normal' || !family.startsWith('entry|')) continue;
      const over = alert.state === 'rectified-unack';
      if (alert.object.kind === 'track') {
        if (over && lost && !this.#isSeen(alert.object.trackNumber))
          missing.push({ alert, count: 1, sinceAt: alert.lastAt });
      } else if (alert.object.kind === 'group' && (!over || lost)) {
        const unseen = alert.object.trackNumbers.filter((number) => !this.#isSeen(number));
        const earliest = now - rules.relink.refindMaxS * 1000;
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
}
