/** Aircraft operational status, type code 31 (DO-260B, 2.2.3.2.7.2; versions 0 and 1 give less). Bits from 1. */
import { bits56, flag56 } from './bits.ts';

export interface OperationalStatus {
  readonly type: 'operational-status';
  readonly typeCode: 31;
  readonly onGround: boolean;
  /** 0 DO-260, 1 DO-260A, 2 DO-260B */
  readonly version: number;
  /** bits 9..24 as they stand; on ground the last four are the length and width code */
  readonly capabilityClass: number;
  /** bits 25..40 as they stand */
  readonly operationalMode: number;
  readonly nicA: boolean;
  /** on ground only */
  readonly nicC: boolean;
  readonly nacP: number;
  /** on ground only; null in the air */
  readonly nacV: number | null;
  /** vertical accuracy 0..3; null on ground and before version 2 */
  readonly gva: number | null;
  readonly sil: number;
  readonly silPerSample: boolean;
  readonly nicBaro: boolean | null;
  /** track angle and heading refer to magnetic north */
  readonly magneticNorth: boolean;
  readonly tcasOperational: boolean | null;
  readonly tcasAdvisoryActive: boolean;
  readonly identSwitch: boolean;
  readonly singleAntenna: boolean;
  /** system design assurance 0..3 (version 2) */
  readonly sda: number;
  /** aircraft length and width code, on ground */
  readonly lengthWidthCode: number | null;
}

export function readOperationalStatus(hi: number, lo: number): OperationalStatus {
  const onGround = ((hi >>> 24) & 7) === 1;
  const version = bits56(hi, lo, 41, 3);
  return {
    type: 'operational-status',
    typeCode: 31,
    onGround,
    version,
    capabilityClass: bits56(hi, lo, 9, 16),
    operationalMode: bits56(hi, lo, 25, 16),
    nicA: flag56(hi, lo, 44),
    nicC: onGround && flag56(hi, lo, 20),
    nacP: bits56(hi, lo, 45, 4),
    nacV: onGround ? bits56(hi, lo, 17, 3) : null,
    gva: onGround || version < 2 ? null : bits56(hi, lo, 49, 2),
    sil: bits56(hi, lo, 51, 2),
    silPerSample: flag56(hi, lo, 55),
    nicBaro: onGround ? null : flag56(hi, lo, 53),
    magneticNorth: flag56(hi, lo, 54),
    tcasOperational: onGround || version === 0 ? null : flag56(hi, lo, 11),
    tcasAdvisoryActive: flag56(hi, lo, 27),
    identSwitch: flag56(hi, lo, 28),
    singleAntenna: flag56(hi, lo, 30),
    sda: bits56(hi, lo, 31, 2),
    lengthWidthCode: onGround ? bits56(hi, lo, 21, 4) : null,
  };
}
