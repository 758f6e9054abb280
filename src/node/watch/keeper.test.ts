import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWN_ONLY, type LedgerEntry, type LedgerFact } from '../../model/index.ts';
import { StoreFailure, type LedgerStore } from '../store/index.ts';
import { Keeper } from './keeper.ts';

const fact = (type: string): LedgerFact => ({ type, at: 1, actor: 'a', body: {}, label: OWN_ONLY });

/** A ledger that refuses facts of type `bad` for good, and everything while `full`. */
function fakeLedger(): { ledger: LedgerStore; written: string[]; disk: { full: boolean } } {
  const written: string[] = [];
  const disk = { full: false };
  const ledger = {
    append: (facts: readonly LedgerFact[]) => {
      if (disk.full) return Promise.reject(new StoreFailure('SQLITE_FULL', 'no space'));
      if (facts.some(({ type }) => type === 'bad'))
        return Promise.reject(new StoreFailure('bad-fact', 'no number'));
      written.push(...facts.map(({ type }) => type));
      return Promise.resolve([]);
    },
    trouble: () => '',
    head: () => ({ seq: 0, hash: '' }),
  };
  return { ledger: ledger as unknown as LedgerStore, written, disk };
}

test("one of the node's own facts that cannot be written is given up, named, and holds up no other", async () => {
  const { ledger, written } = fakeLedger();
  const named: string[] = [];
  const keeper = new Keeper(ledger, (lost, why) => named.push(`${lost.type}: ${why}`));
  keeper.keep(['a', 'b', 'bad', 'c'].map(fact));
  await keeper.drain();
  while (written.length < 3) await Promise.resolve();
  assert.deepEqual(written, ['a', 'b', 'c']);
  assert.deepEqual(named, ['bad: no number']);
  assert.equal(keeper.givenUp, 1);
  assert.equal(keeper.isOk, true);
});

test('while the disk is full the node keeps its facts in order and refuses a person plainly', async () => {
  const { ledger, written, disk } = fakeLedger();
  const keeper = new Keeper(ledger);
  disk.full = true;
  keeper.keep([fact('a'), fact('bad')]);
  const refused = await keeper.commit([fact('mine')]);
  assert.equal(!refused.ok && refused.fault.code, 'disk-full');
  assert.equal(keeper.trouble, 'no space');
  keeper.keep([fact('b')]);
  disk.full = false;
  while (written.length < 2) await keeper.drain();
  assert.deepEqual(written, ['a', 'b']);
  assert.equal(keeper.isOk, true);
});

test('what was unsure when the database went and proves written is not written again, and a person’s comes into force', async () => {
  const entries: LedgerEntry[] = [];
  let isAway = false;
  let isWrittenFirst = true;
  const append = (facts: readonly LedgerFact[]): Promise<LedgerEntry[]> => {
    const made = facts.map((one) => ({
      ...one,
      origin: 'ROU',
      seq: entries.length + 1,
      prev: '',
      signature: '',
    }));
    if (!isAway || isWrittenFirst)
      for (const one of made) entries.push({ ...one, seq: entries.length + 1 });
    return isAway ? Promise.reject(new StoreFailure('unknown', 'lost')) : Promise.resolve(made);
  };
  const ledger = {
    append,
    trouble: () => (isAway ? 'the database is away' : ''),
    head: () => ({ seq: 0, hash: '' }),
    read: (after: number) => entries.filter(({ seq }) => seq > after),
  } as unknown as LedgerStore;
  const keeper = new Keeper(ledger);
  const found: string[] = [];
  keeper.onFound = (facts) => found.push(...facts.map(({ type }) => type));
  isAway = true;
  keeper.keep([fact('own 1'), fact('own 2')]);
  await keeper.commit([fact('mine 1'), fact('mine 2')]);
  isWrittenFirst = false;
  await keeper.commit([fact('mine 3')]);
  await keeper.drain();
  assert.deepEqual(found, []);
  isAway = false;
  await keeper.drain();
  keeper.keep([fact('own 3')]);
  while (entries.length < 5) await keeper.drain();
  assert.deepEqual(
    entries.map(({ type }) => type),
    ['own 1', 'own 2', 'mine 1', 'mine 2', 'own 3'],
  );
  assert.deepEqual(found, ['mine 1', 'mine 2']);
  assert.equal(keeper.isOk, true);
});

test('what proves written comes into force in the ledger’s order, before what is written after it, and each once', async () => {
  const entries: LedgerEntry[] = [];
  let isAway = true;
  const write = (facts: readonly LedgerFact[]): void => {
    for (const one of facts)
      entries.push({ ...one, origin: 'ROU', seq: entries.length + 1, prev: '', signature: '' });
  };
  const ledger = {
    append: (facts: readonly LedgerFact[]) => {
      if (isAway) return Promise.reject(new StoreFailure('unknown', 'lost'));
      write(facts);
      return Promise.resolve(entries.slice(-facts.length));
    },
    trouble: () => (isAway ? 'the database is away' : ''),
    head: () => ({ seq: 0, hash: '' }),
    read: (after: number, limit: number) =>
      entries.filter(({ seq }) => seq > after).slice(0, limit),
  } as unknown as LedgerStore;
  const keeper = new Keeper(ledger);
  const inForce: string[] = [];
  keeper.onFound = (facts) => inForce.push(...facts.map(({ type }) => type));
  await keeper.commit([fact('shelved')]);
  await keeper.commit([fact('acknowledged')]);
  await keeper.commit([fact('twice')]);
  await keeper.commit([fact('twice')]);
  // More than are read at a time lie before them.
  write(Array.from({ length: 10_500 }, () => fact('other')));
  write([fact('acknowledged'), fact('twice'), fact('shelved')]);
  isAway = false;
  const kept = await keeper.commit([fact('unshelved')]);
  if (kept.ok) inForce.push(...kept.value.map(({ type }) => type));
  assert.deepEqual(inForce, ['acknowledged', 'twice', 'shelved', 'unshelved']);
});
