// Hot path: walks a decoded message by the field table; allocates only for what is wrong.
import { isUlid, isUuid } from './ids.ts';
import { UNKNOWN, type ProtoObject, type UnknownField } from './protobuf-read.ts';
import { messageType, type Field, type MessageType } from './schema.ts';
import { LOCATION_SYSTEM, type SapientMessage } from './types.ts';

/**
 * The rules of the two reference checkers. The first seven are those of the Apex middleware under its names; the rest
 * are what the BSI Flex 335 test harness checks beyond them.
 */
export const SAPIENT_RULES = [
  'mandatory_fields_present',
  'mandatory_oneof_present',
  'mandatory_repeated_present',
  'no_unknown_fields',
  'no_unknown_enum_values',
  'id_format_valid',
  'supported_icd_version',
  'value_not_empty',
  'enum_specified',
  'value_in_range',
  'also_mandatory',
  'kinds_agree',
  'zone_given',
] as const;
export type SapientRule = (typeof SAPIENT_RULES)[number];

/** One thing wrong: where (`detection_report.classification.0.type`; empty = the message itself) and why. */
export interface SapientFinding {
  readonly rule: SapientRule;
  readonly path: string;
  readonly text: string;
}

export const ICD_VERSION = 'BSI Flex 335 v2.0';
/** A message of a million wrong fields must not cost a million findings. */
export const MAX_FINDINGS = 100;

/** Ids by the harness although not marked. */
const HARNESS_IDS: ReadonlyMap<string, 'uuid' | 'ulid'> = new Map([
  ['FollowObject.follow_object_id', 'ulid'],
  ['Registration.dependent_nodes', 'uuid'],
]);
/** Mandatory by the harness though not marked: fields, and oneofs of which one member must be there. */
const ALSO_MANDATORY: ReadonlySet<string> = new Set([
  'Registration.TaskDefinition.concurrent_tasks',
  'Error.error_message',
  'DetectionReport.DerivedDetection.timestamp',
  'DetectionReport.PredictedLocation.predicted_location_oneof',
]);
/** Probabilities and rankings: 0 to 1. */
const UNIT_RANGE: ReadonlySet<string> = new Set(['confidence', 'detection_confidence', 'ranking']);

/** What a field is checked for, worked out once from the table. */
interface Check {
  readonly field: Field;
  readonly mandatory: boolean;
  readonly alsoMandatory: boolean;
  /** if it is there, it must say something: mandatory itself, or member of a mandatory oneof */
  readonly mustSay: boolean;
  readonly id: 'none' | 'uuid' | 'ulid';
  readonly unitRange: boolean;
  readonly icdVersion: boolean;
  readonly nested: MessageType | null;
}

interface MessageChecks {
  readonly type: MessageType;
  readonly checks: readonly Check[];
  /** says units and datum: of a place or of a sight, see checkKinds */
  readonly kinds: boolean;
}

const CHECKS = new Map<MessageType, MessageChecks>();

function checksOf(type: MessageType): MessageChecks {
  const known = CHECKS.get(type);
  if (known) return known;
  const checks = type.fields.map((field): Check => {
    const key = `${type.name}.${field.name}`;
    const alsoMandatory = ALSO_MANDATORY.has(key);
    return {
      field,
      mandatory: field.mandatory,
      alsoMandatory,
      mustSay:
        field.mandatory ||
        alsoMandatory ||
        type.oneofs.some((one) => one.mandatory && one.members.includes(field)),
      id: HARNESS_IDS.get(key) ?? field.id,
      unitRange: field.kind === 'float' && UNIT_RANGE.has(field.name),
      icdVersion: key === 'Registration.icd_version',
      nested: field.message?.name === 'Timestamp' ? null : field.message,
    };
  });
  const kinds = type.name === 'Registration.LocationType';
  const made = { type, checks, kinds };
  CHECKS.set(type, made);
  return made;
}

export interface ValidateOptions {
  /** ids must be v4 UUIDs in lower case and ULIDs in upper case; default true */
  readonly strictIds?: boolean;
}

/**
 * Checks a decoded v2 message by the standard's rules as both reference checkers apply them. Empty: valid.
 * Values only: whether the message is in its turn is the session's business. At most MAX_FINDINGS are given.
 */
export function validateSapient(
  message: SapientMessage,
  options: ValidateOptions = {},
): SapientFinding[] {
  const findings: SapientFinding[] = [];
  checkMessage(
    message as ProtoObject,
    checksOf(messageType(2, 'SapientMessage')),
    '',
    options.strictIds ?? true,
    findings,
  );
  return findings;
}

function report(findings: SapientFinding[], rule: SapientRule, path: string, text: string): void {
  if (findings.length < MAX_FINDINGS) findings.push({ rule, path, text });
}

