/** For tests and benches: nats-server processes with configurations, ports and folders of their own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freeTcpPort } from '../../test-ports.ts';

/** Reason to skip a test; undefined when the server is installed. */
export function missingNatsServer(): string | undefined {
  const found = spawnSync('nats-server', ['--version']).status === 0;
  return found ? undefined : 'nats-server (Debian package nats-server) is not installed';
}

export interface TestServerOptions {
  /** holds its configuration and its store */
  readonly folder: string;
  readonly name: string;
  readonly port: number;
  /** where leaf nodes connect to it; null: none may */
  readonly leafPort: number | null;
  /** JetStream domain; null: no JetStream, it passes messages on */
  readonly domain: string | null;
  /** leaf port of the hub; null: it is nobody's leaf */
  readonly hubPort: number | null;
  /** of a hub: who may come to it, each behind the fences of docs/operating/nats.md; without it everybody may all */
  readonly fenced?: readonly string[];
}

export class TestServer {
  readonly options: TestServerOptions;
  #child: ChildProcess | null = null;

  constructor(options: TestServerOptions) {
    this.options = options;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.options.port}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when clients can connect. */
  async start(): Promise<void> {
    const { folder, port } = this.options;
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'nats.conf');
    writeFileSync(file, configurationOf(this.options));
    const child = spawn('nats-server', ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    let said = '';
    child.stderr.setEncoding('utf8');
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`nats-server on port ${port} ended: ${said}`)));
      child.stderr.on('data', (text: string) => {
        // Read on after that, or the pipe fills.
        said = (said + text).slice(-4_000);
        if (said.includes('Server is ready')) resolve();
      });
    });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }
}

function configurationOf(options: TestServerOptions): string {
  const { folder, name, port, leafPort, domain, hubPort, fenced } = options;
  const leaf = [
    ...(leafPort === null ? [] : [`host: 127.0.0.1`, `port: ${leafPort}`]),
    ...(hubPort === null
      ? []
      : [`remotes: [{ url: "nats://${name}:secret@127.0.0.1:${hubPort}" }]`]),
    ...(hubPort === null ? [] : ['reconnect: 1']),
  ];
  return [
    `server_name: ${name}`,
    'host: 127.0.0.1',
    `port: ${port}`,
    ...(domain === null
      ? []
      : [`jetstream { store_dir: ${JSON.stringify(folder)}, domain: ${domain} }`]),
    ...(leaf.length === 0 ? [] : [`leafnodes { ${leaf.join(', ')} }`]),
    ...(fenced === undefined
      ? []
      : [`authorization { users: [ ${fenced.map(fencesOf).join()} ] }`]),
    '',
  ].join('\n');
}

/**
 * What a hub lets a member's leaf node do: as in docs/operating/nats.md. nats-server 2.9 tells a leaf node only of subjects
 * that it may write to as a whole: `tocsin.fed.*.ROU` would hide `tocsin.fed.BGR.*` from it.
 */
function fencesOf(member: string): string {
  const publish = ['tocsin.fed.>', 'tocsin.here.>', '_INBOX.>'];
  const subscribe = [
    `tocsin.fed.${member}.*`,
    'tocsin.here.*',
    `tocsin.here.*.${member}`,
    `_INBOX.${member}.>`,
  ];
  const permissions = `publish: ${JSON.stringify(publish)}, subscribe: ${JSON.stringify(subscribe)}`;
  return `{ user: ${member}, password: secret, permissions: { ${permissions} } }`;
}

/** A server for each member; all are leaf nodes of one hub, or (hub null) strangers to each other. */
export interface TestNetwork {
  readonly hub: TestServer | null;
  readonly servers: ReadonlyMap<string, TestServer>;
}

/** @param viaHub where each member's leaf connects instead of the hub's leaf port: a proxy in between */
export async function startNetwork(
  root: string,
  members: readonly string[],
  kind: 'hub' | 'mesh',
  viaHub: (leafPort: number, member: string) => Promise<number> = (port) => Promise.resolve(port),
  isFenced = false,
): Promise<TestNetwork> {
  const leafPort = kind === 'hub' ? await freeTcpPort() : null;
  const hub =
    leafPort === null
      ? null
      : new TestServer({
          folder: path.join(root, 'hub'),
          name: 'hub',
          port: await freeTcpPort(),
          leafPort,
          domain: null,
          hubPort: null,
          ...(isFenced ? { fenced: members } : {}),
        });
  await hub?.start();
  const servers = new Map<string, TestServer>();
  for (const member of members) {
    const server = new TestServer({
      folder: path.join(root, `nats-${member}`),
      name: member,
      port: await freeTcpPort(),
      leafPort: null,
      domain: member,
      hubPort: leafPort === null ? null : await viaHub(leafPort, member),
    });
    servers.set(member, server);
    await server.start();
  }
  return { hub, servers };
}

export async function stopNetwork({ hub, servers }: TestNetwork): Promise<void> {
  for (const server of [...servers.values(), ...(hub === null ? [] : [hub])]) await server.kill();
}
