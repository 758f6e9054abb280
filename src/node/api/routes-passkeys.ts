import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { COOKIE, type Access } from './access.ts';
import { relyingParty } from './passkeys.ts';
import { sendFault, sendNotFound, sendRefusal } from './reply.ts';
import { IdParams } from './schemas.ts';

const strict = { additionalProperties: false } as const;
const TicketText = Type.String({ minLength: 1, maxLength: 100 });
/** As the browser gives it; verified by the WebAuthn library. */
const Response = Type.Object(
  { id: Type.String({ maxLength: 2000 }) },
  { additionalProperties: true },
);
const LogInBody = Type.Object({ ticket: TicketText, response: Response }, strict);
const AddBody = Type.Object(
  { ticket: TicketText, name: Type.String({ minLength: 1, maxLength: 60 }), response: Response },
  strict,
);
const tags = ['session'];

/** Logging in with a passkey, and the passkeys of one's own account. */
export function passkeyRoutes(app: FastifyInstance, access: Access, secure: boolean): void {
  const limited = { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } };
  app.post('/session/passkey/options', { schema: { tags }, ...limited }, async (request, reply) => {
    const party = relyingParty(request.headers.host ?? '');
    if (!party.ok) return sendRefusal(reply, party.fault);
    if (access.passkeys === null) return sendNotFound(reply);
    return reply.send(await access.passkeys.ask(party.value, access.now()));
  });
  app.post<{ Body: Static<typeof LogInBody> }>(
    '/session/passkey',
    { schema: { tags, body: LogInBody }, ...limited },
    async (request, reply) => {
      const party = relyingParty(request.headers.host ?? '');
      if (!party.ok) return sendRefusal(reply, party.fault);
      const done = await access.logInByPasskey(request.body, party.value, request.ip);
      if (!done.ok) {
        request.log.warn({ from: request.ip, code: done.fault.code }, 'log-in refused');
        return sendFault(reply, done.fault.code === 'locked-out' ? 429 : 401, done.fault);
      }
      void reply.setCookie(COOKIE, done.value.token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure,
      });
      return reply.send(done.value.who);
    },
  );
  ownRoutes(app, access);
}

function ownRoutes(app: FastifyInstance, access: Access): void {
  app.get('/session/passkeys', { schema: { tags } }, (request, reply) =>
    reply.send(access.passkeys?.list(accountOf(access, request) ?? '') ?? []),
  );
  app.post('/session/passkeys/options', { schema: { tags } }, async (request, reply) => {
    const account = accountOf(access, request);
    if (account === null || access.passkeys === null) return sendNoAccount(reply);
    const party = relyingParty(request.headers.host ?? '');
    if (!party.ok) return sendRefusal(reply, party.fault);
    const offered = await access.passkeys.offer(account, party.value, access.now());
    return offered.ok ? reply.send(offered.value) : sendRefusal(reply, offered.fault);
  });
  app.post<{ Body: Static<typeof AddBody> }>(
    '/session/passkeys',
    { schema: { tags, body: AddBody } },
    async (request, reply) => {
      const account = accountOf(access, request);
      if (account === null || access.passkeys === null) return sendNoAccount(reply);
      const party = relyingParty(request.headers.host ?? '');
      if (!party.ok) return sendRefusal(reply, party.fault);
      const added = await access.passkeys.add(account, request.body, party.value, access.now());
      if (!added.ok) return sendFault(reply, 400, added.fault);
      const { keep, ...passkey } = added.value;
      const body = { account, passkey: passkey.id, name: passkey.name };
      const kept = await access.onRecord('account.passkey-added', account, body);
      if (!kept.ok) return sendRefusal(reply, kept.fault);
      keep();
      return reply.send(passkey);
    },
  );
  app.delete<{ Params: Static<typeof IdParams> }>(
    '/session/passkeys/:id',
    { schema: { tags, params: IdParams } },
    async (request, reply) => {
      const account = accountOf(access, request);
      const { id } = request.params;
      if (account === null || access.passkeys?.list(account).some((key) => key.id === id) !== true)
        return sendNotFound(reply);
      const kept = await access.onRecord('account.passkey-removed', account, {
        account,
        passkey: id,
      });
      if (!kept.ok) return sendRefusal(reply, kept.fault);
      access.passkeys.remove(account, id);
      return reply.send({});
    },
  );
}

/** The account of a person's session; null for tokens, the demo's visitor and people of an identity provider. */
function accountOf(access: Access, request: FastifyRequest): string | null {
  const { session } = request;
  const isPerson = session !== null && !session.demo && request.headers.authorization === undefined;
  return isPerson && access.accounts.find(session.name) !== undefined ? session.name : null;
}

function sendNoAccount(reply: FastifyReply): FastifyReply {
  const text = 'only an account of this node has passkeys';
  return sendFault(reply, 403, { code: 'forbidden', text });
}
