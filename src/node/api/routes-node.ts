import { Readable } from 'node:stream';
import type { Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { MAX_PAST_LABELS } from '../../model/index.ts';
import { needs, sendFault, sendNotFound } from './reply.ts';
import { parseBox } from './routes-watch.ts';
import * as schema from './schemas.ts';

/** What the node is and has: status, feeds, sensors, history, ledger. */
export function nodeRoutes(app: FastifyInstance): void {
  app.get('/node', { schema: { tags: ['node'] } }, (request, reply) =>
    reply.send(request.view.status()),
  );
  app.get('/sources', { schema: { tags: ['feeds'] } }, (request, reply) =>
    reply.send(request.view.sources()),
  );
  app.get<{ Params: Static<typeof schema.IdParams> }>(
    '/sources/:id',
    { schema: { params: schema.IdParams, tags: ['feeds'] } },
    (request, reply) => {
      const source = request.view.sources().find((one) => one.id === request.params.id);
      if (source === undefined) return sendNotFound(reply, 'feed');
      return reply.send(source);
    },
  );
  app.get('/sensors', { schema: { tags: ['feeds'] } }, (request, reply) =>
    reply.send(request.view.sensors()),
  );
  app.get<{ Querystring: Static<typeof schema.DensityQuery> }>(
    '/history/density',
    { schema: { querystring: schema.DensityQuery, tags: ['history'] } },
    async (request, reply) =>
      reply.send(
        await request.view.density(request.query.from, request.query.to, request.query.buckets),
      ),
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
      const frames = request.view.frames(from, to, stepMs, parseBox(box));
      return reply
        .type('application/octet-stream')
        .send(Readable.from(frames, { objectMode: false }));
    },
  );
  app.get<{ Querystring: Static<typeof schema.SpanQuery> }>(
    '/history/alerts',
    { schema: { querystring: schema.SpanQuery, tags: ['history'] } },
    async (request, reply) => {
      const { from, to } = request.query;
      return reply.send(await request.view.pastAlerts(from, to));
    },
  );
  app.get<{ Querystring: Static<typeof schema.LabelsQuery> }>(
    '/history/labels',
    { schema: { querystring: schema.LabelsQuery, tags: ['history'] } },
    async (request, reply) => {
      const numbers = request.query.tracks.split(',').map(Number);
      if (numbers.length > MAX_PAST_LABELS) {
        const text = `at most ${MAX_PAST_LABELS} tracks`;
        return sendFault(reply, 400, { code: 'bad-request', text });
      }
      return reply.send(await request.view.pastLabels(request.query.at, numbers));
    },
  );
  app.get<{ Querystring: Static<typeof schema.LedgerQuery> }>(
    '/ledger',
    { schema: { querystring: schema.LedgerQuery, tags: ['ledger'] }, preValidation: needs('act') },
    (request, reply) => reply.send(request.view.ledger(request.query.after, request.query.limit)),
  );
}
