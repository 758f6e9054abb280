/** What an attacker would try: getting in without a session, doing what the role may not, guessing, overloading. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pino from 'pino';
import { WebSocket } from 'ws';
import { ok } from '../../base/index.ts';
import { ROLES, type LedgerFact, type Role } from '../../model/index.ts';
import { Accounts } from './accounts.ts';
import { makeRally } from './fake-rally.ts';
import { FakeView } from './fake-view.ts';
import { createApi, type Api } from './server.ts';
import { Tokens } from './tokens.ts';

const PASSWORD = 'a long enough password';
const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-access-'));
const facts: LedgerFact[] = [];
let now = 1_000_000;
let accounts: Accounts;
let api: Api;
let base = '';
let port = 0;

interface Route {
  readonly method: string;
  readonly url: string;
}
let routes: readonly Route[] = [];

before(async () => {
  mkdirSync(path.join(dir, 'page'));
  writeFileSync(path.join(dir, 'page', 'index.html'), '<p>page</p>');
  writeFileSync(path.join(dir, 'secret.txt'), 'secret');
  ({ accounts } = await Accounts.open(dir));
  for (const role of ROLES) await accounts.put(role, role, PASSWORD);
  api = await createApi({
    view: new FakeView(),
    rally: makeRally(),
    accounts,
    tokens: new Tokens(dir),
    record: (fact) => {
      facts.push(fact);
      return Promise.resolve(ok(null));
    },
    host: '127.0.0.1',
    demo: false,
    tls: null,
    consoleDir: path.join(dir, 'page'),
    logger: pino({ level: 'silent' }),
    version: '0',
    now: () => now,
    isReady: () => ({ ready: true, why: '' }),
  });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as AddressInfo).port;
  base = `http://127.0.0.1:${port}`;
  const { paths } = (await (await fetch(`${base}/api/v1/openapi.json`)).json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  routes = Object.entries(paths).flatMap(([url, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      url: url.replaceAll(/\{\w+\}/g, '1'),
    })),
  );
});
after(async () => {
  await api.close();
  rmSync(dir, { recursive: true });
});

function call(
  { method, url }: Route,
  headers: Readonly<Record<string, string>> = {},
  body: unknown = {},
): Promise<Response> {
  const sends = method === 'POST' || method === 'PUT';
  return fetch(`${base}${url}`, {
    method,
    headers: { ...headers, ...(sends ? { 'content-type': 'application/json' } : {}) },
    ...(sends ? { body: JSON.stringify(body) } : {}),
  });
}

const LOG_IN: Route = { method: 'POST', url: '/api/v1/session' };

/** A session made without the log-in route, whose rate is limited. */
const cookieOf = (role: Role): string =>
  `tocsin=${api.access.sessions.open({ name: role, role, demo: false }, now)}`;

/** Logging in, and what the API is. */
const OPEN =
  /\/(session|session\/passkey(\/options)?|session\/oidc(\/(start|callback))?|openapi\.json)$/;

test('without a session every route but the log-in is closed, however its address is spelt', async () => {
  assert.ok(routes.length > 30, `${routes.length} routes are known`);
  for (const route of routes) {
    if (OPEN.test(route.url)) continue;
    const answer = await call(route);
    assert.equal(answer.status, 401, `${route.method} ${route.url}`);
  }
  for (const url of [
    '/%61pi/v1/tracks',
    '/api/v1/%74racks',
    '//api/v1/tracks',
    '/api/v1/./tracks',
    '/api/v1/session/../tracks',
    '/api/v1/session/password',
  ]) {
    const answer = await call({ method: url.endsWith('password') ? 'POST' : 'GET', url });
    assert.ok(
      answer.status >= 400 || !(answer.headers.get('content-type') ?? '').includes('json'),
      `${url} ${answer.status}`,
    );
  }
});

test('an observer and an integrator can change nothing, on any route', async () => {
  for (const role of ['observer', 'integrator'] as const) {
    const cookie = cookieOf(role);
    for (const route of routes) {
      if (route.method === 'GET' || route.url.startsWith('/api/v1/session')) continue;
      const answer = await call(route, { cookie });
      assert.equal(answer.status, 403, `${role} ${route.method} ${route.url}`);
    }
  }
  assert.deepEqual(facts, []);
});

test('accounts, sessions and tokens are for administrators alone', async () => {
  for (const role of ROLES.filter((one) => one !== 'administrator')) {
    const cookie = cookieOf(role);
    for (const url of ['/api/v1/accounts', '/api/v1/sessions', '/api/v1/tokens'])
      assert.equal((await call({ method: 'GET', url }, { cookie })).status, 403, `${role} ${url}`);
  }
});

