import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../base/index.ts';
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

/** The oracle: every joint event listed one by one, then summed. Weights as the caller gives them. */
function marginalsByHand(
  tracks: number,
  plots: number,
  none: readonly number[],
  weight: readonly (readonly number[])[],
): { beta: number[][]; betaNone: number[] } {
  let events: { picks: number[]; weight: number }[] = [{ picks: [], weight: 1 }];
  for (let i = 0; i < tracks; i++) {
    events = events.flatMap((event) => {
      const more = [{ picks: [...event.picks, -1], weight: event.weight * none[i]! }];
      for (let j = 0; j < plots; j++)
        if (weight[i]![j]! > 0 && !event.picks.includes(j))
          more.push({ picks: [...event.picks, j], weight: event.weight * weight[i]![j]! });
      return more;
    });
  }
  const total = events.reduce((sum, event) => sum + event.weight, 0);
  const share = (i: number, j: number): number =>
    events.reduce((sum, event) => (event.picks[i] === j ? sum + event.weight : sum), 0) / total;
  return {
    beta: weight.map((row, i) => row.map((_, j) => share(i, j))),
    betaNone: none.map((_, i) => share(i, -1)),
  };
}

/** A cluster as scans make them: tracks and plots on a line, likelihood ratios by distance, gate 20. */
function drawCluster(random: Random, tracks: number, plots: number, crowding: number) {
  const at = Array.from({ length: tracks }, () => random.normal() * crowding);
  const plotAt = Array.from({ length: plots }, () => random.normal() * crowding);
  const ratio = random.pick([3, 30, 1000]);
  const weight = at.map((a) =>
    plotAt.map((b) => ((a - b) ** 2 > 20 ? 0 : ratio * Math.exp(-((a - b) ** 2) / 2))),
  );
  const none = at.map(() => random.between(0.05, 0.6));
  return { weight, none };
}

function solve(tracks: number, plots: number, none: number[], weight: number[][]) {
  const cluster = makeCluster();
  startCluster(cluster, tracks, plots);
  cluster.none.set(none);
  weight.forEach((row, i) => cluster.weight.set(row, i * plots));
  const events = weight.reduce((n, row) => n * (1 + row.filter((w) => w > 0).length), 1);
  associate(cluster);
  return { cluster, events };
}

function furthestOff(
  cluster: ReturnType<typeof makeCluster>,
  want: ReturnType<typeof marginalsByHand>,
): number {
  let off = 0;
  want.beta.forEach((row, i) => {
    off = Math.max(off, Math.abs(cluster.betaNone[i]! - want.betaNone[i]!));
    row.forEach((b, j) => {
      off = Math.max(off, Math.abs(cluster.beta[i * cluster.plots + j]! - b));
    });
  });
  return off;
}

test('small clusters are solved as listing every joint event solves them, to 1e-12', () => {
  const random = new Random(11);
  for (let round = 0; round < 400; round++) {
    const tracks = 1 + random.below(4);
    const plots = 1 + random.below(5);
    const { none, weight } = drawCluster(random, tracks, plots, random.pick([0.5, 1.5, 4]));
    const { cluster, events } = solve(tracks, plots, none, weight);
    assert.ok(events <= 4000);
    const off = furthestOff(cluster, marginalsByHand(tracks, plots, none, weight));
    assert.ok(off < 1e-12, `round ${round}: off by ${off}`);
  }
});

test('the most likely plots of an enumerated cluster are those of the heaviest joint event', () => {
  const random = new Random(12);
  for (let round = 0; round < 100; round++) {
    const { none, weight } = drawCluster(random, 3, 4, 1.5);
    const { cluster } = solve(3, 4, none, weight);
    const weightOf = (picks: readonly number[]): number =>
      picks.reduce((product, j, i) => product * (j < 0 ? none[i]! : weight[i]![j]!), 1);
    const best = weightOf([...cluster.best.subarray(0, 3)]);
    for (let code = 0; code < 125; code++) {
      const picks = [code % 5, Math.floor(code / 5) % 5, Math.floor(code / 25)].map((j) => j - 1);
      const used = picks.filter((j) => j >= 0);
      if (new Set(used).size === used.length) assert.ok(weightOf(picks) <= best * (1 + 1e-12));
    }
  }
});

test('belief propagation is off by 0.2 at most, by less than 0.05 in most crowded clusters', (t) => {
  const random = new Random(13);
  const offs: number[] = [];
  for (let round = 0; round < 150; round++) {
    const tracks = 5 + random.below(2);
    const plots = 5 + random.below(2);
    const { none, weight } = drawCluster(random, tracks, plots, random.pick([0.5, 1, 1.5]));
    const { cluster, events } = solve(tracks, plots, none, weight);
    if (events <= 4000) continue;
    offs.push(furthestOff(cluster, marginalsByHand(tracks, plots, none, weight)));
  }
  offs.sort((a, b) => a - b);
  const share = (limit: number): number => offs.filter((off) => off > limit).length / offs.length;
  const [median, worst] = [offs[offs.length >> 1]!, offs.at(-1)!];
  t.diagnostic(
    `${offs.length} clusters: largest error median ${median.toFixed(3)}, worst ${worst.toFixed(3)}, ` +
      `${Math.round(share(0.05) * 100)} % above 0.05, ${Math.round(share(0.1) * 100)} % above 0.1`,
  );
  assert.ok(offs.length > 100);
  assert.ok(median < 0.05 && worst < 0.2, `median ${median}, worst ${worst}`);
});
