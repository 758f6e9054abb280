import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Alert, Zone } from '../../model/index.ts';
import { decodeCap } from '../../wire/cap/index.ts';
import { FakeView } from './fake-view.ts';
import type {} from './reply.ts';
import { warningRoutes } from './routes-warning.ts';

const AT = Date.UTC(2026, 10, 24, 2, 30);
const open = { valueM: null, reference: 'AGL', stated: false } as const;

function setUp(may: readonly ('act' | 'zones')[]): { app: FastifyInstance; view: FakeView } {
  const view = new FakeView();
  view.addAlert('a1', 7);
  const alert = view.alertList[0]!;
  const shape = { type: 'circle', centre: [29.1, 45.3], radiusM: 5000 } as const;
  const zone = {
    id: 'z1',
    name: 'Delta',
    volumes: [{ shape, lower: open, upper: open }],
  } as unknown as Zone;
  const incursion: Alert = { ...alert, zoneId: 'z1', condition: 'incursion', simulated: true };
  view.alertList = [incursion, { ...alert, id: 'a2', zoneId: null }];
  view.zones = () => [zone];
  const app = Fastify();
  app.addHook('onRequest', (request, _reply, done) => {
    request.may = may;
    request.view = Object.assign(view, { pastAlerts: () => Promise.resolve([]) });
    done();
  });
  warningRoutes(app, () => AT);
  return { app, view };
}

test('the draft of a warning is a CAP document with status Draft', async () => {
  const { app } = setUp(['act']);
  const reply = await app.inject('/alerts/a1/warning?sender=watch@igsu.example&offset=120');
  assert.equal(reply.statusCode, 200);
  assert.match(String(reply.headers['content-type']), /^application\/cap\+xml/);
  const { alert, findings } = decodeCap(reply.body);
  assert.deepEqual(findings, []);
  assert.deepEqual(
    [alert!.status, alert!.sender, alert!.sent],
    ['Draft', 'watch@igsu.example', '2026-11-24T04:30:00+02:00'],
  );
  assert.match(alert!.note!, /EXERCISE/);
  assert.deepEqual(alert!.info![0]!.area![0]!.circle, ['45.3,29.1 5']);
});

test('no draft without an area, for a missing alert, or for who may not act', async () => {
  const { app } = setUp(['act']);
  assert.equal((await app.inject('/alerts/a2/warning')).statusCode, 409);
  assert.equal((await app.inject('/alerts/none/warning')).statusCode, 404);
  assert.equal((await app.inject('/alerts/a1/warning?sender=a%20b')).statusCode, 400);
  const other = setUp(['zones']);
  assert.equal((await other.app.inject('/alerts/a1/warning')).statusCode, 403);
});
