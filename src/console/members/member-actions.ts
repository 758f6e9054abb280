import type { MemberCommand } from '../../model/index.ts';
import { attempt, refusedInReplay } from '../app/actions.ts';
import { api } from '../feed/api-client.ts';

/** Asks the node's members desk; false when it refused (the person was told why). */
export function doMember(command: MemberCommand, done: string): Promise<boolean> {
  if (refusedInReplay()) return Promise.resolve(false);
  return attempt(() => api.member(command), done);
}
