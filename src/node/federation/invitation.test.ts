import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNotary, seededSigner } from '../store/index.ts';
import { encodeFrame, FrameReader } from './frames.ts';
import { fingerprintWords, makeInvitation, readInvitation } from './invitation.ts';
import { toWords } from './words.ts';

const notary = createNotary();
const signer = seededSigner(1);
const invitation = makeInvitation(signer, {
  member: 'ROU',
  name: 'Romania',
  address: 'rou.example:7443',
  at: 1,
});

test('an invitation comes back as it was made', () => {
  const read = readInvitation(notary, JSON.stringify(invitation));
  assert.deepEqual(read, { ok: true, value: invitation });
});

test('an invitation that was changed, or is none, is refused with a sentence', () => {
  const other = { ...invitation, publicKey: seededSigner(2).publicKey };
  const bad = [
    '',
    '{}',
    'null',
    JSON.stringify(other),
    JSON.stringify({ ...invitation, address: 'x:1' }),
  ];
  for (const text of bad) assert.equal(readInvitation(notary, text).ok, false, text.slice(0, 40));
});

test('fingerprints are eight words that can be read aloud, another key gives others', () => {
  const words = fingerprintWords(notary, signer.publicKey);
  assert.match(
    words,
    /^([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]-?){8}$/,
  );
  assert.notEqual(words, fingerprintWords(notary, seededSigner(2).publicKey));
  // Published example of the proposal: 127.0.0.1 is lusab-babad.
  assert.equal(toWords('7f000001'), 'lusab-babad');
});

test('messages come out of a stream whole, however it is cut, and one that is too long ends it', () => {
  const texts = ['a', 'ă'.repeat(500), '{}'];
  const stream = Buffer.concat(texts.map((text) => encodeFrame(text)));
  for (const size of [1, 3, 7, 1000, stream.length]) {
    const reader = new FrameReader();
    const out: string[] = [];
    for (let at = 0; at < stream.length; at += size)
      out.push(...(reader.push(stream.subarray(at, at + size)) ?? []));
    assert.deepEqual(out, texts, `${size} octets at a time`);
  }
  assert.equal(new FrameReader(10).push(encodeFrame('eleven octet')), null);
  assert.equal(new FrameReader().push(Buffer.alloc(4)), null, 'nothing is no message');
});
