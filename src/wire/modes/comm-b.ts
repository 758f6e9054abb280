// Hot path: one object a message and one for its register; the tests themselves allocate nothing.
/**
 * Which register does a Comm-B reply carry? The reply does not say; only the interrogator knows. A radar that tells
 * (I048/250) is believed: readRegister(). For a receiver that merely listens the register is inferred here, and
 * marked so. A candidate must first fit the layout (reserved bits, status bits, ranges); where several fit, each gets
 * a penalty by physics (turn against bank, Mach against airspeed and altitude, wind) and by what the aircraft said
 * before (altitude, ground speed, track, capability), and the best wins when it wins clearly.
 * Penalties are in units of "about one ordinary deviation"; weights were set on real replies that two other decoders
 * agree about, and are not from a standard.
 */
import { bits56, flag56, signed56 } from './bits.ts';
import { GICB_MASKS, readRegister, type Register, type RegisterNumber } from './registers.ts';
import { callsignOf } from './text.ts';

/** What the aircraft said before; NaN where not known or too old. */
export interface CommBHistory {
  readonly altitudeFt: number;
  readonly groundSpeedKt: number;
  readonly trackDeg: number;
  readonly verticalRateFpm: number;
  /** first 32 bits of its register 1,7; 0 when not heard */
  readonly gicb: number;
}

export interface CommB {
  /** null: empty, or not to be told */
  readonly bds: RegisterNumber | null;
  /** always true here: the reply does not carry its number */
  readonly inferred: boolean;
  /** registers between which it could not be decided; empty when decided or when none fits */
  readonly candidates: readonly RegisterNumber[];
  readonly register: Register | null;
  /** the field as it came: first 32 and last 24 bits */
  readonly hi: number;
  readonly lo: number;
}

const NO_CANDIDATES: readonly RegisterNumber[] = [];
/** Penalty of a candidate that does not fit at all. */
const OUT = 1000;
/** A candidate this bad is no answer even when it stands alone. */
const LIMIT = 9;
/** The best must be this much better than the next. */
const MARGIN = 0.5;

/** Candidates that are weighed against each other, in order of the penalties array. */
const WEIGHED: readonly RegisterNumber[] = ['4,0', '5,0', '6,0', '1,7', '4,4', '4,5', '5,3'];
const penalties = new Float64Array(WEIGHED.length);

/**
 * Reads a Comm-B field whose register is not known.
 * @param altitudeFt of the same reply (DF20), else null
 */
export function readCommB(
  hi: number,
  lo: number,
  altitudeFt: number | null,
  history: CommBHistory | null,
): CommB {
  const index = inferRegister(hi, lo, altitudeFt ?? Number.NaN, history);
  if (index >= 0) return make(BY_INDEX[index]!, hi, lo);
  if (index === AMBIGUOUS) {
    const best = Math.min(...penalties);
    const candidates = WEIGHED.filter(
      (_, i) => penalties[i]! < LIMIT && penalties[i]! < best + MARGIN,
    );
    return { bds: null, inferred: true, candidates, register: null, hi, lo };
  }
  return { bds: null, inferred: true, candidates: NO_CANDIDATES, register: null, hi, lo };
}

function make(bds: RegisterNumber, hi: number, lo: number): CommB {
  const register = readRegister(bds, hi, lo) as Register;
  return { bds, inferred: true, candidates: NO_CANDIDATES, register, hi, lo };
}

const BY_INDEX: readonly RegisterNumber[] = [...WEIGHED, '1,0', '2,0', '3,0'];
const NOTHING = -1;
const AMBIGUOUS = -2;