test('guessing a password becomes slow, for unknown names too, and a right one is let in after the wait', async () => {
  const guess = (name: string, password: string) => api.access.logIn(name, password, '10.0.0.9');
  for (let i = 0; i < 5; i++) {
    const answer = await guess('planner', 'wrong password');
    assert.equal(answer.ok ? '' : answer.fault.code, 'bad-login');
  }
  const locked = await guess('planner', PASSWORD);
  assert.equal(locked.ok ? '' : locked.fault.code, 'locked-out');
  const elsewhere = await api.access.logIn('planner', PASSWORD, '10.0.0.10');
  assert.equal(elsewhere.ok ? '' : elsewhere.fault.code, 'locked-out', 'from another address too');
  now += 61_000;
  assert.ok((await guess('planner', PASSWORD)).ok);
  for (let i = 0; i < 5; i++) await api.access.logIn('nobody', 'wrong password', `10.0.1.${i}`);
  const unknown = await api.access.logIn('nobody', 'wrong password', '10.0.2.1');
  assert.equal(unknown.ok ? '' : unknown.fault.code, 'locked-out');
});

test('the log-in route itself is limited for each address', async () => {
  const answers: number[] = [];
  for (let i = 0; i < 12; i++)
    answers.push((await call(LOG_IN, {}, { name: `n${i}`, password: 'x' })).status);
  assert.ok(answers.includes(429));
});

test('a revoked session is over at once, its live socket too', async () => {
  const cookie = cookieOf('watch-officer');
  const admin = cookieOf('administrator');
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers: { cookie } });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.once('message', resolve));
  const list = (await (
    await call({ method: 'GET', url: '/api/v1/sessions' }, { cookie: admin })
  ).json()) as { id: string; name: string }[];
  const { id } = list.findLast((one) => one.name === 'watch-officer')!;
  const revoke = { method: 'DELETE', url: `/api/v1/sessions/${id}` };
  assert.equal((await call(revoke, { cookie: admin })).status, 200);
  assert.equal(await closed, 4401);
  assert.equal((await call({ method: 'GET', url: '/api/v1/node' }, { cookie })).status, 401);
  assert.equal(facts.at(-1)!.type, 'session.revoked');
});

test('a token acts within its role and scopes, ends when it expires or is revoked, and is kept as a hash', async () => {
  const admin = cookieOf('administrator');
  const make = async (body: object) => {
    const answer = await call({ method: 'POST', url: '/api/v1/tokens' }, { cookie: admin }, body);
    return (await answer.json()) as { id: string; secret: string };
  };
  const made = await make({ name: 'radar site', role: 'observer', scopes: ['admin'], days: 1 });
  const bearer = { authorization: `Bearer ${made.secret}` };
  const node = { method: 'GET', url: '/api/v1/node' };
  assert.equal((await call(node, bearer)).status, 200);
  assert.equal((await call({ method: 'GET', url: '/api/v1/accounts' }, bearer)).status, 403);
  assert.ok(!readFileSync(path.join(dir, 'tokens.json'), 'utf8').includes(made.secret));
  now += 86_400_001;
  assert.equal((await call(node, bearer)).status, 401);
  const admin2 = cookieOf('administrator');
  const answer = await call(
    { method: 'POST', url: '/api/v1/tokens' },
    { cookie: admin2 },
    { name: 'desk', role: 'duty-desk', scopes: ['rally'] },
  );
  const desk = (await answer.json()) as { id: string; secret: string };
  const header = { authorization: `Bearer ${desk.secret}` };
  const shelve = { method: 'POST', url: '/api/v1/incidents' };
  const body = { title: 'x', alertIds: [], trackNumbers: [] };
  assert.equal((await call(shelve, header, body)).status, 403, 'its scope is rally alone');
  const revoke = { method: 'DELETE', url: `/api/v1/tokens/${desk.id}` };
  assert.equal((await call(revoke, { cookie: admin2 })).status, 200);
  assert.equal((await call(node, header)).status, 401);
  for (const bad of ['Bearer ', 'Bearer x', `Basic ${desk.secret}`, `Bearer ${desk.secret}0`])
    assert.equal((await call(node, { authorization: bad })).status, 401, bad);
});

test('a changed role or password ends the other sessions of the account', async () => {
  const admin = cookieOf('administrator');
  const cookie = cookieOf('duty-desk');
  const put = { method: 'PUT', url: '/api/v1/accounts/duty-desk' };
  assert.equal((await call(put, { cookie: admin }, { role: 'observer' })).status, 200);
  assert.equal((await call({ method: 'GET', url: '/api/v1/node' }, { cookie })).status, 401);
  assert.equal(accounts.find('duty-desk')!.role, 'observer');
});

