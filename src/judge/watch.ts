// Hot path: no allocation for tracks away from zones. Budget: 100 ms a tick for 10,000 tracks x 500 zones.
import { DEG_TO_RAD } from '../base/index.ts';
import {
  ENVIRONMENTS,
  TRACK_STATUS,
  type EntryForecast,
  type Identity,
  type Picture,
  type Zone,
} from '../model/index.ts';
import { EntryForecaster, isSurface } from './forecast.ts';
import { FIT, fitHeight, heightsFromWgs84, heightsOfSurface } from './heights.ts';
import type { EntryRules } from './rules.ts';
import { containsPoint, outlineDistanceM } from './shape.ts';
import { wrapLon, type ZoneIndex } from './zone-index.ts';
import { appliesAt } from './zone-time.ts';

/** What stands between a track and a zone it may not enter. */
export type EntryState = 'none' | 'predicted' | 'inside';

/** One track and one zone: what was seen and since when. Rules of hysteresis: docs/spec/incursion.md. */
export interface EntryPair {
  readonly zoneId: string;
  readonly zone: Zone;
  state: EntryState;
  /** likely for long enough to count as a member of a swarm, if not yet for an alert of its own */
  candidate: boolean;
  /** when the state last became other than none */
  since: number;
  /** last look: inside, and the probability of entering */
  inside: boolean;
  /** false: inside only because height could not be settled */
  certain: boolean;
  probability: number;
  forecast: EntryForecast | null;
  /** since when inside (likely) without break, and since when not; NaN when it is not so now */
  insideSince: number;
  outsideSince: number;
  likelySince: number;
  unlikelySince: number;
}

export interface TrackWatch {
  readonly trackNumber: number;
  pairs: EntryPair[];
  /** look again at this instant */
  dueAt: number;
  /** newest plot, and the position and velocity at the last look, for objects that vanish */
  updatedAt: number;
  lookedAt: number;
  latDeg: number;
  lonDeg: number;
  vEastMps: number;
  vNorthMps: number;
  bornAt: number;
  simulated: boolean;
  /** near a watched zone at the last look: a forecast, or inside the box of its reach */
  near: boolean;
  seenTick: number;
  /** gone from the picture; kept while its forecast is sensible */
  lost: boolean;
  /** another track goes on from it: not looked at until it has a plot newer than this; NaN: none does */
  succeededAt: number;
}

/** What the watch asks about a track. */
export interface TrackFacts {
  readonly identity: Identity;
  readonly unmanned: boolean;
  /** nothing that can enter a zone: an animal, a false position */
  readonly phantom: boolean;
  /** too few plots to be believed yet */
  readonly weak: boolean;
}

const QUIET_MS = 2000;
/** Without a plot for this long, another track may turn out to be the same object going on. */
export const SILENT_MS = 10_000;

/**
 * Inside now, and inside to come, of every track and zone, with hysteresis. Bounded by tracks x zones in reach; a
 * track keeps at most MAX_PAIRS zones (the first of the set), which is counted in `clipped`.
 */
export class EntryWatch {
  readonly tracks = new Map<number, TrackWatch>();
  clipped = 0;
  /** some watched object with a zone before it is silent or gone */
  anySilent = false;
  #tick = 0;
  readonly #forecaster = new EntryForecaster();
  readonly #surface = heightsOfSurface();
  readonly #air = heightsFromWgs84(Number.NaN);

  /** Zones changed: pairs of zones that are gone or altered start anew. */
  rebind(index: ZoneIndex): void {
    const zones = new Map(index.zones.map((zone) => [zone.id, zone]));
    for (const watch of this.tracks.values()) {
      watch.pairs = watch.pairs.filter((pair) => zones.get(pair.zoneId) === pair.zone);
      watch.dueAt = 0;
    }
  }

  /** A new track goes on from a lost one: what stood between that and its zones stands for this. */
  succeed(lost: number, fresh: number): void {
    const from = this.tracks.get(lost);
    const to = this.tracks.get(fresh);
    if (from === undefined || to === undefined) return;
    for (const pair of from.pairs) {
      const own = to.pairs.find((one) => one.zoneId === pair.zoneId);
      if (own === undefined) to.pairs.push(pair);
      else if (own.state === 'none' || own.since > pair.since) {
        if (own.state !== 'inside') own.state = pair.state;
        own.since = pair.since;
      }
    }
    to.dueAt = 0;
    if (from.lost) this.tracks.delete(lost);
    else {
      from.pairs = [];
      from.succeededAt = from.updatedAt;
    }
  }