/** Index into BY_INDEX, NOTHING or AMBIGUOUS. */
function inferRegister(
  hi: number,
  lo: number,
  ownFt: number,
  history: CommBHistory | null,
): number {
  if (hi === 0 && lo === 0) return NOTHING;
  // These three name themselves in their first octet, which no weighed register can share without breaking a rule.
  const first = hi >>> 24;
  if (first === 0x10 && fits10(hi, lo)) return 7;
  if (first === 0x20 && callsignOf(hi, lo) !== null) return 8;
  if (first === 0x30 && fits30(hi, lo)) return 9;
  const altitudeFt = Number.isNaN(ownFt) && history !== null ? history.altitudeFt : ownFt;
  penalties[0] = penalty40(hi, lo);
  penalties[1] = penalty50(hi, lo, history);
  penalties[2] = penalty60(hi, lo, altitudeFt, history);
  penalties[3] = penalty17(hi, lo);
  const common = Math.min(penalties[0]!, penalties[1]!, penalties[2]!, penalties[3]!);
  penalties[4] = common < LIMIT ? OUT : penalty44(hi, lo, altitudeFt, history);
  penalties[5] = common < LIMIT ? OUT : penalty45(hi, lo, altitudeFt, history);
  penalties[6] = common < LIMIT ? OUT : penalty53(hi, lo, altitudeFt, history);
  if (history !== null && history.gicb !== 0) addCapability(history.gicb);
  return choose();
}

function choose(): number {
  let best = 0;
  for (let i = 1; i < penalties.length; i++) if (penalties[i]! < penalties[best]!) best = i;
  if (penalties[best]! >= LIMIT) return NOTHING;
  for (let i = 0; i < penalties.length; i++)
    if (i !== best && penalties[i]! < LIMIT && penalties[i]! < penalties[best]! + MARGIN)
      return AMBIGUOUS;
  return best;
}

/** What the aircraft did not announce in 1,7 is unlikely, not impossible: the register may have changed. */
function addCapability(gicb: number): void {
  for (let i = 0; i < penalties.length; i++)
    if (GICB_MASKS[i] !== 0 && (gicb & GICB_MASKS[i]!) === 0) penalties[i]! += 3;
}

/** A value whose status bit is off must be all zero. */
function offMeansZero(hi: number, lo: number, status: number, count: number): boolean {
  return flag56(hi, lo, status) || bits56(hi, lo, status + 1, count) === 0;
}

function fits10(hi: number, lo: number): boolean {
  if (bits56(hi, lo, 10, 5) !== 0) return false;
  // Overlay command capability came with subnetwork version 5.
  return flag56(hi, lo, 15) === bits56(hi, lo, 17, 7) >= 5;
}

function fits30(hi: number, lo: number): boolean {
  if (bits56(hi, lo, 29, 2) === 3) return false;
  return bits56(hi, lo, 16, 7) < 48;
}

/** 1,7: the registers come in sets that one installation serves together. */
function penalty17(hi: number, lo: number): number {
  if ((hi & 0x0f) !== 0 || lo !== 0 || (hi & 0x02000000) === 0) return OUT;
  const squitters = (hi >>> 27) & 0b11011; // 0,5 0,6 0,8 0,9
  const enhanced = hi & 0x00810100; // 4,0 5,0 6,0
  // One whole set at least, or any register with three bits in it would do.
  if (squitters !== 0b11011 && enhanced !== 0x00810100) return OUT;
  const split = squitters !== 0 && squitters !== 0b11011;
  return (split ? 2 : 0) + (enhanced === 0x00810100 ? 0 : enhanced === 0 ? 2 : 1);
}

