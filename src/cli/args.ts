import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { fail, ok, type Result } from '../base/index.ts';
import { EXIT } from './exit-code.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | string[] | undefined>>;
  readonly positionals: readonly string[];
}

/** Command-line arguments by node:util's parser; a wrong one gives a sentence instead of a throw. */
export function readArgs(args: readonly string[], options: Options): Result<Parsed, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    });
    return ok({ values: values as Parsed['values'], positionals });
  } catch (error) {
    return fail((error as Error).message.split('. To specify')[0]!);
  }
}

/**
 * Says what is wrong with a command's command line and shows its help; gives the exit code.
 * @param say for tests; else standard error
 */
export function usageOf(
  command: string,
  help: string,
  say: (text: string) => void = (text) => console.error(text),
): (why: string) => number {
  return (why) => {
    say(`tocsin ${command}: ${why}\n\n${help}`);
    return EXIT.usage;
  };
}

/** The node's data folder: --data, else tocsin-data where the command runs. */
export function dataDirOf(values: Parsed['values']): string {
  return path.resolve((values['data'] as string | undefined) ?? 'tocsin-data');
}
