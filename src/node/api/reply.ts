import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiFault, Refusal, SessionInfo } from '../../model/index.ts';
import type { Result } from '../../base/index.ts';
import type { Permission } from './security.ts';
import type { AdvisoriesView, RallyView, ReadersView } from './view.ts';

declare module 'fastify' {
  interface FastifyRequest {
    session: SessionInfo | null;
    /** the node as whoever asks may see it: routes have no other, so that none can show more (REL-15) */
    view: ReadersView;
    rally: RallyView;
    advisories: AdvisoriesView;
  }
}

/** Which HTTP status a refusal's code has; the rest is 409: the state does not allow it. */
const STATUS: Readonly<Record<string, number>> = {
  'not-found': 404,
  'bad-request': 400,
  'disk-full': 507,
  forbidden: 403,
};

export function sendFault(reply: FastifyReply, status: number, fault: ApiFault): FastifyReply {
  return reply.status(status).send(fault);
}

/** @param what as people call it: `feed`, `call` */
export function sendNotFound(reply: FastifyReply, what = 'item'): FastifyReply {
  return sendFault(reply, 404, { code: 'not-found', text: `there is no such ${what}` });
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const kind = Object.keys(STATUS).find((code) => refusal.code.endsWith(code));
  return sendFault(reply, kind === undefined ? 409 : STATUS[kind]!, refusal);
}

/** Sends what `find` gives after a command was carried out, or the refusal. */
export function sendResult<T>(
  reply: FastifyReply,
  result: Result<null, Refusal>,
  find: () => T | undefined,
): FastifyReply {
  if (!result.ok) return sendRefusal(reply, result.fault);
  return reply.send(find() ?? {});
}

/** Before the body is even looked at: the session's role must allow it, and a token's scopes. */
export function needs(permission: Permission) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!request.may.includes(permission)) {
      const text = `your role (${request.session?.role ?? 'none'}) may not do this`;
      await sendFault(reply, 403, { code: 'forbidden', text });
    }
  };
}

export function actorOf(request: FastifyRequest): string {
  return request.session?.name ?? 'nobody';
}
