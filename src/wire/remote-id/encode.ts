import { encodeUtf8, fail, fromHex, ok, type Result } from '../../base/index.ts';
import {
  MAX_PACK,
  MESSAGE_OCTETS,
  MESSAGE_TYPE,
  PROTOCOL_VERSION,
  type AuthMessage,
  type BasicIdMessage,
  type LocationMessage,
  type RemoteIdMessage,
  type SystemMessage,
} from './messages.ts';

/** Why a message cannot be sent: a value outside what the standard can say. */
export interface EncodeFault {
  readonly item: string;
  readonly detail: string;
}

type Encoded = Result<Uint8Array, EncodeFault>;

/** What to send: version may be left out. A Basic ID may give `id` as text instead of octets. */
export type RemoteIdInput =
  | (WithoutVersion<Exclude<RemoteIdMessage, BasicIdMessage>> & { readonly version?: number })
  | (Omit<BasicIdMessage, 'version' | 'idOctets'> & {
      readonly idOctets?: Uint8Array;
      readonly version?: number;
    });
type WithoutVersion<T> = T extends unknown ? Omit<T, 'version'> : never;

/**
 * One 25-octet message. Rounding as the reference encoder does it: direction to the nearest degree (359.5 is 0),
 * speed to the nearest step, vertical speed and altitudes toward zero (of the code), latitude and longitude to the
 * nearest 1e-7 deg, radius to whole tens downwards. Numbers are taken as 32-bit floats except latitude and longitude.
 */
export function encodeRemoteIdMessage(message: RemoteIdInput): Encoded {
  const out = new Uint8Array(MESSAGE_OCTETS);
  const view = new DataView(out.buffer);
  const version = message.version ?? PROTOCOL_VERSION;
  out[0] = (MESSAGE_TYPE[message.type] << 4) | (version & 15);
  const wrong = fill(view, out, message);
  return wrong === null ? ok(out) : fail(wrong);
}

function fill(view: DataView, out: Uint8Array, message: RemoteIdInput): EncodeFault | null {
  switch (message.type) {
    case 'basicId':
      return fillBasicId(out, message);
    case 'location':
      return fillLocation(view, message);
    case 'auth':
      return fillAuth(view, out, message);
    case 'selfId':
      return fillText(view, out, 'descriptionType', message.descriptionType, message.text, 23);
    case 'system':
      return fillSystem(view, message);
    case 'operatorId':
      return fillText(view, out, 'operatorIdType', message.operatorIdType, message.operatorId, 20);
  }
}

function outside(item: string, value: unknown): EncodeFault {
  return { item, detail: `${String(value)} is outside what can be sent` };
}

/** The first of the named whole numbers that is not within 0..most. */
function checkWhole(
  values: Readonly<Record<string, readonly [number, number]>>,
): EncodeFault | null {
  for (const [item, [value, most]] of Object.entries(values))
    if (!Number.isInteger(value) || value < 0 || value > most) return outside(item, value);
  return null;
}

function fillBasicId(
  out: Uint8Array,
  message: { idType: number; uaType: number; id: string | null; idOctets?: Uint8Array },
): EncodeFault | null {
  const wrong = checkWhole({ idType: [message.idType, 15], uaType: [message.uaType, 15] });
  if (wrong) return wrong;
  const octets = message.idOctets ?? idOctets(message.idType, message.id);
  if (octets === undefined || octets.length > 20) return outside('id', message.id);
  out[1] = (message.idType << 4) | message.uaType;
  out.set(octets, 2);
  return null;
}

function idOctets(idType: number, id: string | null): Uint8Array | undefined {
  if (id === null) return new Uint8Array(0);
  return idType === 1 || idType === 2 ? encodeUtf8(id) : fromHex(id.replaceAll('-', ''));
}

function fillText(
  view: DataView,
  out: Uint8Array,
  item: string,
  kind: number,
  text: string,
  size: number,
): EncodeFault | null {
  const wrong = checkWhole({ [item]: [kind, 255] });
  if (wrong) return wrong;
  const octets = encodeUtf8(text);
  if (octets.length > size || octets.includes(0)) return outside('text', text);
  view.setUint8(1, kind);
  out.set(octets, 2);
  return null;
}

/** Half away from zero, as C's round. */
function round(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}

