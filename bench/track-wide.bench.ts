/**
 * Is an object one track when the picture is as wide as Europe, so that radars stand in different tangent planes? 10,000
 * aircraft over a disc of 1,500 km radius, rotating radars on a lattice over it, ADS-B from half of them, a minute.
 */
import { Tracker } from '../src/track/index.ts';
import { BigSky, SKY_LAT_RAD, SKY_LON_RAD } from './big-sky.ts';
import { machine } from './timing.ts';

const COUNT = Number(process.argv[2] ?? 10_000);
const RADIUS_M = 1_500_000;
const SECONDS = Number(process.argv[3] ?? 60);
const SEED = 7;

const sky = new BigSky(COUNT, SEED, RADIUS_M);
const tracker = new Tracker({
  capacity: Math.ceil(COUNT * 1.6) + 30_000,
  latRad: SKY_LAT_RAD,
  lonRad: SKY_LON_RAD,
});
for (const sensor of sky.sensors) tracker.putSensor(sensor);
console.log(`# track-wide · ${machine()} · ${COUNT} aircraft, ${sky.radars.length} radars`);
let plots = 0;
let cpuUs = 0;
for (let s = 1; s <= SECONDS; s++) {
  const scans = sky.scansUntil(s);
  const from = process.cpuUsage();
  for (const scan of scans) tracker.accept(scan);
  tracker.advance(sky.at(s));
  const shown = tracker.picture(sky.at(s)).count;
  const used = process.cpuUsage(from);
  cpuUs += used.user + used.system;
  plots += scans.reduce((sum, scan) => sum + scan.plots.length, 0);
  if (s % 20 !== 0 && s !== SECONDS) continue;
  const { confirmed, merged, dropped } = tracker.stats;
  console.log(
    JSON.stringify({
      bench: 'track-wide',
      s,
      aircraft: COUNT,
      shown,
      offPercent: Number(((100 * (shown - COUNT)) / COUNT).toFixed(2)),
      confirmed,
      merged,
      dropped,
      plotsPerCpuS: Math.round(plots / (cpuUs / 1e6)),
    }),
  );
}
