/** Tocsin's SAPIENT field tables against the published message definitions, field by field (read by protobufjs). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import protobuf from 'protobufjs';
import { sapientSchema, type Field, type SapientVersion } from '../../src/wire/sapient/schema.ts';
import { DATA, needsData, ROOT } from '../root.ts';

const skip = needsData('cuas/proto') || needsData('cuas/sapient/mandatory-v2.json');

function loadProtos(version: SapientVersion): protobuf.Type[] {
  const folder = path.join(DATA, `cuas/proto/v${version}`);
  const root = new protobuf.Root();
  root.resolvePath = (_, target) =>
    target.startsWith('google/')
      ? path.join(ROOT, 'node_modules/protobufjs', target)
      : path.join(folder, target);
  const inner = version === 2 ? 'bsi_flex_335_v2_0/' : '';
  root.loadSync(`sapient_msg/${inner}sapient_message.proto`, { keepCase: true });
  root.resolveAll();
  const space = root.lookup(version === 2 ? 'sapient_msg.bsi_flex_335_v2_0' : 'sapient_msg');
  return typesIn(space as protobuf.Namespace);
}

function typesIn(space: protobuf.Namespace): protobuf.Type[] {
  return space.nestedArray.flatMap((one) => [
    ...(one instanceof protobuf.Type ? [one] : []),
    ...(one instanceof protobuf.Namespace ? typesIn(one) : []),
  ]);
}

/** Name inside the SAPIENT package: Registration.Duration. */
function shortName(full: string): string {
  return full
    .replace(/^\.?sapient_msg\.(bsi_flex_335_v2_0\.)?/, '')
    .replace(/^\.?google\.protobuf\./, '');
}

/** The options messages of the definitions themselves, and v1's place for a type that v2 moved. */
const NOT_CONTENT = new Set(['FileOptions', 'ValidationOptions', 'MessageOptions']);

function describeTheirs(field: protobuf.Field): string {
  const { resolvedType } = field;
  const type =
    resolvedType instanceof protobuf.Enum
      ? `enum ${Object.values(resolvedType.values)
          .sort((a, b) => a - b)
          .join(' ')}`
      : resolvedType instanceof protobuf.Type
        ? `message ${[...resolvedType.fieldsArray]
            .map((one) => one.id)
            .sort((a, b) => a - b)
            .join(' ')}`
        : field.type;
  const real = field.partOf !== null && !field.partOf.name.startsWith('_');
  return `${field.id} ${type}${field.repeated ? '[]' : ''}${real ? ` of ${field.partOf!.name}` : ''}`;
}

function describeOurs(field: Field, group: string | undefined): string {
  const type = field.enumType
    ? `enum ${[...field.enumType.nameOf.keys()].sort((a, b) => a - b).join(' ')}`
    : field.message
      ? `message ${field.message.fields.map((one) => one.number).join(' ')}`
      : field.kind;
  return `${field.number} ${type}${field.repeated ? '[]' : ''}${group === undefined ? '' : ` of ${group}`}`;
}

test(
  'every v2 message has the published fields: number, name, type, repetition, oneof',
  { skip },
  () => {
    const schema = sapientSchema(2);
    const types = loadProtos(2).filter((type) => !NOT_CONTENT.has(type.name));
    for (const type of types) {
      const name = shortName(type.fullName);
      const ours = schema.get(name);
      assert.ok(ours, name);
      const mine = ours.fields.map((field) => {
        const group = ours.oneofs.find((one) => one.members.includes(field))?.name;
        return `${field.name} ${describeOurs(field, group)}`;
      });
      const theirs = type.fieldsArray.map((field) => `${field.name} ${describeTheirs(field)}`);
      assert.deepEqual(mine.sort(), theirs.sort(), name);
    }
    // and none besides: Timestamp is Google's
    assert.equal(schema.size - 1, types.length);
  },
);

test('every v1 field is read under its number, name and kind', { skip }, () => {
  const schema = sapientSchema(1);
  let fields = 0;
  for (const type of loadProtos(1)) {
    const name = shortName(type.fullName);
    if (NOT_CONTENT.has(type.name)) continue;
    // v1 has its own copies of these inside other messages
    const ours = schema.get(name) ?? schema.get(type.name);
    assert.ok(ours, name);
    for (const field of type.fieldsArray) {
      const mine: Field | undefined = ours.byNumber[field.id];
      assert.equal(mine?.name, field.name, `${name}.${field.name}`);
      assert.equal(mine.repeated, field.repeated, `${name}.${field.name}`);
      const kind =
        field.resolvedType instanceof protobuf.Enum
          ? 'enum'
          : field.resolvedType
            ? 'message'
            : field.type;
      assert.equal(mine.kind, kind, `${name}.${field.name}`);
      if (field.resolvedType instanceof protobuf.Enum)
        for (const value of Object.values(field.resolvedType.values))
          assert.ok(mine.enumType!.nameOf.has(value), `${name}.${field.name} ${value}`);
      fields++;
    }
  }
  assert.ok(fields > 200);
});

test('the mandatory and id marks are those of the standard', { skip }, () => {
  interface Marks {
    readonly mandatory: readonly string[];
    readonly mandatoryRepeated: readonly string[];
    readonly mandatoryOneof: readonly Readonly<Record<string, readonly string[]>>[];
    readonly ulid: readonly string[];
    readonly uuid: readonly string[];
  }
  const file = readFileSync(path.join(DATA, 'cuas/sapient/mandatory-v2.json'), 'utf8');
  const marks = JSON.parse(file) as Record<string, Marks>;
  const schema = sapientSchema(2);
  for (const [name, want] of Object.entries(marks)) {
    const type = schema.get(name);
    assert.ok(type, name);
    const names = (keep: (field: Field) => boolean): string[] =>
      type.fields
        .filter(keep)
        .map((field) => field.name)
        .sort();
    assert.deepEqual(
      names((one) => one.mandatory && !one.repeated),
      [...want.mandatory].sort(),
      name,
    );
    assert.deepEqual(
      names((one) => one.mandatory && one.repeated),
      [...want.mandatoryRepeated].sort(),
      name,
    );
    assert.deepEqual(
      names((one) => one.id === 'ulid'),
      [...want.ulid].sort(),
      name,
    );
    assert.deepEqual(
      names((one) => one.id === 'uuid'),
      [...want.uuid].sort(),
      name,
    );
    const groups = type.oneofs.filter((one) => one.mandatory).map((one) => one.name);
    assert.deepEqual(
      groups.sort(),
      want.mandatoryOneof.flatMap((one) => Object.keys(one)).sort(),
      name,
    );
  }
});
