/** SQLite's and the system's refusals as a sentence for a person. */
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
  return { code, text: message };
}
