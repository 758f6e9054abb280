import assert from 'node:assert/strict';
import { test } from 'node:test';
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
