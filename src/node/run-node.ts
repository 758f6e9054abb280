import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type Logger } from 'pino';
import type { DemoMember } from '../sim/index.ts';
import { createAlliance, type Alliance } from './alliance.ts';
import {
  Accounts,
  createApi,
  Oidc,
  Passkeys,
  Tokens,
  type Api,
  type MembersView,
  type OidcSettings,
  type RallyView,
} from './api/index.ts';
import { isLoopbackHost, type NodeConfig } from './config/index.ts';
import { startAllies, startDemo, type Demo } from './demo/index.ts';
import { followConfig, loadZoneFiles, noticesOf } from './follow-config.ts';
import { Ingest } from './ingest/index.ts';
import { CotOutput } from './outputs/index.ts';
import { openHistory, openLedger, type HistoryStore, type LedgerStore } from './store/index.ts';
import { explainStart, StartFailure } from './start-failure.ts';
import { makeStages } from './stages.ts';
import { Metrics } from './watch/metrics.ts';
import { TrackLabels } from './watch/track-labels.ts';
import { TrackNumbers } from './watch/track-numbers.ts';
import { Watch } from './watch/watch.ts';

export interface RunningNode {
  readonly url: string;
  readonly config: NodeConfig;
  /** the administrator's password when the data folder is new; shown once */
  readonly firstPassword: string | null;
  readonly rally: RallyView;
  readonly members: MembersView;
  stop(): Promise<void>;
}

export interface NodeOptions {
  readonly config: NodeConfig;
  readonly demo: boolean;
  /** an ally in the demo: whose sensors it has, in which night. Its visitors need no password, as in the demo */
  readonly ally?: { readonly member: DemoMember; readonly startAt: number };
  readonly now?: () => number;
}

interface Opened {
  readonly log: Logger;
  readonly ledger: LedgerStore;
  readonly history: HistoryStore;
  readonly demo: Demo | null;
  readonly ingest: Ingest;
  readonly watch: Watch;
  readonly api: Api;
  readonly outputs: readonly CotOutput[];
  readonly unwatch: () => void;
  readonly alliance: Alliance;
  readonly stopAllies: () => Promise<void>;
}

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

export function version(): string {
  return (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string })
    .version;
}

/**
 * Starts a whole node: store, ingest, watch, API and, when asked, the demo. Rejects with a StartFailure whose message
 * is a plain sentence; what was already open is closed again.
 */
export async function runNode(options: NodeOptions): Promise<RunningNode> {
  const config = options.config;
  const now = options.now ?? Date.now;
  if (!isLoopbackHost(config.http.host) && config.http.tlsCert === null) {
    throw new StartFailure(
      `The console would be reachable from other machines without TLS (${config.http.host}). Set http.tls_cert and http.tls_key, or bind to 127.0.0.1.`,
    );
  }
  const opened: { close: () => Promise<void> | void }[] = [];
  try {
    return await open(options, config, now, opened);
  } catch (error) {
    for (const one of opened.reverse()) await one.close();
    throw explainStart(error, config);
  }
}