function penalty40(hi: number, lo: number): number {
  if (bits56(hi, lo, 40, 8) !== 0 || bits56(hi, lo, 52, 2) !== 0) return OUT;
  if (!offMeansZero(hi, lo, 1, 12) || !offMeansZero(hi, lo, 14, 12)) return OUT;
  if (!offMeansZero(hi, lo, 27, 12)) return OUT;
  if (!offMeansZero(hi, lo, 48, 3) || !offMeansZero(hi, lo, 54, 2)) return OUT;
  const [mcp, fms, qnh] = [flag56(hi, lo, 1), flag56(hi, lo, 14), flag56(hi, lo, 27)];
  // Nothing selected: only the source of the target altitude is left to tell, and nothing else would set it.
  if (!mcp && !fms && !qnh) return flag56(hi, lo, 54) ? 3 : OUT;
  let penalty = mcp && fms && qnh ? 0 : 0.5;
  if (mcp) penalty += selectedPenalty(bits56(hi, lo, 2, 12));
  if (fms) penalty += selectedPenalty(bits56(hi, lo, 15, 12)) / 2;
  if (qnh) {
    const tenths = bits56(hi, lo, 28, 12); // above 800 hPa
    if (tenths < 500 || tenths > 3000) penalty += tenths === 0 ? 3 : OUT;
  }
  return penalty;
}

/** Crews select whole hundreds of feet; the register steps by 16. */
function selectedPenalty(steps: number): number {
  if (steps > 3200) return OUT; // above 51,200 ft
  const off = (steps * 16) % 100;
  return off <= 8 || off >= 92 ? 0 : 1.5;
}

const KT = 1852 / 3600;

function penalty50(hi: number, lo: number, history: CommBHistory | null): number {
  if (!offMeansZero(hi, lo, 1, 10) || !offMeansZero(hi, lo, 12, 11)) return OUT;
  if (!offMeansZero(hi, lo, 24, 10) || !offMeansZero(hi, lo, 35, 10)) return OUT;
  if (!offMeansZero(hi, lo, 46, 10)) return OUT;
  let missing = 0;
  const hasRoll = flag56(hi, lo, 1);
  const hasTrack = flag56(hi, lo, 12);
  const hasGs = flag56(hi, lo, 24);
  const hasRate = flag56(hi, lo, 35);
  const hasTas = flag56(hi, lo, 46);
  if (!hasRoll) missing++;
  if (!hasTrack) missing++;
  if (!hasGs) missing++;
  if (!hasRate) missing++;
  if (!hasTas) missing++;
  if (missing > 3) return OUT;
  let penalty = missing * 0.8;
  const rollDeg = signed56(hi, lo, 2, 10) * (45 / 256);
  if (rollDeg > 50 || rollDeg < -50) return OUT;
  const gsKt = bits56(hi, lo, 25, 10) * 2;
  const tasKt = bits56(hi, lo, 47, 10) * 2;
  if (hasGs && (gsKt > 700 || gsKt === 0)) return OUT;
  if (hasTas && (tasKt > 700 || tasKt < 60)) return OUT;
  if (hasGs && hasTas) {
    const wind = Math.abs(gsKt - tasKt);
    if (wind > 200) return OUT;
    penalty += wind > 60 ? (wind - 60) / 50 : 0;
  }
  if (hasRoll && hasRate && (hasTas || hasGs)) {
    // Coordinated turn: rate = g tan(bank) / speed; the tangent by its series, good to 2 % at 45 degrees.
    const r = rollDeg * (Math.PI / 180);
    const speed = Math.max(30, (hasTas ? tasKt : gsKt) * KT);
    const due =
      ((9.81 * r * (1 + (r * r) / 3 + (2 * r * r * r * r) / 15)) / speed) * (180 / Math.PI);
    penalty += Math.min(6, Math.abs(signed56(hi, lo, 36, 10) * (8 / 256) - due) / 0.6);
  }
  if (history !== null && hasGs && !Number.isNaN(history.groundSpeedKt))
    penalty += Math.min(6, Math.abs(gsKt - history.groundSpeedKt) / 12) - 1;
  if (history !== null && hasTrack && !Number.isNaN(history.trackDeg))
    penalty += Math.min(6, angleOff(headingOf(hi, lo, 12), history.trackDeg) / 8) - 1;
  return penalty;
}

/** The 11-bit angle after a status bit, deg, [-180, 180). */
function headingOf(hi: number, lo: number, status: number): number {
  return signed56(hi, lo, status + 1, 11) * (90 / 512);
}

