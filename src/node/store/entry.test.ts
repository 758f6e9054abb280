import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { canonicalJson, type Json } from '../../base/index.ts';
import { OWN_ONLY } from '../../model/index.ts';
import { FIRST_PREV, isSigned, sealFact } from './entry.ts';
import { publicKeyHex } from './node-key.ts';

const { privateKey } = generateKeyPairSync('ed25519');

for (const type of ['alert.raised', 'a,"type":"b"}', '"', 'ț 😀\\'])
  test(`a sealed entry of type ${type} is its own canonical JSON, and its signature fits`, () => {
    const fact = {
      type,
      at: 1.5,
      actor: 'x',
      body: { z: [1, null], a: '"type":' },
      label: OWN_ONLY,
    };
    const { entry, json } = sealFact(fact, 'ROU', 1, FIRST_PREV, privateKey);
    assert.equal(json, canonicalJson(entry as unknown as Json));
    assert.deepEqual(JSON.parse(json), entry);
    assert.ok(isSigned(entry, publicKeyHex(createPublicKey(privateKey))));
  });
