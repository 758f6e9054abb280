import type { RallyCommand } from '../../model/index.ts';
import { attempt, refusedInReplay } from '../app/actions.ts';
import { api } from '../feed/api-client.ts';

/** Asks the node's rally desk; false when it refused (the person was told why). */
export function rally(command: RallyCommand, done: string): Promise<boolean> {
  if (refusedInReplay()) return Promise.resolve(false);
  return attempt(() => api.rally(command), done);
}
