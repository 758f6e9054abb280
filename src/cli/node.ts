import path from 'node:path';
import { OWN_ONLY } from '../model/index.ts';
import {
  formatFindings,
  loadConfig,
  parseConfig,
  parseFeedArg,
  type NodeConfig,
} from '../node/config/index.ts';
import { DEMO_MEMBERS } from '../sim/index.ts';
import { SHARED_BOX } from '../node/demo/index.ts';
import { runNode, type RunningNode } from '../node/run-node.ts';
import { StartFailure } from '../node/start-failure.ts';
import { readArgs, usageOf, type Parsed } from './args.ts';
import { EXIT } from './exit-code.ts';

export const help = `usage: tocsin node [--config FILE | --demo | --feed SPEC ...] [--port N] [--host H] [--data FOLDER]

Runs a node until Ctrl-C.
  --config FILE   run on tocsin.yaml (write one with: tocsin init)
  --demo          the built-in exercise over the western Black Sea, real bytes over real sockets
  --feed SPEC     quick start with live feeds, may be repeated:
                  beast:HOST:PORT  asterix:udp:PORT  asterix:udp:GROUP:PORT  ais:udp:PORT
                  sapient:listen:HOST:PORT  FORMAT:file:PATH (an exercise: recorded data never mixes with live)
  --port N        console port (default 8780; 0 = any free one)
  --data FOLDER   where ledger and history are kept (default tocsin-data)

exit: 0 stopped by Ctrl-C, 2 wrong command line, 69 cannot start, 78 the configuration is wrong

example: tocsin node --feed beast:127.0.0.1:30005 --feed asterix:udp:8600`;

const usage = usageOf('node', help);

const OPTIONS = {
  config: { type: 'string' },
  demo: { type: 'boolean' },
  feed: { type: 'string', multiple: true },
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
} as const;

/** Whoever holds up a stop (a database that is away) is left behind after this. */
const STOP_MOST_MS = 10_000;

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, OPTIONS);
  if (!parsed.ok) return usage(parsed.fault);
  const config = makeConfig(parsed.value);
  if (typeof config === 'number') return config;
  const demo = parsed.value.values['demo'] === true;
  const asked = untilAskedToStop();
  let node: RunningNode | null;
  try {
    node = await Promise.race([runNode({ config, demo }), asked.then(() => null)]);
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    console.error(`\n${error.message}\n`);
    return EXIT.unavailable;
  }
  // Nothing was acknowledged yet: there is nothing to bring to an end.
  if (node === null) process.exit(EXIT.ok);
  announce(node, demo);
  await asked;
  setTimeout(() => process.exit(EXIT.ok), STOP_MOST_MS).unref();
  await node.stop();
  console.log('Tocsin stopped. Ledger and history are on disk.');
  return EXIT.ok;
}

/** The configuration of file, environment and command line together; a number is the exit code of a failure. */
function makeConfig({ values }: Parsed): NodeConfig | number {
  const file = values['config'] as string | undefined;
  const demo = values['demo'] === true;
  const feedArgs = (values['feed'] as string[] | undefined) ?? [];
  if (Number(file !== undefined) + Number(demo) + Number(feedArgs.length > 0) > 1) {
    return usage('--config, --demo and --feed exclude each other');
  }
  const base =
    file === undefined
      ? parseConfig('', process.cwd(), null, process.env)
      : loadConfig(file, process.env);
  if (!base.ok) {
    console.error(formatFindings(file ?? 'environment', base.fault));
    return EXIT.config;
  }
  let config = base.value;
  if (demo) config = { ...config, ...demoConfig(config) };
  const feeds = feedArgs.map(parseFeedArg);
  const wrong = feeds.find((feed) => !feed.ok);
  if (wrong !== undefined && !wrong.ok) return usage(wrong.fault);
  if (feeds.length > 0) {
    const list = feeds.flatMap((feed) => (feed.ok ? [feed.value] : []));
    const played = list.some((feed) => feed.transport.kind === 'file');
    config = {
      ...config,
      mode: played ? 'exercise' : config.mode,
      feeds: list.map((feed) => ({ ...feed, simulated: played })),
    };
  }
  const port = values['port'] === undefined ? config.http.port : Number(values['port']);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    return usage(`--port ${String(values['port'])} is no port`);
  const host = (values['host'] as string | undefined) ?? config.http.host;
  const data = values['data'] as string | undefined;
  const dataDir = data === undefined ? config.dataDir : path.resolve(data);
  return { ...config, http: { ...config.http, port, host }, dataDir };
}

/** The demo keeps its ledger and history apart from those of a live node. */
function demoConfig(config: NodeConfig): Partial<NodeConfig> {
  return {
    member: 'ROU',
    name: 'Black Sea demo',
    mode: 'exercise',
    banner: 'EXERCISE UNCLASSIFIED',
    dataDir: path.join(config.dataDir, 'demo'),
    federation: {
      listen: { host: '127.0.0.1', port: 0 },
      peers: new Map(),
      nats: null,
      tracks: { toAll: { everyMs: 1_000, box: SHARED_BOX }, to: new Map() },
    },
    release: {
      ...config.release,
      // The other two whole nodes; light members are named by no label of a track and get none.
      defaultLabel: { ...OWN_ONLY, releasableTo: DEMO_MEMBERS.filter((one) => one !== 'ROU') },
    },
    logLevel: process.env['TOCSIN_LOG_LEVEL'] ?? 'warn',
  };
}

function announce(node: RunningNode, demo: boolean): void {
  const what = demo ? 'EXERCISE demo over the western Black Sea' : `node ${node.config.name}`;
  const lines = [`Tocsin is running (${what}): open ${node.url}   Ctrl-C stops it.`];
  if (node.firstPassword !== null && !demo) {
    lines.push(
      `First start: log in as admin with password ${node.firstPassword} (shown only now; change it with tocsin account).`,
    );
  }
  // One write: who reads the address has the password too.
  console.log(`\n${lines.join('\n')}`);
}

/** Ctrl-C, a service manager, a closed terminal; or who started this process with a channel to it is gone. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
    // To listen for its end must not keep this process from its own.
    process.channel?.unref();
  });
}
