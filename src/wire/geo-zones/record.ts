import type { Json } from '../../base/index.ts';

export const GEO_ZONE_FORMATS = ['geojson', 'ed269', 'ed318'] as const;
export type GeoZoneFormat = (typeof GEO_ZONE_FORMATS)[number];

/** What is wrong in a file: an error costs a zone or a volume of one, a warning says what was assumed instead. */
export interface GeoFinding {
  readonly severity: 'error' | 'warning';
  /** index of the zone in the file; null for the file as a whole */
  readonly zone: number | null;
  readonly identifier: string | null;
  /** JSON pointer from the root of the file */
  readonly path: string;
  readonly text: string;
}

export interface GeoLimit {
  /** m in `reference`; null = open: ground, or no ceiling */
  readonly valueM: number | null;
  readonly reference: 'AGL' | 'AMSL' | 'WGS84';
  /** false: the file said nothing */
  readonly stated: boolean;
}

/** deg, lon then lat. Outer ring anticlockwise, holes clockwise, no closing point, no ring touching itself. */
export type GeoShape =
  | {
      readonly type: 'polygon';
      readonly rings: readonly (readonly (readonly [number, number])[])[];
    }
  | {
      readonly type: 'circle';
      readonly centre: readonly [number, number];
      readonly radiusM: number;
    };

export interface GeoVolume {
  readonly shape: GeoShape;
  readonly lower: GeoLimit;
  readonly upper: GeoLimit;
}

export const GEO_DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type GeoDay = (typeof GEO_DAYS)[number];
export const SUN_EVENTS = ['BMCT', 'SR', 'SS', 'EECT'] as const;
/** s of the UTC day, or a sun event */
export type GeoDayTime = number | (typeof SUN_EVENTS)[number];

export interface GeoSlot {
  /** UTC weekday on which it begins; empty: every day */
  readonly days: readonly GeoDay[];
  readonly start: GeoDayTime;
  /** not after start: runs into the next day */
  readonly end: GeoDayTime;
}

/** Half open [startAt, endAt), ms UTC. */
export interface GeoPeriod {
  readonly startAt: number | null;
  readonly endAt: number | null;
  readonly schedule: readonly GeoSlot[];
}

export interface LangText {
  readonly text: string;
  /** BCP 47 tag; empty when the format has none */
  readonly lang: string;
}

export const GEO_RESTRICTIONS = [
  'PROHIBITED',
  'REQ_AUTHORIZATION',
  'CONDITIONAL',
  'NO_RESTRICTION',
  'USPACE',
] as const;
/** In the words of ED-318; ED-269's REQ_AUTHORISATION is the same with an s. */
export type GeoRestriction = (typeof GEO_RESTRICTIONS)[number];

/** One zone of a file, in one shape for the three formats. */
export interface GeoZoneRecord {
  /** place in the file, from 0 */
  readonly index: number;
  readonly identifier: string | null;
  /** ISO 3166 alpha-3, or empty */
  readonly country: string;
  readonly names: readonly LangText[];
  readonly restriction: GeoRestriction;
  readonly variant: 'COMMON' | 'CUSTOMIZED' | null;
  readonly reasons: readonly string[];
  readonly messages: readonly LangText[];
  readonly volumes: readonly GeoVolume[];
  /** empty: always */
  readonly periods: readonly GeoPeriod[];
  /** as the file has them */
  readonly authorities: readonly Json[];
  /** everything else the file says of the zone, as it says it */
  readonly rest: { readonly [key: string]: Json };
}

/** A file read: the good zones, and what is wrong. */
export interface GeoZoneSet {
  readonly format: GeoZoneFormat;
  readonly title: string;
  readonly records: readonly GeoZoneRecord[];
  readonly findings: readonly GeoFinding[];
  /** something of the file could not be loaded */
  readonly incomplete: boolean;
}

/** Bounds of one file; what is beyond is an error in the findings. */
export const GEO_BOUNDS = {
  bytes: 64 * 1024 * 1024,
  zones: 20_000,
  points: 2_000_000,
  findings: 5_000,
};
