import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { canonicalJson, formatDtg, type Json } from '../base/index.ts';
import type { LedgerEntry } from '../model/index.ts';
import { formatFindings, loadConfig } from '../node/config/index.ts';
import {
  backupLedger,
  inspectLedger,
  keyFingerprint,
  restoreBackup,
  takeLedger,
  verifyPages,
} from '../node/store/index.ts';
import { dataDirOf, readArgs, usageOf, type Parsed } from './args.ts';
import { EXIT } from './exit-code.ts';
import { readLines } from './json-lines.ts';
import { entriesOf, storeTrouble } from './stores.ts';

export const help = `usage: tocsin ledger DEED [options]

  verify                     walk the whole log: numbers, chain, signatures, changes of key
  verify --file F --key HEX  the same for an exported file, against a public key you trust
  show [--after N] [--limit N] [--type PART]   entries for people
  export [--to FILE]         every entry as one line of canonical JSON
  keys                       the node's public key and its fingerprint
  rotate-key                 a new key for the node (stopped); the old one announces it
  backup FOLDER              copy log and key into a new folder; the node may run
  restore FOLDER [--config FILE]   put a backup into a new --data folder; with FILE into its folder and its store

options: --data FOLDER   the node's data folder (tocsin-data unless given)

A backup holds the node's private key: keep it as safe as the node. A restored node goes on under a new epoch, so
that no number is used twice; see docs/operating/ledger.md.

example: tocsin ledger verify --data tocsin-data`;

const usage = usageOf('ledger', help);

type Deed = (dataDir: string, parsed: Parsed) => Promise<number> | number;

const DEEDS: Readonly<Record<string, Deed>> = {
  verify: (dataDir, { values }) =>
    typeof values['file'] === 'string'
      ? verifyFile(values['file'], values['key'])
      : verifyFolder(dataDir),
  show,
  export: exportEntries,
  keys: (dataDir) => {
    const ledger = inspectLedger(dataDir);
    console.log(
      `${ledger.origin}  ${ledger.publicKey}\nfingerprint ${keyFingerprint(ledger.publicKey)}`,
    );
    ledger.close();
    return EXIT.ok;
  },
  'rotate-key': (dataDir) => {
    const ledger = takeLedger(dataDir);
    const before = keyFingerprint(ledger.publicKey);
    const entry = ledger.rotateKey(Date.now());
    console.log(
      `key ${before} -> ${keyFingerprint(ledger.publicKey)}, announced in entry ${entry.seq}`,
    );
    ledger.close();
    return EXIT.ok;
  },
  backup: (dataDir, { positionals }) => {
    const folder = positionals[1];
    if (folder === undefined) return usage('give the FOLDER to back up into');
    const ledger = inspectLedger(dataDir);
    backupLedger(ledger, dataDir, path.resolve(folder));
    console.log(`${ledger.head().seq} is the last entry in ${path.resolve(folder)}`);
    ledger.close();
    return EXIT.ok;
  },
  restore: (given, { positionals, values }) => {
    const folder = positionals[1];
    if (folder === undefined) return usage('give the FOLDER of the backup');
    const file = values['config'];
    const config = typeof file === 'string' ? loadConfig(file, process.env) : null;
    if (config?.ok === false) {
      console.error(formatFindings(String(file), config.fault));
      return EXIT.config;
    }
    const dataDir = values['data'] === undefined ? (config?.value.dataDir ?? given) : given;
    restoreBackup(path.resolve(folder), dataDir, config?.value.store);
    const ledger = inspectLedger(dataDir);
    console.log(
      `restored into ${dataDir}, last entry ${ledger.head().seq}. The node begins a new epoch when it starts and asks its peers for what it has forgotten.`,
    );
    ledger.close();
    return EXIT.ok;
  },
};

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, {
    data: { type: 'string' },
    config: { type: 'string' },
    after: { type: 'string' },
    limit: { type: 'string' },
    type: { type: 'string' },
    to: { type: 'string' },
    file: { type: 'string' },
    key: { type: 'string' },
  });
  if (!parsed.ok) return usage(parsed.fault);
  const deed = DEEDS[parsed.value.positionals[0] ?? ''];
  if (deed === undefined) return usage(`give one of ${Object.keys(DEEDS).join(', ')}`);
  const dataDir = dataDirOf(parsed.value.values);
  try {
    return await deed(dataDir, parsed.value);
  } catch (error) {
    return storeTrouble('ledger', error);
  }
}

function verifyFolder(dataDir: string): number {
  const ledger = inspectLedger(dataDir);
  const broken = ledger.verify();
  const { seq } = ledger.head();
  ledger.close();
  return report(broken, `${ledger.origin}: entries up to ${seq}`, ledger.publicKey);
}

/** An export is checked against a key that the caller trusts: one inside the file would prove nothing. */
async function verifyFile(file: string, key: Parsed['values'][string]): Promise<number> {
  if (typeof key !== 'string') return usage('--file needs --key HEX, the public key you trust');
  const lines: string[] = [];
  for await (const line of readLines(file)) lines.push(line);
  // The walk begins at 0 and gets everything in one page.
  const page = (afterSeq: number): readonly string[] => (afterSeq === 0 ? lines : []);
  return report(verifyPages(page, key), `${file}: ${lines.length} entries`, key);
}

function report(broken: { text: string } | null, what: string, key: string): number {
  if (broken !== null) {
    console.error(`NOT IN ORDER: ${broken.text}`);
    return EXIT.findings;
  }
  console.log(`${what}, numbers, chain and signatures in order, key ${keyFingerprint(key)}`);
  return EXIT.ok;
}

function show(dataDir: string, { values }: Parsed): number {
  const after = Number(values['after'] ?? 0);
  const limit = Number(values['limit'] ?? 100);
  if (!Number.isFinite(after) || !(limit > 0)) return usage('--after and --limit are numbers');
  const part = String(values['type'] ?? '');
  const ledger = inspectLedger(dataDir);
  let shown = 0;
  for (const entry of entriesOf(ledger, after)) {
    if (!entry.type.includes(part)) continue;
    console.log(lineOf(entry));
    if (++shown >= limit) break;
  }
  ledger.close();
  return EXIT.ok;
}

function lineOf({ seq, at, type, actor, body, label }: LedgerEntry): string {
  const mark = label.exercise ? 'EXERCISE ' : '';
  const to = label.releasableTo.length === 0 ? 'own' : label.releasableTo.join(',');
  return `${String(seq).padStart(7)}  ${formatDtg(at)}  ${mark}${type}  ${actor}  [${to}]  ${JSON.stringify(body)}`;
}

async function exportEntries(dataDir: string, { values }: Parsed): Promise<number> {
  const to = values['to'];
  const ledger = inspectLedger(dataDir);
  const out = typeof to === 'string' ? createWriteStream(to, { mode: 0o600 }) : process.stdout;
  for (const entry of entriesOf(ledger, 0))
    if (!out.write(canonicalJson(entry as unknown as Json) + '\n')) await once(out, 'drain');
  ledger.close();
  if (out !== process.stdout) {
    out.end();
    await once(out, 'close');
  }
  return EXIT.ok;
}
