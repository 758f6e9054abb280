import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { SourceConfig, SourceStatus, Transport } from '../../model/index.ts';
import { freeTcpPort } from '../test-ports.ts';
import { FeedHub } from './feed-hub.ts';
import type { IngestPart } from './part-queue.ts';
import { replayFile } from './replay-file.ts';
import { createLineFeed, sourceConfig } from './testing.ts';
import { wallClock } from './wall-clock.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-hub-'));
after(() => rmSync(folder, { recursive: true }));

/** A hub whose changes can be awaited. */
function makeHub(maxPending = 10_000) {
  let notify = (): void => undefined;
  const hub = new FeedHub({
    now: wallClock,
    maxPending,
    createFeed: (config) => createLineFeed(config),
    wake: () => queueMicrotask(notify),
  });
  const parts: IngestPart[] = [];
  const until = (done: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      notify = () => {
        parts.push(...hub.take(1_000));
        if (done()) resolve();
      };
      notify();
    });
  const callsigns = (): (string | undefined)[] =>
    parts.flatMap((part) => part.plots.map((plot) => plot.claims?.callsign));
  const status = (id: string): SourceStatus => hub.statuses().find((s) => s.id === id)!;
  return { hub, until, callsigns, status };
}

async function sendDatagram(port: number, text: string, host = '127.0.0.1'): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.setMulticastInterface('127.0.0.1');
  await new Promise((resolve) => socket.send(text, port, host, resolve));
  socket.close();
}

const udp = (port: number, group?: string): Transport =>
  group === undefined
    ? { kind: 'udp', host: '127.0.0.1', port }
    : { kind: 'udp', host: '127.0.0.1', port, group };

test('a datagram becomes a plot of its source', async () => {
  const { hub, until, callsigns, status } = makeHub();
  const port = await freeTcpPort();
  await hub.apply([sourceConfig('a', udp(port))]);
  assert.equal(status('a').state, 'connecting');
  await sendDatagram(port, 'one\ntwo\n');
  await until(() => callsigns().length === 2);
  assert.deepEqual(callsigns(), ['one', 'two']);
  const { state, chunks, bytes, records, plots, lastRecord } = status('a');
  assert.deepEqual(
    { state, chunks, bytes, records, plots },
    { state: 'live', chunks: 1, bytes: 8, records: 2, plots: 2 },
  );
  assert.equal(lastRecord, '{"line":"two"}');
  await hub.stop();
});

test('a multicast group is joined', async () => {
  const { hub, until, callsigns } = makeHub();
  const port = await freeTcpPort();
  await hub.apply([sourceConfig('m', udp(port, '239.77.1.5'))]);
  await sendDatagram(port, 'hello\n', '239.77.1.5');
  await until(() => callsigns().length === 1);
  await hub.stop();
});

test('a port in use makes its source failed with a plain reason, and the others work', async () => {
  const { hub, until, callsigns, status } = makeHub();
  const taken = createSocket('udp4');
  taken.bind(0, '127.0.0.1');
  await once(taken, 'listening');
  const port = await freeTcpPort();
  await hub.apply([
    sourceConfig('bad', udp(taken.address().port)),
    sourceConfig('good', udp(port)),
  ]);
  assert.equal(status('bad').state, 'failed');
  assert.match(status('bad').reason, /in use by another program/);
  await sendDatagram(port, 'x\n');
  await until(() => callsigns().length === 1);
  await hub.stop();
  taken.close();
});

