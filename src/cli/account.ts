import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { CLASSIFICATIONS, ROLES, type Grant, type Role } from '../model/index.ts';
import { Accounts } from '../node/api/index.ts';
import { dataDirOf, readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';

export const help = `usage: tocsin account NAME --role ROLE [--member CODE] [--clearance C] [--data FOLDER]

Makes a local account, or gives it a new password and role. Reads the password from standard input.
Roles: ${ROLES.join(', ')}. --member: of another member's, who sees what is released to it and
does nothing. --clearance: sees at most this (${CLASSIFICATIONS.join(', ')}), below the role's. A running node sees the change at its next start.

example: echo 'a long password' | tocsin account ionescu --role watch-officer --data tocsin-data`;

const usage = usageOf('account', help);

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, {
    role: { type: 'string' },
    member: { type: 'string' },
    clearance: { type: 'string' },
    data: { type: 'string' },
  });
  if (!parsed.ok) return usage(parsed.fault);
  const name = parsed.value.positionals[0];
  const role = parsed.value.values['role'] as Role | undefined;
  if (name === undefined || !/^[\p{L}\p{N}._-]{1,60}$/u.test(name))
    return usage('give a NAME of letters, digits, . _ -');
  if (role === undefined || !ROLES.includes(role))
    return usage(`--role must be one of ${ROLES.join(', ')}`);
  const { member, clearance } = parsed.value.values as {
    readonly member?: string;
    readonly clearance?: string;
  };
  if (member !== undefined && !/^[A-Z0-9]{2,10}$/.test(member))
    return usage('--member is a code such as DEU');
  const classification = CLASSIFICATIONS.find((one) => one === clearance);
  if (clearance !== undefined && classification === undefined)
    return usage(`--clearance must be one of ${CLASSIFICATIONS.join(', ')}`);
  const grant: Grant = {
    ...(member === undefined ? {} : { member }),
    ...(classification === undefined ? {} : { ceiling: { classification } }),
  };
  const dataDir = dataDirOf(parsed.value.values);
  if (process.stdin.isTTY) process.stdout.write(`Password for ${name} (it is shown): `);
  const password = await readLine();
  if (password.length < 10) return usage('a password needs at least 10 characters');
  mkdirSync(dataDir, { recursive: true });
  const { accounts, firstPassword } = await Accounts.open(dataDir);
  await accounts.put(name, role, password, grant);
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
