/**
 * How many ASTERIX records a second does one core turn into plots? On the real records of the reference data, and on
 * radar traffic as a busy Mode S radar sends it. Damage is in decode-mutations.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assert, fromHex, Random } from '../src/base/index.ts';
import { makeSenseBatch, type Sensor, type SourceConfig } from '../src/model/index.ts';
import { createAsterixFeed, makeFeedOutput } from '../src/sense/index.ts';
import { AsterixDecoder, encodeRecords, type ItemsInput } from '../src/wire/asterix/index.ts';
import { DATA } from '../tests/root.ts';
import { allocatedPer, report, timeInterleaved } from './timing.ts';

const NOW = 1_700_000_000_000;
const RECORDS_A_RUN = 200_000;

/** Datagrams of real.jsonl: mostly CAT021, with CAT048, 034, 062, 065, 063, 001, 002. */
function realDatagrams(): Uint8Array[] {
  return readFileSync(path.join(DATA, 'feeds/asterix/real.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => fromHex((JSON.parse(line) as { hex: string }).hex)!);
}

/** Datagrams of ten CAT048 records with everything a Mode S roll-call brings, and a sector message each. */
function radarDatagrams(): Uint8Array[] {
  const random = new Random(1);
  return Array.from({ length: 64 }, (_, sector) => {
    const source = { SAC: 25, SIC: 10 };
    const plots = Array.from({ length: 10 }, (): ItemsInput => ({
      '010': source,
      '140': 43_200 + sector / 16,
      '020': { TYP: 5 },
      '040': { RHO: random.between(1, 200), THETA: (sector * 360) / 64 + random.between(0, 5) },
      '070': { MODE3A: { raw: random.below(4096) } },
      '090': { FL: random.between(10, 400) },
      '130': { SRR: 3, SAM: -70 },
      '220': random.below(1 << 24),
      '240': `TST${100 + random.below(900)}`,
      '250': [{ MBDATA: { hex: 'c65632b0a80000' }, BDS1: 4, BDS2: 0 }],
      '161': { TRN: random.below(4096) },
      '042': { X: random.between(-100, 100), Y: random.between(-100, 100) },
      '200': { GSP: 0.12, HDG: random.between(0, 360) },
      '170': { CNF: 0, RAD: 2, DOU: 0, MAH: 0, CDM: 0 },
      '230': { COM: 1, STAT: 0, MSSC: 1, ARC: 1, AIC: 1, B1A: 1, B1B: 5 },
    }));
    const mark = {
      '010': source,
      '000': 2,
      '030': 43_200 + sector / 16,
      '020': (sector * 360) / 64,
    };
    const blocks = [encodeRecords(48, '1.31', plots), encodeRecords(34, '1.29', [mark])];
    return new Uint8Array(blocks.flatMap((block) => (block.ok ? [...block.value] : [])));
  });
}

const site: Omit<Sensor, 'id'> = {
  sourceId: 'bench',
  name: 'Bench',
  kind: 'radar2d',
  latRad: 0.78,
  lonRad: 0.5,
  heightM: 50,
  periodS: 4,
  rotating: true,
  sdRangeM: 70,
  sdAzimuthRad: 0.0014,
  sdElevationRad: 0.01,
  sdPositionM: 20,
  sdAltM: 30,
  sdVelocityMps: 2,
  pd: 0.9,
  clutterPerScan: 1,
  fov: null,
};

function configOf(ids: readonly string[]): SourceConfig {
  return {
    id: 'bench',
    name: 'Bench',
    format: 'asterix',
    transport: { kind: 'udp', host: '', port: 0 },
    simulated: true,
    options: {},
    sensors: ids.map((id) => ({ id, ...site })),
  };
}

function countRecords(datagrams: readonly Uint8Array[]): number {
  const decoder = new AsterixDecoder();
  for (const bytes of datagrams) decoder.decode(bytes);
  return decoder.counters.records;
}

/** Every sensor of the datagrams gets a site, so that all that can be plots are. */
function sensorIds(datagrams: readonly Uint8Array[]): string[] {
  const out = makeFeedOutput(makeSenseBatch());
  const feed = createAsterixFeed(configOf([]));
  for (const bytes of datagrams)
    feed.accept({ sourceId: 'bench', connection: 0, receivedAt: NOW, bytes }, out);
  return out.batch.sensors.map((sensor) => sensor.id);
}

function toPlots(
  datagrams: readonly Uint8Array[],
  rounds: number,
  config: SourceConfig,
  feed = createAsterixFeed(config),
): number {
  const out = makeFeedOutput(makeSenseBatch());
  let plots = 0;
  for (let round = 0; round < rounds; round++) {
    for (const bytes of datagrams)
      feed.accept({ sourceId: 'bench', connection: 0, receivedAt: NOW + round, bytes }, out);
    plots += out.batch.plots.length;
    out.batch.plots.length = 0;
    out.batch.marks.length = 0;
    out.faults.length = 0;
  }
  return plots;
}

function walkOnly(datagrams: readonly Uint8Array[], rounds: number): void {
  const decoder = new AsterixDecoder();
  for (let round = 0; round < rounds; round++)
    for (const bytes of datagrams) decoder.walk(bytes, 'datagram', [], () => undefined);
}

function toNames(datagrams: readonly Uint8Array[], rounds: number): void {
  const decoder = new AsterixDecoder();
  for (let round = 0; round < rounds; round++)
    for (const bytes of datagrams)
      for (const record of decoder.decode(bytes).records) record.items();
}

const inputs = { real: realDatagrams(), radar: radarDatagrams() };
const allocation: Record<string, number | null> = {};
const jobs = Object.entries(inputs).flatMap(([name, datagrams]) => {
  const records = countRecords(datagrams);
  const rounds = Math.ceil(RECORDS_A_RUN / records);
  const config = configOf(sensorIds(datagrams));
  const count = records * rounds;
  const plots = toPlots(datagrams, 1, config);
  console.log(`${name}: ${datagrams.length} datagrams, ${records} records, ${plots} plots`);
  assert(plots > 0, 'the input makes plots');
  const feed = createAsterixFeed(config);
  toPlots(datagrams, 20, config, feed);
  allocation[name] = allocatedPer(records, () => toPlots(datagrams, 1, config, feed));
  const few = Math.ceil(rounds / 10);
  return [
    { name: `${name}: walk`, count, run: () => walkOnly(datagrams, rounds) },
    { name: `${name}: plots`, count, run: () => void toPlots(datagrams, rounds, config) },
    { name: `${name}: all by name`, count: records * few, run: () => toNames(datagrams, few) },
  ];
});

report('decode-asterix', await timeInterleaved(jobs), { octetsARecord: allocation });
console.log(`octets allocated a record, plots: ${JSON.stringify(allocation)}`);
