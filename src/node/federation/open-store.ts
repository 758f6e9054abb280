import type { FederationStore } from '../../share/index.ts';
import { storeOf } from '../store/index.ts';
import { PgFederationStore } from './pg-store.ts';
import { SqliteFederationStore } from './sqlite-store.ts';

export type OpenFederationStore = FederationStore & { close(): void };

/** Where the ledger of the data folder lies, there lies what came from others. */
export function openFederationStore(dataDir: string): OpenFederationStore {
  const store = storeOf(dataDir);
  return store.kind === 'sqlite'
    ? new SqliteFederationStore(dataDir)
    : new PgFederationStore(store);
}
