import { statSync } from 'node:fs';
import { Scorer, type Score, type ScorePoint } from '../track/index.ts';
import { readArgs } from './args.ts';
import { EXIT } from './exit-code.ts';
import { readLines } from './json-lines.ts';

export const help = `usage: tocsin score TRUTH TRACKS [--json]

Compares a tracker's output with the truth of a scenario (NAME.truth.jsonl or .gz): GOSPA (p 2, alpha 2) with its
parts, SIAP completeness, ambiguity, spuriousness, accuracy and longest segment, track-number switches, and NEES
over dimensions (ideal 1) where the tracks bring a covariance.

  --json   one JSON line instead of a table

example: tocsin score S2.open.truth.jsonl.gz tracks.jsonl.gz`;

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, { json: { type: 'boolean' } });
  const truth = parsed.ok ? parsed.value.positionals[0] : undefined;
  const tracks = parsed.ok ? parsed.value.positionals[1] : undefined;
  if (!parsed.ok || truth === undefined || tracks === undefined) {
    const why = parsed.ok ? 'a truth file and a track file are needed' : parsed.fault;
    console.error(`tocsin score: ${why}\n\n${help}`);
    return EXIT.usage;
  }
  for (const file of [truth, tracks]) {
    try {
      statSync(file);
    } catch {
      console.error(`tocsin score: cannot read ${file}`);
      return EXIT.noInput;
    }
  }
  const scorer = await loadTruth(truth);
  if (scorer === null) {
    console.error(`tocsin score: ${truth} has no scoring line`);
    return EXIT.noInput;
  }
  for await (const text of readLines(tracks)) {
    const point = parse(text) as ScorePoint | null;
    scorer.addTrack(point ?? { t: Number.NaN, id: '', lat: Number.NaN, lon: Number.NaN });
  }
  const score = scorer.finish();
  if (parsed.value.values['json'] === true) console.log(JSON.stringify(score));
  else printScore(score);
  return EXIT.ok;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface ScoringLine {
  readonly type?: string;
  readonly c: number;
  readonly dims: number;
  readonly assoc: number;
  readonly origin: { readonly lat: number; readonly lon: number; readonly alt: number };
  readonly report: { readonly t0: number; readonly dt: number; readonly n: number };
}

async function loadTruth(file: string): Promise<Scorer | null> {
  let scorer: Scorer | null = null;
  for await (const text of readLines(file)) {
    const line = parse(text) as (ScoringLine & ScorePoint) | null;
    if (line === null) continue;
    if (line.type === 'scoring') {
      scorer = new Scorer({
        c: line.c,
        dims: line.dims === 3 ? 3 : 2,
        assoc: line.assoc,
        latDeg: line.origin.lat,
        lonDeg: line.origin.lon,
        altM: line.origin.alt,
        reportT0: line.report.t0,
        reportDt: line.report.dt,
        reports: line.report.n,
      });
    } else scorer?.addTruth(line);
  }
  return scorer;
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
