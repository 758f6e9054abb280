/**
 * How does the tracker stand on sister seeds of the open scenarios? usage: track-sisters [S2 S3 ...] [n=5] [from=1] [truth=turned|open|own]
 * Without names only S2, S3 and S5 (the quick ones). Prints means over seeds, and the worst.
 */
import path from 'node:path';
import { Random, TWO_PI } from '../src/base/index.ts';
import type { Score, TrackerSettings } from '../src/track/index.ts';
import { DATA } from '../tests/root.ts';
import { hasOwnTruth, ownPaths } from './own-truth.ts';
import { runScenario } from './scenarios.ts';
import { crossingPaths, drawSister, loadOpen, scoreDrawn, turnPaths } from './sisters.ts';

const args = process.argv.slice(2);
const option = (key: string, otherwise: string): string =>
  args.find((a) => a.startsWith(`${key}=`))?.slice(key.length + 1) ?? otherwise;
const names = args.filter((a) => /^(S\d|X)/.test(a));
const count = Number(option('n', '5'));
const from = Number(option('from', '1'));
const kind = option('truth', 'turned');
const settings = JSON.parse(option('settings', '{}')) as Partial<TrackerSettings>;

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
const show = (v: number, width: number, digits = 1): string => v.toFixed(digits).padStart(width);

console.log(`# track-sisters n=${count}`);
console.log(
  'scen  GOSPA    sd  | loc   miss  false |  LS    worst  sw (each)          NEES worst   init  plots/s',
);
for (const name of names.length > 0 ? names : ['S2', 'S3', 'S5']) {
  const open = loadOpen(path.join(DATA, 'tracking', `${name}.open`));
  const single = open.scenario.sensors.filter((s) => s.kind.startsWith('radar')).length === 1;
  const scores: Score[] = [];
  let plots = 0;
  let cpu = 0;
  for (let k = 0; k < count; k++) {
    const seed = from + k;
    const r = new Random(seed);
    let paths = open.paths;
    if (kind === 'own' && name === 'S2') paths = crossingPaths(open, seed);
    if (kind === 'own' && hasOwnTruth(name)) paths = ownPaths(name, open, seed);
    if (kind === 'turned' && single && name !== 'S9c')
      paths = turnPaths(paths, r.between(0, TWO_PI), k % 2 === 1);
    const drawn = drawSister(open, paths, seed, name === 'S10');
    const run = runScenario(drawn.scenario, settings);
    plots += drawn.scenario.plots;
    cpu += run.cpuS;
    scores.push(scoreDrawn(drawn, run.tracks));
  }
  const of = (f: (s: Score) => number): number[] => scores.map(f);
  const gospa = of((s) => s.gospa);
  const sd = Math.sqrt(mean(gospa.map((g) => (g - mean(gospa)) ** 2)));
  const nees = of((s) => s.nees);
  console.log(
    `${name.padEnd(5)}${show(mean(gospa), 6)} ${show(sd, 5)}  |${show(mean(of((s) => s.locPart)), 6)} ${show(mean(of((s) => s.missed)), 5, 2)} ${show(mean(of((s) => s.false)), 6, 2)} | ${show(mean(of((s) => s.longestSegment)), 5, 3)} ${show(Math.min(...of((s) => s.longestSegment)), 5, 3)} ${show(mean(of((s) => s.switches)), 5, 2)} (${of((s) => s.switches).join(' ')}) ${show(mean(nees), 5, 2)} ${show(Math.max(...nees), 5, 2)} ${show(mean(of((s) => s.initDelayS)), 5)} ${Math.round(plots / cpu)}`,
  );
}
