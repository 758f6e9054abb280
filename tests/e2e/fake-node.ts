/**
 * A node for browser tests: the real API server over a made-up watch. Commands change it as they would change a real
 * one; the history is the same world at another time.
 */
import path from 'node:path';
import pino from 'pino';
import { ok, type Result } from '../../src/base/index.ts';
import {
  alertCode,
  TRACK_FRAME_FLAGS,
  type Alert,
  type Box,
  type HistoryDensity,
  type Identity,
  type IdentityState,
  type Incident,
  type NodeStatus,
  type Picture,
  type Refusal,
  type TrackDetail,
  type TrackLabel,
  type TrackPoint,
  type WatchCommand,
  type Zone,
  type ZoneEntry,
  type ZoneImportReport,
} from '../../src/model/index.ts';
import {
  createApi,
  toPastLabel,
  UNLABELLED,
  type Accounts,
  type Api,
  type NodeChange,
  type NodeView,
  type Passkeys,
} from '../../src/node/api/index.ts';
import { encodePicture } from '../../src/node/api/track-view.ts';
import { readZones } from '../../src/sense/index.ts';
import { ROOT } from '../root.ts';
import { makeAdvisories } from './fake-advisories.ts';
import {
  makeAlerts,
  makeIncidents,
  makeSensors,
  makeSources,
  makeZones,
  zoneFrom,
} from './fake-items.ts';
import { FakeMembers } from './fake-members.ts';
import { makeAlliance } from './fake-rally.ts';
import { makeObjects, makeRoom, pictureAt, type FakeObject } from './fake-world.ts';

const HISTORY_MS = 3_600_000;

export class FakeWatch implements NodeView {
  readonly member = 'RO';
  readonly labels = UNLABELLED;
  readonly objects: readonly FakeObject[];
  readonly startedAt = Date.now();
  readonly #byNumber: ReadonlyMap<number, FakeObject>;
  readonly #picture: Picture;
  readonly #listeners = new Set<(change: NodeChange) => void>();
  readonly #overrides = new Map<number, IdentityState>();
  readonly commands: WatchCommand[] = [];
  #alerts: Alert[];
  #incidents: Incident[];
  #zones: Zone[] = makeZones();
  mode: NodeStatus['mode'] = 'exercise';

  constructor(extra = 0) {
    this.objects = makeObjects(extra);
    this.#byNumber = new Map(this.objects.map((object) => [object.trackNumber, object]));
    this.#picture = makeRoom(this.objects);
    this.#alerts = makeAlerts(this.startedAt);
    this.#incidents = makeIncidents(this.startedAt);
  }

  status(): NodeStatus {
    const now = Date.now();
    return {
      member: 'ROU',
      name: 'Constanța watch',
      version: '0.1.0',
      startedAt: this.startedAt,
      now,
      mode: this.mode,
      tracks: this.objects.length,
      plotRate: 212,
      sources: { live: 5, total: 6 },
      historyFrom: now - HISTORY_MS,
      historyTo: now,
      diskOk: true,
      diskFreeMb: 51_200,
      notices: [],
      banner: 'UNCLASSIFIED · EXERCISE · REL TO ROU BGR TUR',
    };
  }

  picture(): Picture {
    return this.#picture;
  }

