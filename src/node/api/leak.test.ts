/**
 * Nothing that a reader may not see comes out of the API, by any route or message: canary words stand in everything
 * that is withheld, and the answers to a withheld id and to a made-up one are the same octets. A route or a kind of
 * message that is not in the lists below makes the test fail: say there how it is asked.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pino from 'pino';
import { WebSocket } from 'ws';
import { ok } from '../../base/index.ts';
import {
  CLASSIFICATIONS,
  OWN_ONLY,
  ROLE_CEILINGS,
  type AdvisoriesStatus,
  type Alert,
  type Incident,
  type Label,
  type LedgerEntry,
  type NodeStatus,
  type Reader,
  type SensorInfo,
  type ServerMessage,
  type SessionInfo,
  type SourceStatus,
  type TrackDetail,
  type TrackPoint,
  type Zone,
} from '../../model/index.ts';
import type { RallyDesk } from '../rally/index.ts';
import { Accounts } from './accounts.ts';
import { makeRally } from './fake-rally.ts';
import { FakeView } from './fake-view.ts';
import { createApi, type Api } from './server.ts';
import { Tokens } from './tokens.ts';
import { encodePicture, toPastLabel } from './track-view.ts';
import { NO_ADVISORIES, type SourceLabels } from './view.ts';

const CANARY = /CANARY/i;
/** Withheld track: its number, latitude and longitude are canaries of their own in binary frames. */
const SECRET_TRACK = 0x5ec2e7;
const SECRET_LAT = 44.4321987;
const SECRET_LON = 29.8765432;
const OPEN_TRACK = 7;
const MADE_UP_TRACK = 0x5ec2e8;
const FREE: Label = { ...OWN_ONLY, releasableTo: ['DEU'] };
const SECRET: Label = { ...OWN_ONLY, classification: 'secret', releasableTo: ['FRA'] };
const NOW = 1_000_000;

const labels: SourceLabels = {
  version: 1,
  bits: (trackNumber) => (trackNumber === OPEN_TRACK ? 1 : trackNumber === SECRET_TRACK ? 3 : 0),
  labels: () => [FREE, SECRET],
  labelOf: (trackNumber) => (trackNumber === OPEN_TRACK ? FREE : SECRET),
  defaultLabel: FREE,
  labelOfSource: (sourceId) => (sourceId === 'open' ? FREE : SECRET),
};

const ADVISORIES = {
  advisories: [
    { id: 'd-open', sourceId: 'open', trackNumber: null, text: 'released' },
    { id: 'd-shut', sourceId: 'shut', trackNumber: null, text: 'CANARY' },
    { id: 'd-track', sourceId: 'open', trackNumber: SECRET_TRACK, text: 'CANARY' },
  ],
  refused: 0,
} as unknown as AdvisoriesStatus;

/** A node with one of everything released to DEU, and one of everything that is not. */
class LeakView extends FakeView {
  override readonly labels = labels;
  incidentList = [incident('i-open', FREE, 'released'), incident('i-shut', SECRET, 'CANARY')];
  zoneList = [zone('z-open', FREE, 'Released'), zone('z-shut', SECRET, 'Canary zone')];

