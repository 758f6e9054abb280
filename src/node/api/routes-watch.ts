import type { Static } from '@sinclair/typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type Box,
  type Identity,
  type IncidentState,
  isInBox,
  type WatchCommand,
  type Zone,
  type ZoneDraft,
} from '../../model/index.ts';
import { writeEd318, writeGeoJson } from '../../share/index.ts';
import { actorOf, needs, sendFault, sendNotFound, sendResult } from './reply.ts';
import * as schema from './schemas.ts';
import { rowOf, toTrackInfo } from './track-view.ts';

/** `W,S,E,N` in degrees; null when absent or damaged. */
export function parseBox(text: string | undefined): Box | null {
  const edges = text?.split(',').map(Number) ?? [];
  return edges.length === 4 && edges.every(Number.isFinite) ? (edges as unknown as Box) : null;
}

export function trackRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: Static<typeof schema.BoxQuery> }>(
    '/tracks',
    { schema: { querystring: schema.BoxQuery, tags: ['tracks'] } },
    (request, reply) => {
      const box = parseBox(request.query.box);
      const picture = request.view.picture();
      const tracks = Array.from({ length: picture.count }, (_, row) =>
        toTrackInfo(request.view, row),
      );
      return reply.send(box === null ? tracks : tracks.filter((track) => isInBox(track, box)));
    },
  );
  app.get<{ Params: Static<typeof schema.TrackParams> }>(
    '/tracks/:tn',
    { schema: { params: schema.TrackParams, tags: ['tracks'] } },
    (request, reply) => {
      const row = rowOf(request.view.picture(), request.params.tn);
      return row < 0 ? sendNotFound(reply) : reply.send(toTrackInfo(request.view, row));
    },
  );
  app.get<{
    Params: Static<typeof schema.TrackParams>;
    Querystring: Static<typeof schema.SpanQuery>;
  }>(
    '/tracks/:tn/history',
    { schema: { params: schema.TrackParams, querystring: schema.SpanQuery, tags: ['tracks'] } },
    async (request, reply) =>
      reply.send(
        await request.view.trackHistory(request.params.tn, request.query.from, request.query.to),
      ),
  );
  app.put<{ Params: Static<typeof schema.TrackParams>; Body: Static<typeof schema.IdentityBody> }>(
    '/tracks/:tn/identity',
    {
      schema: { params: schema.TrackParams, body: schema.IdentityBody, tags: ['tracks'] },
      preValidation: needs('act'),
    },
    async (request, reply) => {
      const trackNumber = request.params.tn;
      const { identity, reason } = request.body as { identity: Identity; reason: string };
      const command: WatchCommand = { type: 'identity.override', trackNumber, identity, reason };
      const result = await request.view.command(command, actorOf(request));
      return sendResult(reply, result, () => request.view.identity(trackNumber));
    },
  );
  app.delete<{ Params: Static<typeof schema.TrackParams> }>(
    '/tracks/:tn/identity',
    { schema: { params: schema.TrackParams, tags: ['tracks'] }, preValidation: needs('act') },
    async (request, reply) => {
      const trackNumber = request.params.tn;
      const result = await request.view.command(
        { type: 'identity.lift', trackNumber },
        actorOf(request),
      );
      return sendResult(reply, result, () => request.view.identity(trackNumber));
    },
  );
}

type IdRoute = { Params: Static<typeof schema.IdParams> };

export function alertRoutes(app: FastifyInstance): void {
  const find = (request: FastifyRequest, id: string) =>
    request.view.alerts().find((alert) => alert.id === id);
  const act = (
    name: string,
    make: (alertId: string, body: unknown) => WatchCommand,
    body?: object,
  ): void => {
    app.post<IdRoute & { Body: unknown }>(
      `/alerts/:id/${name}`,
      {
        schema: {
          params: schema.IdParams,
          tags: ['alerts'],
          ...(body === undefined ? {} : { body }),
        },
        preValidation: needs('act'),
      },
      async (request, reply) => {
        const { id } = request.params;
        if (find(request, id) === undefined) return sendNotFound(reply);
        const result = await request.view.command(make(id, request.body), actorOf(request));
        return sendResult(reply, result, () => find(request, id));
      },
    );
  };
  app.get('/alerts', { schema: { tags: ['alerts'] } }, (request, reply) =>
    reply.send(request.view.alerts()),
  );
  act('acknowledge', (alertId) => ({ type: 'alert.acknowledge', alertId }));
  act('unshelve', (alertId) => ({ type: 'alert.unshelve', alertId }));
  act('escalate', (alertId) => ({ type: 'alert.escalate', alertId }));
  act(
    'shelve',
    (alertId, body) => ({
      type: 'alert.shelve',
      alertId,
      ...(body as Static<typeof schema.ShelveBody>),
    }),
    schema.ShelveBody,
  );
}

