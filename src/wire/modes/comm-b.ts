/** placeholder until the inference lands */
import { readRegister, type Register } from './registers.ts';
export interface CommBHistory {
  readonly altitudeFt: number | null;
}
export interface CommB {
  readonly bds: string | null;
  readonly inferred: boolean;
  readonly candidates: readonly string[];
  readonly register: Register | null;
  readonly hi: number;
  readonly lo: number;
}
const NONE: readonly string[] = [];
export function readCommB(
  hi: number,
  lo: number,
  _altitudeFt: number | null,
  _history: CommBHistory | null,
): CommB {
  const bds = hi >>> 24 === 0x20 ? '2,0' : null;
  return {
    bds,
    inferred: true,
    candidates: NONE,
    register: bds === null ? null : (readRegister(bds, hi, lo) as Register),
    hi,
    lo,
  };
}
