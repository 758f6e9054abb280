import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import type { MembersStatus } from '../../model/index.ts';
import { registerLinkMetrics } from './link-metrics.ts';

test('links are told by member, and what is not measured is left out', async () => {
  const member = {
    member: 'BGR',
    name: 'Bulgaria',
    isUp: true,
    heardAt: 9_000,
    clockOffsetMs: null,
    queued: 3,
    sent: 10,
    received: 5,
    announced: 9,
    faults: { 'bad-signature': 2 },
    trouble: '',
    quarantined: 0,
    terms: {
      member: 'BGR',
      name: 'Bulgaria',
      publicKey: '',
      clearance: 'secret',
      groups: [],
      caveats: [],
      policies: [],
    },
    tracksSent: 0,
    tracksReceived: 0,
    waitingSinceAt: 8_500,
    address: '',
    keys: [],
    outages: [],
  } as const;
  const status: MembersStatus = {
    isFederated: true,
    own: { member: 'ROU', name: 'Romania', keys: [], listen: null },
    watchedFromAt: 0,
    outagesDropped: 7,
    members: [member],
    quarantine: [],
    refused: [],
  };
  const registry = new Registry();
  registerLinkMetrics(
    registry,
    () => status,
    () => 10_000,
  );
  const lines = (await registry.metrics())
    .split('\n')
    .filter((line) => /BGR|_dropped_total \d/.test(line));
  assert.deepEqual(lines, [
    'tocsin_link_up{member="BGR"} 1',
    'tocsin_link_queued{member="BGR"} 3',
    'tocsin_link_lag_seconds{member="BGR"} 1.5',
    'tocsin_link_behind{member="BGR"} 4',
    'tocsin_link_quarantined_series{member="BGR"} 0',
    'tocsin_item_faults_total{member="BGR",code="bad-signature"} 2',
    'tocsin_link_outages_dropped_total 7',
  ]);
});
