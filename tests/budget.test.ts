/** What the console may weigh: it must come quickly over a poor line (docs/performance.md). Octets after gzip -9. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ROOT } from './root.ts';

/** everything the page loads until the picture stands: scripts, what they import, and the workers */
const FIRST_PICTURE = 700_000;
/** a screen, a dialog: what comes later, each piece */
const PIECE = 40_000;

const FOLDER = path.join(ROOT, 'dist-console', 'assets');
const text = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');
const weight = (name: string): number =>
  gzipSync(readFileSync(path.join(FOLDER, name)), { level: 9 }).length;

/** The page's script with all that it imports before it runs (not what it asks for later by import()). */
function loadedFirst(): Set<string> {
  const page = readFileSync(path.join(ROOT, 'dist-console', 'index.html'), 'utf8');
  const found = new Set<string>();
  const wanted = [...page.matchAll(/<script[^>]+src="\.\/assets\/([^"]+\.js)"/g)].map(
    ([, name]) => name!,
  );
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const [, next] of text(name).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g))
      wanted.push(next!);
  }
  return found;
}

test('the first picture needs 700 kB of JavaScript at most, and every later piece is small', () => {
  const all = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  const first = loadedFirst();
  for (const name of all) if (name.includes('worker')) first.add(name);
  const list = (names: Iterable<string>): string =>
    [...names].map((name) => `${weight(name)} ${name}`).join('\n');
  const sum = [...first].reduce((total, name) => total + weight(name), 0);
  assert.ok(
    first.size >= 4 && [...first].some((name) => name.startsWith('map-')),
    'the map is among what comes first',
  );
  assert.ok(sum <= FIRST_PICTURE, `${sum} octets:\n${list(first)}`);
  const later = all.filter((name) => !first.has(name));
  assert.ok(later.length > 0);
  assert.ok(
    later.every((name) => weight(name) <= PIECE),
    list(later),
  );
});
