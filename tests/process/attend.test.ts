/** A node and its helpers end together, whoever of them is told to or killed: nothing keeps running or holds a port. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../root.ts';
import { makeFolder, until } from './node-process.ts';

const folder = makeFolder();
after(() => folder.remove());

/** What npm start runs once all is installed and built, in a process group of its own. */
class Attended {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  #text = '';

  constructor(args: readonly string[]) {
    const attend = pathToFileURL(path.join(ROOT, 'scripts', 'attend.mjs')).href;
    const code = `import { attend } from ${JSON.stringify(attend)}; process.exit(await attend(process.argv.slice(1), null));`;
    const all = ['--input-type=module', '-e', code, '--', ...args];
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    this.child = spawn(process.execPath, all, { stdio: [...stdio], detached: true });
    const hear = (data: Buffer): void => void (this.#text += data.toString());
    this.child.stdout?.on('data', hear);
    this.child.stderr?.on('data', hear);
    this.ended = new Promise((resolve) => this.child.once('exit', (status) => resolve(status)));
    process.once('exit', () => this.#killAll());
  }

  get output(): string {
    return this.#text;
  }

  url(): Promise<string> {
    const find = (): string | undefined => /open (http\S+)/.exec(this.#text)?.[1];
    return until('the address', find, 120_000);
  }

  /** of the node, and of its helper when that has begun */
  pids(): number[] {
    const [node] = childrenOf(this.child.pid!);
    return node === undefined ? [] : [node, ...childrenOf(node)];
  }

  #killAll(): void {
    try {
      process.kill(-this.child.pid!, 'SIGKILL');
    } catch {
      // All are gone, as it should be.
    }
  }
}

const demo = (name: string): Attended =>
  new Attended(['node', '--demo', '--port', '0', '--data', path.join(folder.dir, name)]);

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent);
}

/** 0: there is no such process, or it waits to be buried. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? 0 : Number(parent);
  } catch {
    return 0;
  }
}

const areGone = (pids: readonly number[]): boolean => pids.every((pid) => parentOf(pid) === 0);
const linux = { skip: process.platform !== 'linux' && 'processes are looked up in /proc' };

/** A console that has gone to sleep: it is connected and never answers a goodbye. */
async function sleepyConsole(url: string): Promise<net.Socket> {
  const session = await fetch(`${url}/api/v1/session`);
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0]!;
  const { host, hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  socket.on('error', () => undefined);
  const lines = [
    'GET /api/v1/live HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Cookie: ${cookie}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  assert.match(head.toString('latin1'), /^HTTP\/1.1 101/);
  socket.resume();
  return socket;
}

test(
  'SIGTERM to the whole group stops node and allies, with a console that sleeps',
  linux,
  async (t) => {
    const night = demo('group');
    const socket = await sleepyConsole(await night.url());
    const pids = await until('the allies', () => night.pids().length === 2 && night.pids());
    const from = performance.now();
    process.kill(-night.child.pid!, 'SIGTERM');
    assert.equal(await night.ended, 0, night.output);
    t.diagnostic(`stopped in ${Math.round(performance.now() - from)} ms`);
    await until('nothing is left', () => areGone(pids));
    assert.match(night.output, /Tocsin stopped/);
    socket.destroy();
  },
);

test('a node that is killed takes its allies and who attends it with it', linux, async () => {
  const night = demo('killed');
  await night.url();
  const pids = await until('the allies', () => night.pids().length === 2 && night.pids());
  process.kill(pids[0]!, 'SIGKILL');
  assert.equal(await night.ended, 1);
  await until('nothing is left', () => areGone(pids));
});

test('a node stops cleanly when who attends it is killed', linux, async () => {
  const night = demo('orphan');
  await night.url();
  const pids = night.pids();
  night.child.kill('SIGKILL');
  await until('nothing is left', () => areGone(pids));
  await until('its last word', () => night.output.includes('Tocsin stopped'));
});
