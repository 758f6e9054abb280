import { fail, ok, type Result } from '../../base/index.ts';
import { UNKNOWN, type ProtoObject, type UnknownField } from './protobuf-read.ts';
import { messageType, type Field, type MessageType, type SapientVersion } from './schema.ts';
import type { SapientMessage, Timestamp } from './types.ts';

/**
 * Protobuf's JSON form of SAPIENT messages: what the harness writes its examples in, and what people read.
 * Reading takes the standard's names and the camelCase ones, enum names or numbers, numbers as text; an unknown
 * name or a value of the wrong type is a fault, as in the reference readers.
 */
export interface JsonFault {
  readonly path: string;
  readonly detail: string;
}

const MAX_DEPTH = 100;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A message as plain JSON data: names of the standard, enums by name, times as text, octets as base64. */
export function sapientToJson(
  message: SapientMessage,
  version: SapientVersion = 2,
): Record<string, unknown> {
  return messageToJson(messageType(version, 'SapientMessage'), message as ProtoObject);
}

/** JSON data (already parsed) to a message. Fault: the first thing that does not fit, with its path. */
export function sapientFromJson(
  json: unknown,
  version: SapientVersion = 2,
): Result<SapientMessage, JsonFault> {
  const state: { fault: JsonFault | null } = { fault: null };
  const message = messageFromJson(messageType(version, 'SapientMessage'), json, '', 0, state);
  return state.fault ? fail(state.fault) : ok(message as SapientMessage);
}

function messageToJson(type: MessageType, message: ProtoObject): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const field of type.fields) {
    const value = message[field.name];
    if (value === undefined) continue;
    out[field.name] = field.repeated
      ? (value as unknown[]).map((item) => valueToJson(field, item))
      : valueToJson(field, value);
  }
  const unknown = message[UNKNOWN] as readonly UnknownField[] | undefined;
  if (unknown)
    out[UNKNOWN] = unknown.map((item) => ({ number: item.number, octets: toBase64(item.bytes) }));
  return out;
}

function valueToJson(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'message':
      return field.message!.name === 'Timestamp'
        ? formatTimestamp(value as Timestamp)
        : messageToJson(field.message!, value as ProtoObject);
    case 'enum':
      return field.enumType!.nameOf.get(value as number) ?? value;
    case 'bytes':
      return toBase64(value as Uint8Array);
    case 'float':
    case 'double':
      if (!Number.isFinite(value)) return String(value);
      return field.kind === 'float' ? shortestFloat(value as number) : value;
    default:
      return value;
  }
}

/** The shortest decimal that is the same 32-bit float: 0.1, not 0.10000000149. */
function shortestFloat(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

type State = { fault: JsonFault | null };

function refuse(state: State, path: string, detail: string): undefined {
  state.fault ??= { path, detail };
  return undefined;
}

function messageFromJson(
  type: MessageType,
  json: unknown,
  path: string,
  depth: number,
  state: State,
): ProtoObject | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return refuse(state, path, 'an object was expected');
  if (depth > MAX_DEPTH) return refuse(state, path, 'nested too deep');
  const out: ProtoObject = {};
  for (const [key, value] of Object.entries(json as Record<string, unknown>)) {
    const here = path === '' ? key : `${path}.${key}`;
    const field = type.fields.find((known) => known.name === key || known.jsonName === key);
    if (!field) return refuse(state, here, `no such field in ${type.name}`);
    if (value === null) continue;
    if (out[field.name] !== undefined) return refuse(state, here, 'given twice');
    const other = field.siblings.find((known) => out[known.name] !== undefined);
    if (other) return refuse(state, here, `only one of ${other.name} and ${field.name}`);
    if (!field.repeated) out[field.name] = valueFromJson(field, value, here, depth, state);
    else if (!Array.isArray(value)) return refuse(state, here, 'a list was expected');
    else if (value.length > 0)
      out[field.name] = value.map((item, index) =>
        valueFromJson(field, item, `${here}.${index}`, depth, state),
      );
    if (state.fault) return undefined;
  }
  return out;
}

