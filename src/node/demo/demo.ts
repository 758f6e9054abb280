import { Worker } from 'node:worker_threads';
import type { SourceConfig, SourceStatus, Zone } from '../../model/index.ts';
import { Demo as DemoNight, type DemoOptions } from '../../sim/index.ts';
import type { KnownIdentity } from '../config/index.ts';
import { StartFailure } from '../start-failure.ts';
import type { DemoWorkerData, FromDemoWorker, ToDemoWorker } from './demo-worker.ts';

/** The built-in exercise: its feeds, zones and known objects, and the thread that sends. */
export interface Demo {
  readonly sources: readonly SourceConfig[];
  readonly zones: readonly Zone[];
  readonly identities: readonly KnownIdentity[];
  /** Sends from now on: the node's feeds are open. */
  begin(): void;
  /** Where the node listens by now. Ports are never chosen beforehand: another program could take one meanwhile. */
  aim(statuses: readonly SourceStatus[]): void;
  stop(): Promise<void>;
}

/** Ready to send; the sources it returns are what a node must take in before `begin`. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const workerData: DemoWorkerData = { options };
  const worker = new Worker(new URL('./demo-worker.js', import.meta.url), { workerData });
  const beastPort = await new Promise<number>((resolve, reject) => {
    worker.once('message', (message: FromDemoWorker) => {
      if (message.type === 'ready') resolve(message.beastPort);
      else reject(new StartFailure(`The demo cannot start: ${message.text}`));
    });
    worker.once('error', reject);
  });
  const night = new DemoNight({ ...options, beastPort });
  const order = (what: ToDemoWorker): void => worker.postMessage(what);
  let aimedAt = '';
  return {
    sources: night.sources,
    zones: night.zones,
    identities: night.friends,
    begin: () => order({ type: 'begin' }),
    aim: (statuses) => {
      const ports = statuses.flatMap(({ id, port }) => (port === undefined ? [] : [[id, port]]));
      const text = JSON.stringify(ports);
      if (text === aimedAt) return;
      aimedAt = text;
      order({ type: 'aim', ports: Object.fromEntries(ports) as Record<string, number> });
    },
    stop: async () => {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      order({ type: 'stop' });
      await ended;
    },
  };
}
