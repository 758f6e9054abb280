import { Type, type Static } from '@sinclair/typebox';
import type { Json } from '../../base/index.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CLASSIFICATIONS, ROLES, type Grant, type Role } from '../../model/index.ts';
import { COOKIE, grantOf, type Access } from './access.ts';
import { LEAST_PASSWORD } from './accounts.ts';
import { actorOf, needs, sendFault, sendNotFound, sendRefusal } from './reply.ts';
import { IdParams, LoginBody } from './schemas.ts';
import { isThisMachine, PERMISSIONS, type Permission } from './security.ts';

const strict = { additionalProperties: false } as const;
const RoleName = Type.Union(ROLES.map((role) => Type.Literal(role)));
const Password = Type.String({ minLength: LEAST_PASSWORD, maxLength: 200 });
const AccountParams = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '^[\\p{L}\\p{N}._-]+$' }),
});
const GRANT = {
  /** whose person it is; absent: this node's own */
  member: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{2,10}$' })),
  ceiling: Type.Optional(
    Type.Object(
      {
        classification: Type.Union(CLASSIFICATIONS.map((name) => Type.Literal(name))),
        caveats: Type.Optional(
          Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 100 }),
        ),
      },
      strict,
    ),
  ),
} as const;
const AccountBody = Type.Object(
  { role: RoleName, password: Type.Optional(Password), ...GRANT },
  strict,
);
const PasswordBody = Type.Object(
  { old: Type.String({ minLength: 1, maxLength: 200 }), password: Password },
  strict,
);
const TokenBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    role: RoleName,
    scopes: Type.Array(Type.Union(PERMISSIONS.map((one) => Type.Literal(one))), { maxItems: 10 }),
    /** days; absent: until it is revoked */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
    ...GRANT,
  },
  strict,
);

type Params<T extends typeof IdParams | typeof AccountParams> = { Params: Static<T> };

/** Logging in and out, and asking who one is: the routes that need no session. */
export function sessionRoutes(
  app: FastifyInstance,
  access: Access,
  options: { readonly demo: boolean; readonly secure: boolean },
): void {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: options.secure } as const;
  app.post<{ Body: Static<typeof LoginBody> }>(
    '/session',
    {
      schema: { body: LoginBody, tags: ['session'] },
      config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const done = await access.logIn(name, password, request.ip);
      if (!done.ok) {
        request.log.warn({ name, from: request.ip, code: done.fault.code }, 'log-in refused');
        return sendFault(reply, done.fault.code === 'locked-out' ? 429 : 401, done.fault);
      }
      void reply.setCookie(COOKIE, done.value.token, cookie);
      return reply.send(done.value.who);
    },
  );
  app.get('/session', { schema: { tags: ['session'] } }, (request, reply) => {
    if (request.session !== null) return reply.send(request.session);
    if (options.demo && isThisMachine(request)) {
      const visitor = { name: 'demo visitor', role: 'administrator', demo: true } as const;
      const token = access.sessions.open(visitor, access.now(), request.ip);
      void reply.setCookie(COOKIE, token, cookie);
      return reply.send(visitor);
    }
    return sendFault(reply, 401, { code: 'no-session', text: 'log in first' });
  });
  app.delete('/session', { schema: { tags: ['session'] } }, (request, reply) => {
    access.sessions.close(request.cookies[COOKIE]);
    void reply.clearCookie(COOKIE, cookie);
    return reply.send({});
  });
}

/** Accounts, sessions and tokens: for administrators, each act on the record before it is done. */
export function accessRoutes(app: FastifyInstance, access: Access): void {
  const guarded = { preValidation: needs('admin') };
  app.post<{ Body: Static<typeof PasswordBody> }>(
    '/session/password',
    { schema: { body: PasswordBody, tags: ['session'] } },
    (request, reply) => changePassword(access, request, reply),
  );
  app.get('/accounts', { schema: { tags: ['access'] }, ...guarded }, (_request, reply) =>
    reply.send(access.accounts.list()),
  );
  app.put<Params<typeof AccountParams> & { Body: Static<typeof AccountBody> }>(
    '/accounts/:name',
    { schema: { params: AccountParams, body: AccountBody, tags: ['access'] }, ...guarded },
    (request, reply) => putAccount(access, request, reply),
  );
  app.delete<Params<typeof AccountParams>>(
    '/accounts/:name',
    { schema: { params: AccountParams, tags: ['access'] }, ...guarded },
    async (request, reply) => {
      const { name } = request.params;
      if (access.accounts.find(name) === undefined) return sendNotFound(reply);
      if (isLastAdministrator(access, name)) return sendFault(reply, 409, LAST_ADMINISTRATOR);
      const kept = await access.onRecord('account.removed', actorOf(request), { account: name });
      if (!kept.ok) return sendRefusal(reply, kept.fault);
      access.accounts.remove(name);
      access.passkeys?.removeAll(name);
      access.sessions.revoke((session) => session.name === name);
      return reply.send({});
    },
  );
  app.get('/sessions', { schema: { tags: ['access'] }, ...guarded }, (_request, reply) =>
    reply.send(access.sessions.list(access.now())),
  );
  app.delete<Params<typeof IdParams>>(
    '/sessions/:id',
    { schema: { params: IdParams, tags: ['access'] }, ...guarded },
    async (request, reply) => {
      const { id } = request.params;
      const session = access.sessions.list(access.now()).find((one) => one.id === id);
      if (session === undefined) return sendNotFound(reply);
      const body = { session: id, account: session.name };
      const kept = await access.onRecord('session.revoked', actorOf(request), body);
      if (!kept.ok) return sendRefusal(reply, kept.fault);
      access.sessions.revoke((one) => one.id === id);
      return reply.send({});
    },
  );
  tokenRoutes(app, access);
}

