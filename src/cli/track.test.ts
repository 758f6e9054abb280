import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { SaxesParser } from 'saxes';
import { Random, encodeUtf8, concatBytes } from '../base/index.ts';
import { encodeSentences } from '../wire/ais/index.ts';
import { RECORDING_MAGIC, encodeRecord } from '../wire/recording/index.ts';
import { EXIT } from './exit-code.ts';
import { run as runScore } from './score.ts';
import { run as runTrack } from './track.ts';

const T0 = 1_767_225_600;

/** A folder that goes when the test ends. */
function folder(t: TestContext): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'tocsin-track-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Runs a command and gives its exit code and what it printed. */
async function printed(
  t: TestContext,
  run: (args: string[]) => Promise<number>,
  args: string[],
): Promise<{ code: number; text: string }> {
  const log = t.mock.method(console, 'log', () => undefined);
  const code = await run(args);
  const text = log.mock.calls.map((call) => String(call.arguments[0])).join('\n');
  log.mock.restore();
  return { code, text };
}

/** Three aircraft over a staring radar for 60 s, and their truth. */
function writeScenario(into: string): { scn: string; truth: string } {
  const random = new Random(4);
  const origin = { lat: 45, lon: 10, alt: 0 };
  const report = { t0: T0 + 2, dt: 2, n: 29 };
  const scn: object[] = [
    {
      type: 'scenario',
      format: 1,
      name: 'made',
      seed: 4,
      origin,
      t0: T0,
      t1: T0 + 60,
      report,
    },
    {
      type: 'sensor',
      id: 'R1',
      kind: 'radar3d',
      lat: 45,
      lon: 10,
      alt: 0,
      fields: ['r', 'az', 'el'],
      sd: { r: 20, az: 0.05, el: 0.05 },
      period: 1,
      rotating: false,
      sectors: 1,
      pd: 0.9,
      clutter_per_scan: 2,
      fov: { r: [500, 60_000], el: [0, 60] },
      latency: [0.1, 0.1],
    },
  ];
  const truth: object[] = [
    { type: 'scoring', c: 300, p: 2, alpha: 2, dims: 2, assoc: 300, origin, report },
  ];
  for (let s = 0; s <= 60; s++) {
    const d: number[][] = [];
    for (let i = 0; i < 3; i++) {
      const [e, n, u] = [8000 + 6000 * i + 90 * s, 15_000 - 70 * s, 4000];
      const ground = Math.hypot(e, n);
      const lat = 45 + n / 111_139;
      const lon = 10 + e / (111_319.5 * Math.cos((45 * Math.PI) / 180));
      if (s % 2 === 0 && s >= 2 && s <= 58)
        truth.push({ t: T0 + s, id: `A${i}`, lat, lon, alt: 4000, ve: 90, vn: -70, vu: 0 });
      if (!random.chance(0.9)) continue;
      const az = (Math.atan2(e, n) * 180) / Math.PI + 0.05 * random.normal();
      const el = (Math.atan2(u, ground) * 180) / Math.PI + 0.05 * random.normal();
      d.push([Math.hypot(ground, u) + 20 * random.normal(), az, el]);
    }
    scn.push({ type: 'scan', s: 'R1', t0: T0 + s, t1: T0 + s, ta: T0 + s + 0.1, d });
  }
  const files = {
    scn: path.join(into, 'made.scn.jsonl'),
    truth: path.join(into, 'made.truth.jsonl'),
  };
  writeFileSync(files.scn, scn.map((line) => JSON.stringify(line)).join('\n'));
  writeFileSync(files.truth, truth.map((line) => JSON.stringify(line)).join('\n'));
  return files;
}

function assertXml(page: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => assert.fail(error.message));
  parser.write(page).close();
}

