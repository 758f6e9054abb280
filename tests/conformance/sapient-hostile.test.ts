/** SAPIENT under damage: prefixes, flips and seeded mutations of what the reference programs send. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { concatBytes, fromHex, Random } from '../../src/base/index.ts';
import { makeSenseBatch } from '../../src/model/index.ts';
import { createFeed, makeFeedOutput } from '../../src/sense/index.ts';
import {
  decodeSapient,
  encodeSapient,
  frameSapient,
  MAX_FINDINGS,
  sapientToJson,
  translateV1ToV2,
  validateSapient,
} from '../../src/wire/sapient/index.ts';
import { DATA, needsData } from '../root.ts';

const skip = needsData('cuas/sapient');

function load(name: string): Uint8Array[] {
  const file = readFileSync(path.join(DATA, 'cuas/sapient', name), 'utf8');
  const cases = JSON.parse(file) as { readonly hex?: string }[];
  return cases.flatMap(({ hex }) => (hex === undefined ? [] : [fromHex(hex)!]));
}
const messages = skip ? [] : load('harness-default-messages-v2.json');

/** Reads bytes in every way; a throw fails the test. */
function chew(bytes: Uint8Array): void {
  for (const version of [1, 2] as const) {
    const read = decodeSapient(bytes, version);
    if (!read.ok) {
      assert.ok(read.fault.offset >= 0 && read.fault.offset <= bytes.length);
      continue;
    }
    const message = version === 1 ? translateV1ToV2(read.value) : read.value;
    assert.ok(validateSapient(message).length <= MAX_FINDINGS);
    sapientToJson(message);
    const again = decodeSapient(encodeSapient(read.value, version), version);
    assert.ok(again.ok);
  }
}

test('every prefix of every message is read without a throw', { skip }, () => {
  for (const bytes of messages)
    for (let end = 0; end < bytes.length; end++) chew(bytes.subarray(0, end));
});

test('every flipped octet is read without a throw', { skip }, () => {
  for (const [index, bytes] of messages.entries())
    for (let at = 0; at < bytes.length; at++)
      for (const mask of index < 12 ? [0x01, 0x80, 0xff] : [1 << (at & 7)]) {
        const damaged = bytes.slice();
        damaged[at]! ^= mask;
        chew(damaged);
      }
});

/** A length-delimited field: tag octet, length, content. */
function field(tag: number, content: Uint8Array): Uint8Array {
  const head = [tag];
  let rest = content.length;
  for (; rest > 127; rest >>>= 7) head.push((rest & 127) | 128);
  return concatBytes([new Uint8Array([...head, rest]), content]);
}

test('nesting without end and groups without end are faults', () => {
  const subClasses = (depth: number): Uint8Array => {
    let nested: Uint8Array = new Uint8Array(0);
    for (let i = 0; i < depth; i++) nested = field(0x22, nested);
    return field(0x3a, field(0x5a, field(0x1a, nested)));
  };
  assert.equal(decodeSapient(subClasses(50)).ok, true);
  const deep = decodeSapient(subClasses(500));
  assert.ok(!deep.ok);
  assert.equal(deep.fault.detail, 'messages too deep');
  const groups = decodeSapient(new Uint8Array(10_000).fill(0xa3));
  assert.equal(groups.ok, false);
});

test('20,000 mutated messages on one connection: no throw, bounded answers', { skip }, () => {
  const random = new Random(20_335);
  const feed = createFeed({
    id: 'hostile',
    name: 'hostile',
    format: 'sapient',
    transport: { kind: 'tcp-server', host: '', port: 0 },
    simulated: true,
    options: {},
    sensors: [],
  });
  const out = makeFeedOutput(makeSenseBatch());
  let replies = 0;
  for (let i = 0; i < 20_000; i++) {
    const bytes = random.pick(messages).slice();
    for (let hits = random.below(5); hits > 0; hits--)
      bytes[random.below(bytes.length)] = random.below(256);
    const cut = random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
    feed.accept(
      { sourceId: 'hostile', connection: 1, receivedAt: i, bytes: frameSapient(cut) },
      out,
    );
    for (const plot of out.batch.plots) assert.ok(Number.isFinite(plot.at));
    replies += out.replies.length;
    out.replies.length = 0;
    out.faults.length = 0;
    out.batch.plots.length = 0;
  }
  assert.equal(out.records, 20_000);
  // 20 s of receive time: ten Errors a second, and the acknowledgements that were due
  assert.ok(replies < 20 * 11 + 2_000, `${replies} answers`);
});
