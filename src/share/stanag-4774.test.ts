import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import { CLASSIFICATIONS, OWN_ONLY, type Label } from '../model/index.ts';
import { MAX_LABEL_CHARS, readLabel } from '../wire/stanag-4774/index.ts';
import { fromStanag4774 } from './from-stanag-4774.ts';
import { toStanag4774 } from './to-stanag-4774.ts';

const AT = Date.UTC(2026, 10, 24, 4, 10, 9);
const NS = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0';
const wrap = (inside: string): string =>
  `<l:originatorConfidentialityLabel xmlns:l="${NS}"><l:ConfidentialityInformation>` +
  `<l:PolicyIdentifier>NATO</l:PolicyIdentifier><l:Classification>NATO SECRET</l:Classification>${inside}` +
  `</l:ConfidentialityInformation></l:originatorConfidentialityLabel>`;

test('any label comes back from its XML as it was', () => {
  const random = new Random(4774);
  const names = ['DEU', 'FRA', 'BALTIC', '*', 'A & B <"x">'];
  const some = (): string[] => names.filter(() => random.chance(0.4));
  for (let i = 0; i < 300; i++) {
    const excluded = some();
    const label: Label = {
      policy: random.pick(['ALLIANCE', 'NATO & partners']),
      classification: random.pick(CLASSIFICATIONS),
      releasableTo: some(),
      ...(excluded.length > 0 ? { excluded } : {}),
      caveats: some(),
      exercise: random.chance(0.5),
    };
    const back = fromStanag4774(toStanag4774(label, 'ROU', AT), 'ROU');
    assert.deepEqual(back, { ok: true, value: label });
  }
});

test('an originator-only item names its originator, so that no other system takes it for public', () => {
  const read = readLabel(toStanag4774(OWN_ONLY, 'ROU', AT));
  assert.ok(read.ok);
  assert.deepEqual(read.value.categories, [
    { tagName: 'Releasable To', type: 'PERMISSIVE', values: ['ROU'] },
  ]);
  assert.equal(read.value.creationDateTime, '2026-11-24T04:10:09Z');
});

test("a policy's own prefix, other prefixes, bindings and unknown elements are read through", () => {
  const xml =
    '<?xml version="1.0"?><b:BindingInformation xmlns:b="urn:nato:stanag:4778:bindinginformation:1:0"><b:x>' +
    wrap(
      '<l:New>y</l:New><l:Category TagName="Releasable To" Type="PERMISSIVE"><l:GenericValue> DEU </l:GenericValue></l:Category>',
    ) +
    '</b:x></b:BindingInformation>';
  const label = fromStanag4774(xml, 'ROU');
  assert.ok(label.ok);
  assert.equal(label.value.classification, 'secret');
  assert.deepEqual(label.value.releasableTo, ['DEU']);
});

test('what is not understood narrows: restrictive becomes a caveat, permissive is refused', () => {
  const category = (type: string): string =>
    wrap(
      `<l:Category TagName="Special" Type="${type}"><l:GenericValue>SAP</l:GenericValue></l:Category>`,
    );
  const restrictive = fromStanag4774(category('RESTRICTIVE'), 'ROU');
  assert.ok(restrictive.ok);
  assert.deepEqual(restrictive.value.caveats, ['Special: SAP']);
  assert.equal(fromStanag4774(category('PERMISSIVE'), 'ROU').ok, false);
  const informative = fromStanag4774(category('INFORMATIVE'), 'ROU');
  assert.ok(informative.ok);
  assert.deepEqual(informative.value.caveats, []);
});

test('no label is made from damaged or hostile text', () => {
  const good = toStanag4774(OWN_ONLY, 'ROU', AT);
  const bad = [
    '',
    'not xml',
    good.slice(0, -10),
    good.replace('UNCLASSIFIED', 'COSMIC'),
    good.replace('Type="PERMISSIVE"', 'Type="ANY"'),
    good.replace('<slab:PolicyIdentifier>ALLIANCE</slab:PolicyIdentifier>', ''),
    `<!DOCTYPE a [<!ENTITY x "y">]>${good}`,
    `<a>${good}`,
    '<a>'.repeat(MAX_LABEL_CHARS),
    '<a>'.repeat(100) + '</a>'.repeat(100),
  ];
  for (const xml of bad) {
    const read = fromStanag4774(xml, 'ROU');
    assert.equal(read.ok, false, xml.slice(0, 80));
  }
});
