import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ROLES, type Role } from '../model/index.ts';
import { Accounts } from '../node/api/index.ts';
import { dataDirOf, readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';

export const help = `usage: tocsin account NAME --role ROLE [--data FOLDER]

Makes a local account, or gives it a new password and role. Reads the password from standard input.
Roles: ${ROLES.join(', ')}. A running node sees the change at its next start.

example: echo 'a long password' | tocsin account ionescu --role watch-officer --data tocsin-data`;

const usage = usageOf('account', help);

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, { role: { type: 'string' }, data: { type: 'string' } });
  if (!parsed.ok) return usage(parsed.fault);
  const name = parsed.value.positionals[0];
  const role = parsed.value.values['role'] as Role | undefined;
  if (name === undefined || !/^[\p{L}\p{N}._-]{1,60}$/u.test(name))
    return usage('give a NAME of letters, digits, . _ -');
  if (role === undefined || !ROLES.includes(role))
    return usage(`--role must be one of ${ROLES.join(', ')}`);
  const dataDir = dataDirOf(parsed.value.values);
  if (process.stdin.isTTY) process.stdout.write(`Password for ${name} (it is shown): `);
  const password = await readLine();
  if (password.length < 10) return usage('a password needs at least 10 characters');
  mkdirSync(dataDir, { recursive: true });
  const { accounts, firstPassword } = await Accounts.open(dataDir);
  await accounts.put(name, role, password);
  console.log(`${name} is ${role} in ${dataDir}`);
  if (firstPassword !== null && name !== 'admin')
    console.log(`admin was made too, password: ${firstPassword}`);
  return EXIT.ok;
}

async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}
