/** A node as a process of its own, as an operator starts it: for the process tests and the benches. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { ServerMessage } from '../../src/model/index.ts';
import { freeTcpPort } from '../../src/node/test-ports.ts';
import { ROOT } from '../root.ts';

type Json = Readonly<Record<string, unknown>> | string;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly tookMs: number;
}

export interface StartOptions {
  /** written as tocsin.yaml (JSON is YAML); null: no --config */
  readonly config: object | string | null;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** arguments for Node itself, for example --cpu-prof */
  readonly execArgs?: readonly string[];
  /** a program and its arguments that run the node, for example a shell that sets a limit first */
  readonly under?: readonly string[];
}

const START_MS = 120_000;
const BIN = path.join(ROOT, 'bin', 'tocsin');
/** Flags for Node in the first line of bin/tocsin: a shell gives them. */
const FLAGS = readFileSync(BIN, 'utf8').split('\n', 1)[0]!.match(/--\S+/g) ?? [];
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A folder for a test's node; removed by `remove`. */
export function makeFolder(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-process-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Runs the command line to its end. */
export async function runTocsin(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended & { readonly text: string }> {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  child.stderr.on('data', (data: Buffer) => (text += data.toString()));
  return { ...(await ended(child, performance.now())), text };
}

function ended(child: ChildProcess, since: number): Promise<Ended> {
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, tookMs: performance.now() - since });
    }),
  );
}

export class NodeProcess {
  readonly dir: string;
  readonly child: ChildProcess;
  readonly url: string;
  readonly #output: { text: string };
  readonly #ended: Promise<Ended>;
  #cookie: string;

  private constructor(
    dir: string,
    child: ChildProcess,
    url: string,
    output: { text: string },
    end: Promise<Ended>,
  ) {
    this.dir = dir;
    this.child = child;
    this.url = url;
    this.#output = output;
    this.#ended = end;
    this.#cookie = '';
  }

  /** Starts a node in `dir` and logs in; `password` is needed when the folder was used before. */
  static async start(dir: string, options: StartOptions, password?: string): Promise<NodeProcess> {
    const file = path.join(dir, 'tocsin.yaml');
    const { config } = options;
    if (config !== null)
      writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config, null, 1));
    const args = ['node', ...(config === null ? [] : ['--config', file]), ...(options.args ?? [])];
    const command = [process.execPath, ...FLAGS, ...(options.execArgs ?? []), BIN];
    const [program, ...rest] = [...(options.under ?? []), ...command, ...args];
    const child = spawn(program!, rest, {
      cwd: dir,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const output = { text: '' };
    const end = ended(child, performance.now());
    const url = await untilOpen(child, output);
    const node = new NodeProcess(dir, child, url, output, end);
    const first = /password (\S+) \(shown/.exec(output.text)?.[1];
    if (first !== undefined) writeFileSync(path.join(dir, 'first-password'), first);
    const known = first ?? password;
    if (known !== undefined) await node.logIn(known);
    return node;
  }

  get output(): string {
    return this.#output.text;
  }

  async logIn(password: string): Promise<void> {
    const body = JSON.stringify({ name: 'admin', password });
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${this.url}/api/v1/session`, { method: 'POST', headers, body });
    if (!reply.ok) throw new Error(`log-in failed: ${reply.status} ${await reply.text()}`);
    this.#cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0]!;
  }

  /** A request to the API (`/api/v1` is put before), with its status and JSON (text for the rest). */
  async api(
    method: string,
    route: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: Json }> {
    const reply = await fetch(
      `${this.url}${route.startsWith('//') ? route.slice(1) : `/api/v1${route}`}`,
      {
        method,
        headers: {
          cookie: this.#cookie,
          ...(body === undefined ? {} : { 'content-type': contentType(body) }),
        },
        ...(body === undefined ? {} : { body: isBytes(body) ? body : JSON.stringify(body) }),
      },
    );
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: reply.status, body: isJson ? (JSON.parse(text) as Json) : text };
  }

  get<T>(route: string): Promise<T> {
    return this.api('GET', route).then(({ status, body }) => {
      if (status !== 200) throw new Error(`${route}: ${status} ${JSON.stringify(body)}`);
      return body as T;
    });
  }

  /** The live socket; resolves when it is open. */
  async live(hear: {
    readonly text?: (message: ServerMessage) => void;
    readonly frame?: (bytes: Uint8Array) => void;
  }): Promise<WebSocket> {
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/api/v1/live`, {
      headers: { cookie: this.#cookie },
      perMessageDeflate: false,
    });
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) hear.frame?.(data);
      else hear.text?.(JSON.parse(data.toString('utf8')) as ServerMessage);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return socket;
  }

  /** Sends a signal and waits for the end; the time is that from the signal. */
  async end(signal: NodeJS.Signals): Promise<Ended> {
    const since = performance.now();
    this.child.kill(signal);
    const { code, signal: by } = await this.#ended;
    return { code, signal: by, tookMs: performance.now() - since };
  }
}

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array;
const contentType = (body: unknown): string =>
  isBytes(body) ? 'application/octet-stream' : 'application/json';

function untilOpen(child: ChildProcess, output: { text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the node did not start: ${output.text}`));
    }, START_MS);
    const hear = (data: Buffer): void => {
      output.text += data.toString();
      const url = /open (https?:\/\/\S+)/.exec(output.text)?.[1];
      if (url === undefined || !output.text.includes('Ctrl-C stops it.\n')) return;
      clearTimeout(late);
      setImmediate(() => resolve(url));
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', (code) => {
      clearTimeout(late);
      reject(new Error(`the node ended with ${code}: ${output.text}`));
    });
  });
}

/** Asks until the answer is good; the deadline is a test's failure, not a pause. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port that nothing uses now. */
export function freePort(kind: 'tcp' | 'udp'): Promise<number> {
  if (kind === 'tcp') return freeTcpPort();
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
