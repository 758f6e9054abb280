/** Pieces of a plot that several ASTERIX categories fill in the same way. Nothing given (NaN) puts nothing. */
import { DEG_TO_RAD, FT_TO_M, wrapTwoPi } from '../base/index.ts';
import { PLOT_FORM, type AltKind, type Plot } from '../model/index.ts';
import type { AsterixContext, SensorEntry } from './from-asterix-context.ts';

export type DraftPlot = { -readonly [K in keyof Plot]?: Plot[K] };

/** sd of an altitude whose sender gives none, m, by what it is */
const SD_ALT_M: Readonly<Record<AltKind, number>> = {
  none: Number.NaN,
  pressure: 20,
  ellipsoid: 30,
  msl: 50,
};

export function startPlot(feed: AsterixContext, entry: SensorEntry, at: number): DraftPlot {
  return {
    sourceId: feed.config.id,
    sensorId: entry.sensor.id,
    at,
    receivedAt: feed.receivedAt,
    form: PLOT_FORM.position,
    environment: feed.environment ?? 'unknown',
    simulated: feed.config.simulated,
  };
}

/** Position in degrees on WGS84. False when none was sent or it is none on Earth (counted). */
export function putGeodetic(
  draft: DraftPlot,
  feed: AsterixContext,
  entry: SensorEntry,
  latDeg: number,
  lonDeg: number,
): boolean {
  if (Number.isNaN(latDeg) || Number.isNaN(lonDeg)) return false;
  if (Math.abs(latDeg) > 90 || Math.abs(lonDeg) > 180) {
    feed.counters.implausible++;
    return false;
  }
  draft.latRad = latDeg * DEG_TO_RAD;
  draft.lonRad = lonDeg * DEG_TO_RAD;
  putSd(draft, entry.sensor.sdPositionM, entry.sensor.sdPositionM, 0);
  return true;
}

const geodetic = new Float64Array(3);

/** Position east and north of the sensor's reference point, m. False when not sent or the site is unknown (counted). */
export function putCartesian(
  draft: DraftPlot,
  feed: AsterixContext,
  entry: SensorEntry,
  item: string,
  eastM: number,
  northM: number,
): boolean {
  if (Number.isNaN(eastM) || Number.isNaN(northM)) return false;
  if (!entry.frame) {
    feed.unplaced(entry, item);
    return false;
  }
  entry.frame.toGeodetic(eastM, northM, 0, geodetic);
  draft.latRad = geodetic[0]!;
  draft.lonRad = geodetic[1]!;
  putSd(draft, entry.sensor.sdPositionM, entry.sensor.sdPositionM, 0);
  return true;
}

/** Range and azimuth about the sensor's site. False when not sent or the site is unknown (counted). */
export function putPolar(
  draft: DraftPlot,
  feed: AsterixContext,
  entry: SensorEntry,
  item: string,
  rangeM: number,
  azimuthDeg: number,
): boolean {
  if (Number.isNaN(rangeM) || Number.isNaN(azimuthDeg)) return false;
  if (!entry.placed) {
    feed.unplaced(entry, item);
    return false;
  }
  draft.form = PLOT_FORM.polar2d;
  draft.rangeM = rangeM;
  draft.azimuthRad = wrapTwoPi(azimuthDeg * DEG_TO_RAD);
  draft.sdRangeM = entry.sensor.sdRangeM;
  draft.sdAzimuthRad = entry.sensor.sdAzimuthRad;
  return true;
}

/** Horizontal standard deviations and covariance, m and m^2; kept positive definite. */
export function putSd(draft: DraftPlot, sdEastM: number, sdNorthM: number, covM2: number): void {
  if (!(sdEastM > 0) || !(sdNorthM > 0)) return;
  const most = 0.99 * sdEastM * sdNorthM;
  draft.covEE = sdEastM * sdEastM;
  draft.covNN = sdNorthM * sdNorthM;
  draft.covEN = Number.isNaN(covM2) ? 0 : Math.min(most, Math.max(-most, covM2));
}

/** Altitude in ft. False when none was sent. */
export function putAltitude(draft: DraftPlot, altFt: number, altKind: AltKind): boolean {
  if (Number.isNaN(altFt)) return false;
  draft.altM = altFt * FT_TO_M;
  draft.altKind = altKind;
  draft.sdAltM = SD_ALT_M[altKind];
  return true;
}

export function putVelocity(
  draft: DraftPlot,
  eastMps: number,
  northMps: number,
  sdMps: number,
): void {
  if (Number.isNaN(eastMps) || Number.isNaN(northMps)) return;
  draft.vEastMps = eastMps;
  draft.vNorthMps = northMps;
  draft.sdVelocityMps = sdMps;
}
