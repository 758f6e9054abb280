/**
 * What does covariance intersection of tracks made elsewhere buy? Ten aircraft, a radar of ours, an upstream tracker
 * that tells its tracks every 4 s, made of the same radar's plots or of another radar's; n seeds.
 * usage: track-fusion [n=10] [--write]
 */
import { FAR, OWN, runFusion, type FusionRun, type Truth } from '../src/track/testing-made.ts';
import { markdownTable, writeBlock } from './doc-block.ts';

const count = Number(process.argv.find((a) => /^n=/.test(a))?.slice(2) ?? 10);
const WAYS: readonly (readonly [string, Omit<FusionRun, 'seed'>])[] = [
  ['our radar alone', { upstream: [OWN], own: [OWN], as: 'nothing' }],
  ['with tracks of the same plots, intersected', { upstream: [OWN], own: [OWN], as: 'tracks' }],
  ['the same, taken as plots', { upstream: [OWN], own: [OWN], as: 'plots' }],
  ['with tracks of another radar, intersected', { upstream: [FAR], own: [OWN], as: 'tracks' }],
  [
    'the same, its radar named',
    { upstream: [FAR], own: [OWN], as: 'tracks', claims: { contributors: ['far'] } },
  ],
  ['the same, taken as plots', { upstream: [FAR], own: [OWN], as: 'plots' }],
];

const rows = WAYS.map(([name, way]) => {
  const runs = Array.from({ length: count }, (_, i) => runFusion({ ...way, seed: i + 1 }));
  const mean = (of: (truth: Truth) => number): number =>
    runs.reduce((sum, one) => sum + of(one), 0) / count;
  return [
    name,
    mean((o) => o.rmse).toFixed(0),
    mean((o) => o.sd).toFixed(0),
    mean((o) => o.nees).toFixed(2),
    String(runs.reduce((sum, one) => sum + one.doubles + one.missed, 0)),
  ];
});
const table = markdownTable(
  ['picture', 'RMSE, m', 'told sd, m', 'NEES / dims', 'second tracks and misses'],
  rows,
);
console.log(table);
writeBlock('docs/tracking.md', 'track-fusion', table);
console.log(JSON.stringify({ bench: 'track-fusion', seeds: count, rows }));