  override status(): NodeStatus {
    return { ...super.status(), tracks: 2, plotRate: 4217 };
  }
  override detail(trackNumber: number): TrackDetail | undefined {
    const name = trackNumber === OPEN_TRACK ? 'RELEASED1' : 'CANARY1';
    return detail(trackNumber, name);
  }
  override entries(): ReturnType<FakeView['entries']> {
    const entry = { zoneId: 'z-shut', zoneName: 'Canary zone', inside: true, forecast: null };
    return [entry] as unknown as ReturnType<FakeView['entries']>;
  }
  override incidents(): readonly Incident[] {
    return this.incidentList;
  }
  override zones(): readonly Zone[] {
    return this.zoneList;
  }
  override sources(): ReturnType<FakeView['sources']> {
    const all = ['open', 'shut'].map((id) => ({
      id,
      name: id === 'open' ? 'Released feed' : 'Canary feed',
      plotRate: 1,
      state: 'live',
      lastRecord: id === 'open' ? 'released' : 'canary record',
    }));
    return all as unknown as SourceStatus[] as ReturnType<FakeView['sources']>;
  }
  override sensors(): ReturnType<FakeView['sensors']> {
    const shut = { id: 's', sourceId: 'shut', name: 'Canary radar' } as unknown as SensorInfo;
    return [shut] as unknown as ReturnType<FakeView['sensors']>;
  }
  override trackHistory(trackNumber: number): Promise<[]> {
    const point = { at: 1, latDeg: trackNumber === OPEN_TRACK ? 1 : SECRET_LAT } as TrackPoint;
    return Promise.resolve([point] as unknown as []);
  }
  override pastLabels(
    _at: number,
    trackNumbers: readonly number[],
  ): ReturnType<FakeView['pastLabels']> {
    return Promise.resolve(
      trackNumbers.map((n) => toPastLabel(this.member, this.detail(n)!, 'neutral')),
    );
  }
  override async *frames(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(encodePicture(this, this.pictureNow, null, 0, 1));
  }
  override density(fromAt: number, toAt: number): ReturnType<FakeView['density']> {
    const alerts = { emergency: [0], warning: [4217], other: [0] };
    return Promise.resolve({ from: fromAt, to: toAt, tracks: [4217], alerts });
  }
  override ledger(afterSeq: number): [] {
    const raised = { ...entry(4, SECRET, 'CANARY alert of a past day'), type: 'alert.raised' };
    const body = { ...raised.body, id: 'past', key: 'past', object: { kind: 'node' } };
    const notes = [
      entry(1, FREE, 'released'),
      entry(2, SECRET, 'CANARY'),
      entry(3, OWN_ONLY, 'own'),
    ];
    const all = [...notes, { ...raised, body }];
    return all.filter(({ seq }) => seq > afterSeq) as unknown as [];
  }
}

function detail(trackNumber: number, callsign: string): TrackDetail {
  const source = { sensorId: 'canary-sensor', sourceId: 'shut', lastAt: 0, plots: 1 };
  return {
    trackNumber,
    callsign,
    classes: [],
    findings: [],
    sources: trackNumber === OPEN_TRACK ? [] : [source],
  } as unknown as TrackDetail;
}

function incident(id: string, label: Label, title: string): Incident {
  const note = { at: 0, by: 'x', text: `${title} note`, kind: 'person' } as const;
  return {
    id,
    title,
    state: 'open',
    severity: 'warning',
    openedAt: 0,
    openedBy: 'x',
    closedAt: null,
    zoneId: null,
    alertIds: [],
    trackNumbers: [],
    notes: [note],
    simulated: true,
    label,
  };
}

function zone(id: string, label: Label, name: string): Zone {
  const open = { valueM: null, reference: 'AMSL', stated: false } as const;
  return {
    id,
    name,
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
        lower: open,
        upper: open,
      },
    ],
    applicability: [],
    origin: 'drawn',
    active: true,
    label,
    extra: {},
  };
}

function entry(seq: number, label: Label, text: string): LedgerEntry {
  const body = { text };
  return {
    origin: 'ROU',
    seq,
    at: 0,
    actor: 'x',
    type: 'note',
    body,
    label,
    prev: '',
    signature: '',
  };
}

const DEU: Reader = {
  member: 'DEU',
  clearance: 'top-secret',
  groups: [],
  caveats: [],
  policies: ['ALLIANCE'],
};
/** The meanest readers: an administrator of another member, and one of this member under a low ceiling. */
const LIAISON: SessionInfo = { name: 'liaison', role: 'administrator', demo: false, member: 'DEU' };
const LOW: SessionInfo = {
  name: 'low',
  role: 'administrator',
  demo: false,
  ceiling: { classification: 'restricted' },
};
const HIGH: SessionInfo = { name: 'high', role: 'administrator', demo: false };

let deu: Reader = DEU;

const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-leak-'));
const view = new LeakView();
const logLines: string[] = [];
let api: Api;
let base = '';
let shutCall = '';
let openCall = '';

