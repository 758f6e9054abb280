import type { FastifyRequest } from 'fastify';
import { fail, ok, type Result } from '../../base/index.ts';
import {
  OWN_ONLY,
  type Grant,
  type LedgerFact,
  type Refusal,
  type SessionInfo,
} from '../../model/index.ts';
import type { AccountInfo, Accounts } from './accounts.ts';
import { Lockout } from './lockout.ts';
import type { Passkeys, RelyingParty } from './passkeys.ts';
import { isAllowed, PERMISSIONS, type Permission } from './security.ts';
import { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

export const COOKIE = 'tocsin';

/** Writes what was done about accounts into the ledger before it is acknowledged. */
export type KeepFact = (fact: LedgerFact) => Promise<Result<null, Refusal>>;

/** A session that was opened: whose, and the token for the cookie. */
export interface LoggedIn {
  readonly who: SessionInfo;
  readonly token: string;
}

/** Everything that decides who may come in and do what. */
export class Access {
  readonly sessions = new Sessions();
  readonly lockout = new Lockout();
  readonly accounts: Accounts;
  readonly tokens: Tokens | null;
  readonly passkeys: Passkeys | null;
  readonly #record: KeepFact | null;
  readonly #now: () => number;
  readonly #member: string;

  constructor(parts: {
    readonly accounts: Accounts;
    readonly tokens: Tokens | null;
    readonly passkeys: Passkeys | null;
    readonly record: KeepFact | null;
    readonly now: () => number;
    /** whose node this is */
    readonly member: string;
  }) {
    this.accounts = parts.accounts;
    this.tokens = parts.tokens;
    this.passkeys = parts.passkeys;
    this.#record = parts.record;
    this.#now = parts.now;
    this.#member = parts.member;
  }

  now(): number {
    return this.#now();
  }

  /** Who makes this request: a token's bearer, or the browser's session. Sets request.session and request.may. */
  identify(request: FastifyRequest): void {
    const now = this.#now();
    const token = this.tokens?.find(request.headers.authorization, now);
    if (token !== undefined) {
      const { id, name, role } = token;
      request.session = { name: `token ${name}`, role, demo: false, ...grantOf(token) };
      request.sessionId = id;
      request.may = this.#mayOf(request.session).filter((one) => token.scopes.includes(one));
      return;
    }
    const found = this.sessions.find(request.cookies[COOKIE], now);
    request.session = found?.who ?? null;
    request.sessionId = found?.id ?? '';
    request.may = found === undefined ? [] : this.#mayOf(found.who);
  }

  /** Another member's people see; they do nothing in this member's name. */
  #mayOf({ role, member }: SessionInfo): readonly Permission[] {
    if (member !== undefined && member !== this.#member) return [];
    return PERMISSIONS.filter((permission) => isAllowed(role, permission));
  }

  /** A log-in with a password: the account, or why not and how long to wait. */
  async logIn(name: string, password: string, address: string): Promise<Result<LoggedIn, Refusal>> {
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
    return ok(this.#open(account, address));
  }

  /** A log-in with a passkey; an address that fails often waits like one that guesses passwords. */
  async logInByPasskey(
    given: { readonly ticket: string; readonly response: unknown },
    party: RelyingParty,
    address: string,
  ): Promise<Result<LoggedIn, Refusal>> {
    const key = `from ${address}`;
    const wait = this.lockout.waitMs(key, this.#now());
    if (wait > 0) {
      const text = `too many wrong log-ins: try again in ${Math.ceil(wait / 1000)} s`;
      return fail({ code: 'locked-out', text });
    }
    const name = await this.passkeys?.check(given, party, this.#now());
    const account = name?.ok === true ? this.accounts.find(name.value) : undefined;
    if (account === undefined) {
      this.lockout.failed(key, this.#now());
      return fail({ code: 'bad-login', text: 'the passkey was not accepted' });
    }
    this.lockout.succeeded(key);
    return ok(this.#open(account, address));
  }

  #open(account: AccountInfo, address: string): LoggedIn {
    const who = { name: account.name, role: account.role, demo: false, ...grantOf(account) };
    return { who, token: this.sessions.open(who, this.#now(), address) };
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

/** The part of an account or token that says whose person it is and how far it sees. */
export function grantOf({ member, ceiling }: Grant): Grant {
  return {
    ...(member === undefined ? {} : { member }),
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** of the session or token; empty: nobody */
    sessionId: string;
    /** what its role and scopes allow */
    may: readonly Permission[];
  }
}
