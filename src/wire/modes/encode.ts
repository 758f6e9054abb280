/**
 * Mode S messages made from values: what the simulator sends and round-trip tests turn back. Field layouts are those
 * of RTCA DO-260B (ADS-B) and ICAO Annex 10 Vol. IV (surveillance replies); bits are counted from 1 within the ME field.
 */
import { movementOfSpeed } from './adsb.ts';
import { ac12OfAltitude, ac13OfAltitude, id13OfSquawk } from './altitude.ts';
import { encodeCpr } from './cpr.ts';
import { writeParity } from './crc.ts';
import { sixBitsOf } from './text.ts';

const scratch = new Float64Array(2);

/** Sets `count` bits from bit `first` (1 = first bit of the octet at `from`). */
export function put(
  bytes: Uint8Array,
  from: number,
  first: number,
  count: number,
  value: number,
): void {
  for (let i = 0; i < count; i++) {
    const bit = first - 1 + i;
    if ((Math.floor(value / 2 ** (count - 1 - i)) & 1) === 1)
      bytes[from + (bit >> 3)]! |= 0x80 >> (bit & 7);
  }
}

export interface SquitterHead {
  /** 24-bit address */
  readonly icao: number;
  /** transponder capability, DF17; default 5 (level 2, airborne) */
  readonly capability?: number;
  /** give it to make a DF18 of this control field instead */
  readonly controlField?: number;
}

/** A DF17 (or DF18) around an ME field of 7 octets. */
export function encodeExtendedSquitter(head: SquitterHead, me: Uint8Array): Uint8Array {
  const out = new Uint8Array(14);
  const low = head.controlField ?? head.capability ?? 5;
  out[0] = ((head.controlField === undefined ? 17 : 18) << 3) | (low & 7);
  putAddress(out, head.icao);
  out.set(me.subarray(0, 7), 4);
  writeParity(out, 0);
  return out;
}

function putAddress(out: Uint8Array, icao: number): void {
  out[1] = icao >> 16;
  out[2] = icao >> 8;
  out[3] = icao;
}

/** DF11, the acquisition squitter; `interrogator` 0..127 is overlaid on the parity. */
export function encodeAllCall(icao: number, capability = 5, interrogator = 0): Uint8Array {
  const out = new Uint8Array(7);
  out[0] = (11 << 3) | (capability & 7);
  putAddress(out, icao);
  writeParity(out, interrogator & 0x7f);
  return out;
}

export interface SurveillanceFields {
  readonly icao: number;
  /** 0..7; 1 and 3 are on the ground, 2..4 alert, 4 and 5 ident */
  readonly flightStatus?: number;
  readonly downlinkRequest?: number;
  readonly utilityMessage?: number;
  /** Comm-B field of 7 octets: makes DF20/21 of DF4/5 */
  readonly mb?: Uint8Array;
}

function encodeSurveillance(df: number, fields: SurveillanceFields, code13: number): Uint8Array {
  const out = new Uint8Array(fields.mb === undefined ? 7 : 14);
  put(out, 0, 1, 5, fields.mb === undefined ? df : df + 16);
  put(out, 0, 6, 3, fields.flightStatus ?? 0);
  put(out, 0, 9, 5, fields.downlinkRequest ?? 0);
  put(out, 0, 14, 6, fields.utilityMessage ?? 0);
  put(out, 0, 20, 13, code13);
  if (fields.mb !== undefined) out.set(fields.mb.subarray(0, 7), 4);
  writeParity(out, fields.icao);
  return out;
}

/** DF4 (DF20 with `mb`): altitude reply. `altitudeFt` NaN: not available. */
export function encodeAltitudeReply(fields: SurveillanceFields, altitudeFt: number): Uint8Array {
  return encodeSurveillance(4, fields, ac13OfAltitude(altitudeFt));
}

/** DF5 (DF21 with `mb`): identity reply. `mode3A` 0..4095. */
export function encodeIdentityReply(fields: SurveillanceFields, mode3A: number): Uint8Array {
  return encodeSurveillance(5, fields, id13OfSquawk(mode3A));
}

