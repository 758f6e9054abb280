/**
 * How many events a second are on disk when they are acknowledged, and how long do box and track queries over ten
 * million points of history take, in SQLite and in PostgreSQL (where it is installed; a server of the bench's own, all
 * settings as they come), one after the other in each round? Wall time: that is what a person waits.
 * TOCSIN_BENCH_POINTS: another number of points. How long a read of one entry holds up its thread is measured too.
 * TOCSIN_BENCH_HISTORY: a folder; only the history is measured, in SQLite, and stays there: filled the first time,
 * asked again the next (with the same number of points).
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DEG_TO_RAD, Random } from '../src/base/index.ts';
import {
  makePicture,
  OWN_ONLY,
  type Box,
  type LedgerFact,
  type Picture,
} from '../src/model/index.ts';
import {
  openHistory,
  openLedger,
  SQLITE,
  type HistoryStore,
  type StoreSetting,
} from '../src/node/store/index.ts';
import { needsPostgres, PgServer } from '../tests/pg-server.ts';
import { machine, median } from './timing.ts';

const POINTS = Number(process.env['TOCSIN_BENCH_POINTS'] ?? 10_000_000);
const KEPT = process.env['TOCSIN_BENCH_HISTORY'];
const TRACKS = 10_000;
const START_AT = Date.UTC(2026, 0, 1, 12);
const QUERIES = 60;
const LEDGER_MS = 2000;
const ROUNDS = 3;
const READS = 2000;

/** A back end with a folder of its own. */
interface Place {
  readonly name: string;
  readonly dir: string;
  readonly store: StoreSetting;
  /** MB on disk */
  readonly megabytes: () => number;
}

interface Row {
  readonly name: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** what a query finds */
  readonly found?: number;
}

function row(name: string, unit: string, values: readonly number[]): Row {
  const round = (n: number): number =>
    n < 1 ? Number(n.toPrecision(2)) : n < 100 ? Number(n.toFixed(1)) : Math.round(n);
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
async function ledgerRate({ dir, store }: Place, abreast: number): Promise<number> {
  const ledger = await openLedger({ dataDir: dir, origin: 'ROU', store });
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

/** Milliseconds that reading one older entry takes, as who sends it to an ally does: one after the other, anywhere. */
async function readOne({ dir, store }: Place, isInOrder: boolean): Promise<number[]> {
  const ledger = await openLedger({ dataDir: dir, origin: 'ROU', store });
  const random = new Random(3);
  const { seq } = ledger.head();
  const ms: number[] = [];
  for (let i = 0; i < READS; i++) {
    const after = isInOrder ? i : random.below(seq - 1);
    const from = performance.now();
    ledger.read(after, 1);
    ms.push(performance.now() - from);
  }
  await ledger.close();
  return ms;
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
  if (!existsSync(dir)) return 0;
  const sum = readdirSync(dir).reduce(
    (octets, name) => octets + statSync(path.join(dir, name)).size,
    0,
  );
  return Math.round(sum / 1e6);
}

/** Fills a history, unless it is there, and asks it. */
async function historyRows({ name, dir, store }: Place): Promise<{ rows: Row[]; lost: number }> {
  const seconds = Math.ceil(POINTS / TRACKS);
  const isThere = KEPT !== undefined && existsSync(dir);
  const history = await openHistory({ dataDir: dir, store });
  const rows: Row[] = [];
  if (!isThere)
    rows.push(row(`${name}: history written`, 'points/s', [await fill(history, seconds)]));
  for (const [title, query] of queriesOf(history, seconds)) {
    const { ms, found } = await ask(query);
    rows.push({ ...row(`${name}: ${title}`, 'ms', ms), found });
  }
  const { lost } = history.counters();
  await history.close();
  return { rows, lost };
}

function queriesOf(
  history: HistoryStore,
  seconds: number,
): readonly (readonly [string, (random: Random) => Promise<number>])[] {
  const endAt = START_AT + seconds * 1000;
  const instant = (random: Random): number => START_AT + random.below(seconds) * 1000;
  const boxOf = (random: Random, deg: number): Box => {
    const [lon, lat] = [random.between(-49, -32), random.between(31, 48)];
    return [lon, lat, lon + deg, lat + deg];
  };
  return [
    [
      'track, the whole time',
      async (random) =>
        (await history.trackPoints(1 + random.below(TRACKS), START_AT, endAt)).length,
    ],
    [
      'box 1 x 1 degree, 10 s',
      async (random) => {
        const box = boxOf(random, 1);
        const at = instant(random);
        return (await history.boxPoints(box, at, at + 10_000)).points.length;
      },
    ],
    [
      'box 0.2 x 0.2 degree, all',
      async (random) =>
        (await history.boxPoints(boxOf(random, 0.2), START_AT, endAt)).points.length,
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
}

async function ledgerRows(places: readonly Place[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const abreast of [1, 1000]) {
    const rates = places.map(() => [] as number[]);
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, place] of places.entries()) rates[i]!.push(await ledgerRate(place, abreast));
    places.forEach(({ name }, i) =>
      rows.push(row(`${name}: ledger, ${abreast} at a time`, 'durable events/s', rates[i]!)),
    );
  }
  for (const [isInOrder, title] of [
    [true, 'one entry, in order'],
    [false, 'one entry, anywhere'],
  ] as const)
    for (const place of places)
      rows.push(row(`${place.name}: ${title}`, 'ms', await readOne(place, isInOrder)));
  return rows;
}

async function main(): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-bench-store-'));
  const server = KEPT === undefined && needsPostgres === false ? await PgServer.start() : null;
  const dir = (name: string): string => path.join(root, name);
  const own = KEPT ?? dir('s');
  const places: Place[] = [
    { name: 'sqlite', dir: own, store: SQLITE, megabytes: () => folderMb(own) },
  ];
  if (server === null)
    console.log(`# without PostgreSQL: ${needsPostgres || 'one folder is asked'}`);
  else {
    const store = server.setting();
    places.push({ name: 'postgresql', dir: dir('p'), store, megabytes: () => server.megabytes() });
  }
  try {
    const rows = KEPT === undefined ? await ledgerRows(places) : [];
    let lost = 0;
    const before = places.map(({ megabytes }) => (KEPT === undefined ? megabytes() : 0));
    for (const place of places) {
      const history = await historyRows(place);
      rows.push(...history.rows);
      lost += history.lost;
    }
    const megabytes = places.map((place, i) => place.megabytes() - before[i]!);
    const sizes = places.map(({ name }, i) => `${name} ${megabytes[i]} MB`).join(', ');
    console.log(
      `# store · ${machine()} · ${POINTS.toLocaleString('en')} points, ${lost} pictures lost, history ${sizes}`,
    );
    for (const { name, median: middle, min, max, unit, found } of rows)
      console.log(
        `${name.padEnd(40)}${String(middle).padStart(10)} ${unit.padEnd(18)} min ${min}  max ${max}${found === undefined ? '' : `  (${found} a query)`}`,
      );
    console.log(
      JSON.stringify({ bench: 'store', machine: machine(), points: POINTS, lost, megabytes, rows }),
    );
  } finally {
    await server?.remove();
    rmSync(root, { recursive: true, force: true });
  }
}

await main();
