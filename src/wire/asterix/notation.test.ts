import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AsterixDecoder } from './decoder.ts';
import { Definitions } from './editions.ts';
import { encodeRecords } from './encode.ts';
import { readNotation } from './notation.ts';

const TEXT = `
category 129
edition 2.0 2026-01-01 : Test category
uap 010 020 030 - RE
010 group : Data Source Identifier
 SAC 8
 SIC 8
020 ext : Kind
 TYP 2
  = 0 nothing | 1 something | 2 something else
 ~5
 /
 HEIGHT s7*1/2 m >=-30 <=30
 /
030 u16*180/2^15 ° : Angle
RE re
edition 1.0 2025-01-01 differs from 2.0
uap 010 020
drop 030 RE
020 ext : Kind
 TYP 2
  = ^ | -2 | 1 anything
 ^ ~5 / HEIGHT /
`;

function read(text: string): ReturnType<typeof readNotation> {
  return readNotation(text);
}

test('an edition that differs keeps what it does not name', () => {
  const result = read(TEXT);
  assert.ok(result.ok);
  const [newest, older] = result.value.editions;
  assert.deepEqual([...newest!.items.keys()], ['010', '020', '030', 'RE']);
  assert.deepEqual([...older!.items.keys()], ['010', '020']);
  assert.equal(older!.items.get('010'), newest!.items.get('010'));
  const kind = older!.items.get('020')!.variation;
  assert.ok(kind.kind === 'extended');
  const type = kind.items[0];
  assert.ok(type && 'name' in type && type.variation.kind === 'element');
  assert.ok(type.variation.content.kind === 'table');
  assert.deepEqual(
    [...type.variation.content.labels],
    [
      [0, 'nothing'],
      [1, 'anything'],
    ],
  );
  assert.equal(kind.items.length, 5);
});

test('scales, units and limits are read as the standard writes them', () => {
  const result = read(TEXT);
  assert.ok(result.ok);
  const angle = result.value.editions[0]!.items.get('030')!.variation;
  assert.ok(angle.kind === 'element' && angle.content.kind === 'quantity');
  assert.equal(angle.content.lsb, 180 / 2 ** 15);
  assert.equal(angle.content.unit, '°');
  const kind = result.value.editions[0]!.items.get('020')!.variation;
  assert.ok(kind.kind === 'extended');
  const height = kind.items[3];
  assert.ok(height && 'name' in height && height.variation.kind === 'element');
  assert.ok(height.variation.content.kind === 'quantity');
  assert.deepEqual(height.variation.content.limits, [
    { op: '>=', value: -30 },
    { op: '<=', value: 30 },
  ]);
});

const mistakes: readonly (readonly [string, string, RegExp])[] = [
  ['no category', 'edition 1.0', /category/],
  ['an unknown field', TEXT.replace('SIC 8', 'SIC x8'), /unknown field/],
  ['a UAP with an undefined item', TEXT.replace('uap 010 020 030', 'uap 010 025 030'), /025/],
  ['a difference from nothing', TEXT.replace('differs from 2.0', 'differs from 3.0'), /3\.0/],
  ['a field that is not in the other edition', TEXT.replace('^ ~5', '^ FOO ~5'), /FOO/],
  ['too deep indentation', TEXT.replace(' SIC 8', '    SIC 8'), /indented/],
  ['an LSB that is no number', TEXT.replace('180/2^15', '180/x'), /LSB/],
];
for (const [what, text, why] of mistakes) {
  test(`${what} is a fault with its line`, () => {
    const result = read(text);
    assert.ok(!result.ok);
    assert.equal(result.fault.code, 'bad-syntax');
    assert.match(result.fault.detail, why);
    assert.ok(result.fault.offset >= 1 && result.fault.offset <= text.split('\n').length);
  });
}

test('a category loaded as data decodes and encodes like the built-in ones', () => {
  const definitions = new Definitions();
  assert.equal(definitions.edition(129), undefined);
  assert.ok(definitions.load(TEXT).ok);
  const items = { '010': { SAC: 1, SIC: 2 }, '020': { TYP: 1, HEIGHT: -3.5 }, '030': 90 };
  const block = encodeRecords(129, '2.0', [items], { definitions });
  assert.ok(block.ok);
  const { records, faults } = new AsterixDecoder({ definitions }).decode(block.value);
  assert.deepEqual(faults, []);
  assert.equal(records[0]!.number('020/HEIGHT'), -3.5);
  assert.equal(records[0]!.number('030'), 90);
  assert.equal(new AsterixDecoder().decode(block.value).faults[0]!.code, 'unsupported');
});

test('a category that cannot be walked is not loaded', () => {
  const broken = TEXT.replace(' SIC 8', ' SIC 7');
  const loaded = new Definitions().load(broken);
  assert.ok(!loaded.ok);
  assert.match(loaded.fault.detail, /010: 15 bits/);
});