/** Emitter category: set A to D and number 0..7, for example A3 (large). */
export function meIdentification(
  callsign: string,
  set: 'A' | 'B' | 'C' | 'D',
  category: number,
): Uint8Array {
  const me = new Uint8Array(7);
  put(me, 0, 1, 5, { A: 4, B: 3, C: 2, D: 1 }[set]);
  put(me, 0, 6, 3, category);
  sixBitsOf(callsign).forEach((six, i) => put(me, 0, 9 + 6 * i, 6, six));
  return me;
}

export interface AirborneFields {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** pressure altitude (type codes 9..18) or height above the ellipsoid (20..22), ft; NaN: not available */
  readonly altitudeFt: number;
  readonly odd: boolean;
  /** 9..18 or 20..22; default 11 (containment 0.1 NM or better) */
  readonly typeCode?: number;
  /** 0 none, 1 permanent alert, 2 temporary alert, 3 ident */
  readonly surveillanceStatus?: number;
  /** NIC supplement B */
  readonly nicB?: boolean;
}

export function meAirbornePosition(fields: AirborneFields): Uint8Array {
  const me = new Uint8Array(7);
  put(me, 0, 1, 5, fields.typeCode ?? 11);
  put(me, 0, 6, 2, fields.surveillanceStatus ?? 0);
  put(me, 0, 8, 1, fields.nicB === true ? 1 : 0);
  put(me, 0, 9, 12, ac12OfAltitude(fields.altitudeFt));
  putCpr(me, fields, false);
  return me;
}

export interface SurfaceFields {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** kt; NaN: not available */
  readonly groundSpeedKt: number;
  /** deg from true north; NaN: not available */
  readonly trackDeg: number;
  readonly odd: boolean;
  /** 5..8; default 7 */
  readonly typeCode?: number;
}

export function meSurfacePosition(fields: SurfaceFields): Uint8Array {
  const me = new Uint8Array(7);
  put(me, 0, 1, 5, fields.typeCode ?? 7);
  put(me, 0, 6, 7, movementOfSpeed(fields.groundSpeedKt));
  if (!Number.isNaN(fields.trackDeg)) {
    put(me, 0, 13, 1, 1);
    put(me, 0, 14, 7, Math.round((fields.trackDeg * 128) / 360) & 127);
  }
  putCpr(me, fields, true);
  return me;
}

function putCpr(
  me: Uint8Array,
  at: { latDeg: number; lonDeg: number; odd: boolean },
  surface: boolean,
): void {
  encodeCpr(at.latDeg, at.lonDeg, at.odd, surface, scratch);
  put(me, 0, 22, 1, at.odd ? 1 : 0);
  put(me, 0, 23, 17, scratch[0]!);
  put(me, 0, 40, 17, scratch[1]!);
}

export interface VelocityFields {
  readonly eastKt: number;
  readonly northKt: number;
  /** ft/min, up positive; NaN: not available */
  readonly verticalRateFpm: number;
  /** true: barometric, false: GNSS */
  readonly baroRate?: boolean;
  /** GNSS height minus pressure altitude, ft; NaN: not available */
  readonly geoMinusBaroFt?: number;
  /** 0..4 */
  readonly nacV?: number;
}

/** Airborne velocity over ground, subtype 1, or 2 (steps of 4 kt) when a component needs it. */
export function meVelocity(fields: VelocityFields): Uint8Array {
  const me = new Uint8Array(7);
  const fast = Math.max(Math.abs(fields.eastKt), Math.abs(fields.northKt)) > 1021.5;
  put(me, 0, 1, 5, 19);
  put(me, 0, 6, 3, fast ? 2 : 1);
  put(me, 0, 11, 3, fields.nacV ?? 0);
  putSpeed(me, 14, fields.eastKt, fast);
  putSpeed(me, 25, fields.northKt, fast);
  put(me, 0, 36, 1, fields.baroRate === true ? 1 : 0);
  putRateAndDifference(me, fields.verticalRateFpm, fields.geoMinusBaroFt ?? Number.NaN);
  return me;
}

