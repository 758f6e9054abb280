import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceStatus } from '../../model/index.ts';
import { Ingest } from '../ingest/index.ts';
import { startDemo } from './demo.ts';

test(
  'demos that start together hear each its own: who listens says on which port, none is chosen beforehand',
  { timeout: 60_000 },
  async () => {
    const sites = await Promise.all(
      (['ROU', 'ROU', 'BGR'] as const).map(async (member) => {
        const demo = await startDemo({ startAt: Date.now(), member });
        return { demo, ingest: new Ingest({ mode: 'inline' }) };
      }),
    );
    try {
      const heard = sites.map(
        ({ demo, ingest }) =>
          new Promise<readonly SourceStatus[]>((resolve) => {
            ingest.onStatuses((statuses) => {
              demo.aim(statuses);
              if (statuses.length > 0 && statuses.every(({ plots }) => plots > 0))
                resolve(statuses);
            });
          }),
      );
      await Promise.all(
        sites.map(async ({ demo, ingest }) => {
          await ingest.start(demo.sources.filter(({ format }) => format !== 'remote-id' && format !== 'sapient')); // prettier-ignore
          demo.begin();
        }),
      );
      const all = (await Promise.all(heard)).flat();
      const ports = all.flatMap(({ port }) => (port === undefined ? [] : [port]));
      assert.equal(ports.length, 6 + 6 + 3);
      assert.equal(new Set(ports).size, ports.length);
      const known = new Set(sites.flatMap(({ demo }) => demo.sources.flatMap(({ sensors }) => sensors.map(({ id }) => id)))); // prettier-ignore
      assert.equal(known.size, 5 + 2, 'Bulgaria looks with sensors of its own');
      for (const { faults, transport, port } of all) {
        assert.equal(faults, 0);
        if (port !== undefined) assert.ok(transport.endsWith(`:${port}`), transport);
      }
    } finally {
      for (const { demo, ingest } of sites) await Promise.all([demo.stop(), ingest.stop()]);
    }
  },
);
