import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { SourceConfig } from '../../model/index.ts';
import { isLoopbackHost, type NodeConfig } from '../config/index.ts';
import { inspectServer } from '../store/index.ts';

/** One thing looked at. `advice` is empty when it is in order. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly advice: string;
}

const ok = (name: string, found: string): Check => ({ name, state: 'ok', found, advice: '' });
const warn = (name: string, found: string, advice: string): Check => ({
  name,
  state: 'warn',
  found,
  advice,
});
const bad = (name: string, found: string, advice: string): Check => ({
  name,
  state: 'fail',
  found,
  advice,
});

/** Everything `tocsin doctor` looks at. Touches nothing: ports are tried and let go. */
export async function runChecks(config: NodeConfig): Promise<Check[]> {
  const checks = [
    checkNode(),
    checkDisk(config.dataDir),
    checkDataDir(config.dataDir),
    checkReceiveBuffer(),
  ];
  checks.push(await checkClock());
  checks.push(await checkTcpPort('console port', config.http.host, config.http.port));
  const listen = config.federation?.listen ?? null;
  if (listen !== null) checks.push(await checkTcpPort('port for allies', listen.host, listen.port));
  checks.push(checkBind(config));
  checks.push(checkStore(config));
  for (const feed of config.feeds) checks.push(await checkFeed(feed));
  for (const file of config.zoneFiles) checks.push(checkFile(`zone file`, file));
  if (config.feeds.length === 0) {
    checks.push(
      warn('feeds', 'none configured', "add feeds to tocsin.yaml, or run 'tocsin node --demo'"),
    );
  }
  return checks;
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return fits
    ? ok('Node', process.version)
    : bad('Node', process.version, 'install Node 20.19 or newer');
}

function checkDisk(folder: string): Check {
  const there = nearestFolder(folder);
  const stats = statfsSync(there);
  const freeMb = Math.round((stats.bavail * stats.bsize) / 1e6);
  const found = `${freeMb.toLocaleString('en')} MB free for ${folder}`;
  if (freeMb < 200)
    return bad(
      'disk',
      found,
      'free some space: with a full disk the node takes no acknowledgements',
    );
  if (freeMb < 5000)
    return warn(
      'disk',
      found,
      'a busy node writes about 1 GB a day; lower history.max_size_mb or add space',
    );
  return ok('disk', found);
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}

function checkDataDir(folder: string): Check {
  try {
    accessSync(nearestFolder(folder), constants.W_OK);
    return ok(
      'data folder',
      existsSync(folder) ? `${folder}, writable` : `${folder}, will be made`,
    );
  } catch {
    return bad(
      'data folder',
      `${folder} cannot be written`,
      'change its owner, or set data: in tocsin.yaml to another folder',
    );
  }
}

/** 20,000 datagrams a second need a few MB of kernel buffer; Debian's default limit is 208 kB. */
function checkReceiveBuffer(): Check {
  const file = '/proc/sys/net/core/rmem_max';
  if (!existsSync(file)) return ok('receive buffer', 'no limit known on this system');
  const bytes = Number(readFileSync(file, 'utf8'));
  const found = `net.core.rmem_max = ${bytes.toLocaleString('en')} octets`;
  const advice =
    'busy UDP feeds drop datagrams in bursts; as root: sysctl -w net.core.rmem_max=8388608 (and put it in /etc/sysctl.d)';
  return bytes < 2 ** 21 ? warn('receive buffer', found, advice) : ok('receive buffer', found);
}

async function checkClock(): Promise<Check> {
  const year = new Date().getUTCFullYear();
  if (year < 2024)
    return bad(
      'clock',
      `the clock says ${year}`,
      'set the clock; start an NTP client (chrony, systemd-timesyncd)',
    );
  const state = await output('timedatectl', ['show', '-p', 'NTPSynchronized', '--value']);
  if (state === 'yes') return ok('clock', 'synchronised by NTP');
  const chrony = await output('chronyc', ['-c', 'tracking']);
  const offset = chrony === null ? Number.NaN : Number(chrony.split(',')[4]);
  if (!Number.isNaN(offset) && Math.abs(offset) < 0.1)
    return ok('clock', `chrony, ${(offset * 1000).toFixed(1)} ms off`);
  const found = state === 'no' ? 'not synchronised' : 'no time service found';
  return warn(
    'clock',
    found,
    'install chrony or enable systemd-timesyncd: plots of two sensors only fit when the clock is right',
  );
}

function output(command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 2000 }, (error, stdout) =>
      resolve(error ? null : stdout.trim()),
    );
  });
}

function explainBind(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE')
    return 'another program has it; stop that one or choose another port';
  if (error.code === 'EACCES') return 'ports below 1024 need rights; choose a higher one';
  if (error.code === 'EADDRNOTAVAIL') return 'this machine has no such address';
  return error.message;
}

function checkTcpPort(name: string, host: string, port: number): Promise<Check> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve(bad(name, `${host}:${port} cannot be bound`, explainBind(error))),
    );
    server.listen(port, host, () =>
      server.close(() => resolve(ok(name, `${host}:${port} is free`))),
    );
  });
}

function checkUdpPort(name: string, host: string, port: number): Promise<Check> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', reuseAddr: true });
    socket.once('error', (error) => {
      socket.close();
      resolve(bad(name, `UDP ${host}:${port} cannot be bound`, explainBind(error)));
    });
    socket.bind(port, host, () =>
      socket.close(() => resolve(ok(name, `UDP ${host}:${port} is free`))),
    );
  });
}

function checkFeed(feed: SourceConfig): Promise<Check> | Check {
  const name = `feed ${feed.id}`;
  switch (feed.transport.kind) {
    case 'udp':
      return checkUdpPort(name, feed.transport.host, feed.transport.port);
    case 'tcp-server':
      return checkTcpPort(name, feed.transport.host, feed.transport.port);
    case 'tcp-client':
      return ok(
        name,
        `will dial ${feed.transport.host}:${feed.transport.port} and try again while it is away`,
      );
    case 'file':
      return checkFile(name, feed.transport.path);
  }
}

function checkFile(name: string, file: string): Check {
  try {
    accessSync(file, constants.R_OK);
    return ok(name, file);
  } catch {
    return bad(name, `${file} cannot be read`, 'check the path and its owner');
  }
}

/** Looks at the database as the node would open it, and writes nothing. */
function checkStore({ store, dataDir }: NodeConfig): Check {
  if (store.kind === 'sqlite') return ok('store', `SQLite in ${dataDir}`);
  const found = `PostgreSQL, schema ${store.schema}`;
  const wrong = inspectServer(store);
  return wrong === '' ? ok('store', found) : bad('store', `${found}: ${wrong}`, STORE_ADVICE);
}

const STORE_ADVICE =
  'the node does not start without its store: see docs/operating/postgresql.md for database, user and password';

function checkBind(config: NodeConfig): Check {
  const { host, tlsCert } = config.http;
  if (isLoopbackHost(host)) return ok('exposure', 'console on this machine only');
  if (tlsCert !== null) return ok('exposure', `console on ${host} with TLS`);
  return bad(
    'exposure',
    `console on ${host} without TLS`,
    'set http.tls_cert and http.tls_key, or bind to 127.0.0.1',
  );
}