function putSpeed(me: Uint8Array, first: number, kt: number, fast: boolean): void {
  if (Number.isNaN(kt)) return;
  const steps = Math.min(1022, Math.round(Math.abs(kt) / (fast ? 4 : 1)));
  put(me, 0, first, 1, kt < 0 && steps > 0 ? 1 : 0);
  put(me, 0, first + 1, 10, steps + 1);
}

function putRateAndDifference(me: Uint8Array, rateFpm: number, differenceFt: number): void {
  if (!Number.isNaN(rateFpm)) {
    const steps = Math.min(510, Math.round(Math.abs(rateFpm) / 64));
    put(me, 0, 37, 1, rateFpm < 0 && steps > 0 ? 1 : 0);
    put(me, 0, 38, 9, steps + 1);
  }
  if (!Number.isNaN(differenceFt)) {
    const steps = Math.min(126, Math.round(Math.abs(differenceFt) / 25));
    put(me, 0, 49, 1, differenceFt < 0 && steps > 0 ? 1 : 0);
    put(me, 0, 50, 7, steps + 1);
  }
}

export interface AirspeedFields {
  /** deg; NaN: not available */
  readonly headingDeg: number;
  readonly airspeedKt: number;
  readonly trueAirspeed: boolean;
  readonly verticalRateFpm: number;
  readonly baroRate?: boolean;
  readonly geoMinusBaroFt?: number;
  readonly nacV?: number;
}

/** Airborne velocity through the air, subtype 3, or 4 (steps of 4 kt) when needed. */
export function meAirspeed(fields: AirspeedFields): Uint8Array {
  const me = new Uint8Array(7);
  const fast = fields.airspeedKt > 1021.5;
  put(me, 0, 1, 5, 19);
  put(me, 0, 6, 3, fast ? 4 : 3);
  put(me, 0, 11, 3, fields.nacV ?? 0);
  if (!Number.isNaN(fields.headingDeg)) {
    put(me, 0, 14, 1, 1);
    put(me, 0, 15, 10, Math.round((fields.headingDeg * 1024) / 360) & 1023);
  }
  put(me, 0, 25, 1, fields.trueAirspeed ? 1 : 0);
  if (!Number.isNaN(fields.airspeedKt))
    put(me, 0, 26, 10, Math.min(1022, Math.round(fields.airspeedKt / (fast ? 4 : 1))) + 1);
  put(me, 0, 36, 1, fields.baroRate === true ? 1 : 0);
  putRateAndDifference(me, fields.verticalRateFpm, fields.geoMinusBaroFt ?? Number.NaN);
  return me;
}

/** Emergency and Mode A code: type code 28, subtype 1. `emergency` 0 none .. 6 downed. */
export function meEmergency(emergency: number, mode3A: number): Uint8Array {
  const me = new Uint8Array(7);
  put(me, 0, 1, 5, 28);
  put(me, 0, 6, 3, 1);
  put(me, 0, 9, 3, emergency);
  put(me, 0, 12, 13, id13OfSquawk(mode3A));
  return me;
}

export interface StatusFields {
  readonly onGround: boolean;
  /** 0..11 */
  readonly nacP: number;
  /** 0..3 */
  readonly sil: number;
  readonly nicA?: boolean;
  /** surface only */
  readonly nicC?: boolean;
  /** airborne: 0..3 */
  readonly gva?: number;
  readonly nicBaro?: boolean;
  /** default 2 (DO-260B) */
  readonly version?: number;
}

/** Aircraft operational status: type code 31. */
export function meOperationalStatus(fields: StatusFields): Uint8Array {
  const me = new Uint8Array(7);
  put(me, 0, 1, 5, 31);
  put(me, 0, 6, 3, fields.onGround ? 1 : 0);
  if (fields.onGround) put(me, 0, 20, 1, fields.nicC === true ? 1 : 0);
  put(me, 0, 41, 3, fields.version ?? 2);
  put(me, 0, 44, 1, fields.nicA === true ? 1 : 0);
  put(me, 0, 45, 4, fields.nacP);
  if (!fields.onGround) {
    put(me, 0, 49, 2, fields.gva ?? 0);
    put(me, 0, 53, 1, fields.nicBaro === true ? 1 : 0);
  }
  put(me, 0, 51, 2, fields.sil);
  return me;
}
