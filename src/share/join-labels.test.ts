import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CLASSIFICATIONS, joinLabels, OWN_ONLY, type Label, type Reader } from '../model/index.ts';
import { ReleaseGate } from './releasability.ts';

const names = (all: readonly string[]) => fc.subarray([...all]);
const label: fc.Arbitrary<Label> = fc.record({
  policy: fc.constantFrom('ALLIANCE', 'NATIONAL'),
  classification: fc.constantFrom(...CLASSIFICATIONS),
  releasableTo: names(['DEU', 'FRA', 'EAST', '*']),
  excluded: names(['DEU', 'FRA']),
  caveats: names(['ORCON', 'EYES']),
  exercise: fc.boolean(),
});
const reader: fc.Arbitrary<Reader> = fc.record({
  member: fc.constantFrom('DEU', 'FRA', 'ROU'),
  clearance: fc.constantFrom(...CLASSIFICATIONS),
  groups: names(['EAST']),
  caveats: names(['ORCON', 'EYES']),
  policies: names(['ALLIANCE', 'NATIONAL']),
});

test('REL-12 who may read what is made of several things may read each of them', () => {
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), reader, (labels, who) => {
      const [first, ...others] = labels as [Label, ...Label[]];
      const gate = new ReleaseGate(who);
      if (gate.mayRead('ROU', joinLabels(first, ...others)))
        for (const one of labels) assert.ok(gate.mayRead('ROU', one), JSON.stringify(one));
    }),
    { seed: 12, numRuns: 3000 },
  );
});

test('REL-12 one label joined with itself, or with one for everybody, stays what it is', () => {
  const deu: Label = { ...OWN_ONLY, classification: 'secret', releasableTo: ['DEU'] };
  const all: Label = { ...OWN_ONLY, releasableTo: ['*'] };
  assert.deepEqual(joinLabels(deu, deu), deu);
  assert.deepEqual(joinLabels(all, deu), deu);
  assert.deepEqual(joinLabels(deu, { ...all, releasableTo: ['FRA', 'DEU'] }).releasableTo, ['DEU']);
});

test('REL-12 a classification that is not known is kept, and withholds', () => {
  const strange = {
    ...OWN_ONLY,
    classification: 'cosmic',
    releasableTo: ['*'],
  } as unknown as Label;
  const joined = joinLabels(OWN_ONLY, strange);
  assert.equal(joined.classification as string, 'cosmic');
});
