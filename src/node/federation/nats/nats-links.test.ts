import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { headers } from '@nats-io/transport-node';
import { publicKeyHex } from '../../store/index.ts';
import { NatsLinks, type NatsLinksOptions } from './nats-links.ts';
import { connectServer } from './server.ts';
import { missingNatsServer, startNetwork, stopNetwork, type TestNetwork } from './test-servers.ts';

interface End {
  readonly member: string;
  readonly links: NatsLinks;
  readonly up: Set<string>;
  readonly heard: string[];
  readonly refused: string[];
  /** what is waited for is looked at whenever something happens */
  readonly watchers: Set<() => void>;
}

const skip = missingNatsServer() ?? false;

type Keys = ReadonlyMap<string, KeyPairKeyObjectResult>;

function makeEnds(
  network: TestNetwork,
  keys: Keys,
  change: Partial<NatsLinksOptions>,
): Map<string, End> {
  const members = [...network.servers.keys()];
  const ends = new Map<string, End>();
  for (const member of members) {
    const up = new Set<string>();
    const heard: string[] = [];
    const refused: string[] = [];
    const watchers = new Set<() => void>();
    const look = (): void => watchers.forEach((one) => one());
    const urlOf = (one: string) => ({ url: network.servers.get(one)!.url });
    const others = members.filter((one) => one !== member);
    const links = new NatsLinks({
      member,
      keyPem: keys.get(member)!.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      server: urlOf(member),
      servers: new Map(network.hub === null ? others.map((one) => [one, urlOf(one)]) : []),
      domains: new Map(),
      stream: 'TOCSIN',
      maxOctets: 16 * 1024 * 1024,
      isMember: () => true,
      rotations: () => [],
      isKeyOf: (one, key) => publicKeyHex(keys.get(one)!.publicKey) === key,
      onUp: (one) => {
        up.add(one);
        look();
      },
      onDown: (one) => {
        up.delete(one);
        look();
      },
      onMessage: (one, text) => {
        heard.push(`${one} ${text}`);
        look();
      },
      onRefused: (who, why) => {
        refused.push(`${who}: ${why}`);
        look();
      },
      ...change,
    });
    ends.set(member, { member, links, up, heard, refused, watchers });
  }
  return ends;
}

function until({ watchers }: End, is: () => boolean): Promise<void> {
  if (is()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = (): void => {
      if (!is()) return;
      watchers.delete(look);
      resolve();
    };
    watchers.add(look);
  });
}

/** Ends and network, stopped and removed at the end. */
async function withEnds(
  kind: 'hub' | 'mesh',
  members: readonly string[],
  run: (
    ends: Map<string, End>,
    network: TestNetwork,
    cleanUp: (() => Promise<void>)[],
  ) => Promise<void>,
  change: Partial<NatsLinksOptions> = {},
): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-nats-'));
  const network = await startNetwork(root, members, kind);
  const keys = new Map(members.map((member) => [member, generateKeyPairSync('ed25519')]));
  const ends = makeEnds(network, keys, change);
  const cleanUp: (() => Promise<void>)[] = [];
  try {
    for (const { links } of ends.values()) await links.start();
    const isUp = (end: End): boolean => end.up.size === members.length - 1;
    await Promise.all([...ends.values()].map((end) => until(end, () => isUp(end))));
    await run(ends, network, cleanUp);
  } finally {
    for (const one of cleanUp) await one();
    for (const { links } of ends.values()) await links.stop();
    await stopNetwork(network);
    rmSync(root, { recursive: true, force: true });
  }
}

for (const kind of ['hub', 'mesh'] as const)
  test(
    `${kind}: each member hears every other, in order, and nobody else hears it`,
    { skip, timeout: 60_000 },
    () =>
      withEnds(kind, ['BGR', 'ROU', 'TUR'], async (map) => {
        const ends = [...map.values()];
        const big = 'x'.repeat(600_000);
        for (const from of ends)
          for (const to of ends)
            for (let i = 0; i < 50; i++)
              from.links.send(to.member, `${to.member} ${i} ${i === 7 ? big : ''}`);
        await Promise.all(ends.map((end) => until(end, () => end.heard.length === 100)));
        for (const { member, heard, refused } of ends) {
          assert.deepEqual(refused, []);
          for (const from of new Set(heard.map((text) => text.slice(0, 3))))
            assert.deepEqual(
              heard.filter((text) => text.startsWith(from)).map((text) => text.slice(4, 10).trim()),
              Array.from({ length: 50 }, (_, i) => `${member} ${i}`),
            );
        }
      }),
  );

