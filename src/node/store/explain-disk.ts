/** PostgreSQL's SQLSTATEs that say something of the set-up. */
const PG_TEXTS: Readonly<Record<string, string>> = {
  '28P01': 'the database refuses the password (set TOCSIN_STORE_PASSWORD)',
  '28000': 'the database refuses this user',
  '3D000': 'there is no such database',
  '42501': 'the database user may not do this',
  '42P01': "the database has no tables of this node's (the schema is empty or another's)",
  '53100': 'the database has no disk space left',
  '25006': 'the database is read-only: it is a standby, or its disk is full',
};

/** The database's and the system's refusals as a sentence for a person. */
export function explainDisk(error: unknown): { readonly code: string; readonly text: string } {
  const { code = 'unknown', message = String(error) } = error as {
    code?: string;
    message?: string;
  };
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return { code, text: 'there is no disk space left' };
  if (code.startsWith('SQLITE_BUSY')) return { code, text: 'another program holds the file' };
  if (code.startsWith('SQLITE_IOERR')) return { code, text: `the disk refuses: ${message}` };
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES')
    return { code, text: 'the file may not be written' };
  const text = PG_TEXTS[code];
  return { code, text: text === undefined ? message : `${text}: ${message}` };
}
