/**
 * A track is in the plane of the place where it is. When it has left that, it is handed over: its state, the plots
 * kept of it and the states after them are expressed in the next plane; number, claims and existence stay.
 */
import { removeTrack } from './cells.ts';
import { NX } from './filter.ts';
import { settleSlot } from './hypotheses.ts';
import { combine } from './lifecycle.ts';
import { shiftMeasure, shiftState } from './reframe.ts';
import { changeEntries } from './ring.ts';
import type { Tables } from './tables.ts';

const place = new Float64Array(3);

/** Hands a track over when it is out of its plane. Most tracks are told by two products. */
export function handOver(t: Tables, slot: number): void {
  const { store, frames } = t;
  const from = store.frame[slot]!;
  const xi = slot * NX;
  const east = store.xc[xi]!;
  const north = store.xc[xi + 1]!;
  if (!frames.mayLeave(from, east, north)) return;
  frames.list[from]!.toGeodetic(east, north, store.xc[xi + 2]!, place);
  const to = frames.indexFor(place[0]!, place[1]!, from);
  if (to !== from) moveTo(t, slot, to);
}

function moveTo(t: Tables, slot: number, to: number): void {
  const { store, frames } = t;
  const from = store.frame[slot]!;
  settleSlot(t.hypotheses, slot);
  removeTrack(t.cells, store, slot);
  changeEntries(
    t.ring,
    slot,
    (data, x, p) => shiftState(frames, from, to, data, x, data, p),
    (data, z) => shiftMeasure(frames, from, to, data, z),
  );
  store.frame[slot] = to;
  combine(t, slot);
}