  /** Looks at every track that is due. `facts` is asked only for tracks within reach of a zone. */
  update(
    picture: Picture,
    index: ZoneIndex,
    rules: EntryRules,
    facts: (trackNumber: number, row: number) => TrackFacts,
  ): void {
    const now = picture.at;
    const tick = ++this.#tick;
    this.anySilent = false;
    let lookAheadS = 0;
    for (const zone of index.zones) lookAheadS = Math.max(lookAheadS, zone.rule.lookAheadS);
    lookAheadS = Math.min(lookAheadS, 3600);
    const { count, trackNumber } = picture;
    for (let row = 0; row < count; row++) {
      const number = trackNumber[row]!;
      let watch = this.tracks.get(number);
      if (watch === undefined) {
        watch = makeTrackWatch(number);
        this.tracks.set(number, watch);
      }
      watch.seenTick = tick;
      if (now < watch.dueAt && watch.dueAt - now < 2 * QUIET_MS) continue;
      this.#look(watch, picture, row, index, rules, lookAheadS, facts);
    }
    if (this.tracks.size > count) this.#ageLost(now, tick, rules);
  }

  #look(
    watch: TrackWatch,
    picture: Picture,
    row: number,
    index: ZoneIndex,
    rules: EntryRules,
    lookAheadS: number,
    facts: (trackNumber: number, row: number) => TrackFacts,
  ): void {
    const now = picture.at;
    watch.lost = false;
    watch.updatedAt = picture.updatedAt[row]!;
    if (watch.updatedAt <= watch.succeededAt) return;
    watch.succeededAt = Number.NaN;
    if (watch.pairs.length > 0 && now - watch.updatedAt > SILENT_MS) this.anySilent = true;
    watch.lookedAt = now;
    watch.simulated = picture.simulated[row] === 1;
    const lat = picture.latRad[row]! / DEG_TO_RAD;
    const lon = wrapLon(picture.lonRad[row]! / DEG_TO_RAD);
    watch.latDeg = lat;
    watch.lonDeg = lon;
    watch.vEastMps = picture.vEastMps[row]!;
    watch.vNorthMps = picture.vNorthMps[row]!;
    watch.bornAt = picture.bornAt[row]!;
    const moving = this.#forecaster.load(picture, row, lookAheadS, rules);
    const f = this.#forecaster;
    const { found, count } = moving
      ? index.search(f.west, f.south, f.east, f.north)
      : index.search(lon, lat, lon, lat);
    watch.near = false;
    if (count === 0 && watch.pairs.length === 0) {
      watch.dueAt = now + QUIET_MS + (watch.trackNumber % 8) * 250;
      return;
    }
    if (picture.existence[row]! < rules.minExistence) return;
    const who = facts(watch.trackNumber, row);
    const environment = ENVIRONMENTS[picture.environment[row]!]!;
    sortBySlot(found, count, index);
    let pressing = watch.pairs.length > 0;
    for (let from = 0; from < count;) {
      const slot = index.entries[found[from]!]!.zoneSlot;
      let to = from + 1;
      while (to < count && index.entries[found[to]!]!.zoneSlot === slot) to++;
      const zone = index.zones[slot]!;
      if (isWatched(zone) && concerns(zone, environment)) {
        watch.near = true;
        if (mayNotEnter(zone, who, rules))
          pressing =
            this.#meet(watch, picture, row, index, found, from, to, moving, rules) || pressing;
      }
      from = to;
    }
    this.#settle(watch, picture, row, index, rules, who);
    watch.dueAt = pressing ? 0 : now + QUIET_MS + (watch.trackNumber % 8) * 250;
  }

  /** One zone: inside, or on the way. Makes or renews its pair. Returns whether it wants another look next tick. */
  #meet(
    watch: TrackWatch,
    picture: Picture,
    row: number,
    index: ZoneIndex,
    found: Int32Array,
    from: number,
    to: number,
    moving: boolean,
    rules: EntryRules,
  ): boolean {
    const zone = index.zones[index.entries[found[from]!]!.zoneSlot]!;
    const inside = this.#insideNow(watch, picture, row, index, found, from, to);
    const f = this.#forecaster;
    const coming =
      inside === FIT.outside &&
      moving &&
      f.forecastZone(index, found, from, to, Math.min(3600, zone.rule.lookAheadS));
    if (inside === FIT.outside && !coming) return false;
    let pair = watch.pairs.find((one) => one.zoneId === zone.id);
    if (pair === undefined) {
      if (coming && f.probability < zone.rule.minProbability * rules.clearRatio)
        return f.earliestS < 120;
      if (watch.pairs.length >= MAX_PAIRS) {
        this.clipped++;
        return true;
      }
      pair = makePair(zone);
      watch.pairs.push(pair);
    }
    pair.inside = inside !== FIT.outside;
    pair.certain = inside !== FIT.perhaps;
    pair.probability = pair.inside ? 1 : f.probability;
    if (!pair.inside) {
      pair.forecast = {
        probability: f.probability,
        earliestAt: picture.at + f.earliestS * 1000,
        likelyAt: picture.at + f.likelyS * 1000,
        latestAt: picture.at + f.latestS * 1000,
        latDeg: f.crossLatDeg,
        lonDeg: wrapLon(f.crossLonDeg),
      };
    }
    this.#touched.add(pair);
    return true;
  }

  readonly #touched = new Set<EntryPair>();

  #insideNow(
    watch: TrackWatch,
    picture: Picture,
    row: number,
    index: ZoneIndex,
    found: Int32Array,
    from: number,
    to: number,
  ): number {
    const heights = isSurface(picture, row) ? this.#surface : this.#air;
    this.#air.wgs84M = picture.altM[row]!;
    let best: number = FIT.outside;
    for (let n = from; n < to; n++) {
      const entry = index.entries[found[n]!]!;
      if (!containsPoint(entry.shape, watch.lonDeg + entry.turnDeg, watch.latDeg)) continue;
      const zone = index.zones[entry.zoneSlot]!;
      const fit = fitHeight(zone.volumes[entry.volume]!, heights, index.bounds);
      if (fit === FIT.inside) best = fit;
      else if (fit === FIT.perhaps && best === FIT.outside) best = fit;
    }
    if (best === FIT.outside) return best;
    const slot = index.entries[found[from]!]!.zoneSlot;
    return appliesAt(index.zones[slot]!, picture.at, index.places[slot]!) ? best : FIT.outside;
  }

  /** Moves the pairs of one track through their states. */
  #settle(
    watch: TrackWatch,
    picture: Picture,
    row: number,
    index: ZoneIndex,
    rules: EntryRules,
    who: TrackFacts,
  ): void {
    const now = picture.at;
    const silentS = (now - watch.updatedAt) / 1000;
    const coasting = picture.status[row] === TRACK_STATUS.coasting;
    for (const pair of watch.pairs) {
      if (!this.#touched.has(pair)) {
        pair.inside = false;
        // A silent object's picture only blurs: that its forecast fades is no news.
        if (!coasting) pair.probability = 0;
      }
      const exempt = !mayNotEnter(pair.zone, who, rules);
      if (exempt) {
        pair.inside = false;
        pair.probability = 0;
      }
      const deep = (): boolean => this.#depthSd(watch, picture, row, index, pair) >= rules.depthSd;
      const young =
        who.identity === 'pending' && now - picture.bornAt[row]! < rules.patienceS * 1000;
      settlePair(pair, { now, rules, silentS, coasting, young, weak: who.weak, exempt, deep });
    }
    watch.pairs = watch.pairs.filter((pair) => pair.state !== 'none' || !isIdle(pair));
    this.#touched.clear();
  }

  /** How many standard deviations the position lies from the zone's outline. */
  #depthSd(
    watch: TrackWatch,
    picture: Picture,
    row: number,
    index: ZoneIndex,
    pair: EntryPair,
  ): number {
    const variance = Math.max(picture.covEE[row]!, picture.covNN[row]!, 1);
    const sd = Math.sqrt(variance);
    let nearest = 10 * sd;
    for (const entry of index.entriesOf.get(pair.zone) ?? []) {
      const d = outlineDistanceM(entry.shape, watch.lonDeg + entry.turnDeg, watch.latDeg, nearest);
      nearest = Math.min(nearest, d);
    }
    return nearest / sd;
  }

  /** Objects gone from the picture: their forecast is kept while it is sensible, then forgotten. */
  #ageLost(now: number, tick: number, rules: EntryRules): void {
    for (const [number, watch] of this.tracks) {
      if (watch.seenTick === tick) continue;
      watch.lost = true;
      if (watch.pairs.length > 0) this.anySilent = true;
      const tooOld = now - watch.updatedAt > rules.coastMaxS * 1000;
      watch.pairs = watch.pairs.filter((pair) => {
        if (pair.state === 'none' || tooOld) return false;
        const until = pair.forecast === null ? watch.updatedAt : pair.forecast.latestAt;
        return now <= Math.max(until, watch.updatedAt) + rules.clearS * 1000;
      });
      if (watch.pairs.length === 0) this.tracks.delete(number);
    }
  }
}

