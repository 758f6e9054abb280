import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWN_ONLY, type Label, type LedgerFact } from '../model/index.ts';
import { narrowFact, type KnownLabels } from './narrow.ts';

const ALL: Label = { ...OWN_ONLY, releasableTo: ['*'] };
const DEU: Label = { ...OWN_ONLY, releasableTo: ['DEU'] };
const SECRET: Label = { ...ALL, classification: 'secret' };
const known: KnownLabels = {
  track: (number) => (number === 7 ? DEU : ALL),
  zone: (id) => (id === 'site' ? SECRET : null),
  alert: (id) => (id === 'A' ? DEU : null),
  incident: (id) => (id === 'I' ? SECRET : null),
};
const fact = (type: string, body: LedgerFact['body']): LedgerFact => ({
  type,
  at: 0,
  actor: 'judge',
  body,
  label: ALL,
});
const labelOf = (type: string, body: LedgerFact['body']): Label =>
  narrowFact(fact(type, body), known).label;

test('REL-13 what names a track, a zone or an alert is for those who may see them', () => {
  assert.deepEqual(labelOf('identity.overridden', { trackNumber: 7 }).releasableTo, ['DEU']);
  const group = { object: { kind: 'group', trackNumbers: [1, 7] }, zoneId: 'site' };
  assert.deepEqual(labelOf('alert.raised', { id: 'new', ...group }), {
    ...DEU,
    classification: 'secret',
  });
  assert.deepEqual(labelOf('incident.opened', { id: 'new', alertIds: ['A'] }), DEU);
});

test('REL-13 what is said of an alert or incident is no wider than the alert or incident', () => {
  assert.deepEqual(labelOf('alert.refreshed', { id: 'A' }), DEU);
  assert.deepEqual(labelOf('incident.noted', { id: 'I', text: 'x' }), SECRET);
});

test('a fact that speaks of nothing narrower stays the same object', () => {
  const one = fact('alert.raised', { id: 'new', object: { kind: 'track', trackNumber: 1 } });
  assert.equal(narrowFact(one, known), one);
});
