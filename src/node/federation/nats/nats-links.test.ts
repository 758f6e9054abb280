import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { publicKeyHex } from '../../store/index.ts';
import { NatsLinks, type NatsLinksOptions } from './nats-links.ts';
import { decodePiece, encodePiece, type Piece } from './piece.ts';
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
  isFenced = false,
): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-nats-'));
  const network = await startNetwork(root, members, kind, undefined, isFenced);
  const keys = new Map(members.map((member) => [member, generateKeyPairSync('ed25519')]));
  const ends = makeEnds(network, keys, {});
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
      const seen: Piece[] = [];
      evil.subscribe('>', {
        callback: (_, { subject, data }) => {
          const piece = subject === 'tocsin.fed.BGR.ROU' ? decodePiece(data) : null;
          if (piece !== null && piece.count > 0) seen.push(piece);
        },
      });
      await evil.flush();
      cleanUp.push(() => evil.close());
      for (let i = 0; i < 20; i++) rou.links.send('BGR', `secret word ${i}`);
      await until(bgr, () => bgr.heard.length === 20);
      await evil.flush();
      const passed = Buffer.concat(seen.map(({ octets }) => octets)).toString('latin1');
      assert.ok(passed.length > 500);
      assert.ok(!passed.includes('secret word'));

      const put = async (piece: Piece): Promise<void> => {
        evil.publish('tocsin.fed.BGR.ROU', encodePiece(piece));
        await evil.flush();
      };
      const last = seen.at(-1)!;
      // What went by already: as the pipe knows its number, nothing comes of it.
      for (const piece of seen.slice(-3)) await put(piece);
      rou.links.send('BGR', 'after the repetition');
      await until(bgr, () => bgr.heard.at(-1) === 'ROU after the repetition');
      assert.equal(bgr.heard.length, 21);
      await evil.flush();
      // A changed message under the next number.
      const octets = Uint8Array.from(last.octets);
      octets[octets.length - 1]! ^= 1;
      const next =
        Math.max(...seen.filter(({ id }) => id === last.id).map(({ count }) => count)) + 1;
      assert.ok(next > last.count);
      for (const ahead of [0, 1, 2]) await put({ ...last, octets, count: next + ahead });
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
  'what passes a hub in clear is who is there and since which start, and the numbers of pieces: no name, no first word',
  { skip, timeout: 120_000 },
  () =>
    withEnds('hub', ['BGR', 'ROU'], async (ends, { hub }, cleanUp) => {
      const [bgr, rou] = [ends.get('BGR')!, ends.get('ROU')!];
      const evil = await connectServer({ url: hub!.url }, 'evil');
      cleanUp.push(() => evil.close());
      const said: { readonly subject: string; readonly data: Buffer }[] = [];
      let onBeacon = (): void => {};
      const beacon = new Promise<void>((resolve) => {
        onBeacon = resolve;
      });
      evil.subscribe('>', {
        callback: (_, { subject, data }) => {
          said.push({ subject, data: Buffer.from(data) });
          if (subject.startsWith('tocsin.here.')) onBeacon();
        },
      });
      await evil.flush();
      // A session from its first octet on.
      bgr.links.cut('ROU');
      await until(bgr, () => bgr.up.has('ROU'));
      rou.links.send('BGR', 'a word');
      await until(bgr, () => bgr.heard.length > 0);
      await beacon;
      await evil.flush();
      const of = (form: RegExp): typeof said => said.filter(({ subject }) => form.test(subject));
      for (const { data } of of(/^tocsin\.here\.(BGR|ROU)(\.(BGR|ROU))?$/))
        assert.match(String(data), /^\{"boot":"[0-9a-f]{16}"\}$/);
      const pieces = of(/^tocsin\.fed\.(BGR\.ROU|ROU\.BGR)$/);
      assert.ok(pieces.length > 6);
      assert.doesNotMatch(
        Buffer.concat(pieces.map(({ data }) => data)).toString('latin1'),
        /BGR|ROU|member|rotations|a word/,
      );
      // Also what a server says to its own node passes, for whoever listens to all: the same pieces.
      const everything = Buffer.concat(said.map(({ data }) => data)).toString('latin1');
      assert.doesNotMatch(everything, /rotations|a word/);
    }),
);

test(
  "fences at the hub: links go on, and a member neither hears what is for others nor reaches their server's API",
  { skip, timeout: 120_000 },
  () =>
    withEnds(
      'hub',
      ['BGR', 'EVE', 'ROU'],
      async (ends, { servers }, cleanUp) => {
        const [bgr, rou] = [ends.get('BGR')!, ends.get('ROU')!];
        const at = async (member: string) => {
          const connection = await connectServer({ url: servers.get(member)!.url }, 'test');
          cleanUp.push(() => connection.close());
          return connection;
        };
        const eve = await at('EVE');
        const overheard: string[] = [];
        eve.subscribe('>', {
          callback: (_, { subject }) => {
            overheard.push(subject);
          },
        });
        await eve.flush();
        const arrived: string[] = [];
        let onLast = (): void => {};
        const last = new Promise<void>((resolve) => {
          onLast = resolve;
        });
        const there = await at('BGR');
        there.subscribe('>', {
          callback: (_, { subject, data }) => {
            if (String(data).startsWith('forged')) arrived.push(subject);
            if (String(data) === 'forged, last') onLast();
          },
        });
        await there.flush();
        for (let i = 0; i < 20; i++) rou.links.send('BGR', `${i}`);
        await until(bgr, () => bgr.heard.length === 20);
        const api = '$JS.BGR.API.STREAM.PURGE.TOCSIN-BGR';
        eve.publish(api, new TextEncoder().encode('forged'));
        eve.publish('tocsin.fed.BGR.EVE', new TextEncoder().encode('forged, last'));
        await last;
        assert.deepEqual([...new Set(arrived)], ['tocsin.fed.BGR.EVE']);
        assert.deepEqual(
          overheard.filter((subject) => /^tocsin\.fed\.(BGR|ROU)\.(BGR|ROU)$/.test(subject)),
          [],
        );
        assert.deepEqual([...bgr.refused, ...rou.refused], []);
      },
      true,
    ),
);
