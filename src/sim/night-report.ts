import { distanceM } from '../base/index.ts';
import { ENVIRONMENTS, type Alert, type Picture, type ZoneEntry } from '../model/index.ts';
import { isInside, mayWarn, type Expectation, type Stay } from './expected.ts';
import { makeTruthState } from './motion.ts';
import { stateAt, type Truth, type TruthObject } from './truth.ts';

/** A track within this of an object, or within three standard deviations of its own, may be that object's. */
const NEAR_M = 500;
const MOST_NEAR_M = 3000;

/** Which track is which object at one instant, one to one, nearest first. */
export interface Matching {
  readonly objectOf: ReadonlyMap<number, TruthObject>;
  /** tracks near an object that another track has already */
  readonly doubles: ReadonlyMap<number, TruthObject>;
  /** tracks near no object */
  readonly ghosts: readonly number[];
}

const state = makeTruthState();

/** Compares a picture with truth at the picture's own time. */
export function matchTracks(picture: Picture, truth: Truth): Matching {
  const places = truth.objectsAround(picture.at).flatMap((object) => {
    if (!stateAt(object, picture.at, state)) return [];
    return [{ object, latRad: state.latRad, lonRad: state.lonRad }];
  });
  const pairs: { row: number; place: number; m: number }[] = [];
  for (let row = 0; row < picture.count; row++) {
    const lat = picture.latRad[row]!;
    const lon = picture.lonRad[row]!;
    const environment = ENVIRONMENTS[picture.environment[row]!]!;
    const sd = Math.sqrt(Math.max(picture.covEE[row]!, picture.covNN[row]!));
    const reach = Math.min(MOST_NEAR_M, NEAR_M + 3 * sd);
    for (let place = 0; place < places.length; place++) {
      const there = places[place]!;
      if (Math.abs(there.latRad - lat) * 6.4e6 > reach) continue;
      if (environment !== 'unknown' && there.object.environment !== environment) continue;
      const m = distanceM(lat, lon, there.latRad, there.lonRad);
      if (m <= reach) pairs.push({ row, place, m });
    }
  }
  pairs.sort((a, b) => a.m - b.m);
  const objectOf = new Map<number, TruthObject>();
  const doubles = new Map<number, TruthObject>();
  const taken = new Set<number>();
  const rows = new Set<number>();
  for (const { row, place } of pairs) {
    if (rows.has(row) || taken.has(place)) continue;
    rows.add(row);
    taken.add(place);
    objectOf.set(picture.trackNumber[row]!, places[place]!.object);
  }
  for (const { row, place } of pairs) {
    if (rows.has(row)) continue;
    rows.add(row);
    doubles.set(picture.trackNumber[row]!, places[place]!.object);
  }
  const ghosts: number[] = [];
  for (let row = 0; row < picture.count; row++)
    if (!rows.has(row)) ghosts.push(picture.trackNumber[row]!);
  return { objectOf, doubles, ghosts };
}

/** How one object was tracked. */
export interface TrackedObject {
  /** looks at which it had a track, and those at which a second one was beside it */
  looks: number;
  doubled: number;
  /** its tracks by number, with how often each was seen, and when first and last */
  readonly numbers: Map<number, TrackSpan>;
}

export interface TrackSpan {
  looks: number;
  readonly firstAt: number;
  lastAt: number;
}

/** One alert over its life, by truth. */
export interface AlertStory {
  readonly id: string;
  condition: Alert['condition'];
  zoneId: string | null;
  text: string;
  /** first told of, and whom it was about at some time, with when that began and how often it was seen so */
  readonly firstAt: number;
  readonly objects: Map<string, { object: TruthObject; firstAt: number; looks: number }>;
  /** looks at which some of its tracks were near no object */
  ghostLooks: number;
  /** looks at which it was an incursion, and those of them at which none of its objects was in that zone or nearly */
  insideLooks: number;
  wrongInside: number;
  /** looks in all */
  looks: number;
}

/** What became of one expected incursion. */
export interface IncursionResult {
  readonly stay: Stay;
  /** first alert about the object that was open before or at the crossing; null: missed */
  readonly warnedAt: number | null;
  readonly leadS: number | null;
  /** alerts about it beyond the first */
  readonly duplicates: number;
}

/** An alert that truth does not bear out. */
export interface FalseAlert {
  readonly story: AlertStory;
  readonly why: 'inside' | 'forecast' | 'ghost';
}

/** One forecast of entry, and what truth made of it. */
export interface ForecastResult {
  readonly object: TruthObject;
  readonly zoneId: string;
  readonly at: number;
  /** that it enters within the zone's look-ahead */
  readonly probability: number;
  readonly cameTrue: boolean;
  /** it came true inside the forecast's window of time */
  readonly inWindow: boolean;
}

/** How often forecasts of one band of probability came true. */
export interface Calibration {
  readonly from: number;
  readonly to: number;
  readonly forecasts: number;
  readonly meanProbability: number;
  readonly cameTrue: number;
  readonly inWindow: number;
}

