import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  CLASSIFICATIONS,
  type Classification,
  type MemberCommand,
  type MemberTerms,
} from '../model/index.ts';
import {
  askControl,
  type ControlAnswer,
  decideMember,
  fingerprintWords,
  makeInvitation,
  readFederation,
} from '../node/federation/index.ts';
import { createNotary, inspectLedger, signerFromPem, takeLedger } from '../node/store/index.ts';
import type { Federation } from '../share/index.ts';
import { dataDirOf, readArgs, usageOf, type Parsed } from './args.ts';
import { EXIT } from './exit-code.ts';
import { entriesOf, storeTrouble } from './stores.ts';

export const help = `usage: tocsin member DEED [options]

  invite [--name NAME] [--address HOST:PORT]   print this node's invitation, to be handed to an ally
  admit FILE --words "EIGHT WORDS" [TERMS]     admit the ally that made FILE, or pin its new key
  change MEMBER [TERMS] [--address HOST:PORT]  other terms for a member, or another place where it waits
  revoke MEMBER [--key FINGERPRINT] [--reason TEXT]
                                               trust a key of a member no more (the current one unless given)
  remove MEMBER [--reason TEXT]                end the link with a member
  list                                         members with their keys in words

TERMS:   --clearance LEVEL  --groups A,B  --caveats A,B
options: --data FOLDER   the node's data folder (tocsin-data unless given)

The node may run. The eight words are the fingerprint of the ally's key: let the ally read them to you over the
telephone. Both sides admit each other. LEVEL is one of ${CLASSIFICATIONS.join(', ')}
(unclassified unless given).

example: tocsin member admit deu.json --clearance secret --words lusab-babad-gutih-tugad-mudof-sakat-lusab-babad`;

const usage = usageOf('member', help);
const ACTOR = 'command line';

export async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const parsed = readArgs(args, {
    data: text,
    name: text,
    address: text,
    words: text,
    clearance: text,
    groups: text,
    caveats: text,
    key: text,
    reason: text,
  });
  if (!parsed.ok) return usage(parsed.fault);
  const { values, positionals } = parsed.value;
  const dataDir = dataDirOf(values);
  try {
    if (positionals[0] === 'invite') return invite(dataDir, values);
    if (positionals[0] === 'list') return list(dataDir);
    const command = commandOf(dataDir, parsed.value);
    return typeof command === 'string' ? usage(command) : await carryOut(dataDir, command);
  } catch (error) {
    return storeTrouble('member', error);
  }
}

/** What the command line asks for, or what is wrong with it. */
function commandOf(
  dataDir: string,
  { values, positionals: [deed, what] }: Parsed,
): MemberCommand | string {
  const text = (name: string): string => String(values[name] ?? '');
  const reason = text('reason');
  switch (deed) {
    case 'admit': {
      if (what === undefined) return 'give the FILE of the invitation';
      const terms = termsOf(values, null);
      if (typeof terms === 'string') return terms;
      const invitation = readFileSync(what, 'utf8');
      return { type: 'member.admit', invitation, words: text('words'), ...terms };
    }
    case 'change': {
      const known = knownTerms(dataDir, what);
      if (typeof known === 'string') return known;
      const terms = termsOf(values, known);
      if (typeof terms === 'string') return terms;
      const address = values['address'] === undefined ? (known.address ?? '') : text('address');
      return { type: 'member.change', member: known.member, address, ...terms };
    }
    case 'revoke': {
      const known = knownTerms(dataDir, what);
      if (typeof known === 'string') return known;
      const key = text('key') === '' ? currentKey(dataDir, known.member) : text('key');
      return { type: 'member.revoke-key', member: known.member, key, reason };
    }
    case 'remove':
      return what === undefined
        ? 'give the MEMBER'
        : { type: 'member.remove', member: what, reason };
    default:
      return 'give one of invite, admit, change, revoke, remove, list';
  }
}

interface Terms {
  readonly clearance: Classification;
  readonly groups: readonly string[];
  readonly caveats: readonly string[];
}

