/** Runs the first example of a codec's README as it is printed. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.ts';

/** What an example printed: the arguments of each console.log and console.warn. */
export interface ExampleOutput {
  readonly shown: unknown[][];
  readonly warned: unknown[][];
}

/** @param codec folder under src/wire, which is also its public name: the example imports `tocsin/CODEC` */
export async function runReadmeExample(t: TestContext, codec: string): Promise<ExampleOutput> {
  const readme = readFileSync(path.join(ROOT, 'src/wire', codec, 'README.md'), 'utf8');
  const code = /```(?:js|ts)\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  assert.ok(code.includes(`from 'tocsin/${codec}'`), 'it imports the codec by its public name');
  // Inside the package, so that its own name resolves by the exports of package.json.
  const folder = mkdtempSync(path.join(ROOT, 'dist', 'readme-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'example.mjs');
  writeFileSync(file, code);
  const shown: unknown[][] = [];
  const warned: unknown[][] = [];
  t.mock.method(console, 'log', (...line: unknown[]) => shown.push(line));
  t.mock.method(console, 'warn', (...line: unknown[]) => warned.push(line));
  await import(pathToFileURL(file).href);
  return { shown, warned };
}
