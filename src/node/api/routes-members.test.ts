import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { fail, ok } from '../../base/index.ts';
import type { Invitation, MemberCommand } from '../../model/index.ts';
import type {} from './reply.ts';
import { memberRoutes } from './routes-members.ts';
import type { Permission } from './security.ts';
import { noMembers, type MembersView } from './view.ts';

const COMMAND = {
  type: 'member.change',
  member: 'BGR',
  address: 'bgr.example:7443',
  clearance: 'secret',
  groups: ['EAST'],
  caveats: [],
} as const;

function setUp(
  may: readonly Permission[],
  part: Partial<MembersView> = {},
): { app: FastifyInstance; done: (readonly [MemberCommand, string])[] } {
  const done: (readonly [MemberCommand, string])[] = [];
  const members: MembersView = {
    ...noMembers('ROU', 'Romania'),
    command: (command, actor) => {
      done.push([command, actor]);
      return Promise.resolve(ok({ member: 'BGR' }));
    },
    invitation: (address) => ({ member: 'ROU', address }) as Invitation,
    ...part,
  };
  const app = Fastify({ ajv: { customOptions: { removeAdditional: false } } });
  app.decorateRequest('session', null);
  app.decorateRequest('may');
  app.addHook('onRequest', (request, _reply, next) => {
    request.may = may;
    request.session = { name: 'ionescu', role: 'administrator', demo: false };
    next();
  });
  memberRoutes(app, members);
  return { app, done };
}

const post = (app: FastifyInstance, payload: object) =>
  app.inject({ method: 'POST', url: '/members/commands', payload });

test('how the links stand is for everybody, who is a member is the administrator’s', async () => {
  const { app, done } = setUp(['act', 'zones', 'rally']);
  assert.equal((await app.inject('/members')).json<{ isFederated: boolean }>().isFederated, false);
  assert.equal((await app.inject('/members/invitation')).statusCode, 403);
  assert.equal((await post(app, COMMAND)).statusCode, 403);
  const read = { method: 'POST', url: '/members/read', payload: { invitation: '{}' } } as const;
  assert.equal((await app.inject(read)).statusCode, 403);
  assert.deepEqual(done, []);
});

test('a decision is carried out in the name of who made it', async () => {
  const { app, done } = setUp(['admin']);
  const reply = await post(app, COMMAND);
  assert.deepEqual([reply.statusCode, reply.json()], [200, { member: 'BGR' }]);
  assert.deepEqual(done, [[COMMAND, 'ionescu']]);
});

test('what has not the shape of a decision does not get in', async () => {
  const { app, done } = setUp(['admin']);
  for (const wrong of [
    {},
    { ...COMMAND, type: 'member.crown' },
    { ...COMMAND, clearance: 'cosmic' },
    { ...COMMAND, address: 'nowhere' },
    { ...COMMAND, publicKey: 'ff' },
    { ...COMMAND, groups: Array.from({ length: 101 }, () => 'G') },
    { type: 'member.remove', member: '' },
  ])
    assert.equal((await post(app, wrong)).statusCode, 400, JSON.stringify(wrong));
  assert.deepEqual(done, []);
});

test('an invitation names where the node waits, or that it dials', async () => {
  const { app } = setUp(['admin']);
  const ask = async (query: string) =>
    (await app.inject(`/members/invitation${query}`)).json<{ address: string | null }>().address;
  assert.equal(await ask('?address=rou.example:7443'), 'rou.example:7443');
  assert.equal(await ask('?address='), null);
  assert.equal(await ask(''), null);
});

test('a node without links says so', async () => {
  const { app } = setUp(['admin'], noMembers('ROU', 'Romania'));
  const reply = await post(app, COMMAND);
  assert.equal(reply.statusCode, 409);
  assert.equal(reply.json<{ code: string }>().code, 'no-federation');
  assert.equal((await app.inject('/members/invitation')).statusCode, 404);
  const refuse = setUp(['admin'], { read: () => fail({ code: 'invitation-bad', text: 'no' }) });
  const read = { method: 'POST', url: '/members/read', payload: { invitation: '{}' } } as const;
  assert.equal((await refuse.app.inject(read)).statusCode, 409);
});