/** @param before what stays as it is unless given; null: a new member, which sees as little as possible */
function termsOf(values: Parsed['values'], before: Terms | null): Terms | string {
  const given = values['clearance'] ?? before?.clearance ?? 'unclassified';
  const clearance = CLASSIFICATIONS.find((one) => one === given);
  if (clearance === undefined) return `--clearance must be one of ${CLASSIFICATIONS.join(', ')}`;
  const listOf = (option: string, otherwise: readonly string[]): readonly string[] => {
    const value = values[option];
    return typeof value === 'string' ? value.split(',').filter((one) => one !== '') : otherwise;
  };
  return {
    clearance,
    groups: listOf('groups', before?.groups ?? []),
    caveats: listOf('caveats', before?.caveats ?? []),
  };
}

function knownTerms(dataDir: string, member: string | undefined): MemberTerms | string {
  if (member === undefined) return 'give the MEMBER';
  const known = inspect(dataDir).roster.get(member);
  return known === null ? `${member} is not admitted` : known.terms;
}

function currentKey(dataDir: string, member: string): string {
  const keys = inspect(dataDir).ringOf(member)?.keys ?? [];
  return keys.find((key) => key.status === 'current')?.fingerprint ?? '';
}

/** By the node that runs on the folder, else by the ledger itself. */
async function carryOut(dataDir: string, command: MemberCommand): Promise<number> {
  const answer = (await askControl(dataDir, command)) ?? decideStopped(dataDir, command);
  if (!answer.ok) {
    console.error(`tocsin member: not done: ${answer.fault.text} (${answer.fault.code})`);
    return EXIT.findings;
  }
  console.log(`${answer.value.member}: ${DONE[command.type]}`);
  return EXIT.ok;
}

const DONE: Readonly<Record<MemberCommand['type'], string>> = {
  'member.admit': 'admitted',
  'member.change': 'its terms are changed',
  'member.revoke-key': 'its key is revoked; pin its next one with admit, from a new invitation',
  'member.remove': 'removed',
};

function decideStopped(dataDir: string, command: MemberCommand): ControlAnswer {
  const ledger = takeLedger(dataDir);
  try {
    const federation = readFederation(dataDir, ledger.origin, ledger, entriesOf(ledger, 0));
    const state = {
      own: ledger.origin,
      roster: federation.roster,
      notary: createNotary(),
      ringOf: (one: string) => federation.ringOf(one),
    };
    const decided = decideMember(state, command, ACTOR, Date.now());
    if (!decided.ok) return decided;
    const { member, fact } = decided.value;
    ledger.appendGroups([[fact]]);
    return { ok: true, value: { member } };
  } finally {
    ledger.close();
  }
}

function inspect(dataDir: string): Federation {
  const ledger = inspectLedger(dataDir);
  try {
    return readFederation(dataDir, ledger.origin, ledger, entriesOf(ledger, 0));
  } finally {
    ledger.close();
  }
}

function invite(dataDir: string, values: Parsed['values']): number {
  const ledger = inspectLedger(dataDir);
  const signer = signerFromPem(readFileSync(path.join(dataDir, 'node-key.pem'), 'utf8'));
  const member = ledger.origin;
  ledger.close();
  const name = (values['name'] as string | undefined) ?? member;
  const address = (values['address'] as string | undefined) ?? null;
  const invitation = makeInvitation(signer, { member, name, address, at: Date.now() });
  console.log(JSON.stringify(invitation, null, 2));
  const words = fingerprintWords(createNotary(), signer.publicKey);
  console.error(`Read these words to the ally over the telephone: ${words}`);
  return EXIT.ok;
}

function list(dataDir: string): number {
  const federation = inspect(dataDir);
  const notary = createNotary();
  for (const { terms } of federation.roster.members()) {
    const { member, name, clearance, groups, address } = terms;
    console.log(
      `${member}  ${name}  ${clearance}  [${groups.join(',')}]  ${address === '' ? 'dials us' : address}`,
    );
    for (const key of federation.ringOf(member)?.keys ?? [])
      console.log(
        `     ${key.status.padEnd(7)} ${key.fingerprint}  ${fingerprintWords(notary, key.publicKey)}`,
      );
  }
  return EXIT.ok;
}
