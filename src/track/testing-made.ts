/** For the tests of made tracks: aircraft, radars, upstream trackers that tell their tracks on, and how true they are. */
import { EnuFrame, Random, TWO_PI } from '../base/index.ts';
import {
  PLOT_FORM,
  makePlot,
  type Claims,
  type Picture,
  type Plot,
  type Scan,
  type Sensor,
} from '../model/index.ts';
import type { TrackerSettings } from './settings.ts';
import { Tracker } from './tracker.ts';

export const LAT = 0.77;
export const LON = 0.5;
export const T0 = 1_767_225_600_000;
export const plane = new EnuFrame(LAT, LON, 0);

/** East, north, up at s seconds, m. */
export type Flight = (s: number) => readonly [number, number, number];

/** Straight, with a gentle bend for a minute. */
export function flight(east: number, north: number, courseRad: number, speed: number): Flight {
  return (s) => {
    const bend = Math.min(Math.max(s - 120, 0), 60);
    const turn = 0.008;
    const after = courseRad + turn * bend;
    const straight = Math.min(s, 120) + 0;
    const rest = Math.max(s - 180, 0);
    const arc = speed / turn;
    return [
      east +
        speed * (straight * Math.sin(courseRad) + rest * Math.sin(after)) +
        arc * (Math.cos(courseRad) - Math.cos(after)),
      north +
        speed * (straight * Math.cos(courseRad) + rest * Math.cos(after)) +
        arc * (Math.sin(after) - Math.sin(courseRad)),
      6000,
    ];
  };
}

const BLANK: Sensor = {
  id: '',
  sourceId: '',
  name: '',
  kind: 'radar3d',
  latRad: Number.NaN,
  lonRad: Number.NaN,
  heightM: 0,
  periodS: 4,
  rotating: false,
  sdRangeM: 60,
  sdAzimuthRad: 0.0015,
  sdElevationRad: 0.002,
  sdPositionM: 100,
  sdAltM: 50,
  sdVelocityMps: 5,
  pd: 0.95,
  clutterPerScan: 1,
  fov: null,
};

/** A radar at east, north of the plane's origin. */
export function radarAt(id: string, east: number, north: number): Sensor {
  const at = new Float64Array(3);
  plane.toGeodetic(east, north, 0, at);
  return {
    ...BLANK,
    id,
    sourceId: id,
    name: id,
    latRad: at[0]!,
    lonRad: at[1]!,
    fov: {
      minRangeM: 0,
      maxRangeM: 150_000,
      azimuthFromRad: null,
      azimuthToRad: null,
      minElevationRad: 0,
      maxElevationRad: 1.2,
    },
  };
}

export function tracksOf(id: string): Sensor {
  return { ...BLANK, id, sourceId: id, name: `tracks of ${id}`, kind: 'tracks' };
}

const ecef = new Float64Array(3);
const local = new Float64Array(3);

/** What a radar sees of the flights at s seconds. */
export function look(radar: Sensor, flights: readonly Flight[], s: number, random: Random): Scan {
  const site = new EnuFrame(radar.latRad, radar.lonRad, radar.heightM);
  const at = T0 + s * 1000;
  const plots: Plot[] = [];
  for (const fly of flights) {
    if (!random.chance(radar.pd)) continue;
    plane.toEcef(...fly(s), ecef);
    site.fromEcef(ecef[0]!, ecef[1]!, ecef[2]!, local);
    const [e, n, u] = [local[0]!, local[1]!, local[2]!];
    plots.push(
      makePlot({
        sourceId: radar.id,
        sensorId: radar.id,
        at,
        receivedAt: at + 200,
        form: PLOT_FORM.polar3d,
        environment: 'air',
        rangeM: Math.hypot(e, n, u) + radar.sdRangeM * random.normal(),
        azimuthRad: (Math.atan2(e, n) + radar.sdAzimuthRad * random.normal() + TWO_PI) % TWO_PI,
        elevationRad: Math.atan2(u, Math.hypot(e, n)) + radar.sdElevationRad * random.normal(),
      }),
    );
  }
  return scanOf(radar.id, at, plots);
}

export function scanOf(sensorId: string, at: number, plots: readonly Plot[]): Scan {
  return {
    sensorId,
    fromAt: at,
    toAt: at,
    arrivedAt: at + 200,
    complete: true,
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    plots,
  };
}

export function makeTracker(
  sensors: readonly Sensor[],
  settings: Partial<TrackerSettings> = {},
): Tracker {
  const tracker = new Tracker({ capacity: 256, latRad: LAT, lonRad: LON, settings });
  for (const sensor of sensors) tracker.putSensor(sensor);
  return tracker;
}