const f = Math.fround;

/** Code of an altitude; null is the code for unknown. undefined: cannot be sent. */
function altitudeCode(altM: number | null): number | undefined {
  if (altM === null) return 0;
  if (!(altM >= -1000 && altM <= 31_767.5)) return undefined;
  return Math.trunc(f(f(f(altM) + 1000) / 0.5));
}

function degreeCode(deg: number | null, most: number): number | undefined {
  if (deg === null) return 0;
  return Math.abs(deg) <= most ? round(deg * 1e7) : undefined;
}

function speedCode(speedMps: number | null): readonly [number, boolean] | undefined {
  if (speedMps === null) return [255, true];
  if (!(speedMps >= 0 && speedMps <= 254.25)) return undefined;
  if (speedMps <= 63.75) return [round(f(f(speedMps) / 0.25)), false];
  return [round(f(f(f(speedMps) - 63.75) / 0.75)), true];
}

function verticalSpeedCode(speedMps: number | null): number | undefined {
  if (speedMps === null) return 126;
  return Math.abs(speedMps) <= 62 ? Math.trunc(f(f(speedMps) / 0.5)) : undefined;
}

function directionCode(directionDeg: number | null): number | undefined {
  if (directionDeg === null) return 361;
  if (!(directionDeg >= 0 && directionDeg <= 360)) return undefined;
  const whole = round(f(directionDeg));
  return whole === 360 ? 0 : whole;
}

function timeCode(timeOfHourS: number | null): number | undefined {
  if (timeOfHourS === null) return 0xffff;
  if (!(timeOfHourS >= 0 && timeOfHourS <= 3600)) return undefined;
  return round(f(f(timeOfHourS) * 10));
}

function fillLocation(
  view: DataView,
  message: Omit<LocationMessage, 'version'>,
): EncodeFault | null {
  const wrong = checkWhole({
    status: [message.status, 15],
    horizontalAccuracy: [message.horizontalAccuracy, 15],
    verticalAccuracy: [message.verticalAccuracy, 15],
    pressureAccuracy: [message.pressureAccuracy, 15],
    speedAccuracy: [message.speedAccuracy, 15],
    timeAccuracy: [message.timeAccuracy, 15],
  });
  if (wrong) return wrong;
  const direction = directionCode(message.directionDeg);
  const speed = speedCode(message.speedMps);
  const verticalSpeed = verticalSpeedCode(message.verticalSpeedMps);
  const lat = degreeCode(message.latDeg, 90);
  const lon = degreeCode(message.lonDeg, 180);
  const pressure = altitudeCode(message.pressureAltM);
  const geodetic = altitudeCode(message.geodeticAltM);
  const height = altitudeCode(message.heightM);
  const time = timeCode(message.timeOfHourS);
  if (direction === undefined) return outside('directionDeg', message.directionDeg);
  if (speed === undefined) return outside('speedMps', message.speedMps);
  if (verticalSpeed === undefined) return outside('verticalSpeedMps', message.verticalSpeedMps);
  if (lat === undefined) return outside('latDeg', message.latDeg);
  if (lon === undefined) return outside('lonDeg', message.lonDeg);
  if (pressure === undefined) return outside('pressureAltM', message.pressureAltM);
  if (geodetic === undefined) return outside('geodeticAltM', message.geodeticAltM);
  if (height === undefined) return outside('heightM', message.heightM);
  if (time === undefined) return outside('timeOfHourS', message.timeOfHourS);
  const west = direction >= 180;
  const above = message.heightType === 'above-ground';
  view.setUint8(1, (message.status << 4) | (above ? 4 : 0) | (west ? 2 : 0) | (speed[1] ? 1 : 0));
  view.setUint8(2, west ? direction - 180 : direction);
  view.setUint8(3, speed[0]);
  view.setInt8(4, verticalSpeed);
  view.setInt32(5, lat, true);
  view.setInt32(9, lon, true);
  view.setUint16(13, pressure, true);
  view.setUint16(15, geodetic, true);
  view.setUint16(17, height, true);
  view.setUint8(19, (message.verticalAccuracy << 4) | message.horizontalAccuracy);
  view.setUint8(20, (message.pressureAccuracy << 4) | message.speedAccuracy);
  view.setUint16(21, time, true);
  view.setUint8(23, message.timeAccuracy);
  return null;
}