before(async () => {
  view.addTrack(OPEN_TRACK, 45, 28);
  view.addTrack(SECRET_TRACK, SECRET_LAT, SECRET_LON);
  view.addAlert('a-open', OPEN_TRACK);
  view.addAlert('a-shut', SECRET_TRACK);
  const [open, shut] = view.alertList as [Alert, Alert];
  view.alertList = [
    { ...open, zoneId: 'z-open', label: FREE, text: 'released alert' },
    // Its label would let DEU see it; what it speaks of does not.
    { ...shut, zoneId: 'z-shut', label: FREE, text: 'CANARY alert' },
  ];
  const rally = makeRally();
  shutCall = await openTheCall(rally, SECRET, 'CANARY call');
  openCall = await openTheCall(rally, FREE, 'released call');
  const { accounts } = await Accounts.open(dir);
  api = await createApi({
    view,
    rally,
    advisories: { ...NO_ADVISORIES, status: () => ADVISORIES },
    release: {
      ceilings: ROLE_CEILINGS,
      readerOf: (member) => (member === 'DEU' ? deu : null),
      memberCodes: () => ['DEU'],
    },
    accounts,
    tokens: new Tokens(dir),
    record: () => Promise.resolve(ok(null)),
    host: '127.0.0.1',
    demo: false,
    tls: null,
    consoleDir: null,
    logger: pino({ level: 'trace' }, { write: (line: string) => logLines.push(line) }),
    version: '0',
    now: () => NOW,
    isReady: () => ({ ready: true, why: '' }),
  });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
});
after(async () => {
  await api.close();
  rmSync(dir, { recursive: true });
});

async function openTheCall(rally: RallyDesk, label: Label, title: string): Promise<string> {
  const done = await rally.command(
    {
      type: 'call.open',
      title,
      pattern: 'help',
      text: `${title} text`,
      place: 'Tulcea',
      needs: [],
      members: ['DEU'],
      incidentIds: ['i-shut'],
      label,
    },
    'x',
  );
  assert.ok(done.ok);
  return done.value.call;
}

/** What is put for an id: one that is withheld, and one of the same length that nothing has. */
interface Ids {
  readonly track: number;
  readonly alert: string;
  readonly incident: string;
  readonly zone: string;
  readonly call: string;
  readonly source: string;
  readonly advisory: string;
}
const withheld = (): Ids => ({
  track: SECRET_TRACK,
  alert: 'a-shut',
  incident: 'i-shut',
  zone: 'z-shut',
  call: shutCall,
  source: 'shut',
  advisory: 'd-shut',
});
const madeUp = (): Ids => ({
  track: MADE_UP_TRACK,
  alert: 'a-none',
  incident: 'i-none',
  zone: 'z-none',
  call: shutCall.replace(/.$/, 'x'),
  source: 'none',
  advisory: 'd-none',
});

interface Asked {
  readonly url?: string;
  readonly body?: unknown;
}
type Ask = (ids: Ids) => Asked;
const plain: Ask = () => ({});
const at = (make: (ids: Ids) => string, body?: (ids: Ids) => unknown): Ask => {
  return (ids) => ({ url: make(ids), ...(body === undefined ? {} : { body: body(ids) }) });
};
const SPAN = 'from=0&to=10000';

