/** One question: what does one tick of the judge cost with 10,000 tracks and 500 zones, and where does it go? */
import { DEG_TO_RAD, Random } from '../src/base/index.ts';
import { DEFAULT_ALERT_RULES, Judge, ZoneIndex, zonesAt } from '../src/judge/index.ts';
import { detail, zone } from '../src/judge/testing.ts';
import {
  ENVIRONMENTS,
  makePicture,
  TRACK_STATUS,
  type Picture,
  type TrackDetail,
  type Zone,
} from '../src/model/index.ts';
import { machine, median } from './timing.ts';

const TRACKS = 10_000;
const ZONES = 500;
const TICKS = 40;
const T0 = Date.UTC(2026, 2, 13, 10);

/** Zones over 15 x 10 degrees: mostly small circles and polygons, a few borders of a thousand points. */
function makeZones(random: Random): Zone[] {
  return Array.from({ length: ZONES }, (_, i) => {
    const lon = random.between(20, 35);
    const lat = random.between(40, 50);
    const big = i % 50 === 0;
    const points = big ? 1000 : 12;
    const size = big ? 1.5 : random.between(0.03, 0.12);
    const ring = Array.from({ length: points }, (_point, k): [number, number] => {
      const angle = (2 * Math.PI * k) / points;
      const radius = size * random.between(big ? 0.97 : 0.7, 1);
      return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
    });
    const shape =
      i % 3 === 0 && !big
        ? ({ type: 'circle', centre: [lon, lat], radiusM: random.between(1000, 9000) } as const)
        : ({ type: 'polygon', rings: [ring] } as const);
    return zone({ id: `Z${i}`, name: `Zone ${i}`, shape });
  });
}

/** 70 % aircraft with addresses (right of passage), 25 % ships, 5 % unknown and slow. */
function makeTracks(random: Random): { picture: Picture; details: Map<number, TrackDetail> } {
  const picture = makePicture(TRACKS, T0);
  picture.count = TRACKS;
  const details = new Map<number, TrackDetail>();
  for (let row = 0; row < TRACKS; row++) {
    const kind = random.next();
    const speed = kind < 0.7 ? random.between(120, 260) : kind < 0.95 ? random.between(2, 11) : 25;
    const course = random.between(0, 2 * Math.PI);
    const number = row + 1;
    picture.trackNumber[row] = number;
    picture.latRad[row] = random.between(40, 50) * DEG_TO_RAD;
    picture.lonRad[row] = random.between(20, 35) * DEG_TO_RAD;
    picture.altM[row] = kind < 0.7 ? random.between(1000, 11_000) : 200;
    picture.vEastMps[row] = speed * Math.sin(course);
    picture.vNorthMps[row] = speed * Math.cos(course);
    picture.covEE[row] = picture.covNN[row] = 2500;
    picture.covUU[row] = 900;
    picture.velEE[row] = picture.velNN[row] = 4;
    picture.status[row] = TRACK_STATUS.confirmed;
    picture.existence[row] = 0.99;
    picture.updatedAt[row] = T0;
    picture.bornAt[row] = T0 - 600_000;
    picture.environment[row] = ENVIRONMENTS.indexOf(kind < 0.7 || kind >= 0.95 ? 'air' : 'sea');
    picture.detailVersion[row] = 1;
    const claims =
      kind < 0.7 ? { icao: number } : kind < 0.95 ? { mmsi: 200_000_000 + number } : {};
    details.set(number, detail({ trackNumber: number, ...claims }));
  }
  return { picture, details };
}

/** The same picture some seconds later. */
function advance(picture: Picture, at: number, seconds: number): Picture {
  for (let row = 0; row < picture.count; row++) {
    const lat = picture.latRad[row]!;
    picture.latRad[row] = lat + (picture.vNorthMps[row]! * seconds) / 6_371_000;
    picture.lonRad[row] =
      picture.lonRad[row]! + (picture.vEastMps[row]! * seconds) / (6_371_000 * Math.cos(lat));
    picture.updatedAt[row] = at;
  }
  return { ...picture, at };
}

function run(name: string, exempt: boolean): void {
  const random = new Random(10);
  const zones = makeZones(random).map((one) =>
    exempt ? one : { ...one, rule: { ...one.rule, exempt: [] } },
  );
  const { details, ...made } = makeTracks(random);
  let { picture } = made;
  const judge = new Judge(DEFAULT_ALERT_RULES, zones);
  const perTick: number[] = [];
  let facts = 0;
  for (let tick = 0; tick < TICKS; tick++) {
    const now = T0 + tick * 1000;
    picture = advance(picture, now, tick === 0 ? 0 : 1);
    const from = process.cpuUsage();
    facts += judge.tick(now, picture, (number) => details.get(number) ?? null).facts.length;
    const used = process.cpuUsage(from);
    if (tick >= 5) perTick.push((used.user + used.system) / 1000);
  }
  const open = judge.alerts().filter((alert) => alert.state !== 'normal').length;
  const show = (ms: number): string => ms.toFixed(1).padStart(8);
  console.log(
    `${name.padEnd(34)}median${show(median(perTick))} ms   max${show(Math.max(...perTick))} ms   facts ${facts}   open alerts ${open}`,
  );
  rows.push({ name, medianMs: median(perTick), maxMs: Math.max(...perTick), facts, open });
}

function runPoints(): void {
  const random = new Random(11);
  const index = new ZoneIndex(makeZones(random));
  const count = 200_000;
  let hits = 0;
  const ask = (): void => {
    for (let i = 0; i < count; i++)
      hits += zonesAt(index, random.between(40, 50), random.between(20, 35), 500, T0).length;
  };
  ask();
  const from = process.cpuUsage();
  ask();
  const used = process.cpuUsage(from);
  const us = (used.user + used.system) / count;
  console.log(
    `${'zonesAt, one point'.padEnd(34)}${us.toFixed(2).padStart(14)} us   (${hits} hits)`,
  );
  rows.push({ name: 'zonesAt', us });
}

const rows: object[] = [];
console.log(`# judge-10k · ${TRACKS} tracks x ${ZONES} zones, one tick · ${machine()}`);
run('civil traffic may pass', true);
run('nobody may pass (worst case)', false);
runPoints();
console.log(JSON.stringify({ bench: 'judge-10k', machine: machine(), rows }));
