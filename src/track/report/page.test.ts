import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import { Random } from '../../base/index.ts';
import { Scorer } from '../score/score.ts';
import type { Score } from '../score/types.ts';
import { makeStats } from '../settings.ts';
import type { SensorReport } from '../sensor-report.ts';
import { RunCollector } from './collect.ts';
import { type ReportPlan, buildReport } from './page.ts';
import { showNumber } from './markup.ts';
import { FIGURES, neesBounds } from './score-section.ts';

const NASTY = `<script>alert("1")</script>&amp;\u0000\ud800 'x'`;

function sensor(id: string): SensorReport {
  return {
    id,
    name: id,
    kind: 'radar2d',
    latRad: 0.7,
    lonRad: 0.2,
    reachM: 90_000,
    scans: 10,
    plots: 1000,
    used: 800,
    late: 1,
    latencyS: 0.2,
    pdAnnounced: 0.9,
    pd: 0.77,
    looks: 400,
    clutterAnnounced: 5,
    clutter: 12.5,
    sdRangeM: 60,
    sdAzimuthRad: 0.002,
    sdElevationRad: Number.NaN,
    sdPositionM: Number.NaN,
    registration: {
      rangeM: -80,
      sdRangeM: 3,
      azimuthRad: 0.004,
      sdAzimuthRad: 1e-4,
      pairs: 99,
    },
  };
}

function plan(): ReportPlan {
  const random = new Random(3);
  const rules = {
    c: 500,
    dims: 2,
    assoc: 500,
    latDeg: 40,
    lonDeg: 11,
    altM: 0,
    reportT0: 1000,
    reportDt: 4,
    reports: 40,
  } as const;
  const scorer = new Scorer(rules);
  const collector = new RunCollector();
  for (let k = 0; k < rules.reports; k++) {
    const t = 1000 + 4 * k;
    for (let i = 0; i < 6; i++) {
      const lat = 40 + i * 0.1 + k * 0.002;
      scorer.addTruth({ t, id: i === 0 ? NASTY : `T${i}`, lat, lon: 11 });
      if (random.chance(0.1)) continue;
      const id = i === 3 && k > 20 ? 'new' : `${i}`;
      const off = 0.001 * random.normal();
      scorer.addTrack({ t, id, lat: lat + off, lon: 11, cov: [1e4, 0, 0, 1e4, 0, 1] });
      collector.paths.add(t, id, lat + off, 11);
    }
  }
  for (let i = 0; i < 500; i++)
    collector.takeResidual({
      sensorId: NASTY,
      trackNumber: 1,
      at: 0,
      range: { value: 90 * random.normal(), sd: 60 },
      azimuth: { value: 0.002 * random.normal(), sd: 0.002 },
      elevation: null,
      east: null,
      north: null,
    });
  return {
    title: NASTY,
    command: `tocsin track ${NASTY}`,
    madeBy: 'Tocsin',
    fromAt: 1e6,
    toAt: 1e6 + 160_000,
    simulated: true,
    stats: { ...makeStats(), plotsIn: 12_345 },
    plotsPerS: 100_000,
    curve: null,
    sensors: collector.sheets([sensor(NASTY)]),
    score: { detail: scorer.detail(), rules },
    map: {
      truth: [[40, 11, 40.1, 11.1]],
      tracks: collector.paths.list(),
      sensors: [{ id: NASTY, latDeg: 40, lonDeg: 11, reachM: 90_000 }],
    },
  };
}

interface Parsed {
  readonly tags: { readonly name: string; readonly attributes: Record<string, string> }[];
  readonly json: string;
}

/** Parses as XML; throws where it is not well-formed. */
function parse(page: string): Parsed {
  const parser = new SaxesParser();
  const tags: Parsed['tags'] = [];
  let json = '';
  let inJson = false;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    tags.push({ name: tag.name, attributes: tag.attributes as Record<string, string> });
    inJson = tag.name === 'script';
  });
  parser.on('closetag', () => {
    inJson = false;
  });
  parser.on('text', (text) => {
    if (inJson) json += text;
  });
  parser.write(page).close();
  return { tags, json };
}

test('the page is well-formed whatever names objects and sensors have', () => {
  const { tags } = parse(buildReport(plan()));
  assert.ok(tags.filter((tag) => tag.name === 'svg').length >= 7);
  const ids = tags.flatMap((tag) =>
    tag.attributes['id'] === undefined ? [] : tag.attributes['id'],
  );
  assert.deepEqual([...new Set(ids)].length, ids.length, 'every id is there once');
});

test('the page loads nothing and runs nothing', () => {
  const { tags } = parse(buildReport(plan()));
  for (const { name, attributes } of tags) {
    for (const [attribute, value] of Object.entries(attributes)) {
      assert.ok(!attribute.startsWith('on'), `${name} ${attribute}`);
      if (attribute === 'src' || attribute === 'href') assert.match(value, /^#/);
    }
    assert.ok(!['link', 'img', 'iframe', 'object', 'image', 'use'].includes(name), name);
    if (name === 'script') assert.equal(attributes['type'], 'application/json');
  }
});

test('every drawing has a name and a sentence, and links lead to parts that are there', () => {
  const { tags } = parse(buildReport(plan()));
  const ids = new Set(tags.map((tag) => tag.attributes['id']));
  for (const { name, attributes } of tags) {
    if (name === 'svg')
      for (const id of attributes['aria-labelledby']!.split(' ')) assert.ok(ids.has(id), id);
    if (name === 'a') assert.ok(ids.has(attributes['href']!.slice(1)), attributes['href']);
  }
});

test('the figures in the page are those of the score: all in its data, all in its table', () => {
  const given = plan();
  const page = buildReport(given);
  const { score } = given.score!.detail;
  const data = JSON.parse(parse(page).json) as { score: Score; stats: { plotsIn: number } };
  assert.deepEqual(data.score, JSON.parse(JSON.stringify(score)));
  assert.equal(data.stats.plotsIn, 12_345);
  assert.deepEqual(
    FIGURES.map(([name]) => name).sort(),
    (Object.keys(score) as (keyof Score)[]).sort(),
  );
  for (const [name, label, decimals] of FIGURES)
    assert.ok(
      page.includes(`<th scope="row">${label}</th><td>${showNumber(score[name], decimals)}</td>`),
      label,
    );
});

test('a sensor noisier than it announces is called so, one that keeps its word too', () => {
  const page = buildReport(plan());
  assert.match(page, /noisier than announced/);
  assert.match(page, /as announced/);
  assert.match(page, /0\.900 → 0\.770/);
  assert.match(page, /−80\.0 ± 3\.0/);
});

test('bounds of NEES are those of chi-squared tables', () => {
  const [low, high] = neesBounds(10, 2);
  assert.ok(Math.abs(low * 20 - 9.591) < 0.05, `${low * 20}`);
  assert.ok(Math.abs(high * 20 - 34.17) < 0.05, `${high * 20}`);
  assert.ok(neesBounds(0, 2).every(Number.isNaN));
});
