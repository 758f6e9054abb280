import type { Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { RallyCommand } from '../../model/index.ts';
import { callToEdxl, edxlToDrafts } from '../../share/index.ts';
import { decodeEdxl, encodeEdxl } from '../../wire/edxl-rm/index.ts';
import { actorOf, needs, sendNotFound, sendRefusal } from './reply.ts';
import { DraftsBody, RallyBody } from './schemas-rally.ts';
import { IdParams } from './schemas.ts';

/** Calls for help. One command route: what a command may hold is checked by its own schema, then by decide. */
export function rallyRoutes(app: FastifyInstance): void {
  app.get('/calls', { schema: { tags: ['rally'] } }, (request, reply) =>
    reply.send(request.rally.calls().map((call) => ({ ...call, acts: [] }))),
  );
  app.get('/calls/members', { schema: { tags: ['rally'] } }, (request, reply) =>
    reply.send(request.rally.members()),
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/calls/:id',
    { schema: { params: IdParams, tags: ['rally'] } },
    (request, reply) => {
      const call = request.rally.call(request.params.id);
      if (call === null) return sendNotFound(reply, 'call');
      return reply.send(call);
    },
  );
  app.post<{ Body: unknown }>(
    '/calls/commands',
    { schema: { body: RallyBody, tags: ['rally'] }, preValidation: needs('rally') },
    async (request, reply) => {
      const result = await request.rally.command(request.body as RallyCommand, actorOf(request));
      return result.ok ? reply.send(result.value) : sendRefusal(reply, result.fault);
    },
  );
  // A document from outside: what a person could make of it. Nothing is written.
  app.post<{ Body: Static<typeof DraftsBody> }>(
    '/calls/drafts',
    { schema: { body: DraftsBody, tags: ['rally'] }, preValidation: needs('rally') },
    (request, reply) => {
      const { message, findings } = decodeEdxl(request.body.document);
      if (message === null) return reply.send({ messageId: null, drafts: [], findings });
      const made = edxlToDrafts(message, {
        member: request.view.member,
        call: (id) => request.rally.call(id),
        hasIncident: (id) => request.view.incidents().some((incident) => incident.id === id),
      });
      return reply.send({ ...made, findings: [...findings, ...made.findings] });
    },
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/calls/:id/edxl',
    { schema: { params: IdParams, tags: ['rally'] }, preValidation: needs('rally') },
    (request, reply) => {
      const call = request.rally.call(request.params.id);
      if (call === null) return sendNotFound(reply, 'call');
      const documents = callToEdxl(call).map((message) => {
        const { MessageID: messageId, MessageContentType: type } = message;
        const written = encodeEdxl(message);
        return written.ok
          ? { messageId, type, document: written.value }
          : { messageId, type, document: null, findings: written.fault };
      });
      return reply.send({ documents });
    },
  );
}
