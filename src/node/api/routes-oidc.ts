import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Refusal } from '../../model/index.ts';
import { COOKIE, type Access } from './access.ts';
import type { Oidc } from './oidc.ts';

const BINDING = 'tocsin-oidc';
const PATH = '/api/v1/session/oidc';
const tags = ['session'];

/** Log-in with an identity provider. Without one the first route says so and the others lead back to the page. */
export function oidcRoutes(
  app: FastifyInstance,
  access: Access,
  oidc: Oidc | null,
  secure: boolean,
): void {
  const limited = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } };
  // Lax: the provider sends the browser back from another site.
  const binding = { path: PATH, httpOnly: true, sameSite: 'lax', secure } as const;
  app.get('/session/oidc', { schema: { tags } }, (_request, reply) =>
    reply.send({ name: oidc?.name ?? null }),
  );
  app.get('/session/oidc/start', { schema: { tags }, ...limited }, async (_request, reply) => {
    if (oidc === null) return reply.redirect('/');
    const begun = await oidc.begin(access.now());
    if (!begun.ok) return sendPage(reply, begun.fault);
    void reply.setCookie(BINDING, begun.value.binding, { ...binding, maxAge: 600 });
    return reply.redirect(begun.value.url);
  });
  app.get('/session/oidc/callback', { schema: { tags }, ...limited }, async (request, reply) => {
    if (oidc === null) return reply.redirect('/');
    const query = request.url.split('?')[1] ?? '';
    const done = await oidc.finish(query, request.cookies[BINDING], access.now());
    void reply.clearCookie(BINDING, binding);
    if (!done.ok) {
      request.log.warn({ from: request.ip, code: done.fault.code }, 'log-in refused');
      return sendPage(reply, done.fault);
    }
    const token = access.sessions.open(done.value, access.now(), request.ip);
    void reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure });
    return sendPage(reply, null);
  });
}

/**
 * A page that goes on to the console by itself: a redirect would still count as coming from the provider's site, and the
 * strict session cookie would not be sent.
 */
function sendPage(reply: FastifyReply, fault: Refusal | null): FastifyReply {
  const seconds = fault === null ? 0 : 5;
  const text = fault?.text ?? 'You are logged in.';
  return reply
    .status(fault === null ? 200 : 401)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="${seconds};url=/"><title>Tocsin</title><p>${text} <a href="/">Go on</a></p>`,
    );
}
