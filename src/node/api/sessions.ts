import { createHash, randomBytes } from 'node:crypto';
import type { Role, SessionInfo } from '../../model/index.ts';

const LIFETIME_MS = 12 * 3_600_000;
const MAX_SESSIONS = 1000;

interface Session extends SessionInfo {
  readonly expiresAt: number;
}

/**
 * Who is logged in. Tokens are 256 random bits and kept only as SHA-256; a session ends after 12 h or at log-out, at
 * once. At most 1,000; at the bound the oldest ends.
 */
export class Sessions {
  readonly #byHash = new Map<string, Session>();

  open(name: string, role: Role, demo: boolean, now: number): string {
    const token = randomBytes(32).toString('base64url');
    this.#byHash.set(hashOf(token), { name, role, demo, expiresAt: now + LIFETIME_MS });
    while (this.#byHash.size > MAX_SESSIONS) {
      const oldest = this.#byHash.keys().next().value;
      if (oldest === undefined) break;
      this.#byHash.delete(oldest);
    }
    return token;
  }

  find(token: string | undefined, now: number): SessionInfo | undefined {
    if (token === undefined) return undefined;
    const key = hashOf(token);
    const session = this.#byHash.get(key);
    if (session === undefined) return undefined;
    if (session.expiresAt <= now) {
      this.#byHash.delete(key);
      return undefined;
    }
    return { name: session.name, role: session.role, demo: session.demo };
  }

  close(token: string | undefined): void {
    if (token !== undefined) this.#byHash.delete(hashOf(token));
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
