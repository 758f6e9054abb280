import type { Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { RallyCommand } from '../../model/index.ts';
import { actorOf, needs, sendNotFound, sendRefusal } from './reply.ts';
import { RallyBody } from './schemas-rally.ts';
import { IdParams } from './schemas.ts';
import type { RallyView } from './view.ts';

/** Calls for help. One command route: what a command may hold is checked by its own schema, then by decide. */
export function rallyRoutes(app: FastifyInstance, rally: RallyView): void {
  app.get('/calls', { schema: { tags: ['rally'] } }, (_request, reply) =>
    reply.send(rally.calls().map((call) => ({ ...call, acts: [] }))),
  );
  app.get('/calls/members', { schema: { tags: ['rally'] } }, (_request, reply) =>
    reply.send(rally.members()),
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/calls/:id',
    { schema: { params: IdParams, tags: ['rally'] } },
    (request, reply) => {
      const call = rally.call(request.params.id);
      if (call === null) return sendNotFound(reply, 'call');
      return reply.send(call);
    },
  );
  app.post<{ Body: unknown }>(
    '/calls/commands',
    { schema: { body: RallyBody, tags: ['rally'] }, preValidation: needs('rally') },
    async (request, reply) => {
      const result = await rally.command(request.body as RallyCommand, actorOf(request));
      return result.ok ? reply.send(result.value) : sendRefusal(reply, result.fault);
    },
  );
}
