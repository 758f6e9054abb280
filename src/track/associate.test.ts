import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { associate, makeCluster, startCluster } from './associate.ts';

/** Weights of likelihood ratios as wide apart as the scan makes them: at most e^600. */
const logWeight = fc.double({ min: -700, max: 600, noNaN: true });

test('marginals are probabilities however sure the pairs are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(logWeight, { minLength: 36, maxLength: 36 }),
      fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
      (tracks, plots, logs, none) => {
        const cluster = makeCluster();
        startCluster(cluster, tracks, plots);
        for (let i = 0; i < tracks; i++) {
          cluster.none[i] = none[i]!;
          for (let j = 0; j < plots; j++)
            cluster.weight[i * plots + j] = Math.exp(logs[i * 6 + j]!);
        }
        associate(cluster);
        for (let i = 0; i < tracks; i++) {
          let sum = cluster.betaNone[i]!;
          for (let j = 0; j < plots; j++) sum += cluster.beta[i * plots + j]!;
          assert.ok(Math.abs(sum - 1) < 1e-6, `track ${i} sums to ${sum}`);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('four sure pairs of two tracks side by side are shared out, not lost', () => {
  const cluster = makeCluster();
  startCluster(cluster, 2, 2);
  cluster.none.fill(0.1, 0, 2);
  cluster.weight.fill(Math.exp(600), 0, 4);
  associate(cluster);
  assert.deepEqual(
    Array.from(cluster.beta.subarray(0, 4), (b) => Math.round(b * 1e6) / 1e6),
    [0.5, 0.5, 0.5, 0.5],
  );
});