function angleOff(a: number, b: number): number {
  const off = Math.abs(a - b) % 360;
  return off > 180 ? 360 - off : off;
}

/** Speed of sound at sea level in the standard atmosphere, kt. */
const SOUND_KT = 661.479;

/** Impact pressure over static pressure at a Mach number. */
function impact(mach: number): number {
  const x = 1 + 0.2 * mach * mach;
  return x * x * x * Math.sqrt(x) - 1;
}

/** ln of static pressure over that at sea level, standard atmosphere, in steps of 500 ft from -1,000 ft. */
const LN_PRESSURE = Float64Array.from({ length: 110 }, (_, i) => {
  const heightM = (i * 500 - 1000) * 0.3048;
  if (heightM < 11_000) return 5.25588 * Math.log(1 - 2.25577e-5 * heightM);
  return Math.log(0.22336) - (heightM - 11_000) / 6341.62;
});

/**
 * How badly airspeed, Mach and altitude disagree, in about 5 % steps of Mach; without an altitude, whether any would
 * do. Source: the isentropic flow relation, ICAO standard atmosphere (Doc 7488).
 */
function machPenalty(iasKt: number, mach: number, altitudeFt: number): number {
  const lnRatio = Math.log(impact(iasKt / SOUND_KT) / impact(mach));
  const index = Number.isNaN(altitudeFt) ? -1 : Math.round((altitudeFt + 1000) / 500);
  if (index < 0 || index >= LN_PRESSURE.length) {
    if (lnRatio > 0.15) return Math.min(OUT, (lnRatio - 0.15) * 20);
    return lnRatio < -2.2 ? Math.min(OUT, (-2.2 - lnRatio) * 20) : 0;
  }
  return Math.min(12, Math.abs(lnRatio - LN_PRESSURE[index]!) / 0.1);
}

function penalty60(
  hi: number,
  lo: number,
  altitudeFt: number,
  history: CommBHistory | null,
): number {
  if (!offMeansZero(hi, lo, 1, 11) || !offMeansZero(hi, lo, 13, 10)) return OUT;
  if (!offMeansZero(hi, lo, 24, 10) || !offMeansZero(hi, lo, 35, 10)) return OUT;
  if (!offMeansZero(hi, lo, 46, 10)) return OUT;
  let missing = 0;
  const hasHeading = flag56(hi, lo, 1);
  const hasIas = flag56(hi, lo, 13);
  const hasMach = flag56(hi, lo, 24);
  const hasBaro = flag56(hi, lo, 35);
  const hasInertial = flag56(hi, lo, 46);
  if (!hasHeading) missing++;
  if (!hasIas) missing++;
  if (!hasMach) missing++;
  if (!hasBaro) missing++;
  if (!hasInertial) missing++;
  if (missing > 3) return OUT;
  let penalty = missing * 0.8;
  const iasKt = bits56(hi, lo, 14, 10);
  const mach = bits56(hi, lo, 25, 10) * 0.004;
  if (hasIas && (iasKt > 500 || iasKt < 40)) return OUT;
  if (hasMach && (mach > 1.2 || mach < 0.06)) return OUT;
  const baro = signed56(hi, lo, 36, 10) * 32;
  const inertial = signed56(hi, lo, 47, 10) * 32;
  if (baro > 6000 || baro < -6000 || inertial > 6000 || inertial < -6000) return OUT;
  if (hasIas && hasMach) penalty += machPenalty(iasKt, mach, altitudeFt);
  if (hasBaro && hasInertial) penalty += Math.min(4, Math.abs(baro - inertial) / 800);
  if (history === null) return penalty;
  if (!Number.isNaN(history.verticalRateFpm) && (hasBaro || hasInertial))
    penalty +=
      Math.min(4, Math.abs((hasInertial ? inertial : baro) - history.verticalRateFpm) / 700) - 0.5;
  // Drift by wind and magnetic variation: the heading is only near the track.
  if (!Number.isNaN(history.trackDeg) && hasHeading)
    penalty += Math.min(6, angleOff(headingOf(hi, lo, 1), history.trackDeg) / 15) - 1;
  return penalty;
}

