/**
 * Scores a track output against truth: GOSPA (p = 2, alpha = 2) at every report time, SIAP with a sticky one-to-one
 * association, track-number switches, NEES.
 * Sources: Rahmathullah, Garcia-Fernandez, Svensson, "Generalized optimal sub-pattern assignment metric" (FUSION
 * 2017); Votruba et al., "Single Integrated Air Picture Metrics" (SIAP SE TF TR 2001-001).
 */
import { DEG_TO_RAD, EnuFrame } from '../../base/index.ts';
import { pairPoints } from './assignment.ts';

export interface ScoreRules {
  readonly c: number;
  readonly dims: 2 | 3;
  /** association distance of SIAP, m */
  readonly assoc: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM: number;
  readonly reportT0: number;
  readonly reportDt: number;
  readonly reports: number;
}

/** One object or track at one report time; degrees, m, m/s. */
export interface ScorePoint {
  readonly t: number;
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly alt?: number;
  readonly ve?: number;
  readonly vn?: number;
  readonly vu?: number;
  readonly cov?: readonly number[];
}

export interface Score {
  readonly gospa: number;
  readonly locPart: number;
  readonly missedPart: number;
  readonly falsePart: number;
  readonly locRmse: number;
  readonly missed: number;
  readonly false: number;
  readonly targets: number;
  readonly completeness: number;
  readonly ambiguity: number;
  readonly spuriousness: number;
  readonly positionAccuracy: number;
  readonly velocityAccuracy: number;
  readonly longestSegment: number;
  readonly switches: number;
  readonly initDelayS: number;
  readonly neverTracked: number;
  readonly nees: number;
  readonly badLines: number;
  /** GOSPA at each report time */
  readonly gospaAt: readonly number[];
}

interface Frame {
  readonly ids: string[];
  readonly points: ScorePoint[];
  readonly enu: number[];
}

interface Life {
  reports: number;
  firstT: number;
  seenT: number;
  lastTrack: string;
  switches: number;
  readonly byTrack: Map<string, number>;
}

export class Scorer {
  readonly #rules: ScoreRules;
  readonly #frame: EnuFrame;
  readonly #truth: Frame[];
  readonly #tracks: Frame[];
  readonly #seen = new Set<string>();
  #bad = 0;

  constructor(rules: ScoreRules) {
    this.#rules = rules;
    this.#frame = new EnuFrame(rules.latDeg * DEG_TO_RAD, rules.lonDeg * DEG_TO_RAD, rules.altM);
    const blank = (): Frame[] =>
      Array.from({ length: rules.reports }, () => ({ ids: [], points: [], enu: [] }));
    this.#truth = blank();
    this.#tracks = blank();
  }

  addTruth(point: ScorePoint): void {
    const k = this.#indexOf(point.t);
    if (k >= 0) this.#put(this.#truth[k]!, point);
  }

  /** Lines at other times, repeated (t, id) and non-finite positions are counted and ignored. */
  addTrack(point: ScorePoint): void {
    const k = this.#indexOf(point.t);
    const key = `${k} ${point.id}`;
    if (k < 0 || this.#seen.has(key) || !Number.isFinite(point.lat + point.lon)) {
      this.#bad++;
      return;
    }
    this.#seen.add(key);
    this.#put(this.#tracks[k]!, point);
  }