  detail(trackNumber: number): TrackDetail | undefined {
    const object = this.#byNumber.get(trackNumber);
    if (object === undefined) return undefined;
    const named = !/^RO-/.test(object.name);
    const now = Date.now();
    return {
      trackNumber,
      icao: object.icao ?? null,
      mmsi: object.mmsi ?? null,
      mode3A: object.squawk ?? null,
      callsign: named && object.environment === 'air' ? object.name : null,
      uasId: null,
      shipName: object.environment === 'sea' ? object.name : null,
      shipType: null,
      tail: null,
      emergency: null,
      destination: object.environment === 'sea' ? 'CONSTANTA' : null,
      operatorLatRad: null,
      operatorLonRad: null,
      operatorId: null,
      onGround: false,
      classes: object.kind === '' ? [] : [{ type: object.kind, confidence: 0.88 }],
      environment: object.environment,
      sources: object.sourceIds.map((sourceId, i) => ({
        sensorId: sourceId.toUpperCase(),
        sourceId,
        lastAt: now - object.ageS * 1000 - i * 2300,
        plots: 240 - i * 31,
      })),
      findings: (object.findings ?? []).map((finding) => ({
        ...finding,
        firstAt: now - 400_000,
        lastAt: now,
      })),
      simulated: true,
    };
  }

