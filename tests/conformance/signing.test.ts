/** Ed25519 (Wycheproof) and canonical JSON (RFC 8785): what every signature in the ledger rests on. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { canonicalJson, Random, type Json } from '../../src/base/index.ts';
import { verifySignature } from '../../src/node/store/index.ts';
import { DATA, needsData } from '../root.ts';

interface Group {
  readonly publicKey: { readonly pk: string };
  readonly tests: readonly {
    readonly tcId: number;
    readonly msg: string;
    readonly sig: string;
    readonly result: string;
    readonly comment: string;
  }[];
}

/** ASN.1 of an Ed25519 SPKI before the 32 octets of the key (RFC 8410). */
const SPKI_PREFIX = '302a300506032b6570032100';

test(
  'exactly the valid Ed25519 signatures are accepted',
  { skip: needsData('platform/ed25519') },
  () => {
    const file = path.join(DATA, 'platform/ed25519/ed25519_test.json');
    const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { testGroups: Group[] };
    let count = 0;
    for (const { publicKey, tests } of testGroups)
      for (const { tcId, msg, sig, result, comment } of tests) {
        count++;
        const verdict = verifySignature(SPKI_PREFIX + publicKey.pk, Buffer.from(msg, 'hex'), sig);
        assert.equal(verdict, result === 'valid', `${tcId} ${comment}`);
      }
    assert.ok(count > 0);
  },
);

test('canonical JSON is RFC 8785', { skip: needsData('platform/jcs') }, () => {
  const folder = path.join(DATA, 'platform/jcs');
  const names = readdirSync(path.join(folder, 'input'));
  assert.ok(names.length > 0);
  for (const name of names) {
    const expected = path.join(folder, 'output', name);
    assert.ok(existsSync(expected), name);
    const input = JSON.parse(readFileSync(path.join(folder, 'input', name), 'utf8')) as Json;
    assert.equal(canonicalJson(input), readFileSync(expected, 'utf8').trimEnd(), name);
  }
});

function randomJson(random: Random, depth: number): Json {
  const kind = random.below(depth > 0 ? 7 : 5);
  const text = (): string =>
    String.fromCharCode(
      ...Array.from({ length: random.below(6) }, () =>
        random.below(random.chance(0.5) ? 128 : 65_536),
      ),
    );
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return text();
  if (kind === 3) return random.below(1000) - 500;
  if (kind === 4) return random.normal() * 10 ** (random.below(60) - 30);
  if (kind === 5)
    return Array.from({ length: random.below(4) }, () => randomJson(random, depth - 1));
  return Object.fromEntries(
    Array.from({ length: random.below(5) }, () => [text(), randomJson(random, depth - 1)]),
  );
}

test('canonical JSON does not change when it is read and written again, nor with the order of keys', () => {
  const random = new Random(8785);
  const shuffled = (value: Json): Json => {
    if (Array.isArray(value)) return value.map((one: Json) => shuffled(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, one]): [string, Json] => [key, shuffled(one as Json)])
        .reverse(),
    );
  };
  for (let i = 0; i < 2000; i++) {
    const value = randomJson(random, 4);
    const text = canonicalJson(value);
    assert.equal(canonicalJson(JSON.parse(text) as Json), text);
    assert.equal(canonicalJson(shuffled(value)), text);
  }
});
