import { fail, ok, type Result } from '../../base/index.ts';
import type { LedgerFact, MemberCommand, MemberTerms, Refusal } from '../../model/index.ts';
import {
  keyRevokedFact,
  memberFact,
  memberRemovedFact,
  type KeyRing,
  type Notary,
  type Roster,
} from '../../share/index.ts';
import { fingerprintWords, readInvitation } from './invitation.ts';

export interface MembersNow {
  /** this node's own code */
  readonly own: string;
  readonly roster: Roster;
  readonly notary: Notary;
  /** the pinned keys of a member; null: not known here */
  ringOf(member: string): KeyRing | null;
}

/** What a decision comes to: whom it is about, and what goes into the ledger. */
export interface MemberDecision {
  readonly member: string;
  readonly fact: LedgerFact;
}

/** Policies a member is held to when it is admitted. */
const POLICIES = ['ALLIANCE'];

/**
 * What an administrator's decision about a member puts into the ledger. Pure.
 * Refusals: invitation-bad, words-wrong, own-invitation, member-unknown, key-unknown.
 */
export function decideMember(
  state: MembersNow,
  command: MemberCommand,
  actor: string,
  now: number,
): Result<MemberDecision, Refusal> {
  if (command.type === 'member.admit') return admit(state, command, actor, now);
  const known = state.roster.get(command.member);
  if (known === null)
    return fail({ code: 'member-unknown', text: `${command.member} is not admitted here` });
  switch (command.type) {
    case 'member.change': {
      const { clearance, groups, caveats, address } = command;
      const terms: MemberTerms = { ...known.terms, clearance, groups, caveats, address };
      return ok({ member: terms.member, fact: memberFact('member.changed', terms, actor, now) });
    }
    case 'member.revoke-key': {
      const { member, key, reason } = command;
      const ring = state.ringOf(member);
      if (ring?.keys.some((one) => one.fingerprint === key) !== true)
        return fail({ code: 'key-unknown', text: `${member} has no key ${key} here` });
      return ok({ member, fact: keyRevokedFact({ member, key, reason }, actor, now) });
    }
    case 'member.remove': {
      const { member, reason } = command;
      return ok({ member, fact: memberRemovedFact({ member, reason }, actor, now) });
    }
  }
}

/** A member that is known already and shows another key gets the new one pinned: the one before is retired. */
function admit(
  { own, roster, notary }: MembersNow,
  command: Extract<MemberCommand, { type: 'member.admit' }>,
  actor: string,
  now: number,
): Result<MemberDecision, Refusal> {
  const read = readInvitation(notary, command.invitation);
  if (!read.ok) return fail({ code: 'invitation-bad', text: read.fault });
  const { member, name, publicKey, address } = read.value;
  if (member === own)
    return fail({ code: 'own-invitation', text: "this is this node's own invitation" });
  const words = command.words
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '-');
  if (words !== fingerprintWords(notary, publicKey))
    return fail({
      code: 'words-wrong',
      text: `give the eight words that ${member} reads to you; they must fit the invitation`,
    });
  const { clearance, groups, caveats } = command;
  const terms: MemberTerms = {
    member,
    name,
    publicKey,
    clearance,
    groups,
    caveats,
    policies: POLICIES,
    address: address ?? '',
  };
  const type = roster.get(member) === null ? 'member.admitted' : 'member.changed';
  return ok({ member, fact: memberFact(type, terms, actor, now) });
}
