import path from 'node:path';
import { DEG_TO_RAD } from '../../base/index.ts';
import {
  type Identity,
  type Label,
  type Reader,
  type Role,
  type Sensor,
  type SourceConfig,
  type Transport,
} from '../../model/index.ts';
import type { TrackTerms } from '../../share/index.ts';
import type { NatsServerOptions, NatsSettings } from '../federation/index.ts';
import { toLabel, toReader, toRelease, type ReleaseConfig } from './release.ts';
import { SQLITE, type StoreSetting } from '../store/index.ts';
import type {
  RawConfig,
  RawFeed,
  RawNatsServer,
  RawOutput,
  RawReader,
  RawSensor,
} from './schema.ts';

/** An object known beforehand, by any of its claims. */
export interface KnownIdentity {
  readonly icao?: number;
  readonly mmsi?: number;
  readonly uasId?: string;
  readonly callsign?: string;
  readonly identity: Identity;
  readonly reason: string;
}

/** Who reads an output: what leaves is decided for each of them by label, with bounds of its own. */
export interface CotReaderConfig {
  /** common name of the client certificates that this is for; null: every other client */
  readonly client: string | null;
  readonly reader: Reader;
  readonly trackLabel: Label;
  readonly maxClients: number;
  /** octets unsent at which one of its clients is cut off */
  readonly queueOctets: number;
}

/** The picture for TAK clients on a TCP port. */
export interface CotOutputConfig {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** at least one, no name twice; a client that is none of them is refused */
  readonly readers: readonly CotReaderConfig[];
  /** how long a client may show a track without news */
  readonly staleMs: number;
  readonly tls: {
    readonly cert: string;
    readonly key: string;
    /** null: every client */
    readonly clientCa: string | null;
  } | null;
}

/** Links to other members' nodes; who is admitted stands in the ledger. */
export interface FederationConfig {
  /** where allies' nodes dial in; null: this node dials only */
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** HOST:PORT by member; it goes before the address that the member's invitation gave */
  readonly peers: ReadonlyMap<string, string>;
  /** null: links run from node to node */
  readonly nats: NatsSettings | null;
  /** null: no tracks go to allies */
  readonly tracks: {
    readonly toAll: TrackTerms;
    /** by member; it goes before `toAll` */
    readonly to: ReadonlyMap<string, TrackTerms>;
  } | null;
}

/** The configuration a node runs on: every default filled in, SI units and radians. */
export interface NodeConfig {
  readonly member: string;
  readonly name: string;
  readonly mode: 'live' | 'exercise';
  readonly banner: string;
  /** middle of the region, where tangent planes start from; null: the first sensor's site */
  readonly region: { readonly latRad: number; readonly lonRad: number } | null;
  readonly dataDir: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly tlsCert: string | null;
    readonly tlsKey: string | null;
  };
  readonly feeds: readonly SourceConfig[];
  readonly outputs: readonly CotOutputConfig[];
  /** null: this node has no links, its rally desk works alone */
  readonly federation: FederationConfig | null;
  readonly release: ReleaseConfig;
  /** null: accounts of this node only */
  readonly oidc: {
    readonly name: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecretFile: string | null;
    readonly baseUrl: string;
    readonly roleClaim: string;
    readonly roles: readonly { readonly group: string; readonly role: Role }[];
  } | null;
  readonly zoneFiles: readonly string[];
  readonly identities: readonly KnownIdentity[];
  /** overrides of the judge's alert rules, checked by the judge */
  readonly alertRules: Readonly<Record<string, unknown>>;
  /** where ledger, history and what allies sent are kept */
  readonly store: StoreSetting;
  readonly history: {
    readonly maxAgeMs: number;
    readonly maxBytes: number;
    readonly operatorDataMs: number;
  };
  readonly recordPath: string | null;
  readonly logLevel: string;
  /** live tracks at most */
  readonly capacity: number;
  /** where it was read from; null when there is no file */
  readonly path: string | null;
}

