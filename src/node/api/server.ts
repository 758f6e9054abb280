import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Accounts } from './accounts.ts';
import { LiveHub } from './live.ts';
import { sendFault } from './reply.ts';
import { Access, type KeepFact } from './access.ts';
import { advisoryRoutes } from './routes-advisory.ts';
import { accessRoutes, sessionRoutes } from './routes-access.ts';
import { nodeRoutes } from './routes-node.ts';
import { memberRoutes } from './routes-members.ts';
import type { Oidc } from './oidc.ts';
import { oidcRoutes } from './routes-oidc.ts';
import { passkeyRoutes } from './routes-passkeys.ts';
import { releaseRoutes } from './routes-release.ts';
import { rallyRoutes } from './routes-rally.ts';
import { warningRoutes } from './routes-warning.ts';
import { alertRoutes, incidentRoutes, trackRoutes, zoneRoutes } from './routes-watch.ts';
import { CONTENT_SECURITY_POLICY, isOwnRequest, isThisMachine, ownHosts } from './security.ts';
import { ReleaseDesk, type ReleasePolicy } from './release-desk.ts';
import type { Passkeys } from './passkeys.ts';
import type { Tokens } from './tokens.ts';
import {
  NO_ADVISORIES,
  type AdvisoriesView,
  NO_RALLY,
  noMembers,
  type MembersView,
  type NodeView,
  type RallySource,
} from './view.ts';

export interface ApiOptions {
  readonly view: NodeView;
  readonly rally?: RallySource;
  /** who sees what; without it by role alone, and other members' people see what is for all */
  readonly release?: ReleasePolicy;
  readonly members?: MembersView;
  readonly accounts: Accounts;
  /** API tokens; without them only sessions come in */
  /** what sensor nodes tell the desk */
  readonly advisories?: AdvisoriesView;
  readonly tokens?: Tokens;
  /** without it nobody has passkeys */
  readonly passkeys?: Passkeys;
  /** an identity provider to log in with */
  readonly oidc?: Oidc;
  /** puts what administrators do on the record; without it nothing is kept */
  readonly record?: KeepFact;
  readonly host: string;
  readonly demo: boolean;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** folder of the built console; null serves the API alone */
  readonly consoleDir: string | null;
  readonly logger: FastifyBaseLogger;
  readonly version: string;
  readonly now: () => number;
  /** how long a client may take to send a request; 30 s */
  readonly patienceMs?: number;
  readonly isReady: () => { readonly ready: boolean; readonly why: string };
}

export interface Api {
  readonly app: FastifyInstance;
  /** every route that was registered, as Fastify has it: for tests that walk them all */
  readonly routes: readonly { readonly method: string; readonly url: string }[];
  readonly live: LiveHub;
  readonly desk: ReleaseDesk;
  readonly access: Access;
  close(): Promise<void>;
}

/** Where the browser comes back from another site; state and a cookie say whether it may. */
const OIDC_CALLBACK = '/api/v1/session/oidc/callback';
/** Routes of the API that need no session. The live socket closes by itself. */
const OPEN_ROUTES: ReadonlySet<string> = new Set([
  '/api/v1/session',
  '/api/v1/session/passkey/options',
  '/api/v1/session/passkey',
  '/api/v1/session/oidc',
  '/api/v1/session/oidc/start',
  OIDC_CALLBACK,
  '/api/v1/openapi.json',
  '/api/v1/live',
]);
/** What another member's people may ask at all: a route that is not here is closed to them (REL-16). */
const OUTSIDERS_ROUTES: ReadonlySet<string> = new Set(
  [
    ...['session/oidc', 'session/oidc/start', 'session/oidc/callback'],
    ...['session/passkey', 'session/passkey/options', 'session/passkeys'],
    ...['session/passkeys/options', 'session/passkeys/:id'],
    ...['session', 'session/password', 'openapi.json', 'live', 'node', 'calls', 'calls/:id'],
    ...['tracks', 'tracks/:tn', 'tracks/:tn/history', 'alerts', 'alerts/:id/warning'],
    ...['incidents', 'incidents/:id', 'zones', 'zones/export'],
    ...['history/density', 'history/frames', 'history/alerts', 'history/labels'],
  ].map((route) => `/api/v1/${route}`),
);
const PATIENCE_MS = 30_000;
/** A stopping node waits so long for answers under way and for consoles to say goodbye. */
const CLOSE_PATIENCE_MS = 500;
const BODY_LIMIT = 20 * 2 ** 20;

