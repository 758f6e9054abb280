/**
 * BSI Flex 335 v1.0 and v2.0 messages into each other, by the changes between the two standards and as the Apex
 * middleware does it, so that peers behind either see the same. What the other version has no room for is lost on
 * the way: the original octets are what is forwarded.
 */
import type { ProtoObject } from './protobuf-read.ts';
import { messageType } from './schema.ts';
import type { SapientMessage } from './types.ts';
import { ICD_VERSION } from './validate.ts';

export const ICD_VERSION_1 = 'BSI Flex 335 v1.0';

type Editable = Record<string, unknown>;

/** A copy that can be edited; octets are shared. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const out: Editable = {};
  for (const [key, item] of Object.entries(value)) if (key !== '$unknown') out[key] = copy(item);
  return out;
}

function child(parent: Editable | undefined, name: string): Editable | undefined {
  return parent?.[name] as Editable | undefined;
}

function children(parent: Editable | undefined, name: string): readonly Editable[] {
  return (parent?.[name] as Editable[] | undefined) ?? [];
}

/** One value to a list of one; empty text is no value. */
function toList(parent: Editable, name: string): void {
  const value = parent[name];
  if (value === undefined) return;
  if (value === '') delete parent[name];
  else parent[name] = [value];
}

/** A list to one value: texts joined with commas, of other things the first. */
function toSingle(parent: Editable, name: string): void {
  const list = parent[name] as readonly unknown[] | undefined;
  if (list === undefined) return;
  if (list.length === 0) delete parent[name];
  else parent[name] = typeof list[0] === 'string' ? list.join(',') : list[0];
}

/** Mains, MAINS or mains; SolarPv or SOLAR_PV: an enum's number; undefined when it has no such value. */
function enumNumber(
  message: string,
  field: string,
  prefix: string,
  text: unknown,
): number | undefined {
  const snake = String(text).replace(/([^A-Z_])([A-Z])/g, '$1_$2');
  const type = messageType(2, message).fields.find((known) => known.name === field)!.enumType!;
  return type.numberOf.get(prefix + snake.toUpperCase());
}

function textToEnum(parent: Editable, message: string, field: string, prefix: string): void {
  if (parent[field] === undefined) return;
  const number = enumNumber(message, field, prefix, parent[field]);
  if (number === undefined) delete parent[field];
  else parent[field] = number;
}

/** Enum number to the text v1 uses: INTERNAL_BATTERY to InternalBattery. */
function enumText(message: string, field: string, prefix: string, number: unknown): string {
  const type = messageType(2, message).fields.find((known) => known.name === field)!.enumType!;
  const name = (type.nameOf.get(number as number) ?? '').slice(prefix.length);
  if (name === 'OK') return name;
  return name
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('');
}

function enumToText(parent: Editable, message: string, field: string, prefix: string): void {
  if (parent[field] === undefined) return;
  parent[field] = enumText(message, field, prefix, parent[field]);
}

/** A decoded v1 message as v2. config_data, mandatory in v2 and unknown in v1, gets Apex's place-holders. */
export function translateV1ToV2(message: SapientMessage): SapientMessage {
  const out = copy(message) as Editable;
  const registration = child(out, 'registration');
  if (registration) {
    registration['icd_version'] = ICD_VERSION;
    registration['config_data'] = [{ manufacturer: 'manufacturer', model: 'model' }];
    for (const mode of children(registration, 'mode_definition')) {
      toList(mode, 'detection_definition');
      toSingle(mode, 'task');
      for (const command of children(child(mode, 'task'), 'command')) delete command['name'];
    }
  }
  const ack = child(out, 'registration_ack');
  if (ack) toList(ack, 'ack_response_reason');
  const status = child(out, 'status_report');
  if (status) statusToV2(status);
  const task = child(out, 'task');
  // CONTROL_DEFAULT is gone in v2
  if (task?.['control'] === 4) task['control'] = 0;
  const taskAck = child(out, 'task_ack');
  if (taskAck) toList(taskAck, 'reason');
  const alertAck = child(out, 'alert_ack');
  if (alertAck) {
    toList(alertAck, 'reason');
    rename(alertAck, 'alert_status', 'alert_ack_status');
  }
  const error = child(out, 'error');
  if (error) toList(error, 'error_message');
  return out as SapientMessage;
}

function rename(parent: Editable, from: string, to: string): void {
  if (parent[from] === undefined) return;
  parent[to] = parent[from];
  delete parent[from];
}

function statusToV2(status: Editable): void {
  toList(status, 'coverage');
  const power = child(status, 'power');
  if (power) {
    textToEnum(power, 'StatusReport.Power', 'source', 'POWERSOURCE_');
    textToEnum(power, 'StatusReport.Power', 'status', 'POWERSTATUS_');
  }
  for (const item of children(status, 'status')) {
    textToEnum(item, 'StatusReport.Status', 'status_type', 'STATUS_TYPE_');
    // STATUS_LEVEL_SENSOR_STATUS is gone in v2
    if (item['status_level'] === 1) item['status_level'] = 0;
  }
}

/** A v2 message as v1, for a peer set to v1. */
export function translateV2ToV1(message: SapientMessage): SapientMessage {
  const out = copy(message) as Editable;
  delete out['additional_information'];
  const registration = child(out, 'registration');
  if (registration) registrationToV1(registration);
  const ack = child(out, 'registration_ack');
  if (ack) toSingle(ack, 'ack_response_reason');
  const status = child(out, 'status_report');
  if (status) {
    toSingle(status, 'coverage');
    const power = child(status, 'power');
    if (power) {
      enumToText(power, 'StatusReport.Power', 'source', 'POWERSOURCE_');
      enumToText(power, 'StatusReport.Power', 'status', 'POWERSTATUS_');
    }
    for (const item of children(status, 'status'))
      enumToText(item, 'StatusReport.Status', 'status_type', 'STATUS_TYPE_');
  }
  const taskAck = child(out, 'task_ack');
  if (taskAck) toSingle(taskAck, 'reason');
  const alertAck = child(out, 'alert_ack');
  if (alertAck) {
    toSingle(alertAck, 'reason');
    rename(alertAck, 'alert_ack_status', 'alert_status');
  }
  const error = child(out, 'error');
  if (error) toSingle(error, 'error_message');
  return out as ProtoObject as SapientMessage;
}

function registrationToV1(registration: Editable): void {
  registration['icd_version'] = ICD_VERSION_1;
  for (const name of ['dependent_nodes', 'reporting_region', 'config_data'])
    delete registration[name];
  for (const mode of children(registration, 'mode_definition')) {
    for (const command of children(child(mode, 'task'), 'command'))
      if (command['type'] !== undefined)
        command['name'] = enumText(
          'Registration.Command',
          'type',
          'COMMAND_TYPE_',
          command['type'],
        );
    toSingle(mode, 'detection_definition');
    if (mode['task'] !== undefined) mode['task'] = [mode['task']];
  }
}
