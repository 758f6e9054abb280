import { writeFileSync } from 'node:fs';
import { CONFIG_TEMPLATE } from '../node/config/index.ts';
import { readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';

export const help = `usage: tocsin init [FILE] [--force]

Writes a commented configuration (default: tocsin.yaml). Does not touch a file that is there unless --force.

example: tocsin init && tocsin doctor && tocsin node --config tocsin.yaml`;

export function run(args: string[]): Promise<number> {
  return Promise.resolve(init(args));
}

function init(args: string[]): number {
  const parsed = readArgs(args, { force: { type: 'boolean' } });
  if (!parsed.ok) return usageOf('init', help)(parsed.fault);
  const file = parsed.value.positionals[0] ?? 'tocsin.yaml';
  try {
    writeFileSync(file, CONFIG_TEMPLATE, {
      flag: parsed.value.values['force'] === true ? 'w' : 'wx',
    });
  } catch (error) {
    const there = (error as NodeJS.ErrnoException).code === 'EEXIST';
    console.error(
      there
        ? `tocsin init: ${file} is there already; use --force to replace it`
        : `tocsin init: ${String(error)}`,
    );
    return EXIT.cannotWrite;
  }
  console.log(
    `Wrote ${file}. Next: edit it, then tocsin doctor --config ${file}, then tocsin node --config ${file}`,
  );
  return EXIT.ok;
}
