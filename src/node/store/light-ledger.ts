import { mkdirSync } from 'node:fs';
import type { LedgerFact } from '../../model/index.ts';
import { SignedLog } from './signed-log.ts';
import { StoreFailure, type LedgerStore } from './types.ts';

/**
 * A ledger without a thread of its own: each append holds up the caller until it is on disk. For
 * members that write little and stand many in one process: the demo's allies, tests.
 */
export function openLightLedger(dataDir: string, origin: string): LedgerStore {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const log = new SignedLog(dataDir, origin);
  const append = (facts: readonly LedgerFact[]) => {
    const [group] = log.appendGroups([facts]);
    if (group?.ok === true) return group.entries;
    throw new StoreFailure('bad-fact', group?.text ?? 'not written');
  };
  return {
    origin,
    publicKey: log.publicKey,
    append: (facts) => {
      try {
        return Promise.resolve(append(facts));
      } catch (error) {
        return Promise.reject(error as Error);
      }
    },
    read: (afterSeq, limit) => log.read(afterSeq, limit),
    head: () => log.head(),
    verify: () => log.verify(),
    trouble: () => '',
    close: () => Promise.resolve(log.close()),
  };
}
