/** Settings of the tracker: one set for all sensors and scenarios. */
export interface TrackerSettings {
  /**
   * existence above which a track is confirmed, and below which it is not shown. A drone flies amid echoes of the ground,
   * where a few false plots in a row are common and looks come each second: there it pays to be surer
   */
  readonly confirmAt: number;
  readonly showAt: number;
  readonly confirmDroneAt: number;
  readonly showDroneAt: number;
  /** existence below which a track is dropped: never confirmed, once confirmed */
  readonly dropTentativeAt: number;
  readonly dropConfirmedAt: number;
  /** squared statistical distance of the gate, least over the motion models */
  readonly gate: number;
  /** objects appearing in a sensor's field of view a minute */
  readonly appearPerMinute: number;
  /** mean life of an object inside coverage, s */
  readonly lifeS: number;
  /** part of existence lost a scan where plots say nothing because clutter is as likely */
  readonly doubt: number;
  /** chance that a false plot carries a transponder height */
  readonly falseHeight: number;
  /** joint hypotheses kept for tracks that contend for plots; 1: none, the likeliest plot is taken at once */
  readonly hypotheses: number;
  /** false: a track is confirmed by its third plot and dropped after a few turns without one; for comparison only */
  readonly existence: boolean;
  /** false: late plots are not used; for comparison only */
  readonly rewind: boolean;
  /** false: no radar's bias is estimated; for comparison only */
  readonly registration: boolean;
  /** false: tracks made elsewhere are taken as plots, as if independent of ours; for comparison only */
  readonly intersection: boolean;
}

export const DEFAULT_SETTINGS: TrackerSettings = {
  confirmAt: 0.9,
  showAt: 0.5,
  confirmDroneAt: 0.97,
  showDroneAt: 0.6,
  dropTentativeAt: 1e-5,
  dropConfirmedAt: 0.01,
  gate: 20,
  appearPerMinute: 1.5,
  lifeS: 600,
  doubt: 0.25,
  falseHeight: 0.01,
  hypotheses: 8,
  existence: true,
  rewind: true,
  registration: true,
  intersection: true,
};

/**
 * - capacity: most tracks at a time, tentative ones included; at the bound the weakest tentative track gives way
 * - latRad, lonRad: origin of the main tangent plane (the middle of the region watched)
 */
export interface TrackerConfig {
  readonly capacity: number;
  readonly latRad: number;
  readonly lonRad: number;
  /** first track number to give; default 1 */
  readonly firstNumber?: number;
  readonly settings?: Partial<TrackerSettings>;
}

export interface TrackerStats {
  born: number;
  confirmed: number;
  dropped: number;
  merged: number;
  scans: number;
  plotsIn: number;
  plotsUsed: number;
  plotsUnused: number;
  /** used after rewinding a track */
  plotsRewound: number;
  /** older than all that is kept: not used */
  plotsTooLate: number;
  /** not finite, no sensor site: not used */
  plotsRefused: number;
  /** births refused or tentative tracks displaced because capacity was reached */
  capacityHits: number;
}

export function makeStats(): TrackerStats {
  return {
    born: 0,
    confirmed: 0,
    dropped: 0,
    merged: 0,
    scans: 0,
    plotsIn: 0,
    plotsUsed: 0,
    plotsUnused: 0,
    plotsRewound: 0,
    plotsTooLate: 0,
    plotsRefused: 0,
    capacityHits: 0,
  };
}
