/** Where ledger, history and what allies sent are kept. The data folder holds keys and accounts in any case. */
export type StoreSetting = SqliteSetting | PgSetting;

export interface SqliteSetting {
  readonly kind: 'sqlite';
}

export interface PgSetting {
  readonly kind: 'postgresql';
  /** postgresql://USER@HOST:PORT/DATABASE, without the password */
  readonly url: string;
  /** from the environment; null: the server asks for none, or the driver finds it (PGPASSWORD, ~/.pgpass) */
  readonly password: string | null;
  /** the node's own schema in the database, so that several nodes may share one */
  readonly schema: string;
}

export const SQLITE: SqliteSetting = { kind: 'sqlite' };
