import type { Identity } from './identity.ts';

/** How a plot gives its position. Numbers, because the tracker switches on them. */
export const PLOT_FORM = { polar2d: 0, polar3d: 1, position: 2, bearing: 3 } as const;
export type PlotForm = (typeof PLOT_FORM)[keyof typeof PLOT_FORM];

export const ENVIRONMENTS = ['unknown', 'air', 'sea', 'land'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** What altM is: height above the WGS84 ellipsoid, above mean sea level, or pressure altitude at 1013.25 hPa. */
export const ALT_KINDS = ['none', 'ellipsoid', 'msl', 'pressure'] as const;
export type AltKind = (typeof ALT_KINDS)[number];

/** A class somebody assigned, with their confidence 0..1. `type` in the words of the source. */
export interface ClassClaim {
  readonly type: string;
  readonly confidence: number;
}

/**
 * Whose side a source says an object is on, and who said so there. Shown beside the identity that the rules and the
 * people of this node gave; it never is one.
 */
export interface AffiliationClaim {
  readonly identity: Identity;
  /** the source's name, with whoever reported it there */
  readonly by: string;
}

/**
 * What a plot says of who it is: evidence, never truth. Only present what was said. Static data that a feed sends
 * apart (call sign, ship name) is merged in by the mapper in sense/, which keeps a bounded cache for it.
 */
export interface Claims {
  /** 24-bit aircraft address */
  readonly icao?: number;
  readonly mmsi?: number;
  /** four octal digits as a number 0..4095 */
  readonly mode3A?: number;
  readonly callsign?: string;
  /** Remote ID serial, registration or session id */
  readonly uasId?: string;
  readonly shipName?: string;
  readonly shipType?: number;
  readonly imo?: number;
  readonly tail?: string;
  /** the source's own number for the object (SAPIENT object id, radar track number) */
  readonly objectId?: string;
  /** of a track made elsewhere: sensors whose data are in it, by our ids or the last part of one, as far as told */
  readonly contributors?: readonly string[];
  readonly emergency?: string;
  readonly affiliation?: AffiliationClaim;
  readonly classes?: readonly ClassClaim[];
  /** what it is seen to do, in the words of the source */
  readonly behaviours?: readonly ClassClaim[];
  /** radio signals heard from it: centre frequency in Hz, amplitude in the source's own unit */
  readonly signals?: readonly { readonly centreHz: number; readonly amplitude: number }[];
  /** that there is an object at all, by the source, 0..1 */
  readonly detectionConfidence?: number;
  readonly operatorLatRad?: number;
  readonly operatorLonRad?: number;
  readonly operatorId?: string;
  readonly destination?: string;
  readonly onGround?: boolean;
  readonly navStatus?: number;
}

/**
 * One sensor report of position at one instant. One shape for every sensor, so that the tracker stays monomorphic:
 * a number that is not given is NaN. SI units, radians, WGS84.
 */
export interface Plot {
  readonly sourceId: string;
  readonly sensorId: string;
  /** time of measurement, source clock offset removed */
  readonly at: number;
  readonly receivedAt: number;
  readonly form: PlotForm;
  readonly environment: Environment;
  /** slant range, m (polar) */
  readonly rangeM: number;
  /** from true north, clockwise, [0, 2*pi) (polar, bearing) */
  readonly azimuthRad: number;
  /** above the sensor's horizontal (polar3d; bearing when measured) */
  readonly elevationRad: number;
  readonly sdRangeM: number;
  readonly sdAzimuthRad: number;
  readonly sdElevationRad: number;
  /** position */
  readonly latRad: number;
  readonly lonRad: number;
  /** horizontal position covariance, east-north frame, m^2 */
  readonly covEE: number;
  readonly covEN: number;
  readonly covNN: number;
  readonly altM: number;
  readonly sdAltM: number;
  readonly altKind: AltKind;
  readonly vEastMps: number;
  readonly vNorthMps: number;
  readonly vUpMps: number;
  readonly sdVelocityMps: number;
  readonly claims: Claims | null;
  /** exercise or simulated data: never mixes with live */
  readonly simulated: boolean;
}

const BLANK: Plot = {
  sourceId: '',
  sensorId: '',
  at: Number.NaN,
  receivedAt: Number.NaN,
  form: PLOT_FORM.position,
  environment: 'unknown',
  rangeM: Number.NaN,
  azimuthRad: Number.NaN,
  elevationRad: Number.NaN,
  sdRangeM: Number.NaN,
  sdAzimuthRad: Number.NaN,
  sdElevationRad: Number.NaN,
  latRad: Number.NaN,
  lonRad: Number.NaN,
  covEE: Number.NaN,
  covEN: Number.NaN,
  covNN: Number.NaN,
  altM: Number.NaN,
  sdAltM: Number.NaN,
  altKind: 'none',
  vEastMps: Number.NaN,
  vNorthMps: Number.NaN,
  vUpMps: Number.NaN,
  sdVelocityMps: Number.NaN,
  claims: null,
  simulated: false,
};

/** A plot with every field in the same order, whatever was given: keeps one hidden class (a spread costs ten times). */
export function makePlot(given: Partial<Plot>): Plot {
  return {
    sourceId: given.sourceId ?? BLANK.sourceId,
    sensorId: given.sensorId ?? BLANK.sensorId,
    at: given.at ?? BLANK.at,
    receivedAt: given.receivedAt ?? BLANK.receivedAt,
    form: given.form ?? BLANK.form,
    environment: given.environment ?? BLANK.environment,
    rangeM: given.rangeM ?? BLANK.rangeM,
    azimuthRad: given.azimuthRad ?? BLANK.azimuthRad,
    elevationRad: given.elevationRad ?? BLANK.elevationRad,
    sdRangeM: given.sdRangeM ?? BLANK.sdRangeM,
    sdAzimuthRad: given.sdAzimuthRad ?? BLANK.sdAzimuthRad,
    sdElevationRad: given.sdElevationRad ?? BLANK.sdElevationRad,
    latRad: given.latRad ?? BLANK.latRad,
    lonRad: given.lonRad ?? BLANK.lonRad,
    covEE: given.covEE ?? BLANK.covEE,
    covEN: given.covEN ?? BLANK.covEN,
    covNN: given.covNN ?? BLANK.covNN,
    altM: given.altM ?? BLANK.altM,
    sdAltM: given.sdAltM ?? BLANK.sdAltM,
    altKind: given.altKind ?? BLANK.altKind,
    vEastMps: given.vEastMps ?? BLANK.vEastMps,
    vNorthMps: given.vNorthMps ?? BLANK.vNorthMps,
    vUpMps: given.vUpMps ?? BLANK.vUpMps,
    sdVelocityMps: given.sdVelocityMps ?? BLANK.sdVelocityMps,
    claims: given.claims ?? BLANK.claims,
    simulated: given.simulated ?? BLANK.simulated,
  };
}

/**
 * Most numbers of a plot are NaN. The engine gives a field that has only ever held numbers a box of its own in every
 * object, NaN as well; where a field has once held something else, a NaN is a pointer to the one of BLANK, and a plot
 * takes half the memory. So one plot is made of words, and forgotten.
 */
makePlot(
  Object.fromEntries(
    Object.entries(BLANK)
      .filter(([, value]) => Number.isNaN(value))
      .map(([name]) => [name, name]),
  ),
);

/** That the antenna passed: sector or north crossing, or the end of a frame. Lets the tracker count misses. */
export interface SweepMark {
  readonly sensorId: string;
  readonly at: number;
  readonly kind: 'north' | 'sector' | 'frame';
  /** azimuth now passed, rad from true north; 0 for north and frame */
  readonly azimuthRad: number;
}

/** What sense/ makes of decoded records. Appended to by the mappers, read and emptied by the pipeline. */
export interface SenseBatch {
  readonly plots: Plot[];
  readonly marks: SweepMark[];
  /** sensors first seen, or whose site or statistics changed */
  readonly sensors: import('./sensor.ts').Sensor[];
}

export function makeSenseBatch(): SenseBatch {
  return { plots: [], marks: [], sensors: [] };
}

/** The plots of one sensor turn, sector or frame, in the form the tracker takes. */
export interface Scan {
  readonly sensorId: string;
  /** span of measurement times */
  readonly fromAt: number;
  readonly toAt: number;
  /** when it reached us; scans are given to the tracker in this order */
  readonly arrivedAt: number;
  /** true: everything in [azimuthFromRad, azimuthToRad] was looked at, so an absent plot is a miss */
  readonly complete: boolean;
  /** clockwise from true north; a full turn or frame is 0 to 2*pi */
  readonly azimuthFromRad: number;
  readonly azimuthToRad: number;
  readonly plots: readonly Plot[];
}
