/**
 * Tangent planes of the tracker. Tracks live in a plane's east and north and in height above the ellipsoid, so that
 * a height measurement stays linear at any distance. The first plane is the configured origin and serves out to
 * PRIMARY_RADIUS_M; beyond, planes stand on a fixed lattice and are made when first needed. A track is in one plane at
 * a time, the one of the place where it is, and is handed over when it leaves it (see hand-over.ts).
 */
import { EnuFrame, WGS84_A, WGS84_E2, distanceM, geodeticToEcef } from '../base/index.ts';

/** The plane of the configured origin serves out to here; scale error there is 0.4 %, nothing is lost by it. */
export const PRIMARY_RADIUS_M = 500_000;
/** A track changes planes only this much beyond the border, so that it does not flutter. */
export const HYSTERESIS_M = 40_000;
const LATTICE_DEG = 5;
/** From a lattice plane's middle to the corner of what is nearest to it, 393 km, and the hysteresis. */
const LATTICE_RADIUS_M = 435_000;
/** What a plane holds lies within this of its middle: the widest plane's radius, its hysteresis, and a second of flight. */
export const PLANE_REACH_M = 545_000;
/** At this many planes the nearest one there is is used, however far: accuracy falls, nothing is lost. */
export const MAX_FRAMES = 512;
const B2 = WGS84_A * WGS84_A * (1 - WGS84_E2);
const EP2 = WGS84_E2 / (1 - WGS84_E2);

/** Height above the ellipsoid of an ECEF point, m: one turn of Bowring's formula without trigonometry, < 1 mm. */
export function ecefHeight(x: number, y: number, z: number): number {
  const b = Math.sqrt(B2);
  const p = Math.sqrt(x * x + y * y);
  if (p < 1) return Math.abs(z) - b;
  // parametric latitude, tan = z a / (p b)
  const tan = (z * WGS84_A) / (p * b);
  const cos = 1 / Math.sqrt(1 + tan * tan);
  const sin = tan * cos;
  const up = z + EP2 * b * sin * sin * sin;
  const out = p - WGS84_E2 * WGS84_A * cos * cos * cos;
  const norm = Math.sqrt(up * up + out * out);
  const cosLat = out / norm;
  const sinLat = up / norm;
  const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
  return p * cosLat + z * sinLat - (WGS84_A * WGS84_A) / n;
}

export class Frame {
  readonly enu: EnuFrame;
  readonly #ecef = new Float64Array(3);
  readonly #radiusN: number;
  readonly #radiusM: number;

  constructor(latRad: number, lonRad: number) {
    this.enu = new EnuFrame(latRad, lonRad, 0);
    const w = 1 - WGS84_E2 * Math.sin(latRad) ** 2;
    this.#radiusN = WGS84_A / Math.sqrt(w);
    this.#radiusM = (WGS84_A * (1 - WGS84_E2)) / (w * Math.sqrt(w));
  }

