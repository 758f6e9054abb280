// What npm start, npm test and the rest need before they can work: a fitting Node, installed packages, a fresh build.
// Every failure ends in one plain sentence that says what to do.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = (name) =>
  path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

export function stop(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(
      `Tocsin needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and run the command again.`,
    );
  }
}

/** Flags for Node that bin/tocsin is run with, from its first line. */
export const nodeFlags = () =>
  readFileSync(path.join(root, 'bin', 'tocsin'), 'utf8')
    .split('\n', 1)[0]
    .match(/--\S+/g) ?? [];

/** What asks a process to end. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a command with one line of progress every few seconds; resolves to { code, output }. */
function runShown(label, command, args, options = {}) {
  return new Promise((resolve) => {
    const startedAt = Date.now();
    process.stdout.write(`${label} ...`);
    const timer = setInterval(
      () => process.stdout.write(` ${Math.round((Date.now() - startedAt) / 1000)}s`),
      5000,
    );
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let output = '';
    const keep = (data) => {
      output = (output + data).slice(-200_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // Ended while it works: the command ends too.
    const give = (signal) => {
      child.kill(signal);
      process.exit(130);
    };
    for (const signal of SIGNALS) process.on(signal, give);
    const end = (code) => {
      clearInterval(timer);
      for (const signal of SIGNALS) process.off(signal, give);
      process.stdout.write(
        ` ${code === 0 ? 'done' : 'failed'} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`,
      );
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += String(error);
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

function explainInstall(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return 'There is no disk space left for the packages: free about 1 GB and run the command again.';
  }
  if (/gyp ERR|node-gyp|not found: make|g\+\+|Could not find any Python/i.test(output)) {
    return 'The database driver (better-sqlite3) has to be compiled and no compiler was found. On Debian or Ubuntu: sudo apt-get install -y build-essential python3. On Fedora: sudo dnf install gcc-c++ make python3. On macOS: xcode-select --install. Then run the command again.';
  }
  if (/EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|network/i.test(output)) {
    return 'The npm registry could not be reached: check the network or proxy (npm config get proxy) and run the command again.';
  }
  if (/EACCES|EPERM/i.test(output)) {
    return `This folder cannot be written to: check its owner (${root}) and run the command again.`;
  }
  return 'npm ci failed; its last lines are above. Run "npm ci" to see all of it.';
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');

export function freeMb(folder) {
  const stats = statfsSync(folder);
  return (stats.bavail * stats.bsize) / 1e6;
}

function realpathOr(file) {
  try {
    return realpathSync(file);
  } catch {
    return 'a folder that is gone';
  }
}

/** Installs the packages when they are missing or package-lock.json changed since. */
export async function ensureInstalled() {
  requireNode();
  // A link is somebody else's folder (another work tree's): npm ci would empty it under everybody who uses it.
  const packages = path.join(root, 'node_modules');
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) {
    if (existsSync(bin('tsc')) && existsSync(bin('vite'))) return;
    stop(
      `node_modules is a link to ${realpathOr(packages)}, and packages are missing there. Install them where it leads, or remove the link and run the command again.`,
    );
  }
  const stamp = path.join(root, 'node_modules', '.tocsin-lock');
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
  const sqlite = path.join(
    root,
    'node_modules',
    'better-sqlite3',
    'build',
    'Release',
    'better_sqlite3.node',
  );
  if (installed && existsSync(sqlite)) return;
  if (
    !existsSync(stamp) &&
    existsSync(sqlite) &&
    existsSync(bin('tsc')) &&
    existsSync(bin('vite'))
  ) {
    // Installed by hand with npm install or npm ci: good enough when the lock was not changed after it.
    const mark = path.join(root, 'node_modules', '.package-lock.json');
    if (
      existsSync(mark) &&
      statSync(mark).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs
    ) {
      writeFileSync(stamp, lockHash());
      return;
    }
  }
  if (freeMb(root) < 700) {
    stop(
      `Only ${Math.round(freeMb(root))} MB are free where Tocsin lies; installing needs about 700 MB. Free some disk space and run the command again.`,
    );
  }
  const { code, output } = await runShown('Installing packages (once, about two minutes)', 'npm', [
    'ci',
    '--no-audit',
    '--no-fund',
  ]);
  if (code !== 0) {
    console.error(output.split('\n').slice(-25).join('\n'));
    stop(explainInstall(output));
  }
  writeFileSync(stamp, lockHash());
}

function newestMtime(folder, newest = 0) {
  for (const name of readdirSync(folder)) {
    const full = path.join(folder, name);
    const stats = statSync(full);
    newest = stats.isDirectory() ? newestMtime(full, newest) : Math.max(newest, stats.mtimeMs);
  }
  return newest;
}

function inputsMtime() {
  const files = readdirSync(root).filter((name) =>
    /^(tsconfig.*\.json|vite\.config\.ts|package-lock\.json)$/.test(name),
  );
  const own = Math.max(...files.map((name) => statSync(path.join(root, name)).mtimeMs));
  return ['src', 'tests', 'bench', 'scripts'].reduce(
    (newest, folder) => newestMtime(path.join(root, folder), newest),
    own,
  );
}

/** Builds code and console when a source is newer than the last build. */
export async function ensureBuilt({ force = false } = {}) {
  const stamp = path.join(root, 'dist', '.built');
  if (!force && existsSync(stamp) && statSync(stamp).mtimeMs >= inputsMtime()) return;
  if (freeMb(root) < 100)
    stop(
      'Less than 100 MB are free where Tocsin lies: free some disk space and run the command again.',
    );
  const startedAt = new Date();
  const types = await runShown('Building', bin('tsc'), ['-b']);
  if (types.code !== 0) {
    console.error(types.output);
    stop('The build failed; the messages above say where.');
  }
  const basemap = path.join(root, 'scripts', 'build-basemap.mjs');
  if (existsSync(basemap)) {
    const made = await runShown('Drawing the base map', process.execPath, [basemap]);
    if (made.code !== 0) {
      console.error(made.output);
      stop('The base map could not be built; the messages above say why.');
    }
  }
  const page = await runShown('Building the console', bin('vite'), ['build', '--logLevel', 'warn']);
  if (page.code !== 0) {
    console.error(page.output);
    stop('The console could not be built; the messages above say why.');
  }
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, startedAt.toISOString());
}

export function cleanBuild() {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
}

function which(name) {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : undefined;
}

/** Debian keeps the programs of a PostgreSQL server outside the path, by version. */
export function findPostgres() {
  const folder = '/usr/lib/postgresql';
  const versions = existsSync(folder) ? readdirSync(folder) : [];
  const found = versions.find((version) => existsSync(path.join(folder, version, 'bin', 'initdb')));
  return found ?? which('initdb');
}

// Debian's package would make a cluster of the system's own and start it: the tests use none.
const NO_CLUSTER = '/etc/postgresql-common/createcluster.d/tocsin-tests.conf';

/**
 * Debian packages that the tests use, each known by its commands or found in its own way; installs them when it may,
 * else says what will be skipped.
 */
export async function ensureDebian(programs) {
  const missing = programs.filter(({ commands = [], find }) =>
    find === undefined ? commands.every((name) => which(name) === undefined) : find() === undefined,
  );
  if (missing.length === 0) return;
  const names = missing.map(({ pkg }) => pkg);
  const rootUser = process.getuid?.() === 0;
  const sudo =
    !rootUser && which('sudo') !== undefined && spawnSync('sudo', ['-n', 'true']).status === 0;
  if (which('apt-get') === undefined || (!rootUser && !sudo)) {
    console.log(
      `Not installed: ${names.join(', ')}. Tests that need them will be skipped; install them to run all.`,
    );
    return;
  }
  const prefix = sudo ? ['sudo', '-n'] : [];
  const run = (label, args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    return runShown(label, command, rest, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  const asRoot = (script) => {
    const [command, ...rest] = [...prefix, 'sh', '-c', script];
    return spawnSync(command, rest);
  };
  const noCluster = names.includes('postgresql');
  if (noCluster)
    asRoot(
      `mkdir -p ${path.dirname(NO_CLUSTER)} && echo 'create_main_cluster = false' > ${NO_CLUSTER}`,
    );
  await run('Reading the list of Debian packages', ['update', '-q']);
  const { code, output } = await run(`Installing ${names.join(', ')}`, [
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    ...names,
  ]);
  if (noCluster) asRoot(`rm -f ${NO_CLUSTER}`);
  if (code !== 0) {
    console.error(output.split('\n').slice(-8).join('\n'));
    console.log(`Could not install ${names.join(', ')}: tests that need them will be skipped.`);
  }
}

export { runShown, bin, which };
