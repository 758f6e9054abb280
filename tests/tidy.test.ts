/** The house rules of CONTRIBUTING.md that a machine can check: who imports whom, doors, cycles, banned words. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from './root.ts';

/** What each folder may import. '*' = any but the ones after it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  base: [],
  model: ['base'],
  wire: ['base'],
  track: ['base', 'model'],
  judge: ['base', 'model'],
  respond: ['base', 'model'],
  plan: ['base', 'model'],
  sense: ['base', 'model', 'wire'],
  share: ['base', 'model', 'wire'],
  sim: ['base', 'model', 'wire', 'sense', 'track', 'judge', 'share', 'respond', 'plan'],
  node: ['base', 'model', 'wire', 'sense', 'track', 'judge', 'share', 'respond', 'plan', 'sim'],
  console: ['base', 'model', 'judge', 'plan'],
  cli: [
    'base',
    'model',
    'wire',
    'sense',
    'track',
    'judge',
    'share',
    'respond',
    'plan',
    'sim',
    'node',
  ],
};
const CORE = [
  'base',
  'model',
  'wire',
  'sense',
  'track',
  'judge',
  'share',
  'respond',
  'plan',
  'sim',
];
const BANNED_IN_CORE: readonly [RegExp, string][] = [
  [/\bDate\.now\b/, 'Date.now (time is an argument)'],
  [/\bnew Date\(\s*\)/, 'new Date() (time is an argument)'],
  [/\bMath\.random\b/, 'Math.random (chance is an argument)'],
];

interface SourceFile {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function listSources(folder: string): string[] {
  const found: string[] = [];
  for (const name of readdirSync(folder)) {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) found.push(...listSources(full));
    else if (/\.tsx?$/.test(name)) found.push(full);
  }
  return found;
}

const src = path.join(ROOT, 'src');
const sources: SourceFile[] = listSources(src).map((full) => {
  const file = path.relative(src, full).split(path.sep).join('/');
  const text = readFileSync(full, 'utf8');
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map((match) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(file), match[1]!)),
  );
  return { file, folder: file.split('/')[0]!, text, imports };
});
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
const code = sources.filter((source) => !isTest(source.file));

/** wire/x counts as a folder of its own; everything else is its top folder. */
function room(file: string): string {
  const parts = file.split('/');
  return parts[0] === 'wire' && parts.length > 2 ? `wire/${parts[1]}` : parts[0]!;
}

test('every import goes where the import table allows', () => {
  const wrong: string[] = [];
  for (const { file, folder, imports } of code) {
    for (const target of imports) {
      const to = target.split('/')[0]!;
      if (to === '..') continue;
      if (room(file) === room(target)) continue;
      const same = folder === to;
      // what the XML document formats share
      if (room(target) === 'wire/xml') continue;
      if (same && folder === 'wire')
        wrong.push(`${file} imports ${target}: a format knows only itself`);
      else if (!same && !MAY_IMPORT[folder]?.includes(to)) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('another folder is entered through its door, index.ts', () => {
  const wrong: string[] = [];
  for (const { file, imports } of code) {
    for (const target of imports) {
      if (target.startsWith('..') || room(file) === room(target)) continue;
      if (target.startsWith('console/') || file.startsWith('cli/') || target.startsWith('node/'))
        continue;
      if (path.posix.basename(target) !== 'index.ts') wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('a door is a list of names', () => {
  const wrong = code.filter(
    (source) => source.file.endsWith('index.ts') && /export \*/.test(source.text),
  );
  assert.deepEqual(
    wrong.map((source) => source.file),
    [],
  );
});

test('relative imports end in .ts', () => {
  const wrong = sources.flatMap(({ file, imports }) =>
    imports
      .filter((target) => !/\.(tsx?|css|json|js)$/.test(target))
      .map((target) => `${file}: ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('there are no import cycles', () => {
  const graph = new Map(code.map((source) => [source.file, source.imports]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    const typeOnly = /import type|import\('/;
    const text = sources.find((source) => source.file === file)?.text ?? '';
    for (const next of graph.get(file) ?? []) {
      const base = path.posix.basename(next).replace(/[.]/g, '\\.');
      const line = text.split('\n').find((l) => new RegExp(`${base}'`).test(l)) ?? '';
      if (!typeOnly.test(line)) visit(next, [...trail, file]);
    }
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  assert.deepEqual(cycles, []);
});

test('the core takes time and chance as arguments', () => {
  const wrong: string[] = [];
  for (const { file, folder, text } of code) {
    if (!CORE.includes(folder)) continue;
    for (const [pattern, name] of BANNED_IN_CORE)
      if (pattern.test(text)) wrong.push(`${file}: ${name}`);
  }
  assert.deepEqual(wrong, []);
});

test('no any, and every TODO carries an issue number', () => {
  const wrong: string[] = [];
  for (const { file, text } of sources) {
    text.split('\n').forEach((line, index) => {
      if (/:\s*any\b|\bas any\b|<any>/.test(line)) wrong.push(`${file}:${index + 1} any`);
      if (/\b(TODO|FIXME|XXX)\b/.test(line) && !/#\d+/.test(line))
        wrong.push(`${file}:${index + 1} TODO`);
    });
  }
  assert.deepEqual(wrong, []);
});

test('hot files open with their budget and are listed in ARCHITECTURE.md', () => {
  const architecture = readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const hot = code.filter((source) => /^\/\/ Hot path:/.test(source.text));
  const missing = hot.filter((source) => !architecture.includes(`src/${source.file}`));
  assert.deepEqual(
    missing.map((source) => source.file),
    [],
  );
});
