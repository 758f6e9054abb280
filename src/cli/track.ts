import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FEED_FORMATS, type FeedFormat, type SourceConfig } from '../model/index.ts';
import { formatFindings, loadConfig } from '../node/config/index.ts';
import { type Parsed, readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';
import { isThere, LineWriter } from './json-lines.ts';
import { Progress } from './tracking/progress.ts';
import { describeRecording, runRecording } from './tracking/recording-input.ts';
import { TrackRun } from './tracking/run.ts';
import { runScenarioFile } from './tracking/scenario-input.ts';
import { summarise, toJson, toPage, toText } from './tracking/summary.ts';
import { type Truth, loadTruth } from './truth.ts';

export const help = `usage: tocsin track INPUT [--out TRACKS] [--report PAGE.html] [--truth TRUTH] [--json] [--quiet]

Runs the tracker off line, for those who test sensors: how each sensor did (detection probability, false plots, bias,
latency, residuals) and what tracks came of it. INPUT is one of
  a scenario     NAME.scn.jsonl or .gz: sensors and scans in order of arrival
  a recording    made by a node (record: PATH), or a raw file of one feed: .ast .beast .avr .nmea .pcap ...
Only what had arrived by a report time counts for it. Progress goes to standard error on a terminal.

  --out FILE      write the tracks at every report time, one JSON line each; gzip when FILE ends in .gz
  --report FILE   write one HTML page: sensors, residuals, map, and over time; opens without internet
  --truth FILE    score against this truth (NAME.truth.jsonl or .gz), as tocsin score does
  --json          print the statistics as one JSON line
  --quiet         no progress
for recordings:
  --format F      ${FEED_FORMATS.join(', ')}; without it by the file's name
  --config FILE   take sensor sites and options from the feeds of this tocsin.yaml ...
  --feed ID       ... from this one of them (default: the first of the format)
  --every S       time between two pictures, s (default 5)

example: tocsin track S2.open.scn.jsonl.gz --truth S2.open.truth.jsonl.gz --report S2.html
         tocsin track night.tocsin --report night.html
         tocsin track radar.ast --config tocsin.yaml --feed radar-1 --out tracks.jsonl.gz`;

const usage = usageOf('track', help);

const OPTIONS = {
  out: { type: 'string' },
  report: { type: 'string' },
  truth: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  format: { type: 'string' },
  config: { type: 'string' },
  feed: { type: 'string' },
  every: { type: 'string' },
} as const;

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, OPTIONS);
  if (!parsed.ok) return usage(parsed.fault);
  const file = parsed.value.positionals[0];
  if (file === undefined) return usage('an input file is needed');
  const { values } = parsed.value;
  const text = (name: string): string | undefined => values[name] as string | undefined;
  for (const needed of [file, text('truth'), text('config')]) {
    if (needed === undefined || isThere(needed)) continue;
    console.error(`tocsin track: cannot read ${needed}`);
    return EXIT.noInput;
  }
  const recording = isScenario(file) ? null : recordingOf(file, parsed.value);
  if (typeof recording === 'number') return recording;
  const truthFile = text('truth');
  const truth = truthFile === undefined ? null : await loadTruth(truthFile);
  if (truth === null && truthFile !== undefined) {
    console.error(`tocsin track: ${truthFile} has no scoring line`);
    return EXIT.noInput;
  }
  try {
    return await trackFile(file, recording, truth, parsed.value);
  } catch (error) {
    console.error(`tocsin track: ${(error as Error).message}`);
    return EXIT.cannotWrite;
  }
}

function isScenario(file: string): boolean {
  return /\.jsonl(\.gz)?$/.test(file);
}

/** The feed to read a recording as; a number is the exit code of a failure. */
function recordingOf(file: string, { values }: Parsed): SourceConfig | number {
  const format = values['format'] as string | undefined;
  if (format !== undefined && !FEED_FORMATS.includes(format as FeedFormat))
    return usage(`--format ${format}: known are ${FEED_FORMATS.join(', ')}`);
  const known = knownFeed(values, format);
  if (typeof known === 'number') return known;
  const config = describeRecording(file, format as FeedFormat | undefined, known);
  return typeof config === 'string' ? usage(config) : config;
}

function knownFeed(
  values: Parsed['values'],
  format: string | undefined,
): SourceConfig | null | number {
  const file = values['config'] as string | undefined;
  const id = values['feed'] as string | undefined;
  if (file === undefined)
    return id === undefined ? null : usage('--feed needs the --config that has it');
  const config = loadConfig(file, process.env);
  if (!config.ok) {
    console.error(formatFindings(file, config.fault));
    return EXIT.config;
  }
  const { feeds } = config.value;
  const found = feeds.find((feed) =>
    id === undefined ? format === undefined || feed.format === format : feed.id === id,
  );
  return found ?? usage(`${file} has no such feed`);
}

async function trackFile(
  file: string,
  recording: SourceConfig | null,
  truth: Truth | null,
  { values }: Parsed,
): Promise<number> {
  const everyS = Number(values['every'] ?? 5);
  if (!(everyS > 0)) return usage(`--every ${String(values['every'])} is no time`);
  const page = values['report'] as string | undefined;
  const out = values['out'] as string | undefined;
  const progress = new Progress(values['quiet'] === true);
  const writer = out === undefined ? null : new LineWriter(out);
  const collect = page !== undefined || values['json'] === true;
  const job = new TrackRun({ writer, truth, collect, progress });
  job.name = path.basename(file);
  if (recording === null) await runScenarioFile(file, job);
  else await runRecording(job, { config: recording, everyMs: everyS * 1000 });
  writer?.close();
  progress.end();
  if (job.tracker === null) {
    console.error(
      recording === null
        ? `tocsin track: ${file} has no scenario line`
        : `tocsin track: no sensor site and no position in ${file}: give sites with --config`,
    );
    return EXIT.noInput;
  }
  const summary = summarise(job);
  console.log(values['json'] === true ? JSON.stringify(toJson(summary)) : toText(summary));
  if (page !== undefined)
    writeFileSync(page, toPage(summary, `tocsin track ${path.basename(file)}`));
  return job.faults > 0 ? EXIT.findings : EXIT.ok;
}
