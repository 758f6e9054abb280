/** For the commands that open a node's ledger. */
import type { LedgerEntry } from '../model/index.ts';
import type { inspectLedger } from '../node/store/index.ts';
import { EXIT } from './exit-code.ts';

/** entries read at a time */
const PAGE = 1000;

export function* entriesOf(
  ledger: ReturnType<typeof inspectLedger>,
  after: number,
): Generator<LedgerEntry> {
  for (let seq = after; ;) {
    const page = ledger.read(seq, PAGE);
    if (page.length === 0) return;
    yield* page;
    seq = page.at(-1)!.seq;
  }
}

/** Says what a store or a file could not do, both of which name it by a code; anything else is a bug and is thrown on. */
export function storeTrouble(command: string, error: unknown): number {
  if (typeof (error as { code?: unknown }).code !== 'string') throw error;
  console.error(`tocsin ${command}: ${(error as Error).message}`);
  return EXIT.noInput;
}
