/**
 * Resolution advisories: register 3,0 and its broadcasts (type code 28 subtype 2, the MV field of DF16). ICAO Annex
 * 10 Vol. IV, 4.3.8.4.2.2; DO-185B. Bits 9..56 have the same meaning in all three.
 */
import { bits56, flag56 } from './bits.ts';
import { altitudeOfAc13 } from './altitude.ts';

export interface AcasAdvisory {
  readonly type: 'acas-advisory';
  /** bits 9..22 as they stand: meaning depends on the first and on `multipleThreats` */
  readonly activeAdvisories: number;
  /** do not pass below, above, turn left, turn right: bits 23..26 */
  readonly complements: number;
  readonly terminated: boolean;
  readonly multipleThreats: boolean;
  /** 0 none, 1 address, 2 altitude, range, bearing */
  readonly threatKind: number;
  readonly threatIcao: number | null;
  readonly threatAltitudeFt: number | null;
  readonly threatRangeNm: number | null;
  readonly threatBearingDeg: number | null;
  /** what the crew is told, in words; empty when nothing is advised */
  readonly advice: string;
}

/** Reads bits 9..56; the first octet (register, type code or VDS) is the caller's business. */
export function readAcas(hi: number, lo: number): AcasAdvisory {
  const activeAdvisories = bits56(hi, lo, 9, 14);
  const threatKind = bits56(hi, lo, 29, 2);
  const range = bits56(hi, lo, 44, 7);
  const bearing = bits56(hi, lo, 51, 6);
  const located = threatKind === 2;
  const multipleThreats = flag56(hi, lo, 28);
  return {
    type: 'acas-advisory',
    activeAdvisories,
    complements: bits56(hi, lo, 23, 4),
    terminated: flag56(hi, lo, 27),
    multipleThreats,
    threatKind,
    threatIcao: threatKind === 1 ? bits56(hi, lo, 31, 2) * 0x400000 + bits56(hi, lo, 33, 22) : null,
    threatAltitudeFt: located ? altitudeOfAc13(bits56(hi, lo, 31, 13)) : null,
    threatRangeNm: located && range > 0 ? (range - 1) / 10 : null,
    threatBearingDeg: located && bearing > 0 && bearing <= 60 ? (bearing - 1) * 6 : null,
    advice: adviceOf(activeAdvisories, multipleThreats),
  };
}

function adviceOf(ara: number, multiple: boolean): string {
  if (ara === 0) return '';
  const bit = (n: number): boolean => (ara & (0x2000 >> (n - 9))) !== 0;
  const words: string[] = [];
  if (bit(9)) {
    words.push(bit(10) ? 'corrective' : 'preventive', bit(11) ? 'down' : 'up');
    if (bit(12)) words.push('increased rate');
    if (bit(13)) words.push('sense reversal');
    if (bit(14)) words.push('altitude crossing');
    words.push(bit(15) ? 'positive' : 'vertical speed limit');
  } else if (multiple) {
    if (bit(10)) words.push('correct upward');
    if (bit(11)) words.push('climb');
    if (bit(12)) words.push('correct downward');
    if (bit(13)) words.push('descend');
    if (bit(14)) words.push('crossing');
    if (bit(15)) words.push('sense reversal');
  }
  return words.join(', ');
}
