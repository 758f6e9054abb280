import { decodeFault, decodeUtf8, RAD_TO_DEG } from '../../base/index.ts';
import {
  contentOf,
  decodeSapient,
  ICD_VERSION_1,
  LOCATION_SYSTEM,
  MAX_MESSAGE_OCTETS,
  RANGE_BEARING_SYSTEM,
  sapientFromJson,
  sapientToJson,
  timestampToAt,
  translateV1ToV2,
  validateSapient,
  type Location,
  type RangeBearing,
  type SapientMessage,
  type SapientVersion,
} from '../../wire/sapient/index.ts';
import {
  utcTime,
  type DecodeFormat,
  type Head,
  type ReadOptions,
  type Shown,
  type ShownField,
  type ShownTime,
  type Sink,
  type UnitReader,
} from './shown.ts';
import { MOST_DOCUMENT_OCTETS } from './text-units.ts';
import { fieldsOf, joinFacts, placeText, PLAIN_WORDS, roundForPeople } from './words.ts';

class ShownSapient implements Shown {
  readonly format: string;
  readonly type: string;
  readonly category = null;
  readonly address: string | null;
  readonly source: string | null;
  readonly time: ShownTime | null;
  readonly #message: SapientMessage;
  readonly #version: SapientVersion;

  constructor(format: string, message: SapientMessage, version: SapientVersion) {
    this.format = format;
    this.#message = message;
    this.#version = version;
    this.type = contentOf(message) ?? 'no content';
    this.source = message.node_id ?? null;
    this.address = message.detection_report?.object_id ?? null;
    this.time = utcTime(timestampToAt(message.timestamp));
  }

  summary(): string {
    const {
      registration,
      detection_report: detection,
      status_report: status,
      alert,
    } = this.#message;
    const place = detection?.location ?? status?.node_location ?? alert?.location;
    const polar = detection?.range_bearing;
    return joinFacts([
      registration?.name ?? registration?.icd_version,
      detection?.classification?.[0]?.type,
      detection?.state,
      detection?.id,
      place === undefined ? null : placeOf(place),
      polar === undefined ? null : polarText(polar),
      status?.mode,
      alert?.description,
    ]);
  }

