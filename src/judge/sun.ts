import { DAY_MS, DEG_TO_RAD, RAD_TO_DEG } from '../base/index.ts';

export type SunEvent = 'BMCT' | 'SR' | 'SS' | 'EECT';

/** Sun's centre below the horizon, deg: refraction and half the disc for rise and set; 6 for civil twilight. */
const DEPRESSION_DEG: Record<SunEvent, number> = { BMCT: 6, SR: 0.833, SS: 0.833, EECT: 6 };

/** Declination (rad) and equation of time (minutes) at an instant. Low-precision series of the NOAA solar calculator
 * (after J. Meeus, Astronomical Algorithms, chapter 25): rise and set to about a minute below 65 degrees latitude. */
function sunAt(at: number): { declinationRad: number; equationMin: number } {
  const century = (at / DAY_MS + 2440587.5 - 2451545) / 36525;
  const meanLon = (280.46646 + century * (36000.76983 + century * 0.0003032)) % 360;
  const anomaly = (357.52911 + century * (35999.05029 - 0.0001537 * century)) * DEG_TO_RAD;
  const e = 0.016708634 - century * (0.000042037 + 0.0000001267 * century);
  const centre =
    Math.sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century)) +
    Math.sin(2 * anomaly) * (0.019993 - 0.000101 * century) +
    Math.sin(3 * anomaly) * 0.000289;
  const omega = (125.04 - 1934.136 * century) * DEG_TO_RAD;
  const lon = (meanLon + centre - 0.00569 - 0.00478 * Math.sin(omega)) * DEG_TO_RAD;
  const tilt = (23.4392911 - 0.0130042 * century + 0.00256 * Math.cos(omega)) * DEG_TO_RAD;
  const y = Math.tan(tilt / 2) ** 2;
  const l0 = meanLon * DEG_TO_RAD;
  const equation =
    y * Math.sin(2 * l0) -
    2 * e * Math.sin(anomaly) +
    4 * e * y * Math.sin(anomaly) * Math.cos(2 * l0) -
    0.5 * y * y * Math.sin(4 * l0) -
    1.25 * e * e * Math.sin(2 * anomaly);
  return {
    declinationRad: Math.asin(Math.sin(tilt) * Math.sin(lon)),
    equationMin: equation * RAD_TO_DEG * 4,
  };
}

/**
 * When a sun event happens on a UTC day at a place.
 * @param dayAt 00:00 UTC of the day
 * @returns the instant, in [dayAt, dayAt + 24 h); 'up' when the sun stays above that height all day, 'down' when below
 */
export function sunEventAt(
  event: SunEvent,
  dayAt: number,
  latDeg: number,
  lonDeg: number,
): number | 'up' | 'down' {
  const morning = event === 'BMCT' || event === 'SR';
  let last: 'up' | 'down' = 'down';
  // The event of the local day can fall on the UTC day before or after: try the neighbours too.
  for (const shift of [0, -1, 1]) {
    const noon = dayAt + shift * DAY_MS + DAY_MS / 2 - (lonDeg / 360) * DAY_MS;
    let at: number | 'up' | 'down' = noon;
    for (let turn = 0; turn < 3 && typeof at === 'number'; turn++)
      at = oneEvent(at, noon, latDeg, DEPRESSION_DEG[event], morning);
    if (typeof at !== 'number') last = at;
    else if (at >= dayAt && at < dayAt + DAY_MS) return at;
  }
  return last;
}

function oneEvent(
  guessAt: number,
  meanNoonAt: number,
  latDeg: number,
  depressionDeg: number,
  morning: boolean,
): number | 'up' | 'down' {
  const { declinationRad, equationMin } = sunAt(guessAt);
  const lat = latDeg * DEG_TO_RAD;
  const cosHour =
    (Math.sin(-depressionDeg * DEG_TO_RAD) - Math.sin(lat) * Math.sin(declinationRad)) /
    (Math.cos(lat) * Math.cos(declinationRad));
  if (cosHour < -1) return 'up';
  if (cosHour > 1) return 'down';
  const hourMs = (Math.acos(cosHour) / (2 * Math.PI)) * DAY_MS;
  return meanNoonAt - equationMin * 60_000 + (morning ? -hourMs : hourMs);
}
