/** What a sensor measures. */
export const SENSOR_KINDS = [
  'radar2d',
  'radar3d',
  'bearing',
  'position',
  'selfreport',
  'tracks',
] as const;
/**
 * - radar2d: slant range and azimuth, height only by transponder · radar3d: with elevation
 * - bearing: azimuth only (direction finder, camera, acoustic)
 * - position: a sensor that gives positions it computed (MLAT, surface radar in x/y, SAPIENT location)
 * - selfreport: the object says where it is (ADS-B, AIS, Remote ID): a claim
 * - tracks: another tracker's tracks (CAT062, SAPIENT fusion node, an ally)
 */
export type SensorKind = (typeof SENSOR_KINDS)[number];

export interface FieldOfView {
  readonly minRangeM: number;
  readonly maxRangeM: number;
  /** rad from true north, clockwise; both null = all round */
  readonly azimuthFromRad: number | null;
  readonly azimuthToRad: number | null;
  readonly minElevationRad: number;
  readonly maxElevationRad: number;
}

/** A sensor's site and its statistics: what the tracker needs to know of it. */
export interface Sensor {
  readonly id: string;
  readonly sourceId: string;
  readonly name: string;
  readonly kind: SensorKind;
  /** WGS84; NaN where there is no site (self-reports) */
  readonly latRad: number;
  readonly lonRad: number;
  readonly heightM: number;
  /** turn or frame time, s; NaN when irregular */
  readonly periodS: number;
  readonly rotating: boolean;
  /** standard deviations used when a plot brings none */
  readonly sdRangeM: number;
  readonly sdAzimuthRad: number;
  readonly sdElevationRad: number;
  readonly sdPositionM: number;
  readonly sdAltM: number;
  readonly sdVelocityMps: number;
  /** detection probability inside the field of view, 0..1 */
  readonly pd: number;
  /** mean number of false plots a turn or frame */
  readonly clutterPerScan: number;
  readonly fov: FieldOfView | null;
  /** gives what another member shares: shown here, and in nothing that is shared on */
  readonly foreign?: boolean;
}