  /** Height above the ellipsoid of a point of the plane's own east, north, up. */
  heightOf(east: number, north: number, up: number): number {
    this.enu.toEcef(east, north, up, this.#ecef);
    return ecefHeight(this.#ecef[0]!, this.#ecef[1]!, this.#ecef[2]!);
  }

  /** Writes east, north (m) and height to out[0..2]. */
  fromGeodetic(latRad: number, lonRad: number, heightM: number, out: Float64Array): void {
    this.enu.fromGeodetic(latRad, lonRad, heightM, out);
    out[2] = heightM;
  }

  /** Up in the plane of a point at east, north with this height: the drop by the Earth's curve, then one Newton step. */
  upOf(east: number, north: number, heightM: number): number {
    let up = heightM - (east * east) / (2 * this.#radiusN) - (north * north) / (2 * this.#radiusM);
    up += heightM - this.heightOf(east, north, up);
    up += heightM - this.heightOf(east, north, up);
    return up;
  }

  /** Writes latRad, lonRad, heightM of east, north, height to out[0..2]. */
  toGeodetic(east: number, north: number, heightM: number, out: Float64Array): void {
    this.enu.toGeodetic(east, north, this.upOf(east, north, heightM), out);
  }

  /** Change of height for a metre east and a metre north along the plane: the tilt, out[0..1]. */
  tilt(east: number, north: number, out: Float64Array): void {
    out[0] = east / this.#radiusN;
    out[1] = north / this.#radiusM;
  }
}

/** All planes, made when needed. */
export class Frames {
  readonly list: Frame[] = [];
  readonly #lattice = new Map<number, number>();
  /** transforms between planes, by from * MAX_FRAMES + to: at most MAX_FRAMES squared, those asked for */
  readonly #between = new Map<number, SiteToFrame>();
  readonly #latRad: number;
  readonly #lonRad: number;

  constructor(latRad: number, lonRad: number) {
    this.#latRad = latRad;
    this.#lonRad = lonRad;
    this.list.push(new Frame(latRad, lonRad));
  }

  /** Index of the plane for a position; `now` is the plane it is in (kept inside the hysteresis), -1 for none. */
  indexFor(latRad: number, lonRad: number, now: number): number {
    const far = distanceM(this.#latRad, this.#lonRad, latRad, lonRad);
    if (far < PRIMARY_RADIUS_M || (now === 0 && far < PRIMARY_RADIUS_M + HYSTERESIS_M)) return 0;
    if (now > 0) {
      const frame = this.list[now]!;
      const off = distanceM(frame.enu.latRad, frame.enu.lonRad, latRad, lonRad);
      if (off < LATTICE_RADIUS_M) return now;
    }
    return this.#latticeFrame((latRad * 180) / Math.PI, (lonRad * 180) / Math.PI);
  }

  /** Whether a place in a plane is so far out that indexFor() may name another plane for it; cheap. */
  mayLeave(frame: number, east: number, north: number): boolean {
    if (frame === 0) return east * east + north * north > (PRIMARY_RADIUS_M * 1.06) ** 2;
    if (east * east + north * north > (LATTICE_RADIUS_M * 0.98) ** 2) return true;
    const { t } = this.between(0, frame);
    const de = east - t[0]!;
    const dn = north - t[1]!;
    return de * de + dn * dn < (PRIMARY_RADIUS_M * 1.02) ** 2;
  }

  /** Rotation and shift from one plane's east, north, up to another's. */
  between(from: number, to: number): SiteToFrame {
    const key = from * MAX_FRAMES + to;
    let made = this.#between.get(key);
    if (made === undefined) {
      made = new SiteToFrame(this.list[from]!.enu, this.list[to]!.enu);
      this.#between.set(key, made);
    }
    return made;
  }

  #latticeFrame(latDeg: number, lonDeg: number): number {
    const row = Math.round(Math.min(85, Math.max(-85, latDeg)) / LATTICE_DEG);
    const columns = Math.max(
      1,
      Math.round((360 / LATTICE_DEG) * Math.cos((row * LATTICE_DEG * Math.PI) / 180)),
    );
    const column = (((Math.round((lonDeg / 360) * columns) % columns) + columns) % columns) | 0;
    const key = (row + 40) * 1000 + column;
    const known = this.#lattice.get(key);
    if (known !== undefined) return known;
    if (this.list.length >= MAX_FRAMES) return this.#nearest(latDeg, lonDeg);
    const index = this.list.length;
    const lon = (column / columns) * 2 * Math.PI;
    this.list.push(
      new Frame((row * LATTICE_DEG * Math.PI) / 180, lon > Math.PI ? lon - 2 * Math.PI : lon),
    );
    this.#lattice.set(key, index);
    return index;
  }

  #nearest(latDeg: number, lonDeg: number): number {
    let best = 0;
    let least = Infinity;
    this.list.forEach((frame, index) => {
      const d = distanceM(
        frame.enu.latRad,
        frame.enu.lonRad,
        (latDeg * Math.PI) / 180,
        (lonDeg * Math.PI) / 180,
      );
      if (d < least) {
        least = d;
        best = index;
      }
    });
    return best;
  }
}

/** Rotation (row-major 3x3) and shift that take east, north, up of a site to those of a plane. */
export class SiteToFrame {
  readonly r = new Float64Array(9);
  readonly t = new Float64Array(3);

  constructor(site: EnuFrame, frame: EnuFrame) {
    const ecef = new Float64Array(3);
    geodeticToEcef(site.latRad, site.lonRad, site.heightM, ecef);
    frame.fromEcef(ecef[0]!, ecef[1]!, ecef[2]!, this.t);
    const axis = new Float64Array(3);
    for (let k = 0; k < 3; k++) {
      site.toEcef(k === 0 ? 1 : 0, k === 1 ? 1 : 0, k === 2 ? 1 : 0, axis);
      const out = new Float64Array(3);
      frame.fromEcef(axis[0]!, axis[1]!, axis[2]!, out);
      for (let i = 0; i < 3; i++) this.r[i * 3 + k] = out[i]! - this.t[i]!;
    }
  }
}

/**
 * Writes to out[0..3] the 2x2 matrix (row-major) that takes local east and north at a position to east and north of
 * the plane: the meridians' convergence.
 */
export function localToFrame(
  frame: EnuFrame,
  latRad: number,
  lonRad: number,
  out: Float64Array,
): void {
  const dLon = lonRad - frame.lonRad;
  const s0 = Math.sin(frame.latRad);
  const c0 = Math.cos(frame.latRad);
  const s = Math.sin(latRad);
  const sd = Math.sin(dLon);
  const cd = Math.cos(dLon);
  out[0] = cd;
  out[1] = -s * sd;
  out[2] = s0 * sd;
  out[3] = s0 * s * cd + c0 * Math.cos(latRad);
}
