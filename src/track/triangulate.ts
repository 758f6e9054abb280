/**
 * Where three bearings from three sites meet: least squares of the distances to the three lines, weighted by range.
 * One degree of freedom is left over and says whether they belong together.
 */
export interface Bearing {
  /** site east, north (m) and azimuth (rad) in one plane */
  readonly e: number;
  readonly n: number;
  readonly azimuthRad: number;
  readonly variance: number;
}

export interface Fix {
  e: number;
  n: number;
  ee: number;
  en: number;
  nn: number;
  /** squared misfit, 1 degree of freedom; Infinity when the lines do not meet ahead of the sites */
  misfit: number;
}

const TURNS = 4;

/** Writes the fix of the bearings to `out`. */
export function triangulate(bearings: readonly Bearing[], maxRangeM: number, out: Fix): void {
  out.misfit = Infinity;
  const ranges = bearings.map(() => 5000);
  for (let turn = 0; turn < TURNS; turn++) {
    let aee = 0;
    let aen = 0;
    let ann = 0;
    let be = 0;
    let bn = 0;
    bearings.forEach((b, i) => {
      // normal of the line of sight
      const ne = Math.cos(b.azimuthRad);
      const nn = -Math.sin(b.azimuthRad);
      const w = 1 / (b.variance * ranges[i]! * ranges[i]!);
      const d = ne * b.e + nn * b.n;
      aee += w * ne * ne;
      aen += w * ne * nn;
      ann += w * nn * nn;
      be += w * ne * d;
      bn += w * nn * d;
    });
    const det = aee * ann - aen * aen;
    if (!(det > 1e-18)) return;
    out.ee = ann / det;
    out.en = -aen / det;
    out.nn = aee / det;
    out.e = out.ee * be + out.en * bn;
    out.n = out.en * be + out.nn * bn;
    for (let i = 0; i < bearings.length; i++) {
      const b = bearings[i]!;
      const along = Math.sin(b.azimuthRad) * (out.e - b.e) + Math.cos(b.azimuthRad) * (out.n - b.n);
      if (!(along > 50 && along < maxRangeM)) return;
      ranges[i] = along;
    }
  }
  let misfit = 0;
  for (let i = 0; i < bearings.length; i++) {
    const b = bearings[i]!;
    const off = Math.cos(b.azimuthRad) * (out.e - b.e) - Math.sin(b.azimuthRad) * (out.n - b.n);
    misfit += (off * off) / (b.variance * ranges[i]! * ranges[i]!);
  }
  out.misfit = misfit;
}
