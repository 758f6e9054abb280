import { ok } from '../../base/index.ts';
import type { LedgerEntry } from '../../model/index.ts';
import { RallyDesk } from '../rally/index.ts';

/** A rally desk of ROU with a ledger of paper: for tests of the API. */
export function makeRally(): RallyDesk {
  let seq = 0;
  return new RallyDesk({
    member: 'ROU',
    exercise: false,
    allies: ['DEU', 'FRA'],
    commit: (facts) =>
      Promise.resolve(
        ok(
          facts.map((fact): LedgerEntry => ({
            ...fact,
            origin: 'ROU',
            seq: ++seq,
            prev: '',
            signature: '',
          })),
        ),
      ),
    now: () => 5000,
  });
}