test('a TCP client reads a stream in pieces and dials again after a loss', async () => {
  const { hub, until, callsigns, status } = makeHub();
  const sockets: Socket[] = [];
  let accepted = (_socket: Socket): void => undefined;
  const server = createServer((socket) => {
    sockets.push(socket);
    accepted(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const nextSocket = (): Promise<Socket> => new Promise((resolve) => (accepted = resolve));
  const first = nextSocket();
  const { port } = server.address() as AddressInfo;
  await hub.apply([sourceConfig('c', { kind: 'tcp-client', host: '127.0.0.1', port })]);
  const socket = await first;
  socket.write('al');
  socket.write('pha\nunfinished');
  await until(() => callsigns().length === 1);
  const second = nextSocket();
  socket.destroy();
  (await second).write('beta\n');
  await until(() => callsigns().length === 2);
  assert.deepEqual(callsigns(), ['alpha', 'beta'], 'the rest of the lost connection is forgotten');
  assert.equal(status('c').reconnects, 1);
  await hub.stop();
  for (const open of sockets) open.destroy();
  server.close();
});

test('a TCP server takes several connections apart and replies on the right one', async () => {
  const { hub, until, callsigns } = makeHub();
  const port = await freeTcpPort();
  await hub.apply([sourceConfig('s', { kind: 'tcp-server', host: '127.0.0.1', port })]);
  const [one, two] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  await Promise.all([once(one, 'connect'), once(two, 'connect')]);
  one.write('?fir');
  two.write('second\n');
  one.write('st\n');
  const [reply] = (await once(one, 'data')) as [Uint8Array];
  assert.equal(String(reply), 'ok');
  await until(() => callsigns().length === 2);
  assert.deepEqual(new Set(callsigns()), new Set(['?first', 'second']));
  one.destroy();
  two.destroy();
  await hub.stop();
});

test('faults are counted by code and the newest 20 kept with their bytes', async () => {
  const { hub, until, status } = makeHub();
  const port = await freeTcpPort();
  await hub.apply([sourceConfig('f', udp(port))]);
  await sendDatagram(port, '!bad\n'.repeat(25) + 'good\n');
  await until(() => status('f').records === 1);
  assert.equal(status('f').faults, 25);
  assert.deepEqual(status('f').faultsByCode, { 'bad-syntax': 25 });
  assert.equal(status('f').recentFaults.length, 20);
  assert.match(status('f').recentFaults[0]!.bytesHex, /^21626164/);
  await hub.stop();
});

test('reconfiguring keeps unchanged sources, replaces changed ones and removes absent ones', async () => {
  const { hub, until, callsigns, status } = makeHub();
  const [a, b, c] = [await freeTcpPort(), await freeTcpPort(), await freeTcpPort()];
  await hub.apply([sourceConfig('keep', udp(a)), sourceConfig('move', udp(b))]);
  await sendDatagram(a, 'before\n');
  await until(() => callsigns().length === 1);
  await hub.apply([sourceConfig('keep', udp(a)), sourceConfig('move', udp(c))]);
  assert.equal(status('keep').chunks, 1, 'its counters went on');
  await sendDatagram(c, 'moved\n');
  await until(() => callsigns().length === 2);
  await hub.apply([]);
  assert.deepEqual(hub.statuses(), []);
  await hub.stop();
});

test('what was recorded replays bit for bit with its receive times, also after a cut', async () => {
  const { hub, until, callsigns } = makeHub();
  const port = await freeTcpPort();
  const config = sourceConfig('s', { kind: 'tcp-server', host: '127.0.0.1', port });
  await hub.apply([config]);
  const file = path.join(folder, 'night.tocsin');
  assert.equal(await hub.record(file), '');
  assert.match(await hub.record(file), /EEXIST|exist/, 'a recording is never overwritten');
  await hub.record(path.join(folder, 'second.tocsin'));
  const socket = connect(port, '127.0.0.1');
  socket.write('one\ntwo\nthr');
  await until(() => callsigns().length === 2);
  socket.write('ee\n');
  await until(() => callsigns().length === 3);
  await hub.record(null);
  socket.destroy();
  await hub.stop();
  const recorded = path.join(folder, 'second.tocsin');
  const replay = async (
    from: string,
  ): Promise<{ plots: string[]; statuses: readonly SourceStatus[] }> => {
    const plots: string[] = [];
    const player = sourceConfig('replay', { kind: 'file', path: from, speed: 0 });
    const { statuses } = await replayFile(
      player,
      (part) => plots.push(...part.plots.map((p) => `${p.sourceId} ${p.at} ${p.claims?.callsign}`)),
      (c) => createLineFeed(c),
    );
    return { plots, statuses };
  };
  const first = await replay(recorded);
  assert.deepEqual(
    first.plots.map((line) => line.replace(/ .* /, ' ')),
    ['s one', 's two', 's three'],
  );
  assert.deepEqual((await replay(recorded)).plots, first.plots);
  const cut = path.join(folder, 'cut.tocsin');
  writeFileSync(cut, readFileSync(recorded).subarray(0, -30));
  const damaged = await replay(cut);
  assert.deepEqual(damaged.plots, first.plots.slice(0, 2));
  assert.equal(damaged.statuses.find((s) => s.id === 'replay')!.faultsByCode['truncated'], 1);
});

test('a replayed source whose name is live gets a name of its own', async () => {
  const { hub, until, callsigns, status } = makeHub();
  const port = await freeTcpPort();
  const config: SourceConfig = sourceConfig('radar', udp(port));
  await hub.apply([config]);
  const file = path.join(folder, 'radar.tocsin');
  await hub.record(file);
  await sendDatagram(port, 'live\n');
  await until(() => callsigns().length === 1);
  await hub.record(null);
  const player = sourceConfig(
    'last-night',
    { kind: 'file', path: file, speed: 0 },
    { simulated: true },
  );
  await hub.apply([config, player]);
  await until(() => callsigns().length === 2 && hub.stateOf('last-night') === 'ended');
  assert.equal(status('radar').records, 1);
  assert.equal(status('last-night/radar').records, 1);
  assert.equal(status('last-night/radar').simulated, true);
  await hub.stop();
});
