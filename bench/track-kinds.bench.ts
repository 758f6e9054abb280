/**
 * What are tracks taken for, by how they move and what is said of them? Scenarios whose truth is of one kind, without a
 * word from any source, and a quarter of an hour of the demo night, where birds, drones, aircraft and ships are told
 * apart by all that is said, false claims included. Mean probabilities over tracks older than 20 s, looked at each
 * report (scenarios) or every 10 s (demo).
 * usage: track-kinds [--write]
 */
import { DATA } from '../tests/root.ts';
import { applyDefaults } from '../src/node/config/index.ts';
import { makeRules } from '../src/node/watch/rules.ts';
import { KINDS, type Kind, type KindProbabilities, type Picture } from '../src/model/index.ts';
import { Demo, Harness } from '../src/sim/index.ts';
import { matchTracks } from '../src/sim/night-report.ts';
import { ScenarioRun } from '../src/sim/run-scenario.ts';
import { Tracker } from '../src/track/index.ts';
import { markdownTable, writeBlock } from './doc-block.ts';
import { loadScenario, scenarioFiles } from './scenarios.ts';

const SCENARIOS: readonly (readonly [string, Kind])[] = [
  ['S1', 'aircraft'],
  ['S3', 'drone'],
  ['S5', 'drone'],
  ['S9a', 'aircraft'],
  ['S9b', 'vessel'],
  ['S9c', 'drone'],
];
const OLD_MS = 20_000;
const DEMO_S = 900;

class Tally {
  looks = 0;
  readonly sums = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
  readonly firsts = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));

  add(kinds: KindProbabilities): void {
    this.looks++;
    let best: Kind = 'unknown';
    for (const kind of KINDS) {
      this.sums.set(kind, this.sums.get(kind)! + kinds[kind]);
      if (kinds[kind] > kinds[best]) best = kind;
    }
    this.firsts.set(best, this.firsts.get(best)! + 1);
  }

  row(name: string, truth: string): string[] {
    const percent = (sum: number): string => ((100 * sum) / this.looks).toFixed(0);
    const likeliest = [...this.firsts].filter(([, n]) => n >= this.looks * 0.005);
    likeliest.sort((a, b) => b[1] - a[1]);
    return [
      name,
      truth,
      String(this.looks),
      ...KINDS.map((kind) => percent(this.sums.get(kind)!)),
      likeliest.map(([kind, n]) => `${kind} ${percent(n)} %`).join(', '),
    ];
  }
}

function eachOld(picture: Picture, visit: (trackNumber: number) => void): void {
  for (let row = 0; row < picture.count; row++)
    if (picture.at - picture.bornAt[row]! >= OLD_MS) visit(picture.trackNumber[row]!);
}

const rows: string[][] = [];
for (const [name, truth] of SCENARIOS) {
  const scenario = loadScenario(scenarioFiles(DATA, `${name}.open`).scn);
  const { latRad, lonRad } = scenario.header;
  const tracker = new Tracker({ capacity: 32_768, latRad, lonRad });
  for (const sensor of scenario.sensors) tracker.putSensor(sensor);
  const tally = new Tally();
  const run = new ScenarioRun(tracker, scenario.header, (picture) => {
    eachOld(picture, (number) => tally.add(tracker.detail(number)!.kinds!));
  });
  for (const scan of scenario.scans) run.accept(scan);
  run.finish();
  rows.push(tally.row(name, truth));
}

const demo = new Demo({ startAt: Date.UTC(2026, 10, 24, 1, 0, 0), seed: 1 });
const { rules } = makeRules({ ...applyDefaults({}, '.', null), identities: demo.friends });
const harness = new Harness(demo, rules);
const tallies = new Map<string, Tally>();
harness.run(DEMO_S, (now, picture) => {
  if (now % 10_000 !== 0) return;
  const { objectOf } = matchTracks(picture, demo.truth);
  eachOld(picture, (number) => {
    const truth = objectOf.get(number)?.kind ?? 'nothing there';
    const tally = tallies.get(truth) ?? new Tally();
    tallies.set(truth, tally);
    tally.add(harness.detail(number)!.kinds!);
  });
});
for (const truth of [...tallies.keys()].sort((a, b) => (a < b ? -1 : 1)))
  rows.push(tallies.get(truth)!.row('demo', truth));

const table = markdownTable(
  ['run', 'truth', 'looks', ...KINDS.map((kind) => `${kind}, %`), 'likeliest'],
  rows,
);
console.log(table);
writeBlock('docs/tracking.md', 'track-kinds', table);
console.log(JSON.stringify({ bench: 'track-kinds', rows }));