/** Whether a bind address can be reached from this machine only. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

const DAY_MS = 86_400_000;
const DEFAULT_STREAM = 'TOCSIN';
const DEFAULT_STREAM_MB = 64;
export const DEFAULT_MEMBER = 'ROU';

export function applyDefaults(raw: RawConfig, baseDir: string, file: string | null): NodeConfig {
  const mode = raw.node?.mode ?? 'live';
  const region =
    raw.node?.lat === undefined || raw.node.lon === undefined
      ? null
      : { latRad: raw.node.lat * DEG_TO_RAD, lonRad: raw.node.lon * DEG_TO_RAD };
  return {
    member: raw.node?.member ?? DEFAULT_MEMBER,
    name: raw.node?.name ?? 'Tocsin node',
    mode,
    banner: raw.node?.banner ?? 'UNCLASSIFIED',
    region,
    dataDir: path.resolve(baseDir, raw.data ?? 'tocsin-data'),
    http: {
      host: raw.http?.host ?? '127.0.0.1',
      port: raw.http?.port ?? 8780,
      tlsCert: raw.http?.tls_cert === undefined ? null : path.resolve(baseDir, raw.http.tls_cert),
      tlsKey: raw.http?.tls_key === undefined ? null : path.resolve(baseDir, raw.http.tls_key),
    },
    feeds: (raw.feeds ?? []).map((feed) => toSource(feed, baseDir, mode === 'exercise')),
    outputs: (raw.outputs ?? []).map((output) => toOutput(output, baseDir)),
    federation:
      raw.federation === undefined
        ? null
        : {
            listen:
              raw.federation.listen === undefined ? null : splitHostPort(raw.federation.listen),
            peers: new Map(Object.entries(raw.federation.peers ?? {})),
            nats: raw.federation.transport === 'nats' ? toNats(raw.federation, baseDir) : null,
            tracks: toTrackTerms(raw.federation.tracks),
          },
    release: toRelease(raw),
    oidc: toOidc(raw.oidc, baseDir),
    zoneFiles: (raw.zones ?? []).map((zone) => path.resolve(baseDir, zone)),
    identities: (raw.identities ?? []).map((known) => ({
      ...(known.icao === undefined ? {} : { icao: Number.parseInt(known.icao, 16) }),
      ...(known.mmsi === undefined ? {} : { mmsi: known.mmsi }),
      ...(known.uas === undefined ? {} : { uasId: known.uas }),
      ...(known.callsign === undefined ? {} : { callsign: known.callsign }),
      identity: known.identity as Identity,
      reason: known.reason ?? 'configured',
    })),
    alertRules: raw.alerts ?? {},
    store: toStore(raw),
    history: {
      maxAgeMs: (raw.history?.max_age_days ?? 30) * DAY_MS,
      maxBytes: (raw.history?.max_size_mb ?? 20_000) * 1e6,
      operatorDataMs: (raw.history?.operator_data_hours ?? 24) * 3_600_000,
    },
    recordPath: raw.record === undefined ? null : path.resolve(baseDir, raw.record),
    logLevel: raw.log?.level ?? 'info',
    capacity: raw.capacity ?? 20_000,
    path: file,
  };
}

/** The password is not of the file: loadConfig() takes it from the environment. */
function toStore({ store, node }: RawConfig): StoreSetting {
  if (store?.kind !== 'postgresql' || store.url === undefined) return SQLITE;
  const schema = store.schema ?? `tocsin_${(node?.member ?? DEFAULT_MEMBER).toLowerCase()}`;
  return { kind: 'postgresql', url: store.url, password: null, schema };
}

