import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pino from 'pino';
import { WebSocket } from 'ws';
import {
  MAX_PAST_LABELS,
  OWN_ONLY,
  readTrackFrames,
  type ApiFault,
  type CallView,
  type ServerMessage,
  type TrackLabel,
} from '../../model/index.ts';
import { Accounts } from './accounts.ts';
import { FakeView } from './fake-view.ts';
import { createApi, type Api } from './server.ts';
import { makeRally } from './fake-rally.ts';

let dir: string;
let view: FakeView;
let api: Api;
let base: string;
let password: string;
let cookie: string;

before(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-api-'));
  const opened = await Accounts.open(dir);
  password = opened.firstPassword!;
  view = new FakeView();
  api = await createApi({
    view,
    rally: makeRally(),
    accounts: opened.accounts,
    host: '127.0.0.1',
    demo: false,
    tls: null,
    consoleDir: null,
    logger: pino({ level: 'silent' }),
    version: '0',
    now: () => 5000,
    isReady: () => ({ ready: true, why: '' }),
  });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  const login = await post('/session', { name: 'admin', password }, '');
  cookie = login.headers.get('set-cookie')!.split(';')[0]!;
});
after(async () => {
  await api.close();
  rmSync(dir, { recursive: true });
});

function get(route: string, headers: Record<string, string> = { cookie }): Promise<Response> {
  return fetch(`${base}/api/v1${route}`, { headers });
}

function post(route: string, body: unknown, sessionCookie = cookie): Promise<Response> {
  return fetch(`${base}/api/v1${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: sessionCookie },
    body: JSON.stringify(body),
  });
}

test('nothing is shown without a session', async () => {
  for (const route of [
    '/node',
    '/tracks',
    '/alerts',
    '/zones',
    '/sources',
    '/ledger?after=0',
    '/incidents',
  ]) {
    const reply = await get(route, {});
    assert.equal(reply.status, 401, route);
    assert.equal(((await reply.json()) as { code: string }).code, 'no-session');
  }
});

test('a wrong password is refused and a right one gives a cookie that scripts cannot read', async () => {
  assert.equal((await post('/session', { name: 'admin', password: 'wrong' }, '')).status, 401);
  assert.equal((await post('/session', { name: 'nobody', password }, '')).status, 401);
  const good = await post('/session', { name: 'admin', password }, '');
  assert.equal(good.status, 200);
  assert.match(good.headers.get('set-cookie')!, /HttpOnly; SameSite=Strict/);
});

test('a session ends at log-out, at once', async () => {
  const login = await post('/session', { name: 'admin', password }, '');
  const mine = login.headers.get('set-cookie')!.split(';')[0]!;
  assert.equal((await get('/node', { cookie: mine })).status, 200);
  await fetch(`${base}/api/v1/session`, { method: 'DELETE', headers: { cookie: mine } });
  assert.equal((await get('/node', { cookie: mine })).status, 401);
});

test('a page of another site, or another host name, is refused', async () => {
  const foreign = await get('/node', { cookie, origin: 'https://evil.example' });
  assert.equal(foreign.status, 403);
  const crossSite = await get('/node', { cookie, 'sec-fetch-site': 'cross-site' });
  assert.equal(crossSite.status, 403);
});

test('bodies are checked at the door with the field named', async () => {
  view.addAlert('a1', 7);
  const noReason = await post('/alerts/a1/shelve', { minutes: 10 });
  assert.equal(noReason.status, 400);
  assert.match(((await noReason.json()) as { text: string }).text, /reason/);
  assert.equal((await post('/alerts/a1/shelve', { reason: 'x', minutes: 600 })).status, 400);
  assert.equal((await post('/zones', { name: 'x' })).status, 400);
  assert.equal((await get('/tracks/0')).status, 400);
});

test('what is open stays open: a null in a body is no 0, and a 0 no null', async () => {
  const draft = (valueM: number | null, endAt: number | null) => ({
    name: 'Field',
    kind: 'other',
    country: '',
    restriction: 'prohibited',
    rule: {
      environments: [],
      exempt: [],
      lookAheadS: 600,
      minProbability: 0.5,
      priority: 'warning',
    },
    volumes: [
      {
        shape: { type: 'circle', centre: [29, 44], radiusM: 1000 },
        lower: { valueM: 0, reference: 'AMSL', stated: true },
        upper: { valueM, reference: 'AMSL', stated: valueM !== null },
      },
    ],
    applicability: [{ startAt: 0, endAt, schedule: [] }],
    active: true,
  });
  for (const [valueM, endAt] of [
    [null, null],
    [0, 0],
  ] as const) {
    await post('/zones', draft(valueM, endAt));
    assert.deepEqual(view.commands.at(-1)?.command, {
      type: 'zone.draw',
      draft: draft(valueM, endAt),
    });
  }
});

test('a person acknowledges an alert; the actor is the account', async () => {
  view.addAlert('a2', 8);
  const reply = await post('/alerts/a2/acknowledge', {});
  assert.equal(reply.status, 200);
  assert.equal(((await reply.json()) as { state: string }).state, 'active-ack');
  assert.deepEqual(view.commands.at(-1), {
    command: { type: 'alert.acknowledge', alertId: 'a2' },
    actor: 'admin',
  });
  assert.equal((await post('/alerts/none/acknowledge', {})).status, 404);
});

test('a full disk refuses the acknowledgement with 507', async () => {
  view.addAlert('a3', 9);
  view.refusal = { code: 'disk-full', text: 'the disk is full' };
  const reply = await post('/alerts/a3/acknowledge', {});
  view.refusal = null;
  assert.equal(reply.status, 507);
});

test('the live socket needs a session', async () => {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/live`);
  const code = await new Promise((resolve) => socket.on('close', resolve));
  assert.equal(code, 4401);
});