test(
  'a hub reads nothing; what it changes, repeats or puts in is refused and named, and the link comes back',
  { skip, timeout: 120_000 },
  () =>
    withEnds('hub', ['BGR', 'ROU'], async (ends, { hub }, cleanUp) => {
      const bgr = ends.get('BGR')!;
      const rou = ends.get('ROU')!;
      // Whoever runs the hub hears everything that passes, and can speak to everybody.
      const evil = await connectServer({ url: hub!.url }, 'evil');
      const seen: { readonly id: string; readonly data: Uint8Array }[] = [];
      evil.subscribe('>', {
        callback: (_, message) => {
          const id = message.headers?.get('Nats-Msg-Id') ?? '';
          if (id !== '' && message.subject === 'tocsin.fed.BGR.ROU')
            seen.push({ id, data: message.data });
        },
      });
      await evil.flush();
      cleanUp.push(() => evil.close());
      for (let i = 0; i < 20; i++) rou.links.send('BGR', `secret word ${i}`);
      await until(bgr, () => bgr.heard.length === 20);
      await evil.flush();
      const passed = Buffer.concat(seen.map(({ data }) => data)).toString('latin1');
      assert.ok(passed.length > 500);
      assert.ok(!passed.includes('secret word'));

      const put = async (id: string, data: Uint8Array): Promise<void> => {
        const head = headers();
        head.set('Nats-Msg-Id', id);
        evil.publish('tocsin.fed.BGR.ROU', data, { headers: head });
        await evil.flush();
      };
      const [session, count] = seen.at(-1)!.id.split('.') as [string, string];
      // What went by already: as the server and the pipe know its number, nothing comes of it.
      for (const { id, data } of seen.slice(-3)) await put(id, data);
      rou.links.send('BGR', 'after the repetition');
      await until(bgr, () => bgr.heard.at(-1) === 'ROU after the repetition');
      assert.equal(bgr.heard.length, 21);
      await evil.flush();
      // A changed message under the next number.
      const changed = Uint8Array.from(seen.at(-1)!.data);
      changed[changed.length - 1]! ^= 1;
      const next = Math.max(...seen.filter(({ id }) => id.startsWith(session)).map(numberOf)) + 1;
      assert.ok(next > Number(count));
      // A word of life may take the first of them.
      for (const ahead of [0, 1, 2]) await put(`${session}.${next + ahead}`, changed);
      await until(bgr, () => bgr.refused.length > 0);
      assert.match(bgr.refused.join(), /^ROU: over NATS: .*(mac|record|decrypt)/i);
      await until(bgr, () => bgr.up.has('ROU'));
      await until(rou, () => rou.up.has('BGR'));
      rou.links.send('BGR', 'after the change');
      await until(bgr, () => bgr.heard.at(-1) === 'ROU after the change');
      assert.equal(bgr.heard.length, 22);
    }),
);

test(
  'whoever calls over NATS with another key than the pinned one is refused and named',
  { skip, timeout: 120_000 },
  () =>
    withEnds('hub', ['BGR', 'ROU'], async (ends, { servers }) => {
      const rou = ends.get('ROU')!;
      await ends.get('BGR')!.links.stop();
      const keys = new Map(
        [...ends.keys()].map((member) => [member, generateKeyPairSync('ed25519')]),
      );
      const thief = makeEnds({ hub: null, servers }, keys, {
        isKeyOf: () => true,
        servers: new Map(),
      }).get('BGR')!;
      try {
        await thief.links.start();
        await until(rou, () => rou.refused.length > 0);
        assert.equal(rou.refused[0], 'BGR: its key is not the one that is pinned');
        thief.links.send('ROU', 'let me in');
        await until(thief, () => !thief.up.has('ROU'));
      } finally {
        await thief.links.stop();
      }
      assert.deepEqual(rou.heard, []);
    }),
);

test(
  'a stream that overflows while the reader stands still is named, and the link comes back',
  { skip, timeout: 120_000 },
  () =>
    withEnds(
      'hub',
      ['BGR', 'ROU'],
      async (ends, { servers }) => {
        const bgr = ends.get('BGR')!;
        const rou = ends.get('ROU')!;
        servers.get('BGR')!.pause();
        const piece = 'x'.repeat(60_000);
        for (let i = 0; i < 400; i++) {
          rou.links.send('BGR', `${i} ${piece}`);
          await setImmediate();
        }
        servers.get('BGR')!.resume();
        await until(bgr, () => bgr.refused.length > 0);
        assert.match(bgr.refused[0]!, /^ROU: over NATS: \d+ pieces are missing/);
        await until(bgr, () => bgr.up.has('ROU'));
        const before = bgr.heard.length;
        rou.links.send('BGR', 'after');
        await until(bgr, () => bgr.heard.at(-1) === 'ROU after');
        assert.ok(before < 400);
      },
      { maxOctets: 1024 * 1024 },
    ),
);

function numberOf({ id }: { readonly id: string }): number {
  return Number(id.split('.')[1]);
}
