import { readFileSync } from 'node:fs';
import { Definitions } from '../wire/asterix/index.ts';
import { readArgs, usageOf, type Parsed } from './args.ts';
import { Decoding, TERMINAL, type Job, type Output } from './decode/decoding.ts';
import { compileFilter, readerOf } from './decode/filter.ts';
import { FORMATS, formatNamed } from './decode/formats.ts';
import { openInput, type Input } from './decode/input.ts';
import type { PrintStyle } from './decode/print.ts';
import type { ReadOptions } from './decode/shown.ts';
import { EXIT } from './exit-code.ts';

const NAMES = FORMATS.map(({ name, what }) => `  ${name.padEnd(14)} ${what}`).join('\n');

export const help = `usage: tocsin decode FILE|- [options]

Shows what is in a file or stream of surveillance data: records by the names of their standards, with units, and what
is wrong with them. The format is recognised; captures (pcap, pcapng), Tocsin recordings, hex text and gzip are opened
on the way. Memory stays bounded, so input may be endless.

  --format NAME       do not guess: one of the formats below, or hex (a unit a line, of any)
  --hex               the input is hex text, a unit a line, of the format named
  --edition CAT=ED    ASTERIX edition of a category, 48=1.31 or 48/RE=1.12; sapient=1 for version 1 (repeatable)
  --definition FILE   a further ASTERIX category in Tocsin's notation (repeatable)
  --filter EXPR       only records for which it is true, for example
                      'category = 48 and I048/040/RHO < 20', 'address = 4b1234 or callsign ~ "^SWR"', 'not time < 12:00'
  --limit N           stop after N records shown
  --brief             one line a record
  --json              one JSON object a line (records and faults)
  --csv NAME,NAME     a table: names as in a filter, for example time,source,address,040/RHO,040/THETA
  --stats             only counts: by type, source, address and fault, with rates and time span
  --no-faults         do not print faults (they count for the exit code all the same)
  --repair            repair single-bit errors of DF17 and DF18
  --receiver LAT,LON  where the Mode S receiver stands: for positions on the ground
  --quiet             no progress on standard error

formats:
${NAMES}

exit codes: 0 all in order · 1 findings: something is damaged or against its standard, or nothing could be recognised
            2 wrong command line · 66 input cannot be read`;

/** After a wrong command line: the whole help would push the reason out of sight. */
const SHORT_HELP = `${help.slice(0, help.indexOf('\n'))}\noptions and formats: tocsin decode --help`;

/** @param output for tests; else the terminal */
export async function run(args: string[], output: Output = TERMINAL): Promise<number> {
  const parsed = readArgs(args, {
    format: { type: 'string' },
    hex: { type: 'boolean' },
    edition: { type: 'string', multiple: true },
    definition: { type: 'string', multiple: true },
    filter: { type: 'string' },
    limit: { type: 'string' },
    brief: { type: 'boolean' },
    json: { type: 'boolean' },
    csv: { type: 'string' },
    stats: { type: 'boolean' },
    'no-faults': { type: 'boolean' },
    repair: { type: 'boolean' },
    receiver: { type: 'string' },
    quiet: { type: 'boolean' },
  });
  const job = parsed.ok ? readJob(parsed.value) : parsed.fault;
  if (typeof job === 'string') return usageOf('decode', SHORT_HELP, output.error)(job);
  let input: Input;
  try {
    input = await openInput(job.file);
  } catch (error) {
    output.error(`tocsin decode: cannot read ${job.file}: ${(error as Error).message}`);
    return EXIT.noInput;
  }
  const decoding = new Decoding(job, output);
  const interrupt = (): void => {
    decoding.stop();
    input.close();
  };
  process.once('SIGINT', interrupt);
  try {
    await decoding.run(input);
  } catch (error) {
    output.error(`tocsin decode: ${job.file}: ${(error as Error).message}`);
    return EXIT.noInput;
  } finally {
    process.off('SIGINT', interrupt);
    input.close();
  }
  return decoding.exitCode();
}

