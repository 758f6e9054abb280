// Runs the built tests with node --test and ends with one line: N passed, N failed, N skipped.
// usage: node scripts/run-tests.mjs [--only PART] ...   PART is part of a path, for example conformance or wire/ais
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const only = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));

function findTests(folder) {
  const found = [];
  for (const name of readdirSync(folder).sort()) {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) found.push(...findTests(full));
    else if (name.endsWith('.test.js')) found.push(full);
  }
  return found;
}

const built = path.join(root, 'dist');
let files = [...findTests(path.join(built, 'src')), ...findTests(path.join(built, 'tests'))];
// A test whose source was removed or renamed must not live on in dist.
const source = (file) => path.join(root, path.relative(built, file).replace(/\.js$/, ''));
const exists = (file) =>
  [`${source(file)}.ts`, `${source(file)}.tsx`].some((f) => statSync(f, { throwIfNoEntry: false }));
files = files.filter(exists);
if (only.length > 0) files = files.filter((file) => only.some((part) => file.includes(part)));

const SUMMARY = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /;
const count = { passed: 0, failed: 0, skipped: 0 };
const skips = new Map();
const failures = [];
const secondsByFile = new Map();
// Browsers and whole nodes one at a time and after the rest: two of them do not fit this size of machine.
const heavy = ['e2e', 'process'].map((name) => `${path.sep}${name}${path.sep}`);
const late = files.filter((file) => heavy.some((part) => file.includes(part)));
const early = files.filter((file) => !late.includes(file));

async function runFiles(list, concurrency) {
  if (list.length === 0) return;
  const stream = run({ files: list, concurrency, timeout: 600_000 });
  for await (const event of stream) {
    const data = event.data;
    if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      if (process.env.TOCSIN_TEST_OUTPUT) process.stdout.write(data.message);
    }
    // What tests report beside passing (figures of the demo hour): when only some are run.
    if (event.type === 'test:diagnostic' && only.length > 0 && !SUMMARY.test(data.message))
      console.log(data.message);
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const isFile = data.nesting === 0 && data.name.endsWith('.test.js');
    const isSuite = data.details?.type === 'suite';
    if (data.nesting === 0 && !isFile) {
      const file = path.relative(built, data.file ?? '');
      const seconds = (data.details?.duration_ms ?? 0) / 1000;
      secondsByFile.set(file, (secondsByFile.get(file) ?? 0) + seconds);
    }
    if (event.type === 'test:fail') {
      if (isSuite && data.details.error?.failureType === 'subtestsFailed') continue;
      if (isFile && data.details.error?.failureType === 'subtestsFailed') continue;
      count.failed++;
      failures.push(data);
      const cause = data.details.error?.cause ?? data.details.error;
      console.log(`FAIL ${path.relative(root, data.file ?? '')} › ${data.name}`);
      console.log(
        String(cause?.stack ?? cause)
          .split('\n')
          .slice(0, 12)
          .join('\n')
          .replace(/^/gm, '     '),
      );
    } else if (data.skip !== undefined) {
      count.skipped++;
      const why = typeof data.skip === 'string' && data.skip ? data.skip : 'no reason given';
      skips.set(why, (skips.get(why) ?? 0) + 1);
    } else if (!isFile && !isSuite) {
      count.passed++;
    }
  }
}

await runFiles(early, 2);
await runFiles(late, 1);
// TOCSIN_TEST_TIMES=1: where the minutes go.
if (process.env.TOCSIN_TEST_TIMES) {
  const slowest = [...secondsByFile].sort((a, b) => b[1] - a[1]).slice(0, 25);
  for (const [file, seconds] of slowest)
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
}
for (const [why, times] of skips) console.log(`skipped ${times}: ${why}`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0);
