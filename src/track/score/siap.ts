/**
 * SIAP with a one-to-one association that keeps the previous pair while it is within reach; lives of the objects.
 * Source: Votruba et al., "Single Integrated Air Picture Metrics" (SIAP SE TF TR 2001-001).
 */
import { pairPoints } from './assignment.ts';
import { type Frame, squaredBetween } from './frame.ts';
import type { ObjectScore, ScorePoint, Segment } from './types.ts';

interface Life {
  readonly id: string;
  reports: number;
  held: number;
  readonly firstT: number;
  lastT: number;
  seenT: number;
  lastTrack: string;
  switches: number;
  readonly byTrack: Map<string, number>;
  readonly segments: Segment[];
}

/** Sums over all report times. */
export interface SiapSums {
  truth: number;
  tracks: number;
  held: number;
  ambiguous: number;
  spurious: number;
  d2: number;
  v2: number;
}

export class SiapRun {
  readonly #dims: 2 | 3;
  readonly #assoc: number;
  readonly #lives = new Map<string, Life>();
  readonly #previous = new Map<string, string>();
  readonly sums: SiapSums = {
    truth: 0,
    tracks: 0,
    held: 0,
    ambiguous: 0,
    spurious: 0,
    d2: 0,
    v2: 0,
  };

  constructor(dims: 2 | 3, assoc: number) {
    this.#dims = dims;
    this.#assoc = assoc;
  }

  /** Takes the next report time. @returns objects held and track-number changes then */
  add(t: number, truth: Frame, tracks: Frame): { held: number; switches: number } {
    const trackOf = this.#associate(truth, tracks);
    let held = 0;
    let switches = 0;
    truth.ids.forEach((id, i) => {
      const life = this.#lifeOf(id, t);
      const j = trackOf[i]!;
      life.reports++;
      life.lastT = t;
      if (j < 0) return;
      held++;
      if (extend(life, tracks.ids[j]!, t)) switches++;
      this.#previous.set(id, tracks.ids[j]!);
      this.sums.d2 += squaredBetween(truth.enu, i, tracks.enu, j, this.#dims);
      this.sums.v2 += velocityError2(truth.points[i]!, tracks.points[j]!, this.#dims);
    });
    this.sums.held += held;
    this.sums.truth += truth.ids.length;
    this.sums.tracks += tracks.ids.length;
    this.#countRest(truth, tracks, new Set(trackOf));
    return { held, switches };
  }

  objects(): ObjectScore[] {
    return [...this.#lives.values()].map((life) => ({
      id: life.id,
      firstT: life.firstT,
      lastT: life.lastT,
      reports: life.reports,
      held: life.held,
      longestSegment: Math.max(0, ...life.byTrack.values()) / life.reports,
      switches: life.switches,
      initDelayS: life.seenT - life.firstT,
      segments: life.segments,
    }));
  }

  /** Reports under the best track number of each object, summed. */
  longestReports(): number {
    let longest = 0;
    for (const life of this.#lives.values()) longest += Math.max(0, ...life.byTrack.values());
    return longest;
  }

  #lifeOf(id: string, t: number): Life {
    let life = this.#lives.get(id);
    if (life === undefined) {
      life = {
        id,
        reports: 0,
        held: 0,
        firstT: t,
        lastT: t,
        seenT: Number.NaN,
        lastTrack: '',
        switches: 0,
        byTrack: new Map(),
        segments: [],
      };
      this.#lives.set(id, life);
    }
    return life;
  }

  /** Keeps last report's pairs while they are within reach and pairs the rest exactly. */
  #associate(truth: Frame, tracks: Frame): Int32Array {
    const dims = this.#dims;
    const limit = this.#assoc;
    const trackOf = new Int32Array(truth.ids.length).fill(-1);
    const isTaken = new Uint8Array(tracks.ids.length);
    const place = new Map(tracks.ids.map((id, j) => [id, j]));
    truth.ids.forEach((id, i) => {
      const j = place.get(this.#previous.get(id) ?? '');
      if (j === undefined || isTaken[j] === 1) return;
      if (squaredBetween(truth.enu, i, tracks.enu, j, dims) > limit * limit) return;
      trackOf[i] = j;
      isTaken[j] = 1;
    });
    const freeTruth = truth.ids.map((_, i) => i).filter((i) => trackOf[i] === -1);
    const freeTracks = tracks.ids.map((_, j) => j).filter((j) => isTaken[j] === 0);
    const pick = (from: readonly number[], list: readonly number[]): Float64Array =>
      Float64Array.from(list.flatMap((i) => from.slice(i * dims, i * dims + dims)));
    const pairing = pairPoints(
      pick(truth.enu, freeTruth),
      freeTruth.length,
      pick(tracks.enu, freeTracks),
      freeTracks.length,
      dims,
      limit,
    );
    freeTruth.forEach((i, row) => {
      const column = pairing.columnOf[row]!;
      if (column >= 0) trackOf[i] = freeTracks[column]!;
    });
    return trackOf;
  }

  /** Tracks without an object: near one they are ambiguous, else spurious. */
  #countRest(truth: Frame, tracks: Frame, used: ReadonlySet<number>): void {
    const limit = this.#assoc * this.#assoc;
    tracks.ids.forEach((_, j) => {
      if (used.has(j)) return;
      const near = truth.ids.some(
        (_id, i) => squaredBetween(truth.enu, i, tracks.enu, j, this.#dims) <= limit,
      );
      if (near) this.sums.ambiguous++;
      else this.sums.spurious++;
    });
  }
}

/** Counts one more report under a track number. @returns true when the number changed */
function extend(life: Life, track: string, t: number): boolean {
  const changed = life.lastTrack !== '' && life.lastTrack !== track;
  life.held++;
  if (Number.isNaN(life.seenT)) life.seenT = t;
  if (changed) life.switches++;
  const last = life.segments.at(-1);
  if (last === undefined || changed) life.segments.push({ track, fromT: t, toT: t, reports: 1 });
  else {
    last.toT = t;
    last.reports++;
  }
  life.lastTrack = track;
  life.byTrack.set(track, (life.byTrack.get(track) ?? 0) + 1);
  return changed;
}

function velocityError2(a: ScorePoint, b: ScorePoint, dims: number): number {
  const east = (a.ve ?? 0) - (b.ve ?? 0);
  const north = (a.vn ?? 0) - (b.vn ?? 0);
  const up = dims === 3 ? (a.vu ?? 0) - (b.vu ?? 0) : 0;
  return east * east + north * north + up * up;
}
