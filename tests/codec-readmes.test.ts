/** Each codec stands on its own: exported under its name, with a README whose example runs as it is printed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { runReadmeExample } from './readme-example.ts';
import { ROOT } from './root.ts';

const wire = path.join(ROOT, 'src/wire');
const codecs = readdirSync(wire, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(path.join(wire, entry.name, 'README.md')))
  .map((entry) => entry.name);

for (const name of codecs) {
  test(`tocsin/${name}: the example of its README runs and shows something`, async (t) => {
    const { shown, warned } = await runReadmeExample(t, name);
    assert.ok(shown.length > 0, 'it prints');
    assert.deepEqual(warned, [], 'nothing in it is wrong');
  });
}

test('the codecs that are exported are those with a README', () => {
  const { exports } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>;
  };
  const exported = Object.keys(exports).map((key) => key.replace('./', ''));
  assert.deepEqual(
    codecs.filter((name) => !exported.includes(name)),
    [],
  );
  assert.deepEqual(
    exported.filter((name) => existsSync(path.join(wire, name)) && !codecs.includes(name)),
    [],
  );
});

test('what npm packs holds every export, the command and the READMEs, and no test', () => {
  const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(out) as [{ readonly files: readonly { readonly path: string }[] }];
  const packed = new Set(files.map((file) => file.path));
  const { exports, bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly bin: Readonly<Record<string, string>>;
  };
  const due = [
    ...Object.values(exports).flatMap((one) => Object.values(one)),
    ...Object.values(bin),
  ]
    .map((file) => file.replace('./', ''))
    .concat(
      codecs.map((name) => `src/wire/${name}/README.md`),
      'LICENSE',
      'NOTICE',
    );
  assert.deepEqual(
    due.filter((file) => !packed.has(file)),
    [],
  );
  assert.deepEqual(
    [...packed].filter((file) => file.includes('.test.')),
    [],
  );
});
