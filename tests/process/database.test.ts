/** A real node on PostgreSQL whose database is killed: the picture goes on, people are told, and it mends itself. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Alert, NodeStatus, TrackInfo, TrackPoint } from '../../src/model/index.ts';
import { forEachBackEnd, storeConfig, type BackEnd } from '../back-ends.ts';
import { freePort, makeFolder, NodeProcess, runTocsin, until } from './node-process.ts';
import { circle, sendTraffic } from './traffic.ts';

/** What a person can do and see, whatever becomes of the database. */
class Desk {
  node: NodeProcess;

  constructor(node: NodeProcess) {
    this.node = node;
  }

  alerts(): Promise<Alert[]> {
    return this.node.get<Alert[]>('/alerts');
  }

  async readiness(): Promise<number> {
    return (await this.node.api('GET', '//readyz')).status;
  }

  /** Acknowledges some alert of the sky's. */
  async acknowledge(): Promise<{ id: string; status: number; text: string }> {
    const isFree = ({ acknowledged, condition }: Alert): boolean =>
      acknowledged === null && condition !== 'disk-full';
    const { id } = (await this.alerts()).find(isFree)!;
    const { status, body } = await this.node.api('POST', `/alerts/${id}/acknowledge`);
    return { id, status, text: JSON.stringify(body) };
  }

  /** Resolves when every track has news. */
  async untilNews(): Promise<TrackInfo[]> {
    const was = await this.node.get<TrackInfo[]>('/tracks');
    return until('the picture goes on', async () => {
      const now = await this.node.get<TrackInfo[]>('/tracks');
      const isNewer = now.every((track, i) => track.updatedAt > (was[i]?.updatedAt ?? 0));
      return now.length === 3 && isNewer && now;
    });
  }
}

async function loseDatabase(backEnd: BackEnd): Promise<void> {
  const folder = makeFolder();
  const port = await freePort('udp');
  const traffic = sendTraffic(port, 3);
  const config = {
    node: { mode: 'exercise', lat: 30, lon: -40 },
    data: 'data',
    store: storeConfig(backEnd.place(folder.dir).store),
    http: { port: 0 },
    log: { level: 'error' },
    feeds: [{ id: 'station', format: 'asterix', udp: { port } }],
  };
  const doctor = async (): Promise<string> =>
    (await runTocsin(['doctor', '--config', 'tocsin.yaml'], folder.dir)).text;
  const desk = new Desk(await NodeProcess.start(folder.dir, { config }));
  try {
    assert.match(await doctor(), /ok {4}store +PostgreSQL/);
    await desk.node.api('POST', '/zones', circle('No entry', 80_000));
    await until('alerts', async () => (await desk.alerts()).length >= 3);
    const kept = await desk.acknowledge();
    assert.equal(kept.status, 200, kept.text);

    await backEnd.server().kill();
    await until('it is said', async () => (await desk.readiness()) === 503);
    const refused = await desk.acknowledge();
    assert.equal(refused.status, 507, refused.text);
    assert.match(refused.text, /not kept: .*database/);
    await until('a loud alert', async () =>
      (await desk.alerts()).some(({ condition }) => condition === 'disk-full'),
    );
    const { notices } = await desk.node.get<NodeStatus>('/node');
    assert.match(notices.join(), /^DISK: .*database/);
    const [track] = await desk.untilNews();
    assert.match(await doctor(), /FAIL {2}store .*cannot be reached/);

    await backEnd.server().run();
    await until('readiness', async () => (await desk.readiness()) === 200, 60_000);
    const done = await desk.acknowledge();
    assert.equal(done.status, 200, done.text);
    const { trackNumber, updatedAt } = track!;
    const route = `/tracks/${trackNumber}/history?from=${updatedAt - 60_000}&to=${updatedAt}`;
    const isThere = async (): Promise<boolean> => {
      const { status, body } = await desk.node.api('GET', route);
      return status === 200 && (body as unknown as TrackPoint[]).length > 0;
    };
    await until('the past of the outage', isThere);

    await desk.node.end('SIGKILL');
    const password = readFileSync(path.join(folder.dir, 'first-password'), 'utf8');
    desk.node = await NodeProcess.start(folder.dir, { config }, password);
    await desk.node.end('SIGTERM');
    const on = ['--data', 'data'];
    const verified = await runTocsin(['ledger', 'verify', ...on], folder.dir);
    assert.match(verified.text, /numbers, chain and signatures in order/);
    const acts = ['--type', 'alert.acknowledged', '--limit', '1000'];
    const shown = await runTocsin(['ledger', 'show', ...on, ...acts], folder.dir);
    for (const { id } of [kept, done]) assert.ok(shown.text.includes(`"${id}"`), id);
  } finally {
    traffic.stop();
    await desk.node.end('SIGKILL');
    folder.remove();
  }
}

forEachBackEnd((backEnd) => {
  if (backEnd.name === 'postgresql')
    test(
      'with its database killed the picture goes on, acknowledging is refused with the reason, and all is well when it is back',
      { timeout: 300_000 },
      () => loseDatabase(backEnd),
    );
});
