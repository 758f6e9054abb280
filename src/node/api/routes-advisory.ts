import type { Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { actorOf, needs, sendRefusal, sendResult } from './reply.ts';
import { AdvisoryAnswerBody, AdvisoryIncidentBody, IdParams } from './schemas.ts';

type IdRoute = { Params: Static<typeof IdParams> };

/** Words of sensor nodes to the desk: read, answered by a person, made into an incident by a person. */
export function advisoryRoutes(app: FastifyInstance): void {
  app.get('/advisories', { schema: { tags: ['advisories'] } }, (request, reply) =>
    reply.send(request.advisories.status()),
  );
  app.post<IdRoute & { Body: Static<typeof AdvisoryAnswerBody> }>(
    '/advisories/:id/answer',
    {
      schema: { params: IdParams, body: AdvisoryAnswerBody, tags: ['advisories'] },
      preValidation: needs('act'),
    },
    async (request, reply) => {
      const { id } = request.params;
      const { accepted, reason } = request.body;
      const result = await request.advisories.answer(id, accepted, reason, actorOf(request));
      return sendResult(reply, result, () =>
        request.advisories.status().advisories.find((one) => one.id === id),
      );
    },
  );
  app.post<IdRoute & { Body: Static<typeof AdvisoryIncidentBody> }>(
    '/advisories/:id/incident',
    {
      schema: { params: IdParams, body: AdvisoryIncidentBody, tags: ['advisories'] },
      preValidation: needs('act'),
    },
    async (request, reply) => {
      const result = await request.advisories.open(
        request.params.id,
        request.body.title,
        actorOf(request),
      );
      return result.ok ? reply.send(result.value) : sendRefusal(reply, result.fault);
    },
  );
}
