import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random, toHex } from '../../base/index.ts';
import { AsterixDecoder } from './decoder.ts';
import { BUILT_IN } from './editions.ts';
import { encodeRecords } from './encode.ts';
import type { NamedItems } from './named.ts';
import { randomRecord } from './testing.ts';

/** RE may be said in octets or in contents: leaves the one that `like` says it in. */
function withReLike(items: NamedItems, like: NamedItems): NamedItems {
  const value = items['RE'] as NamedItems | undefined;
  const said = like['RE'] as NamedItems | undefined;
  if (!value || !said) return items;
  const key = 'hex' in said ? 'hex' : 'decoded';
  return { ...items, RE: { [key]: value[key]! } };
}

for (const category of BUILT_IN.categories()) {
  const { editions, expansions } = BUILT_IN.category(category)!;
  test(`CAT${category}: what was encoded decodes to itself, and encodes to the same octets`, () => {
    const random = new Random(category);
    for (const edition of editions) {
      for (const expansion of expansions.length > 0 ? expansions : [undefined]) {
        for (let turn = 0; turn < 60; turn++) {
          const records = Array.from({ length: 1 + random.below(3) }, () =>
            randomRecord(random, edition, expansion),
          );
          const re = expansion === undefined ? {} : { expansion: expansion.edition };
          const block = encodeRecords(category, edition.edition, records, re);
          const where = `edition ${edition.edition}, turn ${turn}, seed ${category}`;
          assert.ok(block.ok, `${where}: ${JSON.stringify(block)}`);
          const decoder = new AsterixDecoder({
            editions: {
              [category]: edition.edition,
              ...(expansion && { [`${category}/RE`]: expansion.edition }),
            },
          });
          const { records: decoded, faults } = decoder.decode(block.value);
          assert.deepEqual(faults, [], where);
          assert.equal(decoded.length, records.length, where);
          const items = decoded.map((record) => record.items());
          items.forEach((one, i) =>
            assert.deepEqual(withReLike(one, records[i]!), records[i], where),
          );
          const again = encodeRecords(category, edition.edition, items, re);
          assert.ok(again.ok, where);
          assert.equal(toHex(again.value), toHex(block.value), where);
        }
      }
    }
  });
}
