import {
  decodeFault,
  decodeUtf8,
  fail,
  ok,
  toHex,
  type DecodeFault,
  type Result,
} from '../../base/index.ts';
import {
  MAX_PACK,
  MESSAGE_OCTETS,
  MESSAGE_TYPE,
  type AuthMessage,
  type BasicIdMessage,
  type LocationMessage,
  type RemoteIdMessage,
  type SystemMessage,
} from './messages.ts';

/** Messages of one broadcast, and what was wrong in it. */
export interface RemoteIdPack {
  readonly messages: readonly RemoteIdMessage[];
  readonly faults: readonly DecodeFault[];
  /** octets of the pack: 3 + 25 a message */
  readonly length: number;
}

/**
 * One 25-octet message. Any protocol version is read.
 * Faults: `truncated`; `unsupported` for an unknown type and for a pack; `bad-value` for an authentication page whose
 * length does not fit its pages.
 */
export function decodeRemoteIdMessage(
  bytes: Uint8Array,
  offset = 0,
): Result<RemoteIdMessage, DecodeFault> {
  if (bytes.length < offset + MESSAGE_OCTETS)
    return fail(decodeFault('truncated', offset, 'message', 'shorter than 25 octets'));
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, MESSAGE_OCTETS);
  const version = view.getUint8(0) & 15;
  const type = view.getUint8(0) >> 4;
  switch (type) {
    case MESSAGE_TYPE.basicId:
      return ok(readBasicId(bytes, offset, version));
    case MESSAGE_TYPE.location:
      return ok(readLocation(view, version));
    case MESSAGE_TYPE.auth:
      return readAuth(bytes, view, offset, version);
    case MESSAGE_TYPE.selfId:
      return ok({
        type: 'selfId',
        version,
        descriptionType: view.getUint8(1),
        text: readText(bytes, offset + 2, 23),
      });
    case MESSAGE_TYPE.system:
      return ok(readSystem(view, version));
    case MESSAGE_TYPE.operatorId:
      return ok({
        type: 'operatorId',
        version,
        operatorIdType: view.getUint8(1),
        operatorId: readText(bytes, offset + 2, 20),
      });
    case MESSAGE_TYPE.pack:
      return fail(
        decodeFault('unsupported', offset, 'pack', 'a pack where a message was expected'),
      );
    default:
      return fail(decodeFault('unsupported', offset, 'message', `message type ${type}`));
  }
}

/** Text up to the first NUL of a field. */
function readText(bytes: Uint8Array, from: number, size: number): string {
  let to = from;
  while (to < from + size && bytes[to] !== 0) to++;
  return decodeUtf8(bytes, from, to);
}

function readBasicId(bytes: Uint8Array, offset: number, version: number): BasicIdMessage {
  const idType = bytes[offset + 1]! >> 4;
  const idOctets = bytes.slice(offset + 2, offset + 22);
  return {
    type: 'basicId',
    version,
    idType,
    uaType: bytes[offset + 1]! & 15,
    id: readId(idType, idOctets),
    idOctets,
  };
}