test('the last administrator cannot be taken away', async () => {
  const admin = cookieOf('administrator');
  const remove = (name: string) =>
    call({ method: 'DELETE', url: `/api/v1/accounts/${name}` }, { cookie: admin });
  assert.equal((await remove('admin')).status, 200);
  assert.equal((await remove('administrator')).status, 409);
  assert.equal((await remove('nobody')).status, 404);
});

test('oversized, deeply nested and damaged bodies are refused in one form', async () => {
  const cookie = cookieOf('administrator');
  const send = (body: string) =>
    fetch(`${base}/api/v1/incidents`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body,
    });
  const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  for (const [body, status] of [
    ['{', 400],
    ['{"__proto__":{"x":1},"title":"x","alertIds":[],"trackNumbers":[]}', 400],
    [nested, 400],
    [`"${'x'.repeat(21 * 2 ** 20)}"`, 413],
  ] as const) {
    const answer = await send(body);
    assert.equal(answer.status, status, body.slice(0, 20));
    assert.ok(typeof ((await answer.json()) as { text: string }).text === 'string');
  }
});

test('no path leads out of the folder of the page', async () => {
  for (const url of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/x/../../secret.txt',
  ]) {
    const answer = await rawGet(url);
    assert.ok(!answer.includes('secret\n') && !/\r\n\r\nsecret/.test(answer), url);
  }
});

test('another site’s page, and another name for this machine, get nothing', async () => {
  const cookie = cookieOf('administrator');
  const foreign = await call(
    { method: 'POST', url: '/api/v1/incidents' },
    { cookie, origin: 'https://evil.example' },
  );
  assert.equal(foreign.status, 403);
  assert.match(await rawGet('/api/v1/node', 'evil.example'), /^HTTP\/1\.1 403/);
});

test('every answer carries the headers that keep a browser from being misled', async () => {
  const { headers } = await fetch(base);
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'/);
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
});

test('a client that sends its request drop by drop is cut off, in the headers and in the body', async () => {
  const slow = await createApi({
    view: new FakeView(),
    accounts,
    host: '127.0.0.1',
    demo: false,
    tls: null,
    consoleDir: null,
    logger: pino({ level: 'silent' }),
    version: '0',
    now: () => now,
    patienceMs: 300,
    isReady: () => ({ ready: true, why: '' }),
  });
  await slow.app.listen({ host: '127.0.0.1', port: 0 });
  const at = (slow.app.server.address() as AddressInfo).port;
  const head = `POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:${at}\r\n`;
  for (const part of [
    head,
    `${head}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{`,
  ]) {
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(at, '127.0.0.1', () => socket.write(part));
      socket.on('data', (data) => (text += data.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    assert.match(answer, /^(HTTP\/1\.1 408|$)/);
  }
  await slow.close();
});

test('a live socket of another site’s page is refused before it opens', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, {
    headers: { cookie: cookieOf('administrator'), origin: 'https://evil.example' },
  });
  const status = await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('error', () => undefined);
    socket.on('message', () => resolve('let in'));
  });
  assert.equal(status, 403);
});

test('a live socket that sends too much or what is not its language is closed', async () => {
  for (const [text, code] of [
    ['x'.repeat(300_000), 1009],
    ['{', 1007],
    ['{"type":"drop table"}', 1007],
    [`{"type":"view","box":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, null],
  ] as const) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, {
      headers: { cookie: cookieOf('observer') },
    });
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send(text);
    if (code === null) socket.close();
    assert.equal(await closed, code ?? 1005, text.slice(0, 30));
  }
});

test('an administrator sees who did what: each act on accounts is a fact with its actor', async () => {
  const cookie = cookieOf('administrator');
  const before = facts.length;
  const put = { method: 'PUT', url: '/api/v1/accounts/weber' };
  const body = {
    role: 'observer',
    password: PASSWORD,
    member: 'DEU',
    ceiling: { classification: 'restricted' },
  };
  assert.equal((await call(put, { cookie }, body)).status, 200);
  assert.equal((await call({ ...put, method: 'DELETE' }, { cookie })).status, 200);
  assert.deepEqual(
    facts
      .slice(before)
      .map(({ type, actor, body: { account, member } }) => [type, actor, account, member]),
    [
      ['account.put', 'administrator', 'weber', 'DEU'],
      ['account.removed', 'administrator', 'weber', undefined],
    ],
  );
});

test('a live socket without a session is closed', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`);
  assert.equal(await new Promise((resolve) => socket.on('close', resolve)), 4401);
});

/** A request as written: fetch would tidy its path. */
function rawGet(url: string, host = `127.0.0.1:${port}`): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${url} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (data) => (text += data.toString()));
    socket.on('close', () => resolve(text));
  });
}
