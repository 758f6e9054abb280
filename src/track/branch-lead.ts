// Hot path: only groups of contending tracks come here; no allocation per scan.
/** Which hypothesis of a group is shown, and how far the others are from it. */
import { mattered, parentOf, tookOf } from './branch-grow.ts';
import { NX } from './filter.ts';
import { type Group, MAX_HYPOTHESES, MAX_MEMBERS, apart, likeliest } from './hypotheses.ts';
import { TP, TX } from './imm.ts';
import { MODELS } from './motion.ts';
import type { Seen } from './seen.ts';

/**
 * A hypothesis takes the lead only when this much likelier than what has come of the one shown: a lead that changes
 * on less changes back as often, and each change is a track number on another object.
 */
const LEAD = 10;

const support = new Float64Array(MAX_HYPOTHESES);

/** Normalises, decides which hypothesis leads, and counts quiet scans. */
export function chooseLead(next: Group, group: Group, seen: Seen): void {
  let sum = 0;
  for (let h = 0; h < next.count; h++) sum += next.weight[h]!;
  for (let h = 0; h < next.count; h++) next.weight[h] = next.weight[h]! / sum;
  let lead = 0;
  let shown = -1;
  for (let h = 0; h < next.count; h++) {
    support[h] = supportOf(next, h);
    if (support[h]! > support[lead]!) lead = h;
    if (parentOf[h] === 0 && (shown < 0 || support[h]! > support[shown]!)) shown = h;
  }
  if (shown >= 0 && support[lead]! < LEAD * support[shown]!) lead = shown;
  seen.turned = parentOf[lead] !== 0;
  seen.from = parentOf[lead]!;
  for (let i = 0; i < seen.count; i++) seen.took[i] = tookOf[lead * MAX_MEMBERS + i]!;
  if (lead !== 0) swap(next, 0, lead);
  next.quiet = mattered ? 0 : group.quiet + 1;
}

/**
 * Weight of all hypotheses that say who is where much as this one does: histories that differ only in which plot of
 * a heap was whose are one answer, not rivals of each other.
 */
function supportOf(group: Group, h: number): number {
  let sum = 0;
  for (let g = 0; g < group.count; g++)
    sum += group.weight[g]! * (g === h ? 1 : Math.exp(-0.25 * apart(group, g, h)));
  return sum;
}

function swap(group: Group, a: number, b: number): void {
  const weight = group.weight[a]!;
  group.weight[a] = group.weight[b]!;
  group.weight[b] = weight;
  for (let m = 0; m < group.size; m++) {
    const i = a * MAX_MEMBERS + m;
    const k = b * MAX_MEMBERS + m;
    exchange(group.time, i, k, 1);
    exchange(group.x, i, k, TX);
    exchange(group.p, i, k, TP);
    exchange(group.mu, i, k, MODELS);
  }
}

function exchange(list: Float64Array, i: number, k: number, per: number): void {
  for (let n = 0; n < per; n++) {
    const kept = list[i * per + n]!;
    list[i * per + n] = list[k * per + n]!;
    list[k * per + n] = kept;
  }
}

/** Farthest a member may be from where hypothesis 0 has it, m. */
export function spreadOf(group: Group, m: number): number {
  let most = 0;
  const a = m * TX + likeliest(group, m) * NX;
  for (let h = 1; h < group.count; h++) {
    const place = h * MAX_MEMBERS + m;
    const b = place * TX + likeliest(group, place) * NX;
    const dt = group.time[m]! - group.time[place]!;
    const de = group.x[b]! + dt * group.x[b + 3]! - group.x[a]!;
    const dn = group.x[b + 1]! + dt * group.x[b + 4]! - group.x[a + 1]!;
    most = Math.max(most, Math.abs(de), Math.abs(dn));
  }
  return most;
}
