import { once } from 'node:events';
import type { DecodeFault } from '../../base/index.ts';
import { EXIT } from '../exit-code.ts';
import { StatusLine } from '../terminal.ts';
import { CaptureUnits, containerOf, RecordingUnits } from './containers.ts';
import type { CompiledFilter } from './filter.ts';
import { HEAD_OCTETS, makeHead, sniffFormat } from './formats.ts';
import { HexUnits, sniffHex } from './hex-units.ts';
import { Waiting, type Input } from './input.ts';
import { csvLine, faultText, recordText, type Column, type PrintStyle } from './print.ts';
import type { DecodeFormat, Place, ReadOptions, Shown, Sink, UnitReader } from './shown.ts';
import { DecodeStats } from './stats.ts';

/** Where the lines go. */
export interface Output {
  /** resolves when more may be written */
  readonly write: (text: string) => Promise<void>;
  readonly error: (text: string) => void;
}

export const TERMINAL: Output = {
  write: async (text) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  error: (text) => console.error(text),
};

/** One run of `tocsin decode`, as the command line asks for it. */
export interface Job {
  readonly file: string;
  /** undefined: recognise it */
  readonly format: DecodeFormat | undefined;
  /** the input is hex text */
  readonly hex: boolean;
  readonly options: ReadOptions;
  readonly filter: CompiledFilter | null;
  readonly limit: number;
  readonly style: PrintStyle;
  readonly stats: boolean;
  readonly faults: boolean;
  readonly quiet: boolean;
}

/** A pipe that gives less and then pauses is judged by what came. */
const LEAST_HEAD_OCTETS = 1024;
/** Lines gathered before they are written. */
const MOST_LINES = 512;

/** Reads an input to its end, piece by piece, and writes what is in it. */
export class Decoding implements Sink {
  readonly place: Place = { base: 0, packet: null, datagram: false, at: Number.NaN };
  readonly #job: Job;
  readonly #output: Output;
  readonly #stats = new DecodeStats();
  readonly #progress: StatusLine;
  readonly #lines: string[] = [];
  readonly #waiting = new Waiting();
  #reader: UnitReader | null = null;
  #shown = 0;
  #octets = 0;
  #recognised = true;
  /** a record or a fault was met, whatever the filter said */
  #found = false;
  /** columns of which no record had anything so far */
  #empty: readonly Column[];
  #stopped = false;

  constructor(job: Job, output: Output) {
    this.#job = job;
    this.#output = output;
    this.#progress = new StatusLine(job.quiet);
    this.#empty = job.style.columns ?? [];
  }

