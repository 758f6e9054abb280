import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Grant, Role } from '../../model/index.ts';
import { writeWhole } from '../whole-file.ts';
import { hashSecret } from './password.ts';
import { PERMISSIONS, type Permission } from './security.ts';

/** A machine's way in: acts with the role of a person's account, and no more than its scopes. */
export interface ApiToken extends Grant {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** what it may do beside reading */
  readonly scopes: readonly Permission[];
  readonly createdBy: string;
  readonly createdAt: number;
  /** null: until it is revoked */
  readonly expiresAt: number | null;
}

interface KeptToken extends ApiToken {
  readonly hash: string;
}

export const MAX_TOKENS = 1000;
const PREFIX = 'tocsin';

/** API tokens of one node. Only hashes are kept; the token itself is shown once, when it is made. */
export class Tokens {
  readonly #file: string;
  #tokens: readonly KeptToken[];

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, 'tokens.json');
    this.#tokens = existsSync(this.#file)
      ? (JSON.parse(readFileSync(this.#file, 'utf8')) as KeptToken[])
      : [];
  }

  list(): readonly ApiToken[] {
    return this.#tokens.map(({ hash: _hash, ...token }) => token);
  }

  /** The token in clear, for the person to keep; null at the bound. */
  make(wanted: Omit<ApiToken, 'id'>): { readonly token: ApiToken; readonly secret: string } | null {
    if (this.#tokens.length >= MAX_TOKENS) return null;
    const id = randomBytes(6).toString('hex');
    const secret = `${PREFIX}_${id}_${randomBytes(32).toString('base64url')}`;
    const scopes = PERMISSIONS.filter((one) => wanted.scopes.includes(one));
    const token: ApiToken = { ...wanted, id, scopes };
    this.#write([...this.#tokens, { ...token, hash: hashSecret(secret) }]);
    return { token, secret };
  }

  revoke(id: string): boolean {
    const left = this.#tokens.filter((token) => token.id !== id);
    if (left.length === this.#tokens.length) return false;
    this.#write(left);
    return true;
  }

  /** The token that an `Authorization: Bearer` header carries, while it lasts. */
  find(header: string | undefined, now: number): ApiToken | undefined {
    const secret = /^Bearer (\S{1,200})$/i.exec(header ?? '')?.[1];
    if (secret === undefined || !secret.startsWith(`${PREFIX}_`)) return undefined;
    // Found by the hash of 256 random bits: how long the search takes tells nothing.
    const hash = hashSecret(secret);
    const token = this.#tokens.find((one) => one.hash === hash);
    if (token === undefined || (token.expiresAt !== null && token.expiresAt <= now))
      return undefined;
    return token;
  }

  #write(tokens: readonly KeptToken[]): void {
    writeWhole(this.#file, JSON.stringify(tokens, null, 1));
    this.#tokens = tokens;
  }
}
