/**
 * Does a whole node keep 10,000 live tracks at 20,000 plots a second, and how old is what the browser gets?
 * A real node as a process of its own, real sockets, real wire bytes; a WebSocket client reads every frame. The time
 * from a sensor's byte to the browser is taken on objects that only one sensor sees: a track's age in a frame tells
 * which of their plots it holds. usage: npm run bench -- picture
 * (TOCSIN_BENCH_S: seconds, default 60; TOCSIN_BENCH_VERBOSE=1; TOCSIN_BENCH_PROFILE: folder for the node's profiles)
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { RAD_TO_DEG } from '../src/base/index.ts';
import { readTrackFrames, type ServerMessage, type SourceStatus } from '../src/model/index.ts';
import { Load } from '../src/sim/index.ts';
import { freePort, makeFolder, NodeProcess } from '../tests/process/node-process.ts';
import type { FromSender, Sent, SenderData } from './picture-sender.ts';
import { machine } from './timing.ts';

const AIRCRAFT = Number(process.env['TOCSIN_BENCH_AIRCRAFT'] ?? 7900);
const VESSELS = Number(process.env['TOCSIN_BENCH_VESSELS'] ?? 3400);
const MEASURE_S = Number(process.env['TOCSIN_BENCH_S'] ?? 60);
/** tracks are born and the code is compiled before anything is counted */
const WARM_S = 20;
const BUDGET_MS = 250;
const FIRST_MMSI = 200_000_000;
const now = (): number => performance.timeOrigin + performance.now();

/** A watched track's newest plot as frames told it: appended when it changes. */
class Seen {
  readonly #newest = new Map<number, number>();
  readonly updates = new Map<number, { updatedAt: number; heardAt: number }[]>();
  frames = 0;
  tracks = 0;
  readonly pauses: [number, number][] = [];
  #lastAt = 0;

