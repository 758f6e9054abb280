import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { draftWarning } from '../../share/index.ts';
import { encodeCap } from '../../wire/cap/index.ts';
import { needs, sendFault, sendNotFound } from './reply.ts';
import { IdParams } from './schemas.ts';

const WarningQuery = Type.Object(
  {
    sender: Type.Optional(Type.String({ pattern: '^[^\\s,<&]{1,100}$' })),
    sender_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    offset: Type.Optional(
      Type.Integer({ minimum: -840, maximum: 840, description: 'minutes of local time, east +' }),
    ),
  },
  { additionalProperties: false },
);

/** Conditions that people on the ground may have to be warned of. */
const WARNED = ['incursion', 'predicted-incursion', 'swarm'];

/**
 * The draft of a public warning (CAP 1.2, status Draft) about an alert in a zone, for a person to read, change and
 * release elsewhere: this node sends none.
 */
export function warningRoutes(app: FastifyInstance, now: () => number): void {
  app.get<{ Params: Static<typeof IdParams>; Querystring: Static<typeof WarningQuery> }>(
    '/alerts/:id/warning',
    {
      schema: { params: IdParams, querystring: WarningQuery, tags: ['alerts'] },
      preValidation: needs('act'),
    },
    (request, reply) => {
      const alert = request.view.alerts().find(({ id }) => id === request.params.id);
      if (alert === undefined) return sendNotFound(reply);
      const zone = request.view.zones().find(({ id }) => id === alert.zoneId);
      if (zone === undefined || !WARNED.includes(alert.condition)) {
        const text = 'only an incursion into a zone, now or ahead, has an area to warn';
        return sendFault(reply, 409, { code: 'warning-no-area', text });
      }
      const at = now();
      const { query } = request;
      const draft = draftWarning(
        {
          identifier: `${request.view.member}-${alert.id}-${at}`.replace(/[\s,<&]/g, '-'),
          sender: query.sender ?? `watch.${request.view.member.toLowerCase()}@tocsin.invalid`,
          senderName: query.sender_name ?? request.view.status().name,
          alert,
          zone,
          offsetMinutes: query.offset ?? 0,
        },
        at,
      );
      const written = draft.ok ? encodeCap(draft.value) : draft;
      if (!written.ok) {
        const text = written.fault.map((one) => `${one.path}: ${one.text}`).join('; ');
        return sendFault(reply, 409, { code: 'warning-no-area', text });
      }
      return reply
        .header('content-type', 'application/cap+xml; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="${request.view.member}-draft.cap.xml"`,
        )
        .send(written.value);
    },
  );
}
