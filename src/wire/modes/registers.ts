// Hot path: one record object per register.
/**
 * Comm-B registers (the 56-bit MB field) by their number, as ICAO Doc 9871, appendix A tables A-2-16 to A-2-96 lay
 * them out. Bits are counted from 1. What is not available (status bit 0) is null.
 */
import { readAcas, type AcasAdvisory } from './acas.ts';
import { readSquitter, type SquitterContent } from './adsb.ts';
import { bits56, flag56, signed56 } from './bits.ts';
import { callsignOf } from './text.ts';

/** 1,0 */
export interface DataLinkCapability {
  readonly type: 'data-link-capability';
  readonly continuation: boolean;
  readonly overlayCommand: boolean;
  readonly acasOperational: boolean;
  readonly subnetworkVersion: number;
  readonly level5: boolean;
  readonly specificServices: boolean;
  readonly uplinkElm: number;
  readonly downlinkElm: number;
  readonly identification: boolean;
  readonly squitter: boolean;
  readonly surveillanceIdentifier: boolean;
  readonly commonUsageGicb: boolean;
  readonly acasHybrid: boolean;
  readonly acasAdvisories: boolean;
  /** 0 DO-185, 1 DO-185A, 2 DO-185B */
  readonly acasVersion: number;
  readonly dteStatus: number;
}

/** 1,7 */
export interface GicbCapability {
  readonly type: 'gicb-capability';
  /** registers the aircraft serves, for example 4,0 5,0 6,0 */
  readonly registers: readonly string[];
}

/** 2,0 */
export interface AircraftIdentification {
  readonly type: 'aircraft-identification';
  readonly callsign: string | null;
}

/** 4,0 */
export interface SelectedVerticalIntention {
  readonly type: 'selected-vertical-intention';
  readonly mcpAltitudeFt: number | null;
  readonly fmsAltitudeFt: number | null;
  readonly qnhHpa: number | null;
  readonly vnav: boolean | null;
  readonly altitudeHold: boolean | null;
  readonly approach: boolean | null;
  /** unknown, aircraft altitude, MCP/FCU selected, FMS selected */
  readonly targetFrom: 'unknown' | 'aircraft' | 'mcp-fcu' | 'fms' | null;
}

/** 4,4 */
export interface MeteorologicalRoutine {
  readonly type: 'meteorological-routine';
  /** figure of merit and source: 0 invalid, 1 INS, 2 GNSS, 3 DME/DME, 4 VOR/DME */
  readonly source: number;
  readonly windSpeedKt: number | null;
  /** the wind comes from, deg true */
  readonly windDirectionDeg: number | null;
  readonly temperatureC: number;
  readonly pressureHpa: number | null;
  /** 0 nil, 1 light, 2 moderate, 3 severe */
  readonly turbulence: number | null;
  readonly humidityPercent: number | null;
}

/** 4,5; hazards 0 nil, 1 light, 2 moderate, 3 severe */
export interface MeteorologicalHazard {
  readonly type: 'meteorological-hazard';
  readonly turbulence: number | null;
  readonly windShear: number | null;
  readonly microburst: number | null;
  readonly icing: number | null;
  readonly wakeVortex: number | null;
  readonly temperatureC: number | null;
  readonly pressureHpa: number | null;
  readonly radioHeightFt: number | null;
}

/** 5,0 */
export interface TrackAndTurn {
  readonly type: 'track-and-turn';
  /** right wing down positive */
  readonly rollDeg: number | null;
  /** true, [0, 360) */
  readonly trackDeg: number | null;
  readonly groundSpeedKt: number | null;
  readonly trackRateDegPerS: number | null;
  readonly trueAirspeedKt: number | null;
}

/** 5,3 */
export interface AirReferencedState {
  readonly type: 'air-referenced-state';
  readonly magneticHeadingDeg: number | null;
  readonly indicatedAirspeedKt: number | null;
  readonly mach: number | null;
  readonly trueAirspeedKt: number | null;
  readonly altitudeRateFpm: number | null;
}

/** 6,0 */
export interface HeadingAndSpeed {
  readonly type: 'heading-and-speed';
  /** [0, 360) */
  readonly magneticHeadingDeg: number | null;
  readonly indicatedAirspeedKt: number | null;
  readonly mach: number | null;
  readonly baroRateFpm: number | null;
  readonly inertialRateFpm: number | null;
}

