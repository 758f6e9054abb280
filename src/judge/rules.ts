import {
  OWN_ONLY,
  type AlertPriority,
  type FindingCode,
  type Identity,
  type Label,
} from '../model/index.ts';
import { EARTH_BOUNDS, type HeightBounds } from './heights.ts';
import { DEFAULT_IDENTITY_RULES, type IdentityRules } from './identity.ts';

/** When being inside, or heading in, becomes an alert and stops being one. Times in s. */
export interface EntryRules {
  /** inside (or likely to enter) this long before it counts; deep inside counts at once */
  readonly confirmS: number;
  /** a forecast must hold this share of the time left before it counts, at most `confirmMaxS`: far ones can wait */
  readonly confirmShare: number;
  readonly confirmMaxS: number;
  /** plots that a track must have used since it was confirmed before anything about it counts */
  readonly minPlots: number;
  /** standard deviations of position behind the outline that count as deep, and outside as clearly out */
  readonly depthSd: number;
  /** outside (or unlikely) this long before it stops counting */
  readonly clearS: number;
  /** a forecast stops counting below this share of the zone's minimum probability */
  readonly clearRatio: number;
  /** tracks that exist with less probability are not judged */
  readonly minExistence: number;
  /** an object of pending identity is given this long, unless entry is nearer than `imminentS` */
  readonly patienceS: number;
  readonly imminentS: number;
  /** no forecast from tracks slower than this, m/s */
  readonly minSpeedMps: number;
  /** silent this long, an object is no longer said to be inside, only that it may be */
  readonly silentS: number;
  /** a silent or lost object's forecast is kept at most this long after its last plot */
  readonly coastMaxS: number;
  /** white acceleration noise that lets a forecast widen, m^2/s^3 */
  readonly noiseAir: number;
  readonly noiseSurface: number;
  /** identities for which an exemption also holds for unmanned aircraft: passage is for manned civil traffic */
  readonly unmannedExempt: readonly Identity[];
}

export interface SwarmRules {
  /** this many objects, each within radius and window of another, are one group; 0 switches grouping off */
  readonly size: number;
  readonly radiusM: number;
  readonly windowS: number;
  /** members listed; more are counted only */
  readonly maxMembers: number;
}

/** When a new track is taken to be an alerted object that was lost. */
export interface RelinkRules {
  /** tracks this near each other flying alike (m, m/s) are told as one: the second of them does not ring */
  readonly companionM: number;
  readonly companionMps: number;
  /** longest gap, s; 0 switches it off */
  readonly maxGapS: number;
  /** an object lost in a zone and found inside it again: longest gap, s, and how fast it may have moved, m/s */
  readonly refindMaxS: number;
  readonly refindMps: number;
  /** m allowed beside what the gap explains, and at most in all */
  readonly baseM: number;
  readonly maxM: number;
  /** white acceleration noise that explains a turn, m^2/s^3 */
  readonly noise: number;
}

/** Everything about alerts that an operator may change while the node runs. */
export interface AlertRules {
  readonly entry: EntryRules;
  readonly swarm: SwarmRules;
  readonly relink: RelinkRules;
  readonly identity: IdentityRules;
  /** one alert an object, about its most urgent zone; false: one an object and zone */
  readonly onePerObject: boolean;
  readonly spoof: {
    readonly codes: readonly FindingCode[];
    /** times a finding must be seen, and s since it was last seen that it still counts */
    readonly minCount: number;
    readonly holdS: number;
    readonly priority: AlertPriority;
  };
  readonly squawk: { readonly priority: AlertPriority };
  /** s unacknowledged until level 1 (sound again), 2 (next desk), 3 (alliance desk) */
  readonly escalateAfterS: readonly number[];
  readonly escalatePriorities: readonly AlertPriority[];
  /** after a start, tracks get this long to come back before their alerts count as over */
  readonly restartGraceS: number;
  /** at most one counted repeat, and one refresh of position and forecast, an alert in this time */
  readonly repeatEveryS: number;
  readonly refreshEveryS: number;
  /** a condition back within this time after its alert went normal revives that alert instead of making another */
  readonly rejoinS: number;
  /** longest shelving; IEC 62682 leaves the number to the site, 8 h is one watch */
  readonly shelveMaxS: number;
  readonly incident: {
    readonly autoOpen: readonly AlertPriority[];
    /** an open incident takes in alerts of the same zone for this long after its last entry */
    readonly joinWithinS: number;
  };
  readonly heightBounds: HeightBounds;
  readonly labels: FactLabels;
}

/** The widest labels that facts may have; each is narrowed to what it speaks of (narrowFact). */
export interface FactLabels {
  /** alerts, and the incidents they are gathered in */
  readonly alert: Label;
  readonly zone: Label;
  /** what people say of a track's identity */
  readonly identity: Label;
}

export const DEFAULT_ALERT_RULES: AlertRules = {
  entry: {
    confirmS: 2,
    confirmShare: 0.05,
    confirmMaxS: 40,
    minPlots: 4,
    depthSd: 2,
    clearS: 30,
    clearRatio: 0.5,
    minExistence: 0.5,
    patienceS: 20,
    imminentS: 60,
    minSpeedMps: 1.5,
    silentS: 30,
    coastMaxS: 300,
    noiseAir: 0.5,
    noiseSurface: 0.01,
    unmannedExempt: ['friend'],
  },
  swarm: { size: 4, radiusM: 3000, windowS: 180, maxMembers: 500 },
  relink: {
    companionM: 350,
    companionMps: 8,
    maxGapS: 180,
    refindMaxS: 1800,
    refindMps: 60,
    baseM: 300,
    maxM: 5000,
    noise: 0.5,
  },
  identity: DEFAULT_IDENTITY_RULES,
  onePerObject: true,
  spoof: {
    codes: ['claim-jump', 'claim-shared', 'no-echo', 'position-disagrees', 'impossible-speed'],
    minCount: 3,
    holdS: 300,
    priority: 'warning',
  },
  squawk: { priority: 'emergency' },
  escalateAfterS: [60, 180, 300],
  escalatePriorities: ['emergency', 'warning'],
  restartGraceS: 120,
  repeatEveryS: 10,
  refreshEveryS: 30,
  rejoinS: 600,
  shelveMaxS: 8 * 3600,
  incident: { autoOpen: ['emergency', 'warning'], joinWithinS: 1800 },
  heightBounds: EARTH_BOUNDS,
  labels: { alert: OWN_ONLY, zone: OWN_ONLY, identity: OWN_ONLY },
};

/** Bounds of what the judge holds; what happens at each bound stands beside it. */
export const JUDGE_BOUNDS = {
  /** zones in force; a further one is refused */
  zones: 20_000,
  /** alerts that are not normal; advisories and cautions are refused first (counted), then everything */
  openAlerts: 20_000,
  /** room kept for emergencies and warnings */
  urgentReserve: 5_000,
  /** normal alerts kept for the list; the oldest go */
  normalAlerts: 200,
  /** open incidents; no more are opened by themselves (counted), a person's is refused */
  openIncidents: 2_000,
  /** closed incidents kept; the oldest go */
  closedIncidents: 500,
  /** notes of one incident; further machine notes are counted only, a person's is refused */
  notes: 2_000,
  /** alerts and tracks of one incident; further ones are refused */
  perIncident: 2_000,
  /** people's identity overrides; the oldest goes (counted) */
  overrides: 20_000,
  /** reported standing conditions of sources and node; the rest is left away (counted) */
  reported: 5_000,
} as const;
