/** What running has shown of each sensor, beside what its record says. */
import type { SensorKind } from '../model/index.ts';
import type { SensorState } from './sensors.ts';

/** looks at sure tracks below which a detection probability is not stated */
const LEAST_LOOKS = 30;

/** SI units, radians; NaN or null where nothing is known. */
export interface SensorReport {
  readonly id: string;
  readonly name: string;
  readonly kind: SensorKind;
  readonly latRad: number;
  readonly lonRad: number;
  readonly reachM: number;
  readonly scans: number;
  readonly plots: number;
  /** plots that updated a track; and those older than all that tracks remember */
  readonly used: number;
  readonly late: number;
  /** arrival minus end of scan, mean */
  readonly latencyS: number;
  /** detection probability: announced, and the share of looks at sure tracks well in view that gave a plot */
  readonly pdAnnounced: number;
  readonly pd: number;
  readonly looks: number;
  /** false plots a turn or frame: announced, and learned */
  readonly clutterAnnounced: number;
  readonly clutter: number;
  readonly sdRangeM: number;
  readonly sdAzimuthRad: number;
  readonly sdElevationRad: number;
  readonly sdPositionM: number;
  /** bias of plots, already taken out of them, with its standard deviation; null before there are pairs enough */
  readonly registration: {
    readonly rangeM: number;
    readonly sdRangeM: number;
    readonly azimuthRad: number;
    readonly sdAzimuthRad: number;
    readonly pairs: number;
  } | null;
}

export function reportSensor(state: SensorState): SensorReport {
  const { sensor, counts, registration } = state;
  return {
    id: sensor.id,
    name: sensor.name,
    kind: sensor.kind,
    latRad: sensor.latRad,
    lonRad: sensor.lonRad,
    reachM: sensor.fov === null ? Number.NaN : sensor.fov.maxRangeM,
    scans: counts.scans,
    plots: counts.plots,
    used: counts.used,
    late: counts.late,
    latencyS: counts.scans === 0 ? Number.NaN : counts.latencyS / counts.scans,
    pdAnnounced: sensor.pd,
    pd: counts.chances < LEAST_LOOKS ? Number.NaN : counts.seen / counts.chances,
    looks: counts.chances,
    clutterAnnounced: sensor.clutterPerScan,
    clutter: state.clutter === null ? Number.NaN : state.clutter.perScan,
    sdRangeM: sensor.sdRangeM,
    sdAzimuthRad: sensor.sdAzimuthRad,
    sdElevationRad: sensor.sdElevationRad,
    sdPositionM: sensor.sdPositionM,
    registration: registration.settled
      ? {
          rangeM: registration.rangeM,
          sdRangeM: registration.sdRangeM,
          azimuthRad: registration.azimuthRad,
          sdAzimuthRad: registration.sdAzimuthRad,
          pairs: registration.pairs,
        }
      : null,
  };
}
