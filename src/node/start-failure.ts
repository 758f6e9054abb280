import type { NodeConfig } from './config/index.ts';
import { StoreFailure } from './store/index.ts';

/** A node that cannot start, with a plain sentence that says what to do. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}

/** Turns what the system said into a sentence for a person; other errors are bugs and stay as they are. */
export function explainStart(error: unknown, config: NodeConfig): unknown {
  if (error instanceof StartFailure) return error;
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  const where = `${config.http.host}:${config.http.port}`;
  switch (code) {
    case 'EADDRINUSE':
      if (port === config.federation?.listen?.port && port !== config.http.port)
        return new StartFailure(
          `Port ${port}, where other members' nodes dial in, is taken by another program: choose another for federation.listen.`,
        );
      return new StartFailure(
        `Port ${config.http.port} is taken by another program. Stop that one, or choose another port: npm start -- --port ${config.http.port + 1}`,
      );
    case 'EADDRNOTAVAIL':
      return new StartFailure(
        `This machine has no address ${config.http.host}: set http.host to one it has.`,
      );
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return new StartFailure(
        `There is no disk space left for ${config.dataDir}: free some and start again.`,
      );
    case 'EEXIST':
    case 'ENOTDIR':
      return new StartFailure(
        `${config.dataDir} is to be the data folder, but there is a file in its place: move the file, or set data: in tocsin.yaml.`,
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
      return new StartFailure(`No permission (${where}, ${config.dataDir}): ${message}`);
    case 'SQLITE_BUSY':
      return new StartFailure(
        `Another node is using ${config.dataDir}: stop it, or give this one its own folder (data: in tocsin.yaml).`,
      );
    default:
      // The store speaks in plain sentences of its own: a lost key, a file that is no database.
      return error instanceof StoreFailure ? new StartFailure(message) : error;
  }
}