test('a scenario is tracked and scored in one go as by the two commands one after the other', async (t) => {
  const into = folder(t);
  const { scn, truth } = writeScenario(into);
  const out = path.join(into, 'tracks.jsonl.gz');
  const page = path.join(into, 'page.html');
  const args = [scn, '--out', out, '--truth', truth, '--report', page, '--json', '--quiet'];
  const track = await printed(t, runTrack, args);
  assert.equal(track.code, EXIT.ok);
  const scorePage = path.join(into, 'score.html');
  const score = await printed(t, runScore, [truth, out, '--json', '--report', scorePage]);
  const told = JSON.parse(track.text) as {
    score: { completeness: number; switches: number };
    sensors: { id: string; plots: number; residuals: { axis: string; plots: number }[] }[];
    plotsIn: number;
  };
  assert.deepEqual(told.score, JSON.parse(score.text));
  assert.ok(told.score.completeness > 0.8, `completeness ${told.score.completeness}`);
  assert.equal(told.score.switches, 0);
  assert.equal(told.sensors[0]!.plots, told.plotsIn);
  assert.deepEqual(
    told.sensors[0]!.residuals.map((one) => one.axis),
    ['range', 'azimuth', 'elevation'],
  );
  for (const file of [page, scorePage]) assertXml(readFileSync(file, 'utf8'));
  assert.match(readFileSync(page, 'utf8'), /SIMULATED/);
});

test('the same scenario gives the same tracks, octet for octet', async (t) => {
  const into = folder(t);
  const { scn } = writeScenario(into);
  const files = ['a.jsonl', 'b.jsonl'].map((name) => path.join(into, name));
  for (const file of files) await printed(t, runTrack, [scn, '--out', file, '--quiet']);
  const [a, b] = files.map((file) => readFileSync(file, 'utf8'));
  assert.ok(a!.length > 1000);
  assert.equal(a, b);
});

test('a recording of a node is tracked through the decoders: a ship on AIS keeps one track', async (t) => {
  const into = folder(t);
  const file = path.join(into, 'night.tocsin');
  const config = {
    id: 'coast',
    name: 'coast',
    format: 'ais',
    transport: { kind: 'udp', host: '127.0.0.1', port: 1 },
    simulated: true,
    options: {},
    sensors: [],
  };
  const records = [encodeRecord({ kind: 'source', source: 1, config })];
  for (let k = 0; k < 30; k++) {
    const sentence = encodeSentences({
      type: 1,
      repeat: 0,
      mmsi: 244_123_456,
      navStatus: 0,
      turnRaw: 0,
      turnDegPerMin: 0,
      speedKt: 12,
      accurate: true,
      latDeg: 52 + (k * 10 * 12 * 1852) / 3600 / 111_200,
      lonDeg: 4,
      courseDeg: 0,
      headingDeg: 0,
      utcSecond: (k * 10) % 60,
      maneuver: 0,
      raim: false,
      radio: 0,
    });
    const at = T0 * 1000 + k * 10_000;
    const bytes = encodeUtf8(sentence.join(''));
    records.push(encodeRecord({ kind: 'chunk', source: 1, connection: 0, at, bytes }));
  }
  records.push(encodeRecord({ kind: 'end', at: T0 * 1000 + 300_000 }));
  writeFileSync(file, concatBytes([RECORDING_MAGIC, ...records]));
  const out = path.join(into, 'tracks.jsonl');
  const page = path.join(into, 'night.html');
  const args = [file, '--out', out, '--report', page, '--every', '10', '--quiet', '--json'];
  const { code, text } = await printed(t, runTrack, args);
  assert.equal(code, EXIT.ok);
  const lines = readFileSync(out, 'utf8').trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as { id: string; vn: number; t: number });
  assert.equal(new Set(rows.map((row) => row.id)).size, 1);
  assert.ok(rows.length > 25, `${rows.length} reports`);
  assert.ok(Math.abs(rows.at(-1)!.vn - (12 * 1852) / 3600) < 0.5, `vn ${rows.at(-1)!.vn}`);
  assert.equal((JSON.parse(text) as { confirmed: number }).confirmed, 1);
  assertXml(readFileSync(page, 'utf8'));
});

test('what cannot be read or told is said in a sentence, with its exit code', async (t) => {
  const into = folder(t);
  const error = t.mock.method(console, 'error', () => undefined);
  const strange = path.join(into, 'night.xyz');
  writeFileSync(strange, 'x');
  assert.equal(await runTrack([strange]), EXIT.usage);
  assert.match(String(error.mock.calls[0]!.arguments[0]), /--format/);
  assert.equal(await runTrack([path.join(into, 'absent.scn.jsonl')]), EXIT.noInput);
  assert.equal(await runTrack([]), EXIT.usage);
  const { scn } = writeScenario(into);
  assert.equal(await runTrack([scn, '--out', path.join(into, 'no/such/folder')]), EXIT.cannotWrite);
  assert.equal(await runTrack([scn, '--truth', scn, '--quiet']), EXIT.noInput);
});