function readId(idType: number, octets: Uint8Array): string | null {
  if (idType === 0 || octets.every((octet) => octet === 0)) return null;
  if (idType <= 2) return readText(octets, 0, 20) || null;
  if (idType !== 3) return toHex(octets);
  const hex = toHex(octets, 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** Altitude code: half metres above -1000 m; 0 = unknown. */
function readAltitude(view: DataView, at: number): number | null {
  const code = view.getUint16(at, true);
  return code === 0 ? null : code * 0.5 - 1000;
}

/** Both halves of a place; null when both are 0 (unknown) or either cannot be. */
function readPlace(view: DataView, at: number): readonly [number, number] | null {
  const lat = view.getInt32(at, true);
  const lon = view.getInt32(at + 4, true);
  if (lat === 0 && lon === 0) return null;
  if (Math.abs(lat) > 900_000_000 || Math.abs(lon) > 1_800_000_000) return null;
  return [lat / 1e7, lon / 1e7];
}

function readSpeed(code: number, coarse: boolean): number | null {
  if (!coarse) return code * 0.25;
  return code === 255 ? null : code * 0.75 + 63.75;
}

function readLocation(view: DataView, version: number): LocationMessage {
  const flags = view.getUint8(1);
  const direction = view.getUint8(2) + (flags & 2 ? 180 : 0);
  const verticalSpeed = view.getInt8(4) * 0.5;
  const place = readPlace(view, 5);
  const tenths = view.getUint16(21, true);
  return {
    type: 'location',
    version,
    status: flags >> 4,
    heightType: flags & 4 ? 'above-ground' : 'above-takeoff',
    directionDeg: direction > 360 ? null : direction,
    speedMps: readSpeed(view.getUint8(3), (flags & 1) !== 0),
    verticalSpeedMps: Math.abs(verticalSpeed) > 62 ? null : verticalSpeed,
    latDeg: place?.[0] ?? null,
    lonDeg: place?.[1] ?? null,
    pressureAltM: readAltitude(view, 13),
    geodeticAltM: readAltitude(view, 15),
    heightM: readAltitude(view, 17),
    verticalAccuracy: view.getUint8(19) >> 4,
    horizontalAccuracy: view.getUint8(19) & 15,
    pressureAccuracy: view.getUint8(20) >> 4,
    speedAccuracy: view.getUint8(20) & 15,
    timeOfHourS: tenths > 36_000 ? null : tenths / 10,
    timeAccuracy: view.getUint8(23) & 15,
  };
}

function readAuth(
  bytes: Uint8Array,
  view: DataView,
  offset: number,
  version: number,
): Result<AuthMessage, DecodeFault> {
  const authType = view.getUint8(1) >> 4;
  const page = view.getUint8(1) & 15;
  const common = { type: 'auth', version, authType, page } as const;
  if (page > 0) {
    const data = bytes.slice(offset + 2, offset + 25);
    return ok({ ...common, lastPage: null, length: null, timestampS: null, data });
  }
  const lastPage = view.getUint8(2);
  const length = view.getUint8(3);
  if (lastPage > 15)
    return fail(decodeFault('bad-value', offset + 2, 'Authentication', `last page ${lastPage}`));
  if (length > 17 + 23 * lastPage) {
    const detail = `${length} octets do not fit in ${lastPage + 1} pages`;
    return fail(decodeFault('bad-length', offset + 3, 'Authentication', detail));
  }
  return ok({
    ...common,
    lastPage,
    length,
    timestampS: view.getUint32(4, true),
    data: bytes.slice(offset + 8, offset + 25),
  });
}

function readSystem(view: DataView, version: number): SystemMessage {
  const flags = view.getUint8(1);
  const place = readPlace(view, 2);
  return {
    type: 'system',
    version,
    operatorLocationType: flags & 3,
    classificationType: (flags >> 2) & 7,
    operatorLatDeg: place?.[0] ?? null,
    operatorLonDeg: place?.[1] ?? null,
    areaCount: view.getUint16(10, true),
    areaRadiusM: view.getUint8(12) * 10,
    areaCeilingM: readAltitude(view, 13),
    areaFloorM: readAltitude(view, 15),
    categoryEu: view.getUint8(17) >> 4,
    classEu: view.getUint8(17) & 15,
    operatorAltM: readAltitude(view, 18),
    timestampS: view.getUint32(20, true),
  };
}

/** True for a pack that says it holds no message: real transmitters send those before they have a position. */
export function isEmptyPack(bytes: Uint8Array, offset = 0): boolean {
  return (
    bytes.length >= offset + 3 &&
    bytes[offset]! >> 4 === MESSAGE_TYPE.pack &&
    bytes[offset + 2] === 0
  );
}

/**
 * A message pack: type and version, size of a message (25), count, then the messages. Octets after them are padding.
 * Refused as a whole (`bad-value`, `bad-length`, `truncated`): count 0 or above 9, another size, a pack or an unknown
 * type inside, more than two Basic IDs, more than one of Location, Self-ID, System or Operator ID. A second Basic ID
 * of the same id type replaces the first. A damaged authentication page is a fault among the faults.
 */
export function decodeRemoteIdPack(
  bytes: Uint8Array,
  offset = 0,
): Result<RemoteIdPack, DecodeFault> {
  const refuse = (code: 'truncated' | 'bad-length' | 'bad-value', at: number, detail: string) =>
    fail(decodeFault(code, at, 'pack', detail));
  if (bytes.length < offset + 3) return refuse('truncated', offset, 'shorter than 3 octets');
  if (bytes[offset]! >> 4 !== MESSAGE_TYPE.pack)
    return refuse('bad-value', offset, `message type ${bytes[offset]! >> 4}`);
  if (bytes[offset + 1] !== MESSAGE_OCTETS)
    return refuse('bad-length', offset + 1, `messages of ${bytes[offset + 1]} octets`);
  const count = bytes[offset + 2]!;
  if (count < 1 || count > MAX_PACK)
    return refuse('bad-length', offset + 2, `${count} messages in a pack`);
  const length = 3 + count * MESSAGE_OCTETS;
  if (bytes.length < offset + length)
    return refuse('truncated', offset, `${count} messages in ${bytes.length - offset} octets`);
  const seen = [0, 0, 0, 0, 0, 0];
  const messages: RemoteIdMessage[] = [];
  const faults: DecodeFault[] = [];
  for (let at = offset + 3; at < offset + length; at += MESSAGE_OCTETS) {
    const type = bytes[at]! >> 4;
    if (type > MESSAGE_TYPE.operatorId)
      return refuse('bad-value', at, `message type ${type} in it`);
    seen[type]!++;
    const most = type === MESSAGE_TYPE.auth ? MAX_PACK : type === MESSAGE_TYPE.basicId ? 2 : 1;
    if (seen[type]! > most) return refuse('bad-value', at, `too many messages of type ${type}`);
    const read = decodeRemoteIdMessage(bytes, at);
    if (read.ok) addMessage(messages, read.value);
    else faults.push(read.fault);
  }
  return ok({ messages, faults, length });
}

function addMessage(messages: RemoteIdMessage[], message: RemoteIdMessage): void {
  if (message.type === 'basicId') {
    const same = messages.findIndex(
      (known) => known.type === 'basicId' && known.idType === message.idType,
    );
    if (same >= 0) {
      messages[same] = message;
      return;
    }
  }
  messages.push(message);
}

/** What a broadcast carries: one message or a pack. Never throws; faults say what could not be read. */
export function decodeRemoteId(bytes: Uint8Array, offset = 0): RemoteIdPack {
  if (bytes.length > offset && bytes[offset]! >> 4 === MESSAGE_TYPE.pack) {
    const pack = decodeRemoteIdPack(bytes, offset);
    return pack.ok ? pack.value : { messages: [], faults: [pack.fault], length: 0 };
  }
  const read = decodeRemoteIdMessage(bytes, offset);
  if (read.ok) return { messages: [read.value], faults: [], length: MESSAGE_OCTETS };
  return { messages: [], faults: [read.fault], length: 0 };
}