/** The HTTP and WebSocket server of a node. Every screen uses only this. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { view } = options;
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  // A client that sends its request drop by drop is cut off: its headers in a third of the time for the whole.
  const slow = {
    headersTimeout: patienceMs / 3,
    connectionsCheckingInterval: Math.min(5000, patienceMs / 3),
  };
  const transport =
    options.tls === null ? { http: slow } : { https: { ...readTls(options.tls), ...slow } };
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: patienceMs,
    routerOptions: { maxParamLength: 300 },
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false } },
    ...transport,
  }) as unknown as FastifyInstance;
  const routes: { method: string; url: string }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  const access = new Access({
    accounts: options.accounts,
    tokens: options.tokens ?? null,
    passkeys: options.passkeys ?? null,
    record: options.record ?? null,
    now: options.now,
    member: view.member,
  });
  const rally = options.rally ?? NO_RALLY;
  const members = options.members ?? noMembers(view.member, view.status().name);
  const advisories = options.advisories ?? NO_ADVISORIES;
  const desk = new ReleaseDesk(view, rally, members, advisories, options.release);
  const live = new LiveHub(view, desk);
  await addPlugins(app, options);
  guard(app, options, access, desk);
  access.sessions.onEnd = (id) => live.disconnect(id);
  await app.register(
    (api) => {
      sessionRoutes(api, access, { demo: options.demo, secure: options.tls !== null });
      passkeyRoutes(api, access, options.tls !== null);
      oidcRoutes(api, access, options.oidc ?? null, options.tls !== null);
      accessRoutes(api, access);
      nodeRoutes(api);
      trackRoutes(api);
      alertRoutes(api);
      warningRoutes(api, options.now);
      advisoryRoutes(api);
      incidentRoutes(api);
      zoneRoutes(api);
      rallyRoutes(api);
      memberRoutes(api, members);
      releaseRoutes(api, desk);
      api.get('/live', { websocket: true, schema: { hide: true } }, (socket, request) => {
        if (request.session === null) socket.close(4401, 'log in first');
        else live.connect(socket, request.session, request.sessionId);
      });
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
      return Promise.resolve();
    },
    { prefix: '/api/v1' },
  );
  healthRoutes(app, options, desk);
  if (options.consoleDir !== null) await serveConsole(app, options.consoleDir);
  await app.ready();
  return {
    app,
    routes,
    live,
    desk,
    access,
    close: async () => {
      live.close();
      const cut = setTimeout(() => cutOff(app), CLOSE_PATIENCE_MS);
      await app.close();
      clearTimeout(cut);
    },
  };
}

/** A console that sleeps or lost its line would hold up the stop for half a minute. */
function cutOff(app: FastifyInstance): void {
  for (const client of app.websocketServer.clients) client.terminate();
  app.server.closeAllConnections();
}

function readTls(tls: { readonly cert: string; readonly key: string }): {
  cert: Buffer;
  key: Buffer;
} {
  return { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
}

async function addPlugins(app: FastifyInstance, options: ApiOptions): Promise<void> {
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: CONTENT_SECURITY_POLICY as unknown as Record<string, string[]>,
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: options.tls !== null,
  });
  await app.register(rateLimit, { global: true, max: 3000, timeWindow: '1 minute' });
  await app.register(websocket, { options: { maxPayload: 256 * 1024, perMessageDeflate: false } });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tocsin node',
        description: 'Picture, alerts, incidents, zones, feeds and history of one node.',
        version: options.version,
      },
    },
  });
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, body),
  );
}

/** Session, own-request check and one form for every error. */
function guard(app: FastifyInstance, options: ApiOptions, access: Access, desk: ReleaseDesk): void {
  const hosts = ownHosts(options.host, process.env['TOCSIN_HOSTS']);
  app.decorateRequest('session', null);
  app.decorateRequest('sessionId', '');
  app.decorateRequest('may');
  app.decorateRequest('view');
  app.decorateRequest('rally');
  app.decorateRequest('advisories');
  app.addHook('onRequest', async (request, reply) => {
    // The route that was found, not the address as written: that has more spellings than one.
    const route = request.routeOptions.url ?? '';
    if (!isOwnRequest(request, hosts, route === OIDC_CALLBACK)) {
      return sendFault(reply, 403, {
        code: 'foreign-request',
        text: 'this node answers its own page only',
      });
    }
    access.identify(request);
    if (route.startsWith('/api/') && !OPEN_ROUTES.has(route) && request.session === null) {
      return sendFault(reply, 401, { code: 'no-session', text: 'log in first' });
    }
    if (request.session !== null) {
      const seat = desk.seatOf(request.session);
      request.view = seat.view;
      request.rally = seat.rally;
      request.advisories = seat.advisories;
      if (seat.view.isForeign && route.startsWith('/api/') && !OUTSIDERS_ROUTES.has(route)) {
        const text = "this is for the member's own people";
        return sendFault(reply, 403, { code: 'forbidden', text });
      }
    }
    return undefined;
  });
  app.setErrorHandler(
    (error: { statusCode?: number; validation?: unknown; message: string }, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error(error, 'request failed');
      const code =
        error.validation !== undefined
          ? 'bad-request'
          : status === 429
            ? 'too-many-requests'
            : status < 500
              ? 'bad-request'
              : 'internal';
      return sendFault(reply, status, {
        code,
        text: status >= 500 ? 'something went wrong in the node' : error.message,
      });
    },
  );
}

function healthRoutes(app: FastifyInstance, options: ApiOptions, desk: ReleaseDesk): void {
  app.get('/healthz', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/plain').send('ok\n'),
  );
  app.get('/readyz', { schema: { hide: true } }, (_request, reply) => {
    const { ready, why } = options.isReady();
    return reply
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready\n' : `not ready: ${why}\n`);
  });
  // Names of feeds and outputs stand in it: for this machine, and for the member's own people and tokens.
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const { session } = request;
    const isOwn = session !== null && !desk.seatOf(session).view.isForeign;
    if (!isOwn && (session !== null || !isThisMachine(request))) {
      const text = 'from another machine it needs a token';
      return sendFault(reply, session === null ? 401 : 403, { code: 'forbidden', text });
    }
    const text = await options.view.metrics();
    return reply.type('text/plain; version=0.0.4').send(`${text}${desk.metrics()}`);
  });
}

/** The built page; every path that is no file and no API is the page itself, so that deep links work. */
async function serveConsole(app: FastifyInstance, dir: string): Promise<void> {
  if (!existsSync(path.join(dir, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: dir,
    cacheControl: false,
    lastModified: true,
    etag: true,
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !path.extname(request.url.split('?')[0]!);
    if (isPage) return reply.sendFile('index.html');
    return sendFault(reply, 404, {
      code: 'not-found',
      text: `there is nothing at ${request.url.slice(0, 100)}`,
    });
  });
}
