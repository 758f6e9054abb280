/** A full disk under a real node: the picture goes on, people are told, and it mends itself when there is space. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Alert, NodeStatus, TrackInfo } from '../../src/model/index.ts';
import { freePort, makeFolder, NodeProcess, until } from './node-process.ts';
import { circle, sendTraffic } from './traffic.ts';

const SIZE = '24m';

/** A small file system of its own at `dir`; false where this account may not mount one. */
function mountSmall(dir: string): boolean {
  mkdirSync(dir);
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', dir]).status === 0;
}

/** Fills a disk to its last block, however often the node lets some go. */
function fill(dir: string): void {
  const { bavail, bsize } = statfsSync(dir);
  if (bavail === 0) return;
  const name = path.join(dir, `ballast-${Date.now()}-${Math.random()}`);
  try {
    writeFileSync(name, Buffer.alloc(bavail * bsize));
  } catch {
    // Somebody took the last block: full all the same.
  }
}

const folder = makeFolder();
const data = path.join(folder.dir, 'data');
const mounted = process.platform === 'linux' && mountSmall(data);
const skip = mounted ? false : 'a small file system cannot be mounted by this account';
if (!mounted) folder.remove();

test(
  'with a full disk the picture goes on, acknowledging is refused with the reason, and all is well again with space',
  { skip, timeout: 200_000 },
  async () => {
    const port = await freePort('udp');
    const traffic = sendTraffic(port, 3);
    const config = {
      node: { mode: 'exercise', lat: 30, lon: -40 },
      data: 'data',
      http: { port: 0 },
      log: { level: 'fatal' },
      feeds: [{ id: 'station', format: 'asterix', udp: { port } }],
    };
    const node = await NodeProcess.start(folder.dir, { config });
    let filling: NodeJS.Timeout | undefined;
    try {
      const alerts = (): Promise<Alert[]> => node.get<Alert[]>('/alerts');
      const ready = async (): Promise<number> => (await node.api('GET', '//readyz')).status;
      await node.api('POST', '/zones', circle('No entry', 80_000));
      const first = await until('alerts', async () => {
        const list = await alerts();
        return list.length >= 3 && list;
      });
      assert.equal(await ready(), 200);

      fill(data);
      filling = setInterval(() => fill(data), 50);
      const refused = await until('a refused acknowledgement', async () => {
        const answer = await node.api('POST', `/alerts/${first[0]!.id}/acknowledge`);
        return answer.status !== 200 && answer;
      });
      assert.equal(refused.status, 507);
      const { code, text } = refused.body as { code: string; text: string };
      assert.equal(code, 'disk-full');
      assert.match(text, /not kept: .*(space|disk)/);
      const loud = await until('a loud alert', async () =>
        (await alerts()).find(({ condition }) => condition === 'disk-full'),
      );
      assert.equal(loud.priority, 'emergency');
      assert.equal(await ready(), 503);
      const status = await node.get<NodeStatus>('/node');
      assert.equal(status.diskOk, false);
      assert.match(status.notices.join(), /^DISK: /);
      const was = await node.get<TrackInfo[]>('/tracks');
      await until('the picture goes on', async () => {
        const now = await node.get<TrackInfo[]>('/tracks');
        return now.length === 3 && now.every((track, i) => track.updatedAt > was[i]!.updatedAt);
      });

      clearInterval(filling);
      spawnSync('sh', ['-c', `rm -f ${data}/ballast-*`]);
      await until('readiness', async () => (await ready()) === 200);
      const open = (await alerts()).find(
        ({ acknowledged, condition }) => acknowledged === null && condition !== 'disk-full',
      );
      const done = await node.api('POST', `/alerts/${open!.id}/acknowledge`);
      assert.equal(done.status, 200, JSON.stringify(done.body));
      await until('the loud alert ends', async () =>
        (await alerts()).every(
          (one) => one.condition !== 'disk-full' || !one.state.startsWith('active'),
        ),
      );
    } finally {
      clearInterval(filling);
      traffic.stop();
      await node.end('SIGKILL');
      spawnSync('umount', ['-l', data]);
      rmSync(folder.dir, { recursive: true, force: true });
    }
  },
);
