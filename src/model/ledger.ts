import type { Json } from '../base/index.ts';
import type { Label } from './label.ts';

/** What decide() gives: something that happened, not yet numbered or signed. */
export interface LedgerFact {
  /** `alert.raised`, `incident.opened`, `zone.put`, ... */
  readonly type: string;
  readonly at: number;
  /** account or rule that did it */
  readonly actor: string;
  readonly body: { readonly [key: string]: Json };
  readonly label: Label;
}

/** One entry of a node's single-writer log (design D1): numbered without gaps, chained, signed. */
export interface LedgerEntry extends LedgerFact {
  /** member code of the node that wrote it */
  readonly origin: string;
  readonly seq: number;
  /** hex SHA-256 over the canonical JSON of the entry before; 64 zeros for the first */
  readonly prev: string;
  /** hex Ed25519 over the canonical JSON of everything above */
  readonly signature: string;
}

/** Why a command was not carried out; `code` has an entry in docs/faults.md. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}
