/**
 * Broadcast Remote ID messages (ASTM F3411-22a; ASD-STAN EN 4709-002), 25 octets each. A value that the sender does
 * not know is null: never latitude 0, never -1000 m. Code tables are those of the standard.
 */

export const MESSAGE_OCTETS = 25;
/** octet 0, high nibble */
export const MESSAGE_TYPE = {
  basicId: 0,
  location: 1,
  auth: 2,
  selfId: 3,
  system: 4,
  operatorId: 5,
  pack: 15,
} as const;
/** Protocol version sent by default: F3411-22 and -22a. */
export const PROTOCOL_VERSION = 2;
export const MAX_PACK = 9;

export const ID_TYPES = ['none', 'serial', 'caa-registration', 'utm-uuid', 'session-id'] as const;
export const UA_TYPES = [
  'undeclared',
  'aeroplane',
  'helicopter or multirotor',
  'gyroplane',
  'hybrid lift',
  'ornithopter',
  'glider',
  'kite',
  'free balloon',
  'captive balloon',
  'airship',
  'free fall or parachute',
  'rocket',
  'tethered powered aircraft',
  'ground obstacle',
  'other',
] as const;
export const STATUSES = ['undeclared', 'ground', 'airborne', 'emergency', 'rid-failure'] as const;
export const OPERATOR_LOCATION_TYPES = ['takeoff', 'live', 'fixed'] as const;

/** Horizontal accuracy code to m, 95 %: NaN = unknown or reserved. */
const HORIZONTAL_M = [18_520, 7_408, 3_704, 1_852, 926, 555.6, 185.2, 92.6, 30, 10, 3, 1] as const;
const VERTICAL_M = [150, 45, 25, 10, 3, 1] as const;
const SPEED_MPS = [10, 3, 1, 0.3] as const;

/** Radius in m that holds the true place 95 % of the time; NaN when not stated. */
export function horizontalAccuracyM(code: number): number {
  return HORIZONTAL_M[code - 1] ?? Number.NaN;
}

/** m, 95 %, of geodetic, pressure and height values alike; NaN when not stated. */
export function verticalAccuracyM(code: number): number {
  return VERTICAL_M[code - 1] ?? Number.NaN;
}

export function speedAccuracyMps(code: number): number {
  return SPEED_MPS[code - 1] ?? Number.NaN;
}

interface Common {
  /** low nibble of octet 0; 0 = F3411-19, 1 = prEN 4709-002, 2 = F3411-22; others are read the same way */
  readonly version: number;
}

export interface BasicIdMessage extends Common {
  readonly type: 'basicId';
  /** index in ID_TYPES; larger ones are reserved */
  readonly idType: number;
  /** index in UA_TYPES */
  readonly uaType: number;
  /**
   * Serial and registration as text up to the first NUL, UTM UUID as UUID, other kinds as hex; null when there is
   * none.
   */
  readonly id: string | null;
  /** the 20 octets as they were */
  readonly idOctets: Uint8Array;
}

export interface LocationMessage extends Common {
  readonly type: 'location';
  /** index in STATUSES */
  readonly status: number;
  readonly heightType: 'above-takeoff' | 'above-ground';
  /** course over ground, deg from true north */
  readonly directionDeg: number | null;
  /** over ground; 254.25 means that or more */
  readonly speedMps: number | null;
  /** up; 62 and -62 mean that or more */
  readonly verticalSpeedMps: number | null;
  /** WGS84; both or neither */
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  /** at 1013.25 hPa */
  readonly pressureAltM: number | null;
  /** above the WGS84 ellipsoid */
  readonly geodeticAltM: number | null;
  readonly heightM: number | null;
  /** codes: see horizontalAccuracyM, verticalAccuracyM, speedAccuracyMps */
  readonly horizontalAccuracy: number;
  readonly verticalAccuracy: number;
  readonly pressureAccuracy: number;
  readonly speedAccuracy: number;
  /** 0.1 s; 0 = unknown */
  readonly timeAccuracy: number;
  /** s after the full UTC hour, 0..3600 */
  readonly timeOfHourS: number | null;
}

export interface AuthMessage extends Common {
  readonly type: 'auth';
  /** 1 UAS id signature, 2 operator signature, 3 message set signature, 4 network, 5 specific */
  readonly authType: number;
  readonly page: number;
  /** page 0 only: the rest is null on other pages */
  readonly lastPage: number | null;
  readonly length: number | null;
  /** s since 2019-01-01 UTC */
  readonly timestampS: number | null;
  /** 17 octets on page 0, 23 on others */
  readonly data: Uint8Array;
}

export interface SelfIdMessage extends Common {
  readonly type: 'selfId';
  /** 0 text, 1 emergency, 2 extended status */
  readonly descriptionType: number;
  readonly text: string;
}

export interface SystemMessage extends Common {
  readonly type: 'system';
  /** index in OPERATOR_LOCATION_TYPES */
  readonly operatorLocationType: number;
  /** 1 = EU */
  readonly classificationType: number;
  readonly operatorLatDeg: number | null;
  readonly operatorLonDeg: number | null;
  readonly areaCount: number;
  readonly areaRadiusM: number;
  readonly areaCeilingM: number | null;
  readonly areaFloorM: number | null;
  /** 1 open, 2 specific, 3 certified */
  readonly categoryEu: number;
  /** 1 = C0 ... 7 = C6 */
  readonly classEu: number;
  /** above the WGS84 ellipsoid */
  readonly operatorAltM: number | null;
  /** s since 2019-01-01 UTC; 0 = unknown */
  readonly timestampS: number;
}

export interface OperatorIdMessage extends Common {
  readonly type: 'operatorId';
  readonly operatorIdType: number;
  readonly operatorId: string;
}

export type RemoteIdMessage =
  | BasicIdMessage
  | LocationMessage
  | AuthMessage
  | SelfIdMessage
  | SystemMessage
  | OperatorIdMessage;

/** The epoch of auth and system times. */
export const REMOTE_ID_EPOCH_AT = Date.UTC(2019, 0, 1);
