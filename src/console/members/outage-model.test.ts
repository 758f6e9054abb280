import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUTAGES_KEPT_MS } from '../../model/index.ts';
import { sumOutages, timeLine } from './outage-model.ts';

const HOUR = 3_600_000;
const now = 100 * HOUR;
const fromAt = now - OUTAGES_KEPT_MS;

test('an outage stands where it was; one that still lasts reaches to now', () => {
  const outages = [
    { fromAt: fromAt + 1.5 * HOUR, toAt: fromAt + 3 * HOUR },
    { fromAt: now - HOUR, toAt: null },
  ];
  const parts = timeLine(outages, 0, now);
  assert.deepEqual(parts[0], { kind: 'down', leftPercent: 25, widthPercent: 25 });
  assert.equal(parts[1]!.leftPercent + parts[1]!.widthPercent, 100);
  assert.deepEqual(sumOutages({ outages }, now), { times: 2, downMs: 2.5 * HOUR });
});

test('what began before the time-line is cut at its edge, what ended before it is not shown', () => {
  const outages = [
    { fromAt: fromAt - 2 * HOUR, toAt: fromAt - HOUR },
    { fromAt: fromAt - HOUR, toAt: fromAt + 3 * HOUR },
  ];
  assert.deepEqual(timeLine(outages, 0, now), [{ kind: 'down', leftPercent: 0, widthPercent: 50 }]);
  assert.deepEqual(sumOutages({ outages }, now), { times: 1, downMs: 3 * HOUR });
});

test('the time before the node watched its links is shown as not known, not as up', () => {
  assert.deepEqual(timeLine([], fromAt + 4.5 * HOUR, now), [
    { kind: 'not-known', leftPercent: 0, widthPercent: 75 },
  ]);
});