  tree(): object {
    return { version: this.#version, message: sapientToJson(this.#message, this.#version) };
  }

  fields(): ShownField[] {
    return fieldsOf(sapientToJson(this.#message, this.#version), '', PLAIN_WORDS);
  }
}

/** In degrees where the coordinate system has them; else as sent, with the zone. */
function placeOf(place: Location): string {
  const { x, y, z, coordinate_system: system, utm_zone: zone } = place;
  const height = z === undefined ? '' : ` · ${roundForPeople(z)} m`;
  if (system === LOCATION_SYSTEM.LAT_LNG_DEG_M) return `${placeText(y, x)}${height}`;
  if (system === LOCATION_SYSTEM.LAT_LNG_RAD_M)
    return `${placeText((y ?? Number.NaN) * RAD_TO_DEG, (x ?? Number.NaN) * RAD_TO_DEG)}${height}`;
  const utm = system === LOCATION_SYSTEM.UTM_M ? `UTM ${zone ?? 'without zone'} ` : '';
  return `${utm}x ${roundForPeople(x ?? 0)} y ${roundForPeople(y ?? 0)}${height}`;
}

/** With the units of its coordinate system. */
function polarText(polar: RangeBearing): string {
  const { coordinate_system: system, azimuth, elevation, range } = polar;
  const { DEGREES_M, RADIANS_M, DEGREES_KM, RADIANS_KM } = RANGE_BEARING_SYSTEM;
  const angle = system === RADIANS_M || system === RADIANS_KM ? 'rad' : 'deg';
  const metres = system === DEGREES_M || system === RADIANS_M;
  const length = metres ? 'm' : system === DEGREES_KM || system === RADIANS_KM ? 'km' : '';
  return joinFacts([
    azimuth === undefined ? null : `azimuth ${roundForPeople(azimuth)} ${angle}`,
    elevation === undefined ? null : `elevation ${roundForPeople(elevation)} ${angle}`,
    range === undefined ? null : `range ${roundForPeople(range)} ${length}`,
  ]);
}

/** Gives a message, and what is wrong with it by the rules of both reference checkers. */
function give(
  format: string,
  message: SapientMessage,
  version: SapientVersion,
  offset: number,
  sink: Sink,
): void {
  sink.record(new ShownSapient(format, message, version), offset);
  const current = version === 1 ? translateV1ToV2(message) : message;
  for (const { rule, path, text } of validateSapient(current)) {
    const code = rule === 'no_unknown_fields' ? 'unsupported' : 'bad-value';
    sink.fault(
      decodeFault(code, offset, path === '' ? 'SapientMessage' : path, `${rule}: ${text}`),
      format,
    );
  }
}

/** A stream of messages, each behind four octets of little-endian length. */
class SapientUnits implements UnitReader {
  #version: SapientVersion;
  #broken = false;

  constructor(options: ReadOptions) {
    this.#version = options.version;
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    let at = 0;
    while (!this.#broken && at + 4 <= bytes.length) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
      if (length > MAX_MESSAGE_OCTETS) {
        this.#broken = true;
        const detail = `length ${length} is above the limit of ${MAX_MESSAGE_OCTETS}; nothing marks where the next message begins`;
        sink.fault(decodeFault('bad-length', at, 'SAPIENT length', detail), 'sapient');
        break;
      }
      if (at + 4 + length > bytes.length) break;
      this.#message(bytes.slice(at + 4, at + 4 + length), at, sink);
      at += 4 + length;
    }
    if (this.#broken) return bytes.length;
    if (!last || at === bytes.length) return at;
    const detail = `the last ${bytes.length - at} octets are not a whole message`;
    sink.fault(decodeFault('truncated', at, 'SAPIENT', detail), 'sapient');
    return bytes.length;
  }

  #message(bytes: Uint8Array, offset: number, sink: Sink): void {
    let read = decodeSapient(bytes, this.#version);
    // The stream does not say its version; a registration does.
    const said = read.ok ? read.value.registration?.icd_version : undefined;
    if (this.#version === 2 && said?.replaceAll('_', ' ') === ICD_VERSION_1) {
      this.#version = 1;
      read = decodeSapient(bytes, 1);
    }
    if (read.ok) give('sapient', read.value, this.#version, offset, sink);
    else sink.fault({ ...read.fault, offset: offset + 4 + read.fault.offset }, 'sapient');
  }
}

/** Messages in protobuf's JSON form: one a line, one document, or a list of them. */
class SapientJsonUnits implements UnitReader {
  readonly #version: SapientVersion;
  #whole: boolean | null = null;

  constructor(options: ReadOptions) {
    this.#version = options.version;
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    if (bytes.length > MOST_DOCUMENT_OCTETS) {
      const detail = `more than ${MOST_DOCUMENT_OCTETS} octets`;
      sink.fault(decodeFault('bad-length', 0, 'document', detail), 'sapient-json');
      return bytes.length;
    }
    if (this.#whole === null) {
      const end = bytes.indexOf(10);
      if (end < 0 && !last) return 0;
      this.#whole = parse(decodeUtf8(bytes, 0, end < 0 ? bytes.length : end)) === undefined;
    }
    if (this.#whole) {
      if (last) this.#value(decodeUtf8(bytes), 0, sink);
      return last ? bytes.length : 0;
    }
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      this.#value(decodeUtf8(bytes, from, end), from, sink);
      from = end + 1;
    }
    if (!last) return from;
    if (from < bytes.length) this.#value(decodeUtf8(bytes, from), from, sink);
    return bytes.length;
  }

  #value(text: string, offset: number, sink: Sink): void {
    if (text.trim() === '') return;
    const value = parse(text);
    if (value === undefined) {
      sink.fault(decodeFault('bad-syntax', offset, 'JSON', 'not JSON'), 'sapient-json');
      return;
    }
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const read = sapientFromJson(one, this.#version);
      if (read.ok) give('sapient-json', read.value, this.#version, offset, sink);
      else {
        const { path, detail } = read.fault;
        sink.fault(
          decodeFault('bad-value', offset, path || 'SapientMessage', detail),
          'sapient-json',
        );
      }
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** A length, then a message that begins with its timestamp or node id, ending where the next length begins. */
function sniffSapient({ bytes, whole }: Head): number {
  let at = 0;
  let messages = 0;
  while (at + 5 < bytes.length && messages < 4) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
    if (length === 0 || length > MAX_MESSAGE_OCTETS) return 0;
    if (bytes[at + 4] !== 0x0a && bytes[at + 4] !== 0x12) return 0;
    if (at + 4 + length > bytes.length) return whole ? 0 : messages > 0 ? 2 : 1;
    const read = decodeSapient(bytes.subarray(at + 4, at + 4 + length));
    if (!read.ok || contentOf(read.value) === null) return 0;
    at += 4 + length;
    messages++;
  }
  return messages > 0 ? 3 : 0;
}

const CONTENT_KEYS = [
  'registration',
  'registration_ack',
  'registrationAck',
  'status_report',
  'statusReport',
  'detection_report',
  'detectionReport',
  'task',
  'task_ack',
  'taskAck',
  'alert',
  'alert_ack',
  'alertAck',
  'error',
];

export const SAPIENT_FORMATS: readonly DecodeFormat[] = [
  {
    name: 'sapient',
    what: 'SAPIENT (BSI Flex 335) protobuf messages with their lengths',
    sniff: sniffSapient,
    open: (options) => new SapientUnits(options),
  },
  {
    name: 'sapient-json',
    what: 'SAPIENT messages as JSON, one a line or a document',
    sniff: ({ keys }) =>
      keys !== null &&
      CONTENT_KEYS.some((key) => keys.has(key)) &&
      ['nodeId', 'node_id', 'timestamp', 'destination_id', 'destinationId'].some((key) =>
        keys.has(key),
      )
        ? 3
        : 0,
    open: (options) => new SapientJsonUnits(options),
  },
];