function tokenRoutes(app: FastifyInstance, access: Access): void {
  const guarded = { preValidation: needs('admin') };
  app.get('/tokens', { schema: { tags: ['access'] }, ...guarded }, (_request, reply) =>
    reply.send(access.tokens?.list() ?? []),
  );
  app.post<{ Body: Static<typeof TokenBody> }>(
    '/tokens',
    { schema: { body: TokenBody, tags: ['access'] }, ...guarded },
    async (request, reply) => {
      const { name, role, days } = request.body as { name: string; role: Role; days?: number };
      const scopes = request.body.scopes as Permission[];
      const now = access.now();
      const expiresAt = days === undefined ? null : now + days * 86_400_000;
      const grant = grantOf(request.body as Grant);
      const body = { token: name, role, scopes, expiresAt, ...factOf(grant) };
      const kept = await access.onRecord('token.made', actorOf(request), body);
      if (!kept.ok) return sendRefusal(reply, kept.fault);
      const createdBy = actorOf(request);
      const made = access.tokens?.make({
        name,
        role,
        scopes,
        createdBy,
        createdAt: now,
        expiresAt,
        ...grant,
      });
      if (made == null)
        return sendFault(reply, 409, { code: 'too-many-tokens', text: 'revoke one first' });
      return reply.send({ ...made.token, secret: made.secret });
    },
  );
  app.delete<Params<typeof IdParams>>(
    '/tokens/:id',
    { schema: { params: IdParams, tags: ['access'] }, ...guarded },
    async (request, reply) => {
      const { id } = request.params;
      if (access.tokens?.list().some((token) => token.id === id) !== true)
        return sendNotFound(reply);
      const kept = await access.onRecord('token.revoked', actorOf(request), { token: id });
      if (!kept.ok) return sendRefusal(reply, kept.fault);
      access.tokens.revoke(id);
      access.sessions.onEnd(id);
      return reply.send({});
    },
  );
}

const LAST_ADMINISTRATOR = {
  code: 'last-administrator',
  text: 'this is the last administrator: make another one first',
} as const;

function isLastAdministrator(access: Access, name: string): boolean {
  const admins = access.accounts.list().filter((one) => one.role === 'administrator');
  return admins.length === 1 && admins[0]!.name === name;
}

/** A grant as the body of a ledger fact. */
function factOf({ member, ceiling }: Grant): { readonly [key: string]: Json } {
  return {
    ...(member === undefined ? {} : { member }),
    ...(ceiling === undefined
      ? {}
      : { classification: ceiling.classification, caveats: ceiling.caveats ?? null }),
  };
}

/** One's own password, by the old one; every other session of the account ends. */
async function changePassword(
  access: Access,
  request: FastifyRequest<{ Body: Static<typeof PasswordBody> }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const name = request.session?.name ?? '';
  const account = access.accounts.find(name);
  if (account === undefined) return sendNotFound(reply);
  // The same wait as at the log-in: a stolen session must not be a way to guess the password.
  const checked = await access.logIn(name, request.body.old, request.ip);
  if (!checked.ok) return sendFault(reply, 403, { ...checked.fault, code: 'forbidden' });
  access.sessions.close(checked.value.token);
  const kept = await access.onRecord('account.password-changed', name, { account: name });
  if (!kept.ok) return sendRefusal(reply, kept.fault);
  await access.accounts.setPassword(name, request.body.password);
  access.sessions.revoke((one) => one.name === name && one.id !== request.sessionId);
  return reply.send({});
}

async function putAccount(
  access: Access,
  request: FastifyRequest<Params<typeof AccountParams> & { Body: Static<typeof AccountBody> }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { name } = request.params;
  const role = request.body.role as Role;
  const { password } = request.body;
  if (password === undefined && access.accounts.find(name) === undefined) {
    const text = 'a new account needs a password';
    return sendFault(reply, 400, { code: 'bad-request', text });
  }
  if (role !== 'administrator' && isLastAdministrator(access, name))
    return sendFault(reply, 409, LAST_ADMINISTRATOR);
  const grant = grantOf(request.body as Grant);
  const body = { account: name, role, password: password !== undefined, ...factOf(grant) };
  const kept = await access.onRecord('account.put', actorOf(request), body);
  if (!kept.ok) return sendRefusal(reply, kept.fault);
  const done =
    password === undefined
      ? access.accounts.change(name, role, grant)
      : await access.accounts.put(name, role, password, grant);
  if (!done) return sendFault(reply, 409, { code: 'too-many-accounts', text: 'remove one first' });
  access.sessions.revoke((one) => one.name === name && one.id !== request.sessionId);
  return reply.send({ name, role, ...grant });
}
