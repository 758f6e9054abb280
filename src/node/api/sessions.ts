import { randomBytes } from 'node:crypto';
import type { SessionInfo } from '../../model/index.ts';
import { hashSecret } from './password.ts';

const LIFETIME_MS = 12 * 3_600_000;
const MAX_SESSIONS = 1000;

interface Session {
  readonly who: SessionInfo;
  readonly id: string;
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly from: string;
}

/** A session as an administrator sees it; its token is known to the browser only. */
export type SessionRow = Omit<Session, 'who'> & Omit<SessionInfo, 'demo'>;

/**
 * Who is logged in. Tokens are 256 random bits and kept only as SHA-256; a session ends after 12 h, at log-out or when
 * it is revoked, at once: whoever holds something open for it is told by onEnd. At most 1,000; at the bound the oldest
 * ends.
 */
export class Sessions {
  readonly #byHash = new Map<string, Session>();
  onEnd: (id: string) => void = () => {};

  open(who: SessionInfo, now: number, from = ''): string {
    const token = randomBytes(32).toString('base64url');
    const id = randomBytes(6).toString('hex');
    const expiresAt = now + LIFETIME_MS;
    this.#byHash.set(hashSecret(token), { who, id, openedAt: now, expiresAt, from });
    while (this.#byHash.size > MAX_SESSIONS) {
      const oldest = this.#byHash.keys().next().value;
      if (oldest === undefined) break;
      this.#end(oldest);
    }
    return token;
  }

  find(token: string | undefined, now: number): Pick<Session, 'who' | 'id'> | undefined {
    if (token === undefined) return undefined;
    const key = hashSecret(token);
    const session = this.#byHash.get(key);
    if (session === undefined) return undefined;
    if (session.expiresAt <= now) {
      this.#end(key);
      return undefined;
    }
    return session;
  }

  list(now: number): SessionRow[] {
    return [...this.#byHash.values()].filter((session) => session.expiresAt > now).map(toRow);
  }

  close(token: string | undefined): void {
    if (token !== undefined) this.#end(hashSecret(token));
  }

  /** Ends the sessions that `which` picks; gives how many. */
  revoke(which: (session: SessionRow) => boolean): number {
    let ended = 0;
    for (const [key, session] of this.#byHash)
      if (which(toRow(session))) {
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

function toRow({ who, ...session }: Session): SessionRow {
  const { demo: _demo, ...person } = who;
  return { ...session, ...person };
}
