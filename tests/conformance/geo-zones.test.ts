/** Geo-zones: 103 point questions with independent answers, and the verdicts of the public ED-318 schema. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/base/index.ts';
import { ZoneIndex, zonesAt } from '../../src/judge/index.ts';
import type { Zone } from '../../src/model/index.ts';
import { readZones } from '../../src/sense/index.ts';
import { writeEd318, writeGeoJson } from '../../src/share/index.ts';
import { checkEd318 } from '../../src/wire/geo-zones/index.ts';
import { DATA, needsData } from '../root.ts';
import { SchemaSet } from './json-schema.ts';

const FOLDER = path.join(DATA, 'cuas/geozones');
const skip = needsData('cuas/geozones');

interface Query {
  readonly file: string;
  readonly lon: number;
  readonly lat: number;
  readonly time: string;
  readonly groundAmslM: number;
  readonly geoidUndulationM: number;
  readonly altAglM: number;
  readonly altAmslM: number;
  readonly altWgs84M: number;
  readonly expectedFeatureIndexes: readonly number[];
}

const queryFiles =
  skip === false ? readdirSync(FOLDER).filter((f) => /^queries-.*\.json$/.test(f)) : [];

function indexOf(file: string): ZoneIndex {
  return new ZoneIndex(readZones(readFileSync(path.join(FOLDER, file)), 'auto').zones);
}

test('every point question gets the expected zones', { skip }, () => {
  const indexes = new Map<string, ZoneIndex>();
  const wrong: string[] = [];
  let asked = 0;
  for (const name of queryFiles) {
    const queries = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Query[];
    for (const [n, q] of queries.entries()) {
      const index = indexes.get(q.file) ?? indexOf(q.file);
      indexes.set(q.file, index);
      const heights = {
        aglM: q.altAglM,
        amslM: q.altAmslM,
        wgs84M: q.altWgs84M,
        undulationM: q.geoidUndulationM,
        groundAmslM: q.groundAmslM,
      };
      const hits = zonesAt(index, q.lat, q.lon, heights, Date.parse(q.time));
      const found = hits.map((hit) => hit.zone.extra['index']);
      asked++;
      if (JSON.stringify(found) !== JSON.stringify(q.expectedFeatureIndexes))
        wrong.push(
          `${name} ${n} ${q.file}: ${JSON.stringify(found)}, not ${JSON.stringify(q.expectedFeatureIndexes)}`,
        );
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(asked >= 100, `${asked} questions`);
});

test(
  'with only ellipsoidal height, undulation and terrain the answers are the same',
  { skip },
  () => {
    for (const name of queryFiles) {
      const queries = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Query[];
      for (const q of queries) {
        const heights = {
          aglM: Number.NaN,
          amslM: Number.NaN,
          wgs84M: q.altWgs84M,
          undulationM: q.geoidUndulationM,
          groundAmslM: q.groundAmslM,
        };
        const index = indexOf(q.file);
        const hits = zonesAt(index, q.lat, q.lon, heights, Date.parse(q.time));
        assert.deepEqual(
          hits.map((hit) => hit.zone.extra['index']),
          q.expectedFeatureIndexes,
        );
        assert.ok(hits.every((hit) => hit.certain));
        // Without terrain and geoid nothing is lost: what is inside stays inside, perhaps marked as not certain.
        const blind = zonesAt(index, q.lat, q.lon, q.altWgs84M, Date.parse(q.time));
        const seen = blind.map((hit) => hit.zone.extra['index']);
        for (const expected of q.expectedFeatureIndexes) assert.ok(seen.includes(expected));
      }
    }
  },
);

function filesOf(folder: string): string[] {
  return readdirSync(path.join(FOLDER, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);
}

function zoneFiles(): string[] {
  return [...filesOf('ed269'), ...filesOf('ed318'), ...filesOf('ed318/examples')].filter(
    (name) => !name.includes('expected-') && !name.includes('Partial'),
  );
}

function readJson(file: string): Json {
  return JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8').replace(/^\uFEFF/, '')) as Json;
}

interface Verdict {
  readonly valid: boolean;
  readonly errors: readonly { readonly path: string; readonly keyword: string }[];
}

test('the ED-318 checker gives the verdicts and the places of the public schema', { skip }, () => {
  const expected = readJson('ed318/expected-schema-verdicts.json') as unknown as {
    readonly [file: string]: Verdict;
  };
  for (const [file, verdict] of Object.entries(expected)) {
    const faults = checkEd318(readJson(`ed318/${file}`));
    assert.equal(faults.length === 0, verdict.valid, file);
    for (const { path: at, keyword } of verdict.errors) {
      // "type" at an object that may also be null is the null branch's complaint, not a fault of its own.
      if (keyword === 'type' && at.endsWith('/properties')) continue;
      assert.ok(
        faults.some((fault) => fault.path === at && fault.keyword === keyword),
        `${file}: ${keyword} at ${at}`,
      );
    }
  }
});

function loadSchemas(): SchemaSet {
  const folder = path.join(FOLDER, 'ed318/schema');
  const files = readdirSync(folder).map((name): [string, { [key: string]: unknown }] => [
    name,
    JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { [key: string]: unknown },
  ]);
  return new SchemaSet(Object.fromEntries(files));
}

test(
  'the ED-318 checker agrees with the schema itself on documents with one thing changed',
  { skip },
  () => {
    const schemas = loadSchemas();
    const bases = [...filesOf('ed318'), ...filesOf('ed318/examples')]
      .filter((name) => !name.includes('expected-'))
      .map(readJson);
    const odd: Json[] = [
      null,
      5,
      1.5,
      'x',
      'ANY',
      '',
      [],
      {},
      [null],
      true,
      '2026-01-01T00:00:00Z',
    ];
    let invalid = 0;
    const property = fc.property(
      fc.nat(bases.length - 1),
      fc.nat(1_000_000),
      fc.nat(odd.length + 1),
      (which, seed, change) => {
        const document = structuredClone(bases[which]) as Json;
        mutate(
          document,
          seed,
          change < odd.length ? odd[change]! : undefined,
          change === odd.length,
        );
        const ours = checkEd318(document).length === 0;
        const theirs = schemas.validate('Schema_GeoZones.json', document).length === 0;
        if (!theirs) invalid++;
        assert.equal(ours, theirs, JSON.stringify(checkEd318(document).slice(0, 3)));
      },
    );
    fc.assert(property, { seed: 318, numRuns: 1500 });
    assert.ok(invalid > 100);
  },
);

/** Replaces, removes (undefined) or duplicates one value somewhere in a document. */
function mutate(document: Json, seed: number, value: Json | undefined, twice: boolean): void {
  const places: { readonly holder: { [key: string]: Json } | Json[]; readonly key: string }[] = [];
  const walk = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push({ holder: node as Json[], key });
      walk(child as Json);
    }
  };
  walk(document);
  const { holder, key } = places[seed % places.length]!;
  const map = holder as { [key: string]: Json };
  if (twice) map[`${key}x`] = map[key]!;
  else if (value !== undefined) map[key] = value;
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete map[key];
}

