/**
 * Lets time pass for all tracks: fading where no sensor looks, the drop of those without plots for too long, and the
 * hand-over of those that have left their plane.
 */
import { handOver } from './hand-over.ts';
import { dropAfterS, selfHoldS } from './hold.ts';
import { drop, judgeTrack } from './lifecycle.ts';
import { advanceMade } from './made-ties.ts';
import { mergeTracks } from './merge.ts';
import type { Tables } from './tables.ts';

export function advanceTracks(t: Tables, nowS: number): void {
  const { store } = t;
  for (let slot = 0; slot < store.top; slot++) {
    if (store.number[slot] === 0) continue;
    const since = nowS - store.plotS[slot]!;
    const wait = t.settings.existence ? dropAfterS(store, slot) : countedS(t, slot);
    if (since > wait) {
      drop(t, slot);
      continue;
    }
    if (t.settings.existence) fade(t, slot, nowS, since);
    if (store.number[slot] !== 0) handOver(t, slot);
  }
  advanceMade(t, nowS);
  mergeTracks(t, t.merge, nowS);
}

/** Where plots are only counted: turns without one after which a track is dropped, as time. */
function countedS(t: Tables, slot: number): number {
  const { store } = t;
  const turns = store.hits[slot]! < 3 ? 2.5 : 4.5;
  return Math.max(turns * Math.max(store.intervalS[slot]!, 1), selfHoldS(store, slot));
}

/** A track that no sensor looks at any more is less and less likely to be where it is predicted. */
function fade(t: Tables, slot: number, nowS: number, since: number): void {
  const { store } = t;
  const wait = Math.max(store.intervalS[slot]!, 1);
  const unlooked = nowS - store.existS[slot]!;
  if (since < 2 * wait || unlooked < 1.5 * wait) return;
  if (nowS - store.selfS[slot]! < selfHoldS(store, slot)) return;
  store.existence[slot] = store.existence[slot]! * Math.exp(-(unlooked - wait) / (2 * wait));
  store.existS[slot] = nowS;
  judgeTrack(t, slot);
}
