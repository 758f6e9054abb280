/**
 * Does an alliance of 32 nodes lose anything, how far behind is one node of another, and how fast does it catch up? Real
 * processes, real disks, over mutual TLS from node to node and over NATS with a hub, one after the other in one run.
 * TOCSIN_BENCH_NODES, TOCSIN_BENCH_STEADY_S, TOCSIN_BENCH_STORM_S, TOCSIN_BENCH_EVENTS_PER_S (all nodes together),
 * TOCSIN_BENCH_TRANSPORTS (mtls,nats), TOCSIN_BENCH_NATS_SERVERS (leaf nodes of the hub; one a member): other sizes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../src/base/index.ts';
import { missingNatsServer } from '../src/node/federation/nats/test-servers.ts';
import { startAlliance, type Alliance, type Missing, type TransportName } from './alliance.ts';
import { storm, type Faults } from './alliance-storm.ts';
import { machine, median } from './timing.ts';

const NODES = Number(process.env['TOCSIN_BENCH_NODES'] ?? 32);
const NATS_SERVERS = Number(process.env['TOCSIN_BENCH_NATS_SERVERS'] ?? NODES);
const STEADY_S = Number(process.env['TOCSIN_BENCH_STEADY_S'] ?? 60);
const STORM_S = Number(process.env['TOCSIN_BENCH_STORM_S'] ?? 60);
const EVENTS_PER_S = Number(process.env['TOCSIN_BENCH_EVENTS_PER_S'] ?? 8);
const TRANSPORTS = (process.env['TOCSIN_BENCH_TRANSPORTS'] ?? 'mtls,nats').split(',');
/** events one node writes while another is cut off */
const BURST = 5_000;
const SEED = 32;

interface Figures {
  readonly upS: number;
  readonly steady: Lags;
  readonly steadyCpuS: number;
  readonly storm: Lags & Faults;
  readonly healedS: number;
  readonly catchUp: CatchUp;
  readonly nodeMb: { readonly median: number; readonly max: number };
  readonly serverMb: { readonly median: number; readonly max: number } | null;
  readonly events: number;
  readonly missing: Missing;
}

interface CatchUp {
  readonly perS: number;
  /** a second of CPU of the node that catches up: what a busy machine does not change */
  readonly perCpuS: number;
}

