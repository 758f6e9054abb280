import { parseArgs, type ParseArgsConfig } from 'node:util';
import { fail, ok, type Result } from '../base/index.ts';

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