async function open(
  options: NodeOptions,
  config: NodeConfig,
  now: () => number,
  opened: { close: () => Promise<void> | void }[],
): Promise<RunningNode> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const log = pino(
    { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
  const ingest = new Ingest();
  const startAt = now();
  const { accounts, firstPassword, ledger, history, demo } = await openParts(
    options,
    startAt,
    ingest,
    opened,
  );
  const numbers = new TrackNumbers(config.dataDir);
  const labels = new TrackLabels(config.dataDir, numbers.first - 1);
  opened.push(labels);
  labels.configure(config.release.defaultLabel, config.release.feedLabels);

  const sources = demo === null ? config.feeds : demo.sources;
  // The zones of the night are Romania's.
  const zones = options.demo && demo !== null ? demo.zones : [];
  const given = { sources, zones, identities: demo?.identities ?? [] };
  const stages = makeStages(config, given, { numbers, labels });
  const { tracker, judge } = stages;
  const alliance: Alliance = createAlliance({
    config,
    ledger,
    commit: (facts) => watch.commit(facts),
    tracks: {
      picture: () => tracker.ownPicture(now()),
      facts: {
        labelOf: (trackNumber) => labels.ownLabelOf(trackNumber),
        detailOf: (trackNumber) => tracker.ownDetail(trackNumber) ?? null,
        identityOf: (trackNumber) => judge.identity(trackNumber).identity,
      },
      take: (sourceId, batch) => watch.takeFromAlly(sourceId, batch),
      putLabel: (sourceId, label) => labels.putAlly(sourceId, label),
    },
    now,
    log,
  });
  opened.push({ close: () => alliance.stop() });
  const metrics = new Metrics();
  metrics.watchLinks(() => alliance.members.status(), now);
  const watch: Watch = new Watch({
    config,
    version: version(),
    stages,
    ledger,
    history,
    ingest,
    metrics,
    numbers,
    labels,
    onEntry: (entry) => alliance.restore(entry),
    now,
    log,
  });
  watch.onSensor = (sensor) => stages.kinds.set(sensor.id, sensor.kind);
  for (const sensor of sources.flatMap((source) => source.sensors)) watch.putSensor(sensor);
  const entries = watch.restore();
  alliance.open();
  log.info({ entries }, 'ledger read');
  if (demo !== null) ingest.onStatuses((statuses) => demo.aim(statuses));
  const feedsOpen = ingest.start(sources);
  opened.push({ close: () => watch.stop() });
  await loadZoneFiles(watch, config, log);
  const notices = noticesOf(
    config,
    options.demo,
    stages.findings.map((f) => `${f.path}: ${f.text}`),
  );
  watch.setNotices(notices);
  if (config.recordPath !== null) {
    const trouble = await ingest.record(config.recordPath);
    if (trouble !== '')
      throw new StartFailure(`Recording to ${config.recordPath} is not possible: ${trouble}`);
  }

  const api = await createApi({
    view: watch,
    rally: alliance.desk,
    members: alliance.members,
    advisories: watch.advisories,
    release: {
      ceilings: config.release.ceilings,
      memberCodes: () => config.release.members.map(({ member }) => member),
      readerOf: (member) =>
        alliance.readerOf(member) ??
        config.release.members.find((one) => one.member === member) ??
        null,
    },
    accounts,
    tokens: new Tokens(config.dataDir),
    passkeys: new Passkeys(config.dataDir),
    ...(config.oidc === null ? {} : { oidc: new Oidc(withSecret(config.oidc)) }),
    record: async (fact) => {
      const kept = await watch.commit([fact]);
      return kept.ok ? { ok: true, value: null } : kept;
    },
    host: config.http.host,
    demo: options.demo || options.ally !== undefined,
    tls:
      config.http.tlsCert === null ? null : { cert: config.http.tlsCert, key: config.http.tlsKey! },
    consoleDir: consoleDir(),
    logger: log,
    version: version(),
    now,
    isReady: () => watch.readiness(),
  });
  opened.push(api);
  metrics.watchLive(() => api.live.stats());
  watch.onPicture = (at) => api.live.tick(at);
  await feedsOpen;
  // Not before: a vessel's first report, lost, would leave it unknown for minutes.
  demo?.begin();
  await api.app.listen({ host: config.http.host, port: config.http.port });
  const outputs = await startOutputs(config, watch, now, log);
  opened.push({ close: () => stopOutputs(outputs) });
  metrics.watchOutputs(() => outputs.map((output) => output.stats()));
  watch.start();
  await alliance.start();
  const stopAllies = startDemoAllies(options, startAt, alliance, log, (texts) =>
    watch.setNotices([...notices, ...texts]),
  );
  const unwatch = followConfig({ config, watch, ingest, log, demo: options.demo });
  const all: Opened = {
    log,
    ledger,
    history,
    demo,
    ingest,
    watch,
    api,
    outputs,
    unwatch,
    alliance,
    stopAllies,
  };
  return {
    url: urlOf(config, api),
    config,
    firstPassword,
    rally: alliance.desk,
    members: alliance.members,
    stop: () => stopNode(all),
  };
}

/** The demo's allies and its scripted call; nothing in any other node. */
function startDemoAllies(
  { demo, config, now = Date.now }: NodeOptions,
  startAt: number,
  { exchange }: Alliance,
  log: Logger,
  tell: (notices: readonly string[]) => void,
): () => Promise<void> {
  if (!demo || exchange === null) return () => Promise.resolve();
  return startAllies({
    exchange,
    root: path.join(config.dataDir, 'allies'),
    startAt,
    now,
    warn: (text) => log.warn({}, `demo: ${text}`),
    onStarted: (consoles) => {
      const list = consoles.map(({ name, url }) => `${name} ${url}`).join(', ');
      tell([`Consoles of two allies of the exercise: ${list}`]);
    },
  });
}

interface Parts {
  readonly accounts: Accounts;
  readonly firstPassword: string | null;
  readonly ledger: LedgerStore;
  readonly history: HistoryStore;
  readonly demo: Demo | null;
}

/**
 * Opens all that has a thread of its own or a slow beginning at the same time: one after the other they make a person
 * wait for a second and a half more. The history only after the ledger: that one refuses a folder in use.
 */
async function openParts(
  { config, demo, ally }: NodeOptions,
  startAt: number,
  ingest: Ingest,
  opened: { close: () => Promise<void> | void }[],
): Promise<Parts> {
  const { dataDir, member, store } = config;
  ingest.prepare();
  opened.push({ close: () => ingest.stop() });
  const openStores = async (): Promise<Pick<Parts, 'ledger' | 'history'>> => {
    const ledger = await openLedger({ dataDir, origin: member, store });
    opened.push(ledger);
    const history = await openHistory({ dataDir, store });
    opened.push(history);
    return { ledger, history };
  };
  const openDemo = async (): Promise<Demo | null> => {
    if (!demo && ally === undefined) return null;
    const started = await startDemo(ally ?? { startAt });
    opened.push({ close: () => started.stop() });
    return started;
  };
  const stores = openStores();
  const night = openDemo();
  const entrance = Accounts.open(dataDir);
  // All have ended before anything is closed again: what opens late must not stay open.
  await Promise.allSettled([stores, night, entrance]);
  return { ...(await entrance), ...(await stores), demo: await night };
}

async function startOutputs(
  config: NodeConfig,
  watch: Watch,
  now: () => number,
  log: Logger,
): Promise<CotOutput[]> {
  const outputs: CotOutput[] = [];
  for (const output of config.outputs) {
    const one = new CotOutput(output, watch, now, log);
    try {
      await one.start();
    } catch (error) {
      await stopOutputs(outputs);
      throw new StartFailure(
        `Output ${output.id} cannot listen on ${output.host}:${output.port}: ${String(error)}`,
      );
    }
    outputs.push(one);
  }
  return outputs;
}

async function stopOutputs(outputs: readonly CotOutput[]): Promise<void> {
  await Promise.all(outputs.map((output) => output.stop()));
}

function withSecret(oidc: NonNullable<NodeConfig['oidc']>): OidcSettings {
  const { clientSecretFile: file } = oidc;
  return { ...oidc, clientSecret: file === null ? null : readFileSync(file, 'utf8').trim() };
}

function consoleDir(): string | null {
  const dir = path.join(ROOT, 'dist-console');
  return existsSync(path.join(dir, 'index.html')) ? dir : null;
}

function urlOf(config: NodeConfig, api: Api): string {
  const address = api.app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.http.port;
  const host = config.http.host.includes(':') ? `[${config.http.host}]` : config.http.host;
  return `${config.http.tlsCert === null ? 'http' : 'https'}://${host}:${port}`;
}

async function stopNode(all: Opened): Promise<void> {
  all.unwatch();
  const allies = all.stopAllies();
  await Promise.all([
    stopOutputs(all.outputs),
    all.demo?.stop(),
    // Commands under way still need the links.
    all.api.close().then(() => all.alliance.stop()),
  ]);
  await all.watch.stop();
  await Promise.all([all.history.close(), all.ledger.close(), allies]);
  all.log.info({}, 'stopped');
}
