import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openLedger } from '../store/index.ts';
import { PeerLinks } from './peer-links.ts';
import { openEverywhere, storm, untilSame, withAlliance } from './test-alliance.ts';

test(
  'three processes over mutual TLS: a call reaches all, kill -9 storms lose nothing acknowledged, all see the same',
  { timeout: 180_000 },
  () =>
    withAlliance(['BGR', 'ROU', 'TUR'], async (nodes) => {
      const all = [...nodes.values()];
      const call = await openEverywhere(all);
      const enough = await storm(all, call, 9, 6);
      await untilSame(all, enough);
      assert.ok(enough > 150, `${enough} acknowledged say little`);
    }),
);

test(
  'whoever shows another key than the pinned one is refused, whatever it says',
  { timeout: 60_000 },
  () =>
    withAlliance(['BGR', 'ROU'], async (nodes, root) => {
      const rou = nodes.get('ROU')!;
      await rou.start();
      const other = path.join(root, 'thief');
      await (await openLedger({ dataDir: other, origin: 'BGR' })).close();
      const heard: string[] = [];
      const thief = new PeerLinks({
        member: 'BGR',
        keyPem: readFileSync(path.join(other, 'node-key.pem'), 'utf8'),
        listen: null,
        peers: new Map([['ROU', `127.0.0.1:${rou.options.port}`]]),
        rotations: () => [],
        isMember: () => true,
        isKeyOf: () => true,
        onUp: () => heard.push('up'),
        onDown: () => {},
        onMessage: (_, text) => heard.push(text),
        onRefused: () => {},
      });
      await thief.start();
      await rou.until((node) =>
        node.warnings.some((one) => one.includes('not the one that is pinned')),
      );
      await thief.stop();
      assert.deepEqual(
        heard.filter((one) => one !== 'up'),
        [],
      );
      assert.deepEqual(rou.state.up, []);
      copyFileSync(path.join(root, 'BGR', 'node-key.pem'), path.join(other, 'right.pem'));
      await nodes.get('BGR')!.start();
      await rou.until(({ state }) => state.up.includes('BGR'));
    }),
);
