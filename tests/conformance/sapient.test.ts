/** SAPIENT against the harness's cases, Apex's verdicts and translations, and Google's protobuf (shared data). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fromHex, toHex } from '../../src/base/index.ts';
import {
  decodeSapient,
  encodeSapient,
  sapientFromJson,
  sapientToJson,
  translateV1ToV2,
  translateV2ToV1,
  validateSapient,
  type SapientFinding,
  type SapientRule,
} from '../../src/wire/sapient/index.ts';
import { DATA, needsData } from '../root.ts';

interface ApexError {
  readonly path?: string;
  readonly rule?: string;
  readonly crash?: string;
}
interface Case {
  readonly name: string;
  readonly harness_valid?: boolean;
  readonly json: unknown;
  readonly hex?: string;
  readonly parse_error?: unknown;
  readonly apex_errors_strict?: readonly ApexError[];
}

const skip = needsData('cuas/sapient');

function load<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(DATA, 'cuas/sapient', name), 'utf8')) as T;
}

const NOT_IN_V1 =
  /TIME_UNITS_DAYS|MODE_TYPE_DEFAULT|CATEGORY_SIGNAL|MOBILE_NODE|POINTABLE_NODE|FUSION_NODE|TYPE_(MOVE_TO|PATROL|FOLLOW)/;

/** The rules that Apex has too; the icd rule is left out: Apex was set to take v1.0 there. */
const APEX_RULES: ReadonlySet<SapientRule> = new Set<SapientRule>([
  'mandatory_fields_present',
  'mandatory_oneof_present',
  'mandatory_repeated_present',
  'no_unknown_fields',
  'no_unknown_enum_values',
  'id_format_valid',
]);
/** What the harness asks and Apex does not (section 1.6 of the digest: 7 cases). */
const HARNESS_ONLY = /(concurrent_tasks|dependent_nodes|error_message|follow_object_id)$/;

function asApex(findings: readonly SapientFinding[]): string[] {
  return findings
    .filter(({ rule, path: at }) => APEX_RULES.has(rule) && !HARNESS_ONLY.test(at))
    .map(({ rule, path: at }) => `${rule} ${at}`)
    .sort();
}

function apexSays(errors: readonly ApexError[]): string[] {
  return errors
    .filter((error) => error.crash === undefined && !HARNESS_ONLY.test(error.path ?? ''))
    .map((error) => `${error.rule} ${error.path}`)
    .sort();
}

function decodeHex(hex: string): ReturnType<typeof decodeSapient> {
  return decodeSapient(fromHex(hex)!);
}

test('every harness case gets the harness verdict', { skip }, () => {
  const cases = load<Case[]>('validation-corpus-v2.json');
  const wrong: string[] = [];
  for (const one of cases) {
    const read = sapientFromJson(one.json);
    const findings = read.ok ? validateSapient(read.value) : [];
    const valid = read.ok && findings.length === 0;
    if (valid !== one.harness_valid)
      wrong.push(`${one.name}: ${JSON.stringify(read.ok ? findings : read.fault)}`);
    if (read.ok === (one.parse_error !== undefined)) wrong.push(`${one.name}: JSON reading`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(cases.length >= 231);
});

test(
  'the octets of every harness case get the same findings, named as Apex names them',
  { skip },
  () => {
    const wrong: string[] = [];
    for (const one of load<Case[]>('validation-corpus-v2.json')) {
      if (one.hex === undefined) continue;
      const decoded = decodeHex(one.hex);
      assert.ok(decoded.ok, one.name);
      const findings = validateSapient(decoded.value);
      if ((findings.length === 0) !== one.harness_valid) wrong.push(`${one.name}: verdict`);
      const errors = one.apex_errors_strict ?? [];
      // 0038 lacks both halves of one oneof pair: Apex gives the path twice, and so do we
      if (!errors.some((error) => error.crash !== undefined))
        assert.deepEqual(asApex(findings), apexSays(errors), one.name);
      const read = sapientFromJson(one.json);
      assert.ok(read.ok, one.name);
      assert.deepEqual(decoded.value, read.value, one.name);
      if (toHex(encodeSapient(read.value)) !== one.hex) wrong.push(`${one.name}: octets`);
    }
    assert.deepEqual(wrong, []);
  },
);

test('what both simulators really send is valid and comes back to the octet', { skip }, () => {
  const cases = load<Case[]>('harness-default-messages-v2.json');
  for (const one of cases) {
    const decoded = decodeHex(one.hex!);
    assert.ok(decoded.ok, one.name);
    assert.deepEqual(
      asApex(validateSapient(decoded.value)),
      apexSays(one.apex_errors_strict ?? []),
    );
    assert.equal(toHex(encodeSapient(decoded.value)), one.hex, one.name);
  }
  assert.ok(cases.length >= 43);
});

test('random messages: same fields, same findings, same octets as the references', { skip }, () => {
  interface RandomCase {
    readonly id: string;
    readonly mutation: string;
    readonly hex: string;
    readonly parses: boolean;
    readonly json?: unknown;
    readonly apex_errors_strict?: readonly ApexError[];
    readonly v1_hex?: string;
  }
  const cases = load<RandomCase[]>('random-messages-v2-a.json');
  let cutShort = 0;
  for (const one of cases) {
    const decoded = decodeHex(one.hex);
    assert.equal(decoded.ok, one.parses, one.id);
    if (!decoded.ok) continue;
    const json = sapientToJson(decoded.value);
    delete json['$unknown'];
    assert.deepEqual(json, one.json, one.id);
    assert.deepEqual(
      asApex(validateSapient(decoded.value)),
      apexSays(one.apex_errors_strict ?? []),
      one.id,
    );
    assert.equal(toHex(encodeSapient(decoded.value)), one.hex, one.id);
    if (one.v1_hex === undefined) continue;
    const v1 = translateV2ToV1(decoded.value);
    const theirs = decodeSapient(fromHex(one.v1_hex)!, 1);
    assert.ok(theirs.ok, one.id);
    // Apex stops translating at an enum value that v1 does not know and sends what it has so far (13 of these).
    if (NOT_IN_V1.test(JSON.stringify(sapientToJson(v1, 1)))) cutShort++;
    else assert.equal(toHex(encodeSapient(v1, 1)), one.v1_hex, one.id);
  }
  assert.ok(cutShort < cases.length / 4);
  assert.ok(cases.length >= 180);
});

test('v1 messages translate as Apex translates them', { skip }, () => {
  interface Translation {
    readonly name: string;
    readonly v1_hex: string;
    readonly v2_hex: string;
    readonly v2_json: unknown;
  }
  const cases = load<Translation[]>('v1-to-v2.json');
  for (const one of cases) {
    const v1 = decodeSapient(fromHex(one.v1_hex)!, 1);
    assert.ok(v1.ok, one.name);
    const v2 = translateV1ToV2(v1.value);
    assert.deepEqual(sapientToJson(v2), one.v2_json, one.name);
    assert.equal(toHex(encodeSapient(v2)), one.v2_hex, one.name);
  }
  assert.ok(cases.length >= 5);
});
