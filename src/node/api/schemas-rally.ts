import { Type, type TSchema } from '@sinclair/typebox';
import {
  CALL_PATTERNS,
  CLASSIFICATIONS,
  MOVEMENT_STATES,
  SILENCE_ANSWERS,
} from '../../model/index.ts';
import { orNull } from './schemas.ts';

/** Shapes of what a person asks of the rally desk (RallyCommand); the meaning is checked by decide. */
const strict = { additionalProperties: false } as const;
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Text = Type.String({ maxLength: 10_000 });
const Instant = Type.Number({ minimum: 0, maximum: 8.64e15 });
const InstantOrNull = orNull(Instant);
const Quantity = Type.Number({ minimum: 0, maximum: 1e12 });
const Names = Type.Array(Name, { maxItems: 200 });
const oneOf = (names: readonly string[]): TSchema =>
  Type.Union(names.map((name) => Type.Literal(name)));

const LabelShape = Type.Object(
  {
    policy: Name,
    classification: oneOf(CLASSIFICATIONS),
    releasableTo: Names,
    excluded: Type.Optional(Names),
    caveats: Names,
    exercise: Type.Boolean(),
  },
  strict,
);
const NeedShape = Type.Object(
  {
    id: Name,
    capability: Name,
    quantity: Quantity,
    unit: Text,
    neededAt: Instant,
    note: Text,
  },
  strict,
);
const Needs = Type.Array(NeedShape, { maxItems: 200 });
const TERMS = {
  needId: orNull(Name),
  capability: Name,
  quantity: Quantity,
  unit: Text,
  from: Text,
  readyAt: Instant,
  arriveAt: InstantOrNull,
  conditions: Text,
  expiresAt: InstantOrNull,
  provisional: Type.Boolean(),
} as const;

const command = (type: string, fields: Readonly<Record<string, TSchema>>): TSchema =>
  Type.Object({ type: Type.Literal(type), ...fields }, strict);
const onCall = (type: string, fields: Readonly<Record<string, TSchema>>): TSchema =>
  command(type, { call: Name, ...fields });
const onPledge = (type: string, fields: Readonly<Record<string, TSchema>>): TSchema =>
  onCall(type, { pledge: Name, ...fields });

/** One EDXL-RM document, as XML. */
export const DraftsBody = Type.Object(
  { document: Type.String({ minLength: 1, maxLength: 512 * 1024 }) },
  strict,
);

export const RallyBody = Type.Union([
  command('call.open', {
    title: Name,
    pattern: oneOf(CALL_PATTERNS),
    text: Text,
    place: Text,
    needs: Needs,
    members: Names,
    incidentIds: Names,
    label: LabelShape,
  }),
  onCall('call.set-needs', { needs: Needs }),
  onCall('call.close', { reason: Text }),
  onCall('call.answer-later', { by: InstantOrNull }),
  onCall('call.decline', { reason: Text }),
  onCall('call.note', { text: Text }),
  onCall('consultation.open', {
    forum: Text,
    proposal: Text,
    deadlineAt: Instant,
    members: Names,
    waitS: Quantity,
    unheard: oneOf(['blocks', 'assents']),
    reason: Text,
  }),
  onCall('consultation.answer', { answer: oneOf(SILENCE_ANSWERS), text: Text, hours: Quantity }),
  onCall('pledge.make', TERMS),
  onPledge('pledge.change', TERMS),
  onPledge('pledge.withdraw', { reason: Text }),
  onPledge('pledge.accept', { quantity: Quantity }),
  onPledge('pledge.refuse', { reason: Text }),
  onPledge('movement.report', {
    quantity: Quantity,
    state: oneOf(MOVEMENT_STATES),
    place: Text,
    arriveAt: InstantOrNull,
    text: Text,
  }),
  onPledge('delivery.confirm', { quantity: Quantity, place: Text }),
  onPledge('delivery.release', { quantity: Quantity, text: Text }),
]);
