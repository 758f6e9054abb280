/** Starting and stopping: plain sentences and the documented exit codes. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { freePort, makeFolder, NodeProcess, runTocsin } from './node-process.ts';

const folder = makeFolder();
after(() => folder.remove());
const quiet = { log: { level: 'fatal' } };

function sub(name: string, config: object | string): string {
  const dir = path.join(folder.dir, name);
  mkdirSync(dir);
  const text = typeof config === 'string' ? config : JSON.stringify(config, null, 1);
  writeFileSync(path.join(dir, 'tocsin.yaml'), text);
  return dir;
}

const startIn = (dir: string, ...args: string[]) =>
  runTocsin(['node', '--config', 'tocsin.yaml', ...args], dir);

const noBug = (text: string): void => assert.doesNotMatch(text, /bug in Tocsin|^\s+at /m);

// How long it takes is told, not asserted: the bound (3 s) is for a machine that does nothing else.
test('Ctrl-C stops a node cleanly, exit code 0, all on disk', async (t) => {
  const dir = sub('stop', '');
  const port = await freePort('udp');
  const config = {
    http: { port: 0 },
    ...quiet,
    feeds: [{ id: 'a', format: 'ais', udp: { port } }],
  };
  const node = await NodeProcess.start(dir, { config });
  const socket = await node.live({});
  const ended = await node.end('SIGINT');
  socket.terminate();
  assert.equal(ended.code, 0);
  t.diagnostic(`stopped in ${Math.round(ended.tookMs)} ms`);
  assert.match(node.output, /Tocsin stopped/);
});

test('a second Ctrl-C or SIGTERM does not harm the stop', async () => {
  const dir = sub('twice', '');
  const node = await NodeProcess.start(dir, { config: { http: { port: 0 }, ...quiet } });
  node.child.kill('SIGTERM');
  const ended = await node.end('SIGTERM');
  assert.ok(ended.code === 0 || ended.signal === 'SIGTERM', JSON.stringify(ended));
});

test('a taken port is said with what to do, exit code 69', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const { code, text } = await startIn(sub('port', { http: { port }, ...quiet }));
  server.close();
  assert.equal(code, 69);
  assert.match(text, new RegExp(`Port ${port} is taken.*--port`));
  noBug(text);
});

test('a data folder that cannot be written is said, exit code 69', async () => {
  const dir = sub('rights', { data: 'kept', http: { port: 0 }, ...quiet });
  // Root may write anywhere: a file in the folder's place refuses everybody.
  if (process.getuid?.() === 0) writeFileSync(path.join(dir, 'kept'), '');
  else {
    mkdirSync(path.join(dir, 'kept'));
    chmodSync(path.join(dir, 'kept'), 0o500);
  }
  const { code, text } = await startIn(dir);
  assert.equal(code, 69);
  assert.match(text, /kept/);
  noBug(text);
});

test('a second node on one data folder is refused, exit code 69, and the first goes on', async () => {
  const dir = sub('two', '');
  const node = await NodeProcess.start(dir, { config: { http: { port: 0 }, ...quiet } });
  const { code, text } = await startIn(dir, '--port', '0');
  assert.equal(code, 69);
  assert.match(text, /another|Another/);
  noBug(text);
  assert.equal((await node.api('GET', '//healthz')).status, 200);
  await node.end('SIGINT');
});

test('a lost key is said and nothing is replaced, exit code 69', async () => {
  const dir = sub('key', '');
  const config = { data: 'kept', http: { port: 0 }, ...quiet };
  const node = await NodeProcess.start(dir, { config });
  const body = { title: 'Case', alertIds: [], trackNumbers: [] };
  assert.equal((await node.api('POST', '/incidents', body)).status, 200);
  await node.end('SIGINT');
  rmSync(path.join(dir, 'kept', 'node-key.pem'));
  const { code, text } = await startIn(dir);
  assert.equal(code, 69);
  assert.match(text, /key of this node is lost.*backup/);
  noBug(text);
});

test('a wrong configuration names the line and starts nothing, exit code 78', async () => {
  const dir = sub('config', 'node:\n  name: A\nfeeds:\n  - id: a\n    format: radar\n');
  const { code, text } = await startIn(dir);
  assert.equal(code, 78);
  assert.match(text, /tocsin\.yaml:5/);
  assert.match(text, /asterix/);
  noBug(text);
});

test('a wrong command line is exit code 2, a configuration that is not there 78', async () => {
  const dir = sub('usage', '');
  assert.equal((await runTocsin(['node', '--nonsense'], dir)).code, 2);
  assert.equal((await runTocsin(['node', '--port', '99999'], dir)).code, 2);
  assert.equal((await runTocsin(['nonsense'], dir)).code, 2);
  const { code, text } = await runTocsin(['node', '--config', 'absent.yaml'], dir);
  assert.equal(code, 78);
  assert.match(text, /absent\.yaml is not there.*tocsin init/);
});
