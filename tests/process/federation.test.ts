/** The federation bench in short: four nodes, faults of every kind, both transports. `npm run bench -- federation`: 32. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startAlliance, type TransportName } from '../../bench/alliance.ts';
import { storm } from '../../bench/alliance-storm.ts';
import { Random } from '../../src/base/index.ts';
import { missingNatsServer } from '../../src/node/federation/nats/test-servers.ts';

const MEMBERS = ['NA0', 'NB1', 'NC2', 'ND3'];
const STORM_S = 10;

function survives(
  transport: TransportName,
  seed: number,
  natsServers = MEMBERS.length,
): () => Promise<void> {
  return async () => {
    const alliance = await startAlliance(transport, MEMBERS, natsServers);
    try {
      await alliance.untilUp();
      for (const node of alliance.all) node.order({ type: 'write', perS: 5 });
      await pause(1_000);
      // nats-server 2.9 can lose interest between leaf nodes when its hub comes back to all at once (docs/operating/nats.md):
      // killing the hub is a test of its own, with three members, in nats-exchange.test.ts.
      const faults = await storm(alliance, new Random(seed), STORM_S, false);
      for (const node of alliance.all) node.order({ type: 'write', perS: 0 });
      await alliance.untilUp();
      await alliance.untilThere();
      const acknowledged = alliance.all.reduce((sum, { acked }) => sum + acked, 0);
      const found = await alliance.check();
      assert.ok(found.held >= acknowledged * (MEMBERS.length - 1));
      assert.deepEqual({ ...found, held: 0 }, { lost: 0, repeated: 0, disordered: 0, held: 0 });
      assert.ok(acknowledged > 20, `${acknowledged} events say little`);
      assert.ok(faults.kills > 0 && faults.cuts + faults.stalls + faults.drops > 0);
    } finally {
      await alliance.stop();
    }
  };
}

test(
  'four nodes over mutual TLS: killed, cut off, stalled, and nothing acknowledged is lost, repeated or out of order',
  { timeout: 300_000 },
  survives('mtls', 3),
);

test(
  'four nodes over NATS with a hub: the same',
  { skip: missingNatsServer() ?? false, timeout: 300_000 },
  survives('nats', 4),
);

test(
  'four nodes over NATS, two at each of two servers with a hub: the same',
  { skip: missingNatsServer() ?? false, timeout: 300_000 },
  survives('nats', 5, 2),
);
