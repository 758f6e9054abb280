import type { ScoreRules } from '../track/index.ts';

/** How a scenario is scored: the line of its truth file that says so. */
export interface ScoringLine {
  readonly type?: string;
  readonly c: number;
  readonly dims: number;
  readonly assoc: number;
  readonly origin: { readonly lat: number; readonly lon: number; readonly alt: number };
  readonly report: { readonly t0: number; readonly dt: number; readonly n: number };
}

export function toScoreRules({ c, dims, assoc, origin, report }: ScoringLine): ScoreRules {
  return {
    c,
    dims: dims === 3 ? 3 : 2,
    assoc,
    latDeg: origin.lat,
    lonDeg: origin.lon,
    altM: origin.alt,
    reportT0: report.t0,
    reportDt: report.dt,
    reports: report.n,
  };
}
