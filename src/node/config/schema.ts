import { type Static, Type } from '@sinclair/typebox';
import { CLASSIFICATIONS, FEED_FORMATS, IDENTITIES, ROLES } from '../../model/index.ts';

/** The shape of tocsin.yaml. Angles in degrees, as people write them; defaults stand in applyDefaults(). */
const strict = { additionalProperties: false } as const;
const Port = Type.Integer({ minimum: 1, maximum: 65535 });

const SensorSchema = Type.Object(
  {
    id: Type.String({ minLength: 1, description: 'asterix:SAC/SIC, a SAPIENT node UUID, ...' }),
    name: Type.Optional(Type.String()),
    kind: Type.Union([
      Type.Literal('radar2d'),
      Type.Literal('radar3d'),
      Type.Literal('bearing'),
      Type.Literal('position'),
      Type.Literal('selfreport'),
      Type.Literal('tracks'),
    ]),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    height: Type.Optional(Type.Number({ minimum: -500, maximum: 20_000 })),
    period: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    rotating: Type.Optional(Type.Boolean()),
    sd_range: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    sd_azimuth: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    sd_elevation: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    sd_position: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    pd: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    clutter: Type.Optional(Type.Number({ minimum: 0 })),
    max_range: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    min_range: Type.Optional(Type.Number({ minimum: 0 })),
  },
  strict,
);

const Names = Type.Array(Type.String({ minLength: 1, maxLength: 60 }));
const ClassificationSchema = Type.Union(CLASSIFICATIONS.map((name) => Type.Literal(name)));
/** A releasability label; what is left out is the most closed: for this member only. */
const LabelSchema = Type.Object(
  {
    policy: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    classification: Type.Optional(ClassificationSchema),
    releasable_to: Type.Optional(Names),
    excluded: Type.Optional(Names),
    caveats: Type.Optional(Names),
  },
  strict,
);
/** What a member's people and systems may see, the label allowing. */
const CLEARED = {
  clearance: Type.Optional(ClassificationSchema),
  groups: Type.Optional(Names),
  caveats: Type.Optional(Names),
  policies: Type.Optional(Names),
} as const;

const FeedSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,40}$' }),
    name: Type.Optional(Type.String({ maxLength: 80 })),
    format: Type.Union(FEED_FORMATS.map((format) => Type.Literal(format))),
    udp: Type.Optional(
      Type.Object(
        { host: Type.Optional(Type.String()), port: Port, group: Type.Optional(Type.String()) },
        strict,
      ),
    ),
    connect: Type.Optional(
      Type.String({ pattern: '^.+:[0-9]+$', description: 'HOST:PORT to dial' }),
    ),
    listen: Type.Optional(
      Type.String({ pattern: '^.+:[0-9]+$', description: 'HOST:PORT to wait on' }),
    ),
    file: Type.Optional(Type.String()),
    speed: Type.Optional(
      Type.Number({ minimum: 0, description: '1 = as recorded, 0 = as fast as possible' }),
    ),
    simulated: Type.Optional(Type.Boolean()),
    options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    sensors: Type.Optional(Type.Array(SensorSchema)),
    /** label of what comes of it; without it the default of releasability: */
    label: Type.Optional(LabelSchema),
  },
  strict,
);

const KnownSchema = Type.Object(
  {
    icao: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f]{6}$' })),
    mmsi: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999_999 })),
    uas: Type.Optional(Type.String()),
    callsign: Type.Optional(Type.String()),
    identity: Type.Union(IDENTITIES.map((identity) => Type.Literal(identity))),
    reason: Type.Optional(Type.String()),
  },
  strict,
);

const ReaderSchema = Type.Object(
  {
    member: Type.String({ minLength: 1, maxLength: 20 }),
    ...CLEARED,
  },
  strict,
);

/** What readers of an output have of their own; those by name fall back on the output's. */
const READER_BOUNDS = {
  /** label of the tracks; without it they are for this member only */
  tracks: Type.Optional(LabelSchema),
  max_clients: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  queue_kib: Type.Optional(
    Type.Integer({ minimum: 64, maximum: 65_536, description: 'unsent at most, a client' }),
  ),
};

const OutputSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,40}$' }),
    format: Type.Literal('cot'),
    listen: Type.String({ pattern: '^.+:[0-9]+$', description: 'HOST:PORT to wait on' }),
    /** who reads it when no name of `readers` fits; without it, nobody else does */
    reader: Type.Optional(ReaderSchema),
    readers: Type.Optional(
      Type.Array(
        Type.Object(
          {
            client: Type.String({
              minLength: 1,
              maxLength: 64,
              description: 'common name of the client certificate',
            }),
            reader: ReaderSchema,
            ...READER_BOUNDS,
          },
          strict,
        ),
        { maxItems: 100 },
      ),
    ),
    ...READER_BOUNDS,
    stale_s: Type.Optional(Type.Number({ minimum: 3, maximum: 3600 })),
    tls_cert: Type.Optional(Type.String()),
    tls_key: Type.Optional(Type.String()),
    client_ca: Type.Optional(Type.String()),
    plain: Type.Optional(
      Type.Boolean({
        description: 'true: without TLS also to other machines; anybody there reads',
      }),
    ),
  },
  strict,
);

const NATS_SERVER = {
  credentials: Type.Optional(Type.String({ description: 'NATS credentials file (.creds)' })),
  user: Type.Optional(Type.String()),
  password_file: Type.Optional(Type.String({ description: 'file with the password on one line' })),
  tls_ca: Type.Optional(Type.String()),
  tls_cert: Type.Optional(Type.String()),
  tls_key: Type.Optional(Type.String()),
};
const NatsServerSchema = Type.Object(NATS_SERVER, strict);
export type RawNatsServer = Static<typeof NatsServerSchema>;

const NATS_URL = Type.String({ pattern: '^(nats|tls)://[^/ ]+$' });
/** JetStream stream: no dots, no wildcards, no blanks. */
const NATS_NAME = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });

/** Links over NATS JetStream; see docs/operating/nats.md. */
const NatsSchema = Type.Object(
  {
    url: Type.Optional(NATS_URL),
    ...NATS_SERVER,
    stream: Type.Optional(NATS_NAME),
    max_mb: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    members: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Z0-9]{2,10}$' }),
        Type.Object({ url: NATS_URL, ...NATS_SERVER }, strict),
        strict,
      ),
    ),
  },
  strict,
);

/** Who sees what at this node's own exits, see docs/operating/access.md. */
const ReleasabilitySchema = Type.Object(
  {
    /** of tracks whose feeds have no label */
    default: Type.Optional(LabelSchema),
    /** of alerts and incidents; without it for this member only */
    alerts: Type.Optional(LabelSchema),
    /** of zones; without it for this member only */
    zones: Type.Optional(LabelSchema),
    /** members whose people log in here */
    members: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Z0-9]{2,10}$' }),
        Type.Object(CLEARED, strict),
        strict,
      ),
    ),
    /** the highest classification a role sees */
    roles: Type.Optional(
      Type.Object(
        Object.fromEntries(ROLES.map((role) => [role, Type.Optional(ClassificationSchema)])),
        strict,
      ),
    ),
  },
  strict,
);

const TRACK_TERMS = {
  every_s: Type.Optional(Type.Number({ minimum: 0.5, maximum: 3600 })),
  box: Type.Optional(
    Type.Tuple(
      [
        Type.Number({ minimum: -180, maximum: 180 }),
        Type.Number({ minimum: -90, maximum: 90 }),
        Type.Number({ minimum: -180, maximum: 180 }),
        Type.Number({ minimum: -90, maximum: 90 }),
      ],
      { description: '[west, south, east, north] in degrees' },
    ),
  ),
};

/** An identity provider to log in with, see docs/operating/access.md. */
const OidcSchema = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    issuer: Type.String({ pattern: '^https://|^http://(127\\.0\\.0\\.1|localhost)[:/]' }),
    client_id: Type.String({ minLength: 1, maxLength: 200 }),
    client_secret_file: Type.Optional(Type.String()),
    base_url: Type.String({ pattern: '^https?://[^/]+$', description: 'this node, for people' }),
    role_claim: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    roles: Type.Record(
      Type.String({ minLength: 1, maxLength: 200 }),
      Type.Union(ROLES.map((role) => Type.Literal(role))),
    ),
  },
  strict,
);

