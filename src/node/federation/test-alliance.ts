/** For process tests and benches: nodes in processes of their own that have admitted each other. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Random } from '../../base/index.ts';
import { OWN_ONLY, type RallyCommand } from '../../model/index.ts';
import { memberFact } from '../../share/index.ts';
import { openLedger } from '../store/index.ts';
import { freeTcpPort } from '../test-ports.ts';
import type { ChildOptions, ChildState } from './exchange-child.ts';
import { startNetwork, stopNetwork, type TestNetwork } from './nats/test-servers.ts';

const CHILD = path.join(path.dirname(fileURLToPath(import.meta.url)), 'exchange-child.js');

/** One node in a process of its own, which can be killed and started again. */
export class TestNode {
  readonly options: ChildOptions;
  state: ChildState = { up: [], calls: {}, notes: 0 };
  readonly warnings: string[] = [];
  acknowledged = 0;
  /** states it has reported */
  reports = 0;
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: { is: (node: TestNode) => boolean; resolve: () => void }[] = [];
  #commands = 0;

  constructor(options: ChildOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [CHILD, JSON.stringify(this.options)]);
    this.#child = child;
    child.stderr.pipe(process.stderr);
    child.stdin.on('error', () => {});
    let isReady = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Record<string, unknown>;
      if (said['ready'] === true) isReady = true;
      if (typeof said['done'] === 'number') this.acknowledged++;
      if (typeof said['warn'] === 'string') this.warnings.push(said['warn']);
      if (said['state'] !== undefined) {
        this.reports++;
        this.state = said['state'] as ChildState;
      }
      this.#waiting = this.#waiting.filter(({ is, resolve }) => {
        if (!is(this)) return true;
        resolve();
        return false;
      });
    });
    await this.until(() => isReady);
  }

  do(command: RallyCommand | null): void {
    this.#child?.stdin.write(`${JSON.stringify({ id: ++this.#commands, command })}\n`);
  }

  /** Waits until what the node has said fits. */
  until(is: (node: TestNode) => boolean): Promise<void> {
    if (is(this)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ is, resolve }));
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

/** Folders root/MEMBER with key and ledger; all have admitted all. */
export async function admitAll(root: string, members: readonly string[]): Promise<void> {
  const ledgers = await Promise.all(
    members.map((member) => openLedger({ dataDir: path.join(root, member), origin: member })),
  );
  const terms = { clearance: 'secret', groups: [], caveats: [], policies: ['ALLIANCE'] } as const;
  for (const ledger of ledgers) {
    const others = ledgers.filter(({ origin }) => origin !== ledger.origin);
    await ledger.append(
      others.map(({ origin: member, publicKey }) =>
        memberFact('member.admitted', { member, name: member, publicKey, ...terms }, 'x', 1),
      ),
    );
  }
  for (const ledger of ledgers) await ledger.close();
}

/** Nodes that have admitted each other, not started yet. */
async function makeAlliance(
  root: string,
  members: readonly string[],
  nats?: (member: string) => NonNullable<ChildOptions['nats']>,
): Promise<Map<string, TestNode>> {
  await admitAll(root, members);
  const ports = new Map<string, number>();
  for (const member of members) ports.set(member, await freeTcpPort());
  return new Map(
    members.map((member) => {
      const peers = members
        .filter((other) => other !== member)
        .map((other) => [other, `127.0.0.1:${ports.get(other)}`] as const);
      const dataDir = path.join(root, member);
      return [
        member,
        new TestNode({
          dataDir,
          member,
          port: ports.get(member)!,
          peers,
          ...(nats === undefined ? {} : { nats: nats(member) }),
        }),
      ];
    }),
  );
}

const openCall: RallyCommand = {
  type: 'call.open',
  title: 'Drones over the delta',
  pattern: 'help',
  text: '',
  place: '',
  needs: [],
  members: [],
  incidentIds: [],
  label: { ...OWN_ONLY, releasableTo: ['*'] },
};

/** Calls are opened and noted on while nodes are killed at random; gives how many notes at least must be everywhere. */
export async function storm(
  all: readonly TestNode[],
  call: string,
  seed: number,
  rounds: number,
): Promise<number> {
  const random = new Random(seed);
  for (let round = 0; round < rounds; round++) {
    const victim = random.pick(all);
    for (let i = 0; i < 20; i++)
      for (const node of all) node.do({ type: 'call.note', call, text: `${round} ${i}` });
    const before = victim.acknowledged;
    // Killed in the middle of its writing: as soon as some of it is acknowledged.
    await victim.until((node) => node.acknowledged > before + random.below(10));
    await victim.kill();
    await victim.start();
  }
  return all.reduce((sum, node) => sum + node.acknowledged, 0) - 1;
}

/** All links are up and a call opened by the first node is everywhere; gives its id. */
export async function openEverywhere(all: readonly TestNode[]): Promise<string> {
  await Promise.all(all.map((node) => node.start()));
  await Promise.all(
    all.map((node) => node.until(({ state }) => state.up.length === all.length - 1)),
  );
  all[0]!.do(openCall);
  const isThere = ({ state }: TestNode): boolean => Object.keys(state.calls).length === 1;
  await Promise.all(all.map((node) => node.until(isThere)));
  return Object.keys(all[0]!.state.calls)[0]!;
}

/** Waits until every node holds so many notes and all see the calls alike. */
export async function untilSame(all: readonly TestNode[], notes: number): Promise<void> {
  for (const node of all) node.do(null);
  await Promise.all(all.map((node) => node.until(({ state }) => state.notes >= notes)));
  const key = (node: TestNode): string => JSON.stringify(node.state.calls);
  // What one sees is compared when all have been asked again.
  while (!all.every((other) => key(other) === key(all[0]!)))
    await Promise.all(
      all.map((node) => {
        const { reports } = node;
        node.do(null);
        return node.until(() => node.reports > reports);
      }),
    );
}

export interface NatsAllianceOptions {
  /** see startNetwork */
  readonly viaHub?: (leafPort: number, member: string) => Promise<number>;
  /** octets of each member's stream */
  readonly maxOctets?: number;
}

/** The same with links over NATS; the servers end with the nodes. */
export async function withNatsAlliance(
  members: readonly string[],
  kind: 'hub' | 'mesh',
  run: (nodes: Map<string, TestNode>, network: TestNetwork) => Promise<void>,
  { viaHub, maxOctets = 16 * 1024 * 1024 }: NatsAllianceOptions = {},
): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-nats-'));
  const network = await startNetwork(root, members, kind, viaHub);
  const urlOf = (member: string): string => network.servers.get(member)!.url;
  const nats = (member: string): NonNullable<ChildOptions['nats']> => {
    const others = kind === 'hub' ? [] : members.filter((other) => other !== member);
    const servers = others.map((other) => [other, urlOf(other)] as const);
    return { url: urlOf(member), servers, maxOctets };
  };
  try {
    await withAlliance(members, (nodes) => run(nodes, network), nats);
  } finally {
    await stopNetwork(network);
    rmSync(root, { recursive: true, force: true });
  }
}

export async function withAlliance(
  members: readonly string[],
  run: (nodes: Map<string, TestNode>, root: string) => Promise<void>,
  nats?: (member: string) => NonNullable<ChildOptions['nats']>,
): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-alliance-'));
  const nodes = await makeAlliance(root, members, nats);
  try {
    await run(nodes, root);
  } finally {
    for (const node of nodes.values()) await node.kill();
    rmSync(root, { recursive: true, force: true });
  }
}