  get #done(): boolean {
    return this.#stopped || this.#shown >= this.#job.limit;
  }

  /** Reads no more: what was read is still told, statistics too. */
  stop(): void {
    this.#stopped = true;
  }

  async run(input: Input): Promise<void> {
    const { columns } = this.#job.style;
    if (columns !== null && !this.#job.stats)
      this.#lines.push(csvLine(columns.map(({ name }) => [name])));
    let trouble: unknown = null;
    try {
      await this.#readAll(input);
    } catch (error) {
      trouble = error;
    }
    // What came before the input broke off is told; closing it is how it was stopped.
    if (trouble !== null && !this.#stopped) this.#readRest();
    this.#progress.end();
    if (this.#recognised && !this.#found && !this.#stopped && trouble === null) this.#tellNothing();
    if (this.#job.stats) this.#lines.push(this.#statsText());
    await this.#flush();
    this.#tellUnmet();
    if (trouble !== null && !this.#stopped) throw trouble;
  }

  /** A format that was named and is not that of the input, or a capture without anything that is read here. */
  #tellNothing(): void {
    this.#recognised = false;
    const { file, format } = this.#job;
    const what = format === undefined ? 'nothing that is read here' : `nothing of ${format.name}`;
    this.#output.error(`tocsin decode: ${file}: ${what} in ${this.#octets} octets`);
  }

  /**
   * A filter that nothing passed, with a name that no record has, is a typing error more often than not; so is a column
   * that stays empty.
   */
  #tellUnmet(): void {
    const filter = this.#shown > 0 ? [] : (this.#job.filter?.unmet() ?? []);
    const columns = this.#shown > 0 ? this.#empty.map(({ name }) => name) : [];
    for (const [option, names] of [
      ['filter', filter],
      ['csv', columns],
    ] as const)
      if (names.length > 0)
        this.#output.error(
          `tocsin decode: --${option}: no record has ${names.join(', ')}; names are those of --json`,
        );
  }

  async #readAll(input: Input): Promise<void> {
    const waiting = this.#waiting;
    const least = input.size > 0 ? HEAD_OCTETS : LEAST_HEAD_OCTETS;
    for await (const piece of input.pieces) {
      waiting.add(piece);
      this.#octets += piece.length;
      if (this.#reader === null && waiting.length < least) continue;
      this.#reader ??= this.#open(waiting.view(), false);
      this.#read(this.#reader, waiting, false);
      await this.#flush();
      if (this.#done) break;
      this.#progress.show((runningS) => progressText(input, this.#stats, runningS));
    }
    this.#readRest();
  }

  #readRest(): void {
    if (this.#done) return;
    this.#reader ??= this.#open(this.#waiting.view(), true);
    this.#read(this.#reader, this.#waiting, true);
  }

  #read(reader: UnitReader, waiting: Waiting, last: boolean): void {
    const used = reader.read(waiting.view(), last, this);
    waiting.use(used);
    this.place.base += used;
  }

  #open(bytes: Uint8Array, whole: boolean): UnitReader {
    const { format, hex, options } = this.#job;
    const container = containerOf(bytes);
    if (container === 'pcap') return new CaptureUnits(options, format);
    if (container === 'recording') return new RecordingUnits(options, format);
    if (hex) return new HexUnits(options, format);
    const head = makeHead(bytes, whole);
    const chosen = format ?? sniffFormat(head);
    if (chosen !== undefined) return chosen.open(options);
    if (sniffHex(head)) return new HexUnits(options, undefined);
    this.#recognised = false;
    const why =
      bytes.length === 0
        ? 'the input is empty'
        : 'no format known here fits; name it with --format';
    this.#output.error(`tocsin decode: ${this.#job.file}: ${why}`);
    return { read: (rest) => rest.length };
  }

  record(shown: Shown, offset: number): void {
    if (this.#done) return;
    const { filter, stats, style } = this.#job;
    const { packet } = this.place;
    this.#found = true;
    if (filter !== null && !filter.matches({ shown, packet })) return;
    this.#shown++;
    this.#stats.record(shown, this.place.at);
    if (this.#empty.length > 0)
      this.#empty = this.#empty.filter(({ values }) => values({ shown, packet }).length === 0);
    if (!stats) this.#lines.push(recordText(shown, this.place, offset, style));
  }

  fault(fault: DecodeFault, format: string, severity: 'error' | 'warning' = 'error'): void {
    if (this.#done) return;
    this.#found = true;
    this.#stats.fault(fault, format, severity);
    if (this.#job.faults && !this.#job.stats && this.#job.style.columns === null)
      this.#lines.push(faultText(fault, format, severity, this.place, this.#job.style));
  }

  #statsText(): string {
    const stats = this.#stats;
    if (this.#job.style.json) return JSON.stringify(stats.toObject(this.#octets));
    return stats.toText(this.#octets);
  }

  /** Writes what was gathered and waits while the reader of our output is slow. */
  async #flush(): Promise<void> {
    const lines = this.#lines;
    for (let from = 0; from < lines.length; from += MOST_LINES) {
      const text = lines.slice(from, from + MOST_LINES).join('\n') + '\n';
      await this.#output.write(text);
    }
    lines.length = 0;
  }

  exitCode(): number {
    if (!this.#recognised) return EXIT.findings;
    return this.#stats.errors > 0 ? EXIT.findings : EXIT.ok;
  }
}

/** The part that is read, what was found, speed, and how long the rest takes once that can be told. */
export function progressText(
  input: Pick<Input, 'position' | 'size'>,
  stats: Pick<DecodeStats, 'records' | 'errors'>,
  runningS: number,
): string {
  const read = input.position();
  const perS = read / runningS;
  const part = input.size > 0 ? `${Math.min(100, Math.floor((100 * read) / input.size))} %  ` : '';
  const counts = `${stats.records.toLocaleString('en')} records  ${stats.errors.toLocaleString('en')} errors`;
  const leftS = Math.ceil((input.size - read) / perS);
  const left =
    input.size > read && runningS >= LEAST_FOR_FORECAST_S ? `  ${spanText(leftS)} left` : '';
  return `${part}${(read / 1e6).toFixed(1)} MB  ${counts}  ${(perS / 1e6).toFixed(1)} MB/s${left}`;
}

const LEAST_FOR_FORECAST_S = 2;

function spanText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
