import { PASSWORD_VARIABLE } from '../store/index.ts';
import { isLoopbackHost } from './config.ts';
import type { RawStore } from './schema.ts';

/** What is wrong with `store:`, for a person; empty when nothing is. */
export function checkStoreSetting({ kind, url, schema }: RawStore): string {
  if (kind === 'sqlite')
    return url === undefined && schema === undefined
      ? ''
      : 'sqlite lies in the data folder: url and schema are for kind: postgresql';
  if (url === undefined) return 'kind: postgresql needs url: postgresql://USER@HOST:PORT/DATABASE';
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol))
    return 'url is no postgresql://USER@HOST:PORT/DATABASE';
  if (parsed.password !== '' || parsed.searchParams.has('password'))
    return `url holds a password, which does not belong into this file: set ${PASSWORD_VARIABLE} in the environment`;
  const host = parsed.searchParams.get('host') ?? parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  const isHere = host === '' || host.startsWith('/') || isLoopbackHost(host);
  if (!isHere && !parsed.searchParams.has('sslmode'))
    return `the database is on another machine (${host}): add ?sslmode=verify-full to url (sslrootcert=FILE for a CA of your own), or sslmode=disable to go there in the clear`;
  return '';
}