test('the live socket says hello, sends frames of the view box, and alerts as they come', async () => {
  view.addTrack(41, 44.5, 29);
  view.addTrack(42, 60, 20);
  const socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/live`, {
    headers: { cookie },
  });
  const texts: ServerMessage[] = [];
  const frames: Uint8Array[] = [];
  socket.on('message', (data: Buffer, binary) => {
    if (binary) frames.push(new Uint8Array(data));
    else texts.push(JSON.parse(data.toString()) as ServerMessage);
  });
  const until = async (done: () => boolean): Promise<void> => {
    for (let i = 0; i < 200 && !done(); i++) {
      api.live.tick(10_000 + i * 1000);
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => socket.once('message', resolve));
    }
  };
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send(JSON.stringify({ type: 'view', box: [20, 40, 35, 50], rateHz: 2 }));
  await until(() => frames.some((bytes) => readTrackFrames(bytes)[0]?.count === 1));
  const frame = readTrackFrames(frames.at(-1)!)[0]!;
  assert.deepEqual([...frame.trackNumber], [41]);
  assert.equal(frame.lat[0], 445_000_000);
  assert.equal(frame.age[0], 5);
  assert.equal(texts[0]!.type, 'hello');
  view.addAlert('a9', 41);
  view.announce('alerts');
  await until(() =>
    texts.some((m) => m.type === 'alerts' && m.alerts.some((a) => a.id === 'a9') && !m.full),
  );
  assert.deepEqual(
    texts.map((m) => m.seq),
    texts.map((_, i) => i),
    'numbered without gaps',
  );
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.close();
  await closed;
});

test('history frames come as one octet stream', async () => {
  const reply = await get('/history/frames?from=0&to=10000&stepMs=1000');
  assert.equal(reply.headers.get('content-type'), 'application/octet-stream');
  assert.deepEqual([...new Uint8Array(await reply.arrayBuffer())], [1, 2, 3]);
  assert.equal((await get('/history/frames?from=10&to=0&stepMs=1000')).status, 400);
});

test('names of the past are asked for by track and instant, a bounded number at a time', async () => {
  const reply = await get('/history/labels?at=7&tracks=3,4');
  assert.equal(reply.status, 200);
  const labels = (await reply.json()) as TrackLabel[];
  assert.deepEqual(
    labels.map(({ trackNumber, name, identity }) => [trackNumber, name, identity]),
    [
      [3, 'AT7', 'neutral'],
      [4, 'AT7', 'neutral'],
    ],
  );
  const many = Array.from({ length: MAX_PAST_LABELS + 1 }, (_, i) => i + 1).join(',');
  assert.equal((await get(`/history/labels?at=7&tracks=${many}`)).status, 400);
  assert.equal((await get('/history/labels?at=7&tracks=1,x')).status, 400);
});

test('the API describes itself, and health and metrics are there without a session', async () => {
  const openapi = (await (await fetch(`${base}/api/v1/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, unknown>;
  };
  assert.equal(openapi.openapi, '3.1.0');
  assert.ok(openapi.paths['/api/v1/alerts/{id}/acknowledge']);
  assert.equal((await fetch(`${base}/healthz`)).status, 200);
  assert.equal((await fetch(`${base}/readyz`)).status, 200);
  assert.match(await (await fetch(`${base}/metrics`)).text(), /^up 1\n/);
});

