import {
  CLASSIFICATIONS,
  OWN_ONLY,
  type Classification,
  type LedgerEntry,
  type LedgerFact,
  type MemberTerms,
  type Reader,
} from '../../model/index.ts';
import type { Json } from '../../base/index.ts';
import { ReleaseGate } from '../releasability.ts';

/** A member as this node's own log has it. */
export interface RosterMember {
  readonly terms: MemberTerms;
  readonly gate: ReleaseGate;
  /** fingerprints of keys this node was told to trust no more, and since when */
  readonly revoked: ReadonlyMap<string, number>;
  /** when the terms were set */
  readonly setAt: number;
}

/** Members of the alliance: a fold over `member.*` entries of the own log. */
export class Roster {
  readonly #members = new Map<string, RosterMember>();

  get(member: string): RosterMember | null {
    return this.#members.get(member) ?? null;
  }

  members(): IterableIterator<RosterMember> {
    return this.#members.values();
  }

  names(): string[] {
    return [...this.#members.keys()].sort();
  }

  /** The gate of terms that came back after a restore and that newer ones have replaced; null: they are not such. */
  outdated(entry: Pick<LedgerEntry, 'type' | 'body' | 'at'>): ReleaseGate | null {
    const { member } = entry.body;
    const now = typeof member === 'string' ? this.#members.get(member) : undefined;
    if (now === undefined || entry.at >= now.setAt) return null;
    return new ReleaseGate(readerOf(readTerms(now.terms.member, entry.body, now.terms)));
  }

  /** The member whose terms the entry changes; null when it changes none. */
  add(entry: Pick<LedgerEntry, 'type' | 'body' | 'at'>): string | null {
    const { type, body } = entry;
    const { member } = body;
    if (!type.startsWith('member.') || typeof member !== 'string' || member === '') return null;
    const before = this.#members.get(member);
    if (type === 'member.admitted' || (type === 'member.changed' && before !== undefined)) {
      const terms = readTerms(member, body, before?.terms);
      const gate = new ReleaseGate(readerOf(terms));
      const revoked = before?.revoked ?? new Map<string, number>();
      this.#members.set(member, { terms, gate, revoked, setAt: entry.at });
      return member;
    }
    if (type === 'member.removed') {
      this.#members.delete(member);
      return member;
    }
    if (type === 'member.key-revoked' && before !== undefined && typeof body['key'] === 'string') {
      this.#members.set(member, {
        ...before,
        revoked: new Map([...before.revoked, [body['key'], entry.at]]),
      });
      return member;
    }
    return null;
  }
}

export function readerOf(terms: MemberTerms): Reader {
  const { member, clearance, groups, caveats, policies } = terms;
  return { member, clearance, groups, caveats, policies };
}

function readTerms(
  member: string,
  body: LedgerEntry['body'],
  before: MemberTerms | undefined,
): MemberTerms {
  const texts = (name: string, otherwise: readonly string[]): readonly string[] => {
    const value: Json | undefined = body[name];
    if (!Array.isArray(value)) return otherwise;
    return value.filter((one: Json): one is string => typeof one === 'string');
  };
  const text = (name: string, otherwise: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value : otherwise;
  };
  const clearance = CLASSIFICATIONS.find((one) => one === body['clearance']);
  return {
    member,
    name: text('name', before?.name ?? member),
    publicKey: text('publicKey', before?.publicKey ?? ''),
    // What cannot be read sees as little as possible.
    clearance: clearance ?? before?.clearance ?? ('unclassified' satisfies Classification),
    groups: texts('groups', before?.groups ?? []),
    caveats: texts('caveats', before?.caveats ?? []),
    policies: texts('policies', before?.policies ?? ['ALLIANCE']),
    address: text('address', before?.address ?? ''),
  };
}

/**
 * The fact that admits a member, or changes its terms. It is released to that member: it may know what it is cleared
 * for, and a node put back from a backup gets it back from there.
 */
export function memberFact(
  type: 'member.admitted' | 'member.changed',
  terms: MemberTerms,
  actor: string,
  now: number,
): LedgerFact {
  const policy = terms.policies[0] ?? OWN_ONLY.policy;
  const label = { ...OWN_ONLY, policy, releasableTo: [terms.member] };
  return { type, at: now, actor, body: { ...terms } as LedgerFact['body'], label };
}

/** The fact that a member's key is trusted no more: what was taken under it stands, nothing new is taken. */
export function keyRevokedFact(
  revoked: { readonly member: string; readonly key: string; readonly reason: string },
  actor: string,
  now: number,
): LedgerFact {
  return { type: 'member.key-revoked', at: now, actor, body: { ...revoked }, label: OWN_ONLY };
}

/** The fact that a member is no longer one: its link ends, what it shared stays. */
export function memberRemovedFact(
  removed: { readonly member: string; readonly reason: string },
  actor: string,
  now: number,
): LedgerFact {
  return { type: 'member.removed', at: now, actor, body: { ...removed }, label: OWN_ONLY };
}
