import { ok, type Result } from '../../base/index.ts';
import type { LedgerEntry, LedgerFact, Refusal } from '../../model/index.ts';

/** A log on paper, for tests: numbers the facts of an origin, signs nothing, hands each entry on. */
export function paperLog(
  onEntry: (entry: LedgerEntry) => void = () => {},
): (
  origin: string,
  facts: readonly LedgerFact[],
) => Promise<Result<readonly LedgerEntry[], Refusal>> {
  let seq = 0;
  return (origin, facts) => {
    const entries = facts.map((fact): LedgerEntry => {
      seq++;
      return { ...fact, origin, seq, prev: '', signature: '' };
    });
    entries.forEach(onEntry);
    return Promise.resolve(ok(entries));
  };
}
