// Hot path: one record object per message, nothing else allocated but a call sign.
/**
 * The ME field of extended squitters (DF17, DF18): RTCA DO-260B, 2.2.3.2, and DO-260/DO-260A where an aircraft says
 * it follows them. Bits are counted from 1 within the 56 bits. What is not available is null.
 */
import { altitudeOfAc12, squawkOfId13 } from './altitude.ts';
import { bits56, flag56 } from './bits.ts';
import { readAcas, type AcasAdvisory } from './acas.ts';
import { readOperationalStatus, type OperationalStatus } from './operational-status.ts';
import { readTargetState, type TargetState } from './target-state.ts';
import { callsignOf } from './text.ts';

export interface Identification {
  readonly type: 'identification';
  /** 1..4 */
  readonly typeCode: number;
  /** emitter category, A0..D7: letter is the set (type code 4 is A), digit the category; digit 0 says nothing */
  readonly category: string;
  readonly callsign: string | null;
}

export interface SurfacePosition {
  readonly type: 'surface-position';
  /** 5..8 */
  readonly typeCode: number;
  /** raw movement code, 0..127 */
  readonly movement: number;
  /** lower edge of the coded span, kt */
  readonly groundSpeedKt: number | null;
  /** deg from true north (or magnetic when the operational status says so), [0, 360) */
  readonly trackDeg: number | null;
  /** time of applicability is exact to the UTC epoch */
  readonly timeSync: boolean;
  readonly odd: boolean;
  readonly cprLat: number;
  readonly cprLon: number;
}

export interface AirbornePosition {
  readonly type: 'airborne-position';
  /** 9..18 with pressure altitude, 20..22 with height above the ellipsoid */
  readonly typeCode: number;
  /** 0 none, 1 permanent alert (emergency), 2 temporary alert, 3 ident */
  readonly surveillanceStatus: number;
  /** NIC supplement B (single antenna in versions 0 and 1) */
  readonly nicB: boolean;
  readonly altitudeFt: number | null;
  readonly altitudeKind: 'pressure' | 'ellipsoid';
  readonly timeSync: boolean;
  readonly odd: boolean;
  readonly cprLat: number;
  readonly cprLon: number;
}

/** Type code 0: the aircraft has no position; the altitude may be there. */
export interface NoPosition {
  readonly type: 'no-position';
  readonly typeCode: 0;
  readonly altitudeFt: number | null;
}

export interface Velocity {
  readonly type: 'velocity';
  readonly typeCode: 19;
  /** 1 and 2 over ground, 3 and 4 through the air; 2 and 4 supersonic steps */
  readonly subtype: number;
  /** 0..4: 95 % better than unknown, 10, 3, 1, 0.3 m/s */
  readonly nacV: number;
  readonly eastKt: number | null;
  readonly northKt: number | null;
  readonly groundSpeedKt: number | null;
  /** over ground from true north, [0, 360) */
  readonly trackDeg: number | null;
  readonly headingDeg: number | null;
  readonly airspeedKt: number | null;
  readonly airspeedKind: 'ias' | 'tas' | null;
  /** up positive */
  readonly verticalRateFpm: number | null;
  readonly verticalRateFrom: 'gnss' | 'baro';
  /** GNSS height minus pressure altitude */
  readonly geoMinusBaroFt: number | null;
}

export const EMERGENCIES = [
  'none',
  'general',
  'medical',
  'minimum-fuel',
  'no-communications',
  'unlawful-interference',
  'downed',
  'reserved',
] as const;

export interface EmergencyStatus {
  readonly type: 'emergency-status';
  readonly typeCode: 28;
  readonly emergency: (typeof EMERGENCIES)[number];
  readonly mode3A: number | null;
}

/** A type code or subtype that the standard reserves, or that carries nothing for us: kept raw. */
export interface OtherSquitter {
  readonly type: 'other';
  readonly typeCode: number;
  readonly subtype: number;
}

export type SquitterContent =
  | Identification
  | SurfacePosition
  | AirbornePosition
  | NoPosition
  | Velocity
  | EmergencyStatus
  | (AcasAdvisory & { readonly typeCode: 28 })
  | TargetState
  | OperationalStatus
  | OtherSquitter;

/** Decodes an ME field given as its first 32 and last 24 bits. Any 56 bits give a record. */
export function readSquitter(hi: number, lo: number): SquitterContent {
  const typeCode = hi >>> 27;
  if (typeCode >= 9 && typeCode <= 22 && typeCode !== 19) return readAirborne(hi, lo, typeCode);
  if (typeCode === 19) return readVelocity(hi, lo);
  if (typeCode >= 1 && typeCode <= 4) return readIdentification(hi, lo, typeCode);
  if (typeCode >= 5 && typeCode <= 8) return readSurface(hi, lo, typeCode);
  const subtype = (hi >>> 24) & 7;
  if (typeCode === 28 && subtype === 1) {
    return {
      type: 'emergency-status',
      typeCode: 28,
      emergency: EMERGENCIES[(hi >>> 21) & 7]!,
      mode3A: squawkOrNull(bits56(hi, lo, 12, 13)),
    };
  }
  if (typeCode === 28 && subtype === 2) return { ...readAcas(hi, lo), typeCode: 28 };
  if (typeCode === 29) return readTargetState(hi, lo) ?? other(typeCode, subtype);
  if (typeCode === 31 && subtype <= 1) return readOperationalStatus(hi, lo);
  if (typeCode === 0) {
    return { type: 'no-position', typeCode: 0, altitudeFt: altitudeOfAc12(bits56(hi, lo, 9, 12)) };
  }
  return other(typeCode, subtype);
}

