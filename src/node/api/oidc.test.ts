import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { Oidc, type OidcSettings } from './oidc.ts';

const CLIENT = 'tocsin-node';
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Key {
  readonly kid: string;
  readonly secret: KeyObject;
  readonly jwk: object;
}

function makeKey(kid: string): Key {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
  return { kid, secret: privateKey, jwk };
}

interface Granted {
  readonly challenge: string;
  readonly idToken: string;
}

/** A small OpenID provider on this machine, with keys of its own, that also says what it should not. */
class Provider {
  issuer = '';
  /** what the discovery document says; another than asked is another provider */
  saysIssuer = '';
  published: Key[] = [makeKey('one')];
  readonly codes = new Map<string, Granted>();
  readonly server = createServer((request, response) => void this.#answer(request, response));

  async listen(t: TestContext): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    this.saysIssuer = this.issuer;
    t.after(() => this.server.close());
  }

  idToken(claims: object, key: Key, alg = 'RS256'): string {
    const head = base64({ alg, typ: 'JWT', ...(alg === 'none' ? {} : { kid: key.kid }) });
    const text = `${head}.${base64(claims)}`;
    if (alg === 'none') return `${text}.`;
    return `${text}.${sign('sha256', Buffer.from(text), key.secret).toString('base64url')}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { issuer } = this;
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.url === '/.well-known/openid-configuration')
      return send(200, {
        issuer: this.saysIssuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (request.url === '/jwks') return send(200, { keys: this.published.map(({ jwk }) => jwk) });
    let body = '';
    for await (const part of request) body += String(part);
    const form = new URLSearchParams(body);
    const granted = this.codes.get(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (granted === undefined || granted.challenge !== challenge)
      return send(400, { error: 'invalid_grant' });
    return send(200, { access_token: 'x', token_type: 'bearer', id_token: granted.idToken });
  }
}

async function setUp(t: TestContext): Promise<{ provider: Provider; oidc: Oidc }> {
  const provider = new Provider();
  await provider.listen(t);
  return { provider, oidc: new Oidc(settingsOf(provider)) };
}

function settingsOf({ issuer }: Provider): OidcSettings {
  return {
    name: 'Alliance',
    issuer,
    clientId: CLIENT,
    clientSecret: null,
    baseUrl: 'http://localhost:8780',
    roleClaim: 'groups',
    roles: [
      { group: 'watch', role: 'watch-officer' },
      { group: 'look', role: 'observer' },
    ],
  };
}

interface Twist {
  readonly claims?: object;
  readonly alg?: string;
  readonly key?: Key;
  readonly binding?: string;
  readonly challenge?: string;
  readonly state?: string;
}

/** The whole way: begin, the provider grants a code, the browser comes back. */
async function logIn(provider: Provider, oidc: Oidc, twist: Twist = {}) {
  const begun = await oidc.begin(Date.now());
  assert.ok(begun.ok);
  const asked = new URL(begun.value.url).searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  const nowS = Math.floor(Date.now() / 1000);
  const claims = {
    iss: provider.issuer,
    sub: 'p-17',
    aud: CLIENT,
    iat: nowS,
    exp: nowS + 300,
    nonce: asked.get('nonce'),
    preferred_username: 'ionescu',
    groups: ['look', 'watch'],
    ...twist.claims,
  };
  const code = `code-${provider.codes.size}`;
  provider.codes.set(code, {
    challenge: twist.challenge ?? asked.get('code_challenge') ?? '',
    idToken: provider.idToken(claims, twist.key ?? provider.published[0]!, twist.alg),
  });
  const query = `code=${code}&state=${twist.state ?? asked.get('state')}`;
  const finish = () => oidc.finish(query, twist.binding ?? begun.value.binding, Date.now());
  return { done: await finish(), finish };
}

test('a person of the provider gets in with the first role that their groups have here', async (t) => {
  const { provider, oidc } = await setUp(t);
  const { done } = await logIn(provider, oidc);
  assert.ok(done.ok, done.ok ? '' : done.fault.text);
  const host = new URL(provider.issuer).host;
  assert.deepEqual(done.value, {
    name: `ionescu/p-17@${host}`,
    role: 'watch-officer',
    demo: false,
  });
  const one = await logIn(provider, oidc, { claims: { groups: 'look' } });
  assert.equal(one.done.ok ? one.done.value.role : '', 'observer');
  for (const groups of [['none'], [], undefined, 7]) {
    const { done: refused } = await logIn(provider, oidc, { claims: { groups } });
    assert.equal(refused.ok ? '' : refused.fault.code, 'oidc-no-role');
  }
});

test('what does not verify is refused: issuer, audience, nonce, time, signature, no signature', async (t) => {
  const { provider, oidc } = await setUp(t);
  const pastS = Math.floor(Date.now() / 1000) - 3600;
  const twists: Readonly<Record<string, Twist>> = {
    'wrong issuer': { claims: { iss: 'https://evil.example' } },
    'wrong audience': { claims: { aud: 'another' } },
    'wrong nonce': { claims: { nonce: 'x' } },
    'no nonce': { claims: { nonce: undefined } },
    expired: { claims: { iat: pastS, exp: pastS + 300 } },
    'no subject': { claims: { sub: undefined } },
    'alg none': { alg: 'none' },
    'a key that is not the provider’s': { key: { ...makeKey('two'), kid: 'one' } },
    'another code’s PKCE challenge': { challenge: 'x' },
    'another browser': { binding: 'x' },
    'another state': { state: 'x' },
  };
  for (const [what, twist] of Object.entries(twists)) {
    const { done } = await logIn(provider, oidc, twist);
    assert.equal(done.ok ? 'let in' : done.fault.code, 'bad-login', what);
  }
  assert.ok((await logIn(provider, oidc)).done.ok, 'and a sound one still gets in');
});

test('what the provider sends back is good once, and for ten minutes', async (t) => {
  const { provider, oidc } = await setUp(t);
  const { done, finish } = await logIn(provider, oidc);
  assert.ok(done.ok);
  assert.ok(!(await finish()).ok, 'again');
  const begun = await oidc.begin(Date.now() - 601_000);
  assert.ok(begun.ok);
  const state = new URL(begun.value.url).searchParams.get('state');
  assert.ok(!(await oidc.finish(`code=x&state=${state}`, begun.value.binding, Date.now())).ok);
  assert.ok(!(await oidc.finish('error=access_denied', undefined, Date.now())).ok);
});

test('another provider at the pinned address, or none, is said and nobody gets in', async (t) => {
  const { provider } = await setUp(t);
  provider.saysIssuer = 'https://evil.example';
  const begun = await new Oidc(settingsOf(provider)).begin(Date.now());
  assert.equal(begun.ok ? '' : begun.fault.code, 'oidc-unreachable');
  provider.saysIssuer = provider.issuer;
  const oidc = new Oidc(settingsOf(provider));
  assert.ok((await oidc.begin(Date.now())).ok, 'once it is the right one');
});

test('a new key of the provider is taken within a minute of its change, the old one no longer', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const { provider, oidc } = await setUp(t);
  const [old] = provider.published as [Key];
  assert.ok((await logIn(provider, oidc)).done.ok);
  provider.published = [makeKey('two')];
  t.mock.timers.setTime(Date.now() + 61_000);
  assert.ok((await logIn(provider, oidc)).done.ok, 'the new one');
  assert.ok(!(await logIn(provider, oidc, { key: old })).done.ok, 'the old one');
});