  identity(trackNumber: number): IdentityState {
    const identity: Identity = this.#byNumber.get(trackNumber)?.identity ?? 'pending';
    const rule = { kind: 'rule', id: 'air-profile' } as const;
    return (
      this.#overrides.get(trackNumber) ?? {
        trackNumber,
        identity,
        by: rule,
        at: this.startedAt - 600_000,
        reason: 'rule air-profile: origin, behaviour and claims',
      }
    );
  }

  entries(trackNumber: number): readonly ZoneEntry[] {
    if (trackNumber < 101 || trackNumber > 106) return [];
    const forecast = this.#alerts[0]?.forecast ?? null;
    return [{ zoneId: 'z-1', zoneName: 'Exercise area AMBER', inside: false, forecast }];
  }

  forecastNoise(onSurface: boolean): number {
    return onSurface ? 0.01 : 0.5;
  }

  alertOf(trackNumber: number): number {
    const concerns = this.#alerts.find(
      ({ object }) =>
        (object.kind === 'track' && object.trackNumber === trackNumber) ||
        (object.kind === 'group' && object.trackNumbers.includes(trackNumber)),
    );
    if (concerns === undefined || concerns.shelved !== null) return 0;
    return alertCode(concerns.priority, concerns.state.endsWith('unack'));
  }

  alerts(): readonly Alert[] {
    return this.#alerts;
  }

  incidents(): readonly Incident[] {
    return this.#incidents;
  }

  zones(): readonly Zone[] {
    return this.#zones;
  }

  sources() {
    return makeSources(Date.now(), Math.round((Date.now() - this.startedAt) / 1000));
  }

  sensors() {
    return makeSensors(Date.now());
  }

  command(command: WatchCommand, actor: string): Promise<Result<null, Refusal>> {
    this.commands.push(command);
    const now = Date.now();
    const change = (id: string, with_: Partial<Alert>): void => {
      this.#alerts = this.#alerts.map((alert) =>
        alert.id === id ? { ...alert, ...with_ } : alert,
      );
      this.tell('alerts');
    };
    const changeIncident = (id: string, with_: (incident: Incident) => Partial<Incident>): void => {
      this.#incidents = this.#incidents.map((one) =>
        one.id === id ? { ...one, ...with_(one) } : one,
      );
      this.tell('incidents');
    };
    switch (command.type) {
      case 'alert.acknowledge':
        change(command.alertId, { state: 'active-ack', acknowledged: { by: actor, at: now } });
        break;
      case 'alert.shelve':
        change(command.alertId, {
          shelved: {
            by: actor,
            at: now,
            until: now + command.minutes * 60_000,
            reason: command.reason,
          },
        });
        break;
      case 'alert.unshelve':
        change(command.alertId, { shelved: null });
        break;
      case 'alert.escalate':
        change(command.alertId, {
          escalation: (this.#alerts.find(({ id }) => id === command.alertId)?.escalation ?? 0) + 1,
        });
        break;
      case 'incident.open': {
        const id = `RO-${8 + this.#incidents.length}`;
        this.#incidents = [
          ...this.#incidents,
          {
            ...makeIncidents(now)[1]!,
            id,
            title: command.title,
            state: 'open',
            openedAt: now,
            openedBy: actor,
            alertIds: command.alertIds,
            trackNumbers: command.trackNumbers,
            notes: [{ at: now, by: 'node', text: 'Opened.', kind: 'machine' }],
          },
        ];
        for (const alertId of command.alertIds) change(alertId, { incidentId: id });
        this.tell('incidents');
        break;
      }
      case 'incident.note':
        changeIncident(command.incidentId, ({ notes }) => ({
          notes: [...notes, { at: now, by: actor, text: command.text, kind: 'person' }],
        }));
        break;
      case 'incident.state':
        changeIncident(command.incidentId, () => ({ state: command.state }));
        break;
      case 'incident.add-track':
        changeIncident(command.incidentId, ({ trackNumbers }) => ({
          trackNumbers: [...trackNumbers, command.trackNumber],
        }));
        break;
      case 'identity.override':
        this.#overrides.set(command.trackNumber, {
          trackNumber: command.trackNumber,
          identity: command.identity,
          by: { kind: 'person', id: actor },
          at: now,
          reason: command.reason,
        });
        break;
      case 'identity.lift':
        this.#overrides.delete(command.trackNumber);
        break;
      case 'zone.draw':
        this.#zones = [
          ...this.#zones,
          zoneFrom(`z-${this.#zones.length + 1}`, command.draft, 'drawn'),
        ];
        this.tell('zones');
        break;
      case 'zone.change':
        this.#zones = this.#zones.map((zone) =>
          zone.id === command.zoneId ? { ...zone, ...command.draft } : zone,
        );
        this.tell('zones');
        break;
      case 'zone.remove':
        this.#zones = this.#zones.filter((zone) => zone.id !== command.zoneId);
        this.tell('zones');
        break;
      default:
    }
    return Promise.resolve(ok(null));
  }

  importZones(bytes: Uint8Array): Promise<Result<ZoneImportReport, Refusal>> {
    const { format, zones, findings, incomplete } = readZones(bytes);
    this.#zones = [...this.#zones, ...zones];
    this.tell('zones');
    return Promise.resolve(ok({ format, loaded: zones, findings, incomplete }));
  }

  trackHistory(trackNumber: number, fromAt: number, toAt: number): Promise<readonly TrackPoint[]> {
    const row = this.objects.findIndex((object) => object.trackNumber === trackNumber);
    const points: TrackPoint[] = [];
    const room = makeRoom(this.objects);
    for (let at = fromAt; row >= 0 && at <= toAt; at += 20_000) {
      pictureAt(this.objects, at, room);
      points.push({
        at,
        latDeg: (room.latRad[row]! * 180) / Math.PI,
        lonDeg: (room.lonRad[row]! * 180) / Math.PI,
        altM: Number.isNaN(room.altM[row]!) ? null : room.altM[row]!,
        vEastMps: room.vEastMps[row]!,
        vNorthMps: room.vNorthMps[row]!,
      });
    }
    return Promise.resolve(points);
  }

  /** An hour ago call signs began with X: a replay must not show today's. */
  pastLabels(_at: number, trackNumbers: readonly number[]): Promise<readonly TrackLabel[]> {
    return Promise.resolve(
      trackNumbers.flatMap((trackNumber) => {
        const detail = this.detail(trackNumber);
        if (detail === undefined) return [];
        const callsign = detail.callsign === null ? null : `X${detail.callsign}`;
        const { identity } = this.identity(trackNumber);
        return [toPastLabel(this.member, { ...detail, callsign }, identity)];
      }),
    );
  }

  knownAlerts(): Promise<readonly Alert[]> {
    return Promise.resolve(this.alerts());
  }

  density(from: number, to: number, buckets: number): Promise<HistoryDensity> {
    const wave = (i: number, n: number): number => Math.round(n * (1 + Math.sin(i / 4)));
    const list = (make: (i: number) => number): number[] =>
      Array.from({ length: buckets }, (_, i) => make(i));
    return Promise.resolve({
      from,
      to,
      tracks: list((i) => 40 + wave(i, 14)),
      alerts: {
        emergency: list((i) => (i % 37 === 30 ? 1 : 0)),
        warning: list((i) => (i % 17 === 9 ? 2 : 0)),
        other: list((i) => (i % 7 === 3 ? 3 : 1)),
      },
    });
  }

  async *frames(
    fromAt: number,
    toAt: number,
    stepMs: number,
    box: Box | null,
  ): AsyncIterable<Uint8Array> {
    await Promise.resolve();
    const room = makeRoom(this.objects);
    for (let at = fromAt; at < toAt; at += stepMs) {
      pictureAt(this.objects, at, room);
      yield encodePicture(
        this,
        { ...room, at },
        box,
        0,
        TRACK_FRAME_FLAGS.replay | TRACK_FRAME_FLAGS.exercise,
      );
    }
  }

  ledger() {
    return [];
  }

  metrics(): Promise<string> {
    return Promise.resolve('');
  }

  subscribe(listener: (change: NodeChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(change: NodeChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  advance(now: number): void {
    pictureAt(this.objects, now, this.#picture);
    (this.#picture as { at: number }).at = now;
  }
}

export interface FakeNode {
  readonly url: string;
  readonly watch: FakeWatch;
  readonly members: FakeMembers;
  /** closes the sockets and the port, keeps the watch */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const NOBODY = { check: () => Promise.resolve(undefined) } as unknown as Accounts;

/** Serves dist-console over a fake watch on a free loopback port. */
export async function startFakeNode(
  options: {
    extra?: number;
    port?: number;
    demo?: boolean;
    /** real ones; else nobody can log in */
    accounts?: Accounts;
    passkeys?: Passkeys;
  } = {},
): Promise<FakeNode> {
  const watch = new FakeWatch(options.extra ?? 0);
  const alliance = await makeAlliance(Date.now());
  const advisories = makeAdvisories();
  const members = new FakeMembers(Date.now());
  let api: Api | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let port = options.port ?? 0;
  const comeBack = async (): Promise<void> => {
    watch.advance(Date.now());
    api = await createApi({
      view: watch,
      rally: alliance.own,
      advisories,
      members,
      accounts: options.accounts ?? NOBODY,
      ...(options.passkeys === undefined ? {} : { passkeys: options.passkeys }),
      host: '127.0.0.1',
      demo: options.demo ?? true,
      tls: null,
      consoleDir: path.join(ROOT, 'dist-console'),
      logger: pino({ level: 'silent' }),
      version: '0.1.0',
      now: () => Date.now(),
      isReady: () => ({ ready: true, why: '' }),
    });
    await api.app.listen({ host: '127.0.0.1', port });
    port = (api.app.server.address() as { port: number }).port;
    const { live } = api;
    let beat = 0;
    timer = setInterval(() => {
      watch.advance(Date.now());
      alliance.setNow(Date.now());
      void alliance.beat();
      if (beat++ % 3 === 0) for (const change of ['node', 'sources'] as const) watch.tell(change);
      live.tick(Date.now());
    }, 1000);
  };
  const goDown = async (): Promise<void> => {
    clearInterval(timer);
    api?.live.close();
    api?.app.server.closeAllConnections();
    await api?.app.close();
    api = null;
  };
  await comeBack();
  return { url: `http://127.0.0.1:${port}/`, watch, members, goDown, comeBack, stop: goDown };
}

// node dist/tests/e2e/fake-node.js PORT [EXTRA]: a picture to look at while working on the console.
if (process.argv[1]?.endsWith('fake-node.js')) {
  const node = await startFakeNode({
    port: Number(process.argv[2] ?? 8090),
    extra: Number(process.argv[3] ?? 0),
  });
  console.log(node.url);
}
