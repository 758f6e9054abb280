import type { FastifyRequest } from 'fastify';
import { fail, ok, type Result } from '../../base/index.ts';
import { OWN_ONLY, type LedgerFact, type Refusal } from '../../model/index.ts';
import type { Accounts } from './accounts.ts';
import { Lockout } from './lockout.ts';
import { isAllowed, PERMISSIONS, type Permission } from './security.ts';
import { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

export const COOKIE = 'tocsin';

/** Writes what was done about accounts into the ledger before it is acknowledged. */
export type KeepFact = (fact: LedgerFact) => Promise<Result<null, Refusal>>;

/** Everything that decides who may come in and do what. */
export class Access {
  readonly sessions = new Sessions();
  readonly lockout = new Lockout();
  readonly accounts: Accounts;
  readonly tokens: Tokens | null;
  readonly #record: KeepFact | null;
  readonly #now: () => number;

  constructor(parts: {
    readonly accounts: Accounts;
    readonly tokens: Tokens | null;
    readonly record: KeepFact | null;
    readonly now: () => number;
  }) {
    this.accounts = parts.accounts;
    this.tokens = parts.tokens;
    this.#record = parts.record;
    this.#now = parts.now;
  }

  now(): number {
    return this.#now();
  }

  /** Who makes this request: a token's bearer, or the browser's session. Sets request.session and request.may. */
  identify(request: FastifyRequest): void {
    const now = this.#now();
    const token = this.tokens?.find(request.headers.authorization, now);
    if (token !== undefined) {
      request.session = { name: `token ${token.name}`, role: token.role, demo: false };
      request.sessionId = token.id;
      request.may = token.scopes.filter((scope) => isAllowed(token.role, scope));
      return;
    }
    const found = this.sessions.find(request.cookies[COOKIE], now);
    request.session =
      found === undefined ? null : { name: found.name, role: found.role, demo: found.demo };
    request.sessionId = found?.id ?? '';
    request.may =
      found === undefined
        ? []
        : PERMISSIONS.filter((permission) => isAllowed(found.role, permission));
  }

  /** A log-in with a password: the account, or why not and how long to wait. */
  async logIn(
    name: string,
    password: string,
    address: string,
  ): Promise<Result<{ readonly name: string; readonly token: string }, Refusal>> {
    const keys = [`name ${name}`, `from ${address}`];
    const wait = Math.max(...keys.map((key) => this.lockout.waitMs(key, this.#now())));
    if (wait > 0) {
      const text = `too many wrong log-ins: try again in ${Math.ceil(wait / 1000)} s`;
      return fail({ code: 'locked-out', text });
    }
    const account = await this.accounts.check(name, password);
    if (account === undefined) {
      for (const key of keys) this.lockout.failed(key, this.#now());
      return fail({ code: 'bad-login', text: 'name or password is wrong' });
    }
    for (const key of keys) this.lockout.succeeded(key);
    const token = this.sessions.open(account.name, account.role, false, this.#now(), address);
    return ok({ name: account.name, token });
  }

  /** Puts what an administrator does on the record first; it is not done when that fails. */
  async onRecord(
    type: string,
    actor: string,
    body: LedgerFact['body'],
  ): Promise<Result<null, Refusal>> {
    if (this.#record === null) return ok(null);
    return this.#record({ type, at: this.#now(), actor, body, label: OWN_ONLY });
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** of the session or token; empty: nobody */
    sessionId: string;
    /** what its role and scopes allow */
    may: readonly Permission[];
  }
}