export type Register =
  | DataLinkCapability
  | GicbCapability
  | AircraftIdentification
  | AcasAdvisory
  | SelectedVerticalIntention
  | MeteorologicalRoutine
  | MeteorologicalHazard
  | TrackAndTurn
  | AirReferencedState
  | HeadingAndSpeed;

/** Register numbers decoded here; extended squitter registers (0,5 to 0,9, 6,1 6,2 6,5) go to readSquitter. */
export type RegisterNumber =
  '1,0' | '1,7' | '2,0' | '3,0' | '4,0' | '4,4' | '4,5' | '5,0' | '5,3' | '6,0';

/**
 * A register whose number is known, because a radar asked for it (I048/250, I021/260) or by inference.
 * @returns null for a number that is not decoded here
 */
export function readRegister(
  register: string,
  hi: number,
  lo: number,
): Register | SquitterContent | null {
  switch (register) {
    case '1,0':
      return readDataLinkCapability(hi, lo);
    case '1,7':
      return { type: 'gicb-capability', registers: registersOf(hi) };
    case '2,0':
      return { type: 'aircraft-identification', callsign: callsignOf(hi, lo) };
    case '3,0':
      return readAcas(hi, lo);
    case '4,0':
      return readSelectedVerticalIntention(hi, lo);
    case '4,4':
      return readMeteorologicalRoutine(hi, lo);
    case '4,5':
      return readMeteorologicalHazard(hi, lo);
    case '5,0':
      return readTrackAndTurn(hi, lo);
    case '5,3':
      return readAirReferencedState(hi, lo);
    case '6,0':
      return readHeadingAndSpeed(hi, lo);
    case '0,5':
    case '0,6':
    case '0,8':
    case '0,9':
    case '6,1':
    case '6,2':
    case '6,5':
      return readSquitter(hi, lo);
    default:
      return null;
  }
}

function readDataLinkCapability(hi: number, lo: number): DataLinkCapability {
  return {
    type: 'data-link-capability',
    continuation: flag56(hi, lo, 9),
    overlayCommand: flag56(hi, lo, 15),
    acasOperational: flag56(hi, lo, 16),
    subnetworkVersion: bits56(hi, lo, 17, 7),
    level5: flag56(hi, lo, 24),
    specificServices: flag56(hi, lo, 25),
    uplinkElm: bits56(hi, lo, 26, 3),
    downlinkElm: bits56(hi, lo, 29, 4),
    identification: flag56(hi, lo, 33),
    squitter: flag56(hi, lo, 34),
    surveillanceIdentifier: flag56(hi, lo, 35),
    commonUsageGicb: flag56(hi, lo, 36),
    acasHybrid: flag56(hi, lo, 37),
    acasAdvisories: flag56(hi, lo, 38),
    acasVersion: bits56(hi, lo, 39, 2),
    dteStatus: bits56(hi, lo, 41, 16),
  };
}

/** Registers by the bit of 1,7 that announces them, bits 1..24. */
export const GICB_REGISTERS: readonly string[] =
  '0,5 0,6 0,7 0,8 0,9 0,A 2,0 2,1 4,0 4,1 4,2 4,3 4,4 4,5 4,8 5,0 5,1 5,2 5,3 5,4 5,5 5,6 5,F 6,0'.split(
    ' ',
  );

function registersOf(hi: number): string[] {
  return GICB_REGISTERS.filter((_, i) => ((hi >>> (31 - i)) & 1) === 1);
}

/** Masks on the first 32 bits of 1,7 that announce 4,0 5,0 6,0 1,7 (never) 4,4 4,5 5,3, in that order. */
export const GICB_MASKS: Int32Array = Int32Array.from(
  ['4,0', '5,0', '6,0', '1,7', '4,4', '4,5', '5,3'],
  (register) => {
    const i = GICB_REGISTERS.indexOf(register);
    return i < 0 ? 0 : 1 << (31 - i);
  },
);

const TARGET_FROM = ['unknown', 'aircraft', 'mcp-fcu', 'fms'] as const;

function readSelectedVerticalIntention(hi: number, lo: number): SelectedVerticalIntention {
  const modes = flag56(hi, lo, 48);
  return {
    type: 'selected-vertical-intention',
    mcpAltitudeFt: flag56(hi, lo, 1) ? bits56(hi, lo, 2, 12) * 16 : null,
    fmsAltitudeFt: flag56(hi, lo, 14) ? bits56(hi, lo, 15, 12) * 16 : null,
    qnhHpa: flag56(hi, lo, 27) ? 800 + bits56(hi, lo, 28, 12) / 10 : null,
    vnav: modes ? flag56(hi, lo, 49) : null,
    altitudeHold: modes ? flag56(hi, lo, 50) : null,
    approach: modes ? flag56(hi, lo, 51) : null,
    targetFrom: flag56(hi, lo, 54) ? TARGET_FROM[bits56(hi, lo, 55, 2)]! : null,
  };
}

