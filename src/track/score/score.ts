/**
 * Scores a track output against truth: GOSPA at every report time, SIAP, track-number switches, NEES; as figures of
 * the run, by report time and by object.
 */
import { DEG_TO_RAD, EnuFrame } from '../../base/index.ts';
import type { Frame } from './frame.ts';
import { type GospaMoment, gospaOf } from './gospa.ts';
import { SiapRun } from './siap.ts';
import type {
  ObjectScore,
  Score,
  ScoreDetail,
  ScoreMoment,
  ScorePoint,
  ScoreRules,
} from './types.ts';

export class Scorer {
  readonly rules: ScoreRules;
  readonly #frame: EnuFrame;
  readonly #truth: Frame[];
  readonly #tracks: Frame[];
  readonly #seen = new Set<string>();
  #bad = 0;

  constructor(rules: ScoreRules) {
    this.rules = rules;
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
    const k = Math.round((t - this.rules.reportT0) / this.rules.reportDt);
    const exact = this.rules.reportT0 + k * this.rules.reportDt;
    return k >= 0 && k < this.rules.reports && Math.abs(exact - t) < 1e-3 ? k : -1;
  }

  #put(frame: Frame, point: ScorePoint): void {
    const out = new Float64Array(3);
    this.#frame.fromGeodetic(point.lat * DEG_TO_RAD, point.lon * DEG_TO_RAD, point.alt ?? 0, out);
    frame.ids.push(point.id);
    frame.points.push(point);
    for (let d = 0; d < this.rules.dims; d++) frame.enu.push(out[d]!);
  }

  /** The figures of the run. */
  finish(): Score {
    return this.detail().score;
  }

  detail(): ScoreDetail {
    const { c, dims, assoc, reportT0, reportDt } = this.rules;
    const siap = new SiapRun(dims, assoc);
    const all: GospaMoment[] = [];
    const moments: ScoreMoment[] = [];
    for (let k = 0; k < this.rules.reports; k++) {
      const [truth, tracks] = [this.#truth[k]!, this.#tracks[k]!];
      const t = reportT0 + k * reportDt;
      const g = gospaOf(truth, tracks, dims, c);
      const { held, switches } = siap.add(t, truth, tracks);
      all.push(g);
      moments.push({
        t,
        gospa: g.gospa,
        locSquare: g.locSquare,
        missedSquare: ((c * c) / 2) * g.missed,
        falseSquare: ((c * c) / 2) * g.false,
        targets: truth.ids.length,
        tracks: tracks.ids.length,
        missed: g.missed,
        false: g.false,
        held,
        switches,
        nees: g.neesCount === 0 ? Number.NaN : g.neesSum / g.neesCount,
        neesCount: g.neesCount,
      });
    }
    const objects = siap.objects();
    const score = {
      ...this.#gospaFigures(all),
      ...siapFigures(siap, objects),
      badLines: this.#bad,
    };
    return { score, moments, objects };
  }

  #gospaFigures(
    all: readonly GospaMoment[],
  ): Pick<
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
  > {
    const sum = (of: (g: GospaMoment) => number): number => all.reduce((x, g) => x + of(g), 0);
    const reports = this.rules.reports;
    const half = (this.rules.c * this.rules.c) / 2;
    const loc = sum((g) => g.locSquare);
    const pairs = sum((g) => g.pairs);
    const missed = sum((g) => g.missed);
    const extra = sum((g) => g.false);
    const neesCount = sum((g) => g.neesCount);
    return {
      gospa: sum((g) => g.gospa) / reports,
      locPart: Math.sqrt(loc / reports),
      missedPart: Math.sqrt((half * missed) / reports),
      falsePart: Math.sqrt((half * extra) / reports),
      locRmse: Math.sqrt(loc / Math.max(pairs, 1)),
      missed: missed / reports,
      false: extra / reports,
      targets: (missed + pairs) / reports,
      nees: neesCount === 0 ? Number.NaN : sum((g) => g.neesSum) / neesCount,
    };
  }
}

function siapFigures(
  siap: SiapRun,
  objects: readonly ObjectScore[],
): Pick<
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
  const { sums } = siap;
  const life = objects.reduce((n, one) => n + one.reports, 0);
  const tracked = objects.filter((one) => !Number.isNaN(one.initDelayS));
  return {
    completeness: sums.held / Math.max(sums.truth, 1),
    ambiguity: (sums.held + sums.ambiguous) / Math.max(sums.held, 1),
    spuriousness: sums.spurious / Math.max(sums.tracks, 1),
    positionAccuracy: Math.sqrt(sums.d2 / Math.max(sums.held, 1)),
    velocityAccuracy: Math.sqrt(sums.v2 / Math.max(sums.held, 1)),
    longestSegment: siap.longestReports() / Math.max(life, 1),
    switches: objects.reduce((n, one) => n + one.switches, 0),
    initDelayS: tracked.reduce((sum, one) => sum + one.initDelayS, 0) / Math.max(tracked.length, 1),
    neverTracked: objects.length - tracked.length,
  };
}
