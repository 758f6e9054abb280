/**
 * Target state and status, type code 29: subtype 1 (DO-260B, 2.2.3.2.7.1) and subtype 0 (DO-260A). Bits from 1.
 */
import { bits56, flag56 } from './bits.ts';

export interface TargetState {
  readonly type: 'target-state';
  readonly typeCode: 29;
  /** 1: DO-260B, 0: DO-260A */
  readonly subtype: number;
  readonly selectedAltitudeFt: number | null;
  readonly selectedAltitudeFrom: 'mcp-fcu' | 'fms' | null;
  /** barometric setting, hPa */
  readonly qnhHpa: number | null;
  /** [0, 360) */
  readonly selectedHeadingDeg: number | null;
  readonly nacP: number;
  readonly nicBaro: boolean;
  readonly sil: number;
  /** autopilot and modes: null when the aircraft does not say */
  readonly autopilot: boolean | null;
  readonly vnav: boolean | null;
  readonly altitudeHold: boolean | null;
  readonly approach: boolean | null;
  readonly lnav: boolean | null;
  readonly tcasOperational: boolean;
  /** DO-260A only: index in EMERGENCIES; null otherwise */
  readonly emergency: number | null;
}

/** Null for a subtype that the standard does not define. */
export function readTargetState(hi: number, lo: number): TargetState | null {
  const subtype = (hi >>> 25) & 3;
  if (subtype === 1) return readVersion2(hi, lo);
  return subtype === 0 ? readVersion1(hi, lo) : null;
}

function readVersion2(hi: number, lo: number): TargetState {
  const altitude = bits56(hi, lo, 10, 11);
  const setting = bits56(hi, lo, 21, 9);
  const modes = flag56(hi, lo, 47);
  return {
    type: 'target-state',
    typeCode: 29,
    subtype: 1,
    selectedAltitudeFt: altitude === 0 ? null : (altitude - 1) * 32,
    selectedAltitudeFrom: altitude === 0 ? null : flag56(hi, lo, 9) ? 'fms' : 'mcp-fcu',
    qnhHpa: setting === 0 ? null : 800 + (setting - 1) * 0.8,
    selectedHeadingDeg: flag56(hi, lo, 30) ? bits56(hi, lo, 31, 9) * (360 / 512) : null,
    nacP: bits56(hi, lo, 40, 4),
    nicBaro: flag56(hi, lo, 44),
    sil: bits56(hi, lo, 45, 2),
    autopilot: modes ? flag56(hi, lo, 48) : null,
    vnav: modes ? flag56(hi, lo, 49) : null,
    altitudeHold: modes ? flag56(hi, lo, 50) : null,
    approach: modes ? flag56(hi, lo, 52) : null,
    lnav: modes ? flag56(hi, lo, 54) : null,
    tcasOperational: flag56(hi, lo, 53),
    emergency: null,
  };
}

function readVersion1(hi: number, lo: number): TargetState {
  const vertical = bits56(hi, lo, 8, 2);
  const horizontal = bits56(hi, lo, 26, 2);
  const altitude = bits56(hi, lo, 16, 10);
  const heading = bits56(hi, lo, 28, 9);
  return {
    type: 'target-state',
    typeCode: 29,
    subtype: 0,
    selectedAltitudeFt: vertical === 0 || altitude > 1010 ? null : altitude * 100 - 1000,
    selectedAltitudeFrom: vertical === 1 ? 'mcp-fcu' : vertical === 3 ? 'fms' : null,
    qnhHpa: null,
    selectedHeadingDeg: horizontal === 0 || heading >= 360 ? null : heading,
    nacP: bits56(hi, lo, 40, 4),
    nicBaro: flag56(hi, lo, 44),
    sil: bits56(hi, lo, 45, 2),
    autopilot: null,
    vnav: null,
    altitudeHold: null,
    approach: null,
    lnav: null,
    tcasOperational: !flag56(hi, lo, 52),
    emergency: bits56(hi, lo, 54, 3),
  };
}