const ENTRY_CONDITIONS = new Set<string>(['incursion', 'predicted-incursion', 'swarm']);
/** An object this near in time to being inside is no false alarm, ms: position error of a plot or two. */
const NEARLY_MS = 12_000;
/** Forecasts of one object are taken this far apart, ms: those of successive looks are the same one again. */
const FORECAST_EVERY_MS = 30_000;
const BANDS = [0, 0.3, 0.5, 0.7, 0.9, 1.0001] as const;

/** What a night's report watches, beside pictures and alerts. */
export interface NightWatched {
  readonly truth: Truth;
  readonly expected: readonly Expectation[];
  readonly zones: readonly Stay['zone'][];
}

/** Watches a night go by and keeps, of every alert, whom it was truly about. */
export class NightReport {
  readonly #truth: Truth;
  readonly #expected: ReadonlyMap<string, Expectation>;
  readonly stories = new Map<string, AlertStory>();
  readonly tracked = new Map<string, TrackedObject>();
  readonly forecasts: ForecastResult[] = [];
  ghostLooks = 0;
  looks = 0;
  #lastAt = 0;
  #matching: Matching = { objectOf: new Map(), doubles: new Map(), ghosts: [] };
  readonly #zones: ReadonlyMap<string, Stay['zone']>;
  readonly #forecastAt = new Map<string, number>();

  constructor({ truth, expected, zones }: NightWatched) {
    this.#truth = truth;
    this.#expected = new Map(expected.map((one) => [one.object.id, one]));
    this.#zones = new Map(zones.map((zone) => [zone.id, zone]));
  }

  get matching(): Matching {
    return this.#matching;
  }

  /** One look: the picture, the alerts that stand, and what stands between each track and the zones. */
  look(
    picture: Picture,
    alerts: readonly Alert[],
    entriesOf: (trackNumber: number) => readonly ZoneEntry[],
  ): void {
    this.looks++;
    const { at } = picture;
    this.#lastAt = at;
    this.#matching = matchTracks(picture, this.#truth);
    const { objectOf, doubles, ghosts } = this.#matching;
    this.ghostLooks += ghosts.length;
    for (const [number, object] of objectOf) {
      this.#trackOf(object, number).looks++;
      for (const entry of entriesOf(number)) this.#note(object, entry, at);
    }
    for (const [number, object] of doubles) this.#trackOf(object, number).doubled++;
    for (const alert of alerts)
      if (alert.state === 'active-unack' || alert.state === 'active-ack') this.#see(alert, at);
  }

