/**
 * How many plots a second does the tracker take on the large scenarios, file in memory, one core? With accuracy where the
 * scenario is for scoring; `--write` puts the table into docs/tracking.md.
 */
import { DATA } from '../tests/root.ts';
import { markdownTable, writeBlock } from './doc-block.ts';
import { loadScenario, runScenario, scenarioFiles, scoreTracks } from './scenarios.ts';
import { machine, median } from './timing.ts';

const given = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const names = given.length > 0 ? given : ['S6', 'S7'];
const ROUNDS = 6;
/** rounds left out while the code warms up */
const WARM = 1;
const rows: object[] = [];
const cells: string[][] = [];
console.log(`# track-speed · ${machine()}`);
for (const name of names) {
  const files = scenarioFiles(DATA, `${name}.open`);
  const scenario = loadScenario(files.scn);
  const rates: number[] = [];
  const p99s: number[] = [];
  let tracks = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const result = runScenario(scenario, {}, false);
    tracks = result.tracker.count;
    if (round < WARM) continue;
    rates.push(scenario.plots / result.cpuS);
    p99s.push(result.p99ScanMs);
  }
  const rssMb = Math.round(process.memoryUsage().rss / 2 ** 20);
  const gospa = scoreTracks(files.truth, runScenario(scenario).tracks).gospa;
  const [low, high] = [Math.round(Math.min(...rates)), Math.round(Math.max(...rates))];
  const middle = Math.round(median(rates));
  const p99 = median(p99s);
  const perScan = Math.round(scenario.plots / scenario.scans.length);
  console.log(
    `${name} ${scenario.plots} plots: median ${middle} plots/CPU-s, min ${low}, max ${high}; p99 scan ${p99.toFixed(1)} ms (${perScan} plots a scan); ${tracks} tracks at the end; GOSPA ${gospa.toFixed(0)}; RSS ${rssMb} MB`,
  );
  rows.push({
    name,
    plotsPerCpuS: middle,
    min: low,
    max: high,
    p99ScanMs: Number(p99.toFixed(2)),
    gospa: Number(gospa.toFixed(1)),
    rssMb,
  });
  const show = (n: number): string => n.toLocaleString('en');
  cells.push([
    name,
    show(scenario.plots),
    show(perScan),
    `**${show(middle)}**`,
    `${show(low)} to ${show(high)}`,
    p99.toFixed(1),
    show(Math.round(gospa)),
    show(rssMb),
  ]);
}
const head = [
  'scenario',
  'plots',
  'plots a scan',
  'plots/CPU-s, median',
  'spread',
  'p99 a scan, ms',
  'GOSPA, m',
  'memory with the file in it, MB',
];
writeBlock('docs/tracking.md', 'track-speed', `${machine()}\n\n${markdownTable(head, cells)}`);
console.log(JSON.stringify({ bench: 'track-speed', machine: machine(), rows }));
