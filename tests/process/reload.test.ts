/** tocsin.yaml edited under a running node: feeds, zones and alert rules follow, a broken edit changes nothing. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Alert, NodeStatus, SourceStatus, Zone } from '../../src/model/index.ts';
import { freePort, makeFolder, NodeProcess, until } from './node-process.ts';
import { circle, sendTraffic, squares } from './traffic.ts';

test(
  'feeds, zones and alert rules follow tocsin.yaml; a broken edit is refused with its line and the old one stays',
  { timeout: 200_000 },
  async () => {
    const folder = makeFolder();
    const [a, b] = [await freePort('udp'), await freePort('udp')];
    const file = path.join(folder.dir, 'tocsin.yaml');
    const zones = path.join(folder.dir, 'zones.geojson');
    const yaml = (ports: Record<string, number>, alerts = ''): string =>
      [
        'node: { mode: exercise, lat: 30, lon: -40 }',
        'http: { port: 0 }',
        'log: { level: fatal }',
        'zones: [zones.geojson]',
        alerts,
        'feeds:',
        ...Object.entries(ports).map(
          ([id, port]) => `  - { id: ${id}, format: asterix, udp: { port: ${port} } }`,
        ),
        '',
      ].join('\n');
    writeFileSync(zones, squares(['first']));
    const traffic = [sendTraffic(a, 2)];
    const node = await NodeProcess.start(folder.dir, { config: yaml({ one: a }) });
    try {
      const sources = async (): Promise<string[]> =>
        (await node.get<SourceStatus[]>('/sources')).map(({ id }) => id).sort();
      const names = async (): Promise<string[]> =>
        (await node.get<Zone[]>('/zones')).map(({ name }) => name).sort();
      const records = async (id: string): Promise<number> =>
        (await node.get<SourceStatus[]>('/sources')).find((one) => one.id === id)?.records ?? -1;
      assert.deepEqual(await sources(), ['one']);
      assert.deepEqual(await names(), ['first']);
      await node.api('POST', '/zones', circle('drawn', 50_000));
      await until('records', async () => (await records('one')) > 4);

      writeFileSync(file, yaml({ one: a, two: b }));
      traffic.push(sendTraffic(b, 1));
      await until('the second feed decodes', async () => (await records('two')) > 0);
      assert.ok((await records('one')) > 4, 'the feed that did not change went on');

      writeFileSync(zones, squares(['second', 'third']));
      await until('new zones', async () => (await names()).join() === 'drawn,second,third');

      // Nothing may stay shelved for longer than the rule says: that it is read again shows in a refusal.
      const [alert] = await until('an alert', async () => {
        const list = await node.get<Alert[]>('/alerts');
        return list.length > 0 && list;
      });
      const shelve = (minutes: number) =>
        node.api('POST', `/alerts/${alert!.id}/shelve`, { reason: 'test', minutes });
      writeFileSync(file, yaml({ one: a, two: b }, 'alerts: { shelveMaxS: 120 }'));
      await until('the new rule', async () => (await shelve(10)).status === 409);

      writeFileSync(
        file,
        yaml({ one: a }, 'alerts: { shelveMaxS: 60 }').replace('port: 0', 'port: many'),
      );
      const said = await until('the refusal', async () => {
        const { notices } = await node.get<NodeStatus>('/node');
        return notices.find((text) => text.includes('not taken over'));
      });
      assert.match(said, /tocsin\.yaml:2/);
      assert.deepEqual(await sources(), ['one', 'two']);
      assert.equal((await shelve(2)).status, 200, 'the rule of the last good edit holds');

      writeFileSync(file, yaml({ two: b }));
      await until('the removed feed is gone', async () => (await sources()).join() === 'two');
      const after = await node.get<NodeStatus>('/node');
      assert.ok(after.notices.every((text) => !text.includes('not taken over')));
    } finally {
      for (const one of traffic) one.stop();
      await node.end('SIGKILL');
      folder.remove();
    }
  },
);
