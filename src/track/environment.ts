// Hot path: one call a pair whose environments differ; no allocation.
/** Whether a plot can be of a track's object, by where each is said to be: a ship does not fly. */
import { ENVIRONMENTS, type Plot } from '../model/index.ts';
import type { Tables } from './tables.ts';

const AIR = ENVIRONMENTS.indexOf('air');
const SEA = ENVIRONMENTS.indexOf('sea');

/** The report itself or a look at the object says where it is; else it is only what its sensor watches as a rule. */
export function isFirm(plot: Plot): boolean {
  const claims = plot.claims;
  if (claims === null) return false;
  if (claims.mmsi !== undefined || claims.icao !== undefined || claims.uasId !== undefined)
    return true;
  return claims.classes !== undefined && claims.classes.length > 0;
}

function isFirmTrack(t: Tables, slot: number): boolean {
  if (t.store.selfS[slot] !== -Infinity) return true;
  const detail = t.details.of(slot);
  return detail !== undefined && detail.classes.length > 0;
}

/** One says air and the other sea, and both know: they are two objects however near they are. */
export function isElsewhere(t: Tables, slot: number, plot: Plot): boolean {
  const mine = t.store.environment[slot]!;
  if (mine !== AIR && mine !== SEA) return false;
  if (plot.environment !== (mine === AIR ? 'sea' : 'air')) return false;
  return isFirm(plot) && isFirmTrack(t, slot);
}

/** Takes over where a used plot says its object is; a sensor's habit does not overrule what is known. */
export function noteEnvironment(t: Tables, slot: number, plot: Plot): void {
  if (plot.environment === 'unknown') return;
  const { store } = t;
  const before = store.environment[slot]!;
  const said = ENVIRONMENTS.indexOf(plot.environment);
  if (said === before || (before !== 0 && !isFirm(plot) && isFirmTrack(t, slot))) return;
  store.environment[slot] = said;
}
