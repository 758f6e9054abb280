/** How many plots a second does the tracker take on the large scenarios, file in memory, one core? */
import { DATA } from '../tests/root.ts';
import { loadScenario, runScenario, scenarioFiles } from './scenarios.ts';
import { machine, median } from './timing.ts';

const names = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['S6', 'S7'];
const rows: object[] = [];
console.log(`# track-speed · ${machine()}`);
for (const name of names) {
  const scenario = loadScenario(scenarioFiles(DATA, `${name}.open`).scn);
  const rates: number[] = [];
  let p99 = 0;
  let tracks = 0;
  for (let round = 0; round < 4; round++) {
    const result = runScenario(scenario, {}, false);
    if (round > 0) rates.push(scenario.plots / result.cpuS);
    p99 = result.p99ScanMs;
    tracks = result.tracker.count;
  }
  const rss = process.memoryUsage().rss / 2 ** 20;
  console.log(
    `${name} ${scenario.plots} plots: median ${Math.round(median(rates))} plots/CPU-s, min ${Math.round(Math.min(...rates))}, max ${Math.round(Math.max(...rates))}; p99 scan ${p99.toFixed(1)} ms; ${tracks} tracks at the end; RSS ${Math.round(rss)} MB`,
  );
  rows.push({
    name,
    plotsPerCpuS: Math.round(median(rates)),
    min: Math.round(Math.min(...rates)),
    max: Math.round(Math.max(...rates)),
    p99ScanMs: Number(p99.toFixed(2)),
    rssMb: Math.round(rss),
  });
}
console.log(JSON.stringify({ bench: 'track-speed', machine: machine(), rows }));
