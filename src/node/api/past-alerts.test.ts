import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWN_ONLY, type LedgerEntry } from '../../model/index.ts';
import { FakeView } from './fake-view.ts';
import { alertsAt, AlertMemory, type ReadLedger } from './past-alerts.ts';
import { ReleasedView } from './released-view.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 10, 20);

/** A ledger of these facts, numbered from 1, each of alert `id`. */
function ledger(facts: readonly (readonly [at: number, type: string, id: string])[]): ReadLedger {
  const entries = facts.map(([at, type, id], i) => ({
    ...{ seq: i + 1, at, type, origin: 'ROU', actor: 'officer', label: OWN_ONLY },
    body: {
      ...{
        id,
        key: id,
        family: id,
        condition: 'incursion',
        priority: 'warning',
        text: id,
        tip: '',
      },
      ...{ object: { kind: 'node' }, count: 2 },
    },
  })) as unknown as LedgerEntry[];
  return (after, limit) => entries.slice(after, after + limit);
}

const NIGHT = ledger([
  [T0, 'alert.raised', 'old'],
  [T0 + 3 * DAY, 'alert.raised', 'a'],
  [T0 + 3 * DAY + HOUR, 'alert.acknowledged', 'a'],
  [T0 + 3 * DAY + 2 * HOUR, 'zone.imported', ''],
  [T0 + 3 * DAY + 3 * HOUR, 'alert.cleared', 'a'],
  [T0 + 4 * DAY, 'alert.raised', 'b'],
]);

const states = async (fromAt: number, toAt: number) =>
  (await alertsAt(NIGHT, fromAt, toAt)).map((alert) => [
    alert.id,
    alert.state,
    alert.acknowledged?.by ?? null,
  ]);

test('alerts of a past day stand as they stood then, not as they are now', async () => {
  const from = T0 + 3 * DAY;
  assert.deepEqual(await states(from, from + 1), [['a', 'active-unack', null]]);
  assert.deepEqual(await states(from, from + 2 * HOUR), [['a', 'active-ack', 'officer']]);
  assert.deepEqual(await states(from, from + 5 * HOUR), [['a', 'normal', 'officer']]);
});

test('what began more than a day before, and what came after, is not in it', async () => {
  const ids = async (from: number, to: number) => (await states(from, to)).map(([id]) => id);
  assert.deepEqual(await ids(T0 + 4 * DAY - 1, T0 + 5 * DAY), ['a', 'b']);
  assert.deepEqual(await ids(T0 + HOUR, T0 + DAY), ['old']);
  assert.deepEqual(await ids(T0 - 2 * DAY, T0 - DAY), []);
});

test('a span without an end, or an empty ledger, is answered too', async () => {
  assert.equal((await alertsAt(NIGHT, 0, Infinity)).length, 3);
  assert.deepEqual(await alertsAt(() => [], 0, Infinity), []);
});

test('the memory knows every alert of the ledger, reads on from where it was, and waits for the one who asked before', async () => {
  const facts: Parameters<typeof ledger>[0][number][] = [
    [T0, 'alert.raised', 'old'],
    [T0 + HOUR, 'alert.cleared', 'old'],
  ];
  let reads = 0;
  const memory = new AlertMemory((after, limit) => {
    reads++;
    return ledger(facts)(after, limit);
  });
  const stands = async () => (await memory.list()).map(({ id, state }) => [id, state]);
  const both = await Promise.all([stands(), stands()]);
  assert.deepEqual(both[0], [['old', 'normal']]);
  assert.deepEqual(both[1], both[0]);
  facts.push([T0 + 9 * DAY, 'alert.raised', 'new']);
  reads = 0;
  assert.deepEqual(await stands(), [...both[0], ['new', 'active-unack']]);
  assert.equal(reads, 1);
});

test('the time bar counts the alerts of past days that the watch has let go, by what the reader may see', async () => {
  const node = new FakeView();
  node.ledger = (after: number) => NIGHT(after, 1000) as [];
  const countFor = async (member: string) => {
    const terms = { clearance: 'secret', groups: [], caveats: [], policies: ['ALLIANCE'] } as const;
    const view = new ReleasedView(node, { member, ...terms }, () => {});
    return (await view.density(T0, T0 + 5 * DAY, 5)).alerts.warning;
  };
  assert.equal(node.alerts().length, 0);
  assert.deepEqual(await countFor('ROU'), [1, 0, 0, 1, 1]);
  assert.deepEqual(await countFor('BGR'), [0, 0, 0, 0, 0]);
});
