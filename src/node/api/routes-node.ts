import { Readable } from 'node:stream';
import type { Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Accounts } from './accounts.ts';
import { needs, sendFault } from './reply.ts';
import { parseBox } from './routes-watch.ts';
import * as schema from './schemas.ts';
import { isLoopback } from './security.ts';
import type { Sessions } from './sessions.ts';
import type { NodeView } from './view.ts';

export const COOKIE = 'tocsin';

export interface SessionDeps {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  /** the demo logs its visitor in, on loopback only */
  readonly demo: boolean;
  readonly secure: boolean;
  readonly now: () => number;
}

/** Routes that need no session: logging in, and asking who one is. */
export function sessionRoutes(app: FastifyInstance, deps: SessionDeps): void {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: deps.secure } as const;
  app.post<{ Body: Static<typeof schema.LoginBody> }>(
    '/session',
    {
      schema: { body: schema.LoginBody, tags: ['session'] },
      config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const account = await deps.accounts.check(request.body.name, request.body.password);
      if (account === undefined) {
        request.log.warn({ name: request.body.name, from: request.ip }, 'log-in refused');
        return sendFault(reply, 401, { code: 'bad-login', text: 'name or password is wrong' });
      }
      const token = deps.sessions.open(account.name, account.role, false, deps.now());
      void reply.setCookie(COOKIE, token, cookie);
      return reply.send({ name: account.name, role: account.role, demo: false });
    },
  );
  app.get('/session', { schema: { tags: ['session'] } }, async (request, reply) => {
    if (request.session !== null) return reply.send(request.session);
    if (deps.demo && isLoopback(request.ip)) {
      const token = deps.sessions.open('demo visitor', 'administrator', true, deps.now());
      void reply.setCookie(COOKIE, token, cookie);
      return reply.send({ name: 'demo visitor', role: 'administrator', demo: true });
    }
    return sendFault(reply, 401, { code: 'no-session', text: 'log in first' });
  });
  app.delete('/session', { schema: { tags: ['session'] } }, async (request, reply) => {
    deps.sessions.close(request.cookies[COOKIE]);
    void reply.clearCookie(COOKIE, cookie);
    return reply.send({});
  });
}

/** What the node is and has: status, feeds, sensors, history, ledger. */
export function nodeRoutes(app: FastifyInstance, view: NodeView): void {
  app.get('/node', { schema: { tags: ['node'] } }, (_request, reply) => reply.send(view.status()));
  app.get('/sources', { schema: { tags: ['feeds'] } }, (_request, reply) =>
    reply.send(view.sources()),
  );
  app.get<{ Params: Static<typeof schema.IdParams> }>(
    '/sources/:id',
    { schema: { params: schema.IdParams, tags: ['feeds'] } },
    (request, reply) => {
      const source = view.sources().find((one) => one.id === request.params.id);
      if (source === undefined)
        return sendFault(reply, 404, { code: 'not-found', text: 'there is no such feed' });
      return reply.send(source);
    },
  );
  app.get('/sensors', { schema: { tags: ['feeds'] } }, (_request, reply) =>
    reply.send(view.sensors()),
  );
  app.get<{ Querystring: Static<typeof schema.DensityQuery> }>(
    '/history/density',
    { schema: { querystring: schema.DensityQuery, tags: ['history'] } },
    async (request, reply) =>
      reply.send(await view.density(request.query.from, request.query.to, request.query.buckets)),
  );
  app.get<{ Querystring: Static<typeof schema.FramesQuery> }>(
    '/history/frames',
    { schema: { querystring: schema.FramesQuery, tags: ['history'] } },
    (request, reply) => {
      const { from, to, stepMs, box } = request.query;
      if (!(to > from) || (to - from) / stepMs > 3600) {
        return sendFault(reply, 400, {
          code: 'bad-request',
          text: 'to must lie after from, at most 3,600 steps',
        });
      }
      const frames = view.frames(from, to, stepMs, parseBox(box));
      return reply
        .type('application/octet-stream')
        .send(Readable.from(frames, { objectMode: false }));
    },
  );
  app.get<{ Querystring: Static<typeof schema.SpanQuery> }>(
    '/history/alerts',
    { schema: { querystring: schema.SpanQuery, tags: ['history'] } },
    (request, reply) => {
      const { from, to } = request.query;
      return reply.send(
        view.alerts().filter((alert) => alert.firstAt <= to && alert.lastAt >= from),
      );
    },
  );
  app.get<{ Querystring: Static<typeof schema.LedgerQuery> }>(
    '/ledger',
    { schema: { querystring: schema.LedgerQuery, tags: ['ledger'] }, preHandler: needs('act') },
    (request, reply) => reply.send(view.ledger(request.query.after, request.query.limit)),
  );
}
