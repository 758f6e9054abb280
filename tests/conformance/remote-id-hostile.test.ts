/** Remote ID under damage: prefixes, flips and seeded mutations of vectors, through the whole feed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fromHex, Random } from '../../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../../src/model/index.ts';
import { createFeed, makeFeedOutput } from '../../src/sense/index.ts';
import {
  decodeRemoteId,
  decodeRemoteIdDatagram,
  encodeRemoteIdEnvelope,
  findInAdvertising,
  findInPacket,
  findInWifiFrame,
} from '../../src/wire/remote-id/index.ts';
import { DATA, needsData } from '../root.ts';

const skip = needsData('cuas/remoteid');
const CONFIG: SourceConfig = {
  id: 'hostile',
  name: 'hostile',
  format: 'remote-id',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: true,
  options: {},
  sensors: [],
};

interface Vector {
  readonly kind: string;
  readonly hex: string | null;
}

function samples(): Uint8Array[] {
  if (skip) return [];
  const file = readFileSync(path.join(DATA, 'cuas/remoteid/odid-vectors-a.json'), 'utf8');
  const vectors = JSON.parse(file) as Vector[];
  return vectors.flatMap(({ kind, hex }) => {
    if (hex === null || kind === 'encode') return [];
    const bytes = fromHex(hex)!;
    const frame = kind.startsWith('wifi');
    if (!frame && !kind.startsWith('bt')) return [bytes];
    const carrier = frame ? 'wifi-frame' : 'bt-ad';
    return [bytes, encodeRemoteIdEnvelope({ carrier, bytes, rssiDbm: -70, receiver: 'r' })];
  });
}
const all = samples();

/** Reads bytes in every way; a throw fails the test. Latitudes and longitudes are real or null. */
function chew(bytes: Uint8Array): void {
  for (const linkType of [105, 127, 251, 256, 272]) findInPacket(linkType, bytes);
  findInAdvertising(bytes);
  findInWifiFrame(bytes);
  const read = decodeRemoteIdDatagram(bytes);
  const payloads = read.ok ? read.value.map((one) => one.payload) : [bytes];
  for (const payload of payloads)
    for (const message of decodeRemoteId(payload).messages)
      if (message.type === 'location' && message.latDeg !== null) {
        assert.ok(Math.abs(message.latDeg) <= 90 && Math.abs(message.lonDeg!) <= 180);
        assert.ok(message.latDeg !== 0 || message.lonDeg !== 0);
      }
}

test('every prefix of every sample is read without a throw', { skip }, () => {
  for (const bytes of all)
    for (let end = 0; end < bytes.length; end++) chew(bytes.subarray(0, end));
});

test('every flipped octet is read without a throw', { skip }, () => {
  for (const bytes of all)
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 1 << (at % 8);
      chew(damaged);
      damaged[at]! ^= 0xff;
      chew(damaged);
    }
});

test(
  '100,000 mutated datagrams through the feed: no throw, no plot without a place',
  { skip },
  () => {
    const random = new Random(3411);
    const feed = createFeed(CONFIG);
    const out = makeFeedOutput(makeSenseBatch());
    let plots = 0;
    for (let i = 0; i < 100_000; i++) {
      const bytes = random.pick(all).slice();
      for (let hits = random.below(4); hits > 0; hits--)
        bytes[random.below(bytes.length)] = random.below(256);
      const cut = random.chance(0.1) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
      const receivedAt = 1_790_000_000_000 + i;
      feed.accept({ sourceId: 'hostile', connection: 0, receivedAt, bytes: cut }, out);
      for (const plot of out.batch.plots) {
        assert.ok(Number.isFinite(plot.latRad) && Number.isFinite(plot.lonRad));
        assert.ok(Math.abs(plot.at - receivedAt) <= 120_000);
      }
      plots += out.batch.plots.length;
      out.batch.plots.length = 0;
      out.faults.length = 0;
    }
    assert.ok(plots > 1000);
  },
);
