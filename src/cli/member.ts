import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CLASSIFICATIONS, type MemberTerms } from '../model/index.ts';
import { fingerprintWords, makeInvitation, readInvitation } from '../node/federation/index.ts';
import { createNotary, inspectLedger, signerFromPem, takeLedger } from '../node/store/index.ts';
import { memberFact, Roster } from '../share/index.ts';
import { dataDirOf, readArgs, usageOf, type Parsed } from './args.ts';
import { EXIT } from './exit-code.ts';
import { entriesOf, storeTrouble } from './stores.ts';

export const help = `usage: tocsin member DEED [options]

  invite [--name NAME] [--address HOST:PORT]   print this node's invitation, to be handed to an ally
  admit FILE --words "EIGHT WORDS" [--clearance LEVEL] [--groups A,B] [--caveats A,B]
                                               admit the ally that made FILE (node stopped)
  list                                         members admitted, with the words of their keys

options: --data FOLDER   the node's data folder (tocsin-data unless given)

The eight words are the fingerprint of the ally's key: let the ally read them to you over the telephone. Both sides
admit each other. LEVEL is one of ${CLASSIFICATIONS.join(', ')} (unclassified unless given).

example: tocsin member admit deu.json --clearance secret --words lusab-babad-gutih-tugad-mudof-sakat-lusab-babad`;

const usage = usageOf('member', help);

export function run(args: string[]): Promise<number> {
  return Promise.resolve(deed(args));
}

function deed(args: string[]): number {
  const text = { type: 'string' } as const;
  const parsed = readArgs(args, {
    data: text,
    name: text,
    address: text,
    words: text,
    clearance: text,
    groups: text,
    caveats: text,
  });
  if (!parsed.ok) return usage(parsed.fault);
  const { values, positionals } = parsed.value;
  const dataDir = dataDirOf(values);
  try {
    switch (positionals[0]) {
      case 'invite':
        return invite(dataDir, values);
      case 'admit':
        return admit(dataDir, positionals[1], values);
      case 'list':
        return list(dataDir);
      default:
        return usage('give one of invite, admit, list');
    }
  } catch (error) {
    return storeTrouble('member', error);
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

function admit(dataDir: string, file: string | undefined, values: Parsed['values']): number {
  if (file === undefined) return usage('give the FILE of the invitation');
  const notary = createNotary();
  const read = readInvitation(notary, readFileSync(file, 'utf8'));
  if (!read.ok) {
    console.error(`tocsin member: ${file}: ${read.fault}`);
    return EXIT.findings;
  }
  const { member, name, publicKey, address } = read.value;
  const words = String(values['words'] ?? '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '-');
  if (words !== fingerprintWords(notary, publicKey)) {
    console.error(
      `tocsin member: not admitted: give with --words the eight words that ${member} reads to you; they must fit the file.`,
    );
    return EXIT.findings;
  }
  const clearance = CLASSIFICATIONS.find((one) => one === (values['clearance'] ?? 'unclassified'));
  if (clearance === undefined)
    return usage(`--clearance must be one of ${CLASSIFICATIONS.join(', ')}`);
  const listOf = (option: string): string[] =>
    String(values[option] ?? '')
      .split(',')
      .filter((one) => one !== '');
  const ledger = takeLedger(dataDir);
  if (ledger.origin === member) {
    ledger.close();
    return usage('this is your own invitation');
  }
  const terms: MemberTerms = {
    member,
    name,
    publicKey,
    clearance,
    groups: listOf('groups'),
    caveats: listOf('caveats'),
    policies: ['ALLIANCE'],
  };
  ledger.appendGroups([[memberFact('member.admitted', terms, 'administrator', Date.now())]]);
  ledger.close();
  console.log(
    `${member} (${name}) is admitted, cleared for ${clearance}; its node: ${address ?? 'it dials us'}`,
  );
  return EXIT.ok;
}

function list(dataDir: string): number {
  const ledger = inspectLedger(dataDir);
  const roster = new Roster();
  const notary = createNotary();
  for (const entry of entriesOf(ledger, 0)) roster.add(entry);
  ledger.close();
  for (const { terms } of roster.members())
    console.log(
      `${terms.member}  ${terms.name}  ${terms.clearance}  [${terms.groups.join(',')}]  ${fingerprintWords(notary, terms.publicKey)}`,
    );
  return EXIT.ok;
}