/** How each route is asked. A new route must be put here, with ids of things that are withheld where it takes any. */
const ASKS: Readonly<Record<string, Ask>> = {
  'GET /node': plain,
  'GET /sources': plain,
  'GET /sources/:id': at(({ source }) => `/sources/${source}`),
  'GET /sensors': plain,
  'GET /history/density': at(() => `/history/density?${SPAN}&buckets=1`),
  'GET /history/frames': at(() => `/history/frames?${SPAN}&stepMs=1000`),
  'GET /history/alerts': at(() => '/history/alerts?from=0&to=99999999'),
  'GET /history/labels': at(({ track }) => `/history/labels?at=5&tracks=${track}`),
  'GET /ledger': plain,
  'GET /tracks': plain,
  'GET /tracks/:tn': at(({ track }) => `/tracks/${track}`),
  'GET /tracks/:tn/history': at(({ track }) => `/tracks/${track}/history?${SPAN}`),
  'PUT /tracks/:tn/identity': at(
    ({ track }) => `/tracks/${track}/identity`,
    () => ({ identity: 'friend', reason: 'x' }),
  ),
  'DELETE /tracks/:tn/identity': at(({ track }) => `/tracks/${track}/identity`),
  'GET /alerts': plain,
  'GET /alerts/:id/warning': at(({ alert }) => `/alerts/${alert}/warning`),
  'POST /alerts/:id/acknowledge': at(({ alert }) => `/alerts/${alert}/acknowledge`),
  'POST /alerts/:id/unshelve': at(({ alert }) => `/alerts/${alert}/unshelve`),
  'POST /alerts/:id/escalate': at(({ alert }) => `/alerts/${alert}/escalate`),
  'POST /alerts/:id/shelve': at(
    ({ alert }) => `/alerts/${alert}/shelve`,
    () => ({ reason: 'x', minutes: 5 }),
  ),
  'GET /incidents': plain,
  'GET /incidents/:id': at(({ incident: id }) => `/incidents/${id}`),
  'POST /incidents': at(
    () => '/incidents',
    ({ alert, track }) => ({ title: 'x', alertIds: [alert], trackNumbers: [track] }),
  ),
  'POST /incidents/:id/notes': at(
    ({ incident: id }) => `/incidents/${id}/notes`,
    () => ({ text: 'x' }),
  ),
  'POST /incidents/:id/alerts': at(
    () => '/incidents/i-open/alerts',
    ({ alert }) => ({ alertId: alert }),
  ),
  'POST /incidents/:id/tracks': at(
    () => '/incidents/i-open/tracks',
    ({ track }) => ({ trackNumber: track }),
  ),
  'POST /incidents/:id/state': at(
    ({ incident: id }) => `/incidents/${id}/state`,
    () => ({ state: 'closed' }),
  ),
  'GET /zones': plain,
  'POST /zones': at(
    () => '/zones',
    () => ({ name: 'x' }),
  ),
  'PUT /zones/:id': at(
    ({ zone: id }) => `/zones/${id}`,
    () => draft(),
  ),
  'DELETE /zones/:id': at(({ zone: id }) => `/zones/${id}`),
  'POST /zones/import': plain,
  'GET /zones/export': at(() => '/zones/export?format=geojson'),
  'GET /calls': plain,
  'GET /calls/members': plain,
  'GET /calls/:id': at(({ call }) => `/calls/${call}`),
  'POST /calls/commands': at(
    () => '/calls/commands',
    ({ call }) => ({ type: 'call.note', call, text: 'x' }),
  ),
  'POST /calls/drafts': at(
    () => '/calls/drafts',
    ({ call }) => ({ document: `<x>${call}</x>` }),
  ),
  'GET /calls/:id/edxl': at(({ call }) => `/calls/${call}/edxl`),
  'GET /advisories': plain,
  'POST /advisories/:id/answer': at(
    ({ advisory }) => `/advisories/${advisory}/answer`,
    () => ({ accepted: true, reason: 'x' }),
  ),
  'POST /advisories/:id/incident': at(
    ({ advisory }) => `/advisories/${advisory}/incident`,
    () => ({ title: 'x' }),
  ),
  'GET /members': plain,
  'GET /members/invitation': plain,
  'POST /members/read': at(
    () => '/members/read',
    () => ({ invitation: 'x' }),
  ),
  'POST /members/commands': at(
    () => '/members/commands',
    () => ({ type: 'member.remove', member: 'FRA', reason: 'x' }),
  ),
  'GET /releasability/members': plain,
  'GET /releasability/preview': at(() => '/releasability/preview?member=DEU'),
  'GET /releasability/explain': at(
    ({ incident: id }) => `/releasability/explain?kind=incident&id=${id}&member=DEU`,
  ),
  'GET /accounts': plain,
  'PUT /accounts/:name': at(
    () => '/accounts/new',
    () => ({ role: 'observer' }),
  ),
  'DELETE /accounts/:name': at(() => '/accounts/none'),
  'GET /sessions': plain,
  'DELETE /sessions/:id': at(() => '/sessions/none'),
  'GET /tokens': plain,
  'POST /tokens': at(
    () => '/tokens',
    () => ({ name: 'x' }),
  ),
  'DELETE /tokens/:id': at(() => '/tokens/none'),
  'POST /session': at(
    () => '/session',
    () => ({ name: 'x', password: 'x' }),
  ),
  'GET /session': plain,
  'POST /session/password': at(
    () => '/session/password',
    () => ({ old: 'x', password: 'xxxxxxxxxx' }),
  ),
  'GET /session/oidc': plain,
  'GET /session/oidc/start': plain,
  'GET /session/oidc/callback': plain,
  'POST /session/passkey/options': plain,
  'POST /session/passkey': at(
    () => '/session/passkey',
    () => ({ ticket: 'x', response: { id: 'x' } }),
  ),
  'GET /session/passkeys': plain,
  'POST /session/passkeys/options': plain,
  'POST /session/passkeys': at(
    () => '/session/passkeys',
    () => ({ ticket: 'x', name: 'x', response: { id: 'x' } }),
  ),
  'DELETE /session/passkeys/:id': at(() => '/session/passkeys/none'),
  'GET /openapi.json': plain,
};
/** Asked elsewhere: the live socket below; the log-out would end the walk. */
const ELSEWHERE = ['GET /live', 'DELETE /session'];
/** Beside the API. */
const OUTSIDE = ['GET /healthz', 'GET /readyz', 'GET /metrics'];