/** Temperature of the standard atmosphere, deg C. */
function standardTemperature(altitudeFt: number): number {
  return altitudeFt > 36_089 ? -56.5 : 15 - 0.0019812 * altitudeFt;
}

/**
 * The meteorological registers and 5,3 are rare, and noise fits them easily: they are believed when the aircraft
 * announced them in 1,7, or (4,4) when everything in them is sound and the temperature fits the altitude.
 */
function penalty44(
  hi: number,
  lo: number,
  altitudeFt: number,
  history: CommBHistory | null,
): number {
  const announced = history !== null && (history.gicb & MASK_44) !== 0;
  if (!announced && Number.isNaN(altitudeFt)) return OUT;
  const source = bits56(hi, lo, 1, 4);
  if (source === 0 || source > 4 || !flag56(hi, lo, 5)) return OUT;
  if (!offMeansZero(hi, lo, 35, 11) || !offMeansZero(hi, lo, 47, 2) || !offMeansZero(hi, lo, 50, 6))
    return OUT;
  const windKt = bits56(hi, lo, 6, 9);
  const temperatureC = signed56(hi, lo, 24, 11) * 0.25;
  if (windKt > 250 || temperatureC > 60 || temperatureC < -80) return OUT;
  if (Number.isNaN(altitudeFt)) return 2;
  return 1 + Math.abs(temperatureC - standardTemperature(altitudeFt)) / 4;
}

function penalty45(
  hi: number,
  lo: number,
  altitudeFt: number,
  history: CommBHistory | null,
): number {
  if (history === null || (history.gicb & MASK_45) === 0) return OUT;
  for (let status = 1; status <= 13; status += 3) if (!offMeansZero(hi, lo, status, 2)) return OUT;
  if (
    !offMeansZero(hi, lo, 16, 10) ||
    !offMeansZero(hi, lo, 27, 11) ||
    !offMeansZero(hi, lo, 39, 12)
  )
    return OUT;
  if (bits56(hi, lo, 52, 5) !== 0 || !flag56(hi, lo, 16)) return OUT;
  const temperatureC = signed56(hi, lo, 17, 10) * 0.25;
  if (temperatureC > 60 || temperatureC < -80) return OUT;
  if (Number.isNaN(altitudeFt)) return 2;
  return 1 + Math.abs(temperatureC - standardTemperature(altitudeFt)) / 4;
}

function penalty53(
  hi: number,
  lo: number,
  altitudeFt: number,
  history: CommBHistory | null,
): number {
  if (history === null || (history.gicb & MASK_53) === 0) return OUT;
  if (!offMeansZero(hi, lo, 1, 11) || !offMeansZero(hi, lo, 13, 10) || !offMeansZero(hi, lo, 24, 9))
    return OUT;
  if (!offMeansZero(hi, lo, 34, 12) || !offMeansZero(hi, lo, 47, 9)) return OUT;
  if (!flag56(hi, lo, 13) || !flag56(hi, lo, 24) || !flag56(hi, lo, 34)) return OUT;
  const iasKt = bits56(hi, lo, 14, 10);
  const mach = bits56(hi, lo, 25, 9) * 0.008;
  const tasKt = bits56(hi, lo, 35, 12) * 0.5;
  if (iasKt > 550 || iasKt < 40 || mach > 1.2 || mach < 0.06 || tasKt > 700 || tasKt < iasKt - 20)
    return OUT;
  return 1 + machPenalty(iasKt, mach, altitudeFt);
}

const MASK_44 = GICB_MASKS[4]!;
const MASK_45 = GICB_MASKS[5]!;
const MASK_53 = GICB_MASKS[6]!;
