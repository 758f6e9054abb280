import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import type { SourceConfig, SourceStatus } from '../../model/index.ts';
import { Ingest, type IngestBatch } from './ingest.ts';
import { readKernelDrops } from './kernel-drops.ts';
import { sourceConfig } from './testing.ts';

/** Even and odd position of one aircraft, from J. Sun, The 1090 Megahertz Riddle, section 5.2. */
const PAIR = ['8D40621D58C382D690C8AC2863A7', '8D40621D58C386435CC412692AD6'];
const FRAMES = PAIR.map((hex) => `*${hex};\n`).join('');

async function openSender(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** A UDP port that is free now. */
async function freePort(): Promise<number> {
  const socket = await openSender();
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}

function avrSource(id: string, port: number, more: Partial<SourceConfig> = {}): SourceConfig {
  return sourceConfig(id, { kind: 'udp', host: '127.0.0.1', port }, { format: 'avr', ...more });
}

const statusOf = (ingest: Ingest, id: string): SourceStatus | undefined =>
  ingest.statuses().find((status) => status.id === id);

/** Resolves with the first statuses of which `test` holds. */
function untilStatuses(ingest: Ingest, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    ingest.onStatuses(() => {
      if (holds()) resolve();
    });
  });
}

for (const mode of ['worker', 'inline'] as const)
  test(`bytes become plots on the main loop, ${mode}`, async () => {
    const ingest = new Ingest({ mode });
    const port = await freePort();
    const first = new Promise<IngestBatch>((resolve) => ingest.onBatch(resolve));
    await ingest.start([avrSource('adsb', port, { simulated: true })]);
    const sender = await openSender();
    sender.send(FRAMES, port, '127.0.0.1');
    const { parts, postedAt } = await first;
    const plot = parts.flatMap((part) => part.plots).at(-1)!;
    assert.equal(parts[0]!.sourceId, 'adsb');
    assert.equal(plot.claims?.icao, 0x40621d);
    assert.ok(Math.abs(plot.latRad * (180 / Math.PI) - 52.2572) < 0.02);
    assert.equal(plot.simulated, true);
    assert.ok(postedAt >= plot.receivedAt);
    await untilStatuses(ingest, () => statusOf(ingest, 'adsb')?.records === 2);
    assert.equal(statusOf(ingest, 'adsb')!.state, 'live');
    sender.close();
    await ingest.stop();
  });

test('a bad port fails its source only, and reconfiguring mends it', async () => {
  const ingest = new Ingest();
  const taken = await openSender();
  await ingest.start([avrSource('bad', taken.address().port), avrSource('good', await freePort())]);
  assert.equal(statusOf(ingest, 'bad')!.state, 'failed');
  assert.match(statusOf(ingest, 'bad')!.reason, /in use by another program/);
  assert.equal(statusOf(ingest, 'good')!.state, 'connecting');
  await ingest.reconfigure([avrSource('bad', await freePort())]);
  assert.deepEqual(
    ingest.statuses().map(({ id, state }) => [id, state]),
    [['bad', 'connecting']],
  );
  taken.close();
  await ingest.stop();
});

test('a main loop that is behind gets no more batches; the oldest plots are dropped and counted', async () => {
  const ingest = new Ingest({ mode: 'inline', maxPending: 20, postEveryMs: 0 });
  const port = await freePort();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let delivered = 0;
  ingest.onBatch(async ({ parts }) => {
    for (const part of parts) delivered += part.plots.length;
    await held;
  });
  await ingest.start([avrSource('flood', port)]);
  const sender = await openSender();
  // Each datagram gives two plots once the aircraft is known.
  for (let i = 0; i < 60; i++)
    await new Promise((resolve) => sender.send(FRAMES, port, '127.0.0.1', resolve));
  await untilStatuses(ingest, () => statusOf(ingest, 'flood')?.records === 120);
  const status = statusOf(ingest, 'flood')!;
  assert.ok(status.dropped > 0);
  assert.ok(status.plots - status.dropped - delivered <= 20, 'what waits is within the bound');
  release();
  await ingest.stop();
  sender.close();
});

test(
  'datagrams that the kernel had no room for are counted',
  { skip: process.platform === 'linux' ? false : 'needs /proc/net/udp' },
  async () => {
    const receiver = createSocket({ type: 'udp4', recvBufferSize: 4_096 });
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address();
    assert.equal(readKernelDrops(port), 0);
    const sender = await openSender();
    await new Promise<void>((resolve) => sender.connect(port, '127.0.0.1', resolve));
    // Connected, so sent within this turn: nobody reads until it is over.
    for (let i = 0; i < 200; i++) sender.send(new Uint8Array(1_000));
    const drops = readKernelDrops(port);
    receiver.close();
    sender.close();
    assert.ok(drops > 0, 'they overflow a receive buffer of 4 kB');
  },
);
