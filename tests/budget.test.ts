/** What the console may weigh: it must come quickly over a poor line (docs/performance.md). */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ROOT } from './root.ts';

/** octets after gzip -9: all JavaScript of the console, workers and screens that come later included */
const BUDGET = 700_000;

test('all JavaScript of the console weighs 700 kB gzip at most', () => {
  const folder = path.join(ROOT, 'dist-console', 'assets');
  const sizes = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({
      name,
      octets: gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length,
    }))
    .sort((a, b) => b.octets - a.octets);
  const sum = sizes.reduce((total, { octets }) => total + octets, 0);
  const list = sizes.map(({ name, octets }) => `${octets} ${name}`).join('\n');
  assert.ok(sum > 100_000, 'the console is built');
  assert.ok(sum <= BUDGET, `${sum} octets:\n${list}`);
});
