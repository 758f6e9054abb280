import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { CLASSIFICATIONS, type MemberCommand } from '../../model/index.ts';
import { actorOf, needs, sendNotFound, sendRefusal } from './reply.ts';
import type { MembersView } from './view.ts';

const strict = { additionalProperties: false } as const;
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 100 });
const Reason = Type.String({ maxLength: 4000 });
const InvitationText = Type.String({ minLength: 1, maxLength: 10_000 });
const Address = Type.String({ pattern: '^(.+:[0-9]{1,5})?$', maxLength: 300 });
const TERMS = {
  clearance: Type.Union(CLASSIFICATIONS.map((name) => Type.Literal(name))),
  groups: Names,
  caveats: Names,
} as const;

/** MemberCommand, checked at the door; the meaning is checked by decideMember. */
const MemberBody = Type.Union([
  Type.Object(
    {
      type: Type.Literal('member.admit'),
      invitation: InvitationText,
      words: Name,
      ...TERMS,
    },
    strict,
  ),
  Type.Object(
    { type: Type.Literal('member.change'), member: Name, address: Address, ...TERMS },
    strict,
  ),
  Type.Object(
    { type: Type.Literal('member.revoke-key'), member: Name, key: Name, reason: Reason },
    strict,
  ),
  Type.Object({ type: Type.Literal('member.remove'), member: Name, reason: Reason }, strict),
]);
const InvitationQuery = Type.Object({ address: Type.Optional(Address) });
const ReadBody = Type.Object({ invitation: InvitationText }, strict);

/** Other members: how the links stand is for everybody, who is one is the administrator's. */
export function memberRoutes(app: FastifyInstance, members: MembersView): void {
  const tags = ['members'];
  app.get('/members', { schema: { tags } }, (_request, reply) => reply.send(members.status()));
  app.get<{ Querystring: Static<typeof InvitationQuery> }>(
    '/members/invitation',
    { schema: { querystring: InvitationQuery, tags }, preValidation: needs('admin') },
    (request, reply) => {
      const { address } = request.query;
      const invitation = members.invitation(
        address === undefined || address === '' ? null : address,
      );
      return invitation === null ? sendNotFound(reply, 'federation') : reply.send(invitation);
    },
  );
  app.post<{ Body: Static<typeof ReadBody> }>(
    '/members/read',
    { schema: { body: ReadBody, tags }, preValidation: needs('admin') },
    (request, reply) => {
      const read = members.read(request.body.invitation);
      return read.ok ? reply.send(read.value) : sendRefusal(reply, read.fault);
    },
  );
  app.post<{ Body: Static<typeof MemberBody> }>(
    '/members/commands',
    { schema: { body: MemberBody, tags }, preValidation: needs('admin') },
    async (request, reply) => {
      const done = await members.command(request.body as MemberCommand, actorOf(request));
      return done.ok ? reply.send(done.value) : sendRefusal(reply, done.fault);
    },
  );
}