function draft(): unknown {
  const { id: _i, origin: _o, label: _l, extra: _e, ...rest } = zone('x', FREE, 'x');
  return rest;
}

const cookieOf = (who: SessionInfo): string => `tocsin=${api.access.sessions.open(who, NOW)}`;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

async function ask(route: string, ids: Ids, cookie: string): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ');
  const { url = pattern, body } = (ASKS[route.replace(/^HEAD/, 'GET')] ?? plain)(ids);
  const prefix = OUTSIDE.includes(`GET ${pattern}`) ? '' : '/api/v1';
  const reply = await fetch(`${base}${prefix}${url}`, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const headers = Object.fromEntries(
    [...reply.headers].filter(([name]) => !/^(date|x-ratelimit-.*|retry-after)$/.test(name)),
  );
  return { status: reply.status, headers, bytes: Buffer.from(await reply.arrayBuffer()) };
}

/** Every octet that went out, searched for words, and for the withheld track's number and place in binary. */
function assertNoCanary(bytes: Uint8Array, where: string): void {
  const text = Buffer.from(bytes).toString('latin1');
  assert.doesNotMatch(text, CANARY, where);
  assert.ok(!text.includes(String(SECRET_LAT)), `${where}: latitude`);
  for (const [what, value] of [
    ['number', SECRET_TRACK],
    ['latitude', Math.round(SECRET_LAT * 1e7)],
    ['longitude', Math.round(SECRET_LON * 1e7)],
  ] as const) {
    const octets = Buffer.alloc(4);
    octets.writeInt32LE(value);
    assert.ok(!Buffer.from(bytes).includes(octets), `${where}: ${what} in a frame`);
    if (what === 'number') assert.ok(!text.includes(String(value)), `${where}: ${what}`);
  }
}