/** A picture as the tracks another tracker tells on, under its own numbers. */
export function tellOn(sensorId: string, picture: Picture, claims: Claims = {}): Scan {
  const plots: Plot[] = [];
  for (let row = 0; row < picture.count; row++) {
    plots.push(
      makePlot({
        sourceId: sensorId,
        sensorId,
        at: picture.at,
        receivedAt: picture.at + 100,
        form: PLOT_FORM.position,
        environment: 'air',
        latRad: picture.latRad[row]!,
        lonRad: picture.lonRad[row]!,
        covEE: picture.covEE[row]!,
        covEN: picture.covEN[row]!,
        covNN: picture.covNN[row]!,
        altM: picture.altM[row]!,
        sdAltM: Math.sqrt(picture.covUU[row]!),
        altKind: 'ellipsoid',
        vEastMps: picture.vEastMps[row]!,
        vNorthMps: picture.vNorthMps[row]!,
        sdVelocityMps: Math.sqrt((picture.velEE[row]! + picture.velNN[row]!) / 2),
        claims: { ...claims, objectId: String(picture.trackNumber[row]) },
      }),
    );
  }
  return scanOf(sensorId, picture.at, plots);
}

/** Squared errors of a picture against the flights, each row with the nearest: for RMSE and NEES of the place. */
export class Truth {
  readonly #flights: readonly Flight[];
  rows = 0;
  squares = 0;
  normalised = 0;
  variance = 0;
  doubles = 0;
  missed = 0;

  constructor(flights: readonly Flight[]) {
    this.#flights = flights;
  }

  add(picture: Picture): void {
    const s = (picture.at - T0) / 1000;
    const taken = new Set<number>();
    for (let row = 0; row < picture.count; row++) {
      plane.fromGeodetic(picture.latRad[row]!, picture.lonRad[row]!, 6000, local);
      const offs = this.#flights.map((fly) => {
        const [e, n] = fly(s);
        return [local[0]! - e, local[1]! - n] as const;
      });
      const near = offs.reduce(
        (a, b, i) => (Math.hypot(...b) < Math.hypot(...offs[a]!) ? i : a),
        0,
      );
      if (taken.has(near)) this.doubles++;
      taken.add(near);
      const [e, n] = offs[near]!;
      const [ee, en, nn] = [picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!];
      this.rows++;
      this.squares += e * e + n * n;
      this.normalised += (e * e * nn - 2 * e * n * en + n * n * ee) / (ee * nn - en * en);
      this.variance += ee + nn;
    }
    this.missed += this.#flights.length - taken.size;
  }

  get rmse(): number {
    return Math.sqrt(this.squares / this.rows);
  }

  /** NEES over dimensions: 1 when the covariance is as told */
  get nees(): number {
    return this.normalised / (2 * this.rows);
  }

  get sd(): number {
    return Math.sqrt(this.variance / this.rows);
  }
}

export const OWN = radarAt('own', 0, 0);
export const FAR = radarAt('far', 60_000, 40_000);

/** Ten aircraft 15 km apart and more. */
export const FLIGHTS: readonly Flight[] = Array.from({ length: 10 }, (_, i) =>
  flight(-50_000 + 10_000 * i, -40_000 + 16_000 * (i % 5), 0.3 + 0.5 * i, 150 + 8 * i),
);
export const SECONDS = 240;

export interface FusionRun {
  readonly upstream: readonly Sensor[];
  readonly own: readonly Sensor[];
  /** how we take the upstream's tracks: by intersection, as if they were plots, not at all */
  readonly as: 'tracks' | 'plots' | 'nothing';
  readonly claims?: Claims;
  readonly seed: number;
}

/** One node beside an upstream tracker that tells its picture every 4 s. @returns how true our picture is */
export function runFusion(given: FusionRun): Truth {
  const random = new Random(given.seed);
  const upstream = makeTracker(given.upstream);
  const tracker = makeTracker([...given.own, tracksOf('ally:BG')], {
    intersection: given.as === 'tracks',
  });
  const truth = new Truth(FLIGHTS);
  const radars = [...new Set([...given.upstream, ...given.own])];
  for (let s = 0; s <= SECONDS; s++) {
    radars.forEach((radar, i) => {
      if (s % 4 !== i) return;
      const seen = look(radar, FLIGHTS, s, random);
      if (given.upstream.includes(radar)) upstream.accept(seen);
      if (given.own.includes(radar)) tracker.accept(seen);
    });
    const at = T0 + s * 1000;
    upstream.advance(at);
    tracker.advance(at);
    if (s % 4 === 2 && s > 20 && given.as !== 'nothing')
      tracker.accept(tellOn('ally:BG', upstream.picture(at), given.claims));
    if (s >= 60) truth.add(tracker.picture(at));
  }
  return truth;
}