  take(bytes: Uint8Array, ids: ReadonlyMap<number, number>): void {
    const heardAt = now();
    if (this.#lastAt > 0 && heardAt - this.#lastAt > 250)
      this.pauses.push([heardAt, heardAt - this.#lastAt]);
    this.#lastAt = heardAt;
    this.frames++;
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    for (const frame of readTrackFrames(aligned)) {
      this.tracks = frame.count;
      for (let row = 0; row < frame.count; row++) {
        const id = ids.get(frame.trackNumber[row]!);
        if (id === undefined) continue;
        const updatedAt = frame.at - frame.age[row]! * 100;
        // The age is given in 0.1 s: a change by more is another plot.
        if (updatedAt <= (this.#newest.get(id) ?? 0) + 250) continue;
        this.#newest.set(id, updatedAt);
        let list = this.updates.get(id);
        if (list === undefined) this.updates.set(id, (list = []));
        list.push({ updatedAt, heardAt });
      }
    }
  }
}

/** ms from sending each watched plot to the first frame that holds it or a newer one. */
function delays(sent: Sent, seen: Seen, fromAt: number, toAt: number): Record<string, number[]> {
  const found: Record<string, number[]> = { adsb: [], ais: [], radar: [], station: [] };
  const next = new Map<number, number>();
  for (let i = 0; i < sent.ids.length; i++) {
    const id = sent.ids[i]!;
    const list = seen.updates.get(id);
    if (list === undefined) continue;
    const isVessel = id > FIRST_MMSI;
    // AIS gives its time in whole seconds, others to some ms, a frame in 0.1 s.
    const slackMs = isVessel ? 1100 : 120;
    let at = next.get(id) ?? 0;
    while (at < list.length && list[at]!.updatedAt + slackMs < sent.measuredAt[i]!) at++;
    next.set(id, at);
    if (sent.sentAt[i]! < fromAt || sent.sentAt[i]! > toAt || at >= list.length) continue;
    const share = ((id - 0xa00000) / AIRCRAFT) * 100;
    const kind = isVessel ? 'ais' : share < 7 ? 'adsb' : share < 14 ? 'station' : 'radar';
    found[kind]!.push(list[at]!.heardAt - sent.sentAt[i]!);
  }
  return found;
}

function percentile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
}

/** CPU seconds of a process so far, from /proc (Linux). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** CPU seconds and memory of the node, and CPU seconds of all that is neither node nor bench. */
function usage(pid: number): { cpuS: number; othersS: number; rssMb: number; peakMb: number } {
  const [user, nice, system, , , irq, softIrq] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const allS = (user! + nice! + system! + irq! + softIrq!) / 100;
  const cpuS = cpuOf(pid);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (key: string): number =>
    Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return {
    cpuS,
    othersS: allS - cpuS - cpuOf(process.pid),
    rssMb: mb('VmRSS'),
    peakMb: mb('VmHWM'),
  };
}

async function configOf(load: Load): Promise<{ config: object; ports: Record<string, number> }> {
  const ports: Record<string, number> = {};
  const feeds = [];
  for (const { id, format, transport, sensors } of load.channels) {
    const port = await freePort(transport);
    ports[id] = port;
    const way = transport === 'udp' ? { udp: { port } } : { connect: `127.0.0.1:${port}` };
    const list = sensors.map((sensor) => ({
      id: sensor.id,
      kind: sensor.kind,
      lat: sensor.latRad * RAD_TO_DEG,
      lon: sensor.lonRad * RAD_TO_DEG,
      height: sensor.heightM,
      period: sensor.periodS,
      sd_range: sensor.sdRangeM,
      sd_azimuth: sensor.sdAzimuthRad * RAD_TO_DEG,
      clutter: sensor.clutterPerScan,
      max_range: sensor.fov?.maxRangeM ?? 500_000,
    }));
    feeds.push({ id, format, ...way, ...(list.length > 0 ? { sensors: list } : {}) });
  }
  const config = {
    node: { name: 'bench', mode: 'exercise', lat: 30, lon: -40 },
    http: { port: 0 },
    log: { level: 'warn' },
    feeds,
  };
  return { config, ports };
}

async function main(): Promise<void> {
  const load = new Load({ seed: 1, startAt: 0, aircraft: AIRCRAFT, vessels: VESSELS });
  const { config, ports } = await configOf(load);
  const data: SenderData = {
    seed: 1,
    aircraft: AIRCRAFT,
    vessels: VESSELS,
    lastsS: WARM_S + MEASURE_S,
    ports,
  };
  const folder = makeFolder();
  const profile = process.env['TOCSIN_BENCH_PROFILE'];
  const execArgs = (process.env['TOCSIN_BENCH_NODE_ARGS'] ?? '').split(' ').filter(Boolean);
  if (profile !== undefined) execArgs.push('--cpu-prof', `--cpu-prof-dir=${profile}`);
  const node = await NodeProcess.start(folder.dir, { config, execArgs });
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'picture-sender.js');
  const sender = new Worker(file, { workerData: data });
  const seen = new Seen();
  const ids = new Map<number, number>();
  try {
    const socket = await node.live({
      text: (text) => learn(text, ids),
      frame: (bytes) => seen.take(bytes, ids),
    });
    socket.send(JSON.stringify({ type: 'view', box: null, rateHz: 10 }));
    const run = await play(sender, node.child.pid!);
    // What is under way comes in; then the counts must add up.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await tell(node, run, seen);
  } finally {
    await sender.terminate();
    await node.end('SIGINT');
    folder.remove();
  }
}

interface Run {
  readonly sent: Sent;
  readonly startAt: number;
  readonly before: ReturnType<typeof usage>;
  readonly after: ReturnType<typeof usage>;
}

/** Resolves when the load was sent, with what the node used from the end of warming up on. */
function play(sender: Worker, pid: number): Promise<Run> {
  let startAt = 0;
  let before = usage(pid);
  let after = before;
  return new Promise((resolve, reject) => {
    sender.once('error', reject);
    sender.on('message', (message: FromSender) => {
      if (message.type === 'done') {
        resolve({ sent: message.sent, startAt, before, after });
        return;
      }
      startAt = message.startAt;
      const from = startAt + WARM_S * 1000;
      setTimeout(() => (before = usage(pid)), from - now());
      setTimeout(() => (after = usage(pid)), from + MEASURE_S * 1000 - 50 - now());
    });
  });
}

function learn(message: ServerMessage, ids: Map<number, number>): void {
  if (message.type !== 'labels') return;
  for (const { trackNumber, icao, mmsi } of message.tracks) {
    const id = mmsi ?? (icao === null ? null : Number.parseInt(icao, 16));
    if (id !== null) ids.set(trackNumber, id);
  }
}

/** p99 of the middle second and of the worst, and how many seconds miss the budget of 250 ms. */
function bySecond(sent: Sent, seen: Seen, fromAt: number): Record<string, number> {
  const p99s = Array.from({ length: MEASURE_S - 1 }, (_, s) => {
    const at = fromAt + s * 1000;
    return percentile(sortedDelays(sent, seen, at), 0.99);
  }).sort((a, b) => a - b);
  return {
    p99OfMiddleSecondMs: percentile(p99s, 0.5),
    p99OfWorstSecondMs: percentile(p99s, 1),
    secondsMissed: p99s.filter((ms) => ms >= BUDGET_MS).length,
  };
}

/** Of what was sent within a second. */
function sortedDelays(sent: Sent, seen: Seen, fromAt: number): number[] {
  return Object.values(delays(sent, seen, fromAt, fromAt + 1000))
    .flat()
    .sort((a, b) => a - b);
}

async function tell(node: NodeProcess, run: Run, seen: Seen): Promise<void> {
  const { sent, startAt } = run;
  const sources = await node.get<SourceStatus[]>('/sources');
  const sum = (key: 'plots' | 'dropped' | 'kernelDropped' | 'faults'): number =>
    sources.reduce((total, source) => total + source[key], 0);
  const metrics = await node.get<string>('//metrics');
  const metric = (name: string): number =>
    Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1] ?? NaN);
  // A position from CPR needs a pair: the first of each aircraft by a receiver gives none.
  const unpaired = new Set<number>();
  for (let i = 0; i < AIRCRAFT; i++)
    if (i / AIRCRAFT < 0.07 || i / AIRCRAFT >= 0.43) unpaired.add(i);
  const lost = sent.plots - unpaired.size - sum('plots') + sum('dropped');
  const fromAt = startAt + WARM_S * 1000;
  const byKind = delays(sent, seen, fromAt, fromAt + (MEASURE_S - 1) * 1000);
  const all = Object.values(byKind)
    .flat()
    .sort((a, b) => a - b);
  const row = {
    seconds: MEASURE_S,
    plotsPerS: Math.round(sent.plots / (WARM_S + MEASURE_S)),
    tracks: seen.tracks,
    plotsSent: sent.plots,
    plotsLost: lost,
    plotsDropped: sum('dropped'),
    kernelDropped: sum('kernelDropped'),
    faults: sum('faults'),
    plotsLate: metric('tocsin_plots_late_total'),
    p50Ms: percentile(all, 0.5),
    p90Ms: percentile(all, 0.9),
    p99Ms: percentile(all, 0.99),
    maxMs: percentile(all, 1),
    ...bySecond(sent, seen, fromAt),
    watched: all.length,
    framesPerS: Number((seen.frames / (WARM_S + MEASURE_S)).toFixed(1)),
    nodeCores: Number(((run.after.cpuS - run.before.cpuS) / MEASURE_S).toFixed(2)),
    otherCores: Number(((run.after.othersS - run.before.othersS) / MEASURE_S).toFixed(2)),
    rssMb: run.after.rssMb,
    peakRssMb: run.after.peakMb,
    sendingLateMs: Math.round(sent.latestMs),
  };
  if (process.env['TOCSIN_BENCH_VERBOSE']) verbose(metrics, seen, run);
  console.log(`# picture · ${machine()}`);
  for (const [key, value] of Object.entries(row)) console.log(`${key.padEnd(20)} ${value}`);
  for (const [kind, list] of Object.entries(byKind)) {
    list.sort((a, b) => a - b);
    console.log(
      `${kind.padEnd(16)} n ${list.length} p50 ${percentile(list, 0.5)} p90 ${percentile(list, 0.9)} p99 ${percentile(list, 0.99)} ms`,
    );
  }
  console.log(JSON.stringify({ bench: 'picture', machine: machine(), ...row }));
}

/** Where time went: pauses between frames, and the node's own histograms. */
function verbose(metrics: string, seen: Seen, { sent, startAt }: Run): void {
  for (let s = 0; s < WARM_S + MEASURE_S - 1; s++) {
    const from = startAt + s * 1000;
    const list = sortedDelays(sent, seen, from);
    console.log(
      `second ${s}: n ${list.length} p50 ${percentile(list, 0.5)} p90 ${percentile(list, 0.9)} p99 ${percentile(list, 0.99)} ms`,
    );
  }
  for (const [at, gap] of seen.pauses)
    console.log(`pause of ${Math.round(gap)} ms at ${((at - startAt) / 1000).toFixed(1)} s`);
  const kept =
    /^tocsin_(tick|ingest_delay|scan_delay|stage)_seconds|gc_duration_seconds_(sum|count)|eventloop_lag_(p99|max)/;
  console.log(
    metrics
      .split('\n')
      .filter((line) => kept.test(line))
      .join('\n'),
  );
}

await main();