function apiRoutes(): string[] {
  const names = api.routes
    .filter(({ method }) => method !== 'OPTIONS')
    .map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`);
  return [...new Set(names)].filter((name) => name !== 'HEAD /live');
}

test('REL-15 every route that the server has is in the walk', () => {
  const known = new Set([...Object.keys(ASKS), ...ELSEWHERE, ...OUTSIDE]);
  const routes = apiRoutes().map((route) => route.replace(/^HEAD/, 'GET'));
  assert.deepEqual(
    routes.filter((route) => !known.has(route)),
    [],
    'new routes: put them into ASKS, with ids of withheld things where they take any',
  );
  assert.deepEqual(
    [...known].filter((route) => !routes.includes(route)),
    [],
    'routes that are gone',
  );
});

for (const who of [LIAISON, LOW])
  test(`REL-15 nothing withheld comes out of any route to ${who.name}; withheld is answered like made up`, async () => {
    const cookie = cookieOf(who);
    for (const route of apiRoutes().filter((one) => !ELSEWHERE.includes(one))) {
      const [shut, none] = [
        await ask(route, withheld(), cookie),
        await ask(route, madeUp(), cookie),
      ];
      assertNoCanary(Buffer.from(JSON.stringify(shut.headers)), `${route} headers`);
      assertNoCanary(shut.bytes, route);
      assert.ok(shut.status < 500, `${route} ${shut.status} ${shut.bytes.toString()}`);
      assert.equal(shut.status, none.status, route);
      assert.deepEqual(shut.headers, none.headers, route);
      assert.equal(shut.bytes.toString('latin1'), none.bytes.toString('latin1'), route);
    }
  });

test('the walk is not idle: what is released is shown, and who may see all sees the canaries', async () => {
  const lists = ['tracks', 'alerts', 'incidents', 'zones', 'calls'];
  const bodies = async (who: SessionInfo): Promise<string[]> => {
    const cookie = cookieOf(who);
    const all = lists.map((list) => ask(`GET /${list}`, withheld(), cookie));
    return (await Promise.all(all)).map(({ bytes }) => bytes.toString());
  };
  for (const who of [LIAISON, LOW, HIGH])
    for (const [i, body] of (await bodies(who)).entries())
      assert.match(body, /released/i, `${who.name} ${lists[i]}`);
  for (const [i, body] of (await bodies(HIGH)).entries()) assert.match(body, CANARY, lists[i]);
  const cookie = cookieOf(HIGH);
  const statuses = [];
  for (const route of Object.keys(ASKS).filter((one) => /:id|:tn/.test(one) && /^GET/.test(one)))
    statuses.push((await ask(route, withheld(), cookie)).status);
  assert.ok(statuses.filter((status) => status === 200).length >= 5, statuses.join());
});

test('REL-16 another member’s people are shown no feeds, sensors, ledger, accounts or links, and may do nothing', async () => {
  const cookie = cookieOf(LIAISON);
  for (const route of apiRoutes()) {
    const [method = '', url = ''] = route.split(' ');
    if (OUTSIDE.includes(`GET ${url}`)) continue;
    const isClosed =
      /^\/(sources|sensors|ledger|members|accounts|sessions|tokens|releasability|advisories|calls\/(members|drafts|commands))/.test(
        url,
      ) ||
      (method !== 'GET' && method !== 'HEAD' && !/^\/session/.test(url));
    if (!isClosed) continue;
    assert.equal((await ask(route, withheld(), cookie)).status, 403, route);
  }
  const metrics = await ask('GET /metrics', withheld(), cookie);
  assert.equal(metrics.status, 403);
  const node = JSON.parse(
    (await ask('GET /node', withheld(), cookie)).bytes.toString(),
  ) as NodeStatus;
  assert.deepEqual([node.tracks, node.plotRate, node.sources.total], [1, 0, 0]);
});

/** Whether another member's people get this kind at all. A new kind does not compile until it stands here. */
const LIVE_KINDS: Readonly<Record<ServerMessage['type'], boolean>> = {
  hello: true,
  node: true,
  alerts: true,
  incidents: true,
  calls: true,
  members: false,
  advisories: true,
  zones: true,
  sources: true,
  sensors: true,
  labels: true,
  details: true,
};

async function listen(who: SessionInfo): Promise<{ kinds: Set<string>; octets: Buffer[] }> {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/live`, {
    headers: { cookie: cookieOf(who) },
  });
  const octets: Buffer[] = [];
  const kinds = new Set<string>();
  socket.on('message', (data: Buffer, isBinary) => {
    octets.push(data);
    kinds.add(isBinary ? 'frame' : (JSON.parse(data.toString()) as ServerMessage).type);
  });
  await once(socket, 'open');
  for (const box of [null, [-180, -90, 180, 90]])
    socket.send(JSON.stringify({ type: 'view', box, rateHz: 10 }));
  socket.send(JSON.stringify({ type: 'want', trackNumbers: [SECRET_TRACK, OPEN_TRACK] }));
  socket.send(JSON.stringify({ type: 'snapshot' }));
  // The answer to the last of them has come: then the ticks, with everything changed.
  while (octets.filter((one) => one.toString('latin1').includes('"hello"')).length < 2)
    await once(socket, 'message');
  view.alertList = view.alertList.map((alert) => ({ ...alert, count: alert.count + 1 }));
  view.incidentList = view.incidentList.map((one) => ({ ...one }));
  view.zoneList = view.zoneList.map((one) => ({ ...one }));
  for (const change of ['alerts', 'incidents', 'zones', 'sources', 'sensors', 'node'] as const)
    view.announce(change);
  const wanted = ['frame', ...Object.keys(LIVE_KINDS)].filter(
    (kind) => who !== LIAISON || kind === 'frame' || LIVE_KINDS[kind as ServerMessage['type']],
  );
  for (let i = 1; wanted.some((kind) => !kinds.has(kind)); i++) {
    api.live.tick(NOW + i * 2000);
    await once(socket, 'message');
  }
  const closed = once(socket, 'close');
  socket.close();
  await closed;
  return { kinds, octets };
}