const MAX_PAIRS = 16;

function makeTrackWatch(trackNumber: number): TrackWatch {
  return {
    trackNumber,
    pairs: [],
    dueAt: 0,
    updatedAt: Number.NaN,
    lookedAt: Number.NaN,
    latDeg: Number.NaN,
    lonDeg: Number.NaN,
    vEastMps: Number.NaN,
    vNorthMps: Number.NaN,
    bornAt: Number.NaN,
    simulated: false,
    near: false,
    seenTick: 0,
    lost: false,
    succeededAt: Number.NaN,
  };
}

function makePair(zone: Zone): EntryPair {
  return {
    zoneId: zone.id,
    zone,
    state: 'none',
    candidate: false,
    since: Number.NaN,
    inside: false,
    certain: true,
    probability: 0,
    forecast: null,
    insideSince: Number.NaN,
    outsideSince: Number.NaN,
    likelySince: Number.NaN,
    unlikelySince: Number.NaN,
  };
}

function isIdle(pair: EntryPair): boolean {
  return !pair.inside && pair.probability < pair.zone.rule.minProbability / 4;
}

/** Zones without restriction are drawn, not watched. */
export function isWatched(zone: Zone): boolean {
  return zone.active && zone.restriction !== 'none';
}

/** Whether the zone's rule is about such objects. An unknown environment may be any, so it is concerned. */
function concerns(zone: Zone, environment: (typeof ENVIRONMENTS)[number]): boolean {
  const list = zone.rule.environments;
  return list.length === 0 || environment === 'unknown' || list.includes(environment);
}

