import { readFileSync } from 'node:fs';
import type { CallView } from '../model/index.ts';
import { edxlToDrafts } from '../share/index.ts';
import { decodeEdxl } from '../wire/edxl-rm/index.ts';
import { readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';

export const help = `usage: tocsin rally drafts FILE|- [--calls FILE] [--member CODE]

What a person could make of an EDXL-RM message: commands about a call, one JSON object a line, as POST /calls/commands
takes them. Nothing is sent or written; label and members are a person's to set. What has no place in a draft, or was
taken for granted, is said on standard error (exit code 1).

  --calls FILE    the calls as they stand: a call (GET /calls/ID) or a list of them; without it only requests are drafted
  --member CODE   whose desk it is, ISO 3166 alpha-3: answers to an own call are only noted

example: tocsin rally drafts request.xml`;

const usage = usageOf('rally', help);

export function run(args: string[]): Promise<number> {
  return Promise.resolve(drafts(args));
}

/** A file, or standard input for `-`; null when it cannot be read, which is said. */
function readText(name: string): string | null {
  try {
    return readFileSync(name === '-' ? 0 : name, 'utf8');
  } catch (error) {
    console.error(`tocsin rally: cannot read ${name}: ${(error as Error).message}`);
    return null;
  }
}

function readCalls(text: string): readonly CallView[] | null {
  try {
    const read = JSON.parse(text) as unknown;
    const list = (Array.isArray(read) ? read : [read]) as CallView[];
    const sound = list.every(
      (call) => Array.isArray(call?.pledges) && Array.isArray(call.needs) && call.id !== '',
    );
    return sound ? list : null;
  } catch {
    return null;
  }
}

function drafts(args: string[]): number {
  const parsed = readArgs(args, { calls: { type: 'string' }, member: { type: 'string' } });
  if (!parsed.ok) return usage(parsed.fault);
  const { positionals, values } = parsed.value;
  const [word, file] = positionals;
  if (word !== 'drafts' || file === undefined || positionals.length > 2)
    return usage('drafts and one file, please');
  const callsFile = values['calls'] as string | undefined;
  const callsText = callsFile === undefined ? '[]' : readText(callsFile);
  const document = readText(file);
  if (callsText === null || document === null) return EXIT.noInput;
  const calls = readCalls(callsText);
  if (calls === null) return usage(`${callsFile} is neither a call nor a list of calls`);
  const { message, findings } = decodeEdxl(document);
  const made =
    message === null
      ? null
      : edxlToDrafts(message, {
          member: (values['member'] as string | undefined) ?? '',
          call: (id) => calls.find((call) => call.id === id) ?? null,
          hasIncident: () => false,
        });
  for (const command of made?.drafts ?? []) console.log(JSON.stringify(command));
  const all = [...findings, ...(made?.findings ?? [])];
  for (const { path, text } of all) console.error(`${path === '' ? 'message' : path}: ${text}`);
  return all.length > 0 ? EXIT.findings : EXIT.ok;
}
