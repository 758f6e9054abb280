/**
 * Damaged Mode S and AIS input: every prefix, flips of every byte, seeded mutations of the vectors. No throw, no growth.
 * TOCSIN_MUTATIONS sets how many mutations (default 20,000; the long run is 10,000,000).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fromHex, fromLatin1, Random } from '../../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../../src/model/index.ts';
import {
  createAisFeed,
  createAvrFeed,
  createBeastFeed,
  makeFeedOutput,
} from '../../src/sense/index.ts';
import { AIS, AisReader } from '../../src/wire/ais/index.ts';
import {
  decodeModes,
  encodeAvrFrame,
  encodeBeastFrame,
  ModesDecoder,
} from '../../src/wire/modes/index.ts';
import { DATA, needsData } from '../root.ts';

const MUTATIONS = Number(process.env['TOCSIN_MUTATIONS'] ?? 20_000);

function readLines<T>(name: string): T[] {
  return readFileSync(path.join(DATA, 'feeds', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

const CONFIG: SourceConfig = {
  id: 'hostile',
  name: 'Hostile',
  format: 'beast',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: true,
  options: { repair: true },
  sensors: [],
};

/** One to four hits: an octet set, a bit flipped, a stretch moved; at times cut short. */
function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  for (let hits = 1 + random.below(4); hits > 0; hits--) {
    const at = random.below(out.length);
    const kind = random.below(3);
    if (kind === 0) out[at] = random.below(256);
    else if (kind === 1) out[at]! ^= 1 << random.below(8);
    else out.copyWithin(at, random.below(out.length));
  }
  return random.chance(0.2) ? out.subarray(0, random.below(out.length)) : out;
}

test(
  'Mode S: every prefix is too short, every flipped byte is a value or a fault',
  { skip: needsData('feeds/modes/messages.jsonl') },
  () => {
    const rows = readLines<{ hex: string }>('modes/messages.jsonl');
    const step = Math.max(1, Math.floor(rows.length / 200));
    const decoder = new ModesDecoder({ repair: true, maxAircraft: 500 });
    for (let i = 0; i < rows.length; i += step) {
      const bytes = fromHex(rows[i]!.hex)!;
      for (let length = 0; length < bytes.length; length++) {
        const result = decodeModes(bytes.subarray(0, length));
        // Seven octets of a long message are a short one only when their format says so.
        if (length !== 7) assert.ok(!result.ok, `${rows[i]!.hex} cut to ${length}`);
      }
      for (let at = 0; at < bytes.length; at++) {
        for (let bit = 0; bit < 8; bit++) {
          const damaged = bytes.slice();
          damaged[at]! ^= 1 << bit;
          decoder.accept(damaged, 0, damaged.length, i);
          const df = bytes[0]! >> 3;
          const sound = decodeModes(bytes).ok;
          // A 24-bit parity finds every single flip where it is not overlaid with an address.
          if (sound && (df === 17 || df === 18) && at > 0) assert.ok(!decodeModes(damaged).ok);
        }
      }
    }
    assert.ok(decoder.size <= 500);
  },
);

for (const [name, create, frame] of [
  [
    'Beast',
    createBeastFeed,
    (message: Uint8Array): Uint8Array => encodeBeastFrame(message, 1e9, 0x1a),
  ],
  [
    'AVR',
    createAvrFeed,
    (message: Uint8Array): Uint8Array => fromLatin1(encodeAvrFrame(message, 1e9)),
  ],
] as const) {
  test(
    `${name}: mutations never throw, and what comes out is sound`,
    { skip: needsData('feeds/modes/messages.jsonl') },
    () => {
      const rows = readLines<{ hex: string }>('modes/messages.jsonl');
      const frames = rows.map((row) => frame(fromHex(row.hex)!));
      const random = new Random(41);
      const feed = create(CONFIG);
      for (let i = 0; i < MUTATIONS; i++) {
        const out = makeFeedOutput(makeSenseBatch());
        const bytes = mutate(random, random.pick(frames));
        feed.accept({ sourceId: 'hostile', connection: i % 3, receivedAt: i, bytes }, out);
        for (const plot of out.batch.plots)
          assert.ok(Math.abs(plot.latRad) <= Math.PI / 2 && Math.abs(plot.lonRad) <= Math.PI);
        for (const { bytesHex } of out.faults) assert.ok(bytesHex.length <= 128);
      }
    },
  );
}

test(
  'AIS: every prefix of a sentence gives no message, every flipped byte no false one',
  { skip: needsData('feeds/ais/messages.jsonl') },
  () => {
    const rows = readLines<{ lines: string[] }>('ais/messages.jsonl');
    const step = Math.max(1, Math.floor(rows.length / 150));
    const count = (bytes: Uint8Array): number => {
      const reader = new AisReader();
      reader.feed(bytes, 0);
      let messages = 0;
      for (let found = reader.next(); found !== AIS.needMore; found = reader.next())
        if (found === AIS.message) messages++;
      reader.end();
      for (let found = reader.next(); found !== AIS.needMore; found = reader.next())
        if (found === AIS.message) messages++;
      return messages;
    };
    for (let i = 0; i < rows.length; i += step) {
      // without what receivers write before and behind
      const whole = /!.*\*[0-9A-Fa-f]{2}/.exec(rows[i]!.lines[0]!)?.[0];
      if (whole === undefined || rows[i]!.lines.length > 1) continue;
      const bytes = fromLatin1(whole);
      for (let length = 0; length < bytes.length; length++)
        assert.equal(count(bytes.subarray(0, length)), 0, `${whole} cut to ${length}`);
      const star = whole.lastIndexOf('*');
      for (let at = 1; at < star; at++) {
        const damaged = bytes.slice();
        // One flipped bit always shows in an exclusive or, unless it makes a new beginning.
        damaged[at]! ^= 1;
        assert.equal(count(damaged), 0, `${whole} flipped at ${at}`);
      }
    }
  },
);

test(
  'AIS: mutations never throw, and what comes out is sound',
  { skip: needsData('feeds/ais/messages.jsonl') },
  () => {
    const lines = readLines<{ lines: string[] }>('ais/messages.jsonl')
      .flatMap((row) => row.lines)
      .map((line) => fromLatin1(`${line}\r\n`));
    const random = new Random(42);
    const feed = createAisFeed({ ...CONFIG, format: 'ais' });
    for (let i = 0; i < MUTATIONS; i++) {
      const out = makeFeedOutput(makeSenseBatch());
      const bytes = mutate(random, random.pick(lines));
      feed.accept({ sourceId: 'hostile', connection: i % 3, receivedAt: i, bytes }, out);
      for (const plot of out.batch.plots)
        assert.ok(Math.abs(plot.latRad) <= Math.PI / 2 && Math.abs(plot.lonRad) <= Math.PI);
      for (const { bytesHex } of out.faults) assert.ok(bytesHex.length <= 128);
    }
  },
);
