// Hot path: only groups of contending tracks come here; no allocation per scan.
/** What each member of a group may take under a hypothesis: its state predicted, and its plots ranked. */
import { NP, NX, NZ } from './filter.ts';
import { type Group, MAX_HYPOTHESES, MAX_MEMBERS } from './hypotheses.ts';
import { TP, TX, lastGate, likelihoodTrack, predictTrack } from './imm.ts';
import { MODELS } from './motion.ts';
import type { Seen } from './seen.ts';
import type { Tables } from './tables.ts';

/** plots considered per member and hypothesis */
const MAX_OPTIONS = 4;
const PLACES = MAX_HYPOTHESES * MAX_MEMBERS;
/** options of a place, that of taking none among them */
export const OPTIONS = MAX_OPTIONS + 1;

/** predicted state of the i-th member seen under hypothesis h, at placeOf(h, i) */
export const px = new Float64Array(PLACES * TX);
export const pp = new Float64Array(PLACES * TP);
export const pmu = new Float64Array(PLACES * MODELS);
/** the same over all models: where a member is */
export const cx = new Float64Array(PLACES * NX);
export const cp = new Float64Array(PLACES * NP);
/** options of a member under a hypothesis: pair (-1 none) and log weight, best first */
export const optionPair = new Int32Array(PLACES * OPTIONS);
export const optionLog = new Float64Array(PLACES * OPTIONS);
export const optionCount = new Int32Array(PLACES);

export function placeOf(h: number, i: number): number {
  return h * MAX_MEMBERS + i;
}

/** Predicts a member under a hypothesis and ranks what it may take. */
export function listOptions(
  t: Tables,
  group: Group,
  seen: Seen,
  h: number,
  i: number,
  logOthers: (t: Tables, slot: number, plot: number) => number,
): void {
  const { work, store } = t;
  const c = seen.candidate[i]!;
  const slot = work.slot[c]!;
  const from = h * MAX_MEMBERS + seen.member[i]!;
  const to = placeOf(h, i);
  predictTrack(
    store.kind[slot]!,
    Math.max(work.time[c]! - group.time[from]!, 0),
    group.x,
    from * TX,
    group.p,
    from * TP,
    group.mu,
    from * MODELS,
    px,
    to * TX,
    pp,
    to * TP,
    pmu,
    to * MODELS,
  );
  const due = store.existence[slot]! * work.chance[c]!;
  const base = to * OPTIONS;
  optionPair[base] = -1;
  optionLog[base] = Math.log(1 - due);
  let count = 1;
  for (let k = 0; k < work.pairCount[c]!; k++) {
    const pair = work.firstPair[c]! + k;
    const zi = work.pairZ[pair]! * NZ;
    const log = likelihoodTrack(px, to * TX, pp, to * TP, pmu, to * MODELS, work.z, zi);
    if (!(lastGate[0]! <= t.settings.gate)) continue;
    const value = Math.log(due) + log - logOthers(t, slot, work.pairPlot[pair]!);
    if (count > MAX_OPTIONS && value <= optionLog[base + count - 1]!) continue;
    let at = count > MAX_OPTIONS ? count - 1 : count++;
    while (at > 0 && optionLog[base + at - 1]! < value) {
      optionLog[base + at] = optionLog[base + at - 1]!;
      optionPair[base + at] = optionPair[base + at - 1]!;
      at--;
    }
    optionLog[base + at] = value;
    optionPair[base + at] = pair;
  }
  optionCount[to] = count;
}
