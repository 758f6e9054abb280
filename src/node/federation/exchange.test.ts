import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Random } from '../../base/index.ts';
import { OWN_ONLY, type RallyCommand } from '../../model/index.ts';
import { memberFact } from '../../share/index.ts';
import { openLedger } from '../store/index.ts';
import type { ChildOptions, ChildState } from './exchange-child.ts';
import { PeerLinks } from './peer-links.ts';

const CHILD = path.join(path.dirname(fileURLToPath(import.meta.url)), 'exchange-child.js');

/** One node in a process of its own, which can be killed and started again. */
class Node {
  readonly options: ChildOptions;
  state: ChildState = { up: [], calls: {}, notes: 0 };
  readonly warnings: string[] = [];
  acknowledged = 0;
  /** states it has reported */
  reports = 0;
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: { is: (node: Node) => boolean; resolve: () => void }[] = [];
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
  until(is: (node: Node) => boolean): Promise<void> {
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

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Nodes that have admitted each other, not started yet. */
async function makeAlliance(root: string, members: readonly string[]): Promise<Map<string, Node>> {
  const ports = new Map<string, number>();
  const keys = new Map<string, string>();
  for (const member of members) ports.set(member, await freePort());
  const ledgers = await Promise.all(
    members.map((member) => openLedger({ dataDir: path.join(root, member), origin: member })),
  );
  for (const ledger of ledgers) keys.set(ledger.origin, ledger.publicKey);
  for (const ledger of ledgers) {
    const others = members.filter((member) => member !== ledger.origin);
    const terms = { clearance: 'secret', groups: [], caveats: [], policies: ['ALLIANCE'] } as const;
    await ledger.append(
      others.map((member) => {
        const publicKey = keys.get(member)!;
        return memberFact('member.admitted', { member, name: member, publicKey, ...terms }, 'x', 1);
      }),
    );
    await ledger.close();
  }
  return new Map(
    members.map((member) => {
      const peers = members
        .filter((other) => other !== member)
        .map((other) => [other, `127.0.0.1:${ports.get(other)}`] as const);
      const dataDir = path.join(root, member);
      return [member, new Node({ dataDir, member, port: ports.get(member)!, peers })];
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

async function withAlliance(
  members: readonly string[],
  run: (nodes: Map<string, Node>, root: string) => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-alliance-'));
  const nodes = await makeAlliance(root, members);
  try {
    await run(nodes, root);
  } finally {
    for (const node of nodes.values()) await node.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

test(
  'three processes over mutual TLS: a call reaches all, kill -9 storms lose nothing acknowledged, all see the same',
  { timeout: 180_000 },
  () =>
    withAlliance(['BGR', 'ROU', 'TUR'], async (nodes) => {
      const all = [...nodes.values()];
      const rou = nodes.get('ROU')!;
      await Promise.all(all.map((node) => node.start()));
      await Promise.all(all.map((node) => node.until(({ state }) => state.up.length === 2)));
      rou.do(openCall);
      await Promise.all(
        all.map((node) => node.until(({ state }) => Object.keys(state.calls).length === 1)),
      );
      const [call] = Object.keys(rou.state.calls);
      const random = new Random(9);
      for (let round = 0; round < 6; round++) {
        const victim = random.pick(all);
        for (let i = 0; i < 20; i++)
          for (const node of all)
            node.do({ type: 'call.note', call: call!, text: `${round} ${i}` });
        const before = victim.acknowledged;
        // Killed in the middle of its writing: as soon as some of it is acknowledged.
        await victim.until((node) => node.acknowledged > before + random.below(10));
        await victim.kill();
        await victim.start();
      }
      const enough = all.reduce((sum, node) => sum + node.acknowledged, 0) - 1;
      for (const node of all) node.do(null);
      await Promise.all(all.map((node) => node.until(({ state }) => state.notes >= enough)));
      const key = (node: Node): string => JSON.stringify(node.state.calls);
      // What one sees is compared when all have been asked again.
      while (!all.every((other) => key(other) === key(all[0]!)))
        await Promise.all(
          all.map((node) => {
            const { reports } = node;
            node.do(null);
            return node.until(() => node.reports > reports);
          }),
        );
      assert.ok(enough > 150, `${enough} acknowledged say little`);
    }),
);

test(
  'whoever shows another key than the pinned one is refused, whatever it says',
  { timeout: 60_000 },
  () =>
    withAlliance(['BGR', 'ROU'], async (nodes, root) => {
      const rou = nodes.get('ROU')!;
      await rou.start();
      const other = path.join(root, 'thief');
      await (await openLedger({ dataDir: other, origin: 'BGR' })).close();
      const heard: string[] = [];
      const thief = new PeerLinks({
        member: 'BGR',
        keyPem: readFileSync(path.join(other, 'node-key.pem'), 'utf8'),
        listen: null,
        peers: new Map([['ROU', `127.0.0.1:${rou.options.port}`]]),
        rotations: () => [],
        isKeyOf: () => true,
        onUp: () => heard.push('up'),
        onDown: () => {},
        onMessage: (_, text) => heard.push(text),
        onRefused: () => {},
      });
      await thief.start();
      await rou.until((node) =>
        node.warnings.some((one) => one.includes('not the one that is pinned')),
      );
      await thief.stop();
      assert.deepEqual(
        heard.filter((one) => one !== 'up'),
        [],
      );
      assert.deepEqual(rou.state.up, []);
      copyFileSync(path.join(root, 'BGR', 'node-key.pem'), path.join(other, 'right.pem'));
      await nodes.get('BGR')!.start();
      await rou.until(({ state }) => state.up.includes('BGR'));
    }),
);
