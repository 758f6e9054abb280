// Hot path: no allocation per track and zone. Budget: 10 us a track and zone, 100 ms for 10,000 tracks x 500 zones.
import { DEG_TO_RAD } from '../base/index.ts';
import { ENVIRONMENTS, type Picture } from '../model/index.ts';
import type { EntryRules } from './rules.ts';
import { containsPoint, crossings, metresPerDegreeLat, metresPerDegreeLon } from './shape.ts';
import type { ZoneIndex } from './zone-index.ts';
import type { Span } from './zone-time.ts';

/**
 * Entry into a zone to come, from a track's position and velocity with their covariance.
 *
 * The error is split along and across the course. Across: SAMPLES paths at z standard deviations, each leading where
 * the lateral spread sd(t)^2 = pos + vel t^2 + q t^3 / 3 puts it (white acceleration noise q), weighted by the normal
 * density. Each path meets the outline at a time t_z, or never. Along: P(entered by t | z) = Phi(v (t - t_z) / s(t)),
 * s(t)^2 the same sum along the course. The mixture over z is the distribution of the entry time: its value at the
 * look-ahead is the probability, its 2.5 %, 50 % and 97.5 % points (given that it happens) are the window.
 * Height: an object may level off at any time, so it fits a volume once its climb or descent has reached it; limits
 * that need terrain or geoid are taken at their widest. Times of applicability cut the stay in the zone.
 */
const SAMPLES = 9;
const Z_STEP = 0.6;
const KNOTS = 6;
/** knot times as shares of the horizon: dense near, where the outline matters most */
const SHARE = [0, 0.08, 0.2, 0.4, 0.7, 1];
/** paths run on past the look-ahead, so that an entry just after it counts with the part of it that falls before */
const OVERRUN = 1.3;
const Z: readonly number[] = Array.from(
  { length: SAMPLES },
  (_, k) => (k - (SAMPLES - 1) / 2) * Z_STEP,
);
const WEIGHT: readonly number[] = (() => {
  const raw = Z.map((z) => Math.exp((-z * z) / 2));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / sum);
})();

/** Standard normal distribution function; error below 1e-6 (Abramowitz and Stegun 7.1.26). */
export function normalCdf(x: number): number {
  const u = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * u);
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp(-u * u);
  return x >= 0 ? 1 - tail : tail;
}

export class EntryForecaster {
  /** of the last forecastZone: probability, then s from `now`, then where the likeliest path crosses, deg */
  probability = 0;
  earliestS = 0;
  likelyS = 0;
  latestS = 0;
  crossLatDeg = 0;
  crossLonDeg = 0;
  /** box round all paths of the loaded track, deg */
  west = 0;
  south = 0;
  east = 0;
  north = 0;
  #speed = 0;
  #altM = 0;
  #climb = 0;
  #altSlackM = 0;
  #surface = false;
  #now = 0;
  #horizonS = 0;
  #alongPos = 0;
  #alongVel = 0;
  #noise = 0;
  readonly #lon = new Float64Array(SAMPLES * KNOTS);
  readonly #lat = new Float64Array(SAMPLES * KNOTS);
  readonly #time = new Float64Array(KNOTS);
  readonly #entry = new Float64Array(SAMPLES);
  readonly #cuts = new Float64Array(64);
  readonly #path = { lonA: 0, latA: 0, lonB: 0, latB: 0 };

  /**
   * Lays out the paths of one track.
   * @returns false when it is too slow to have a course
   */
  load(picture: Picture, row: number, lookAheadS: number, rules: EntryRules): boolean {
    const vE = picture.vEastMps[row]!;
    const vN = picture.vNorthMps[row]!;
    const speed = Math.hypot(vE, vN);
    if (!(speed >= rules.minSpeedMps)) return false;
    const ue = vE / speed;
    const un = vN / speed;
    const ee = picture.covEE[row]!;
    const en = picture.covEN[row]!;
    const nn = picture.covNN[row]!;
    const vee = picture.velEE[row]!;
    const ven = picture.velEN[row]!;
    const vnn = picture.velNN[row]!;
    const surface = isSurface(picture, row);
    this.#speed = speed;
    this.#surface = surface;
    this.#altM = picture.altM[row]!;
    this.#climb = finite(picture.vUpMps[row]!, 0);
    this.#altSlackM = 2 * Math.sqrt(Math.max(0, finite(picture.covUU[row]!, 0)));
    this.#now = picture.at;
    this.#horizonS = lookAheadS * OVERRUN;
    this.#noise = (surface ? rules.noiseSurface : rules.noiseAir) / 3;
    this.#alongPos = Math.max(0, ue * ue * ee + 2 * ue * un * en + un * un * nn);
    this.#alongVel = Math.max(0, ue * ue * vee + 2 * ue * un * ven + un * un * vnn);
    const crossPos = Math.max(0, un * un * ee - 2 * ue * un * en + ue * ue * nn);
    const crossVel = Math.max(0, un * un * vee - 2 * ue * un * ven + ue * ue * vnn);
    this.#layPaths(picture, row, { ue, un, crossPos, crossVel });
    return true;
  }

