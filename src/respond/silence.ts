import { HOUR_MS } from '../base/index.ts';

/** One word of a member in a silence procedure; `hours` counts for extend only. */
export interface SilenceAct {
  readonly at: number;
  readonly member: string;
  readonly answer: 'agree' | 'reserve' | 'break' | 'extend';
  readonly hours: number;
}

export interface Silence {
  /** in force after every extension asked for in time */
  readonly deadlineAt: number;
  /** null: nobody broke it in time */
  readonly broken: { readonly at: number; readonly member: string } | null;
  /** acts at or after the deadline in force at their time, or after a break: they do not count */
  readonly void: ReadonlySet<SilenceAct>;
}

/**
 * The silence procedure on what is known: an act at or after the deadline in force is void; more time is granted by
 * being asked for; one break in time ends it; silence at the deadline adopts. Rules SIL-1 .. SIL-5 in
 * docs/spec/rally.md. Pure; the order of `acts` does not matter.
 * @param deadlineAt as first set, ms UTC
 */
export function runSilence(deadlineAt: number, acts: readonly SilenceAct[]): Silence {
  const inOrder = [...acts].sort(compareActs);
  const ignored = new Set<SilenceAct>();
  let deadline = deadlineAt;
  let broken: Silence['broken'] = null;
  for (const act of inOrder) {
    if (broken !== null || act.at >= deadline) ignored.add(act);
    else if (act.answer === 'extend') deadline += act.hours * HOUR_MS;
    else if (act.answer === 'break') broken = { at: act.at, member: act.member };
  }
  return { deadlineAt: deadline, broken, void: ignored };
}

/** At one instant an extension comes before a break: the answer to who asked first must be one on every node. */
function compareActs(a: SilenceAct, b: SilenceAct): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.answer !== b.answer) return a.answer < b.answer ? 1 : -1;
  if (a.member !== b.member) return a.member < b.member ? -1 : 1;
  return a.hours - b.hours;
}
