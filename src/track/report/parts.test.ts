import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram } from './histogram.ts';
import { escapeText, showClock, showNumber } from './markup.ts';
import { PathBook } from './paths.ts';
import { Sample } from './sample.ts';
import { clockTicks, pathOf, ticks } from './scale.ts';

test('ticks are round and lie inside the axis', () => {
  assert.deepEqual(ticks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks(0, 0.9, 4), [0, 0.25, 0.5, 0.75]);
  assert.deepEqual(ticks(5, 5, 4), [5]);
  assert.deepEqual(clockTicks(0, 300, 5), [0, 60, 120, 180, 240, 300]);
});

test('numbers and times are shown as people write them', () => {
  assert.equal(showNumber(1234567.891, 1), '1,234,567.9');
  assert.equal(showNumber(-0.04, 1), '0.0');
  assert.equal(showNumber(-12, 0), '−12');
  assert.equal(showNumber(Number.NaN, 2), '–');
  assert.equal(showClock(5), '0:05');
  assert.equal(showClock(3723), '1:02:03');
});

test('text from outside cannot break out of the page', () => {
  assert.equal(escapeText('a<b>&"\u0007'), 'a&lt;b&gt;&amp;&quot;\ufffd');
  assert.equal(escapeText('\ud83d\ude00'), '\ud83d\ude00');
});

test('a line is broken where a value is missing', () => {
  assert.equal(
    pathOf([
      [0, 0],
      [10, 0],
      [20, Number.NaN],
      [30, 5],
      [40, 5],
    ]),
    'M0 0L10 0M30 5L40 5',
  );
});

test('paths keep a bound and their ends however long the night is', () => {
  const book = new PathBook();
  for (let t = 0; t < 4000; t++) for (let i = 0; i < 100; i++) book.add(t, `T${i}`, t / 1000, i);
  const paths = book.list();
  assert.equal(paths.length, 100);
  const points = paths.reduce((sum, path) => sum + path.length / 2, 0);
  assert.ok(points < 130_000, `${points} points`);
  for (const path of paths) {
    assert.equal(path[0], 0);
    assert.equal(path.at(-2), 3.999);
  }
});

test('a sample of any length gives its percentiles', () => {
  const sample = new Sample();
  for (let i = 0; i < 1_000_000; i++) sample.add(i);
  assert.ok(Math.abs(sample.quantile(0.5) - 500_000) < 5000);
  assert.ok(Math.abs(sample.quantile(0.95) - 950_000) < 5000);
  assert.ok(Number.isNaN(new Sample().quantile(0.5)));
});

test('a histogram counts what lies beyond its reach in its outermost bins', () => {
  const h = new Histogram();
  for (const value of [-9, 0, 0.1, 9, Number.NaN]) h.add(value);
  assert.equal(h.count, 4);
  assert.equal(h.counts[0], 1);
  assert.equal(h.counts.at(-1), 1);
  assert.ok(Math.abs(h.mean - 0.025) < 1e-12);
});
