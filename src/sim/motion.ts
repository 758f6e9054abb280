import {
  clamp,
  DEG_TO_RAD,
  distanceM,
  bearingRad,
  WGS84_A,
  WGS84_E2,
  wrapPi,
} from '../base/index.ts';

/** Where an object truly is: WGS84 radians, height above the ellipsoid m, velocity east, north, up m/s. Overwritten. */
export interface TruthState {
  latRad: number;
  lonRad: number;
  altM: number;
  vEastMps: number;
  vNorthMps: number;
  vUpMps: number;
}

export function makeTruthState(): TruthState {
  return { latRad: 0, lonRad: 0, altM: 0, vEastMps: 0, vNorthMps: 0, vUpMps: 0 };
}

/** A movement as a pure function of time since its start. `durationS` is Infinity for one that never ends. */
export interface Motion {
  readonly durationS: number;
  /** Writes the state `sinceS` seconds after the start (clamped to the movement's span). */
  at(sinceS: number, out: TruthState): void;
}

export interface Waypoint {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** height above the ellipsoid, m */
  readonly altM: number;
  /** speed on the leg towards this point, m/s */
  readonly speedMps: number;
  /** stay here this long: hover or stop where the limits allow it, else circle */
  readonly holdS?: number;
}

/** What a vehicle can do. */
export interface MotionLimits {
  readonly turnDegPerS: number;
  readonly climbMps: number;
  readonly accelMps2: number;
  /** can stand still (multirotor, helicopter, vessel) */
  readonly hover: boolean;
  /** heading swings this much to both sides of the course, deg, in one period, s; 0 = straight */
  readonly weaveDeg: number;
  readonly weavePeriodS: number;
  /** sampling, s: coarse for ships, fine for what turns quickly */
  readonly stepS: number;
}

const FIELDS = 6;

/** Writes the metres of one radian of latitude and of longitude at a latitude to out[0..1] (height neglected). */
function metresPerRad(latRad: number, out: Float64Array): void {
  const sin = Math.sin(latRad);
  const w = 1 - WGS84_E2 * sin * sin;
  out[0] = (WGS84_A * (1 - WGS84_E2)) / (w * Math.sqrt(w));
  out[1] = (WGS84_A / Math.sqrt(w)) * Math.cos(latRad);
}

const scale = new Float64Array(2);

/** Samples of a movement at equal steps; between samples a cubic that keeps position and velocity continuous. */
class SampledMotion implements Motion {
  readonly durationS: number;
  readonly #stepS: number;
  readonly #samples: Float64Array;

  constructor(samples: Float64Array, stepS: number) {
    this.#samples = samples;
    this.#stepS = stepS;
    this.durationS = (samples.length / FIELDS - 1) * stepS;
  }

  at(sinceS: number, out: TruthState): void {
    const samples = this.#samples;
    const h = this.#stepS;
    const since = clamp(sinceS, 0, this.durationS);
    const index = Math.min(Math.floor(since / h), Math.max(0, samples.length / FIELDS - 2));
    const s = (since - index * h) / h;
    const a = index * FIELDS;
    const b = Math.min(a + FIELDS, samples.length - FIELDS);
    metresPerRad(samples[a]!, scale);
    const mLat = scale[0]!;
    const mLon = scale[1]!;
    const north = hermite(
      0,
      (samples[b]! - samples[a]!) * mLat,
      samples[a + 4]!,
      samples[b + 4]!,
      s,
      h,
    );
    const east = hermite(
      0,
      (samples[b + 1]! - samples[a + 1]!) * mLon,
      samples[a + 3]!,
      samples[b + 3]!,
      s,
      h,
    );
    const up = hermite(samples[a + 2]!, samples[b + 2]!, samples[a + 5]!, samples[b + 5]!, s, h);
    out.latRad = samples[a]! + north.position / mLat;
    out.lonRad = samples[a + 1]! + east.position / mLon;
    out.altM = up.position;
    out.vEastMps = east.speed;
    out.vNorthMps = north.speed;
    out.vUpMps = up.speed;
  }
}

function hermite(
  p0: number,
  p1: number,
  v0: number,
  v1: number,
  s: number,
  h: number,
): { position: number; speed: number } {
  const s2 = s * s;
  const s3 = s2 * s;
  return {
    position:
      (2 * s3 - 3 * s2 + 1) * p0 +
      (s3 - 2 * s2 + s) * h * v0 +
      (3 * s2 - 2 * s3) * p1 +
      (s3 - s2) * h * v1,
    speed: ((6 * s2 - 6 * s) * (p0 - p1)) / h + (3 * s2 - 4 * s + 1) * v0 + (3 * s2 - 2 * s) * v1,
  };
}