interface Lags {
  readonly deliveries: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

async function measure(transport: TransportName, members: readonly string[]): Promise<Figures> {
  const startedAt = performance.now();
  const since = (from: number): number => Number(((performance.now() - from) / 1000).toFixed(1));
  const alliance = await startAlliance(transport, members, NATS_SERVERS);
  try {
    await alliance.untilUp();
    const upS = since(startedAt);
    say(`${transport}: all links up after ${upS} s`);
    const write = (perS: number): void =>
      alliance.all.forEach((node) => node.order({ type: 'write', perS: perS / NODES }));
    write(EVENTS_PER_S);
    const cpuBefore = alliance.cpuS();
    await pause(STEADY_S * 1000);
    const steadyCpuS = Number((alliance.cpuS() - cpuBefore).toFixed(1));
    const steady = lagsOf(await alliance.lags());
    const rss = alliance.all.map((node) => node.look());
    const nodeMb = spread((await Promise.all(rss)).map(({ rssMb }) => rssMb));
    const serverMb = alliance.network === null ? null : spread(alliance.serverMb());
    say(`${transport}: steady ${JSON.stringify(steady)}`);
    const faults = await storm(alliance, new Random(SEED), STORM_S);
    write(0);
    const healedAt = performance.now();
    await alliance.untilUp();
    await alliance.untilThere();
    const healedS = since(healedAt);
    const inStorm = lagsOf(await alliance.lags());
    say(`${transport}: storm ${JSON.stringify(faults)}, all there ${healedS} s after it`);
    const caughtUp = await catchUp(alliance);
    say(`${transport}: caught up ${JSON.stringify(caughtUp)}`);
    const events = alliance.all.reduce((sum, { acked }) => sum + acked, 0);
    const missing = await alliance.check();
    say(`${transport}: ${events} events, on the disks ${JSON.stringify(missing)}`);
    return {
      upS,
      steady,
      steadyCpuS,
      storm: { ...inStorm, ...faults },
      healedS,
      catchUp: caughtUp,
      nodeMb,
      serverMb,
      events,
      missing,
    };
  } finally {
    await alliance.stop();
  }
}

/** One node is cut off while another writes: events a second from the first that comes to the last. */
async function catchUp(alliance: Alliance): Promise<CatchUp> {
  const [first, ...rest] = [...alliance.nodes.keys()];
  const cutOff = rest.at(-1)!;
  const writer = alliance.nodes.get(first!)!;
  const reader = alliance.nodes.get(cutOff)!;
  const before = (await reader.look()).taken[first!] ?? 0;
  for (const proxy of alliance.proxiesOf(cutOff)) proxy.cut();
  const goal = writer.acked + BURST;
  for (let written = 0; written < BURST; written += 500)
    writer.order({ type: 'burst', count: 500 });
  while (writer.acked < goal) await pause(50);
  for (const proxy of alliance.proxiesOf(cutOff)) proxy.heal();
  let from = 0;
  let cpuFrom = 0;
  let firstCount = 0;
  for (;;) {
    const count = ((await reader.look()).taken[first!] ?? 0) - before;
    if (count > 0 && from === 0) {
      from = performance.now();
      cpuFrom = reader.cpuS();
      firstCount = count;
    }
    if (count >= BURST) break;
    await pause(10);
  }
  const perS = (BURST - firstCount) / ((performance.now() - from) / 1000);
  const perCpuS = (BURST - firstCount) / Math.max(0.01, reader.cpuS() - cpuFrom);
  await alliance.untilThere();
  return { perS: Math.round(perS), perCpuS: Math.round(perCpuS) };
}

function lagsOf(lags: readonly number[]): Lags {
  const at = (share: number): number =>
    lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? 0;
  return { deliveries: lags.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: lags.at(-1) ?? 0 };
}

function spread(values: readonly number[]): { readonly median: number; readonly max: number } {
  return { median: Math.round(median(values)), max: Math.round(Math.max(...values)) };
}

function say(text: string): void {
  console.log(`# ${text}`);
}

say(`federation · ${NODES} nodes · ${NATS_SERVERS} leaf nodes · ${machine()}`);
const members = Array.from(
  { length: NODES },
  (_, i) => `N${String.fromCharCode(65 + (i % 26))}${i}`,
);
const all: Partial<Record<TransportName, Figures>> = {};
for (const transport of TRANSPORTS as TransportName[]) {
  const why = transport === 'nats' ? missingNatsServer() : undefined;
  if (why === undefined) all[transport] = await measure(transport, members);
  else say(`nats: ${why}`);
}
console.table(
  Object.fromEntries(
    Object.entries(all).map(([name, one]) => [
      name,
      {
        'links up s': one.upS,
        'lag p50 ms': one.steady.p50Ms,
        'lag p99 ms': one.steady.p99Ms,
        'storm p99 ms': one.storm.p99Ms,
        'there after s': one.healedS,
        'catch-up /s': one.catchUp.perS,
        'catch-up /CPU-s': one.catchUp.perCpuS,
        'MiB a node': one.nodeMb.median,
        'CPU s steady': one.steadyCpuS,
        lost: one.missing.lost,
      },
    ]),
  ),
);
console.log(
  JSON.stringify({
    bench: 'federation',
    machine: machine(),
    nodes: NODES,
    natsServers: NATS_SERVERS,
    ...all,
  }),
);
const bad = Object.values(all).some(
  ({ missing }) => missing.lost + missing.repeated + missing.disordered > 0,
);
process.exit(bad ? 1 : 0);
