/** One suite for the stores of what allies sent: on disk they answer as the plain one in memory does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { forEachBackEnd, inPlace, type Place } from '../../../tests/back-ends.ts';
import { Random } from '../../base/index.ts';
import { OWN_ONLY, type SharedItem } from '../../model/index.ts';
import {
  MAX_QUARANTINE,
  MemoryFederationStore,
  type Commit,
  type FederationStore,
} from '../../share/index.ts';
import { openLedger } from '../store/index.ts';
import { openFederationStore, type OpenFederationStore } from './open-store.ts';

const ORIGINS = ['DEU', 'POL'];
const SERIES = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const LABEL = { ...OWN_ONLY, releasableTo: ['*'] };

const NOTHING: Commit = {
  peer: 'DEU',
  position: null,
  items: [],
  voids: [],
  recalls: [],
  heads: [],
  ring: null,
  quarantine: [],
  takenAt: 5,
};

function itemOf(series: string, number: number, text: string): SharedItem {
  const origin = ORIGINS[SERIES.indexOf(series) % 2]!;
  const what = { type: 'call.noted', at: number, actor: 'ț "\\', body: { text }, label: LABEL };
  return { origin, epoch: '1', series, number, prev: 'p', ...what } as unknown as SharedItem;
}

const hashOf = (series: string, number: number): string => `${series.slice(0, 8)}-${number}`;

/** Commits as they come: further items, voids that are filled later, recalls, forks. */
function* commits(random: Random): Generator<Commit> {
  const next = new Map(SERIES.map((series) => [series, 1]));
  for (let i = 0; i < 60; i++) {
    const series = random.pick(SERIES);
    const from = next.get(series)!;
    const numbers = Array.from({ length: 1 + random.below(4) }, (_, k) => from + k);
    next.set(series, from + numbers.length);
    const origin = ORIGINS[SERIES.indexOf(series) % 2]!;
    const mark = (
      number: number,
    ): { origin: string; series: string; number: number; hash: string } => ({
      origin,
      series,
      number,
      hash: hashOf(series, number),
    });
    const isVoid = random.chance(0.3);
    const filled = from > 1 && random.chance(0.3) ? [1 + random.below(from - 1)] : [];
    const one = { item: itemOf(series, from, 'kept'), hash: hashOf(series, from) };
    yield {
      ...NOTHING,
      peer: origin,
      position: { epoch: '1', n: i, chain: 'x' },
      takenAt: 1000 + i,
      // Some of the voids are filled in the same commit.
      voids: isVoid ? numbers.map(mark) : [],
      items: [...(isVoid ? filled : numbers), ...(isVoid && random.chance(0.5) ? [from] : [])].map(
        (number) => ({ item: itemOf(series, number, `${i}`), hash: hashOf(series, number) }),
      ),
      recalls: random.chance(0.3) ? [{ series, number: 1 + random.below(from + 2) }] : [],
      heads: [{ ...mark(from), label: LABEL, isClosed: random.chance(0.1) }],
      quarantine: random.chance(0.2)
        ? [{ at: i, member: origin, code: 'series-fork', text: 'two', evidence: [one.item] }]
        : [],
    };
  }
}

function assertSame(tried: FederationStore, plain: FederationStore): void {
  const { heads, ...rest } = tried.load();
  const expected = plain.load();
  const byName = <T extends { readonly series: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.series < b.series ? -1 : 1));
  assert.deepEqual(
    { ...rest, heads: byName(heads) },
    { ...expected, heads: byName(expected.heads) },
  );
  assert.deepEqual([...tried.items()], [...plain.items()]);
  for (const series of [...SERIES, 'unknown'])
    for (let number = 1; number < 80; number++) {
      assert.deepEqual(tried.placeOf(series, number), plain.placeOf(series, number));
      assert.deepEqual(tried.itemAt(series, number), plain.itemAt(series, number));
    }
  for (const origin of ORIGINS)
    for (const limit of [1, 7, 1000]) {
      const marks = SERIES.slice(0, 2).map((series) => ({ origin, series, number: 4, hash: 'h' }));
      assert.deepEqual(
        tried.itemsBeyond(origin, marks, limit),
        plain.itemsBeyond(origin, marks, limit),
      );
    }
}

/** A place with a ledger, whose store the federation's is. */
async function open({ dir, store }: Place): Promise<OpenFederationStore> {
  const ledger = await openLedger({ dataDir: dir, origin: 'ROU', store });
  await ledger.close();
  return openFederationStore(dir);
}

forEachBackEnd((backEnd) => {
  for (const seed of [1, 2])
    test(`it answers as the plain store does, also when opened again (seed ${seed})`, () =>
      inPlace(backEnd, async (place) => {
        const plain = new MemoryFederationStore();
        const tried = await open(place);
        for (const commit of commits(new Random(seed))) {
          tried.commit(commit);
          // Lost in the middle and made again: the same.
          if (commit.quarantine.length === 0 && commit.takenAt % 7 === 0) tried.commit(commit);
          plain.commit(commit);
        }
        assertSame(tried, plain);
        tried.close();
        const again = openFederationStore(place.dir);
        assertSame(again, plain);
        again.close();
      }));

  test('of what is refused no more is kept than the bound', () =>
    inPlace(backEnd, async (place) => {
      const store = await open(place);
      const count = MAX_QUARANTINE + 3;
      const many = Array.from({ length: count }, (_, at) => ({ ...FORK, at }));
      store.commit({ ...NOTHING, quarantine: many.slice(0, 5) });
      store.commit({ ...NOTHING, quarantine: many.slice(5) });
      assert.deepEqual(store.load().quarantine, many.slice(-MAX_QUARANTINE));
      store.close();
    }));

  if (backEnd.name === 'postgresql')
    test('a database that is away refuses at once, and is used again when it is back', () =>
      inPlace(backEnd, async (place) => {
        const store = await open(place);
        const [first, second] = [...commits(new Random(3))];
        store.commit(first!);
        await backEnd.server().kill();
        assert.throws(() => store.commit(second!), /database/);
        assert.throws(() => [...store.items()], /database/);
        await backEnd.server().run();
        // Tried again only every 0.25 to 10 s.
        for (let tries = 0; !isCommitted(store, second!); tries++) {
          assert.ok(tries < 600, 'the database is not used again');
          await setTimeout(50);
        }
        const plain = new MemoryFederationStore();
        plain.commit(first!);
        plain.commit(second!);
        assertSame(store, plain);
        store.close();
      }));
});

const FORK = { member: 'DEU', code: 'series-fork', text: 'two', evidence: [] } as const;

/** False while the database is not tried again yet. */
function isCommitted(store: FederationStore, commit: Commit): boolean {
  try {
    store.commit(commit);
    return true;
  } catch {
    return false;
  }
}
