/**
 * Every rule on every field of the valid harness messages, once broken: what must be said is worked out from the
 * shared list of mandatory and id fields, not from Tocsin's table.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { decodeSapient, encodeSapient } from '../../src/wire/sapient/codec.ts';
import { sapientFromJson } from '../../src/wire/sapient/json.ts';
import { messageType, type MessageType } from '../../src/wire/sapient/schema.ts';
import type { SapientMessage } from '../../src/wire/sapient/types.ts';
import { validateSapient, type SapientRule } from '../../src/wire/sapient/validate.ts';
import { DATA, needsData } from '../root.ts';

const skip = needsData('cuas/sapient');

type Editable = Record<string, unknown>;
interface Marks {
  readonly mandatory: readonly string[];
  readonly mandatoryRepeated: readonly string[];
  readonly mandatoryOneof: readonly Readonly<Record<string, readonly string[]>>[];
  readonly ulid: readonly string[];
  readonly uuid: readonly string[];
}
/** One way to break a message, and the finding it must give. */
interface Break {
  readonly name: string;
  readonly rule: SapientRule;
  readonly path: string;
  readonly apply: (parent: Editable) => void;
}

function load<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(DATA, 'cuas/sapient', name), 'utf8')) as T;
}

function validMessages(): SapientMessage[] {
  const cases = load<{ harness_valid?: boolean; json: unknown }[]>('validation-corpus-v2.json');
  return cases.flatMap(({ harness_valid, json }) => {
    const read = sapientFromJson(json);
    return harness_valid === true && read.ok ? [read.value] : [];
  });
}

const MARKS = skip ? {} : load<Record<string, Marks>>('mandatory-v2.json');

/** All ways to break one submessage, by the shared marks. `at` is the submessage's path. */
function breaksOf(type: MessageType, value: Editable, at: string): Break[] {
  const out: Break[] = [];
  const under = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const marks = MARKS[type.name];
  const add = (
    name: string,
    rule: SapientRule,
    where: string,
    apply: (parent: Editable) => void,
  ): void => void out.push({ name: `${type.name} ${name}`, rule, path: where, apply });
  for (const name of marks?.mandatory ?? [])
    if (value[name] !== undefined)
      add(`${name} absent`, 'mandatory_fields_present', under(name), (one) => delete one[name]);
  for (const name of marks?.mandatoryRepeated ?? []) {
    add(`${name} absent`, 'mandatory_repeated_present', under(name), (one) => delete one[name]);
    add(`${name} empty`, 'mandatory_repeated_present', under(name), (one) => (one[name] = []));
  }
  for (const group of marks?.mandatoryOneof ?? [])
    for (const members of Object.values(group))
      add('oneof absent', 'mandatory_oneof_present', at, (one) => {
        for (const member of members) delete one[member];
      });
  for (const kind of ['ulid', 'uuid'] as const)
    for (const name of marks?.[kind] ?? [])
      if (typeof value[name] === 'string')
        for (const [what, wrong] of WRONG_IDS[kind])
          add(`${name} ${what}`, 'id_format_valid', under(name), (one) => (one[name] = wrong));
  for (const { name, enumType, kind, repeated } of type.fields) {
    if (value[name] === undefined || repeated) continue;
    if (enumType)
      for (const wrong of [99, -1])
        add(
          `${name} ${wrong}`,
          'no_unknown_enum_values',
          under(name),
          (one) => (one[name] = wrong),
        );
    if (kind === 'float' && /confidence|ranking/.test(name))
      for (const wrong of [-0.01, 1.01, Number.NaN])
        add(`${name} ${wrong}`, 'value_in_range', under(name), (one) => (one[name] = wrong));
    if (enumType && marks?.mandatory.includes(name))
      add(`${name} 0`, 'enum_specified', under(name), (one) => (one[name] = 0));
  }
  return out;
}

