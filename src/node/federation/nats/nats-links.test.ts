import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { publicKeyHex } from '../../store/index.ts';
import { NatsLinks, type NatsLinksOptions } from './nats-links.ts';
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

function makeEnds(network: TestNetwork, change: Partial<NatsLinksOptions> = {}): Map<string, End> {
  const members = [...network.servers.keys()];
  const keys = new Map(members.map((member) => [member, generateKeyPairSync('ed25519')]));
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

for (const kind of ['hub', 'mesh'] as const)
  test(
    `${kind}: each member hears every other, in order, and nobody else hears it`,
    { skip, timeout: 60_000 },
    async () => {
      const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-nats-'));
      const network = await startNetwork(root, ['BGR', 'ROU', 'TUR'], kind);
      const ends = [...makeEnds(network).values()];
      try {
        await Promise.all(ends.map(({ links }) => links.start()));
        await Promise.all(ends.map((end) => until(end, () => end.up.size === 2)));
        const big = 'x'.repeat(600_000);
        for (const { links } of ends)
          for (const other of ends)
            for (let i = 0; i < 50; i++) links.send(other.member, `${i} ${i === 7 ? big : ''}`);
        await Promise.all(ends.map((end) => until(end, () => end.heard.length === 100)));
        for (const { heard, refused } of ends) {
          assert.deepEqual(refused, []);
          for (const from of new Set(heard.map((text) => text.slice(0, 3))))
            assert.deepEqual(
              heard.filter((text) => text.startsWith(from)).map((text) => text.split(' ')[1]),
              Array.from({ length: 50 }, (_, i) => String(i)),
            );
        }
      } finally {
        for (const { links } of ends) await links.stop();
        await stopNetwork(network);
        rmSync(root, { recursive: true, force: true });
      }
    },
  );