function valueFromJson(
  field: Field,
  value: unknown,
  path: string,
  depth: number,
  state: State,
): unknown {
  switch (field.kind) {
    case 'message':
      return field.message!.name === 'Timestamp'
        ? parseTimestamp(value, path, state)
        : messageFromJson(field.message!, value, path, depth + 1, state);
    case 'string':
      return typeof value === 'string' ? value : refuse(state, path, 'text was expected');
    case 'bool':
      return typeof value === 'boolean' ? value : refuse(state, path, 'true or false was expected');
    case 'bytes':
      return (
        (typeof value === 'string' ? fromBase64(value) : undefined) ??
        refuse(state, path, 'base64 was expected')
      );
    case 'enum': {
      const number = typeof value === 'string' ? field.enumType!.numberOf.get(value) : value;
      if (typeof number === 'number' && Number.isInteger(number)) return number;
      return refuse(state, path, `no such value of ${field.enumType!.name}`);
    }
    default:
      return numberFromJson(field, value, path, state);
  }
}

function numberFromJson(field: Field, value: unknown, path: string, state: State): unknown {
  const text = typeof value === 'string' ? value.trim() : value;
  const special = text === 'NaN' || text === 'Infinity' || text === '-Infinity';
  const number = typeof text === 'string' && text !== '' ? Number(text) : text;
  if (typeof number !== 'number' || (Number.isNaN(number) && !special))
    return refuse(state, path, 'a number was expected');
  if (field.kind === 'double') return number;
  if (field.kind === 'float') return Math.fround(number);
  const fits = Number.isInteger(number) && (field.kind === 'int64' || (number | 0) === number);
  return fits ? number : refuse(state, path, 'a whole number of 32 bits was expected');
}

/** 2026-11-24T02:20:01.250Z: no fraction, or 3, 6 or 9 digits of it. */
export function formatTimestamp(timestamp: Timestamp): string {
  const seconds = timestamp.seconds ?? 0;
  const nanos = timestamp.nanos ?? 0;
  // outside the years 0001 to 9999, or a fraction that is none: no such text
  if (!(seconds >= -62135596800 && seconds < 253402300800) || nanos < 0 || nanos > 999_999_999)
    return `${seconds}.${nanos}`;
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  if (nanos === 0) return `${whole}Z`;
  let digits = String(nanos).padStart(9, '0');
  while (digits.endsWith('000')) digits = digits.slice(0, -3);
  return `${whole}.${digits}Z`;
}

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

function parseTimestamp(value: unknown, path: string, state: State): Timestamp | undefined {
  const match = typeof value === 'string' ? RFC3339.exec(value) : null;
  if (!match) return refuse(state, path, 'a time like 2026-11-24T02:20:01Z was expected');
  const [, year, month, day, hour, minute, second, fraction, sign, offHour, offMinute] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at)) return refuse(state, path, 'no such time');
  const offsetS =
    (sign === '-' ? -1 : 1) * (Number(offHour ?? 0) * 3600 + Number(offMinute ?? 0) * 60);
  const nanos = Number((fraction ?? '').padEnd(9, '0'));
  const timestamp: { seconds: number; nanos?: number } = { seconds: at / 1000 - offsetS };
  if (nanos > 0) timestamp.nanos = nanos;
  return timestamp;
}

export function toBase64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += BASE64[word >> 18]! + BASE64[(word >> 12) & 63]!;
    out += i + 1 < bytes.length ? BASE64[(word >> 6) & 63]! : '=';
    out += i + 2 < bytes.length ? BASE64[word & 63]! : '=';
  }
  return out;
}

/** Octets of standard or URL-safe base64, padding optional; undefined when it is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (digits.length % 4 === 1) return undefined;
  const out = new Uint8Array((digits.length * 3) >> 2);
  let word = 0;
  let bits = 0;
  let at = 0;
  for (const digit of digits) {
    const value = BASE64.indexOf(digit);
    if (value < 0) return undefined;
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[at++] = (word >> bits) & 255;
  }
  return out;
}
