/** Tocsin's own definition tables against the published definitions: every edition, every bit, every name. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { BUILT_IN, checkDefinition } from '../../src/wire/asterix/index.ts';
import { DATA, needsData } from '../root.ts';

const FOLDER = 'feeds/asterix/defs';
type Published = Record<string, unknown>;

/** A published variation in the shape of src/wire/asterix/definition.ts. */
function fromPublished(variation: Published): unknown {
  const items = variation['items'] as (Published | null)[];
  switch (variation['type']) {
    case 'element': {
      const content = variation['content'] as Published;
      if (content['type'] !== 'case') return elementOf(variation['bits'], content);
      const cases = content['cases'] as { key: number[]; value: Published }[];
      const otherwise = content['default'] as Published | null;
      return {
        kind: 'case',
        on: content['on'],
        cases: cases.map(({ key, value }) => ({
          key,
          variation: elementOf(variation['bits'], value),
        })),
        otherwise: otherwise && elementOf(variation['bits'], otherwise),
      };
    }
    case 'group':
      return { kind: 'group', items: items.map(slotOf) };
    case 'extended':
      return { kind: 'extended', items: items.map(slotOf) };
    case 'compound':
      return {
        kind: 'compound',
        fspecBytes: variation['fspecBytes'] ?? 0,
        items: items.map(slotOf),
      };
    case 'repetitive':
      return {
        kind: 'repetitive',
        countBytes: variation['fx'] ? 0 : variation['countBytes'],
        variation: fromPublished(variation['variation'] as Published),
      };
    case 'explicit':
      return { kind: 'explicit', use: variation['kind'] ?? 'other' };
    case 'case': {
      const cases = variation['cases'] as { key: number[]; value: Published }[];
      const otherwise = variation['default'] as Published | null;
      return {
        kind: 'case',
        on: variation['on'],
        cases: cases.map(({ key, value }) => ({ key, variation: fromPublished(value) })),
        otherwise: otherwise && fromPublished(otherwise),
      };
    }
    default:
      throw new Error(`variation ${String(variation['type'])}`);
  }
}

function slotOf(slot: Published | null): unknown {
  if (slot === null || 'spare' in slot) return slot;
  return itemOf(slot);
}

function itemOf(item: Published): unknown {
  return {
    name: item['name'],
    title: item['title'] ?? '',
    variation: fromPublished(item['variation'] as Published),
  };
}

function elementOf(bits: unknown, content: Published): unknown {
  const { type } = content;
  const signed = content['signed'];
  const limits = content['constraints'];
  const quantity = (): unknown => ({
    kind: 'quantity',
    signed,
    lsb: content['lsbValue'],
    lsbText: content['lsb'],
    unit: content['unit'],
    limits,
  });
  const contents: Record<string, () => unknown> = {
    raw: () => ({ kind: 'raw' }),
    table: () => ({
      kind: 'table',
      labels: new Map(
        Object.entries(content['values'] as Record<string, string>)
          .map(([value, label]) => [Number(value), withoutEntities(label)] as const)
          .sort((a, b) => a[0] - b[0]),
      ),
    }),
    string: () => ({ kind: 'string', coding: content['coding'] }),
    integer: () => ({ kind: 'integer', signed, limits }),
    quantity,
    bds: () => ({ kind: 'bds', address: content['address'] }),
  };
  return { kind: 'element', bits, content: contents[String(type)]!() };
}

/** A few published labels carry HTML entities; ours have the characters meant. */
function withoutEntities(label: string): string {
  return label.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Tables sorted by value: the order a difference was written in means nothing. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return [...(value as Map<number, string>)].sort((a, b) => a[0] - b[0]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
}

test(
  'the self-check finds exactly the scales that are known to be suspect',
  { skip: needsData(FOLDER) },
  () => {
    const errata = JSON.parse(
      readFileSync(path.join(DATA, 'feeds/asterix/defs-errata.json'), 'utf8'),
    ) as { file: string; item: string; status: string }[];
    const suspect = errata
      .filter(({ status }) => status.startsWith('SUSPECT'))
      .map(({ file, item }) => `${Number(file.slice(3, 6))} ${file.split('-').at(-1)} ${item}`);
    const found = BUILT_IN.categories()
      .flatMap((category) => checkDefinition(BUILT_IN.category(category)!))
      .map(({ category, edition, path: item }) => `${category} ${edition} ${item}`);
    assert.deepEqual([...new Set(found)].sort(), suspect.sort());
  },
);

test('every published edition equals our table', { skip: needsData(FOLDER) }, () => {
  const files = readdirSync(path.join(DATA, FOLDER)).filter((name) => name.endsWith('.json'));
  assert.ok(files.length > 0);
  for (const file of files) {
    const published = JSON.parse(readFileSync(path.join(DATA, FOLDER, file), 'utf8')) as Published;
    const category = published['category'] as number;
    const edition = published['edition'] as string;
    const head = { category, edition, date: published['date'] ?? '', title: published['title'] };
    if (published['kind'] === 'expansion') {
      const variation = fromPublished(published['variation'] as Published);
      const ours = BUILT_IN.expansion(category, edition);
      assert.deepEqual(plain(ours), plain({ ...head, variation }), file);
      continue;
    }
    const uaps = published['uaps']
      ? Object.entries(published['uaps']).map(([name, slots]) => ({
          name,
          slots: slots as unknown,
        }))
      : [{ name: '', slots: published['uap'] }];
    const selector = published['uapSelector'] as
      { on: string; cases: Record<string, string> } | undefined;
    const items = (published['items'] as Published[]).map(
      (item) => [item['name'], itemOf(item)] as const,
    );
    const ours = BUILT_IN.edition(category, edition);
    assert.ok(ours, file);
    assert.deepEqual(
      [...ours.items.keys()].sort(),
      items.map(([name]) => String(name)).sort(),
      file,
    );
    for (const [name, item] of items)
      assert.deepEqual(plain(ours.items.get(String(name))), plain(item), `${file} ${String(name)}`);
    assert.deepEqual(
      plain({ ...ours, items: 0 }),
      plain({
        ...head,
        items: 0,
        uaps,
        selector: selector
          ? {
              on: selector.on,
              cases: Object.entries(selector.cases).map(([k, v]) => [Number(k), v]),
            }
          : null,
      }),
      file,
    );
  }
});