/** Links to other members' nodes. Who is admitted stands in the ledger, not here: see docs/operating/federation.md. */
const FederationSchema = Type.Object(
  {
    listen: Type.Optional(
      Type.String({
        pattern: '^.+:[0-9]+$',
        description: "HOST:PORT where allies' nodes dial in; without it this node dials only",
      }),
    ),
    transport: Type.Optional(Type.Union([Type.Literal('mtls'), Type.Literal('nats')])),
    peers: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Z0-9]{2,10}$' }),
        Type.String({ pattern: '^.+:[0-9]+$', description: 'HOST:PORT to dial' }),
        strict,
      ),
    ),
    nats: Type.Optional(NatsSchema),
    /** tracks that go to allies: those their labels let them see */
    tracks: Type.Optional(
      Type.Object(
        {
          ...TRACK_TERMS,
          to: Type.Optional(
            Type.Record(
              Type.String({ pattern: '^[A-Z0-9]{2,10}$' }),
              Type.Object(TRACK_TERMS, strict),
              strict,
            ),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);

export const ConfigSchema = Type.Object(
  {
    node: Type.Optional(
      Type.Object(
        {
          member: Type.Optional(Type.String({ pattern: '^[A-Z]{2,3}$' })),
          name: Type.Optional(Type.String({ maxLength: 60 })),
          mode: Type.Optional(Type.Union([Type.Literal('live'), Type.Literal('exercise')])),
          banner: Type.Optional(Type.String({ maxLength: 120 })),
          lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
          lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
        },
        strict,
      ),
    ),
    data: Type.Optional(Type.String()),
    http: Type.Optional(
      Type.Object(
        {
          host: Type.Optional(Type.String()),
          port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65535 })),
          tls_cert: Type.Optional(Type.String()),
          tls_key: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
    feeds: Type.Optional(Type.Array(FeedSchema)),
    outputs: Type.Optional(Type.Array(OutputSchema)),
    federation: Type.Optional(FederationSchema),
    releasability: Type.Optional(ReleasabilitySchema),
    oidc: Type.Optional(OidcSchema),
    zones: Type.Optional(
      Type.Array(Type.String({ description: 'GeoJSON, ED-269 or ED-318 file' })),
    ),
    identities: Type.Optional(Type.Array(KnownSchema)),
    alerts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    store: Type.Optional(
      Type.Object(
        {
          kind: Type.Union([Type.Literal('sqlite'), Type.Literal('postgresql')]),
          url: Type.Optional(
            Type.String({ description: 'postgresql://USER@HOST:PORT/DATABASE, no password' }),
          ),
          schema: Type.Optional(Type.String({ pattern: '^[a-z_][a-z0-9_]{0,62}$' })),
        },
        strict,
      ),
    ),
    history: Type.Optional(
      Type.Object(
        {
          max_age_days: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
          max_size_mb: Type.Optional(Type.Number({ minimum: 10 })),
          operator_data_hours: Type.Optional(Type.Number({ minimum: 0 })),
        },
        strict,
      ),
    ),
    record: Type.Optional(Type.String()),
    log: Type.Optional(
      Type.Object(
        {
          level: Type.Optional(
            Type.Union(
              ['fatal', 'error', 'warn', 'info', 'debug', 'trace'].map((level) =>
                Type.Literal(level),
              ),
            ),
          ),
        },
        strict,
      ),
    ),
    capacity: Type.Optional(Type.Integer({ minimum: 100, maximum: 200_000 })),
  },
  strict,
);
export type RawConfig = Static<typeof ConfigSchema>;
export type RawFeed = Static<typeof FeedSchema>;
export type RawLabel = Static<typeof LabelSchema>;
export type RawCleared = Omit<RawReader, 'member'>;
export type RawStore = NonNullable<RawConfig['store']>;
export type RawOutput = Static<typeof OutputSchema>;
export type RawReader = Static<typeof ReaderSchema>;
export type RawSensor = Static<typeof SensorSchema>;
