import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaultProxy } from '../fault-proxy.ts';
import { openEverywhere, storm, untilSame, withNatsAlliance } from '../test-alliance.ts';
import { missingNatsServer } from './test-servers.ts';

const skip = missingNatsServer() ?? false;
const MEMBERS = ['BGR', 'ROU', 'TUR'];

test(
  'three processes over a hub: kill -9 of nodes and of the hub lose nothing acknowledged, all see the same',
  { skip, timeout: 300_000 },
  () =>
    withNatsAlliance(MEMBERS, 'hub', async (nodes, { hub }) => {
      const all = [...nodes.values()];
      const call = await openEverywhere(all);
      await storm(all, call, 4, 2);
      await hub!.kill();
      // Written while nothing passes.
      await storm(all, call, 5, 1);
      await hub!.start();
      const enough = await storm(all, call, 6, 1);
      await untilSame(all, enough);
      assert.ok(enough > 100, `${enough} acknowledged say little`);
    }),
);

test(
  "three processes that read at each other's servers, without a hub: a server killed -9 loses nothing",
  { skip, timeout: 300_000 },
  () =>
    withNatsAlliance(MEMBERS, 'mesh', async (nodes, { servers }) => {
      const all = [...nodes.values()];
      const call = await openEverywhere(all);
      await servers.get('ROU')!.kill();
      await storm(all, call, 7, 1);
      await servers.get('ROU')!.start();
      const enough = await storm(all, call, 8, 1);
      await untilSame(all, enough);
      assert.ok(enough > 50, `${enough} acknowledged say little`);
    }),
);

test(
  'a leaf that stands still while a small stream overflows, then is cut for a while: the outbox repairs all',
  { skip, timeout: 300_000 },
  async () => {
    const proxies = new Map<string, FaultProxy>();
    const viaHub = async (leafPort: number, member: string): Promise<number> => {
      const proxy = await new FaultProxy(leafPort).start();
      proxies.set(member, proxy);
      return proxy.port;
    };
    const run: Parameters<typeof withNatsAlliance>[2] = async (nodes) => {
      const all = [...nodes.values()];
      const call = await openEverywhere(all);
      const bgr = nodes.get('BGR')!;
      const text = 'all quiet '.repeat(40);
      proxies.get('TUR')!.stall();
      for (let i = 0; i < 500; i++) bgr.do({ type: 'call.note', call, text: `${i} ${text}` });
      await bgr.until((node) => node.acknowledged > 500);
      proxies.get('TUR')!.heal();
      await untilSame(all, 500);
      proxies.get('TUR')!.cut();
      for (const node of all) node.do({ type: 'call.note', call, text: 'while TUR was cut off' });
      await bgr.until((node) => node.acknowledged > 501);
      proxies.get('TUR')!.heal();
      await untilSame(all, 503);
    };
    try {
      await withNatsAlliance(MEMBERS, 'hub', run, { viaHub, maxOctets: 512 * 1024 });
    } finally {
      for (const proxy of proxies.values()) await proxy.stop();
    }
  },
);