const WRONG_IDS = {
  // 8 at the front overflows 128 bits; I, L, O and U are no Crockford digits
  ulid: [
    ['overflows', '81H4R63D7NVN8444Z5M77WEBY2'],
    ['with an I', '01H4R63D7NVN8444Z5M77WEBYI'],
    ['with a U', '01H4R63D7NVN8444Z5M77WEBYU'],
    ['too short', '01H4R63D7NVN8444Z5M77WEBY'],
    ['too long', '01H4R63D7NVN8444Z5M77WEBY22'],
    ['lower case', '01h4r63d7nvn8444z5m77webyw'],
    ['a UUID', 'a8654cdf-4328-47de-81fa-c495589e30c9'],
    ['empty', ''],
  ],
  uuid: [
    ['upper case', 'A8654CDF-4328-47DE-81FA-C495589E30C9'],
    ['version 1', 'a8654cdf-4328-17de-81fa-c495589e30c9'],
    ['variant 7', 'a8654cdf-4328-47de-71fa-c495589e30c9'],
    ['in braces', '{a8654cdf-4328-47de-81fa-c495589e30c9}'],
    ['without dashes', 'a8654cdf432847de81fac495589e30c9'],
    ['a ULID', '01H4R63D7NVN8444Z5M77WEBY2'],
    ['with a line end', 'a8654cdf-4328-47de-81fa-c495589e30c9\n'],
    ['empty', ''],
  ],
} as const;

/** The message's parts with the way to each, to any depth. */
function partsOf(
  type: MessageType,
  value: Editable,
  steps: readonly (string | number)[] = [],
): { type: MessageType; value: Editable; steps: readonly (string | number)[] }[] {
  const out = [{ type, value, steps }];
  for (const { name, message } of type.fields) {
    if (!message || message.name === 'Timestamp') continue;
    const inner = value[name];
    if (Array.isArray(inner))
      inner.forEach((one, i) =>
        out.push(...partsOf(message, one as Editable, [...steps, name, i])),
      );
    else if (inner !== undefined)
      out.push(...partsOf(message, inner as Editable, [...steps, name]));
  }
  return out;
}

function broken(message: SapientMessage, steps: readonly (string | number)[]): Editable[] {
  const copy = structuredClone(message) as unknown as Editable;
  let at: unknown = copy;
  for (const step of steps) at = (at as Record<string | number, unknown>)[step];
  return [copy, at as Editable];
}

test(
  'each rule broken once at each place gives its finding there, in values and in octets',
  { skip },
  () => {
    const seen = new Map<string, number>();
    const wrong: string[] = [];
    for (const message of validMessages()) {
      assert.deepEqual(validateSapient(message), []);
      const root = messageType(2, 'SapientMessage');
      for (const part of partsOf(root, message as unknown as Editable))
        for (const one of breaksOf(part.type, part.value, part.steps.join('.'))) {
          if ((seen.get(one.name) ?? 0) >= 2) continue;
          const [whole, parent] = broken(message, part.steps);
          one.apply(parent!);
          seen.set(one.name, (seen.get(one.name) ?? 0) + 1);
          const sent = decodeSapient(encodeSapient(whole as SapientMessage));
          assert.ok(sent.ok, one.name);
          for (const findings of [
            validateSapient(whole as SapientMessage),
            validateSapient(sent.value),
          ])
            if (!findings.some(({ rule, path: at }) => rule === one.rule && at === one.path))
              wrong.push(`${one.name}: ${one.rule} ${one.path}: ${JSON.stringify(findings)}`);
        }
    }
    assert.deepEqual(wrong, []);
    assert.ok(seen.size >= 380, String(seen.size));
  },
);

