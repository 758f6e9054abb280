import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../../tests/root.ts';

test('the example of the README runs', async (t) => {
  const readme = readFileSync(path.join(ROOT, 'src/wire/cot/README.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const index = new URL('./index.js', import.meta.url).href;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-readme-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'example.mjs');
  writeFileSync(file, code.replace("'tocsin/cot'", JSON.stringify(index)));
  const lines: unknown[][] = [];
  t.mock.method(console, 'log', (...line: unknown[]) => lines.push(line));
  await import(pathToFileURL(file).href);
  assert.deepEqual(lines[0], ['DRONE 4711']);
  assert.deepEqual(lines[1], [0, 40]);
  assert.deepEqual(lines[2], [
    {
      ok: false,
      fault: {
        code: 'truncated',
        offset: 100,
        item: 'event',
        detail: 'the event does not end',
      },
    },
  ]);
});