function splitHostPort(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

const SHARE_TRACKS_S = 2;

function toTrackTerms(
  raw: NonNullable<RawConfig['federation']>['tracks'],
): FederationConfig['tracks'] {
  if (raw === undefined) return null;
  const toAll = termsOf(raw, { everyMs: SHARE_TRACKS_S * 1000, box: null });
  const to = Object.entries(raw.to ?? {}).map(
    ([member, own]) => [member, termsOf(own, toAll)] as const,
  );
  return { toAll, to: new Map(to) };
}

function termsOf(
  { every_s, box }: { every_s?: number; box?: [number, number, number, number] },
  otherwise: TrackTerms,
): TrackTerms {
  return {
    everyMs: every_s === undefined ? otherwise.everyMs : every_s * 1000,
    box:
      box === undefined
        ? otherwise.box
        : { westDeg: box[0], southDeg: box[1], eastDeg: box[2], northDeg: box[3] },
  };
}

function toNats(
  { nats = {} }: NonNullable<RawConfig['federation']>,
  baseDir: string,
): NatsSettings {
  const members = Object.entries(nats.members ?? {});
  return {
    server: toNatsServer(nats, nats.url ?? '', baseDir),
    // What is not said for a member's server is as for the own one.
    servers: new Map(
      members.map(([member, one]) => [member, toNatsServer({ ...nats, ...one }, one.url, baseDir)]),
    ),
    stream: nats.stream ?? DEFAULT_STREAM,
    maxOctets: (nats.max_mb ?? DEFAULT_STREAM_MB) * 1024 * 1024,
  };
}

function toNatsServer(raw: RawNatsServer, url: string, baseDir: string): NatsServerOptions {
  const file = (name: string): string => path.resolve(baseDir, name);
  return {
    url,
    ...(raw.credentials === undefined ? {} : { credentialsFile: file(raw.credentials) }),
    ...(raw.user === undefined ? {} : { user: raw.user }),
    ...(raw.password_file === undefined ? {} : { passwordFile: file(raw.password_file) }),
    ...(raw.tls_ca === undefined ? {} : { caFile: file(raw.tls_ca) }),
    ...(raw.tls_cert === undefined ? {} : { certFile: file(raw.tls_cert) }),
    ...(raw.tls_key === undefined ? {} : { keyFile: file(raw.tls_key) }),
  };
}

function toOidc(raw: RawConfig['oidc'], baseDir: string): NodeConfig['oidc'] {
  if (raw === undefined) return null;
  const file = raw.client_secret_file;
  return {
    name: raw.name ?? 'single sign-on',
    issuer: raw.issuer,
    clientId: raw.client_id,
    clientSecretFile: file === undefined ? null : path.resolve(baseDir, file),
    baseUrl: raw.base_url,
    roleClaim: raw.role_claim ?? 'groups',
    roles: Object.entries(raw.roles).map(([group, role]) => ({ group, role })),
  };
}

function toOutput(raw: RawOutput, baseDir: string): CotOutputConfig {
  const file = (name: string): string => path.resolve(baseDir, name);
  const { reader, readers = [] } = raw;
  return {
    id: raw.id,
    ...splitHostPort(raw.listen),
    readers: [
      ...readers.map((one) => toOutputReader(one.client, one.reader, { ...raw, ...one })),
      ...(reader === undefined ? [] : [toOutputReader(null, reader, raw)]),
    ],
    staleMs: (raw.stale_s ?? 20) * 1000,
    tls:
      raw.tls_cert === undefined || raw.tls_key === undefined
        ? null
        : {
            cert: file(raw.tls_cert),
            key: file(raw.tls_key),
            clientCa: raw.client_ca === undefined ? null : file(raw.client_ca),
          },
  };
}

function toOutputReader(
  client: string | null,
  reader: RawReader,
  { tracks, max_clients, queue_kib }: Pick<RawOutput, 'tracks' | 'max_clients' | 'queue_kib'>,
): CotReaderConfig {
  return {
    client,
    reader: toReader(reader.member, reader),
    trackLabel: toLabel(tracks),
    maxClients: max_clients ?? 200,
    queueOctets: (queue_kib ?? 8192) * 1024,
  };
}

function toTransport(feed: RawFeed, baseDir: string): Transport {
  if (feed.udp !== undefined) {
    const base = { kind: 'udp', host: feed.udp.host ?? '127.0.0.1', port: feed.udp.port } as const;
    return feed.udp.group === undefined ? base : { ...base, group: feed.udp.group };
  }
  if (feed.connect !== undefined) return { kind: 'tcp-client', ...splitHostPort(feed.connect) };
  if (feed.listen !== undefined) return { kind: 'tcp-server', ...splitHostPort(feed.listen) };
  return { kind: 'file', path: path.resolve(baseDir, feed.file ?? ''), speed: feed.speed ?? 1 };
}

function toSource(feed: RawFeed, baseDir: string, exercise: boolean): SourceConfig {
  return {
    id: feed.id,
    name: feed.name ?? feed.id,
    format: feed.format as SourceConfig['format'],
    transport: toTransport(feed, baseDir),
    simulated: exercise,
    options: feed.options ?? {},
    sensors: (feed.sensors ?? []).map((sensor) => toSensor(sensor, feed.id)),
  };
}

function toSensor(raw: RawSensor, sourceId: string): Sensor {
  const or = (value: number | undefined, otherwise: number): number => value ?? otherwise;
  const maxRangeM = raw.max_range;
  return {
    id: raw.id,
    sourceId,
    name: raw.name ?? raw.id,
    kind: raw.kind,
    latRad: raw.lat * DEG_TO_RAD,
    lonRad: raw.lon * DEG_TO_RAD,
    heightM: or(raw.height, 0),
    periodS: or(raw.period, Number.NaN),
    rotating: raw.rotating ?? raw.kind === 'radar2d',
    sdRangeM: or(raw.sd_range, 80),
    sdAzimuthRad: or(raw.sd_azimuth, 0.08) * DEG_TO_RAD,
    sdElevationRad: or(raw.sd_elevation, 0.2) * DEG_TO_RAD,
    sdPositionM: or(raw.sd_position, 30),
    sdAltM: 30,
    sdVelocityMps: 2,
    pd: or(raw.pd, 0.9),
    clutterPerScan: or(raw.clutter, 5),
    fov:
      maxRangeM === undefined
        ? null
        : {
            minRangeM: or(raw.min_range, 0),
            maxRangeM,
            azimuthFromRad: null,
            azimuthToRad: null,
            minElevationRad: -Math.PI / 2,
            maxElevationRad: Math.PI / 2,
          },
  };
}
