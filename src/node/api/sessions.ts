import { randomBytes } from 'node:crypto';
import type { Role, SessionInfo } from '../../model/index.ts';
import { hashSecret } from './password.ts';

const LIFETIME_MS = 12 * 3_600_000;
const MAX_SESSIONS = 1000;

interface Session extends SessionInfo {
  readonly id: string;
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly from: string;
}

/** A session as an administrator sees it; its token is known to the browser only. */
export type SessionRow = Omit<Session, 'demo'>;

/**
 * Who is logged in. Tokens are 256 random bits and kept only as SHA-256; a session ends after 12 h, at log-out or when
 * it is revoked, at once: whoever holds something open for it is told by onEnd. At most 1,000; at the bound the oldest
 * ends.
 */
export class Sessions {
  readonly #byHash = new Map<string, Session>();
  onEnd: (id: string) => void = () => {};

  open(name: string, role: Role, demo: boolean, now: number, from = ''): string {
    const token = randomBytes(32).toString('base64url');
    const id = randomBytes(6).toString('hex');
    const expiresAt = now + LIFETIME_MS;
    this.#byHash.set(hashSecret(token), { id, name, role, demo, openedAt: now, expiresAt, from });
    while (this.#byHash.size > MAX_SESSIONS) {
      const oldest = this.#byHash.keys().next().value;
      if (oldest === undefined) break;
      this.#end(oldest);
    }
    return token;
  }

  find(
    token: string | undefined,
    now: number,
  ): (SessionInfo & { readonly id: string }) | undefined {
    if (token === undefined) return undefined;
    const key = hashSecret(token);
    const session = this.#byHash.get(key);
    if (session === undefined) return undefined;
    if (session.expiresAt <= now) {
      this.#end(key);
      return undefined;
    }
    return { id: session.id, name: session.name, role: session.role, demo: session.demo };
  }

  list(now: number): SessionRow[] {
    return [...this.#byHash.values()]
      .filter((session) => session.expiresAt > now)
      .map(({ id, name, role, openedAt, expiresAt, from }) => ({
        id,
        name,
        role,
        openedAt,
        expiresAt,
        from,
      }));
  }

  close(token: string | undefined): void {
    if (token !== undefined) this.#end(hashSecret(token));
  }

  /** Ends the sessions that `which` picks; gives how many. */
  revoke(which: (session: SessionRow) => boolean): number {
    let ended = 0;
    for (const [key, session] of this.#byHash)
      if (which(session)) {
        this.#end(key);
        ended++;
      }
    return ended;
  }

  #end(key: string): void {
    const session = this.#byHash.get(key);
    if (session === undefined) return;
    this.#byHash.delete(key);
    this.onEnd(session.id);
  }
}
