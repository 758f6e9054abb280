/**
 * What the tracker knows of each sensor: its record, its site in each plane, its clutter map, its registration and
 * its counts. Bounded: at MAX_SENSORS a new sensor takes the place of the one silent longest.
 */
import { EnuFrame } from '../base/index.ts';
import type { Sensor, SensorKind } from '../model/index.ts';
import { ClutterMap } from './clutter.ts';
import { type Frames, SiteToFrame } from './frames.ts';
import { MOTION_CLASS, type MotionClass } from './motion.ts';
import { Registration } from './registration.ts';
import type { Resolution } from './unresolved.ts';

export const MAX_SENSORS = 4096;

/** a radar that reaches less far than this is one for drones */
const DRONE_RADAR_M = 20_000;
const AZIMUTH_BINS = 32;
const FIRST_UNDETECTED = 20;

/** Totals of one sensor since start. */
export interface SensorCounts {
  scans: number;
  plots: number;
  used: number;
  late: number;
  /** detections and chances, for the estimate of pd */
  seen: number;
  chances: number;
  /** sum of arrival minus end of scan, s */
  latencyS: number;
}

export class SensorState {
  sensor: Sensor;
  readonly index: number;
  site: EnuFrame | null = null;
  clutter: ClutterMap | null = null;
  registration = new Registration();
  readonly resolution: Resolution = { two: 0, one: 0 };
  readonly counts: SensorCounts = {
    scans: 0,
    plots: 0,
    used: 0,
    late: 0,
    seen: 0,
    chances: 0,
    latencyS: 0,
  };
  /** class of motion of what it sees before more is known: short-range radars watch drones */
  motion: MotionClass = MOTION_CLASS.aircraft;
  /** sd of a velocity component of a new object, m/s */
  velocitySd = 130;
  /** objects in view not yet tracked, by azimuth bin; null for a sensor without a field of view */
  undetected: Float64Array | null = null;
  /** newest scan end, s */
  lastS = -Infinity;
  /** plots by environment, to know what this sensor looks at: unknown, air, sea, land */
  readonly environments = new Float64Array(4);
  readonly #sites: (SiteToFrame | undefined)[] = [];

  constructor(sensor: Sensor, index: number) {
    this.sensor = sensor;
    this.index = index;
    this.change(sensor);
  }

  change(sensor: Sensor): void {
    this.sensor = sensor;
    const hasSite = Number.isFinite(sensor.latRad) && Number.isFinite(sensor.lonRad);
    this.site = hasSite
      ? new EnuFrame(
          sensor.latRad,
          sensor.lonRad,
          Number.isFinite(sensor.heightM) ? sensor.heightM : 0,
        )
      : null;
    this.#sites.length = 0;
    const radar = sensor.kind === 'radar2d' || sensor.kind === 'radar3d';
    this.clutter = radar && this.site !== null ? new ClutterMap(sensor) : null;
    const reach = sensor.fov === null ? 100_000 : sensor.fov.maxRangeM;
    this.motion = reach < DRONE_RADAR_M ? MOTION_CLASS.drone : MOTION_CLASS.aircraft;
    this.velocitySd = Math.min(Math.max(reach / 400, 10), 130);
    if (sensor.fov !== null && this.undetected === null)
      this.undetected = new Float64Array(AZIMUTH_BINS).fill(FIRST_UNDETECTED / AZIMUTH_BINS);
  }

  /** The site's transform into a plane, or null for a sensor without a site. */
  inFrame(frames: Frames, frame: number): SiteToFrame | null {
    if (this.site === null) return null;
    let made = this.#sites[frame];
    if (made === undefined) {
      made = new SiteToFrame(this.site, frames.list[frame]!.enu);
      this.#sites[frame] = made;
    }
    return made;
  }

  /** Detection probability inside the field of view; 0.9 when the record does not say. */
  get pd(): number {
    const pd = this.sensor.pd;
    return pd > 0 && pd < 1 ? pd : pd >= 1 ? 0.995 : 0.9;
  }

  /** The environment most of its plots name: index into ENVIRONMENTS, 0 when it does not say. */
  get mostly(): number {
    let best = 0;
    for (let i = 1; i < 4; i++) if (this.environments[i]! > this.environments[best]!) best = i;
    return best;
  }
}

const BLANK_KIND: SensorKind = 'position';

/** A record for a sensor that plots name but nobody announced: positions, no field of view, so no misses. */
export function unknownSensor(id: string, sourceId: string): Sensor {
  return {
    id,
    sourceId,
    name: id,
    kind: BLANK_KIND,
    latRad: Number.NaN,
    lonRad: Number.NaN,
    heightM: Number.NaN,
    periodS: Number.NaN,
    rotating: false,
    sdRangeM: 100,
    sdAzimuthRad: 0.002,
    sdElevationRad: 0.01,
    sdPositionM: 100,
    sdAltM: 50,
    sdVelocityMps: 5,
    pd: 0.9,
    clutterPerScan: 1,
    fov: null,
  };
}

export class SensorTable {
  readonly list: SensorState[] = [];
  readonly #byId = new Map<string, SensorState>();

  put(sensor: Sensor): SensorState {
    const known = this.#byId.get(sensor.id);
    if (known !== undefined) {
      known.change(sensor);
      return known;
    }
    let index = this.list.length;
    if (index >= MAX_SENSORS) {
      index = this.list.reduce((old, s, i) => (s.lastS < this.list[old]!.lastS ? i : old), 0);
      this.#byId.delete(this.list[index]!.sensor.id);
    }
    const made = new SensorState(sensor, index);
    this.list[index] = made;
    this.#byId.set(sensor.id, made);
    return made;
  }

  find(id: string): SensorState | undefined {
    return this.#byId.get(id);
  }
}