export function incidentRoutes(app: FastifyInstance): void {
  const find = (request: FastifyRequest, id: string) =>
    request.view.incidents().find((incident) => incident.id === id);
  app.get('/incidents', { schema: { tags: ['incidents'] } }, (request, reply) =>
    reply.send(request.view.incidents()),
  );
  app.get<IdRoute>(
    '/incidents/:id',
    { schema: { params: schema.IdParams, tags: ['incidents'] } },
    (request, reply) => {
      const incident = find(request, request.params.id);
      return incident === undefined ? sendNotFound(reply) : reply.send(incident);
    },
  );
  app.post<{ Body: Static<typeof schema.IncidentBody> }>(
    '/incidents',
    { schema: { body: schema.IncidentBody, tags: ['incidents'] }, preValidation: needs('act') },
    async (request, reply) => {
      const before = new Set(request.view.incidents().map((incident) => incident.id));
      const result = await request.view.command(
        { type: 'incident.open', ...request.body },
        actorOf(request),
      );
      return sendResult(reply, result, () =>
        request.view.incidents().find((incident) => !before.has(incident.id)),
      );
    },
  );
  const act = (
    name: string,
    body: object,
    make: (incidentId: string, body: unknown) => WatchCommand,
  ): void => {
    app.post<IdRoute & { Body: unknown }>(
      `/incidents/:id/${name}`,
      {
        schema: { params: schema.IdParams, body, tags: ['incidents'] },
        preValidation: needs('act'),
      },
      async (request, reply) => {
        const { id } = request.params;
        if (find(request, id) === undefined) return sendNotFound(reply);
        const result = await request.view.command(make(id, request.body), actorOf(request));
        return sendResult(reply, result, () => find(request, id));
      },
    );
  };
  act('notes', schema.NoteBody, (incidentId, body) => ({
    type: 'incident.note',
    incidentId,
    ...(body as Static<typeof schema.NoteBody>),
  }));
  act('alerts', schema.IncidentAlertBody, (incidentId, body) => ({
    type: 'incident.add-alert',
    incidentId,
    ...(body as Static<typeof schema.IncidentAlertBody>),
  }));
  act('tracks', schema.IncidentTrackBody, (incidentId, body) => ({
    type: 'incident.add-track',
    incidentId,
    ...(body as Static<typeof schema.IncidentTrackBody>),
  }));
  act('state', schema.IncidentStateBody, (incidentId, body) => ({
    type: 'incident.state',
    incidentId,
    state: (body as { state: IncidentState }).state,
  }));
}

export function zoneRoutes(app: FastifyInstance): void {
  const find = (request: FastifyRequest, id: string) =>
    request.view.zones().find((zone) => zone.id === id);
  app.get('/zones', { schema: { tags: ['zones'] } }, (request, reply) =>
    reply.send(request.view.zones()),
  );
  app.post<{ Body: unknown }>(
    '/zones',
    { schema: { body: schema.ZoneBody, tags: ['zones'] }, preValidation: needs('zones') },
    async (request, reply) => {
      const before = new Set(request.view.zones().map((zone) => zone.id));
      const result = await request.view.command(
        { type: 'zone.draw', draft: request.body as ZoneDraft },
        actorOf(request),
      );
      return sendResult(reply, result, () =>
        request.view.zones().find((zone) => !before.has(zone.id)),
      );
    },
  );
  app.put<IdRoute & { Body: unknown }>(
    '/zones/:id',
    {
      schema: { params: schema.IdParams, body: schema.ZoneBody, tags: ['zones'] },
      preValidation: needs('zones'),
    },
    async (request, reply) => {
      const zoneId = request.params.id;
      if (find(request, zoneId) === undefined) return sendNotFound(reply);
      const draft = request.body as ZoneDraft;
      const result = await request.view.command(
        { type: 'zone.change', zoneId, draft },
        actorOf(request),
      );
      return sendResult(reply, result, () => find(request, zoneId));
    },
  );
  app.delete<IdRoute>(
    '/zones/:id',
    { schema: { params: schema.IdParams, tags: ['zones'] }, preValidation: needs('zones') },
    async (request, reply) => {
      const zoneId = request.params.id;
      if (find(request, zoneId) === undefined) return sendNotFound(reply);
      const result = await request.view.command({ type: 'zone.remove', zoneId }, actorOf(request));
      return sendResult(reply, result, () => undefined);
    },
  );
  app.post<{ Querystring: { format?: string }; Body: Buffer }>(
    '/zones/import',
    {
      schema: { tags: ['zones'], consumes: ['application/octet-stream'] },
      preValidation: needs('zones'),
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) {
        const text = 'send the file as application/octet-stream';
        return sendFault(reply, 400, { code: 'bad-request', text });
      }
      const result = await request.view.importZones(
        request.body,
        request.query.format ?? 'auto',
        actorOf(request),
      );
      if (!result.ok) return sendResult(reply, result, () => undefined);
      return reply.send(result.value);
    },
  );
  app.get<{ Querystring: { format?: string } }>(
    '/zones/export',
    { schema: { tags: ['zones'] } },
    (request, reply) => {
      const format = request.query.format === 'geojson' ? 'geojson' : 'ed318';
      void reply.header('content-disposition', `attachment; filename="zones.${format}.json"`);
      return reply.type('application/json').send(exportZones(request.view.zones(), format));
    },
  );
}

function exportZones(zones: readonly Zone[], format: 'ed318' | 'geojson'): string {
  return format === 'geojson' ? writeGeoJson(zones) : writeEd318(zones);
}
