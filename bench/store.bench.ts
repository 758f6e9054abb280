/**
 * How many events a second are on disk when they are acknowledged, and how long do box and track queries over ten
 * million points of history take? Wall time: that is what a person waits. TOCSIN_BENCH_POINTS: fewer points.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DEG_TO_RAD, Random } from '../src/base/index.ts';
import { makePicture, OWN_ONLY, type LedgerFact, type Picture } from '../src/model/index.ts';
import { openHistory, openLedger, type Box, type HistoryStore } from '../src/node/store/index.ts';
import { machine, median } from './timing.ts';

const POINTS = Number(process.env['TOCSIN_BENCH_POINTS'] ?? 10_000_000);
const TRACKS = 10_000;
const START_AT = Date.UTC(2026, 0, 1, 12);
const QUERIES = 60;
const LEDGER_MS = 2000;
const ROUNDS = 3;

interface Row {
  readonly name: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

function row(name: string, unit: string, values: readonly number[]): Row {
  const round = (n: number): number => (n < 100 ? Number(n.toFixed(1)) : Math.round(n));
  return {
    name,
    unit,
    median: round(median(values)),
    min: round(Math.min(...values)),
    max: round(Math.max(...values)),
  };
}

function fact(n: number): LedgerFact {
  const body = { id: `A-${n}`, note: 'acknowledged by the watch officer on duty' };
  return { type: 'alert.acknowledged', at: START_AT + n, actor: 'watch', body, label: OWN_ONLY };
}

/** Appends without pause, `abreast` calls open at a time, each acknowledged only when it is on disk. */
async function ledgerRate(dir: string, abreast: number): Promise<number> {
  const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
  let done = 0;
  const from = performance.now();
  const work = async (): Promise<void> => {
    while (performance.now() - from < LEDGER_MS) {
      await ledger.append([fact(done)]);
      done++;
    }
  };
  await Promise.all(Array.from({ length: abreast }, work));
  const seconds = (performance.now() - from) / 1000;
  await ledger.close();
  return done / seconds;
}

/** Objects on straight lines over 20 x 20 degrees. */
class Sky {
  readonly #lat: Float64Array;
  readonly #lon: Float64Array;
  readonly #vLat: Float64Array;
  readonly #vLon: Float64Array;
  readonly picture: Picture = makePicture(TRACKS);

  constructor(seed: number) {
    const random = new Random(seed);
    const column = (low: number, high: number): Float64Array =>
      Float64Array.from({ length: TRACKS }, () => random.between(low, high));
    this.#lat = column(30, 50);
    this.#lon = column(-50, -30);
    this.#vLat = column(-0.002, 0.002);
    this.#vLon = column(-0.002, 0.002);
  }

  at(second: number): Picture {
    const { picture } = this;
    (picture as { at: number }).at = START_AT + second * 1000;
    picture.count = TRACKS;
    for (let i = 0; i < TRACKS; i++) {
      picture.trackNumber[i] = i + 1;
      picture.latRad[i] = (this.#lat[i]! + this.#vLat[i]! * second) * DEG_TO_RAD;
      picture.lonRad[i] = (this.#lon[i]! + this.#vLon[i]! * second) * DEG_TO_RAD;
      picture.altM[i] = 3000 + (i % 9000);
      picture.vEastMps[i] = this.#vLon[i]! * 85_000;
      picture.vNorthMps[i] = this.#vLat[i]! * 111_000;
      picture.updatedAt[i] = picture.at;
      picture.status[i] = 1;
      picture.quality[i] = 10;
      picture.existence[i] = 1;
      picture.covEE[i] = picture.covNN[i] = 400;
      picture.environment[i] = 1;
    }
    return picture;
  }
}

async function fill(history: HistoryStore, seconds: number): Promise<number> {
  const sky = new Sky(1);
  const codes = { identityOf: () => 1, alertOf: () => 0 };
  const from = performance.now();
  for (let second = 0; second < seconds; second++) {
    history.addPicture(sky.at(second), codes);
    // The writer takes no more than 20 pictures ahead; waiting loses none.
    if (second % 10 === 9) await history.flush();
  }
  await history.flush();
  return (seconds * TRACKS) / ((performance.now() - from) / 1000);
}

async function ask(
  query: (random: Random) => Promise<number>,
): Promise<{ ms: number[]; found: number }> {
  const random = new Random(2);
  const ms: number[] = [];
  let found = 0;
  for (let i = 0; i < QUERIES; i++) {
    const from = performance.now();
    found += await query(random);
    ms.push(performance.now() - from);
  }
  return { ms, found: Math.round(found / QUERIES) };
}

function folderMb(dir: string): number {
  const sum = readdirSync(dir).reduce(
    (octets, name) => octets + statSync(path.join(dir, name)).size,
    0,
  );
  return Math.round(sum / 1e6);
}

async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-bench-store-'));
  const rows: Row[] = [];
  try {
    for (const abreast of [1, 1000]) {
      const rates: number[] = [];
      for (let round = 0; round < ROUNDS; round++) rates.push(await ledgerRate(dir, abreast));
      rows.push(row(`ledger, ${abreast} at a time`, 'durable events/s', rates));
    }
    const seconds = Math.ceil(POINTS / TRACKS);
    const history = await openHistory({ dataDir: dir });
    rows.push(row('history written', 'points/s', [await fill(history, seconds)]));
    const { lost } = history.counters();
    const endAt = START_AT + seconds * 1000;
    const instant = (random: Random): number => START_AT + random.below(seconds) * 1000;
    const queries: readonly [string, (random: Random) => Promise<number>][] = [
      [
        'track, the whole time',
        async (random) =>
          (await history.trackPoints(1 + random.below(TRACKS), START_AT, endAt)).length,
      ],
      [
        'box 1 x 1 degree, 10 s',
        async (random) => {
          const [lon, lat] = [random.between(-49, -32), random.between(31, 48)];
          const at = instant(random);
          const box: Box = [lon, lat, lon + 1, lat + 1];
          return (await history.boxPoints(box, at, at + 10_000)).points.length;
        },
      ],
      [
        'box 0.2 x 0.2 degree, all',
        async (random) => {
          const [lon, lat] = [random.between(-49, -32), random.between(31, 48)];
          const box: Box = [lon, lat, lon + 0.2, lat + 0.2];
          return (await history.boxPoints(box, START_AT, endAt)).points.length;
        },
      ],
      [
        'whole picture at an instant',
        async (random) => {
          const at = instant(random);
          let octets = 0;
          for await (const bytes of history.frames(at, at, 1000, null)) octets += bytes.length;
          return octets;
        },
      ],
    ];
    const found: Record<string, number> = {};
    for (const [name, query] of queries) {
      const answer = await ask(query);
      found[name] = answer.found;
      rows.push(row(name, 'ms', answer.ms));
    }
    await history.close();
    console.log(
      `# store · ${machine()} · ${(seconds * TRACKS).toLocaleString('en')} points, ${lost} pictures lost, ${folderMb(dir)} MB`,
    );
    for (const { name, median: middle, min, max, unit } of rows)
      console.log(
        `${name.padEnd(30)}${String(middle).padStart(10)} ${unit.padEnd(18)} min ${min}  max ${max}${found[name] === undefined ? '' : `  (${found[name]} a query)`}`,
      );
    console.log(
      JSON.stringify({
        bench: 'store',
        machine: machine(),
        points: seconds * TRACKS,
        lost,
        megabytes: folderMb(dir),
        rows,
        found,
      }),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();
