import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { OWN_ONLY, type Label, type LedgerEntry, type SharedItem } from '../../model/index.ts';
import { FIRST_HASH, hashItem, isItemShaped, signItem } from './item.ts';
import {
  checkSignature,
  followRotations,
  makeKeyRing,
  readRotation,
  revokeKey,
  rotateKey,
  rotationFact,
} from './key-ring.ts';
import type { Notary, Signer } from './notary.ts';
import { FIRST_EPOCH, SeriesBook } from './series-book.ts';

/** Signatures of a toy kind (a keyed hash), enough for rules about who signs what; real ones are tested in node/store. */
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const notary: Notary = {
  hash: sha,
  verify: (publicKey, text, signature) => signature === sha(publicKey + text).repeat(2),
};
const signer = (publicKey: string): Signer => ({
  publicKey,
  sign: (text) => sha(publicKey + text).repeat(2),
});

let seq = 0;
const entry = (type: string, label: Partial<Label>, body = {}): LedgerEntry => ({
  type,
  at: 1000 + ++seq,
  actor: 'desk',
  body,
  label: { ...OWN_ONLY, ...label },
  origin: 'ROU',
  seq,
  prev: FIRST_HASH,
  signature: '',
});
const item = (key: string): SharedItem => {
  const content = new SeriesBook(notary, 'ROU').add(entry('x', { releasableTo: ['*'] }));
  return signItem(notary, signer(key), content!);
};

test('a series is one label: numbered from 1 without gaps, whatever else is written between', () => {
  const book = new SeriesBook(notary, 'ROU');
  const all = book.add(entry('a', { releasableTo: ['*'] }))!;
  assert.equal(book.add(entry('own', {})), null);
  const few = book.add(entry('b', { releasableTo: ['DEU'] }))!;
  const next = book.add(entry('c', { releasableTo: ['*'] }))!;
  assert.deepEqual([all.number, few.number, next.number], [1, 1, 2]);
  assert.equal(next.series, all.series);
  assert.notEqual(few.series, all.series);
  assert.equal(next.prev, hashItem(notary, all));
  assert.equal(few.prev, FIRST_HASH);
});

test('nothing in an item changes with what is withheld from its reader', () => {
  const seen = (withheld: number): string => {
    const book = new SeriesBook(notary, 'ROU');
    for (let i = 0; i < withheld; i++) book.add(entry('secret', { releasableTo: ['FRA'] }));
    const shared = { ...entry('a', { releasableTo: ['DEU'] }), at: 5 };
    return JSON.stringify(book.add(shared));
  };
  assert.equal(seen(0), seen(7));
});

test('a new epoch begins new series, so that no number is used twice', () => {
  const book = new SeriesBook(notary, 'ROU');
  const before = book.add(entry('a', { releasableTo: ['*'] }))!;
  assert.equal(book.epoch, FIRST_EPOCH);
  book.add(entry('ledger.epoch', {}, { epoch: '00000000000000ff' }));
  const after = book.add(entry('a', { releasableTo: ['*'] }))!;
  assert.deepEqual([after.number, after.epoch], [1, '00000000000000ff']);
  assert.notEqual(after.series, before.series);
});

test('a changed item, a foreign signer and an unknown key are told apart', () => {
  const ring = makeKeyRing(notary, 'ROU', 'k1');
  const good = item('k1');
  const code = (one: SharedItem): string => {
    const checked = checkSignature(notary, ring, one, null);
    return checked.ok ? 'ok' : checked.fault.code;
  };
  assert.equal(code(good), 'ok');
  assert.equal(code({ ...good, body: { changed: true } }), 'bad-signature');
  assert.equal(code({ ...good, at: good.at + 1 }), 'bad-signature');
  assert.equal(code({ ...good, origin: 'BGR' }), 'key-unknown');
  assert.equal(code(item('other')), 'key-unknown');
  assert.equal(code({ ...item('other'), key: good.key }), 'bad-signature');
});

test('after a change of key old items stay verifiable and the old key signs nothing new', () => {
  const ring = rotateKey(notary, makeKeyRing(notary, 'ROU', 'k1'), 'k2', 500);
  assert.equal(checkSignature(notary, ring, item('k1'), 400).ok, true);
  assert.equal(checkSignature(notary, ring, item('k2'), null).ok, true);
  const late = checkSignature(notary, ring, item('k1'), null);
  assert.equal(late.ok ? '' : late.fault.code, 'key-retired');
});

test('what was taken before a key was revoked stands, what came after does not', () => {
  const rotated = rotateKey(notary, makeKeyRing(notary, 'ROU', 'k1'), 'k2', 500);
  const ring = revokeKey(rotated, item('k1').key, 300);
  assert.equal(checkSignature(notary, ring, item('k1'), 299).ok, true);
  const doubtful = checkSignature(notary, ring, item('k1'), 400);
  assert.equal(doubtful.ok ? '' : doubtful.fault.code, 'key-revoked');
  assert.equal(checkSignature(notary, ring, item('k2'), null).ok, true);
});

test('a change of key needs the proof that its announcer holds the new one', () => {
  const fact = rotationFact('ROU', signer('k1'), signer('k2'), 1);
  assert.equal(readRotation(notary, 'ROU', fact.body)?.newKey, 'k2');
  assert.equal(readRotation(notary, 'ROU', { ...fact.body, newKey: 'k3' }), null);
  assert.equal(readRotation(notary, 'ROU', { ...fact.body, consent: fact.body['proof'] }), null);
  assert.equal(readRotation(notary, 'BGR', fact.body), null);
  const ring = followRotations(notary, makeKeyRing(notary, 'ROU', 'k1'), [fact.body], 1);
  assert.deepEqual(
    ring.keys.map((key) => key.status),
    ['retired', 'current'],
  );
  const stranger = { ...rotationFact('ROU', signer('k9'), signer('k8'), 1).body };
  assert.equal(followRotations(notary, ring, [stranger, null], 1), ring);
  assert.deepEqual(fact.label.releasableTo, ['*']);
});

test('what is no item is not taken for one', () => {
  const good = item('k1');
  assert.equal(isItemShaped(JSON.parse(JSON.stringify(good))), true);
  const bad: unknown[] = [
    null,
    [],
    'x',
    { ...good, number: 0 },
    { ...good, number: 1.5 },
    { ...good, series: 'xyz' },
    { ...good, at: null },
    { ...good, body: [] },
    { ...good, label: { ...good.label, releasableTo: 'DEU' } },
    { ...good, signature: good.signature.toUpperCase() + 'A' },
  ];
  for (const one of bad) assert.equal(isItemShaped(one), false, JSON.stringify(one));
});
