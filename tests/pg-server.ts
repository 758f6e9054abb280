/**
 * A PostgreSQL server of a test's own: Debian's programs, a fresh cluster in a temporary folder, a free port, no Unix
 * socket, a password. Started by nobody but the test, ended with it, also when the test is killed.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { PgSetting } from '../src/node/store/index.ts';
import { freeTcpPort } from '../src/node/test-ports.ts';

const DEBIAN = '/usr/lib/postgresql';
const MAX_TRIES = 50;
const PAUSE_MS = 100;
const PASSWORD = 'only for this test';

/** Folder of initdb and postgres, the newest version's; null when there is none. */
function findPrograms(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const told = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  const folders = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(DEBIAN, version, 'bin'));
  if (told.status === 0) folders.push(told.stdout.trim());
  return (
    folders.find((dir) =>
      ['initdb', 'postgres'].every((name) => existsSync(path.join(dir, name))),
    ) ?? null
  );
}

const programs = findPrograms();

/** For `{ skip: needsPostgres }`: false when it is installed, else why the test skips. */
export const needsPostgres: string | false =
  programs === null ? 'PostgreSQL is not installed (Debian: apt-get install postgresql)' : false;

/** PostgreSQL refuses to run as root: the user that its package made, or nobody. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return uid > 0 ? { uid, gid } : { uid: 65_534, gid: 65_534 };
}

export class PgServer {
  readonly port: number;
  readonly #folder: string;
  readonly #user: { readonly uid: number; readonly gid: number } | null;
  /** a shell that ends the server when its input ends: with the test, however that ends */
  #shell: ChildProcess | null = null;
  #schemas = 0;

  /** Makes a cluster and starts its server. */
  static async start(): Promise<PgServer> {
    const server = new PgServer(await freeTcpPort());
    await server.run();
    return server;
  }

  private constructor(port: number) {
    this.port = port;
    this.#user = unprivileged();
    this.#folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-pg-'));
    const word = path.join(this.#folder, 'password');
    writeFileSync(word, PASSWORD);
    if (this.#user !== null)
      for (const one of [this.#folder, word]) chownSync(one, this.#user.uid, this.#user.gid);
    const args = ['-D', this.#data(), '-U', 'tocsin', '-E', 'UTF8', '--locale=C', '--no-sync'];
    const auth = ['--auth=scram-sha-256', `--pwfile=${word}`];
    const made = spawnSync(path.join(programs!, 'initdb'), [...args, ...auth], {
      encoding: 'utf8',
      ...this.#user,
    });
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  }

  #data(): string {
    return path.join(this.#folder, 'data');
  }

  /** A schema that nothing has used yet. */
  setting(): PgSetting {
    const url = `postgresql://tocsin@127.0.0.1:${this.port}/postgres`;
    const schema = `test_${process.pid}_${++this.#schemas}`;
    return { kind: 'postgresql', url, password: PASSWORD, schema };
  }

  /** Starts the server that was stopped or killed; resolves when it takes connections. */
  async run(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#run();
        return;
      } catch (error) {
        // Sessions of a server that was killed end a moment after it.
        if (tries === MAX_TRIES || !/shared memory block|lock file/.test(String(error)))
          throw error;
        await setTimeout(PAUSE_MS);
      }
    }
  }

  /** Rejects with its last words when it ends instead. */
  async #run(): Promise<void> {
    const settings = [
      'port',
      String(this.port),
      'listen_addresses',
      '127.0.0.1',
      'unix_socket_directories',
      '',
    ];
    const args = ['-D', this.#data()];
    for (let i = 0; i < settings.length; i += 2)
      args.push('-c', `${settings[i]}=${settings[i + 1]}`);
    // Ends when its input ends or when the server does, whichever comes first.
    const script =
      'exec 3<&0; "$@" & pid=$!; { read line <&3; kill -INT $pid; } & wait $pid; kill $! 2>/dev/null';
    const postgres = path.join(programs!, 'postgres');
    const shell = spawn('sh', ['-c', script, 'sh', postgres, ...args], {
      stdio: ['pipe', 'ignore', 'pipe'],
      ...this.#user,
    });
    this.#shell = shell;
    const said: string[] = [];
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: shell.stderr }).on('line', (line) => {
        said.push(line);
        if (line.includes('ready to accept connections')) resolve();
      });
      shell.on('exit', () => reject(new Error(`postgres ended: ${said.slice(-5).join('\n')}`)));
    });
  }

  /** SIGKILL to the server's first process, as a power cut would: nothing is written any more. */
  async kill(): Promise<void> {
    const [pid] = readFileSync(path.join(this.#data(), 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await this.#ended();
  }

  /** on disk, with the server's own tables and its log of changes */
  megabytes(): number {
    const told = spawnSync('du', ['-sm', this.#data()], { encoding: 'utf8' });
    return Number(told.stdout.split('\t')[0]);
  }

  async stop(): Promise<void> {
    await this.#ended();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Lets the shell end, which ends a server that still runs. */
  async #ended(): Promise<void> {
    const shell = this.#shell;
    this.#shell = null;
    if (shell === null || shell.exitCode !== null) return;
    const gone = once(shell, 'exit');
    shell.stdin?.end();
    await gone;
  }
}
