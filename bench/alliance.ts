/** Nodes as processes of their own with links that can be cut: for the federation bench and its process test. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { SharedItem } from '../src/model/index.ts';
import { FaultProxy } from '../src/node/federation/fault-proxy.ts';
import {
  startNetwork,
  stopNetwork,
  type TestNetwork,
} from '../src/node/federation/nats/test-servers.ts';
import { admitAll } from '../src/node/federation/test-alliance.ts';
import { freeTcpPort } from '../src/node/test-ports.ts';
import { ROOT } from '../tests/root.ts';
import type { AllianceChildOptions, NodeState, Order, Word } from './alliance-child.ts';

const CHILD = path.join(ROOT, 'dist', 'bench', 'alliance-child.js');
const LOOK_MS = 250;
/** A run that has not come so far after so long has failed: its processes are then ended, not left behind */
const PATIENCE_MS = 80_000;
const PATIENCE_A_NODE_MS = 15_000;
/** What a process may use, by the kernel's count, is told in hundredths of a second. */
const TICKS_PER_S = 100;

/** Processes that must not outlive the bench, however it ends. */
const running = new Set<() => void>();
process.once('exit', () => running.forEach((kill) => kill()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

export type TransportName = 'mtls' | 'nats';

class ChildNode {
  readonly options: AllianceChildOptions;
  /** events up to this number are acknowledged */
  acked = 0;
  state: NodeState = { up: 0, taken: {}, rssMb: 0 };
  refused = 0;
  starts = 0;
  perS = 0;
  #child: ChildProcessWithoutNullStreams | null = null;
  #onWord: ((word: Word) => void)[] = [];

  constructor(options: AllianceChildOptions) {
    this.options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** CPU used since it was started last, s */
  cpuS(): number {
    return this.pid === undefined ? 0 : cpuOf(this.pid);
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [CHILD, JSON.stringify(this.options)]);
    this.#child = child;
    this.starts++;
    child.stderr.on('data', (text: Buffer) => process.stderr.write(text));
    child.stdin.on('error', () => {});
    const end = (): boolean => child.kill('SIGKILL');
    running.add(end);
    child.once('exit', () => running.delete(end));
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${this.options.member} ended while it started`);
    });
    await Promise.race([this.#next((word) => 'ready' in word), ended]);
    ended.catch(() => {});
    this.order({ type: 'write', perS: this.perS });
  }

  order(order: Order): void {
    if (order.type === 'write') this.perS = order.perS;
    this.#child?.stdin.write(`${JSON.stringify(order)}\n`);
  }

  async look(): Promise<NodeState> {
    const answer = this.#next((word) => 'state' in word);
    this.order({ type: 'state' });
    await answer;
    return this.state;
  }

  async lags(): Promise<readonly number[]> {
    const answer = this.#next((word) => 'lags' in word);
    this.order({ type: 'lags' });
    const word = await answer;
    return 'lags' in word ? word.lags : [];
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  #hear(line: string): void {
    const word = JSON.parse(line) as Word;
    if ('acked' in word) this.acked = Math.max(this.acked, word.acked);
    if ('state' in word) this.state = word.state;
    if ('refused' in word) this.refused++;
    for (const one of this.#onWord) one(word);
  }

  #next(is: (word: Word) => boolean): Promise<Word> {
    return new Promise((resolve) => {
      const look = (word: Word): void => {
        if (!is(word)) return;
        this.#onWord = this.#onWord.filter((one) => one !== look);
        resolve(word);
      };
      this.#onWord.push(look);
    });
  }
}

export interface Missing {
  /** acknowledged by their originator and not held by an ally */
  readonly lost: number;
  readonly repeated: number;
  readonly disordered: number;
  /** events looked at: held by a node, of another */
  readonly held: number;
}

/** An alliance that runs: its nodes, and the proxies on the ways between them. */
export class Alliance {
  readonly nodes: ReadonlyMap<string, ChildNode>;
  readonly transport: TransportName;
  readonly network: TestNetwork | null;
  readonly #root: string;
  /** by the member or, for links from node to node, the two members it stands between */
  readonly #proxies: ReadonlyMap<string, FaultProxy>;
  /** over NATS: the member at whose server each is */
  readonly #hosts: ReadonlyMap<string, string>;

  constructor(parts: {
    readonly root: string;
    readonly transport: TransportName;
    readonly nodes: ReadonlyMap<string, ChildNode>;
    readonly network: TestNetwork | null;
    readonly proxies: ReadonlyMap<string, FaultProxy>;
    readonly hosts: ReadonlyMap<string, string>;
  }) {
    this.#root = parts.root;
    this.transport = parts.transport;
    this.nodes = parts.nodes;
    this.network = parts.network;
    this.#proxies = parts.proxies;
    this.#hosts = parts.hosts;
  }

  get all(): ChildNode[] {
    return [...this.nodes.values()];
  }

  /** Proxies on all ways to a member; over NATS they are those of all members at its server. */
  proxiesOf(member: string): FaultProxy[] {
    const end = this.#hosts.get(member) ?? member;
    return [...this.#proxies].flatMap(([key, proxy]) =>
      key.split(' ').includes(end) ? [proxy] : [],
    );
  }

  get proxies(): readonly FaultProxy[] {
    return [...this.#proxies.values()];
  }

  async untilUp(): Promise<void> {
    const others = this.nodes.size - 1;
    await this.#until('all links are up', ({ up }) => up === others);
  }

  /** Waits until every node has taken what was acknowledged by every other. Only as far as each process has seen. */
  async untilThere(members: readonly string[] = [...this.nodes.keys()]): Promise<void> {
    const wanted = members.map((member) => [member, this.nodes.get(member)!.acked] as const);
    const isThere = ({ taken }: NodeState, own: string): boolean =>
      wanted.every(([member, n]) => member === own || n === 0 || (taken[member] ?? 0) >= n);
    await this.#until('everything is everywhere', isThere);
  }

  async #until(what: string, is: (state: NodeState, member: string) => boolean): Promise<void> {
    const patienceMs = PATIENCE_MS + PATIENCE_A_NODE_MS * this.nodes.size;
    const deadline = performance.now() + patienceMs;
    while (!(await this.#everyNode(is))) {
      if (performance.now() > deadline) throw new Error(`not within ${patienceMs} ms: ${what}`);
      await pause(LOOK_MS);
    }
  }

  async #everyNode(is: (state: NodeState, member: string) => boolean): Promise<boolean> {
    for (const [member, node] of this.nodes) if (!is(await node.look(), member)) return false;
    return true;
  }

  async lags(): Promise<number[]> {
    const all = await Promise.all(this.all.map((node) => node.lags()));
    return all.flat().sort((a, b) => a - b);
  }

  /** CPU that the nodes, and the servers between them, have used so far, s. */
  cpuS(): number {
    const { hub, servers } = this.network ?? { hub: null, servers: new Map() };
    const pids = [...this.all, hub, ...servers.values()].map((one) => one?.pid);
    return pids.reduce((sum, pid) => sum + (pid === undefined ? 0 : cpuOf(pid)), 0);
  }

  /** Resident memory of the servers between the nodes, MiB each. */
  serverMb(): number[] {
    const { hub, servers } = this.network ?? { hub: null, servers: new Map() };
    return [hub, ...servers.values()].flatMap((one) => (one?.pid ? [rssOf(one.pid)] : []));
  }

  /** After the nodes have ended: what their disks hold against what was acknowledged. */
  async check(): Promise<Missing> {
    for (const node of this.all) await node.kill();
    const sum = { lost: 0, repeated: 0, disordered: 0, held: 0 };
    for (const member of this.nodes.keys()) {
      const numbers = heldBy(path.join(this.#root, member, 'federation.sqlite'));
      for (const [origin, node] of this.nodes) {
        if (origin === member) continue;
        const held = numbers.get(origin) ?? [];
        const different = new Set(held);
        sum.held += held.length;
        sum.repeated += held.length - different.size;
        for (let n = 1; n <= node.acked; n++) if (!different.has(n)) sum.lost++;
        sum.disordered += held.filter((n, i) => i > 0 && n < held[i - 1]!).length;
      }
    }
    return sum;
  }

  async stop(): Promise<void> {
    for (const node of this.all) await node.kill();
    for (const proxy of this.proxies) await proxy.stop();
    if (this.network !== null) await stopNetwork(this.network);
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** Numbers of events in the order in which they were taken, by originator. */
function heldBy(file: string): Map<string, number[]> {
  const db = new Database(file, { readonly: true });
  const numbers = new Map<string, number[]>();
  const rows = db
    .prepare('SELECT json FROM item WHERE json IS NOT NULL ORDER BY arrival')
    .iterate() as IterableIterator<{ json: string }>;
  for (const { json } of rows) {
    const { origin, type, body } = JSON.parse(json) as SharedItem;
    if (!type.startsWith('bench.')) continue;
    const held = numbers.get(origin) ?? [];
    numbers.set(origin, held);
    held.push(Number(body['n']));
  }
  db.close();
  return numbers;
}

/**
 * Nodes with links over one transport, a proxy on every way, all started.
 * @param natsServers over NATS: leaf nodes of the hub, among which the members are dealt out
 */
export async function startAlliance(
  transport: TransportName,
  members: readonly string[],
  natsServers = members.length,
): Promise<Alliance> {
  const root = mkdtempSync(path.join(os.tmpdir(), `tocsin-${transport}-`));
  await admitAll(root, members);
  const proxies = new Map<string, FaultProxy>();
  const before = async (port: number, key: string): Promise<number> => {
    const proxy = await new FaultProxy(port).start();
    proxies.set(key, proxy);
    return proxy.port;
  };
  const servers = members.slice(0, natsServers);
  const hosts = new Map(members.map((member, i) => [member, servers[i % servers.length]!]));
  const network = transport === 'nats' ? await startNetwork(root, servers, 'hub', before) : null;
  if (network !== null) running.add(() => killNetwork(network));
  const nodes = new Map<string, ChildNode>();
  for (const [index, member] of members.entries()) {
    const port = transport === 'mtls' ? await freeTcpPort() : 0;
    const peers: (readonly [string, string])[] = [];
    // Each dials those before it, so that a link goes through one proxy only.
    for (const other of transport === 'mtls' ? members.slice(0, index) : []) {
      const target = nodes.get(other)!.options.port;
      peers.push([other, `127.0.0.1:${await before(target, `${other} ${member}`)}`]);
    }
    const natsUrl = network?.servers.get(hosts.get(member)!)?.url ?? null;
    const dataDir = path.join(root, member);
    nodes.set(member, new ChildNode({ dataDir, member, port, peers, natsUrl }));
  }
  const alliance = new Alliance({ root, transport, nodes, network, proxies, hosts });
  try {
    await Promise.all([...nodes.values()].map((node) => node.start()));
    return alliance;
  } catch (error) {
    await alliance.stop();
    throw error;
  }
}

function killNetwork({ hub, servers }: TestNetwork): void {
  for (const server of [hub, ...servers.values()]) void server?.kill();
}

function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
  } catch {
    // It has ended, or there is no /proc.
    return 0;
  }
}

function rssOf(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