  #indexOf(t: number): number {
    const k = Math.round((t - this.#rules.reportT0) / this.#rules.reportDt);
    const exact = this.#rules.reportT0 + k * this.#rules.reportDt;
    return k >= 0 && k < this.#rules.reports && Math.abs(exact - t) < 1e-3 ? k : -1;
  }

  #put(frame: Frame, point: ScorePoint): void {
    const out = new Float64Array(3);
    this.#frame.fromGeodetic(point.lat * DEG_TO_RAD, point.lon * DEG_TO_RAD, point.alt ?? 0, out);
    frame.ids.push(point.id);
    frame.points.push(point);
    for (let d = 0; d < this.#rules.dims; d++) frame.enu.push(out[d]!);
  }

  finish(): Score {
    const gospa = this.#gospa();
    return { ...gospa, ...this.#siap(), badLines: this.#bad };
  }

  #gospa(): Pick<
    Score,
    | 'gospa'
    | 'locPart'
    | 'missedPart'
    | 'falsePart'
    | 'locRmse'
    | 'missed'
    | 'false'
    | 'targets'
    | 'nees'
    | 'gospaAt'
  > {
    const { c, dims, reports } = this.#rules;
    const gospaAt: number[] = [];
    let loc = 0;
    let missed = 0;
    let extra = 0;
    let targets = 0;
    let pairs = 0;
    let nees = 0;
    let neesCount = 0;
    for (let k = 0; k < reports; k++) {
      const truth = this.#truth[k]!;
      const tracks = this.#tracks[k]!;
      const a = Float64Array.from(truth.enu);
      const b = Float64Array.from(tracks.enu);
      const nA = truth.ids.length;
      const nB = tracks.ids.length;
      const { columnOf, squared } = pairPoints(a, nA, b, nB, dims, c);
      let sum = 0;
      let matched = 0;
      for (let i = 0; i < nA; i++) {
        const j = columnOf[i]!;
        if (j < 0) continue;
        matched++;
        sum += squared[i]!;
        const value = neesOf(a, i, b, j, dims, tracks.points[j]!.cov);
        if (!Number.isFinite(value)) continue;
        nees += value / dims;
        neesCount++;
      }
      loc += sum;
      pairs += matched;
      missed += nA - matched;
      extra += nB - matched;
      targets += nA;
      gospaAt.push(Math.sqrt(sum + ((c * c) / 2) * (nA + nB - 2 * matched)));
    }
    const half = (c * c) / 2;
    return {
      gospa: gospaAt.reduce((x, y) => x + y, 0) / reports,
      locPart: Math.sqrt(loc / reports),
      missedPart: Math.sqrt((half * missed) / reports),
      falsePart: Math.sqrt((half * extra) / reports),
      locRmse: Math.sqrt(loc / Math.max(pairs, 1)),
      missed: missed / reports,
      false: extra / reports,
      targets: targets / reports,
      nees: neesCount === 0 ? Number.NaN : nees / neesCount,
      gospaAt,
    };
  }

  #siap(): Pick<
    Score,
    | 'completeness'
    | 'ambiguity'
    | 'spuriousness'
    | 'positionAccuracy'
    | 'velocityAccuracy'
    | 'longestSegment'
    | 'switches'
    | 'initDelayS'
    | 'neverTracked'
  > {
    const { reports } = this.#rules;
    const lives = new Map<string, Life>();
    const previous = new Map<string, string>();
    const sum = { truth: 0, tracks: 0, held: 0, ambiguous: 0, spurious: 0, d2: 0, v2: 0 };
    for (let k = 0; k < reports; k++) this.#siapAt(k, lives, previous, sum);
    let longest = 0;
    let life = 0;
    let switches = 0;
    let delay = 0;
    let tracked = 0;
    for (const one of lives.values()) {
      life += one.reports;
      longest += Math.max(0, ...one.byTrack.values());
      switches += one.switches;
      if (Number.isNaN(one.seenT)) continue;
      tracked++;
      delay += one.seenT - one.firstT;
    }
    return {
      completeness: sum.held / Math.max(sum.truth, 1),
      ambiguity: (sum.held + sum.ambiguous) / Math.max(sum.held, 1),
      spuriousness: sum.spurious / Math.max(sum.tracks, 1),
      positionAccuracy: Math.sqrt(sum.d2 / Math.max(sum.held, 1)),
      velocityAccuracy: Math.sqrt(sum.v2 / Math.max(sum.held, 1)),
      longestSegment: longest / Math.max(life, 1),
      switches,
      initDelayS: delay / Math.max(tracked, 1),
      neverTracked: lives.size - tracked,
    };
  }

  /** Keeps last report's pairs while they are within reach, pairs the rest exactly, counts what is left. */
  #siapAt(
    k: number,
    lives: Map<string, Life>,
    previous: Map<string, string>,
    sum: {
      truth: number;
      tracks: number;
      held: number;
      ambiguous: number;
      spurious: number;
      d2: number;
      v2: number;
    },
  ): void {
    const { dims, assoc, reportT0, reportDt } = this.#rules;
    const truth = this.#truth[k]!;
    const tracks = this.#tracks[k]!;
    const trackOf = new Int32Array(truth.ids.length).fill(-1);
    const truthOf = new Int32Array(tracks.ids.length).fill(-1);
    const place = new Map(tracks.ids.map((id, j) => [id, j]));
    truth.ids.forEach((id, i) => {
      const j = place.get(previous.get(id) ?? '');
      if (j === undefined || truthOf[j] !== -1) return;
      if (squared(truth.enu, i, tracks.enu, j, dims) > assoc * assoc) return;
      trackOf[i] = j;
      truthOf[j] = i;
    });
    const freeTruth = truth.ids.map((_, i) => i).filter((i) => trackOf[i] === -1);
    const freeTracks = tracks.ids.map((_, j) => j).filter((j) => truthOf[j] === -1);
    const pick = (from: readonly number[], list: readonly number[]): Float64Array =>
      Float64Array.from(list.flatMap((i) => from.slice(i * dims, i * dims + dims)));
    const pairing = pairPoints(
      pick(truth.enu, freeTruth),
      freeTruth.length,
      pick(tracks.enu, freeTracks),
      freeTracks.length,
      dims,
      assoc,
    );
    freeTruth.forEach((i, row) => {
      const column = pairing.columnOf[row]!;
      if (column < 0) return;
      trackOf[i] = freeTracks[column]!;
      truthOf[freeTracks[column]!] = i;
    });
    const t = reportT0 + k * reportDt;
    truth.ids.forEach((id, i) => {
      const life = lifeOf(lives, id, t);
      const j = trackOf[i]!;
      life.reports++;
      if (j < 0) return;
      const track = tracks.ids[j]!;
      if (Number.isNaN(life.seenT)) life.seenT = t;
      if (life.lastTrack !== '' && life.lastTrack !== track) life.switches++;
      life.lastTrack = track;
      life.byTrack.set(track, (life.byTrack.get(track) ?? 0) + 1);
      previous.set(id, track);
      sum.held++;
      sum.d2 += squared(truth.enu, i, tracks.enu, j, dims);
      sum.v2 += velocityError2(truth.points[i]!, tracks.points[j]!, dims);
    });
    sum.truth += truth.ids.length;
    sum.tracks += tracks.ids.length;
    tracks.ids.forEach((_, j) => {
      if (truthOf[j] !== -1) return;
      const near = truth.ids.some(
        (_id, i) => squared(truth.enu, i, tracks.enu, j, dims) <= assoc * assoc,
      );
      if (near) sum.ambiguous++;
      else sum.spurious++;
    });
  }
}

function lifeOf(lives: Map<string, Life>, id: string, t: number): Life {
  let life = lives.get(id);
  if (life === undefined) {
    life = {
      reports: 0,
      firstT: t,
      seenT: Number.NaN,
      lastTrack: '',
      switches: 0,
      byTrack: new Map(),
    };
    lives.set(id, life);
  }
  return life;
}

function squared(
  a: readonly number[],
  i: number,
  b: readonly number[],
  j: number,
  dims: number,
): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += (a[i * dims + d]! - b[j * dims + d]!) ** 2;
  return sum;
}

