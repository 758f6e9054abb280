import { randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import { fail, ok, type Result } from '../../base/index.ts';
import type { Refusal, Role, SessionInfo } from '../../model/index.ts';

/** An identity provider as the operator pinned it. */
export interface OidcSettings {
  /** what the log-in button calls it */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** null: a public client, PKCE alone */
  readonly clientSecret: string | null;
  /** the node's own address for people, without a path */
  readonly baseUrl: string;
  /** claim with the person's groups; a text or a list of texts */
  readonly roleClaim: string;
  /** role by group, looked through in order: the first that fits is taken, nobody gets in without one */
  readonly roles: readonly { readonly group: string; readonly role: Role }[];
}

/** Where to send the browser, and what it must bring back in a cookie. */
export interface OidcStart {
  readonly url: string;
  readonly binding: string;
}

interface Begun {
  readonly binding: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly at: number;
}

const MAX_BEGUN = 1000;
const BEGUN_MS = 10 * 60_000;
const CALLBACK = '/api/v1/session/oidc/callback';

/**
 * Log-in with OpenID Connect: authorization code with PKCE, state and nonce, the ID token's signature checked against the
 * issuer's keys (fetched again when they rotate). State is kept here and bound to the browser by a cookie; good once, for
 * ten minutes, 1,000 at a time. A person of the provider is never a local account: names end in `@` and the issuer's host,
 * which no account's may.
 */
export class Oidc {
  readonly name: string;
  readonly #settings: OidcSettings;
  readonly #begun = new Map<string, Begun>();
  #config: client.Configuration | null = null;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
    this.name = settings.name;
  }

  async begin(now: number): Promise<Result<OidcStart, Refusal>> {
    const config = await this.#discover();
    if (config === null) return fail(NOT_REACHED);
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const binding = randomBytes(16).toString('base64url');
    this.#begun.set(state, { binding, verifier, nonce, at: now });
    if (this.#begun.size > MAX_BEGUN) {
      const [oldest] = this.#begun.keys();
      if (oldest !== undefined) this.#begun.delete(oldest);
    }
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: `${this.#settings.baseUrl}${CALLBACK}`,
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return ok({ url: url.href, binding });
  }

  /** Whoever the provider says came back, with the role that their groups have here. */
  async finish(
    query: string,
    binding: string | undefined,
    now: number,
  ): Promise<Result<SessionInfo, Refusal>> {
    const state = new URLSearchParams(query).get('state') ?? '';
    const begun = this.#begun.get(state);
    this.#begun.delete(state);
    if (begun === undefined || begun.binding !== binding || now - begun.at > BEGUN_MS)
      return fail(NOT_ACCEPTED);
    const config = await this.#discover();
    if (config === null) return fail(NOT_REACHED);
    try {
      const tokens = await client.authorizationCodeGrant(
        config,
        new URL(`${this.#settings.baseUrl}${CALLBACK}?${query}`),
        {
          pkceCodeVerifier: begun.verifier,
          expectedState: state,
          expectedNonce: begun.nonce,
          idTokenExpected: true,
        },
      );
      return this.#personOf(tokens.claims() ?? null);
    } catch {
      return fail(NOT_ACCEPTED);
    }
  }

  #personOf(claims: client.IDToken | null): Result<SessionInfo, Refusal> {
    if (claims === null) return fail(NOT_ACCEPTED);
    const given = claims[this.#settings.roleClaim];
    const groups: unknown[] = Array.isArray(given) ? given : [given];
    const role = this.#settings.roles.find(({ group }) => groups.includes(group))?.role;
    if (role === undefined) return fail(NO_ROLE);
    const said = claims['preferred_username'];
    const short = typeof said === 'string' && /^[\p{L}\p{N}._-]{1,60}$/u.test(said) ? said : '';
    const subject = short === '' ? claims.sub : `${short}/${claims.sub}`;
    const name = `${subject.slice(0, 200)}@${new URL(this.#settings.issuer).host}`;
    return ok({ name, role, demo: false });
  }

  /** Asked once; when the provider is not there it is asked again the next time. */
  async #discover(): Promise<client.Configuration | null> {
    if (this.#config !== null) return this.#config;
    const { issuer, clientId, clientSecret } = this.#settings;
    const isLocal = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(`${issuer}/`);
    try {
      this.#config = await client.discovery(
        new URL(issuer),
        clientId,
        undefined,
        clientSecret === null ? client.None() : client.ClientSecretPost(clientSecret),
        {
          execute: [
            client.enableNonRepudiationChecks,
            ...(isLocal ? [client.allowInsecureRequests] : []),
          ],
          timeout: 10,
        },
      );
    } catch {
      return null;
    }
    return this.#config;
  }
}

const NOT_ACCEPTED: Refusal = { code: 'bad-login', text: 'the log-in was not accepted: try again' };
const NOT_REACHED: Refusal = {
  code: 'oidc-unreachable',
  text: 'the identity provider does not answer, or is not the one that is configured',
};
const NO_ROLE: Refusal = {
  code: 'oidc-no-role',
  text: 'you are known there, but none of your groups has a role at this node',
};
