/** The members of a group that one cluster of a scan shows, and what has come of them. */
import { MAX_MEMBERS } from './hypotheses.ts';

/** Members seen in this cluster: their index in the group and their candidate. */
export interface Seen {
  count: number;
  readonly member: Int32Array;
  readonly candidate: Int32Array;
  /** result: pair each takes in the leading hypothesis, -1 none */
  readonly took: Int32Array;
  /** result: the hypothesis it came from */
  from: number;
  /** result: over all hypotheses, chance that a plot is the member's alone, and that it is one of two objects */
  readonly held: Float64Array;
  readonly shared: Float64Array;
  /** result: chance that a pair this close is one plot, for a member that shared one */
  readonly merging: Float64Array;
  /** result: the leading hypothesis is another than before */
  turned: boolean;
}

export function makeSeen(): Seen {
  return {
    count: 0,
    member: new Int32Array(MAX_MEMBERS),
    candidate: new Int32Array(MAX_MEMBERS),
    took: new Int32Array(MAX_MEMBERS),
    from: 0,
    held: new Float64Array(MAX_MEMBERS),
    shared: new Float64Array(MAX_MEMBERS),
    merging: new Float64Array(MAX_MEMBERS),
    turned: false,
  };
}
