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
  /** HOST:PORT where its node waits; empty or absent: it dials us */
  readonly address?: string;
}

/** What an administrator decides about members. */
export type MemberCommand =
  | {
      readonly type: 'member.admit';
      /** the text of the ally's invitation file */
      readonly invitation: string;
      /** the eight words of its key, as the ally has read them out */
      readonly words: string;
      readonly clearance: Classification;
      readonly groups: readonly string[];
      readonly caveats: readonly string[];
    }
  | {
      readonly type: 'member.change';
      readonly member: string;
      readonly clearance: Classification;
      readonly groups: readonly string[];
      readonly caveats: readonly string[];
      /** empty: it dials us */
      readonly address: string;
    }
  | {
      readonly type: 'member.revoke-key';
      readonly member: string;
      /** its fingerprint */
      readonly key: string;
      readonly reason: string;
    }
  | { readonly type: 'member.remove'; readonly member: string; readonly reason: string };

/**
 * What one member hands another so that they can federate: who, where, under which key. Both hand one over, both
 * compare the words by another way (telephone), both admit the other. It holds nothing secret.
 */
export interface Invitation {
  readonly v: 1;
  readonly member: string;
  readonly name: string;
  /** HOST:PORT where its node waits; null: it dials only */
  readonly address: string | null;
  /** hex SPKI */
  readonly publicKey: string;
  readonly at: number;
  /** by the key itself: the file was not changed since */
  readonly signature: string;
}

/** What an invitation says of who made it; the words of its key come from the ally itself. */
export type InvitationFrom = Pick<Invitation, 'member' | 'name' | 'address' | 'at'>;

/** A key that a member has or had, for people. */
export interface KeyInfo {
  readonly fingerprint: string;
  /** the fingerprint as eight words */
  readonly words: string;
  readonly status: 'current' | 'retired' | 'revoked';
  /** from when on nothing new signed with it is taken; null while current */
  readonly endedAt: number | null;
}

/** How far back outages of links are kept and shown, ms. */
export const OUTAGES_KEPT_MS = 6 * 3_600_000;

/** A time in which a link was down; toAt null: it still is. */
export interface Outage {
  readonly fromAt: number;
  readonly toAt: number | null;
}

/** A member with its link and the terms it is held to, as the Members screen shows it. */
export interface MemberStatus extends Omit<LinkStatus, 'lagMs' | 'key'> {
  readonly terms: MemberTerms;
  /** since when the oldest item waits that it has not acknowledged; null: none waits */
  readonly waitingSinceAt: number | null;
  /** where it is dialled; empty: it dials us */
  readonly address: string;
  /** oldest first */
  readonly keys: readonly KeyInfo[];
  /** of the last OUTAGES_KEPT_MS, oldest first, at most 60 */
  readonly outages: readonly Outage[];
}

/** Something a member sent that was not taken, or that closed one of its series. */
export interface QuarantineNote {
  readonly at: number;
  readonly member: string;
  readonly code: ItemFaultCode;
  readonly text: string;
  /** signed items that prove it */
  readonly evidence: number;
}

/** Somebody who was not let in. */
export interface RefusedLink {
  /** the newest time */
  readonly at: number;
  /** who it said it is */
  readonly who: string;
  readonly why: string;
  readonly times: number;
}

/** Everything the Members screen shows. */
export interface MembersStatus {
  /** false: this node runs without federation: in its configuration, so without links */
  readonly isFederated: boolean;
  readonly own: {
    readonly member: string;
    readonly name: string;
    readonly keys: readonly KeyInfo[];
    /** HOST:PORT where it listens; null: it dials only */
    readonly listen: string | null;
  };
  /** since when outages of links are noted: at most OUTAGES_KEPT_MS ago, over restarts */
  readonly watchedFromAt: number;
  /** outages forgotten since this node started because a member had too many */
  readonly outagesDropped: number;
  /** by code */
  readonly members: readonly MemberStatus[];
  /** newest first, at most 200 */
  readonly quarantine: readonly QuarantineNote[];
  /** newest first, at most 20 */
  readonly refused: readonly RefusedLink[];
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
  /** states of tracks given and taken since the start */
  readonly tracksSent: number;
  readonly tracksReceived: number;
  readonly key: string;
  readonly faults: Readonly<Partial<Record<ItemFaultCode, number>>>;
  /** the newest fault in words; empty: none */
  readonly trouble: string;
  /** series closed because the member told different things */
  readonly quarantined: number;
}
