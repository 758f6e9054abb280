import { createNotary, seededSigner } from '../node/store/index.ts';
import { FAULT_KINDS, runFederation, type SimCrypto, type SimReport } from '../sim/index.ts';
import type { Notary, Signer } from '../share/index.ts';
import { readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';

export const help = `usage: tocsin sim [--seeds N] [--from SEED] [--nodes N] [--seconds S] [--verbose]

Simulated alliances: production code under a false clock, with links that delay, drop, repeat, reorder, damage and
break, disks that refuse, processes that die, restores from old backups. After healing every node must hold exactly
what was released to it. A seed that fails is printed and fails the same way again.

  --seeds N     how many (100)          --from SEED   the first (1)
  --nodes N     members; 3 to 8 by the seed unless given
  --seconds S   simulated seconds with faults (90)

exit code 1 when anything was violated.

example: tocsin sim --seeds 1000`;

const usage = usageOf('sim', help);

export async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const parsed = readArgs(args, {
    seeds: text,
    from: text,
    nodes: text,
    seconds: text,
    verbose: { type: 'boolean' },
  });
  if (!parsed.ok) return usage(parsed.fault);
  const { values } = parsed.value;
  const number = (name: string, otherwise: number): number => Number(values[name] ?? otherwise);
  const [seeds, from, nodes, seconds] = [
    number('seeds', 100),
    number('from', 1),
    number('nodes', 0),
    number('seconds', 90),
  ];
  if (![seeds, from, nodes, seconds].every((one) => Number.isFinite(one) && one >= 0))
    return usage('numbers are 0 or more');
  const crypto = simCrypto();
  const reports: SimReport[] = [];
  const startedAt = performance.now();
  for (let seed = from; seed < from + seeds; seed++) {
    const report = runFederation({ seed, nodes, durationMs: seconds * 1000, crypto });
    reports.push(report);
    if (values['verbose'] === true || report.violations.length > 0) console.log(lineOf(report));
    for (const one of report.violations.slice(0, 10)) console.log(`    ${one}`);
    // Lets signals in between two seeds.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return summary(reports, (performance.now() - startedAt) / 1000);
}

/** Real signatures; each is computed once however many members check it. */
export function simCrypto(): SimCrypto {
  const notary = createNotary();
  const verdicts = new Map<string, boolean>();
  const signers = new Map<number, Signer>();
  const remembering: Notary = {
    hash: (text) => notary.hash(text),
    verify: (publicKey, text, signature) => {
      const key = `${publicKey}${signature}${notary.hash(text)}`;
      let verdict = verdicts.get(key);
      if (verdict === undefined) {
        if (verdicts.size > 20_000) verdicts.clear();
        verdict = notary.verify(publicKey, text, signature);
        verdicts.set(key, verdict);
      }
      return verdict;
    },
  };
  const remember = (signer: Signer): Signer => {
    const made = new Map<string, string>();
    return {
      publicKey: signer.publicKey,
      sign: (text) => {
        const key = notary.hash(text);
        let signature = made.get(key);
        if (signature === undefined) {
          if (made.size > 2_000) made.clear();
          signature = signer.sign(text);
          made.set(key, signature);
        }
        return signature;
      },
    };
  };
  return {
    notary: remembering,
    signer: (number) => {
      let signer = signers.get(number);
      if (signer === undefined) signer = remember(seededSigner(number));
      signers.set(number, signer);
      return signer;
    },
  };
}

function lineOf(report: SimReport): string {
  const { seed, nodes, entries, deliveries, healMs, violations, digest } = report;
  return `seed ${seed}  nodes ${nodes}  entries ${entries}  deliveries ${deliveries}  healed in ${healMs / 1000} s  violations ${violations.length}  ${digest.slice(0, 12)}`;
}

function summary(reports: readonly SimReport[], tookS: number): number {
  const sum = (of: (report: SimReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const violations = sum((one) => one.violations.length);
  const failed = reports.filter((one) => one.violations.length > 0).map((one) => one.seed);
  const first = reports[0]?.seed ?? 0;
  console.log(
    `seeds ${first} to ${reports.at(-1)?.seed ?? first}, ${sum((one) => one.nodes)} nodes, ${tookS.toFixed(1)} s`,
  );
  console.log(
    `faults  ${FAULT_KINDS.map((kind) => `${kind} ${sum((one) => one.faults[kind])}`).join('  ')}`,
  );
  console.log(
    `events  entries ${sum((one) => one.entries)}  messages ${sum((one) => one.messages)}  deliveries ${sum((one) => one.deliveries)}  recalls ${sum((one) => one.recalls)}  calls ${sum((one) => one.calls)}  key changes ${sum((one) => one.keyChanges)}`,
  );
  console.log(`violations ${violations}${failed.length > 0 ? `, seeds ${failed.join(' ')}` : ''}`);
  return violations > 0 ? EXIT.findings : EXIT.ok;
}
