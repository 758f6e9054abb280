/** Shared by the tracking benches and tests: a scenario in memory, run and scored. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Scan, Sensor } from '../src/model/index.ts';
import { ScenarioReader, type ScenarioHeader } from '../src/sim/scenario.ts';
import { toScoreRules, type ScoringLine } from '../src/sim/scenario-truth.ts';
import { ScenarioRun, toTrackLines } from '../src/sim/run-scenario.ts';
import {
  Scorer,
  Tracker,
  type Score,
  type ScorePoint,
  type TrackerSettings,
} from '../src/track/index.ts';

export interface LoadedScenario {
  readonly header: ScenarioHeader;
  readonly sensors: readonly Sensor[];
  readonly scans: readonly Scan[];
  readonly plots: number;
}

/** Lines of a gzip file, empty ones left out. */
export function linesOf(file: string): string[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '');
}

export function loadScenario(file: string): LoadedScenario {
  const reader = new ScenarioReader();
  let header: ScenarioHeader | undefined;
  const sensors: Sensor[] = [];
  const scans: Scan[] = [];
  for (const text of linesOf(file)) {
    const line = reader.read(text);
    if (!line.ok) throw new Error(line.fault);
    if (line.value.type === 'header') header = line.value.header;
    else if (line.value.type === 'sensor') sensors.push(line.value.sensor);
    else scans.push(line.value.scan);
  }
  if (header === undefined) throw new Error(`${file} has no header`);
  return { header, sensors, scans, plots: scans.reduce((n, s) => n + s.plots.length, 0) };
}

export interface RunResult {
  readonly tracker: Tracker;
  readonly tracks: readonly ScorePoint[];
  readonly cpuS: number;
  readonly p99ScanMs: number;
}

export function runScenario(
  scenario: LoadedScenario,
  settings: Partial<TrackerSettings> = {},
  keep = true,
): RunResult {
  const { header } = scenario;
  const tracker = new Tracker({
    capacity: 32_768,
    latRad: header.latRad,
    lonRad: header.lonRad,
    settings,
  });
  for (const sensor of scenario.sensors) tracker.putSensor(sensor);
  const tracks: ScorePoint[] = [];
  const run = new ScenarioRun(tracker, header, (picture) => {
    if (keep) tracks.push(...toTrackLines(picture));
  });
  // what earlier runs left behind is not this run's (node --expose-gc, as npm run bench does)
  (globalThis as { gc?: () => void }).gc?.();
  const times: number[] = [];
  const from = process.cpuUsage();
  for (const scan of scenario.scans) {
    const start = performance.now();
    run.accept(scan);
    times.push(performance.now() - start);
  }
  run.finish();
  const used = process.cpuUsage(from);
  times.sort((a, b) => a - b);
  return {
    tracker,
    tracks,
    cpuS: (used.user + used.system) / 1e6,
    p99ScanMs: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

export function scoreTracks(truthFile: string, tracks: readonly ScorePoint[]): Score {
  let scorer: Scorer | undefined;
  for (const text of linesOf(truthFile)) {
    const line = JSON.parse(text) as ScorePoint & ScoringLine;
    if (line.type === 'scoring') scorer = new Scorer(toScoreRules(line));
    else scorer!.addTruth(line);
  }
  for (const track of tracks) scorer!.addTrack(track);
  return scorer!.finish();
}

export function scenarioFiles(folder: string, stem: string): { scn: string; truth: string } {
  return {
    scn: path.join(folder, 'tracking', `${stem}.scn.jsonl.gz`),
    truth: path.join(folder, 'tracking', `${stem}.truth.jsonl.gz`),
  };
}
