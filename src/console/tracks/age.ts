import { ENVIRONMENTS } from '../../model/index.ts';

/** How old a track's last plot is, in its sensor's own rhythm: on time, fading, hollow, crossed out. */
export const AGE_STATE = { fresh: 0, fading: 1, hollow: 2, crossed: 3 } as const;
export type AgeState = (typeof AGE_STATE)[keyof typeof AGE_STATE];

/** Update period taken when no sensor of the track states one, s, by environment (unknown, air, sea, land). */
const FALLBACK_PERIOD_S = [10, 10, 30, 15] as const;

export function fallbackPeriodS(environment: number): number {
  return FALLBACK_PERIOD_S[environment < ENVIRONMENTS.length ? environment : 0] ?? 10;
}

/** Fading from one period on, hollow from two, crossed from three (console practice, docs/operating). */
export function ageState(ageS: number, periodS: number): AgeState {
  if (ageS <= periodS) return AGE_STATE.fresh;
  if (ageS <= 2 * periodS) return AGE_STATE.fading;
  return ageS <= 3 * periodS ? AGE_STATE.hollow : AGE_STATE.crossed;
}
