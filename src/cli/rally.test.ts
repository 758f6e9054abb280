import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { encodeEdxl } from '../wire/edxl-rm/index.ts';
import { EXIT } from './exit-code.ts';
import { run } from './rally.ts';

const REQUEST = encodeEdxl({
  MessageID: 'm1',
  SentDateTime: '2026-11-24T02:30:00Z',
  MessageContentType: 'RequestResource',
  OriginatingMessageID: 'm1',
  ContactInformation: [{ ContactDescription: 'EOC' }],
  ResourceInformation: [{ ResourceInfoElementID: 'n1', Resource: { Name: 'pump' } }],
});

async function rally(
  t: TestContext,
  args: (folder: string) => string[],
): Promise<{ code: number; out: string[]; err: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tocsin-rally-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  assert.ok(REQUEST.ok);
  writeFileSync(path.join(folder, 'request.xml'), REQUEST.value);
  writeFileSync(path.join(folder, 'call.json'), '{"id":1}');
  const log = t.mock.method(console, 'log', () => undefined);
  const error = t.mock.method(console, 'error', () => undefined);
  const code = await run(args(folder));
  const said = (one: typeof log): string[] =>
    one.mock.calls.map((call) => String(call.arguments[0]));
  const [out, err] = [said(log), said(error)];
  log.mock.restore();
  error.mock.restore();
  return { code, out, err };
}

test('a request becomes one draft a line; what was taken for granted is said, exit code 1', async (t) => {
  const { code, out, err } = await rally(t, (dir) => ['drafts', path.join(dir, 'request.xml')]);
  assert.equal(code, EXIT.findings);
  const command = JSON.parse(out[0]!) as { type: string; needs: { capability: string }[] };
  assert.deepEqual([command.type, command.needs[0]!.capability], ['call.open', 'pump']);
  assert.ok(err.some((line) => line.includes('released to nobody')));
});

test('no file, an unknown file and calls that are none have their exit codes', async (t) => {
  assert.equal((await rally(t, () => ['drafts'])).code, EXIT.usage);
  assert.equal((await rally(t, (dir) => ['drafts', path.join(dir, 'no')])).code, EXIT.noInput);
  const wrong = (dir: string): string[] => [
    'drafts',
    path.join(dir, 'request.xml'),
    '--calls',
    path.join(dir, 'call.json'),
  ];
  assert.equal((await rally(t, wrong)).code, EXIT.usage);
});
