import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWN_ONLY, ROLE_CEILINGS, type Label, type Reader } from '../model/index.ts';
import { previewRelease, ReleaseGate, underCeiling } from './releasability.ts';

const DEU: Reader = {
  member: 'DEU',
  clearance: 'secret',
  groups: ['ALLIANCE', 'BALTIC'],
  caveats: ['ORCON'],
  policies: ['ALLIANCE'],
};
const label = (part: Partial<Label>): Label => ({ ...OWN_ONLY, releasableTo: ['DEU'], ...part });
const reasons = (reader: Reader, origin: string, part: Partial<Label>): string[] =>
  new ReleaseGate(reader).explain(origin, label(part)).map((one) => one.reason);

test('REL-1 a member sees its own, whatever the label says', () => {
  const gate = new ReleaseGate({ ...DEU, clearance: 'unclassified' });
  const closed = label({ classification: 'secret', releasableTo: [], excluded: ['DEU'] });
  assert.equal(gate.mayRead('DEU', closed), true);
  assert.deepEqual(gate.explain('DEU', closed), []);
});

test('REL-2 an item is for those named: by code, by group, or everybody', () => {
  assert.deepEqual(reasons(DEU, 'ROU', { releasableTo: ['DEU'] }), []);
  assert.deepEqual(reasons(DEU, 'ROU', { releasableTo: ['BALTIC'] }), []);
  assert.deepEqual(reasons(DEU, 'ROU', { releasableTo: ['*'] }), []);
  assert.deepEqual(reasons(DEU, 'ROU', { releasableTo: ['FRA', 'BLACKSEA'] }), ['not-named']);
  assert.deepEqual(reasons(DEU, 'ROU', { releasableTo: [] }), ['not-named']);
});

test('REL-3 the reader must be cleared for the classification', () => {
  assert.deepEqual(reasons(DEU, 'ROU', { classification: 'secret' }), []);
  assert.deepEqual(reasons(DEU, 'ROU', { classification: 'top-secret' }), ['clearance-too-low']);
});

test('REL-4 an excluded member does not see it, though its group is named', () => {
  const part = { releasableTo: ['ALLIANCE'], excluded: ['DEU'] };
  assert.deepEqual(reasons(DEU, 'ROU', part), ['member-excluded']);
});

test('REL-5 every caveat must be held', () => {
  assert.deepEqual(reasons(DEU, 'ROU', { caveats: ['ORCON'] }), []);
  assert.deepEqual(reasons(DEU, 'ROU', { caveats: ['ORCON', 'EYESONLY'] }), ['caveat-missing']);
});

test('REL-6 what is not understood is withheld', () => {
  assert.deepEqual(reasons(DEU, 'ROU', { policy: 'OTHER' }), ['policy-unknown']);
  const strange = { classification: 'cosmic' } as unknown as Partial<Label>;
  assert.deepEqual(reasons(DEU, 'ROU', strange), ['clearance-too-low']);
  assert.equal(new ReleaseGate(DEU).mayRead('ROU', label(strange)), false);
});

test('REL-7 a role sees no more than its ceiling, of its own member too', () => {
  const observer = underCeiling(DEU, ROLE_CEILINGS.observer);
  assert.deepEqual(reasons(observer, 'DEU', { classification: 'secret' }), ['above-ceiling']);
  assert.deepEqual(reasons(observer, 'ROU', { classification: 'restricted' }), []);
  const noOrcon = underCeiling(DEU, { classification: 'secret', caveats: [] });
  assert.deepEqual(reasons(noOrcon, 'ROU', { caveats: ['ORCON'] }), ['above-ceiling']);
});

test('REL-7 a token of an observer is no way around the ceiling', () => {
  const twice = underCeiling(underCeiling(DEU, ROLE_CEILINGS.observer), {
    classification: 'top-secret',
    caveats: ['ORCON'],
  });
  assert.deepEqual(twice.ceiling, { classification: 'restricted', caveats: ['ORCON'] });
});

test('REL-8 each refusal says what is missing, all reasons at once', () => {
  const why = new ReleaseGate(DEU).explain(
    'ROU',
    label({ classification: 'top-secret', releasableTo: ['FRA'], caveats: ['EYESONLY'] }),
  );
  assert.deepEqual(
    why.map((one) => one.text),
    [
      'it is top-secret, DEU is cleared for secret',
      'it is for FRA; DEU is not named nor in ALLIANCE, BALTIC by name',
      'DEU does not hold the caveat EYESONLY',
    ],
  );
});

test('REL-9 a preview shows what would be seen and why not the rest', () => {
  const items = [
    { origin: 'ROU', label: label({}), name: 'track' },
    { origin: 'ROU', label: OWN_ONLY, name: 'note' },
  ];
  const { seen, withheld } = previewRelease(items, DEU);
  assert.deepEqual(
    seen.map((one) => one.name),
    ['track'],
  );
  assert.deepEqual(
    withheld.map(({ item, why }) => [item.name, why[0]?.text]),
    [['note', 'it is for its originator only']],
  );
});
