/** What the scorer is given and what it says. Degrees, m, m/s, s, as in the neutral scenario format. */

export interface ScoreRules {
  /** GOSPA cut-off, m */
  readonly c: number;
  readonly dims: 2 | 3;
  /** association distance of SIAP, m */
  readonly assoc: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM: number;
  readonly reportT0: number;
  readonly reportDt: number;
  readonly reports: number;
}

/** One object or track at one report time. */
export interface ScorePoint {
  readonly t: number;
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly alt?: number;
  readonly ve?: number;
  readonly vn?: number;
  readonly vu?: number;
  /** ee, en, eu, nn, nu, uu, m^2 */
  readonly cov?: readonly number[];
}

/** The figures of a whole run. */
export interface Score {
  /** m, mean over report times; its parts are root mean squares, so that their squares add up */
  readonly gospa: number;
  readonly locPart: number;
  readonly missedPart: number;
  readonly falsePart: number;
  /** m, over the pairs */
  readonly locRmse: number;
  /** mean counts a report */
  readonly missed: number;
  readonly false: number;
  readonly targets: number;
  readonly completeness: number;
  readonly ambiguity: number;
  readonly spuriousness: number;
  readonly positionAccuracy: number;
  readonly velocityAccuracy: number;
  readonly longestSegment: number;
  readonly switches: number;
  readonly initDelayS: number;
  readonly neverTracked: number;
  /** normalised estimation error squared over dimensions; NaN when no track brings a covariance */
  readonly nees: number;
  readonly badLines: number;
}

/** One report time. Squares in m^2: GOSPA^2 = localisation + missed + false. */
export interface ScoreMoment {
  readonly t: number;
  readonly gospa: number;
  readonly locSquare: number;
  readonly missedSquare: number;
  readonly falseSquare: number;
  readonly targets: number;
  readonly tracks: number;
  readonly missed: number;
  readonly false: number;
  /** objects that a track is associated with (SIAP) */
  readonly held: number;
  readonly switches: number;
  /** mean NEES / dims over this many pairs */
  readonly nees: number;
  readonly neesCount: number;
}

/** A stretch of reports in which one object was held under one track number (gaps inside count as held). */
export interface Segment {
  readonly track: string;
  readonly fromT: number;
  toT: number;
  reports: number;
}

/** How one object fared. */
export interface ObjectScore {
  readonly id: string;
  readonly firstT: number;
  readonly lastT: number;
  readonly reports: number;
  readonly held: number;
  /** share of its reports under its best track number */
  readonly longestSegment: number;
  readonly switches: number;
  /** NaN when never tracked */
  readonly initDelayS: number;
  readonly segments: readonly Segment[];
}

export interface ScoreDetail {
  readonly score: Score;
  readonly moments: readonly ScoreMoment[];
  readonly objects: readonly ObjectScore[];
}
