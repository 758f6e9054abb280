import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../base/index.ts';
import { AsterixDecoder } from './decoder.ts';
import { isItem, type Edition, type Variation } from './definition.ts';
import { BUILT_IN } from './editions.ts';
import { encodeRecords } from './encode.ts';
import type { NamedItems, NamedValue } from './named.ts';
import { randomRecord } from './testing.ts';

/** Every path of a number in an edition, outside lists and cases. */
function pathsOf(edition: Edition): string[] {
  const paths: string[] = [];
  const visit = (variation: Variation, path: string): void => {
    if (variation.kind === 'element') {
      if (variation.bits <= 53 && variation.content.kind !== 'bds') paths.push(path);
    } else if ('items' in variation)
      for (const slot of variation.items)
        if (isItem(slot)) visit(slot.variation, `${path}/${slot.name}`);
  };
  for (const item of edition.items.values()) visit(item.variation, item.name);
  return paths;
}

/** The slow, plain way to the same number: through the named items. */
function plainNumber(items: NamedItems, path: string): number {
  let value: NamedValue | undefined = items;
  for (const name of path.split('/')) value = (value as NamedItems | undefined)?.[name];
  if (value === undefined) return Number.NaN;
  if (typeof value === 'number') return value;
  const leaf = value as Partial<{ val: number; raw: number; hex: string }>;
  return leaf.val ?? leaf.raw ?? parseInt(leaf.hex!, 16);
}

for (const category of BUILT_IN.categories()) {
  test(`CAT${category}: compiled fields read what the names say`, () => {
    const random = new Random(category + 1000);
    for (const edition of BUILT_IN.category(category)!.editions) {
      const paths = pathsOf(edition);
      for (let turn = 0; turn < 12; turn++) {
        const block = encodeRecords(category, edition.edition, [
          randomRecord(random, edition, undefined),
        ]);
        assert.ok(block.ok, JSON.stringify(block));
        const decoder = new AsterixDecoder({ editions: { [category]: edition.edition } });
        const record = decoder.decode(block.value).records[0]!;
        const items = record.items();
        // Items that came by random field sequencing are found by fields, not among the top names.
        if ('rfs' in items) continue;
        for (const path of paths)
          assert.equal(record.number(path), plainNumber(items, path), `${edition.edition} ${path}`);
      }
    }
  });
}
