import { statSync } from 'node:fs';
import { ScenarioReader, type ScenarioHeader } from '../sim/scenario.ts';
import { ScenarioRun, toTrackLines } from '../sim/run-scenario.ts';
import { Tracker } from '../track/index.ts';
import { readArgs } from './args.ts';
import { EXIT } from './exit-code.ts';
import { LineWriter, readLines } from './json-lines.ts';

export const help = `usage: tocsin track SCENARIO --out TRACKS [--json] [--quiet]

Runs the tracker over a scenario file (NAME.scn.jsonl or .scn.jsonl.gz: sensors and scans in order of arrival) and
writes its picture at every report time, one line a track; gzip when TRACKS ends in .gz. Only what had arrived by a
report time counts for it. Progress goes to standard error.

  --out FILE   where to write the tracks
  --json       print the statistics as one JSON line
  --quiet      no progress

example: tocsin track S2.open.scn.jsonl.gz --out tracks.jsonl.gz
         tocsin score S2.open.truth.jsonl.gz tracks.jsonl.gz`;

/** tracks at a time, tentative ones included */
const CAPACITY = 65_536;

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, {
    out: { type: 'string' },
    json: { type: 'boolean' },
    quiet: { type: 'boolean' },
  });
  const out = parsed.ok ? parsed.value.values['out'] : undefined;
  const file = parsed.ok ? parsed.value.positionals[0] : undefined;
  if (!parsed.ok || typeof out !== 'string' || file === undefined) {
    const why = parsed.ok ? 'a scenario file and --out are needed' : parsed.fault;
    console.error(`tocsin track: ${why}\n\n${help}`);
    return EXIT.usage;
  }
  try {
    statSync(file);
  } catch {
    console.error(`tocsin track: cannot read ${file}`);
    return EXIT.noInput;
  }
  const options = {
    json: parsed.value.values['json'] === true,
    quiet: parsed.value.values['quiet'] === true,
  };
  try {
    return await trackFile(file, out, options);
  } catch (error) {
    console.error(`tocsin track: ${(error as Error).message}`);
    return EXIT.cannotWrite;
  }
}

async function trackFile(
  file: string,
  out: string,
  options: { readonly json: boolean; readonly quiet: boolean },
): Promise<number> {
  const reader = new ScenarioReader();
  const writer = new LineWriter(out);
  const progress = new Progress(options.quiet);
  let header: ScenarioHeader | null = null;
  let tracker: Tracker | null = null;
  let scenario: ScenarioRun | null = null;
  let pending: string[] = [];
  let lineNumber = 0;
  let faults = 0;
  let trackMs = 0;
  for await (const text of readLines(file)) {
    lineNumber++;
    const line = reader.read(text);
    if (!line.ok) {
      faults++;
      if (faults <= 5) console.error(`tocsin track: ${file}:${lineNumber}: ${line.fault}; skipped`);
      continue;
    }
    if (line.value.type === 'header') {
      header = line.value.header;
      tracker = new Tracker({ capacity: CAPACITY, latRad: header.latRad, lonRad: header.lonRad });
      scenario = new ScenarioRun(tracker, header, (picture) => {
        for (const row of toTrackLines(picture)) pending.push(JSON.stringify(row));
      });
    } else if (line.value.type === 'sensor') tracker?.putSensor(line.value.sensor);
    else if (scenario !== null && header !== null) {
      const from = performance.now();
      scenario.accept(line.value.scan);
      trackMs += performance.now() - from;
      progress.show(line.value.scan.arrivedAt, header);
    }
    if (pending.length > 1000) {
      await writer.write(pending);
      pending = [];
    }
  }
  scenario?.finish();
  await writer.write(pending);
  await writer.close();
  progress.end();
  if (tracker === null) {
    console.error(`tocsin track: ${file} has no scenario line`);
    return EXIT.noInput;
  }
  printStats(tracker, trackMs, options.json);
  return faults > 0 ? EXIT.findings : EXIT.ok;
}

function printStats(tracker: Tracker, trackMs: number, json: boolean): void {
  const stats = tracker.stats;
  const perS = Math.round(stats.plotsIn / (trackMs / 1000));
  if (json) {
    console.log(JSON.stringify({ ...stats, trackMs: Math.round(trackMs), plotsPerS: perS }));
    return;
  }
  console.log(
    `${stats.plotsIn} plots in ${stats.scans} scans: ${stats.plotsUsed} used (${stats.plotsRewound} late ones by rewinding, ${stats.plotsTooLate} too late); ` +
      `${stats.confirmed} tracks confirmed, ${stats.dropped} dropped; ${(trackMs / 1000).toFixed(2)} s in the tracker, ${perS} plots/s`,
  );
}

/** One line on standard error, renewed about twice a second, on a terminal only. */
class Progress {
  readonly #quiet: boolean;
  #shownMs = 0;

  constructor(quiet: boolean) {
    this.#quiet = quiet || !process.stderr.isTTY;
  }

  show(at: number, header: ScenarioHeader): void {
    const now = performance.now();
    if (this.#quiet || now - this.#shownMs < 500) return;
    this.#shownMs = now;
    const part = (at - header.startAt) / (header.endAt - header.startAt);
    process.stderr.write(`\r${header.name} ${Math.round(100 * Math.min(part, 1))} %  `);
  }

  end(): void {
    if (!this.#quiet && this.#shownMs > 0) process.stderr.write('\r          \r');
  }
}
