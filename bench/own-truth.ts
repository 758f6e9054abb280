/**
 * Truth of the kinds that the scenarios describe, made anew from a seed: objects that fly or drive straight for a while,
 * then turn, change speed or climb, and now and then do two of these at once. So a change is judged on paths that nobody
 * tuned to.
 */
import { DEG_TO_RAD, Random, TWO_PI } from '../src/base/index.ts';
import type { OpenScenario, Path } from './sisters.ts';

interface Mover {
  /** distance of the first place from the middle of the area, m; the area's distance from the origin, m */
  readonly reachM: readonly [number, number];
  readonly awayM: number;
  readonly speedMps: readonly [number, number];
  readonly heightM: readonly [number, number];
  readonly turnDegS: readonly [number, number];
  readonly accelMps2: number;
  readonly climbMps: number;
  /** how long a straight leg and a turn last, s */
  readonly legS: readonly [number, number];
  readonly turnS: readonly [number, number];
  /** chance that a leg is spent standing still */
  readonly hover: number;
}

const AIRCRAFT: Mover = {
  reachM: [7_000, 110_000],
  awayM: 0,
  speedMps: [110, 250],
  heightM: [2_000, 11_000],
  turnDegS: [1, 3],
  accelMps2: 1.5,
  climbMps: 12,
  legS: [15, 150],
  turnS: [20, 100],
  hover: 0,
};
const DRONE: Mover = {
  reachM: [600, 4_200],
  awayM: 0,
  speedMps: [4, 20],
  heightM: [45, 150],
  turnDegS: [4, 20],
  accelMps2: 2,
  climbMps: 2,
  legS: [5, 45],
  turnS: [4, 20],
  hover: 0,
};
const SWARM: Mover = {
  reachM: [20, 450],
  awayM: 1_800,
  speedMps: [3, 22],
  heightM: [60, 180],
  turnDegS: [8, 35],
  accelMps2: 4,
  climbMps: 3,
  legS: [3, 30],
  turnS: [2, 12],
  hover: 0.1,
};
const EMITTER: Mover = {
  reachM: [1_800, 8_000],
  awayM: 0,
  speedMps: [2, 14],
  heightM: [5, 40],
  turnDegS: [2.5, 4.7],
  accelMps2: 1,
  climbMps: 0,
  legS: [20, 120],
  turnS: [18, 40],
  hover: 0,
};
const MOVERS: Readonly<Record<string, Mover>> = {
  S1: AIRCRAFT,
  S3: DRONE,
  S4: AIRCRAFT,
  S5: SWARM,
  S8: EMITTER,
  S10: AIRCRAFT,
};
const STEP_S = 0.25;
/** share of objects that are there from start to end */
const WHOLE = 0.75;
const EARTH_M = 6_371_000;

export function hasOwnTruth(name: string): boolean {
  return name in MOVERS;
}

/** As many objects as the open scenario has, under its names, in the origin's plane. */
export function ownPaths(name: string, open: OpenScenario, seed: number): Path[] {
  const mover = MOVERS[name]!;
  const r = new Random(seed * 15_485_863 + 11);
  const bearing = r.between(0, TWO_PI);
  const [me, mn] = [mover.awayM * Math.sin(bearing), mover.awayM * Math.cos(bearing)];
  return open.paths.map(({ id }) => {
    const { reportT0, reportDt, reports } = open.rules;
    const lasts = reports * reportDt;
    const isWhole = name === 'S8' || r.chance(WHOLE);
    const from = isWhole || r.chance(0.5) ? 0 : r.between(0.1, 0.6) * lasts;
    const to = isWhole || from > 0 ? lasts : r.between(0.4, 0.9) * lasts;
    return drawPath(id, mover, [me, mn], reportT0, reportDt, [from, to], r);
  });
}

/** What an object is doing: rates until a time. */
interface Leg {
  endsS: number;
  turnRadS: number;
  speedTo: number;
  climb: number;
}

function drawPath(
  id: string,
  mover: Mover,
  middle: readonly [number, number],
  t0: number,
  dt: number,
  [from, to]: readonly [number, number],
  r: Random,
): Path {
  const path: Path = { id, t: [], s: [] };
  // even over the area
  const d = Math.sqrt(r.between(mover.reachM[0] ** 2, mover.reachM[1] ** 2));
  const way = r.between(0, TWO_PI);
  let [e, n] = [middle[0] + d * Math.sin(way), middle[1] + d * Math.cos(way)];
  let h = r.between(...mover.heightM);
  let speed = r.between(...mover.speedMps);
  // mostly inwards, so that few leave the field of view
  let heading = way + Math.PI + r.between(-1.2, 1.2);
  const leg: Leg = {
    endsS: from + r.between(mover.legS[0], 2 * mover.legS[1]),
    turnRadS: 0,
    speedTo: speed,
    climb: 0,
  };
  let k = Math.ceil(from / dt);
  for (let s = from; s < to; s += STEP_S) {
    if (s >= leg.endsS) nextLeg(leg, mover, s, speed, r);
    if (s >= k * dt) {
      const [ve, vn] = [speed * Math.sin(heading), speed * Math.cos(heading)];
      path.t.push(t0 + k++ * dt);
      const drop = (e * e + n * n) / (2 * EARTH_M);
      path.s.push(e, n, h - drop, ve, vn, leg.climb - (e * ve + n * vn) / EARTH_M);
    }
    heading += leg.turnRadS * STEP_S;
    const change = mover.accelMps2 * STEP_S;
    speed += Math.max(-change, Math.min(change, leg.speedTo - speed));
    if (h > mover.heightM[1] || h < mover.heightM[0]) leg.climb = 0;
    h += leg.climb * STEP_S;
    e += speed * Math.sin(heading) * STEP_S;
    n += speed * Math.cos(heading) * STEP_S;
  }
  return path;
}

function nextLeg(leg: Leg, mover: Mover, s: number, speed: number, r: Random): void {
  const turns = r.chance(0.5);
  leg.endsS = s + r.between(...(turns ? mover.turnS : mover.legS));
  leg.turnRadS = turns ? r.between(...mover.turnDegS) * DEG_TO_RAD * (r.chance(0.5) ? 1 : -1) : 0;
  if (r.chance(mover.hover)) leg.speedTo = 0;
  else if (speed < mover.speedMps[0] || r.chance(0.4)) leg.speedTo = r.between(...mover.speedMps);
  leg.climb = r.chance(0.2) ? r.between(-1, 1) * mover.climbMps : 0;
}