function allZones(): Zone[] {
  return zoneFiles().flatMap((file) => [
    ...readZones(readFileSync(path.join(FOLDER, file)), 'auto').zones,
  ]);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test(
  'every zone of every file is written as ED-318 that the schema takes, and read back the same',
  { skip },
  () => {
    const schemas = loadSchemas();
    const zones = allZones();
    assert.ok(zones.length >= 20);
    const written = writeEd318(zones, { name: 'all', provider: 'test', issuedAt: 0 });
    assert.deepEqual(schemas.validate('Schema_GeoZones.json', JSON.parse(written)), []);
    assert.deepEqual(checkEd318(JSON.parse(written) as Json), []);
    const again = readZones(utf8(written), 'auto');
    assert.equal(again.format, 'ed318');
    assert.equal(again.incomplete, false);
    again.zones.forEach((zone, i) => {
      assert.equal(zone.restriction, zones[i]!.restriction);
      assert.equal(zone.name, zones[i]!.name);
      assert.deepEqual(zone.applicability, zones[i]!.applicability);
      assert.deepEqual(
        zone.volumes.map((one) => one.shape),
        zones[i]!.volumes.map((one) => one.shape),
      );
      const heights = (one: Zone): unknown =>
        one.volumes.map(({ lower, upper }) => [lower.valueM, upper.valueM]);
      assert.deepEqual(heights(zone), heights(zones[i]!));
    });
  },
);

test('the GeoJSON export read back gives the same zones', { skip }, () => {
  const zones = allZones();
  const again = readZones(utf8(writeGeoJson(zones)), 'auto');
  assert.equal(again.format, 'geojson');
  assert.equal(again.incomplete, false);
  const lasting = (zone: Zone): unknown => {
    const { name, kind, country, restriction, rule, applicability, active } = zone;
    const volumes = zone.volumes.map(({ shape, lower, upper }) => [
      shape,
      lower.valueM,
      upper.valueM,
    ]);
    return { name, kind, country, restriction, rule, volumes, applicability, active };
  };
  assert.deepEqual(again.zones.map(lasting), zones.map(lasting));
});
