/** Recorded feeds as input: through the node's own sources, decoders and scan builder. */
import { openSync, readSync, closeSync, statSync } from 'node:fs';
import type { FeedFormat, Plot, SourceConfig } from '../../model/index.ts';
import { type IngestPart, replayFile } from '../../node/ingest/index.ts';
import { ScanBuilder } from '../../sense/index.ts';
import { RECORDING_MAGIC, isRecording } from '../../wire/recording/index.ts';
import type { TrackRun } from './run.ts';

/** File names that say their format. Captures say only that they are captures. */
const FORMAT_OF: Readonly<Record<string, FeedFormat>> = {
  ast: 'asterix',
  asterix: 'asterix',
  beast: 'beast',
  bin: 'beast',
  avr: 'avr',
  sbs: 'sbs',
  nmea: 'ais',
  ais: 'ais',
};
/** parts kept until a sensor's site or a position says where the region is; beyond, they are not tracked */
const MAX_UNPLACED = 100_000;
/** A silence in the recording longer than this is skipped once no track is left, ms. */
const SKIP_MS = 600_000;

export interface RecordingOptions {
  readonly config: SourceConfig;
  /** time between two pictures, ms */
  readonly everyMs: number;
}

/** The feed a recording is read as; a sentence when its format cannot be told. */
export function describeRecording(
  file: string,
  format: FeedFormat | undefined,
  known: SourceConfig | null,
): SourceConfig | string {
  const extension = file.replace(/\.gz$/, '').split('.').at(-1)?.toLowerCase() ?? '';
  const own = startsAsRecording(file);
  const told = format ?? known?.format ?? FORMAT_OF[extension] ?? (own ? 'asterix' : undefined);
  if (told === undefined)
    return `${file}: cannot tell the format from the name; say it with --format (or --config and --feed)`;
  return {
    id: known?.id ?? 'recording',
    name: known?.name ?? file,
    format: told,
    transport: { kind: 'file', path: file, speed: 0 },
    simulated: known?.simulated ?? false,
    // where the file says no date, its own is the best there is
    options: { startAt: Math.floor(statSync(file).mtimeMs), ...known?.options },
    sensors: known?.sensors ?? [],
  };
}

function startsAsRecording(file: string): boolean {
  const handle = openSync(file, 'r');
  const start = new Uint8Array(RECORDING_MAGIC.length);
  readSync(handle, start, 0, start.length, 0);
  closeSync(handle);
  return isRecording(start);
}

/** Runs a recording to its end: a picture every `everyMs` of receive time, from what had been received by then. */
export async function runRecording(run: TrackRun, options: RecordingOptions): Promise<void> {
  const player = new Player(run, options.everyMs);
  for (const sensor of options.config.sensors) player.putSensor(sensor);
  const { statuses } = await replayFile(options.config, (part) => player.take(part));
  player.finish();
  for (const status of statuses) {
    run.faults += status.faults;
    if (status.state === 'failed') throw new Error(status.reason);
  }
}

class Player {
  readonly #run: TrackRun;
  readonly #everyMs: number;
  readonly #scans = new ScanBuilder();
  #unplaced: IngestPart[] = [];
  #reportAt = Number.NaN;
  #failure: Error | null = null;

  constructor(run: TrackRun, everyMs: number) {
    this.#run = run;
    this.#everyMs = everyMs;
  }

  putSensor(sensor: SourceConfig['sensors'][number]): void {
    this.#scans.putSensor(sensor);
    this.#run.putSensor(sensor);
    if (this.#run.tracker === null && Number.isFinite(sensor.latRad + sensor.lonRad))
      this.#run.begin(sensor.latRad, sensor.lonRad);
  }

  /** Never throws into the replay: the first failure (a full disk) ends the run when the replay is over. */
  take(part: IngestPart): void {
    if (this.#failure !== null) return;
    try {
      this.#accept(part);
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  #accept(part: IngestPart): void {
    for (const sensor of part.sensors) this.putSensor(sensor);
    if (this.#run.tracker === null && !this.#place(part.plots)) {
      if (this.#unplaced.length < MAX_UNPLACED) this.#unplaced.push(part);
      return;
    }
    const held = this.#unplaced;
    this.#unplaced = [];
    for (const one of held) this.#track(one);
    this.#track(part);
  }

  /** Starts the tracker where the first plot with a position is. */
  #place(plots: readonly Plot[]): boolean {
    const plot = plots.find((one) => Number.isFinite(one.latRad + one.lonRad));
    if (plot === undefined) return false;
    this.#run.begin(plot.latRad, plot.lonRad);
    return true;
  }

  #track(part: IngestPart): void {
    const run = this.#run;
    const at = part.receivedAt;
    if (part.plots.length + part.marks.length === 0) return;
    if (Number.isNaN(this.#reportAt)) {
      run.fromAt = at;
      this.#reportAt = Math.ceil(at / this.#everyMs) * this.#everyMs;
    }
    this.#reportBefore(at);
    run.toAt = Math.max(at, Number.isNaN(run.toAt) ? at : run.toAt);
    for (const scan of this.#scans.accept(part, at)) {
      run.noteScan(scan);
      run.timed(() => run.tracker!.accept(scan));
    }
    const { stats, count } = run.tracker!;
    run.options.progress.show(Number.NaN, (at - run.fromAt) / 1000, stats.plotsIn, count);
  }

  #reportBefore(at: number): void {
    while (this.#reportAt < at) {
      const { tracker } = this.#run;
      if (at - this.#reportAt > SKIP_MS && tracker!.count === 0)
        this.#reportAt = Math.floor(at / this.#everyMs) * this.#everyMs;
      this.#report();
    }
  }

  #report(): void {
    const run = this.#run;
    const tracker = run.tracker!;
    for (const scan of this.#scans.flush(this.#reportAt)) {
      run.noteScan(scan);
      run.timed(() => tracker.accept(scan));
    }
    run.timed(() => tracker.advance(this.#reportAt));
    run.report(tracker.picture(this.#reportAt));
    this.#reportAt += this.#everyMs;
  }

  finish(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#run.tracker !== null && !Number.isNaN(this.#reportAt)) this.#report();
  }
}
