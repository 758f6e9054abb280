import { findMember, type MemberTerms } from '../../model/index.ts';

/** What the demo's members hold each other to. */
export function termsOf(member: string, publicKey: string): MemberTerms {
  return {
    member,
    name: findMember(member)?.name ?? member,
    publicKey,
    clearance: 'secret',
    groups: [],
    caveats: [],
    policies: ['ALLIANCE'],
  };
}
