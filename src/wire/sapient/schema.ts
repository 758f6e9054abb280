import { assert } from '../../base/index.ts';
import { ENUMS_V1, MESSAGES_V1 } from './table-v1.ts';
import { ENUMS_V2, MESSAGES_V2 } from './table-v2.ts';

export type FieldKind =
  'string' | 'bytes' | 'bool' | 'int32' | 'int64' | 'float' | 'double' | 'enum' | 'message';

/** Protobuf wire types. */
export const WIRE = {
  varint: 0,
  fixed64: 1,
  length: 2,
  group: 3,
  groupEnd: 4,
  fixed32: 5,
} as const;

const WIRE_OF: Readonly<Record<FieldKind, number>> = {
  string: WIRE.length,
  bytes: WIRE.length,
  message: WIRE.length,
  bool: WIRE.varint,
  int32: WIRE.varint,
  int64: WIRE.varint,
  enum: WIRE.varint,
  float: WIRE.fixed32,
  double: WIRE.fixed64,
};

/** How a value is read: a number, because the reader branches on it for each field. */
export const READ = {
  double: 0,
  float: 1,
  string: 2,
  bytes: 3,
  bool: 4,
  int64: 5,
  int32: 6,
  enum: 6,
  message: 7,
} as const satisfies Readonly<Record<FieldKind, number>>;

export interface EnumType {
  readonly name: string;
  readonly nameOf: ReadonlyMap<number, string>;
  readonly numberOf: ReadonlyMap<string, number>;
}

export interface Field {
  readonly number: number;
  readonly name: string;
  /** protobuf JSON name: underscores removed, the letter after each made a capital */
  readonly jsonName: string;
  readonly kind: FieldKind;
  /** how values of the kind are written: WIRE */
  readonly wireType: number;
  /** READ */
  readonly read: number;
  /** the field's bit among those of its message, and the bits of the other members of its oneof */
  readonly bit: number;
  readonly others: number;
  readonly repeated: boolean;
  readonly mandatory: boolean;
  /** no presence on the wire: the default value is not written */
  readonly implicit: boolean;
  readonly id: 'none' | 'uuid' | 'ulid';
  /** members of the same oneof, this one included; empty when in none */
  readonly siblings: readonly Field[];
  readonly message: MessageType | null;
  readonly enumType: EnumType | null;
}

export interface Oneof {
  readonly name: string;
  readonly mandatory: boolean;
  readonly members: readonly Field[];
}

export interface MessageType {
  readonly name: string;
  /** ascending numbers */
  readonly fields: readonly Field[];
  /** index = field number */
  readonly byNumber: readonly (Field | undefined)[];
  readonly oneofs: readonly Oneof[];
}

export type Schema = ReadonlyMap<string, MessageType>;

const TIMESTAMP = '1 seconds int64~, 2 nanos int32~';
const SCALARS = new Set(['string', 'bytes', 'bool', 'int32', 'int64', 'float', 'double']);

type Draft<T> = { -readonly [K in keyof T]: T[K] };

function parseEnum(name: string, text: string): EnumType {
  const [prefix = '', ...names] = text.trim().split(/\s+/);
  const nameOf = new Map<number, string>();
  let next = 0;
  for (const word of names) {
    const [number, rest] = word.includes('=') ? word.split('=') : [next, word];
    nameOf.set(Number(number), prefix + rest);
    next = Number(number) + 1;
  }
  return {
    name,
    nameOf,
    numberOf: new Map([...nameOf].map(([number, full]) => [full, number])),
  };
}

/** Looks a type name up from the enclosing message outwards, as the protobuf language does. */
function lookUp<T>(known: ReadonlyMap<string, T>, name: string, scope: string): T | undefined {
  const parts = scope.split('.');
  for (let depth = parts.length; depth >= 0; depth--) {
    const found = known.get([...parts.slice(0, depth), name].join('.'));
    if (found) return found;
  }
  return undefined;
}

function jsonName(name: string): string {
  return name.replace(/_+(.)/g, (_, letter: string) => letter.toUpperCase());
}

