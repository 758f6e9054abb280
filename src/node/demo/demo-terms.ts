import { findMember, type MemberTerms } from '../../model/index.ts';

/** Where the three whole nodes give each other their tracks: the sea and coast before Romania's southern border. */
export const SHARED_BOX = { westDeg: 28, southDeg: 43.3, eastDeg: 30.2, northDeg: 44.4 };

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
