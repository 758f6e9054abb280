/**
 * What is kept of one aircraft between messages. Plain mutable fields, written by ModesDecoder only; NaN where a
 * number is not known, `...At` NaN or the receive time (ms) of the message that said it.
 */
export class Aircraft {
  /** see aircraftKey() */
  readonly key: number;
  readonly icao: number;
  readonly isIcao: boolean;
  lastAt: number;
  /** last message whose parity proves the address (DF11 squitter, DF17, DF18) */
  provenAt = Number.NaN;
  /** messages accepted */
  messages = 0;

  callsign: string | null = null;
  callsignAt = Number.NaN;
  category: string | null = null;
  /** 0..4095 */
  mode3A = Number.NaN;
  mode3AAt = Number.NaN;
  /** of type code 28; null when never sent or over */
  emergency: string | null = null;
  emergencyAt = Number.NaN;
  ident = false;
  onGround = false;
  /** pressure altitude */
  altitudeFt = Number.NaN;
  altitudeAt = Number.NaN;
  /** height above the ellipsoid, from type codes 20 to 22 */
  heightFt = Number.NaN;
  heightAt = Number.NaN;
  geoMinusBaroFt = Number.NaN;
  geoMinusBaroAt = Number.NaN;
  eastKt = Number.NaN;
  northKt = Number.NaN;
  groundSpeedKt = Number.NaN;
  trackDeg = Number.NaN;
  verticalRateFpm = Number.NaN;
  velocityAt = Number.NaN;
  nacV = 0;
  /** -1 until an operational status or target state said it */
  nacP = -1;
  /** ADS-B version; 0 until said */
  version = 0;
  nicA = false;
  nicC = false;
  sil = 0;
  gva = 0;
  /** first 32 bits of register 1,7; 0 until heard */
  gicb = 0;

  /** newest even and odd position halves */
  readonly half: readonly [CprHalf, CprHalf] = [new CprHalf(), new CprHalf()];
  /** last position accepted, deg */
  latDeg = Number.NaN;
  lonDeg = Number.NaN;
  positionAt = Number.NaN;
  /** type code of the message it came from */
  positionTypeCode = 0;
  positionNicB = false;
  positionTimeSync = false;
  /** a position that did not fit the last one: taken when a later, independent pair agrees with it */
  candidateLat = Number.NaN;
  candidateLon = Number.NaN;
  candidateAt = Number.NaN;
  candidateMessage = 0;
  rejected = 0;
  /** times a position that did not fit was taken after all: a jump that the aircraft insists on */
  jumps = 0;

  constructor(icao: number, isIcao: boolean, ground: boolean, at: number) {
    this.icao = icao;
    this.isIcao = isIcao;
    this.key = aircraftKey(icao, isIcao, ground);
    this.lastAt = at;
  }
}

/**
 * What an aircraft is found by: its address, apart from those that are not ICAO's, and from what a ground station says
 * of the same aircraft (TIS-B): halves of positions from the two must not be paired.
 */
export function aircraftKey(icao: number, isIcao: boolean, ground: boolean): number {
  return icao + (isIcao ? 0 : 0x1000000) + (ground ? 0x2000000 : 0);
}

export class CprHalf {
  lat = 0;
  lon = 0;
  surface = false;
  at = Number.NaN;
  /** number of the aircraft's message that brought it */
  message = 0;
}

/** What a fresh value is worth: NaN when older than `maxS`. */
export function fresh(value: number, at: number, now: number, maxS: number): number {
  return Math.abs(now - at) <= maxS * 1000 ? value : Number.NaN;
}