const FIELD = /^(\d+) (\w+) (#?\w+)(\[\])?(~)?(!)?(?:\|(\w+))?$/;

function buildMessage(
  type: Draft<MessageType>,
  text: string,
  messages: ReadonlyMap<string, MessageType>,
  enums: ReadonlyMap<string, EnumType>,
): void {
  const groups = new Map<string, Draft<Field>[]>();
  const fields: Draft<Field>[] = [];
  const mandatoryGroups = new Set<string>();
  for (const part of text.split(',')) {
    const match = FIELD.exec(part.trim());
    assert(match !== null, `field of ${type.name} reads as the table says: ${part}`);
    const [, number, name = '', typeName = '', repeated, implicit, mandatory, group] = match;
    const isId = typeName === 'uuid' || typeName === 'ulid';
    const isEnum = typeName.startsWith('#');
    const scalar = SCALARS.has(typeName) || isId;
    const enumType = isEnum ? lookUp(enums, typeName.slice(1), type.name) : undefined;
    const message = scalar || isEnum ? undefined : lookUp(messages, typeName, type.name);
    assert(scalar || !!enumType || !!message, `type ${typeName} of ${type.name} is in the table`);
    const kind = isId ? 'string' : isEnum ? 'enum' : message ? 'message' : (typeName as FieldKind);
    const field: Draft<Field> = {
      number: Number(number),
      name,
      jsonName: jsonName(name),
      kind,
      wireType: WIRE_OF[kind],
      read: READ[kind],
      // beyond 32 fields bits are shared: a set bit says no more than that the field may be there
      bit: 1 << fields.length,
      others: 0,
      repeated: repeated !== undefined,
      mandatory: mandatory !== undefined && group === undefined,
      implicit: implicit !== undefined,
      id: isId ? typeName : 'none',
      siblings: [],
      message: message ?? null,
      enumType: enumType ?? null,
    };
    fields.push(field);
    if (group === undefined) continue;
    groups.set(group, [...(groups.get(group) ?? []), field]);
    if (mandatory !== undefined) mandatoryGroups.add(group);
  }
  const byNumber: (Field | undefined)[] = [];
  for (let i = 0; i <= Math.max(...fields.map((field) => field.number)); i++)
    byNumber.push(fields.find((field) => field.number === i));
  for (const members of groups.values())
    for (const field of members) {
      field.siblings = members;
      for (const other of members) if (other !== field) field.others |= other.bit;
    }
  type.fields = fields.sort((a, b) => a.number - b.number);
  type.byNumber = byNumber;
  type.oneofs = [...groups].map(([name, members]) => ({
    name,
    members,
    mandatory: mandatoryGroups.has(name),
  }));
}

function buildSchema(
  messageTexts: Readonly<Record<string, string>>,
  enumTexts: Readonly<Record<string, string>>,
): Schema {
  const enums = new Map(
    Object.entries(enumTexts).map(([name, text]) => [name, parseEnum(name, text)]),
  );
  const messages = new Map<string, Draft<MessageType>>();
  for (const name of Object.keys(messageTexts))
    messages.set(name, { name, fields: [], byNumber: [], oneofs: [] });
  for (const [name, text] of Object.entries(messageTexts))
    buildMessage(messages.get(name)!, text, messages, enums);
  return messages;
}

export type SapientVersion = 1 | 2;

const V2 = buildSchema({ ...MESSAGES_V2, Timestamp: TIMESTAMP }, ENUMS_V2);
const V1 = buildSchema(
  { ...MESSAGES_V2, ...MESSAGES_V1, Timestamp: TIMESTAMP },
  { ...ENUMS_V2, ...ENUMS_V1 },
);

export function sapientSchema(version: SapientVersion): Schema {
  return version === 1 ? V1 : V2;
}

/** The type of a message by its name in the table; only a bug asks for one that is not there. */
export function messageType(version: SapientVersion, name: string): MessageType {
  const type = sapientSchema(version).get(name);
  assert(type !== undefined, `${name} is in the SAPIENT table`);
  return type;
}
