import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDefaults } from '../config/index.ts';
import { makeRules } from './rules.ts';

test('an override replaces one rule and leaves the others', () => {
  const config = applyDefaults(
    { alerts: { escalateAfterS: [10, 20], swarm: { size: 6 } } },
    '/tmp',
    null,
  );
  const { rules, findings } = makeRules(config);
  assert.deepEqual(findings, []);
  assert.deepEqual(rules.escalateAfterS, [10, 20]);
  assert.equal(rules.swarm.size, 6);
  assert.ok(rules.swarm.radiusM > 0);
});

test('REL-13 the labels of facts come from releasability: alone', () => {
  const config = applyDefaults(
    {
      releasability: { default: { releasable_to: ['*'] }, alerts: { releasable_to: ['DEU'] } },
      alerts: { labels: { zone: { releasableTo: ['*'] } } },
    },
    '/tmp',
    null,
  );
  const { rules, findings } = makeRules(config);
  assert.deepEqual(
    findings.map((f) => f.path),
    ['alerts.labels'],
  );
  const { alert, zone, identity } = rules.labels;
  assert.deepEqual(
    [alert, zone, identity].map((label) => label.releasableTo),
    [['DEU'], [], []],
  );
});

test('a rule that does not exist, or of another kind, is named and left out', () => {
  const config = applyDefaults({ alerts: { swarn: {}, swarm: { size: 'many' } } }, '/tmp', null);
  const { rules, findings } = makeRules(config);
  assert.deepEqual(
    findings.map((f) => f.path),
    ['alerts.swarn', 'alerts.swarm.size'],
  );
  assert.equal(typeof rules.swarm.size, 'number');
});

test('objects known beforehand are asked after deceit and before every other rule', () => {
  const config = applyDefaults(
    {
      identities: [
        { icao: '4B8201', identity: 'friend', reason: 'patrol' },
        { mmsi: 264900123, identity: 'friend', reason: 'patrol' },
      ],
    },
    '/tmp',
    null,
  );
  const ids = makeRules(config).rules.identity.rules.map((rule) => rule.id);
  assert.deepEqual(ids.slice(0, 3), ['IDN-SPOOF', 'KNOWN-1.1', 'KNOWN-1.2']);
});
