import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePlot, type Claims } from '../model/index.ts';
import { DetailBook } from './details.ts';

function plot(at: number, claims: Claims): ReturnType<typeof makePlot> {
  return makePlot({ sensorId: 'one', sourceId: 'one', at, claims });
}

test('lists said again in the same words are no change, but the word gains weight', () => {
  const book = new DetailBook(4);
  const bird = { classes: [{ type: 'Bird', confidence: 0.6 }], signals: [] };
  book.note(0, plot(0, { classes: [{ type: 'UAV', confidence: 0.8 }] }));
  const changes = Array.from({ length: 40 }, (_, k) => book.note(0, plot(k + 1, { ...bird })));
  assert.equal(changes[0], true);
  assert.equal(changes.at(-1), false);
  assert.equal(book.of(0)!.classes[0]!.type, 'Bird');
});

test('claims that readers are not shown change nothing for them', () => {
  const book = new DetailBook(4);
  book.note(0, plot(0, { mmsi: 1 }));
  assert.equal(book.note(0, plot(1, { mmsi: 1, detectionConfidence: 0.7 })), false);
  assert.equal(book.note(0, plot(2, { mmsi: 1, shipName: 'A' })), true);
});
