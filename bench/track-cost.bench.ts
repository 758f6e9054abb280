/**
 * What does a plot cost as the sky grows from 1,000 to 50,000 aircraft at one density? Seeded; radars and ADS-B grow
 * with it. Timed once every track is there (after WARM_S), tracker, passing of time and one picture a second together.
 */
import { Tracker } from '../src/track/index.ts';
import { markdownTable, writeBlock } from './doc-block.ts';
import { BigSky, SKY_LAT_RAD, SKY_LON_RAD } from './big-sky.ts';
import { machine } from './timing.ts';

const WARM_S = 12;
/** at least so long, and until so many plots are timed */
const LEAST_S = 12;
const LEAST_PLOTS = 60_000;
const SEED = 7;
const given = process.argv.slice(2).map(Number).filter(Number.isFinite);
const cells: string[][] = [];
const sizes = given.length > 0 ? given : [1000, 2000, 5000, 10_000, 20_000, 50_000];
const collect = (globalThis as { gc?: () => void }).gc;

function measure(size: number, isShown: boolean): void {
  const sky = new BigSky(size, SEED);
  const capacity = Math.ceil(size * 1.6) + 4000;
  const tracker = new Tracker({ capacity, latRad: SKY_LAT_RAD, lonRad: SKY_LON_RAD });
  for (const sensor of sky.sensors) tracker.putSensor(sensor);
  const scanMs: number[] = [];
  let plots = 0;
  let cpuUs = 0;
  let shown = 0;
  let s = 0;
  while (s < WARM_S + LEAST_S || plots < LEAST_PLOTS) {
    const scans = sky.scansUntil(++s);
    if (s === WARM_S) collect?.();
    const from = process.cpuUsage();
    for (const scan of scans) {
      const start = performance.now();
      tracker.accept(scan);
      if (s > WARM_S) scanMs.push(performance.now() - start);
    }
    tracker.advance(sky.at(s));
    shown = tracker.picture(sky.at(s)).count;
    const used = process.cpuUsage(from);
    if (s <= WARM_S) continue;
    cpuUs += used.user + used.system;
    plots += scans.reduce((sum, scan) => sum + scan.plots.length, 0);
  }
  scanMs.sort((a, b) => a - b);
  const row = {
    bench: 'track-cost',
    aircraft: size,
    radars: sky.radars.length,
    plots,
    usPerPlot: Number((cpuUs / plots).toFixed(2)),
    plotsPerCpuS: Math.round(plots / (cpuUs / 1e6)),
    p99ScanMs: Number((scanMs[Math.floor(scanMs.length * 0.99)] ?? 0).toFixed(2)),
    plotsPerS: Math.round(plots / (s - WARM_S)),
    shown,
    rssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
  if (!isShown) return;
  console.log(JSON.stringify(row));
  const show = (n: number): string => n.toLocaleString('en');
  cells.push([
    show(size),
    show(row.radars),
    show(row.plotsPerS),
    `**${row.usPerPlot.toFixed(1)}**`,
    row.p99ScanMs.toFixed(1),
    show(shown),
    show(row.rssMb),
  ]);
}

console.log(`# track-cost · ${machine()}`);
// the code warms up on a sky that is not shown
measure(2000, false);
for (const size of sizes) measure(size, true);
const head = [
  'aircraft',
  'radars',
  'plots/s of data',
  'CPU µs a plot',
  'p99 a scan, ms',
  'tracks shown',
  'memory, MB',
];
writeBlock('docs/tracking.md', 'track-cost', `${machine()}\n\n${markdownTable(head, cells)}`);
