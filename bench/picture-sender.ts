/** The load's thread for the picture bench: makes all bytes first, then sends them at their time. */
import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { Load, type LoadEmission } from '../src/sim/index.ts';

export interface SenderData {
  readonly seed: number;
  readonly aircraft: number;
  readonly vessels: number;
  readonly lastsS: number;
  readonly ports: Readonly<Record<string, number>>;
}

export type FromSender =
  | { readonly type: 'listening' }
  | { readonly type: 'made'; readonly startAt: number; readonly perS: number }
  | { readonly type: 'done'; readonly sent: Sent };

/** What was sent: numbers in columns, one a watched plot; totals. */
export interface Sent {
  readonly ids: Float64Array;
  readonly measuredAt: Float64Array;
  readonly sentAt: Float64Array;
  readonly plots: number;
  readonly bytes: number;
  /** sending later than planned, ms, worst */
  readonly latestMs: number;
  readonly cpuS: number;
}

const STEP_MS = 20;
const now = (): number => performance.timeOrigin + performance.now();
const port = parentPort!;
const data = workerData as SenderData;
const send = (message: FromSender): void => port.postMessage(message);

interface Planned {
  readonly at: number;
  readonly emissions: readonly LoadEmission[];
}

/** Makes the bytes of the whole run for a start that lies after the making; says how it went. */
function plan(load: Load, startAt: number): Planned[] {
  const steps: Planned[] = [];
  for (let at = startAt; at < startAt + data.lastsS * 1000; at += STEP_MS)
    steps.push({ at: at + STEP_MS, emissions: load.emissionsBetween(at, at + STEP_MS) });
  return steps;
}

const readers = new Map<string, Socket>();
const udp = createSocket('udp4');

function deliver(emission: LoadEmission): void {
  const reader = readers.get(emission.channel);
  if (reader !== undefined) reader.write(emission.bytes);
  else udp.send(emission.bytes, data.ports[emission.channel]!, '127.0.0.1');
}

async function listen(load: Load): Promise<void> {
  for (const { id, transport } of load.channels) {
    if (transport !== 'tcp') continue;
    const server = createServer((socket) => {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      readers.set(id, socket);
    });
    await new Promise<void>((resolve) => server.listen(data.ports[id], '127.0.0.1', resolve));
  }
}

async function run(): Promise<void> {
  const { seed, aircraft, vessels } = data;
  const trial = new Load({ seed, startAt: now(), aircraft, vessels });
  await listen(trial);
  send({ type: 'listening' });
  // How long making takes is measured on the first second, warm; then the start is put safely after it.
  const trialFrom = now();
  for (let i = 0; i < 100; i++)
    trial.emissionsBetween(trialFrom + i * STEP_MS, trialFrom + (i + 1) * STEP_MS);
  const makeMs = ((now() - trialFrom) / 2) * data.lastsS * 1.3 + 3000;
  const startAt = Math.ceil(now() + makeMs);
  const steps = plan(new Load({ seed, startAt, aircraft, vessels }), startAt);
  if (now() > startAt) throw new Error('making the load took longer than planned: run it again');
  const total = steps.reduce(
    (sum, { emissions }) => sum + emissions.reduce((n, { plots }) => n + plots.length, 0),
    0,
  );
  send({ type: 'made', startAt, perS: total / data.lastsS });
  send({ type: 'done', sent: await play(steps, total) });
}

async function play(steps: readonly Planned[], total: number): Promise<Sent> {
  const ids = new Float64Array(total);
  const measuredAt = new Float64Array(total);
  const sentAt = new Float64Array(total);
  let count = 0;
  let bytes = 0;
  let latestMs = 0;
  const cpu = process.cpuUsage();
  for (const { at, emissions } of steps) {
    while (now() < at)
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, at - now() - 1)));
    latestMs = Math.max(latestMs, now() - at);
    for (const emission of emissions) {
      const sent = now();
      deliver(emission);
      bytes += emission.bytes.length;
      for (const plot of emission.plots) {
        if (!plot.watched) continue;
        ids[count] = plot.id;
        measuredAt[count] = plot.at;
        sentAt[count++] = sent;
      }
    }
  }
  const used = process.cpuUsage(cpu);
  const cut = (column: Float64Array): Float64Array => column.slice(0, count);
  return {
    ids: cut(ids),
    measuredAt: cut(measuredAt),
    sentAt: cut(sentAt),
    plots: total,
    bytes,
    latestMs,
    cpuS: (used.user + used.system) / 1e6,
  };
}

await run();
