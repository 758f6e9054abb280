/**
 * What does each ingredient of the tracker buy? The open scenarios with one ingredient switched off at a time.
 * usage: track-ablations [S1 S2 ...] [--write]
 */
import { DATA } from '../tests/root.ts';
import type { TrackerSettings } from '../src/track/index.ts';
import { params } from '../src/track/imm.ts';
import { markdownTable, writeBlock } from './doc-block.ts';
import { loadScenario, runScenario, scenarioFiles, scoreTracks } from './scenarios.ts';

interface Way {
  readonly name: string;
  readonly settings: Partial<TrackerSettings>;
  readonly single?: boolean;
  /** scenarios left out: without existence, dense clutter starts more tracks than can be associated */
  readonly not?: readonly string[];
}

const WAYS: readonly Way[] = [
  { name: 'all', settings: {} },
  { name: 'one motion model', settings: {}, single: true },
  { name: 'plots counted, no existence', settings: { existence: false }, not: ['S3', 'S9b'] },
  { name: 'late plots dropped', settings: { rewind: false } },
  { name: 'no registration', settings: { registration: false } },
  { name: 'one hypothesis', settings: { hypotheses: 1 } },
];
/** Spectral density of the one model, m^2/s^3: aircraft, drone, vessel, emitter. */
const SINGLE_Q = [40, 12, 0.01, 0.2];

const asked = process.argv.slice(2).filter((a) => /^S\d/.test(a));
const names = asked.length > 0 ? asked : ['S1', 'S2', 'S3', 'S4', 'S5', 'S9a', 'S9b', 'S10'];
const kept = params.slice();
const perClass = params.length / SINGLE_Q.length;
const perModel = perClass / 3;

/** Makes all three models of every class the same: an IMM of one. */
function useOneModel(): void {
  SINGLE_Q.forEach((q, c) => {
    for (let m = 0; m < 3; m++) {
      const at = c * perClass + m * perModel;
      params[at] = q;
      params[at + 1] = kept[c * perClass + perModel + 1]!;
      params[at + 2] = Number.POSITIVE_INFINITY;
    }
  });
}

const loaded = names.map((name) => {
  const files = scenarioFiles(DATA, `${name}.open`);
  return { name, files, scenario: loadScenario(files.scn) };
});
const rows: string[][] = [];
for (const way of WAYS) {
  if (way.single === true) useOneModel();
  const cells = loaded.map(({ name, files, scenario }) => {
    if (way.not?.includes(name) === true) return '–';
    const score = scoreTracks(files.truth, runScenario(scenario, way.settings).tracks);
    const gospa = score.gospa < 30 ? score.gospa.toFixed(1) : String(Math.round(score.gospa));
    return `${gospa} (${score.switches})`;
  });
  params.set(kept);
  rows.push([way.name, ...cells]);
  console.log(rows.at(-1)!.join('  '));
}
const table = markdownTable(['GOSPA, m (switches)', ...names], rows);
console.log(table);
writeBlock('docs/tracking.md', 'track-ablations', table);
console.log(JSON.stringify({ bench: 'track-ablations', names, rows }));
