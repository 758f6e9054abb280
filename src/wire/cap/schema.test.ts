import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCap } from './read.ts';
import { parseCapTime } from './schema.ts';

function alert(sent: string, more = ''): string {
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender><sent>${sent}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><category>Safety</category><event>e</event><urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty>${more}</info></alert>`;
}

test('times are those of XML Schema: midnight as 24:00:00, no year 0, no leap second', () => {
  assert.equal(parseCapTime('2026-02-28T24:00:00+00:00'), Date.UTC(2026, 2, 1));
  for (const text of [
    '0000-01-01T00:00:00+00:00',
    '2026-02-28T24:00:01+00:00',
    '2026-02-28T23:59:60-00:00',
    '2026-02-28T23:59:00+14:01',
    '2026-02-30T00:00:00+00:00',
    '2026-02-28T00:00:00Z',
    '2026-02-28T00:00:00.0+00:00',
  ])
    assert.ok(Number.isNaN(parseCapTime(text)), text);
  assert.deepEqual(decodeCap(alert('2026-02-28T24:00:00+02:00')).findings, []);
});

test('an address on the web is a URI: no spaces, no broken escape', () => {
  const sent = '2026-02-28T00:00:00+02:00';
  const found = (web: string): number =>
    decodeCap(alert(sent, `<web>${web}</web>`)).findings.length;
  assert.deepEqual(['https://a.example/b?c=1&amp;d#e', '', 'a b', 'a%zz'].map(found), [0, 0, 1, 1]);
});