/** Whether being inside is an incursion for such an object. */
export function mayNotEnter(zone: Zone, who: TrackFacts, rules: EntryRules): boolean {
  if (who.phantom) return false;
  if (!zone.rule.exempt.includes(who.identity)) return true;
  return who.unmanned && !rules.unmannedExempt.includes(who.identity);
}

/** Jumps over a zone's line and back within this time are noise. */
const JITTER_MS = 4000;

interface Look {
  readonly now: number;
  readonly rules: EntryRules;
  readonly silentS: number;
  readonly coasting: boolean;
  readonly young: boolean;
  readonly weak: boolean;
  readonly exempt: boolean;
  readonly deep: () => boolean;
}

function settlePair(pair: EntryPair, look: Look): void {
  const { now, rules } = look;
  const measured = look.silentS <= rules.silentS;
  const inside = pair.inside && measured;
  const threshold = pair.zone.rule.minProbability;
  // Silent and perhaps inside by now: it stays what it was, an entry to come.
  const likely = (pair.inside && !measured) || pair.probability >= threshold;
  const unlikely = !pair.inside && pair.probability < threshold * rules.clearRatio;
  pair.outsideSince = pair.inside ? Number.NaN : orNow(pair.outsideSince, now);
  // A jump back over the line for some seconds does not start the count anew.
  if (inside) pair.insideSince = orNow(pair.insideSince, now);
  else if (now - pair.outsideSince >= JITTER_MS) pair.insideSince = Number.NaN;
  pair.likelySince = likely ? orNow(pair.likelySince, now) : Number.NaN;
  pair.unlikelySince = unlikely ? orNow(pair.unlikelySince, now) : Number.NaN;
  const held = (since: number, forS: number): boolean => now - since >= forS * 1000;
  const leadS = pair.forecast === null ? Infinity : (pair.forecast.earliestAt - now) / 1000;
  const waits = look.weak || (look.young && !(leadS < rules.imminentS));
  pair.candidate = !waits && !look.exempt && likely && held(pair.likelySince, rules.confirmS);
  if (look.exempt) {
    // A person or a rule has said it may be here: nothing to wait for.
    pair.state = 'none';
  } else if (pair.state === 'none' && waits) {
    // Too little is known of it yet.
  } else if (pair.state !== 'inside' && inside) {
    if (held(pair.insideSince, rules.confirmS) || look.deep()) enter(pair, 'inside', now);
  } else if (pair.state === 'none' && likely) {
    const extraS = Math.min(rules.confirmMaxS, rules.confirmShare * Math.max(0, leadS));
    if (held(pair.likelySince, rules.confirmS + (leadS < Infinity ? extraS : 0)))
      enter(pair, 'predicted', now);
  } else if (pair.state === 'predicted' && unlikely && !look.coasting) {
    if (held(pair.unlikelySince, rules.clearS)) pair.state = 'none';
  } else if (pair.state === 'inside' && !pair.inside && !look.coasting) {
    const out =
      held(pair.outsideSince, rules.clearS) || (held(pair.outsideSince, 5) && look.deep());
    if (out) pair.state = likely ? 'predicted' : 'none';
  }
}

function enter(pair: EntryPair, state: EntryState, now: number): void {
  if (pair.state === 'none') pair.since = now;
  pair.state = state;
}

function orNow(since: number, now: number): number {
  return Number.isNaN(since) ? now : since;
}

/** Sorts entry numbers so that those of one zone stand together: a handful. */
function sortBySlot(found: Int32Array, count: number, index: ZoneIndex): void {
  const { entries } = index;
  for (let i = 1; i < count; i++) {
    const number = found[i]!;
    const slot = entries[number]!.zoneSlot;
    let j = i - 1;
    while (j >= 0 && entries[found[j]!]!.zoneSlot > slot) {
      found[j + 1] = found[j]!;
      j--;
    }
    found[j + 1] = number;
  }
}
