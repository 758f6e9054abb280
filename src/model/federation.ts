import type { Classification } from './label.ts';
import type { ItemFaultCode } from './shared.ts';

/** What this node has decided about a member of the alliance; entries `member.*` of its own log. */
export interface MemberTerms {
  readonly member: string;
  readonly name: string;
  /** hex SPKI, pinned when both sides approved; changes of key announce themselves */
  readonly publicKey: string;
  readonly clearance: Classification;
  readonly groups: readonly string[];
  readonly caveats: readonly string[];
  readonly policies: readonly string[];
}

/** One link as the Members screen shows it. */
export interface LinkStatus {
  readonly member: string;
  readonly name: string;
  readonly isUp: boolean;
  /** when a message last came; null: never since the start */
  readonly heardAt: number | null;
  /** its clock less ours, ms; null: not measured. Shown, never trusted */
  readonly clockOffsetMs: number | null;
  /** items released to it that it has not acknowledged */
  readonly queued: number;
  /** age of the oldest of them, ms; 0 when there is none */
  readonly lagMs: number;
  readonly sent: number;
  readonly received: number;
  /** how many it has for us; more than `received` while catching up */
  readonly announced: number;
  readonly key: string;
  readonly faults: Readonly<Partial<Record<ItemFaultCode, number>>>;
  /** the newest fault in words; empty: none */
  readonly trouble: string;
  /** series closed because the member told different things */
  readonly quarantined: number;
}
