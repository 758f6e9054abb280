import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../base/index.ts';
import { AsterixDecoder } from './decoder.ts';
import { describeRecord } from './describe.ts';
import { BUILT_IN } from './editions.ts';
import { encodeRecords } from './encode.ts';
import { randomRecord } from './testing.ts';

test('a record is told in the words and units of the standard', () => {
  const block = encodeRecords(48, '1.31', [
    {
      '010': { SAC: 25, SIC: 10 },
      '020': { TYP: 5 },
      '040': { RHO: 10, THETA: 90 },
      '240': 'ROT1',
      '250': [{ MBDATA: { hex: 'c65632b0a80000' }, BDS1: 4, BDS2: 0 }],
      RE: { decoded: { ERR: 257 } },
    },
  ]);
  assert.ok(block.ok);
  const record = new AsterixDecoder({ editions: { '48': '1.31' } }).decode(block.value).records[0]!;
  const fields = new Map(describeRecord(record).map(({ path, text }) => [path, text]));
  assert.equal(fields.get('I048/020/TYP'), '5 Single ModeS Roll-Call');
  assert.equal(fields.get('I048/040/RHO'), '10 NM');
  assert.equal(fields.get('I048/240'), 'ROT1');
  assert.equal(fields.get('I048/250[1]/BDS1'), '4');
  assert.equal(fields.get('I048/RE/ERR'), '257 NM');
  const title = describeRecord(record).find(({ path }) => path === 'I048/040/RHO')!.title;
  assert.equal(title, 'Measured Position in Polar Co-ordinates');
  const extended = describeRecord(record).find(({ path }) => path === 'I048/RE/ERR')!.title;
  assert.equal(extended, 'Extended Range Report');
});

test('every record of every edition can be told, each field once', () => {
  const random = new Random(5);
  for (const category of BUILT_IN.categories()) {
    for (const edition of BUILT_IN.category(category)!.editions) {
      for (let turn = 0; turn < 5; turn++) {
        const items = randomRecord(random, edition, BUILT_IN.expansion(category));
        const block = encodeRecords(category, edition.edition, [items]);
        assert.ok(block.ok);
        const decoder = new AsterixDecoder({ editions: { [category]: edition.edition } });
        const fields = describeRecord(decoder.decode(block.value).records[0]!);
        const paths = fields.filter(({ path }) => !path.includes('rfs')).map(({ path }) => path);
        assert.equal(new Set(paths).size, paths.length);
        for (const { text } of fields)
          assert.ok(text !== 'undefined' && !text.startsWith('{"'), text);
      }
    }
  }
});
