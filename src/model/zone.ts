import type { Environment } from './plot.ts';
import type { Label } from './label.ts';

export type VerticalReference = 'AGL' | 'AMSL' | 'WGS84';

/** One end of a volume's height range. `stated` false: the file said nothing and the default was taken. */
export interface VerticalLimit {
  /** m in `reference`; null = open: from the ground (lower), no ceiling (upper). Not infinity: JSON has none */
  readonly valueM: number | null;
  readonly reference: VerticalReference;
  readonly stated: boolean;
}

/** Degrees, lon then lat, WGS84. First ring outside, others holes; closing point not repeated. */
export type ZoneShape =
  | {
      readonly type: 'polygon';
      readonly rings: readonly (readonly (readonly [number, number])[])[];
    }
  | {
      readonly type: 'circle';
      readonly centre: readonly [number, number];
      readonly radiusM: number;
    };

export interface ZoneVolume {
  readonly shape: ZoneShape;
  readonly lower: VerticalLimit;
  readonly upper: VerticalLimit;
}

export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** Clock time in s of the UTC day, or a sun event (begin of civil morning twilight, sunrise, sunset, end of evening). */
export type DayTime = number | 'BMCT' | 'SR' | 'SS' | 'EECT';

/** A span in which a zone applies; half open [startAt, endAt). No schedule: the whole span. */
export interface Applicability {
  readonly startAt: number | null;
  readonly endAt: number | null;
  readonly schedule: readonly {
    /** empty: every day. UTC weekdays */
    readonly days: readonly Weekday[];
    readonly start: DayTime;
    /** smaller than start: runs over midnight */
    readonly end: DayTime;
  }[];
}

export type Restriction = 'prohibited' | 'authorisation' | 'conditional' | 'none';

/** Who may be inside: what makes an incursion of being there. */
export interface ZoneRule {
  /** objects the zone is about; empty = all */
  readonly environments: readonly Environment[];
  /** identities that may be inside */
  readonly exempt: readonly import('./identity.ts').Identity[];
  /** how far ahead an entry is looked for, s */
  readonly lookAheadS: number;
  /** alert when the probability of entry within the look-ahead reaches this, 0..1 */
  readonly minProbability: number;
  readonly priority: import('./alert.ts').AlertPriority;
}

export type ZoneKind =
  'border' | 'territorial-sea' | 'airspace' | 'geo-zone' | 'critical-site' | 'danger' | 'other';

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly kind: ZoneKind;
  /** ISO 3166 alpha-3 of the member it belongs to, or empty */
  readonly country: string;
  readonly restriction: Restriction;
  readonly rule: ZoneRule;
  readonly volumes: readonly ZoneVolume[];
  /** empty: always applies; several are OR */
  readonly applicability: readonly Applicability[];
  readonly origin: 'drawn' | 'geojson' | 'ed269' | 'ed318' | 'config' | 'demo';
  /** false: taken out of watch, kept in the ledger */
  readonly active: boolean;
  readonly label: Label;
  /** what the file said that the model has no room for */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** What a reader found wrong in a zone file; `zone` is the index in the file, null for the file as a whole. */
export interface ZoneFinding {
  readonly severity: 'error' | 'warning';
  readonly zone: number | null;
  readonly identifier: string | null;
  readonly path: string;
  readonly text: string;
}
