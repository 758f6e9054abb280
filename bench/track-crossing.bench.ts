/**
 * What do several hypotheses buy where aircraft cannot be told apart for a while? Own truth of the kind of S2, four pairs
 * that cross at 1.5 to 4 degrees, so that they share a resolution cell (60 m in range, 0.2 degrees) for some 20 to 60 s;
 * 20 seeds, hypotheses on and off in turn. usage: track-crossing [n=20] [--write]
 */
import path from 'node:path';
import { DEG_TO_RAD } from '../src/base/index.ts';
import type { Score } from '../src/track/index.ts';
import { DATA } from '../tests/root.ts';
import { markdownTable, writeBlock } from './doc-block.ts';
import { runScenario } from './scenarios.ts';
import { crossingPaths, drawSister, loadOpen, scoreDrawn } from './sisters.ts';

const count = Number(process.argv.find((a) => a.startsWith('n='))?.slice(2) ?? '20');
const cell = { rangeM: 60, azimuthRad: 0.2 * DEG_TO_RAD };
const open = loadOpen(path.join(DATA, 'tracking', 'S2.open'));
const WAYS = [
  { name: 'several hypotheses', hypotheses: 8 },
  { name: 'likeliest plot at once', hypotheses: 1 },
];
const scores: Score[][] = WAYS.map(() => []);
for (let seed = 1; seed <= count; seed++) {
  const drawn = drawSister(open, crossingPaths(open, seed, 1.5, 4), seed, false, cell);
  WAYS.forEach(({ hypotheses }, i) => {
    const run = runScenario(drawn.scenario, { hypotheses });
    scores[i]!.push(scoreDrawn(drawn, run.tracks));
  });
}
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
const rows = WAYS.map(({ name }, i) => {
  const all = scores[i]!;
  return [
    name,
    mean(all.map((s) => s.gospa)).toFixed(1),
    mean(all.map((s) => s.switches)).toFixed(2),
    mean(all.map((s) => s.longestSegment)).toFixed(3),
    mean(all.map((s) => s.missed)).toFixed(2),
    mean(all.map((s) => s.nees)).toFixed(2),
  ];
});
const table = markdownTable(
  ['crossing pairs', 'GOSPA, m', 'switches a run', 'longest segment', 'missed', 'NEES / dims'],
  rows,
);
console.log(`# track-crossing, ${count} seeds`);
console.log(table);
writeBlock('docs/tracking.md', 'track-crossing', table);
console.log(JSON.stringify({ bench: 'track-crossing', seeds: count, rows }));
