/**
 * Military Grid Reference System between 80 S and 84 N. Source: NGA.STND.0037 (2014), section 3: bands of 8 degrees
 * C..X without I and O, 100 km squares in sets of six; references are cut, not rounded.
 */
import { fromUtm, toUtm, utmZone } from './utm.ts';

const BANDS = 'CDEFGHJKLMNPQRSTUVWX';
const COLUMNS = ['ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ'] as const;
const ROWS = 'ABCDEFGHJKLMNPQRSTUV';
const SQUARE_M = 100_000;
const ROW_CYCLE_M = 2_000_000;

function bandOf(latDeg: number): string {
  return BANDS[Math.min(19, Math.max(0, Math.floor((latDeg + 80) / 8)))]!;
}

/** `35TPJ3096692426`; null outside 80 S to 84 N, where the grid does not reach. @param digits 1..5 a coordinate */
export function toMgrs(latDeg: number, lonDeg: number, digits = 5): string | null {
  if (!(latDeg >= -80 && latDeg <= 84)) return null;
  const { zone, eastingM, northingM } = toUtm(latDeg, lonDeg);
  // Cutting would throw a point on a square's edge into the square before it by float error: a micrometre's grace.
  const east = eastingM + 1e-6;
  const north = northingM + 1e-6;
  const column = COLUMNS[(zone - 1) % 3]![Math.floor(east / SQUARE_M) - 1];
  const shift = zone % 2 === 0 ? 5 : 0;
  const row = ROWS[(Math.floor(north / SQUARE_M) + shift) % 20];
  const cut = (value: number): string =>
    String(Math.floor((value % SQUARE_M) / 10 ** (5 - digits))).padStart(digits, '0');
  return `${String(zone).padStart(2, '0')}${bandOf(latDeg)}${column}${row}${cut(east)}${cut(north)}`;
}

/** `35T PJ 30966 92426` */
export function spaceMgrs(mgrs: string): string {
  const match = /^(\d\d[A-Z])([A-Z]{2})(\d*)$/.exec(mgrs);
  if (match === null) return mgrs;
  const half = match[3]!.length / 2;
  return `${match[1]} ${match[2]} ${match[3]!.slice(0, half)} ${match[3]!.slice(half)}`.trim();
}

/** Middle of the square that a reference names, deg; null when it is none. Spaces and lower case are allowed. */
export function fromMgrs(
  text: string,
): { readonly latDeg: number; readonly lonDeg: number } | null {
  const match = /^(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])((?:\d\d){0,5})$/.exec(
    text.toUpperCase().replace(/\s+/g, ''),
  );
  if (match === null) return null;
  const zone = Number(match[1]);
  const band = BANDS.indexOf(match[2]!);
  const column = COLUMNS[(zone - 1) % 3]?.indexOf(match[3]!) ?? -1;
  if (zone < 1 || zone > 60 || column < 0) return null;
  const half = match[5]!.length / 2;
  const unit = 10 ** (5 - half);
  const eastingM =
    (column + 1) * SQUARE_M + Number(match[5]!.slice(0, half) || 0) * unit + unit / 2;
  const rowM = ((ROWS.indexOf(match[4]!) - (zone % 2 === 0 ? 5 : 0) + 20) % 20) * SQUARE_M;
  const inCycle = rowM + Number(match[5]!.slice(half) || 0) * unit + unit / 2;
  return pickCycle(zone, band, eastingM, inCycle);
}

/** Rows repeat every 2,000 km: takes the one whose latitude lies in the band. */
function pickCycle(
  zone: number,
  band: number,
  eastingM: number,
  inCycle: number,
): { readonly latDeg: number; readonly lonDeg: number } | null {
  const south = band * 8 - 80;
  const north = band === 19 ? 84 : south + 8;
  for (let cycle = 0; cycle < 5; cycle++) {
    const place = fromUtm({
      zone,
      north: south >= 0,
      eastingM,
      northingM: inCycle + cycle * ROW_CYCLE_M,
    });
    // A square that straddles the band's edge has its middle a little outside.
    if (place.latDeg >= south - 0.6 && place.latDeg <= north + 0.6) {
      const near = Math.abs(utmZone(place.latDeg, place.lonDeg) - zone) % 60;
      return near <= 2 || near >= 58 ? place : null;
    }
  }
  return null;
}
