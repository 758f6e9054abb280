import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LedgerEntry } from '../../model/index.ts';
import { Federation, type OwnLog } from '../../share/index.ts';
import { createNotary, signerFromPem } from '../store/index.ts';
import { openFederationStore } from './open-store.ts';

/** What a data folder knows of other members, for commands: roster and keys as they stand after the whole log. */
export function readFederation(
  dataDir: string,
  member: string,
  log: OwnLog,
  entries: Iterable<LedgerEntry>,
): Federation {
  const keyPem = readFileSync(path.join(dataDir, 'node-key.pem'), 'utf8');
  const store = openFederationStore(dataDir);
  const parts = { notary: createNotary(), signer: signerFromPem(keyPem) };
  const federation = new Federation({ member, ...parts, log, store });
  for (const entry of entries) federation.addOwn(entry);
  store.close();
  return federation;
}
