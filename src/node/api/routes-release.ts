import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Label, ReleaseAnswer, ReleasePreview, Withheld } from '../../model/index.ts';
import { ReleaseGate } from '../../share/index.ts';
import type { ReleaseDesk, Seat } from './release-desk.ts';
import { sendNotFound } from './reply.ts';
import { tracksOfAlert } from './track-view.ts';
import type { NodeView } from './view.ts';

const Member = Type.String({ pattern: '^[A-Z0-9]{2,10}$' });
const KINDS = ['track', 'alert', 'incident', 'zone', 'call'] as const;
type Kind = (typeof KINDS)[number];
const ExplainQuery = Type.Object({
  kind: Type.Union(KINDS.map((kind) => Type.Literal(kind))),
  id: Type.String({ minLength: 1, maxLength: 200 }),
  member: Member,
});

/** "What would DEU see of this?" For this member's own people; asking changes nothing (REL-8, REL-9). */
export function releaseRoutes(app: FastifyInstance, desk: ReleaseDesk): void {
  const tags = ['releasability'];
  app.get('/releasability/members', { schema: { tags } }, (_request, reply) =>
    reply.send(desk.memberCodes()),
  );
  app.get<{ Querystring: Static<typeof ExplainQuery> }>(
    '/releasability/explain',
    { schema: { tags, querystring: ExplainQuery } },
    (request, reply) => {
      const { kind, id, member } = request.query as { kind: Kind; id: string; member: string };
      const labels = findLabels(request.view, kind, id) ?? callLabel(request.rally, kind, id);
      if (labels === null) return sendNotFound(reply);
      const seat = desk.seatOfMember(member);
      const gate = new ReleaseGate(seat.reader);
      const why = labels.flatMap((label) => gate.explain(request.view.member, label));
      const answer: ReleaseAnswer = {
        member,
        isSeen: isSeen(seat, kind, id),
        label: labels[0]!,
        why: onceEach(why),
      };
      return reply.send(answer);
    },
  );
  app.get<{ Querystring: { member: string } }>(
    '/releasability/preview',
    { schema: { tags, querystring: Type.Object({ member: Member }) } },
    (request, reply) => {
      const { member } = request.query;
      const theirs = countItems(desk.seatOfMember(member));
      const ours = countItems({ view: request.view, rally: request.rally });
      const preview: ReleasePreview = { member, items: {} };
      for (const kind of KINDS)
        preview.items[kind] = { seen: Math.min(theirs[kind], ours[kind]), of: ours[kind] };
      return reply.send(preview);
    },
  );
}

type Shown = Pick<Seat, 'rally'> & { readonly view: NodeView };

/** The label of an item and those of what it speaks of; null when it is not there for who asks. */
function findLabels(view: NodeView, kind: Kind, id: string): readonly Label[] | null {
  const trackLabels = (numbers: readonly number[]): Label[] =>
    numbers.map((trackNumber) => view.labels.labelOf(trackNumber));
  if (kind === 'track') {
    const { trackNumber, count } = view.picture();
    const at = trackNumber.subarray(0, count).indexOf(Number(id));
    return at < 0 ? null : trackLabels([Number(id)]);
  }
  if (kind === 'alert') {
    const alert = view.alerts().find((one) => one.id === id);
    if (alert === undefined) return null;
    const zoneIds = [alert.zoneId, ...(alert.zoneIds ?? [])];
    const zones = view.zones().filter((zone) => zoneIds.includes(zone.id));
    return [alert.label, ...trackLabels(tracksOfAlert(alert)), ...zones.map(({ label }) => label)];
  }
  if (kind === 'incident') {
    const incident = view.incidents().find((one) => one.id === id);
    if (incident === undefined) return null;
    const alerts = view.alerts().filter((alert) => incident.alertIds.includes(alert.id));
    const labels = alerts.map(({ label }) => label);
    return [incident.label, ...trackLabels(incident.trackNumbers), ...labels];
  }
  const zone = kind === 'zone' ? view.zones().find((one) => one.id === id) : undefined;
  return zone === undefined ? null : [zone.label];
}

function callLabel(rally: Seat['rally'], kind: Kind, id: string): readonly Label[] | null {
  const call = kind === 'call' ? rally.call(id) : null;
  return call === null ? null : [call.label];
}

function isSeen({ view, rally }: Shown, kind: Kind, id: string): boolean {
  return kind === 'call' ? rally.call(id) !== null : findLabels(view, kind, id) !== null;
}

function countItems({ view, rally }: Shown): Readonly<Record<Kind, number>> {
  return {
    track: view.picture().count,
    alert: view.alerts().length,
    incident: view.incidents().length,
    zone: view.zones().length,
    call: rally.calls().length,
  };
}

function onceEach(why: readonly Withheld[]): Withheld[] {
  return [...new Map(why.map((one) => [one.text, one])).values()];
}