function readMeteorologicalRoutine(hi: number, lo: number): MeteorologicalRoutine {
  const wind = flag56(hi, lo, 5);
  return {
    type: 'meteorological-routine',
    source: bits56(hi, lo, 1, 4),
    windSpeedKt: wind ? bits56(hi, lo, 6, 9) : null,
    windDirectionDeg: wind ? bits56(hi, lo, 15, 9) * (180 / 256) : null,
    temperatureC: signed56(hi, lo, 24, 11) * 0.25,
    pressureHpa: flag56(hi, lo, 35) ? bits56(hi, lo, 36, 11) : null,
    turbulence: flag56(hi, lo, 47) ? bits56(hi, lo, 48, 2) : null,
    humidityPercent: flag56(hi, lo, 50) ? bits56(hi, lo, 51, 6) * (100 / 64) : null,
  };
}

function readMeteorologicalHazard(hi: number, lo: number): MeteorologicalHazard {
  const hazard = (status: number): number | null =>
    flag56(hi, lo, status) ? bits56(hi, lo, status + 1, 2) : null;
  return {
    type: 'meteorological-hazard',
    turbulence: hazard(1),
    windShear: hazard(4),
    microburst: hazard(7),
    icing: hazard(10),
    wakeVortex: hazard(13),
    temperatureC: flag56(hi, lo, 16) ? signed56(hi, lo, 17, 10) * 0.25 : null,
    pressureHpa: flag56(hi, lo, 27) ? bits56(hi, lo, 28, 11) : null,
    radioHeightFt: flag56(hi, lo, 39) ? bits56(hi, lo, 40, 12) * 16 : null,
  };
}

/** An angle of 11 bits, sign first, 90/512 deg a step, as [0, 360). */
function heading(hi: number, lo: number, status: number): number | null {
  if (!flag56(hi, lo, status)) return null;
  const angle = signed56(hi, lo, status + 1, 11) * (90 / 512);
  return angle < 0 ? angle + 360 : angle;
}

function readTrackAndTurn(hi: number, lo: number): TrackAndTurn {
  return {
    type: 'track-and-turn',
    rollDeg: flag56(hi, lo, 1) ? signed56(hi, lo, 2, 10) * (45 / 256) : null,
    trackDeg: heading(hi, lo, 12),
    groundSpeedKt: flag56(hi, lo, 24) ? bits56(hi, lo, 25, 10) * 2 : null,
    trackRateDegPerS: flag56(hi, lo, 35) ? signed56(hi, lo, 36, 10) * (8 / 256) : null,
    trueAirspeedKt: flag56(hi, lo, 46) ? bits56(hi, lo, 47, 10) * 2 : null,
  };
}

function readAirReferencedState(hi: number, lo: number): AirReferencedState {
  return {
    type: 'air-referenced-state',
    magneticHeadingDeg: heading(hi, lo, 1),
    indicatedAirspeedKt: flag56(hi, lo, 13) ? bits56(hi, lo, 14, 10) : null,
    mach: flag56(hi, lo, 24) ? bits56(hi, lo, 25, 9) * 0.008 : null,
    trueAirspeedKt: flag56(hi, lo, 34) ? bits56(hi, lo, 35, 12) * 0.5 : null,
    altitudeRateFpm: flag56(hi, lo, 47) ? signed56(hi, lo, 48, 9) * 64 : null,
  };
}

function readHeadingAndSpeed(hi: number, lo: number): HeadingAndSpeed {
  return {
    type: 'heading-and-speed',
    magneticHeadingDeg: heading(hi, lo, 1),
    indicatedAirspeedKt: flag56(hi, lo, 13) ? bits56(hi, lo, 14, 10) : null,
    mach: flag56(hi, lo, 24) ? bits56(hi, lo, 25, 10) * (2.048 / 512) : null,
    baroRateFpm: flag56(hi, lo, 35) ? signed56(hi, lo, 36, 10) * 32 : null,
    inertialRateFpm: flag56(hi, lo, 46) ? signed56(hi, lo, 47, 10) * 32 : null,
  };
}