  #trackOf(object: TruthObject, number: number): TrackedObject {
    let known = this.tracked.get(object.id);
    if (known === undefined) {
      known = { looks: 0, doubled: 0, numbers: new Map() };
      this.tracked.set(object.id, known);
    }
    const at = this.#lastAt;
    const span = known.numbers.get(number) ?? { looks: 0, firstAt: at, lastAt: at };
    known.numbers.set(number, span);
    span.looks++;
    span.lastAt = at;
    return known;
  }

  /** Keeps a forecast with its outcome, which truth knows already. */
  #note(object: TruthObject, { zoneId, forecast }: ZoneEntry, at: number): void {
    const zone = this.#zones.get(zoneId);
    if (forecast === null || zone === undefined || isInside(object, zone, at)) return;
    const key = `${object.id} ${zoneId}`;
    if (at - (this.#forecastAt.get(key) ?? -Infinity) < FORECAST_EVERY_MS) return;
    this.#forecastAt.set(key, at);
    const enterAt = nextEntry(object, zone, at);
    this.forecasts.push({
      object,
      zoneId,
      at,
      probability: forecast.probability,
      cameTrue: enterAt !== null,
      inWindow: enterAt !== null && enterAt >= forecast.earliestAt && enterAt <= forecast.latestAt,
    });
  }

  #see(alert: Alert, at: number): void {
    let story = this.stories.get(alert.id);
    if (story === undefined) {
      story = {
        id: alert.id,
        condition: alert.condition,
        zoneId: alert.zoneId,
        text: alert.text,
        firstAt: at,
        objects: new Map(),
        ghostLooks: 0,
        insideLooks: 0,
        wrongInside: 0,
        looks: 0,
      };
      this.stories.set(alert.id, story);
    }
    story.looks++;
    story.condition = alert.condition;
    story.text = alert.text;
    const numbers =
      alert.object.kind === 'track'
        ? [alert.object.trackNumber]
        : alert.object.kind === 'group'
          ? alert.object.trackNumbers
          : [];
    let seen = 0;
    let inside = 0;
    for (const number of numbers) {
      const object = this.#matching.objectOf.get(number) ?? this.#matching.doubles.get(number);
      if (object === undefined) continue;
      seen++;
      if (this.#isNearlyInside(object, alert.zoneId, at)) inside++;
      const known = story.objects.get(object.id);
      if (known === undefined) story.objects.set(object.id, { object, firstAt: at, looks: 1 });
      else known.looks++;
    }
    // A track that has been dropped cannot be compared: only those in the picture count as ghosts.
    if (seen === 0 && this.#matching.ghosts.some((number) => numbers.includes(number)))
      story.ghostLooks++;
    if (alert.condition !== 'incursion' || seen === 0) return;
    story.insideLooks++;
    if (inside === 0) story.wrongInside++;
  }

  #isNearlyInside(object: TruthObject, zoneId: string | null, at: number): boolean {
    const zone = this.#zones.get(zoneId ?? '');
    if (zone === undefined) return false;
    for (const shift of [0, -NEARLY_MS, NEARLY_MS])
      if (isInside(object, zone, at + shift)) return true;
    return false;
  }

  /** Every expected incursion that began while the night was watched, and how it was warned of. */
  incursions(): IncursionResult[] {
    const results: IncursionResult[] = [];
    for (const { incursions } of this.#expected.values()) {
      for (const stay of incursions) {
        if (stay.startedInside || stay.enterAt > this.#lastAt) continue;
        const about = this.#about(stay.object);
        const before = about.filter(({ at }) => at <= stay.enterAt);
        const warnedAt = before.length === 0 ? null : Math.min(...before.map(({ at }) => at));
        results.push({
          stay,
          warnedAt,
          leadS: warnedAt === null ? null : (stay.enterAt - warnedAt) / 1000,
          duplicates: Math.max(0, about.length - 1),
        });
      }
    }
    return results.sort((a, b) => a.stay.enterAt - b.stay.enterAt);
  }

  /** Entry alerts that were about an object for more than a passing look. */
  #about(object: TruthObject): { story: AlertStory; at: number }[] {
    const found: { story: AlertStory; at: number }[] = [];
    for (const story of this.stories.values()) {
      if (!ENTRY_CONDITIONS.has(story.condition)) continue;
      const known = story.objects.get(object.id);
      if (known !== undefined && known.looks >= 3) found.push({ story, at: known.firstAt });
    }
    return found;
  }

  /** Entry alerts beyond the first about one object, over all objects that had any. */
  secondAlerts(): { readonly object: TruthObject; readonly stories: readonly AlertStory[] }[] {
    const objects = new Map<string, TruthObject>();
    for (const story of this.stories.values())
      for (const [id, { object }] of story.objects) objects.set(id, object);
    return [...objects.values()]
      .map((object) => ({ object, stories: this.#about(object).map(({ story }) => story) }))
      .filter(({ stories }) => stories.length > 1);
  }

  falseAlerts(): FalseAlert[] {
    const found: FalseAlert[] = [];
    for (const story of this.stories.values()) {
      if (!ENTRY_CONDITIONS.has(story.condition)) continue;
      const zone = this.#zones.get(story.zoneId ?? '');
      const objects = [...story.objects.values()];
      const rightful = objects.some(({ object, firstAt }) => {
        const expectation = this.#expected.get(object.id);
        return (
          expectation !== undefined && zone !== undefined && mayWarn(expectation, zone, firstAt)
        );
      });
      if (objects.length === 0) found.push({ story, why: 'ghost' });
      else if (!rightful) found.push({ story, why: story.insideLooks > 0 ? 'inside' : 'forecast' });
      else if (story.wrongInside > 0 && story.wrongInside === story.insideLooks)
        found.push({ story, why: 'inside' });
    }
    return found;
  }

  /** Alerts of suspected spoofing, and the objects that they were about. */
  spoofAlerts(): AlertStory[] {
    return [...this.stories.values()].filter((story) => story.condition === 'spoof-suspected');
  }

  /** Forecasts by bands of probability: an honest one comes true as often as it says. */
  calibration(): Calibration[] {
    return BANDS.slice(1).map((to, band) => {
      const from = BANDS[band]!;
      const those = this.forecasts.filter((one) => one.probability >= from && one.probability < to);
      const sum = those.reduce((total, one) => total + one.probability, 0);
      return {
        from,
        to: Math.min(to, 1),
        forecasts: those.length,
        meanProbability: those.length === 0 ? 0 : sum / those.length,
        cameTrue: those.filter((one) => one.cameTrue).length,
        inWindow: those.filter((one) => one.inWindow).length,
      };
    });
  }
}

const ENTRY_STEP_MS = 1000;

/** When an object outside a zone next enters it, if within the zone's look-ahead. */
function nextEntry(object: TruthObject, zone: Stay['zone'], fromAt: number): number | null {
  const untilAt = Math.min(fromAt + zone.rule.lookAheadS * 1000, object.goneAt);
  for (let at = fromAt; at <= untilAt; at += ENTRY_STEP_MS)
    if (isInside(object, zone, at)) return at;
  return null;
}

/** For tables: minutes and seconds of the night. */
export function formatNight(at: number, startAt: number): string {
  const s = Math.round((at - startAt) / 1000);
  const sign = s < 0 ? '-' : '';
  const a = Math.abs(s);
  return `${sign}${String(Math.floor(a / 60)).padStart(2, '0')}:${String(a % 60).padStart(2, '0')}`;
}
