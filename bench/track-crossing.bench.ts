/**
 * What do several hypotheses buy where aircraft cannot be told apart for a while? Own truth of the kind of S2, four pairs
 * that cross at 1.5 to 4 degrees, so that they share a resolution cell (60 m in range, 0.2 degrees) for some 20 to 60 s;
 * 60 seeds from 101 on, which nothing was chosen by, hypotheses on and off in turn; the difference is paired, with its
 * standard error. usage: track-crossing [n=60] [from=101] [--write]
 */
import path from 'node:path';
import { DEG_TO_RAD } from '../src/base/index.ts';
import type { Score } from '../src/track/index.ts';
import { DATA } from '../tests/root.ts';
import { markdownTable, writeBlock } from './doc-block.ts';
import { runScenario } from './scenarios.ts';
import { crossingPaths, drawSister, loadOpen, scoreDrawn } from './sisters.ts';

const option = (key: string, otherwise: string): number =>
  Number(process.argv.find((a) => a.startsWith(`${key}=`))?.slice(key.length + 1) ?? otherwise);
const count = option('n', '60');
const from = option('from', '101');
const cell = { rangeM: 60, azimuthRad: 0.2 * DEG_TO_RAD };
const open = loadOpen(path.join(DATA, 'tracking', 'S2.open'));
const WAYS = [
  { name: 'several hypotheses', hypotheses: 8 },
  { name: 'likeliest plot at once', hypotheses: 1 },
];
const scores: Score[][] = WAYS.map(() => []);
for (let seed = from; seed < from + count; seed++) {
  const drawn = drawSister(open, crossingPaths(open, seed, 1.5, 4), seed, false, cell);
  WAYS.forEach(({ hypotheses }, i) => {
    const run = runScenario(drawn.scenario, { hypotheses });
    scores[i]!.push(scoreDrawn(drawn, run.tracks));
  });
}
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
/** Figures shown, with their digits. */
const FIGURES: readonly [(score: Score) => number, number][] = [
  [(score) => score.gospa, 1],
  [(score) => score.switches, 2],
  [(score) => score.longestSegment, 3],
  [(score) => score.missed, 2],
  [(score) => score.nees, 2],
];
const rows = WAYS.map(({ name }, i) => [
  name,
  ...FIGURES.map(([of, digits]) => mean(scores[i]!.map(of)).toFixed(digits)),
]);
rows.push([
  'difference, seed by seed',
  ...FIGURES.map(([of, digits]) => {
    const off = scores[0]!.map((score, k) => of(score) - of(scores[1]![k]!));
    const square = mean(off.map((d) => (d - mean(off)) ** 2));
    const error = Math.sqrt(square / Math.max(count - 1, 1));
    return `${mean(off).toFixed(digits)} ± ${error.toFixed(digits)}`;
  }),
]);
const table = markdownTable(
  ['crossing pairs', 'GOSPA, m', 'switches a run', 'longest segment', 'missed', 'NEES / dims'],
  rows,
);
console.log(`# track-crossing, ${count} seeds from ${from}`);
console.log(table);
writeBlock('docs/tracking.md', 'track-crossing', table);
console.log(JSON.stringify({ bench: 'track-crossing', seeds: count, rows }));
