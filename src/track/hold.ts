/** How long a track may go without a plot: by what its own sources have shown, and by the rules of its feed. */
import { MOTION_CLASS } from './motion.ts';
import type { TrackStore } from './store.ts';

/**
 * Longest usual wait between self-reports, s, before a track has shown its own: ADS-B and Remote ID a second, with
 * gaps; AIS 2 to 10 s under way and 180 s moored or at anchor (ITU-R M.1371-5, annex 1, table 1).
 */
function usualSelfS(kind: number, speedMps: number): number {
  if (kind !== MOTION_CLASS.vessel) return 4;
  return speedMps < 1.5 ? 180 : 15;
}

/** Time after its last self-report until which a track is taken to exist on that alone, s. */
export function selfHoldS(store: TrackStore, slot: number): number {
  const ve = store.xc[slot * 6 + 3]!;
  const vn = store.xc[slot * 6 + 4]!;
  const usual = usualSelfS(store.kind[slot]!, Math.sqrt(ve * ve + vn * vn));
  const shown = store.selfEveryS[slot]!;
  return 3.2 * (shown > usual || store.hits[slot]! > 5 ? Math.max(shown, usual / 4) : usual);
}

/** Time after its last plot of any kind at which a track is dropped whatever its existence, s. */
export function dropAfterS(store: TrackStore, slot: number): number {
  const echo = Math.min(Math.max(6 * store.intervalS[slot]!, 20), 120);
  return store.selfS[slot] === -Infinity ? echo : Math.max(echo, 2.2 * selfHoldS(store, slot));
}
