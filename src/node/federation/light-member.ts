import type { Logger } from 'pino';
import type { LedgerFact, MemberTerms } from '../../model/index.ts';
import { memberFact } from '../../share/index.ts';
import { openLightLedger, type LedgerStore } from '../store/index.ts';
import { Exchange } from './exchange.ts';

export interface LightMemberOptions {
  readonly dataDir: string;
  readonly member: string;
  readonly exercise: boolean;
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** HOST:PORT of members to dial */
  readonly peers: ReadonlyMap<string, string>;
  readonly now: () => number;
  readonly log?: Pick<Logger, 'info' | 'warn'>;
}

const SILENT = { info: () => {}, warn: () => {} };

/**
 * A member with nothing but its ledger, its links and its rally desk: no sensors, no console. The code is that of a
 * whole node. Many stand in one process: the demo's allies, tests.
 */
export class LightMember {
  readonly exchange: Exchange;
  readonly publicKey: string;
  readonly #ledger: LedgerStore;
  readonly #options: LightMemberOptions;

  constructor(options: LightMemberOptions) {
    this.#options = options;
    this.#ledger = openLightLedger(options.dataDir, options.member);
    this.publicKey = this.#ledger.publicKey;
    this.exchange = new Exchange({ log: SILENT, ...options, ledger: this.#ledger });
    this.exchange.open();
  }

  /** Admits whom it has not admitted yet, or has under another key. */
  async admit(allies: readonly MemberTerms[]): Promise<void> {
    const facts = admissions(this.exchange, allies, this.#options.now());
    if (facts.length === 0) return;
    const kept = await this.exchange.keepMembers(facts);
    if (!kept.ok) throw new Error(kept.fault.text);
  }

  async stop(): Promise<void> {
    await this.exchange.stop();
    await this.#ledger.close();
  }
}

/** Admits without words: only where one hand makes all the keys. */
export function admissions(
  { federation }: Exchange,
  allies: readonly MemberTerms[],
  now: number,
): LedgerFact[] {
  return allies.flatMap((terms) => {
    const known = federation.roster.get(terms.member);
    if (known?.terms.publicKey === terms.publicKey) return [];
    const type = known === null ? 'member.admitted' : 'member.changed';
    return [memberFact(type, terms, 'demo', now)];
  });
}
