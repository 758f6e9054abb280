import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AsterixDecoder } from './decoder.ts';
import { encodeRecords, type ItemsInput } from './encode.ts';

const source = { SAC: 25, SIC: 10 };

const mistakes: readonly (readonly [string, ItemsInput, string, string])[] = [
  ['an item that the UAP lacks', { '999': 1 }, 'unsupported', 'I048/999'],
  ['a field that the item lacks', { '010': { SAC: 1, FOO: 2 } }, 'unsupported', 'I048/010'],
  ['a number over its bits', { '010': { SAC: 256 } }, 'bad-value', 'I048/010/SAC'],
  ['a fraction in raw bits', { '010': { SAC: 1.5 } }, 'bad-value', 'I048/010/SAC'],
  ['a quantity out of range', { '040': { RHO: 300 } }, 'bad-value', 'I048/040/RHO'],
  ['a number that is none', { '040': { RHO: Number.NaN } }, 'bad-value', 'I048/040/RHO'],
  ['text that is too long', { '240': 'ABCDEFGHI' }, 'bad-value', 'I048/240'],
  ['a character the coding lacks', { '240': 'abc' }, 'bad-value', 'I048/240'],
  ['no octal digit', { '070': { MODE3A: '9999' } }, 'bad-value', 'I048/070/MODE3A'],
  ['no list', { '250': { MBDATA: 1 } }, 'bad-value', 'I048/250'],
  ['an empty chain', { '030': [] }, 'bad-value', 'I048/030'],
  ['hex that is none', { SP: { hex: 'xy' } }, 'bad-value', 'I048/SP'],
  ['a record without items', {}, 'bad-value', 'I048/'],
];
for (const [what, items, code, item] of mistakes) {
  test(`${what} is a fault at the record and item`, () => {
    const block = encodeRecords(48, '1.31', [{ '010': source }, items]);
    assert.ok(!block.ok);
    assert.deepEqual([block.fault.code, block.fault.item, block.fault.offset], [code, item, 1]);
  });
}

test('an unknown category or edition is a fault', () => {
  assert.ok(!encodeRecords(129, undefined, []).ok);
  assert.ok(!encodeRecords(48, '7.0', []).ok);
});

test('more than LEN can say is a fault', () => {
  const many = Array.from({ length: 30_000 }, () => ({ '010': source }));
  const block = encodeRecords(48, '1.31', many);
  assert.ok(!block.ok && block.fault.code === 'bad-length');
});

test('plain values, text and what decoding gives all encode', () => {
  const given: ItemsInput = {
    '010': source,
    '040': { RHO: { raw: 2560 }, THETA: 359.9999 },
    '070': { MODE3A: '77' },
    '090': { FL: -10.25 },
    '240': 'ROT1',
  };
  // Flight levels may be negative since edition 1.32.
  const block = encodeRecords(48, '1.32', [given]);
  assert.ok(block.ok);
  const record = new AsterixDecoder().decode(block.value).records[0]!;
  assert.equal(record.number('040/RHO'), 10);
  // 359.9999 degrees is nearer to the next turn's 0 than to the last step before it.
  assert.equal(record.number('040/THETA'), 0);
  assert.equal(record.number('070/MODE3A'), 0o77);
  assert.equal(record.number('090/FL'), -10.25);
  assert.deepEqual((record.items()['240'] as { str: string }).str, 'ROT1    ');
});
