import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePlot, type SenseBatch, type Sensor } from '../../model/index.ts';
import { PartQueue } from './part-queue.ts';

function batch(names: readonly string[], marks = 0): SenseBatch {
  return {
    plots: names.map((callsign) => makePlot({ claims: { callsign } })),
    marks: Array.from({ length: marks }, (_, i) => ({
      sensorId: 'r',
      at: i,
      kind: 'sector' as const,
      azimuthRad: 0,
    })),
    sensors: [],
  };
}
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));

test('joins what one source gave in a moment, but never across a sweep mark', () => {
  const queue = new PartQueue(100);
  queue.push('a', 1000, batch(['1']));
  queue.push('a', 1005, batch(['2'], 1));
  queue.push('a', 1006, batch(['3']));
  queue.push('b', 1007, batch(['4']));
  const parts = queue.take(100);
  assert.deepEqual(
    parts.map((part) => [
      part.sourceId,
      part.plots.map((p) => p.claims!.callsign),
      part.marks.length,
    ]),
    [
      ['a', ['1', '2'], 1],
      ['a', ['3'], 0],
      ['b', ['4'], 0],
    ],
  );
  assert.equal(queue.isEmpty, true);
});

test('at the bound the flooding source loses its oldest parts and the others none', () => {
  const queue = new PartQueue(100);
  queue.push('calm', 0, batch(['keep']));
  const dropped: number[] = [];
  for (let i = 0; i < 30; i++) {
    const answer = queue.push('flood', 1000 + i * 100, batch(many(10)));
    if (answer !== null) dropped.push(answer.get('flood') ?? 0);
    assert.equal(answer?.has('calm') ?? false, false);
    assert.ok(queue.size <= 100, 'never above the bound');
  }
  const left = queue.take(1_000);
  const plots = left.reduce((sum, part) => sum + part.plots.length, 0);
  assert.equal(plots + dropped.reduce((a, b) => a + b, 0), 301, 'taken or counted as dropped');
  assert.equal(left[0]!.sourceId, 'calm');
  assert.equal(left.at(-1)!.receivedAt, 1000 + 29 * 100, 'the newest is there');
});

test('sensors are never dropped and come with the next parts, newest state once', () => {
  const queue = new PartQueue(10);
  const sensor = (name: string): Sensor => ({ id: 's', name }) as Sensor;
  queue.push('a', 0, { plots: [], marks: [], sensors: [sensor('old')] });
  queue.push('a', 0, { plots: [], marks: [], sensors: [sensor('new')] });
  queue.push('a', 0, batch(many(30)));
  const parts = queue.take(100);
  assert.deepEqual(
    parts.flatMap((part) => part.sensors.map((s) => s.name)),
    ['new'],
  );
});