/** The command line as a job, or what is wrong with it. */
function readJob({ values, positionals }: Parsed): Job | string {
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    return 'one FILE is needed, or - for standard input';
  const named = values['format'] as string | undefined;
  const format = named === undefined ? undefined : named === 'hex' ? 'hex' : formatNamed(named);
  if (named !== undefined && format === undefined) return `no format '${named}'`;
  const options = readOptions(values);
  if (typeof options === 'string') return options;
  const filter = values['filter'] === undefined ? null : compileFilter(values['filter'] as string);
  if (filter !== null && !filter.ok) return `--filter: ${filter.fault}`;
  const limit = values['limit'] === undefined ? Infinity : Number(values['limit']);
  if (!(limit >= 1) || (limit !== Infinity && !Number.isInteger(limit)))
    return '--limit: a whole number from 1 is needed';
  const columns = readColumns(values['csv'] as string | undefined);
  const other = ['json', 'brief', 'stats'].find((name) => values[name] === true);
  if (values['csv'] !== undefined && other !== undefined)
    return `--csv and --${other} exclude each other`;
  if (values['csv'] !== undefined && columns === null) return '--csv: names of columns are needed';
  const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  return {
    file,
    format: format === 'hex' ? undefined : format,
    hex: format === 'hex' || values['hex'] === true,
    options,
    filter: filter === null ? null : filter.value,
    limit,
    style: {
      json: values['json'] === true,
      columns,
      brief: values['brief'] === true,
      colour,
    },
    stats: values['stats'] === true,
    faults: values['no-faults'] !== true,
    quiet: values['quiet'] === true,
  };
}

function readColumns(text: string | undefined): PrintStyle['columns'] {
  const names = text?.split(',').map((name) => name.trim()) ?? [];
  const given = names.filter((name) => name !== '');
  return given.length === 0 ? null : given.map((name) => ({ name, values: readerOf(name) }));
}

function readOptions(values: Parsed['values']): ReadOptions | string {
  const editions: Record<string, string> = {};
  let version: 1 | 2 = 2;
  const definitions = new Definitions();
  for (const file of (values['definition'] as string[] | undefined) ?? []) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      return `--definition: ${(error as Error).message}`;
    }
    const loaded = definitions.load(text);
    if (!loaded.ok) return `--definition: ${file}:${loaded.fault.offset}: ${loaded.fault.detail}`;
  }
  for (const one of (values['edition'] as string[] | undefined) ?? []) {
    const match = /^(?:(\d{1,3})(\/RE)?|(sapient))=(.+)$/i.exec(one);
    if (match === null) return `--edition: '${one}' is not CATEGORY=EDITION`;
    const [, category, expansion, sapient, edition] = match;
    if (sapient !== undefined) {
      if (edition !== '1' && edition !== '2') return '--edition: SAPIENT has versions 1 and 2';
      version = edition === '1' ? 1 : 2;
      continue;
    }
    const found =
      expansion === undefined
        ? definitions.edition(Number(category), edition!)
        : definitions.expansion(Number(category), edition!);
    if (found === undefined)
      return `--edition: no edition ${edition} of ${category}${expansion ?? ''}`;
    editions[`${category}${expansion ?? ''}`] = edition!;
  }
  const receiver = readReceiver(values['receiver'] as string | undefined);
  if (receiver === undefined) return '--receiver: LAT,LON in degrees is needed';
  return { editions, definitions, repair: values['repair'] === true, receiver, version };
}

/** undefined: given, but wrong. */
function readReceiver(text: string | undefined): ReadOptions['receiver'] | undefined {
  if (text === undefined) return null;
  const [latDeg, lonDeg, ...rest] = text.split(',').map(Number);
  if (latDeg === undefined || lonDeg === undefined || rest.length > 0) return undefined;
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 ? { latDeg, lonDeg } : undefined;
}
