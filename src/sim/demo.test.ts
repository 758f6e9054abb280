import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AIS, AisReader } from '../wire/ais/index.ts';
import { Demo } from './demo.ts';

const START_AT = Date.UTC(2026, 5, 1, 20);

/** Vessels heard on the AIS line in a span. */
function heard(demo: Demo, fromAt: number, toAt: number): Set<number> {
  const reader = new AisReader();
  const found = new Set<number>();
  for (const emission of demo.bytesBetween(fromAt, toAt)) {
    if (emission.channel !== 'ais') continue;
    reader.feed(emission.bytes, emission.at);
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
      assert.notEqual(step, AIS.fault);
      if (step === AIS.message && reader.message !== null) found.add(reader.message.mmsi);
    }
  }
  return found;
}

test('a line that opens late begins with every vessel in reach, so that none is unknown for minutes', () => {
  const punctual = new Demo({ startAt: START_AT });
  const all = heard(punctual, START_AT, START_AT + 60_000 + 10_000);
  const late = new Demo({ startAt: START_AT });
  late.openLines(START_AT + 60_000);
  const first = heard(late, START_AT + 60_000, START_AT + 60_000 + 10_000);
  const missing = [...all].filter((mmsi) => !first.has(mmsi));
  assert.ok(all.size > 20);
  assert.ok(missing.length <= 1, `${missing.length} of ${all.size} vessels are not in the list`);
});