for (const who of [LIAISON, LOW])
  test(`REL-15 nothing withheld comes over the live socket to ${who.name}, in no kind of message`, async () => {
    const { kinds, octets } = await listen(who);
    for (const bytes of octets) assertNoCanary(bytes, bytes.toString('latin1').slice(0, 60));
    assert.equal(kinds.has('members'), who !== LIAISON);
    assert.ok(octets.some((one) => one.toString('latin1').includes('released alert')));
  });

test('the live socket shows the canaries to who may see all, in text and in frames', async () => {
  const { octets } = await listen(HIGH);
  assert.match(octets.map((one) => one.toString('latin1')).join(), CANARY);
  const number = Buffer.alloc(4);
  number.writeUInt32LE(SECRET_TRACK);
  assert.ok(octets.some((one) => one.includes(number) && one.readUInt16LE(0) === 0x4654));
});

test('REL-16 a socket of another member’s person ends when the member’s terms change, and opens under the new ones', async () => {
  const connect = async (): Promise<WebSocket> => {
    const url = `${base.replace('http', 'ws')}/api/v1/live`;
    const socket = new WebSocket(url, { headers: { cookie: cookieOf(LIAISON) } });
    await once(socket, 'open');
    return socket;
  };
  const socket = await connect();
  const closed = once(socket, 'close');
  deu = { ...DEU, policies: [] };
  api.live.tick(NOW + 100_000);
  assert.equal((await closed)[0], 1012);
  const alerts = await ask('GET /alerts', withheld(), cookieOf(LIAISON));
  assert.doesNotMatch(alerts.bytes.toString(), /released/);
  const again = await connect();
  api.live.tick(NOW + 101_000);
  assert.equal(again.readyState, WebSocket.OPEN);
  const over = once(again, 'close');
  again.close();
  await over;
  deu = DEU;
});

test('REL-15 no log line holds what is labelled', () => {
  for (const line of logLines) assertNoCanary(Buffer.from(line), 'log');
});

test('REL-8 what a member would see is said with every reason, to this member’s people', async () => {
  const cookie = cookieOf(HIGH);
  const explain = async (kind: string, id: string) => {
    const query = `kind=${kind}&id=${id}&member=DEU`;
    const reply = await fetch(`${base}/api/v1/releasability/explain?${query}`, {
      headers: { cookie },
    });
    return (await reply.json()) as { isSeen: boolean; why: { reason: string }[] };
  };
  assert.deepEqual(
    { ...(await explain('track', String(OPEN_TRACK))), label: 0 },
    { member: 'DEU', isSeen: true, label: 0, why: [] },
  );
  for (const [kind, id] of [
    ['track', String(SECRET_TRACK)],
    ['alert', 'a-shut'],
    ['incident', 'i-shut'],
    ['zone', 'z-shut'],
    ['call', shutCall],
  ] as const) {
    const { isSeen, why } = await explain(kind, id);
    assert.equal(isSeen, false, kind);
    assert.ok(
      why.some(({ reason }) => reason === 'not-named'),
      kind,
    );
  }
  assert.equal((await explain('call', openCall)).isSeen, true);
  const preview = await ask('GET /releasability/preview', withheld(), cookie);
  const one = { seen: 1, of: 2 };
  assert.deepEqual((JSON.parse(preview.bytes.toString()) as { items: unknown }).items, {
    track: one,
    alert: one,
    incident: one,
    zone: one,
    call: one,
  });
});

test('REL-7 a token of a role is held by the role’s ceiling, and by its own below it', () => {
  const seen = (ceiling: SessionInfo['ceiling']) => {
    const who = {
      ...HIGH,
      role: 'observer',
      ...(ceiling === undefined ? {} : { ceiling }),
    } as const;
    const seat = api.desk.seatOf(who);
    return CLASSIFICATIONS.filter((classification) =>
      seat.view.mayRead('ROU', { ...OWN_ONLY, classification }),
    );
  };
  assert.deepEqual(seen(undefined), ['unclassified', 'restricted']);
  assert.deepEqual(seen({ classification: 'unclassified' }), ['unclassified']);
  assert.deepEqual(seen({ classification: 'top-secret' }), ['unclassified', 'restricted']);
});