function other(typeCode: number, subtype: number): OtherSquitter {
  return { type: 'other', typeCode, subtype };
}

function squawkOrNull(code13: number): number | null {
  return code13 === 0 ? null : squawkOfId13(code13);
}

const CATEGORIES: readonly string[] = ['D', 'C', 'B', 'A'].flatMap((set) =>
  Array.from({ length: 8 }, (_, digit) => `${set}${digit}`),
);

function readIdentification(hi: number, lo: number, typeCode: number): Identification {
  return {
    type: 'identification',
    typeCode,
    category: CATEGORIES[(typeCode - 1) * 8 + ((hi >>> 24) & 7)]!,
    callsign: callsignOf(hi, lo),
  };
}

/** Lower edge of each movement code, kt; -1: no information or reserved (DO-260B table 2-13). */
const MOVEMENT_KT = buildMovements();

function buildMovements(): Float64Array {
  const table = new Float64Array(128).fill(-1);
  const spans: readonly (readonly [first: number, last: number, fromKt: number, stepKt: number])[] =
    [
      [1, 1, 0, 0],
      [2, 8, 0.125, 0.125],
      [9, 12, 1, 0.25],
      [13, 38, 2, 0.5],
      [39, 93, 15, 1],
      [94, 108, 70, 2],
      [109, 123, 100, 5],
      [124, 124, 175, 0],
    ];
  for (const [first, last, fromKt, stepKt] of spans)
    for (let code = first; code <= last; code++) table[code] = fromKt + (code - first) * stepKt;
  return table;
}

/** The highest movement code whose lower edge does not exceed a speed; 0 for NaN. */
export function movementOfSpeed(groundSpeedKt: number): number {
  let code = 0;
  for (let i = 1; i <= 124; i++) if (MOVEMENT_KT[i]! <= groundSpeedKt) code = i;
  return code;
}

function readSurface(hi: number, lo: number, typeCode: number): SurfacePosition {
  const movement = bits56(hi, lo, 6, 7);
  const speed = MOVEMENT_KT[movement]!;
  return {
    type: 'surface-position',
    typeCode,
    movement,
    groundSpeedKt: speed < 0 ? null : speed,
    trackDeg: flag56(hi, lo, 13) ? bits56(hi, lo, 14, 7) * (360 / 128) : null,
    timeSync: flag56(hi, lo, 21),
    odd: flag56(hi, lo, 22),
    cprLat: bits56(hi, lo, 23, 17),
    cprLon: bits56(hi, lo, 40, 17),
  };
}

function readAirborne(hi: number, lo: number, typeCode: number): AirbornePosition {
  return {
    type: 'airborne-position',
    typeCode,
    surveillanceStatus: bits56(hi, lo, 6, 2),
    nicB: flag56(hi, lo, 8),
    altitudeFt: altitudeOfAc12(bits56(hi, lo, 9, 12)),
    altitudeKind: typeCode >= 20 ? 'ellipsoid' : 'pressure',
    timeSync: flag56(hi, lo, 21),
    odd: flag56(hi, lo, 22),
    cprLat: bits56(hi, lo, 23, 17),
    cprLon: bits56(hi, lo, 40, 17),
  };
}

/** A speed component of 10 bits, 0 meaning not available, with its sign bit before it. */
function component(hi: number, lo: number, first: number, stepKt: number): number | null {
  const value = bits56(hi, lo, first + 1, 10);
  if (value === 0) return null;
  const speed = (value - 1) * stepKt;
  return flag56(hi, lo, first) && speed !== 0 ? -speed : speed;
}

function readVelocity(hi: number, lo: number): Velocity | OtherSquitter {
  const subtype = (hi >>> 24) & 7;
  if (subtype === 0 || subtype > 4) return other(19, subtype);
  const step = (subtype & 1) === 0 ? 4 : 1;
  const rate = bits56(hi, lo, 38, 9);
  const rateFpm = (rate - 1) * (flag56(hi, lo, 37) ? -64 : 64);
  const difference = bits56(hi, lo, 50, 7);
  const differenceFt = (difference - 1) * (flag56(hi, lo, 49) ? -25 : 25);
  const overGround = subtype <= 2;
  const eastKt = overGround ? component(hi, lo, 14, step) : null;
  const northKt = overGround ? component(hi, lo, 25, step) : null;
  let groundSpeedKt: number | null = null;
  let trackDeg: number | null = null;
  if (eastKt !== null && northKt !== null) {
    groundSpeedKt = Math.sqrt(eastKt * eastKt + northKt * northKt);
    const angle = Math.atan2(eastKt, northKt) * (180 / Math.PI);
    trackDeg = angle < 0 ? angle + 360 : angle;
  }
  const airspeed = overGround ? 0 : bits56(hi, lo, 26, 10);
  return {
    type: 'velocity',
    typeCode: 19,
    subtype,
    nacV: bits56(hi, lo, 11, 3),
    eastKt,
    northKt,
    groundSpeedKt,
    trackDeg,
    headingDeg: !overGround && flag56(hi, lo, 14) ? bits56(hi, lo, 15, 10) * (360 / 1024) : null,
    airspeedKt: airspeed === 0 ? null : (airspeed - 1) * step,
    airspeedKind: overGround ? null : flag56(hi, lo, 25) ? 'tas' : 'ias',
    verticalRateFpm: rate === 0 ? null : rateFpm === 0 ? 0 : rateFpm,
    verticalRateFrom: flag56(hi, lo, 36) ? 'baro' : 'gnss',
    geoMinusBaroFt: difference === 0 ? null : differenceFt === 0 ? 0 : differenceFt,
  };
}
