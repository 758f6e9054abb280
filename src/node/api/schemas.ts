import { Type, type Static, type TNumber, type TString, type TUnsafe } from '@sinclair/typebox';
import { IDENTITIES, MAX_PAST_LABELS } from '../../model/index.ts';

/** Request shapes of the API: checked once at the door, trusted inside. */
const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 200 });

/**
 * A value or null. Not a union: the validator turns numbers in addresses into numbers, and in a union it would turn a
 * null in a body into 0 or an empty text on the way (a zone without a ceiling would end at 0 m).
 */
export function orNull<T extends TNumber | TString>(schema: T): TUnsafe<Static<T> | null> {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] });
}

export const IdParams = Type.Object({ id: Id });
export const TrackParams = Type.Object({ tn: Type.Integer({ minimum: 1, maximum: 4294967295 }) });
export const SpanQuery = Type.Object({ from: Type.Number(), to: Type.Number() });
export const BoxQuery = Type.Object({ box: Type.Optional(Type.String({ maxLength: 120 })) });
export const DensityQuery = Type.Object({
  from: Type.Number(),
  to: Type.Number(),
  buckets: Type.Integer({ minimum: 1, maximum: 2000 }),
});
export const FramesQuery = Type.Object({
  from: Type.Number(),
  to: Type.Number(),
  stepMs: Type.Integer({ minimum: 100, maximum: 3_600_000 }),
  box: Type.Optional(Type.String({ maxLength: 120 })),
});
/** `tracks`: track numbers with commas between, at most MAX_PAST_LABELS. */
export const LabelsQuery = Type.Object({
  at: Type.Number(),
  tracks: Type.String({ maxLength: 11 * MAX_PAST_LABELS, pattern: '^[0-9]{1,10}(,[0-9]{1,10})*$' }),
});
export const AdvisoryAnswerBody = Type.Object(
  { accepted: Type.Boolean(), reason: Type.String({ maxLength: 500 }) },
  strict,
);
export const AdvisoryIncidentBody = Type.Object(
  { title: Type.String({ minLength: 1, maxLength: 200 }) },
  strict,
);
export const LedgerQuery = Type.Object({
  after: Type.Integer({ minimum: 0, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
});

export const LoginBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  strict,
);
export const IdentityBody = Type.Object(
  {
    identity: Type.Union(IDENTITIES.map((identity) => Type.Literal(identity))),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  strict,
);
export const ShelveBody = Type.Object(
  {
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    minutes: Type.Number({ exclusiveMinimum: 0, maximum: 480 }),
  },
  strict,
);
export const IncidentBody = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 200 }),
    alertIds: Type.Array(Id, { maxItems: 200 }),
    trackNumbers: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 500 }),
  },
  strict,
);
export const NoteBody = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 4000 }) },
  strict,
);
export const IncidentAlertBody = Type.Object({ alertId: Id }, strict);
export const IncidentTrackBody = Type.Object({ trackNumber: Type.Integer({ minimum: 1 }) }, strict);
export const IncidentStateBody = Type.Object(
  { state: Type.Union([Type.Literal('open'), Type.Literal('monitoring'), Type.Literal('closed')]) },
  strict,
);

const Position = Type.Tuple([
  Type.Number({ minimum: -180, maximum: 180 }),
  Type.Number({ minimum: -90, maximum: 90 }),
]);
const Limit = Type.Object(
  {
    /** null stands for no limit: JSON has no infinity */
    valueM: orNull(Type.Number()),
    reference: Type.Union([Type.Literal('AGL'), Type.Literal('AMSL'), Type.Literal('WGS84')]),
    stated: Type.Boolean(),
  },
  strict,
);
const Shape = Type.Union([
  Type.Object(
    {
      type: Type.Literal('polygon'),
      rings: Type.Array(Type.Array(Position, { minItems: 3, maxItems: 10_000 }), {
        minItems: 1,
        maxItems: 100,
      }),
    },
    strict,
  ),
  Type.Object(
    {
      type: Type.Literal('circle'),
      centre: Position,
      radiusM: Type.Number({ exclusiveMinimum: 0, maximum: 5e6 }),
    },
    strict,
  ),
]);
const DayTime = Type.Union([
  Type.Number({ minimum: 0, maximum: 86_400 }),
  Type.Literal('BMCT'),
  Type.Literal('SR'),
  Type.Literal('SS'),
  Type.Literal('EECT'),
]);
export const ZoneBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    kind: Type.Union(
      ['border', 'territorial-sea', 'airspace', 'geo-zone', 'critical-site', 'danger', 'other'].map(
        (k) => Type.Literal(k),
      ),
    ),
    country: Type.String({ maxLength: 3 }),
    restriction: Type.Union(
      ['prohibited', 'authorisation', 'conditional', 'none'].map((r) => Type.Literal(r)),
    ),
    rule: Type.Object(
      {
        environments: Type.Array(
          Type.Union(['unknown', 'air', 'sea', 'land'].map((e) => Type.Literal(e))),
        ),
        exempt: Type.Array(Type.Union(IDENTITIES.map((identity) => Type.Literal(identity)))),
        lookAheadS: Type.Number({ minimum: 0, maximum: 86_400 }),
        minProbability: Type.Number({ minimum: 0, maximum: 1 }),
        priority: Type.Union(
          ['emergency', 'warning', 'caution', 'advisory'].map((p) => Type.Literal(p)),
        ),
      },
      strict,
    ),
    volumes: Type.Array(Type.Object({ shape: Shape, lower: Limit, upper: Limit }, strict), {
      minItems: 1,
      maxItems: 100,
    }),
    applicability: Type.Array(
      Type.Object(
        {
          startAt: orNull(Type.Number()),
          endAt: orNull(Type.Number()),
          schedule: Type.Array(
            Type.Object(
              {
                days: Type.Array(
                  Type.Union(
                    ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'].map((d) => Type.Literal(d)),
                  ),
                ),
                start: DayTime,
                end: DayTime,
              },
              strict,
            ),
          ),
        },
        strict,
      ),
      { maxItems: 100 },
    ),
    active: Type.Boolean(),
  },
  strict,
);
