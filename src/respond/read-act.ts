import type { Json } from '../base/index.ts';
import {
  CALL_PATTERNS,
  MOVEMENT_STATES,
  SILENCE_ANSWERS,
  SILENCE_OUTCOMES,
  type RallyAct,
  type RallyActType,
} from '../model/index.ts';

export const MAX_TEXT = 10_000;
export const MAX_LIST = 200;
export const MAX_EXTENSION_HOURS = 24 * 365;

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT;
const name: Check = (value) => text(value) && value !== '' && (value as string).length <= 200;
const time: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const timeOrNull: Check = (value) => value === null || time(value);
const quantity: Check = (value) => time(value) && (value as number) >= 0;
const some: Check = (value) => time(value) && (value as number) > 0;
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const flag: Check = (value) => typeof value === 'boolean';
const hours: Check = (value) => quantity(value) && (value as number) <= MAX_EXTENSION_HOURS;
const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= MAX_LIST && value.every(check);
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([key, check]) => check((value as Record<string, unknown>)[key]));

const need = shape({
  id: name,
  capability: name,
  quantity: some,
  unit: text,
  neededAt: time,
  note: text,
});
const terms = {
  needId: (value: unknown) => value === null || name(value),
  capability: name,
  quantity: some,
  unit: text,
  from: text,
  readyAt: time,
  arriveAt: timeOrNull,
  conditions: text,
  expiresAt: timeOrNull,
  provisional: flag,
};

/** What the body of each act must hold beside its call. */
const FIELDS: Readonly<Record<RallyActType, Readonly<Record<string, Check>>>> = {
  'call.opened': {
    title: name,
    pattern: oneOf(CALL_PATTERNS),
    text,
    place: text,
    needs: listOf(need),
    members: listOf(name),
    incidentIds: listOf(name),
  },
  'call.needs-set': { version: count, needs: listOf(need) },
  'call.closed': { reason: text },
  'call.received': { round: count },
  'call.answering': { by: timeOrNull },
  'call.declined': { reason: text },
  'call.noted': { text: (value) => text(value) && value !== '' },
  'consultation.opened': {
    round: count,
    forum: text,
    proposal: text,
    deadlineAt: time,
    members: listOf(name),
    waitS: quantity,
    unheard: oneOf(['blocks', 'assents']),
    reason: text,
  },
  'consultation.answered': { round: count, answer: oneOf(SILENCE_ANSWERS), text, hours },
  'consultation.concluded': {
    round: count,
    outcome: oneOf(SILENCE_OUTCOMES),
    effectiveAt: time,
    unheard: listOf(name),
  },
  'pledge.made': { pledge: name, ...terms },
  'pledge.changed': { pledge: name, version: count, ...terms },
  'pledge.withdrawn': { pledge: name, reason: text },
  'pledge.accepted': { pledge: name, quantity: some },
  'pledge.refused': { pledge: name, reason: text },
  'movement.reported': {
    pledge: name,
    quantity,
    state: oneOf(MOVEMENT_STATES),
    place: text,
    arriveAt: timeOrNull,
    text,
  },
  'delivery.confirmed': { pledge: name, quantity, place: text },
  'delivery.released': { pledge: name, quantity, text },
  'reminder.sent': { round: count, member: name, level: count },
};

export function isRallyType(type: string): type is RallyActType {
  return Object.hasOwn(FIELDS, type);
}

/** Which field of an act's body cannot be; empty when all is well. The body may come from anybody. */
export function findActFault(
  type: RallyActType,
  body: { readonly [key: string]: unknown },
): string {
  if (!name(body['call'])) return 'call';
  for (const [field, check] of Object.entries(FIELDS[type])) if (!check(body[field])) return field;
  return '';
}

/** The act of a checked event. */
export function readAct(type: RallyActType, body: { readonly [key: string]: unknown }): RallyAct {
  return { ...body, type } as unknown as RallyAct;
}

/** The body of an act as the ledger keeps it. */
export function bodyOf(act: RallyAct): { readonly [key: string]: Json } {
  const { type: _, ...body } = act;
  return body as unknown as { readonly [key: string]: Json };
}