function checkMessage(
  message: ProtoObject,
  { type, checks, kinds }: MessageChecks,
  path: string,
  strict: boolean,
  findings: SapientFinding[],
): void {
  const unknown = message[UNKNOWN] as readonly UnknownField[] | undefined;
  if (unknown)
    for (const field of unknown)
      report(findings, 'no_unknown_fields', path, `unknown field ${field.number}`);
  for (const { name, mandatory, members } of type.oneofs) {
    if (members.some((field) => message[field.name] !== undefined)) continue;
    const text = `one of ${name} must be there`;
    if (mandatory) report(findings, 'mandatory_oneof_present', path, text);
    else if (ALSO_MANDATORY.has(`${type.name}.${name}`))
      report(findings, 'also_mandatory', path, text);
  }
  if (kinds) checkKinds(message, path, findings);
  for (const check of checks) {
    const { field } = check;
    const value = message[field.name];
    if (field.repeated)
      checkRepeated(value as unknown[] | undefined, check, path, strict, findings);
    else if (value !== undefined)
      checkValue(value, check, join(path, field.name), strict, findings);
    else if (check.mandatory)
      report(findings, 'mandatory_fields_present', join(path, field.name), 'mandatory, absent');
    else if (check.alsoMandatory)
      report(findings, 'also_mandatory', join(path, field.name), 'mandatory, absent');
  }
}

/** Units and datum are both of a place or both of a bearing, and UTM needs a zone; a node's own place is only a place. */
function checkKinds(message: ProtoObject, path: string, findings: SapientFinding[]): void {
  const has = (name: string): boolean => message[name] !== undefined;
  const mixed =
    (has('location_units') && has('range_bearing_datum')) ||
    (has('range_bearing_units') && has('location_datum'));
  if (mixed) report(findings, 'kinds_agree', path, 'units of one kind, datum of the other');
  if (path.endsWith('.location_definition')) {
    if (has('range_bearing_units'))
      report(findings, 'kinds_agree', path, 'where the node is cannot be a range and bearing');
  } else if (message['location_units'] === LOCATION_SYSTEM.UTM_M && !message['zone'])
    report(findings, 'zone_given', join(path, 'zone'), 'UTM without a zone');
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function checkRepeated(
  list: readonly unknown[] | undefined,
  check: Check,
  path: string,
  strict: boolean,
  findings: SapientFinding[],
): void {
  const here = join(path, check.field.name);
  if (list === undefined || list.length === 0) {
    if (check.mandatory)
      report(findings, 'mandatory_repeated_present', here, 'at least one, none given');
    else if (check.alsoMandatory)
      report(findings, 'also_mandatory', here, 'at least one, none given');
    return;
  }
  // Scalars of a list are named by the list, as Apex does; messages by their index.
  for (let i = 0; i < list.length; i++)
    checkValue(list[i], check, check.nested ? `${here}.${i}` : here, strict, findings);
}

function checkValue(
  value: unknown,
  check: Check,
  path: string,
  strict: boolean,
  findings: SapientFinding[],
): void {
  const { field } = check;
  if (check.nested) {
    checkMessage(value as ProtoObject, checksOf(check.nested), path, strict, findings);
    return;
  }
  if (field.enumType) {
    checkEnum(value as number, check, path, findings);
    return;
  }
  if (check.unitRange && !((value as number) >= 0 && (value as number) <= 1))
    report(findings, 'value_in_range', path, `${String(value)} is outside 0 to 1`);
  if (field.kind !== 'string') {
    if (check.mustSay && field.kind === 'bytes' && (value as Uint8Array).length === 0)
      report(findings, 'value_not_empty', path, 'mandatory, empty');
    return;
  }
  const text = value as string;
  if (check.id === 'ulid' && !isUlid(text, strict))
    report(findings, 'id_format_valid', path, `not a ULID: ${text.slice(0, 64)}`);
  else if (check.id === 'uuid' && !isUuid(text, strict))
    report(findings, 'id_format_valid', path, `not a UUID: ${text.slice(0, 64)}`);
  else if (check.mustSay && text.trim() === '') emptyText(field, text, path, findings);
  if (check.icdVersion && text.replaceAll('_', ' ') !== ICD_VERSION)
    report(findings, 'supported_icd_version', path, `not ${ICD_VERSION}: ${text.slice(0, 64)}`);
}

/** Empty text of a field without presence is what an absent one reads as. */
function emptyText(field: Field, text: string, path: string, findings: SapientFinding[]): void {
  if (field.implicit && text === '')
    report(findings, 'mandatory_fields_present', path, 'mandatory, absent');
  else report(findings, 'value_not_empty', path, 'mandatory, empty');
}

function checkEnum(value: number, check: Check, path: string, findings: SapientFinding[]): void {
  if (!check.field.enumType!.nameOf.has(value))
    report(findings, 'no_unknown_enum_values', path, `unknown value ${value}`);
  else if (value === 0 && check.mustSay)
    report(findings, 'enum_specified', path, 'mandatory, UNSPECIFIED');
}
