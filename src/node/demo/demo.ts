import { Worker } from 'node:worker_threads';
import type { SourceConfig, Zone } from '../../model/index.ts';
import { DEMO_PORTS, Demo as DemoNight, type DemoOptions } from '../../sim/index.ts';
import type { KnownIdentity } from '../config/index.ts';
import { StartFailure } from '../start-failure.ts';
import { freePorts } from './free-ports.ts';
import type { DemoWorkerData, FromDemoWorker, ToDemoWorker } from './demo-worker.ts';

/** The built-in exercise: its feeds, zones and known objects, and the thread that sends. */
export interface Demo {
  readonly sources: readonly SourceConfig[];
  readonly zones: readonly Zone[];
  readonly identities: readonly KnownIdentity[];
  /** Sends from now on: the node's feeds are open. */
  begin(): void;
  stop(): Promise<void>;
}

/** Ready to send; the sources it returns are what a node must take in before `begin`. */
export async function startDemo(wanted: DemoOptions): Promise<Demo> {
  const ports = await freePorts({ ...DEMO_PORTS, ...wanted.ports });
  const options: DemoOptions = { ...wanted, ports };
  const night = new DemoNight(options);
  const workerData: DemoWorkerData = { options };
  const worker = new Worker(new URL('./demo-worker.js', import.meta.url), { workerData });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', (message: FromDemoWorker) => {
      if (message.type === 'ready') resolve();
      else reject(new StartFailure(explain(message.code, message.text)));
    });
    worker.once('error', reject);
  });
  const order = (what: ToDemoWorker): void => worker.postMessage(what);
  return {
    sources: night.sources,
    zones: night.zones,
    identities: night.friends,
    begin: () => order('begin'),
    stop: async () => {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      order('stop');
      await ended;
    },
  };
}

function explain(code: string, text: string): string {
  if (code !== 'EADDRINUSE') return `The demo cannot start: ${text}`;
  const port = /:(\d+)/.exec(text)?.[1] ?? '';
  return `Port ${port}, which the demo sends on, is taken by another program (another demo?). Stop that one and start again.`;
}
