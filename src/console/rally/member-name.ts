import { findMember } from '../../model/index.ts';

/** What people call a member; its code when it is none of the alliance. */
export function nameOfMember(code: string): string {
  return findMember(code)?.name ?? code;
}
