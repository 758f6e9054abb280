import { RallyDesk } from '../rally/index.ts';
import { paperLog } from '../rally/testing.ts';

/** A rally desk of ROU with a ledger of paper: for tests of the API. */
export function makeRally(): RallyDesk {
  const write = paperLog();
  return new RallyDesk({
    member: 'ROU',
    exercise: false,
    allies: ['DEU', 'FRA'],
    commit: (facts) => write('ROU', facts),
    now: () => 5000,
  });
}