interface Rider {
  latRad: number;
  lonRad: number;
  altM: number;
  speedMps: number;
  headingRad: number;
  vUpMps: number;
  holdLeftS: number;
  target: number;
}

/**
 * A movement along waypoints within a vehicle's limits: turns at its rate, climbs at its rate, speeds up and slows
 * down, circles or hovers where told. Starts at the first point with that point's speed, heading for the second.
 * Ends at the last point or after `maxS`.
 */
export function alongRoute(route: readonly Waypoint[], limits: MotionLimits, maxS: number): Motion {
  const first = route[0]!;
  const next = route[1] ?? first;
  const rider: Rider = {
    latRad: first.latDeg * DEG_TO_RAD,
    lonRad: first.lonDeg * DEG_TO_RAD,
    altM: first.altM,
    speedMps: first.holdS === undefined || !limits.hover ? first.speedMps : 0,
    headingRad: bearingRad(
      first.latDeg * DEG_TO_RAD,
      first.lonDeg * DEG_TO_RAD,
      next.latDeg * DEG_TO_RAD,
      next.lonDeg * DEG_TO_RAD,
    ),
    vUpMps: 0,
    holdLeftS: first.holdS ?? 0,
    target: 1,
  };
  const samples: number[] = [];
  const store = (): void => {
    const { latRad, lonRad, altM, speedMps, headingRad, vUpMps } = rider;
    const east = speedMps * Math.sin(headingRad);
    samples.push(latRad, lonRad, altM, east, speedMps * Math.cos(headingRad), vUpMps);
  };
  store();
  for (let t = 0; t < maxS && (rider.target < route.length || rider.holdLeftS > 0);) {
    rideStep(rider, route, limits, t);
    t += limits.stepS;
    store();
  }
  return new SampledMotion(Float64Array.from(samples), limits.stepS);
}

/** Distance at which a waypoint counts as reached: the braking distance, or the turn radius of what cannot stop. */
function reachM(rider: Rider, limits: MotionLimits, holds: boolean): number {
  const step = rider.speedMps * limits.stepS;
  if (limits.hover && holds)
    return (rider.speedMps * rider.speedMps) / (2 * limits.accelMps2) + step / 2;
  return step / 2 + (0.6 * rider.speedMps) / (limits.turnDegPerS * DEG_TO_RAD);
}

function rideStep(rider: Rider, route: readonly Waypoint[], limits: MotionLimits, t: number): void {
  const dt = limits.stepS;
  const turnRad = limits.turnDegPerS * DEG_TO_RAD * dt;
  const oldSpeed = rider.speedMps;
  const oldHeading = rider.headingRad;
  const oldUp = rider.vUpMps;
  let wanted: number;
  let turn = 0;
  const goal = route[Math.min(rider.target, route.length - 1)]!;
  if (rider.holdLeftS > 0) {
    rider.holdLeftS -= dt;
    wanted = limits.hover ? 0 : rider.speedMps;
    if (!limits.hover) turn = turnRad;
  } else {
    wanted = goal.speedMps;
    const course = bearingRad(
      rider.latRad,
      rider.lonRad,
      goal.latDeg * DEG_TO_RAD,
      goal.lonDeg * DEG_TO_RAD,
    );
    const weave =
      limits.weaveDeg === 0
        ? 0
        : limits.weaveDeg * DEG_TO_RAD * Math.sin((2 * Math.PI * t) / limits.weavePeriodS);
    turn = clamp(wrapPi(course + weave - rider.headingRad), -turnRad, turnRad);
  }
  rider.headingRad = wrapPi(rider.headingRad + turn);
  rider.speedMps += clamp(wanted - rider.speedMps, -limits.accelMps2 * dt, limits.accelMps2 * dt);
  rider.vUpMps = clamp((goal.altM - rider.altM) / (4 * dt), -limits.climbMps, limits.climbMps);
  metresPerRad(rider.latRad, scale);
  const north = (oldSpeed * Math.cos(oldHeading) + rider.speedMps * Math.cos(rider.headingRad)) / 2;
  const east = (oldSpeed * Math.sin(oldHeading) + rider.speedMps * Math.sin(rider.headingRad)) / 2;
  rider.latRad += (north * dt) / scale[0]!;
  rider.lonRad += (east * dt) / scale[1]!;
  rider.altM += ((oldUp + rider.vUpMps) / 2) * dt;
  if (rider.holdLeftS > 0 || rider.target >= route.length) return;
  const holds = goal.holdS !== undefined || rider.target === route.length - 1;
  const left = distanceM(
    rider.latRad,
    rider.lonRad,
    goal.latDeg * DEG_TO_RAD,
    goal.lonDeg * DEG_TO_RAD,
  );
  if (left > reachM(rider, limits, holds)) return;
  rider.holdLeftS = goal.holdS ?? 0;
  rider.target++;
}

