/** The load's thread for the picture bench: makes bytes ahead and sends them at their time. */
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
  | { readonly type: 'listening'; readonly startAt: number }
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
/** making is this far ahead of sending when sending begins */
const LEAD_MS = 12_000;
const now = (): number => performance.timeOrigin + performance.now();
const port = parentPort!;
const data = workerData as SenderData;
const send = (message: FromSender): void => port.postMessage(message);

interface Planned {
  readonly at: number;
  readonly emissions: readonly LoadEmission[];
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
  const startAt = Math.ceil(now() + LEAD_MS);
  const load = new Load({ seed, startAt, aircraft, vessels });
  await listen(load);
  send({ type: 'listening', startAt });
  send({ type: 'done', sent: await play(load, startAt) });
}

async function play(load: Load, startAt: number): Promise<Sent> {
  const sent = { ids: [] as number[], measuredAt: [] as number[], sentAt: [] as number[] };
  const total = { plots: 0, bytes: 0, latestMs: 0 };
  const endAt = startAt + data.lastsS * 1000;
  const made: Planned[] = [];
  let makeAt = startAt;
  const cpu = process.cpuUsage();
  for (let sendAt = startAt; sendAt < endAt; sendAt += STEP_MS) {
    // Bytes are made ahead while there is time, and always before they are due.
    while (makeAt < endAt && (made.length === 0 || now() < sendAt)) {
      const emissions = load.emissionsBetween(makeAt, makeAt + STEP_MS);
      made.push({ at: makeAt + STEP_MS, emissions });
      makeAt += STEP_MS;
      if (made.length % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const { at, emissions } = made.shift()!;
    while (now() < at) await new Promise((resolve) => setTimeout(resolve, Math.max(1, at - now())));
    total.latestMs = Math.max(total.latestMs, now() - at);
    for (const emission of emissions) {
      const sentAt = now();
      deliver(emission);
      total.bytes += emission.bytes.length;
      total.plots += emission.plots.length;
      for (const plot of emission.plots) {
        if (!plot.watched) continue;
        sent.ids.push(plot.id);
        sent.measuredAt.push(plot.at);
        sent.sentAt.push(sentAt);
      }
    }
  }
  const used = process.cpuUsage(cpu);
  return {
    ids: Float64Array.from(sent.ids),
    measuredAt: Float64Array.from(sent.measuredAt),
    sentAt: Float64Array.from(sent.sentAt),
    ...total,
    cpuS: (used.user + used.system) / 1e6,
  };
}

await run();