function fillAuth(
  view: DataView,
  out: Uint8Array,
  message: Omit<AuthMessage, 'version'>,
): EncodeFault | null {
  const { authType, page, data } = message;
  const wrong = checkWhole({ authType: [authType, 15], page: [page, 15] });
  if (wrong) return wrong;
  if (data.length > (page === 0 ? 17 : 23)) return outside('data', `${data.length} octets`);
  view.setUint8(1, (authType << 4) | page);
  if (page > 0) {
    out.set(data, 2);
    return null;
  }
  const { lastPage, length, timestampS } = message;
  if (lastPage === null || length === null || timestampS === null)
    return outside('lastPage, length and timestampS', 'null on page 0');
  const rest = checkWhole({
    lastPage: [lastPage, 15],
    length: [length, Math.min(255, 17 + 23 * lastPage)],
    timestampS: [timestampS, 0xffffffff],
  });
  if (rest) return rest;
  view.setUint8(2, lastPage);
  view.setUint8(3, length);
  view.setUint32(4, timestampS, true);
  out.set(data, 8);
  return null;
}

function fillSystem(view: DataView, message: Omit<SystemMessage, 'version'>): EncodeFault | null {
  const wrong = checkWhole({
    operatorLocationType: [message.operatorLocationType, 3],
    classificationType: [message.classificationType, 7],
    areaCount: [message.areaCount, 0xffff],
    categoryEu: [message.categoryEu, 15],
    classEu: [message.classEu, 15],
    timestampS: [message.timestampS, 0xffffffff],
  });
  if (wrong) return wrong;
  const lat = degreeCode(message.operatorLatDeg, 90);
  const lon = degreeCode(message.operatorLonDeg, 180);
  const ceiling = altitudeCode(message.areaCeilingM);
  const floor = altitudeCode(message.areaFloorM);
  const altitude = altitudeCode(message.operatorAltM);
  if (lat === undefined) return outside('operatorLatDeg', message.operatorLatDeg);
  if (lon === undefined) return outside('operatorLonDeg', message.operatorLonDeg);
  if (ceiling === undefined) return outside('areaCeilingM', message.areaCeilingM);
  if (floor === undefined) return outside('areaFloorM', message.areaFloorM);
  if (altitude === undefined) return outside('operatorAltM', message.operatorAltM);
  if (!(message.areaRadiusM >= 0 && message.areaRadiusM <= 2550))
    return outside('areaRadiusM', message.areaRadiusM);
  view.setUint8(1, message.operatorLocationType | (message.classificationType << 2));
  view.setInt32(2, lat, true);
  view.setInt32(6, lon, true);
  view.setUint16(10, message.areaCount, true);
  view.setUint8(12, Math.floor(message.areaRadiusM / 10));
  view.setUint16(13, ceiling, true);
  view.setUint16(15, floor, true);
  view.setUint8(17, (message.categoryEu << 4) | message.classEu);
  view.setUint16(18, altitude, true);
  view.setUint32(20, message.timestampS, true);
  return null;
}

/** A pack of 1 to 9 messages, checked as a receiver checks it. */
export function encodeRemoteIdPack(
  messages: readonly RemoteIdInput[],
  version = PROTOCOL_VERSION,
): Encoded {
  if (messages.length < 1 || messages.length > MAX_PACK)
    return fail(outside('pack', `${messages.length} messages`));
  const counts = new Map<string, number>();
  const out = new Uint8Array(3 + MESSAGE_OCTETS * messages.length);
  out.set([(MESSAGE_TYPE.pack << 4) | (version & 15), MESSAGE_OCTETS, messages.length]);
  for (const [index, message] of messages.entries()) {
    const count = (counts.get(message.type) ?? 0) + 1;
    counts.set(message.type, count);
    const most = message.type === 'auth' ? MAX_PACK : message.type === 'basicId' ? 2 : 1;
    if (count > most) return fail(outside('pack', `${count} ${message.type} messages`));
    const encoded = encodeRemoteIdMessage(message);
    if (!encoded.ok) return encoded;
    out.set(encoded.value, 3 + MESSAGE_OCTETS * index);
  }
  return ok(out);
}