test('security headers are on every answer', async () => {
  const reply = await fetch(`${base}/healthz`);
  assert.match(reply.headers.get('content-security-policy')!, /default-src 'self'/);
  assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
});

test('calls: asked for, shown, refused with the reason, and only by who may', async () => {
  const opened = await post('/calls/commands', {
    type: 'call.open',
    title: 'Drones over the delta',
    pattern: 'help',
    text: '',
    place: 'Tulcea',
    needs: [],
    members: ['DEU'],
    incidentIds: [],
    label: { ...OWN_ONLY, releasableTo: ['*'] },
  });
  assert.equal(opened.status, 200);
  const { call } = (await opened.json()) as { call: string };
  const shown = (await (await get(`/calls/${call}`)).json()) as CallView;
  assert.equal(shown.title, 'Drones over the delta');
  assert.deepEqual(
    ((await (await get('/calls')).json()) as CallView[]).map((one) => one.acts),
    [[]],
  );
  const refused = await post('/calls/commands', { type: 'call.close', call, reason: '' });
  assert.equal(refused.status, 409);
  assert.equal(((await refused.json()) as ApiFault).code, 'reason-needed');
  for (const body of [{ type: 'call.seize', call }, { type: 'call.close' }, [], 'x'])
    assert.equal((await post('/calls/commands', body)).status, 400);
  assert.equal(
    (await post('/calls/commands', { type: 'call.close', call, reason: 'x' }, '')).status,
    401,
  );
  assert.equal((await get('/calls/C-NONE-1')).status, 404);
});

test('calls: a message from outside gives drafts and changes nothing; a call goes out as EDXL-RM', async () => {
  const before = ((await (await get('/calls')).json()) as CallView[]).length;
  const opened = await post('/calls/commands', {
    type: 'call.open',
    title: 'Pumps',
    pattern: 'help',
    text: '',
    place: 'Galati',
    needs: [{ id: 'n1', capability: 'pump', quantity: 3, unit: '', neededAt: 5000, note: '' }],
    members: ['DEU'],
    incidentIds: [],
    label: { ...OWN_ONLY, releasableTo: ['*'] },
  });
  const { call } = (await opened.json()) as { call: string };
  const out = (await (await get(`/calls/${call}/edxl`)).json()) as {
    documents: { messageId: string; type: string; document: string }[];
  };
  assert.deepEqual(
    out.documents.map(({ messageId, type }) => [messageId, type]),
    [[call, 'RequestResource']],
  );
  const reply = await post('/calls/drafts', { document: out.documents[0]!.document });
  assert.equal(reply.status, 200);
  const { drafts } = (await reply.json()) as { drafts: { type: string; needs: object[] }[] };
  assert.equal(drafts[0]!.type, 'call.open');
  assert.equal(drafts[0]!.needs.length, 1);
  assert.equal(((await (await get('/calls')).json()) as CallView[]).length, before + 1);
  const junk = (await (await post('/calls/drafts', { document: '<a/>' })).json()) as {
    drafts: unknown[];
    findings: unknown[];
  };
  assert.deepEqual([junk.drafts.length, junk.findings.length], [0, 1]);
  assert.equal((await post('/calls/drafts', { document: '<a/>' }, '')).status, 401);
  assert.equal((await get('/calls/C-NONE-1/edxl')).status, 404);
});