  #layPaths(
    picture: Picture,
    row: number,
    course: { ue: number; un: number; crossPos: number; crossVel: number },
  ): void {
    const lat0 = picture.latRad[row]! / DEG_TO_RAD;
    const lon0 = picture.lonRad[row]! / DEG_TO_RAD;
    const perLat = metresPerDegreeLat(lat0);
    const perLon = metresPerDegreeLon(lat0);
    const tan = Math.tan(Math.max(-1.5, Math.min(1.5, picture.latRad[row]!)));
    const radius = perLat / DEG_TO_RAD;
    this.west = this.east = lon0;
    this.south = this.north = lat0;
    for (let j = 0; j < KNOTS; j++) {
      const t = this.#horizonS * SHARE[j]!;
      this.#time[j] = t;
      const sd = Math.sqrt(course.crossPos + course.crossVel * t * t + this.#noise * t * t * t);
      const along = this.#speed * t;
      for (let k = 0; k < SAMPLES; k++) {
        const side = Z[k]! * sd;
        const east = course.ue * along - course.un * side;
        const north = course.un * along + course.ue * side;
        // Second-order terms: a great circle bends towards the equator, and meridians close up.
        const lat = lat0 + (north - (east * east * tan) / (2 * radius)) / perLat;
        const lon = lon0 + (east * (1 + (north * tan) / radius)) / perLon;
        this.#lat[k * KNOTS + j] = lat;
        this.#lon[k * KNOTS + j] = lon;
        if (lat < this.south) this.south = lat;
        if (lat > this.north) this.north = lat;
        if (lon < this.west) this.west = lon;
        if (lon > this.east) this.east = lon;
      }
    }
  }

  /**
   * Entry of the loaded track into the zone that `entries[from..to)` of the index belong to. Results in the fields.
   * @returns false when no path enters within the horizon
   */
  forecastZone(
    index: ZoneIndex,
    entries: Int32Array,
    from: number,
    to: number,
    lookAheadS: number,
  ): boolean {
    this.#entry.fill(Infinity);
    let any = false;
    for (let n = from; n < to; n++) any = this.#meetEntry(index, entries[n]!) || any;
    if (!any) return false;
    return this.#mix(lookAheadS);
  }

  #meetEntry(index: ZoneIndex, number: number): boolean {
    const { shape, turnDeg, zoneSlot, lowestM, highestM, onSurface } = index.entries[number]!;
    const outlineWest = shape.minLon - turnDeg;
    const outlineEast = shape.maxLon - turnDeg;
    if (outlineWest > this.east || outlineEast < this.west) return false;
    if (shape.minLat > this.north || shape.maxLat < this.south) return false;
    const reachedS = this.#surface
      ? onSurface
        ? 0
        : Infinity
      : this.#heightReachedS(lowestM, highestM);
    if (reachedS > this.#horizonS) return false;
    const spans = index.spansFrom(zoneSlot, this.#now);
    let any = false;
    for (let k = 0; k < SAMPLES; k++) {
      const t = this.#meetSample(k, shape, turnDeg, reachedS, spans);
      if (t < this.#entry[k]!) this.#entry[k] = t;
      if (t < Infinity) any = true;
    }
    return any;
  }

  /** s until climb or descent has brought the object between two ellipsoid heights; Infinity: it is going away. */
  #heightReachedS(lowestM: number, highestM: number): number {
    const low = lowestM - this.#altSlackM;
    const high = highestM + this.#altSlackM;
    const alt = this.#altM;
    if (!(alt < low) && !(alt > high)) return 0;
    const way = alt < low ? low - alt : high - alt;
    const t = way / this.#climb;
    return t > 0 ? t : Infinity;
  }

  /** First time, s, that sample path k is inside with height and applicability fitting; Infinity for never. */
  #meetSample(
    k: number,
    shape: Parameters<typeof containsPoint>[0],
    turnDeg: number,
    reachedS: number,
    spans: readonly Span[] | null,
  ): number {
    const path = this.#path;
    const cuts = this.#cuts;
    let inside = containsPoint(shape, this.#lon[k * KNOTS]! + turnDeg, this.#lat[k * KNOTS]!);
    let since = 0;
    for (let j = 0; j + 1 < KNOTS; j++) {
      const at = k * KNOTS + j;
      path.lonA = this.#lon[at]! + turnDeg;
      path.latA = this.#lat[at]!;
      path.lonB = this.#lon[at + 1]! + turnDeg;
      path.latB = this.#lat[at + 1]!;
      const count = crossings(shape, path, cuts, 0);
      sortFew(cuts, count);
      const t0 = this.#time[j]!;
      const dt = this.#time[j + 1]! - t0;
      for (let c = 0; c < count; c++) {
        const t = t0 + cuts[c]! * dt;
        if (inside) {
          const met = this.#firstIn(Math.max(since, reachedS), t, spans);
          if (met < Infinity) return met;
        }
        inside = !inside;
        since = t;
      }
      // Nothing but the outline matters: the first time inside is the answer.
      if (inside && spans === null && since >= reachedS) return since;
    }
    return inside ? this.#firstIn(Math.max(since, reachedS), this.#horizonS, spans) : Infinity;
  }

  /** First applicable time in [fromS, toS). */
  #firstIn(fromS: number, toS: number, spans: readonly Span[] | null): number {
    if (fromS >= toS) return Infinity;
    if (spans === null) return fromS;
    for (const span of spans) {
      const start = Math.max(fromS, (span.fromAt - this.#now) / 1000);
      if (start < Math.min(toS, (span.toAt - this.#now) / 1000)) return start;
    }
    return Infinity;
  }

  #cdf(t: number): number {
    const spread = Math.sqrt(
      Math.max(1, this.#alongPos + this.#alongVel * t * t + this.#noise * t * t * t),
    );
    const scale = this.#speed / spread;
    let sum = 0;
    for (let k = 0; k < SAMPLES; k++) {
      const entry = this.#entry[k]!;
      if (entry < Infinity) sum += WEIGHT[k]! * normalCdf(scale * (t - entry));
    }
    return sum;
  }

  #mix(lookAheadS: number): boolean {
    const p = this.#cdf(lookAheadS);
    this.probability = Math.min(1, p);
    if (p < 0.01) return false;
    this.earliestS = this.#quantile(0.025 * p, lookAheadS);
    this.likelyS = this.#quantile(0.5 * p, lookAheadS);
    this.latestS = this.#quantile(0.975 * p, lookAheadS);
    let best = -1;
    for (let k = 0; k < SAMPLES; k++) {
      if (this.#entry[k]! === Infinity) continue;
      if (best < 0 || Math.abs(Z[k]!) < Math.abs(Z[best]!)) best = k;
    }
    this.#place(best, this.#entry[best]!);
    return true;
  }

  #quantile(share: number, highS: number): number {
    let low = 0;
    let high = highS;
    if (this.#cdf(low) >= share) return 0;
    for (let turn = 0; turn < 24; turn++) {
      const mid = (low + high) / 2;
      if (this.#cdf(mid) < share) low = mid;
      else high = mid;
    }
    return (low + high) / 2;
  }

  #place(k: number, t: number): void {
    let j = 0;
    while (j + 2 < KNOTS && this.#time[j + 1]! < t) j++;
    const share = (t - this.#time[j]!) / (this.#time[j + 1]! - this.#time[j]!);
    const at = k * KNOTS + j;
    this.crossLatDeg = this.#lat[at]! + share * (this.#lat[at + 1]! - this.#lat[at]!);
    this.crossLonDeg = this.#lon[at]! + share * (this.#lon[at + 1]! - this.#lon[at]!);
  }
}

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}

const SEA = ENVIRONMENTS.indexOf('sea');
const LAND = ENVIRONMENTS.indexOf('land');

/** Ships and vehicles: their height is that of the surface, whatever a sensor says. */
export function isSurface(picture: Picture, row: number): boolean {
  const environment = picture.environment[row]!;
  return environment === SEA || environment === LAND;
}

/** Sorts the first `count` numbers in place: a handful. */
function sortFew(values: Float64Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= 0 && values[j]! > value) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = value;
  }
}
