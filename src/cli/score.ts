import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PathBook, buildReport, type Score, type ScorePoint } from '../track/index.ts';
import { readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';
import { isThere, readLines } from './json-lines.ts';
import { type Truth, loadTruth, parseLine } from './truth.ts';
import { version } from './version.ts';

export const help = `usage: tocsin score TRUTH TRACKS [--json] [--series] [--report PAGE.html]

Compares a tracker's output with the truth of a scenario (NAME.truth.jsonl or .gz): GOSPA (p 2, alpha 2) with its
parts, SIAP completeness, ambiguity, spuriousness, accuracy and longest segment, track-number switches, and NEES
over dimensions (ideal 1) where the tracks bring a covariance.

  --json          one JSON line instead of a table
  --series        with --json: also every report time and every object
  --report FILE   also one HTML page with everything over time, by object and on a map; opens without internet

example: tocsin score S2.open.truth.jsonl.gz tracks.jsonl.gz --report S2.html`;

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, {
    json: { type: 'boolean' },
    series: { type: 'boolean' },
    report: { type: 'string' },
  });
  const truthFile = parsed.ok ? parsed.value.positionals[0] : undefined;
  const tracksFile = parsed.ok ? parsed.value.positionals[1] : undefined;
  if (!parsed.ok || truthFile === undefined || tracksFile === undefined) {
    const why = parsed.ok ? 'a truth file and a track file are needed' : parsed.fault;
    return usageOf('score', help)(why);
  }
  for (const file of [truthFile, tracksFile]) {
    if (isThere(file)) continue;
    console.error(`tocsin score: cannot read ${file}`);
    return EXIT.noInput;
  }
  const truth = await loadTruth(truthFile);
  if (truth === null) {
    console.error(`tocsin score: ${truthFile} has no scoring line`);
    return EXIT.noInput;
  }
  const paths = await addTracks(truth, tracksFile);
  const detail = truth.scorer.detail();
  const { values } = parsed.value;
  if (values['json'] === true) {
    const { moments, objects } = detail;
    const more = values['series'] === true ? { moments, objects } : {};
    console.log(JSON.stringify({ ...detail.score, ...more }));
  } else printScore(detail.score);
  if (typeof values['report'] !== 'string') return EXIT.ok;
  const { rules } = truth.scorer;
  const page = buildReport({
    title: path.basename(truthFile).replace(/\.truth\.jsonl(\.gz)?$/, ''),
    command: `tocsin score ${path.basename(truthFile)} ${path.basename(tracksFile)}`,
    madeBy: `Tocsin ${version()}`,
    fromAt: rules.reportT0 * 1000,
    toAt: (rules.reportT0 + (rules.reports - 1) * rules.reportDt) * 1000,
    simulated: false,
    stats: null,
    plotsPerS: Number.NaN,
    curve: null,
    sensors: [],
    score: { detail, rules },
    map: { truth: truth.paths.list(), tracks: paths.list(), sensors: [] },
  });
  return writePage(values['report'], page);
}

async function addTracks(truth: Truth, file: string): Promise<PathBook> {
  const paths = new PathBook();
  for await (const text of readLines(file)) {
    const point = parseLine(text) as ScorePoint | null;
    truth.scorer.addTrack(point ?? { t: Number.NaN, id: '', lat: Number.NaN, lon: Number.NaN });
    if (point !== null) paths.add(point.t, point.id, point.lat, point.lon);
  }
  return paths;
}

function writePage(file: string, page: string): number {
  try {
    writeFileSync(file, page);
    return EXIT.ok;
  } catch (error) {
    console.error(`tocsin score: ${(error as Error).message}`);
    return EXIT.cannotWrite;
  }
}

function printScore(s: Score): void {
  const row = (name: string, value: number, digits: number, note = ''): void =>
    console.log(`${name.padEnd(24)}${value.toFixed(digits).padStart(12)}  ${note}`);
  row('GOSPA', s.gospa, 2, 'm, mean over report times');
  row('  localisation part', s.locPart, 2, 'm');
  row(
    '  missed part',
    s.missedPart,
    2,
    `m; ${s.missed.toFixed(3)} of ${s.targets.toFixed(2)} a report`,
  );
  row('  false part', s.falsePart, 2, `m; ${s.false.toFixed(3)} a report`);
  row('position error', s.locRmse, 2, 'm, root mean square of the pairs');
  row('NEES / dimensions', s.nees, 3, 'ideal 1');
  row('SIAP completeness', s.completeness, 4);
  row('SIAP ambiguity', s.ambiguity, 4, 'ideal 1');
  row('SIAP spuriousness', s.spuriousness, 4);
  row('SIAP position', s.positionAccuracy, 2, 'm');
  row('SIAP velocity', s.velocityAccuracy, 2, 'm/s');
  row('SIAP longest segment', s.longestSegment, 4);
  row('track-number switches', s.switches, 0);
  row('initiation delay', s.initDelayS, 2, 's');
  row('never tracked', s.neverTracked, 0);
  row('bad lines', s.badLines, 0);
}