/** Standing still. */
export function standing(latDeg: number, lonDeg: number, altM: number): Motion {
  return {
    durationS: Infinity,
    at(_sinceS, out) {
      out.latRad = latDeg * DEG_TO_RAD;
      out.lonRad = lonDeg * DEG_TO_RAD;
      out.altM = altM;
      out.vEastMps = 0;
      out.vNorthMps = 0;
      out.vUpMps = 0;
    },
  };
}

/**
 * A figure of eight (trawling, birds circling, an anchored ship's swing when small) that never ends.
 * @param halfEastM, halfNorthM  half extent of the figure, m
 * @param periodS  one whole figure, s
 */
export function figureEight(given: {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM: number;
  readonly halfEastM: number;
  readonly halfNorthM: number;
  readonly periodS: number;
  readonly phaseRad: number;
}): Motion {
  const out2 = new Float64Array(2);
  metresPerRad(given.latDeg * DEG_TO_RAD, out2);
  const omega = (2 * Math.PI) / given.periodS;
  return {
    durationS: Infinity,
    at(sinceS, out) {
      const a = omega * sinceS + given.phaseRad;
      out.latRad = given.latDeg * DEG_TO_RAD + (given.halfNorthM * Math.sin(2 * a)) / out2[0]!;
      out.lonRad = given.lonDeg * DEG_TO_RAD + (given.halfEastM * Math.sin(a)) / out2[1]!;
      out.altM = given.altM;
      out.vEastMps = given.halfEastM * omega * Math.cos(a);
      out.vNorthMps = 2 * given.halfNorthM * omega * Math.cos(2 * a);
      out.vUpMps = 0;
    },
  };
}

/**
 * A racetrack (patrol, holding) flown for ever at constant speed: two straight legs joined by half circles.
 * @param courseDeg  direction of the first leg
 */
export function racetrack(given: {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM: number;
  readonly legM: number;
  readonly radiusM: number;
  readonly courseDeg: number;
  readonly speedMps: number;
}): Motion {
  const { legM, radiusM, speedMps } = given;
  const bend = Math.PI * radiusM;
  const own = new Float64Array(2);
  metresPerRad(given.latDeg * DEG_TO_RAD, own);
  const sin = Math.sin(given.courseDeg * DEG_TO_RAD);
  const cos = Math.cos(given.courseDeg * DEG_TO_RAD);
  return {
    durationS: Infinity,
    at(sinceS, out) {
      const whole = 2 * (legM + bend);
      let way = (sinceS * speedMps) % whole;
      if (way < 0) way += whole;
      const back = way >= legM + bend;
      if (back) way -= legM + bend;
      const angle = way > legM ? (way - legM) / radiusM : 0;
      // along the first leg's course and to its right, seen from the middle; the second half is the first turned round
      const turned = back ? -1 : 1;
      const along = turned * (Math.min(way, legM) - legM / 2 + radiusM * Math.sin(angle));
      const right = turned * -radiusM * Math.cos(angle);
      const vAlong = turned * speedMps * Math.cos(angle);
      const vRight = turned * speedMps * Math.sin(angle);
      out.latRad = given.latDeg * DEG_TO_RAD + (along * cos - right * sin) / own[0]!;
      out.lonRad = given.lonDeg * DEG_TO_RAD + (along * sin + right * cos) / own[1]!;
      out.altM = given.altM;
      out.vEastMps = vAlong * sin + vRight * cos;
      out.vNorthMps = vAlong * cos - vRight * sin;
      out.vUpMps = 0;
    },
  };
}

/** Repeats a movement for ever: the end must lie where the start is. */
export function repeated(motion: Motion): Motion {
  return {
    durationS: Infinity,
    at(sinceS, out) {
      const turn = sinceS % motion.durationS;
      motion.at(turn < 0 ? turn + motion.durationS : turn, out);
    },
  };
}

/** The same movement shifted sideways, m: the members of a swarm. */
export function shifted(motion: Motion, eastM: number, northM: number, upM: number): Motion {
  return {
    durationS: motion.durationS,
    at(sinceS, out) {
      motion.at(sinceS, out);
      metresPerRad(out.latRad, scale);
      out.latRad += northM / scale[0]!;
      out.lonRad += eastM / scale[1]!;
      out.altM += upM;
    },
  };
}
