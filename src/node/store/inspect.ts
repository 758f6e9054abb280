import { existsSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from '../../share/index.ts';
import { createNotary } from './notary.ts';
import { SignedLog } from './signed-log.ts';
import { storeOf } from './store-file.ts';
import { StoreFailure } from './types.ts';

/** The ledger of a data folder for reading; the node may be running. Throws StoreFailure. */
export function inspectLedger(dataDir: string): SignedLog {
  return openOf(dataDir, true);
}

/** The ledger of a stopped node for writing. Throws when the node runs. */
export function takeLedger(dataDir: string): SignedLog {
  return openOf(dataDir, false);
}

function openOf(dataDir: string, readonly: boolean): SignedLog {
  const store = storeOf(dataDir);
  if (store.kind === 'sqlite' && !existsSync(path.join(dataDir, 'ledger.sqlite')))
    throw new StoreFailure('no-ledger', `${dataDir} holds no ledger`);
  return new SignedLog(dataDir, null, { readonly, store });
}

/** Fingerprint of a key (hex SPKI), as items carry it and people compare it. */
export function keyFingerprint(publicKey: string): string {
  return fingerprint(createNotary(), publicKey);
}
