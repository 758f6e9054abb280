import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../whole-file.ts';
import { SQLITE, type PgSetting, type StoreSetting } from './store-setting.ts';
import { StoreFailure } from './types.ts';

/** The environment variable that holds the password of the store. */
export const PASSWORD_VARIABLE = 'TOCSIN_STORE_PASSWORD';

const NAME = 'store.json';

/**
 * Where the log of a data folder lies, for the commands that are given the folder alone: what the node wrote there
 * when it first opened a store elsewhere, the password from the environment.
 */
export function storeOf(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): StoreSetting {
  const file = path.join(dataDir, NAME);
  if (!existsSync(file)) return SQLITE;
  const { url, schema } = JSON.parse(readFileSync(file, 'utf8')) as PgSetting;
  return { kind: 'postgresql', url, schema, password: env[PASSWORD_VARIABLE] ?? null };
}

/** Writes down where the log of this folder lies; never the password. */
export function rememberStore(dataDir: string, { kind, url, schema }: PgSetting): void {
  const file = path.join(dataDir, NAME);
  const text = JSON.stringify({ kind, url, schema });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeWhole(file, text);
}

/**
 * A node whose configuration names another store than its data folder was used with would go on with an empty log:
 * it is refused. Throws StoreFailure 'other-store'.
 */
export function checkStore(dataDir: string, store: StoreSetting): void {
  const known = storeOf(dataDir);
  const isSame =
    store.kind === 'sqlite'
      ? known.kind === 'sqlite'
      : known.kind === 'sqlite'
        ? !existsSync(path.join(dataDir, 'ledger.sqlite'))
        : known.schema === store.schema;
  if (isSame) return;
  const where = known.kind === 'sqlite' ? 'SQLite' : `PostgreSQL (schema ${known.schema})`;
  const text = `The ledger of ${dataDir} lies in ${where}, but the configuration names another store. Set store: as it was; or move it: tocsin ledger backup, then restore into a new data folder with --config.`;
  throw new StoreFailure('other-store', text);
}
