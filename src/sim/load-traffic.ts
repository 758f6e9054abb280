import { DEG_TO_RAD, EARTH_RADIUS_M, EnuFrame, type Random } from '../base/index.ts';
import { heightOfFlightLevel } from './truth-air.ts';

/** One object of the load: flies or sails straight on. */
export interface LoadObject {
  /** aircraft address or MMSI */
  readonly id: number;
  readonly name: string;
  readonly latRad: number;
  readonly lonRad: number;
  readonly altM: number;
  readonly vEastMps: number;
  readonly vNorthMps: number;
  /** where in its reporting period it reports, 0..1 */
  readonly share: number;
  readonly mode3A: number;
}

/** Middle and half width of the square that is filled: open ocean, no real border near; within one tangent plane. */
export const LOAD_LAT_DEG = 30;
export const LOAD_LON_DEG = -40;
const HALF_M = 350_000;
const FIRST_ICAO = 0xa00000;
const FIRST_MMSI = 211_000_000;

/** Where an object is at an instant: lat, lon (rad), height (m) to out[0..2]. */
export function place(object: LoadObject, sinceS: number, out: Float64Array): void {
  const { latRad, lonRad, vNorthMps, vEastMps } = object;
  out[0] = latRad + (vNorthMps * sinceS) / EARTH_RADIUS_M;
  out[1] = lonRad + (vEastMps * sinceS) / (EARTH_RADIUS_M * Math.cos(latRad));
  out[2] = object.altM;
}

export function makeAircraft(random: Random, count: number): LoadObject[] {
  return Array.from({ length: count }, (_, i) => {
    const flightLevel = 80 + 10 * random.below(33);
    const speedMps = random.between(120, 260);
    const altM = heightOfFlightLevel(flightLevel);
    return makeObject(random, FIRST_ICAO + i, `LDX${i}`, speedMps, altM);
  });
}

export function makeVessels(random: Random, count: number): LoadObject[] {
  return Array.from({ length: count }, (_, i) =>
    makeObject(random, FIRST_MMSI + i, `LOAD ${i}`, random.between(3, 12), 0),
  );
}

function makeObject(
  random: Random,
  id: number,
  name: string,
  speedMps: number,
  altM: number,
): LoadObject {
  const course = random.between(0, 2 * Math.PI);
  const [latRad, lonRad] = offset(random.between(-1, 1) * HALF_M, random.between(-1, 1) * HALF_M);
  return {
    id,
    name,
    latRad,
    lonRad,
    altM,
    vEastMps: speedMps * Math.sin(course),
    vNorthMps: speedMps * Math.cos(course),
    share: random.next(),
    mode3A: random.below(0o7000),
  };
}

function offset(eastM: number, northM: number): [number, number] {
  const latRad = LOAD_LAT_DEG * DEG_TO_RAD + northM / EARTH_RADIUS_M;
  return [latRad, LOAD_LON_DEG * DEG_TO_RAD + eastM / (EARTH_RADIUS_M * Math.cos(latRad))];
}

/** Radar sites on a square grid over the area. */
export function radarSites(side: number): EnuFrame[] {
  const step = (2 * HALF_M) / side;
  return Array.from({ length: side * side }, (_, i) => {
    const eastM = -HALF_M + step * ((i % side) + 0.5);
    const northM = -HALF_M + step * (Math.floor(i / side) + 0.5);
    return new EnuFrame(...offset(eastM, northM), 50);
  });
}

/** Objects that report once a period each, at their own share of it: gives out what is due without looking at all. */
export class Rota<T extends LoadObject> {
  readonly #objects: readonly T[];
  readonly #everyMs: number;
  #cycleAt: number;
  #next = 0;

  constructor(objects: readonly T[], everyMs: number, startAt: number) {
    this.#objects = [...objects].sort((a, b) => a.share - b.share);
    this.#everyMs = everyMs;
    this.#cycleAt = startAt;
  }

  /** Calls `report` for everything due before an instant, in order of time. */
  until(toAt: number, report: (object: T, at: number) => void): void {
    while (this.#objects.length > 0) {
      const object = this.#objects[this.#next]!;
      const at = this.#cycleAt + object.share * this.#everyMs;
      if (at >= toAt) return;
      report(object, at);
      if (++this.#next < this.#objects.length) continue;
      this.#next = 0;
      this.#cycleAt += this.#everyMs;
    }
  }
}