/** Detection cases of the harness that do not even parse, for an element of an older draft in each: without it, the rule their name says must be found broken. */
test(
  'harness cases that fail for an old element fail for their own fault without it',
  { skip },
  () => {
    interface Case {
      readonly name: string;
      readonly parse_error?: unknown;
      readonly json: { readonly detectionReport?: Editable };
    }
    const cases = load<Case[]>('validation-corpus-v2.json').filter(
      // two of them are about the old element itself
      ({ name, parse_error, json }) =>
        parse_error !== undefined && json.detectionReport && !/\.DetectionLocation\./.test(name),
    );
    const wrong: string[] = [];
    for (const { name, json } of cases) {
      const { detectionLocation: _, ...detectionReport } = json.detectionReport!;
      const read = sapientFromJson({ ...json, detectionReport });
      assert.ok(read.ok, name);
      const findings = validateSapient(read.value);
      const want = /BadId|Invalid|TaskId/.test(name) ? 'id_format_valid' : 'mandatory';
      if (findings.length !== 1 || !findings[0]!.rule.includes(want))
        wrong.push(`${name}: ${JSON.stringify(findings)}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(cases.length >= 32);
  },
);

const PLACE = { location_units: 1, location_datum: 1 };
const BEARING = { range_bearing_units: 1, range_bearing_datum: 1 };

/** What a location type may say: [the type, the rule it breaks or none] */
const LOCATION_TYPES: readonly [Editable, SapientRule | null][] = [
  [PLACE, null],
  [{ ...PLACE, location_units: 2, location_datum: 2 }, null],
  [BEARING, null],
  [{ ...PLACE, location_units: 5, zone: '35T' }, null],
  [{ ...PLACE, location_units: 5 }, 'zone_given'],
  [{ ...PLACE, location_units: 5, zone: '' }, 'zone_given'],
  [{ location_units: 1, range_bearing_datum: 1 }, 'kinds_agree'],
  [{ range_bearing_units: 1, location_datum: 1 }, 'kinds_agree'],
  [{ ...PLACE, location_units: 0 }, 'enum_specified'],
  [{ ...PLACE, location_datum: 0 }, 'enum_specified'],
  [{ ...BEARING, range_bearing_datum: 0 }, 'enum_specified'],
  // feet were withdrawn
  [{ ...PLACE, location_units: 3 }, 'no_unknown_enum_values'],
  [{ ...PLACE, location_units: 4 }, 'no_unknown_enum_values'],
  [{ location_units: 1 }, 'mandatory_oneof_present'],
  [{}, 'mandatory_oneof_present'],
];

/** Commands of a task: one of them, and it says something. */
const COMMANDS: readonly [Editable, SapientRule | null][] = [
  [{ request: 'Registration' }, null],
  [{ request: '' }, 'value_not_empty'],
  [{ mode_change: '' }, 'value_not_empty'],
  [{ detection_threshold: 2 }, null],
  [{ detection_threshold: 0 }, 'enum_specified'],
  [{ detection_report_rate: 0 }, 'enum_specified'],
  [{ classification_threshold: 4 }, 'no_unknown_enum_values'],
  [{ move_to: {} }, 'mandatory_repeated_present'],
  [{ patrol: { locations: [] } }, 'mandatory_repeated_present'],
  [{ follow: {} }, 'mandatory_fields_present'],
  [{ follow: { follow_object_id: 'OBJECT' } }, 'id_format_valid'],
  [{ look_at: {} }, 'mandatory_oneof_present'],
  [{ command_parameter: 'fast' }, 'mandatory_oneof_present'],
];

function rulesOf(findings: ReturnType<typeof validateSapient>, under: string): string[] {
  return [...new Set(findings.filter((one) => one.path.startsWith(under)).map(({ rule }) => rule))];
}

test('units and datum of one kind, a zone with UTM, a command that says something', () => {
  for (const [type, rule] of LOCATION_TYPES) {
    const findings = validateSapient({
      registration: { mode_definition: [{ detection_definition: [{ location_type: type }] }] },
    } as SapientMessage);
    const under = 'registration.mode_definition.0.detection_definition.0.location_type';
    assert.deepEqual(rulesOf(findings, under), rule === null ? [] : [rule], JSON.stringify(type));
  }
  for (const [command, rule] of COMMANDS) {
    const findings = validateSapient({ task: { command } });
    const got = rulesOf(findings, 'task.command');
    assert.deepEqual(got, rule === null ? [] : [rule], JSON.stringify(command));
  }
  // where a node is may be in UTM without a zone, and may not be a bearing
  for (const [type, rules] of [
    [{ location_units: 5, location_datum: 1 }, []],
    [BEARING, ['kinds_agree']],
  ] as const) {
    const status_definition = { location_definition: type };
    const findings = validateSapient({ registration: { status_definition } });
    const under = 'registration.status_definition.location_definition';
    assert.deepEqual(rulesOf(findings, under), rules);
  }
});
