/** Plain sentences for what the operating system says about sockets and files. */
const WHY: Readonly<Record<string, (what: string) => string>> = {
  EADDRINUSE: (what) => `${what} is in use by another program; choose another port or stop it`,
  EACCES: (what) => `${what} may not be used by this account (ports below 1024 need rights)`,
  EADDRNOTAVAIL: (what) => `${what}: this machine has no such address`,
  ECONNREFUSED: (what) => `${what} refused the connection: nothing listens there`,
  ECONNRESET: (what) => `${what} broke the connection`,
  ETIMEDOUT: (what) => `${what} does not answer`,
  EHOSTUNREACH: (what) => `${what} cannot be reached: no route to it`,
  ENETUNREACH: (what) => `${what} cannot be reached: no network`,
  ENODEV: (what) => `${what}: no interface for this multicast group`,
  ENOTFOUND: (what) => `${what}: the host name is not known`,
  EAI_AGAIN: (what) => `${what}: the name server does not answer`,
  ENOENT: (what) => `${what} does not exist`,
  EISDIR: (what) => `${what} is a folder, not a file`,
  ENOSPC: (what) => `${what}: the disk is full`,
  EROFS: (what) => `${what}: the disk is read-only`,
};

export function explainError(error: unknown, what: string): string {
  const code = (error as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? WHY[code] : undefined;
  if (known !== undefined) return known(what);
  return `${what}: ${error instanceof Error ? error.message : String(error)}`;
}