function velocityError2(a: ScorePoint, b: ScorePoint, dims: number): number {
  const east = (a.ve ?? 0) - (b.ve ?? 0);
  const north = (a.vn ?? 0) - (b.vn ?? 0);
  const up = dims === 3 ? (a.vu ?? 0) - (b.vu ?? 0) : 0;
  return east * east + north * north + up * up;
}

/** Squared statistical distance under the track's own covariance (2-D or 3-D); NaN when it has none. */
function neesOf(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  dims: number,
  cov: readonly number[] | undefined,
): number {
  if (cov === undefined || cov.length < 6) return Number.NaN;
  const [ee, en, eu, nn, nu, uu] = cov as [number, number, number, number, number, number];
  const x = a[i * dims]! - b[j * dims]!;
  const y = a[i * dims + 1]! - b[j * dims + 1]!;
  if (dims === 2) {
    const det = ee * nn - en * en;
    return (x * x * nn - 2 * x * y * en + y * y * ee) / det;
  }
  const w = a[i * dims + 2]! - b[j * dims + 2]!;
  const k0 = nn * uu - nu * nu;
  const k1 = eu * nu - en * uu;
  const k2 = en * nu - eu * nn;
  const det = ee * k0 + en * k1 + eu * k2;
  const k3 = ee * uu - eu * eu;
  const k4 = en * eu - ee * nu;
  const k5 = ee * nn - en * en;
  return (x * x * k0 + y * y * k3 + w * w * k5 + 2 * (x * y * k1 + x * w * k2 + y * w * k4)) / det;
}
