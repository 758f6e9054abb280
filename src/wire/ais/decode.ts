// Hot path: one object a message and its texts. Types 1-5, 9, 18, 19, 21, 24 and 27 are written out; the rest read tables.
/**
 * Payload bits to AIS messages (ITU-R M.1371-5, annex 8). Bit numbers are those of the standard, from 0. A message
 * shorter than what it is about is a fault; spare bits, communication state and name extension may be missing.
 */
import { decodeFault, fail, ok, type DecodeFault, type Result } from '../../base/index.ts';
import { readApplication } from './application.ts';
import { type Payload, readBits, readFlag, readHex, readSigned, readText } from './bits.ts';
import { readLayout, type Layout, type Values } from './layout.ts';
import * as layouts from './layouts.ts';
import type {
  AddressedBinary,
  AidToNavigation,
  AisMessage,
  BaseStationReport,
  BroadcastBinary,
  ClassBExtended,
  ClassBReport,
  LongRangeReport,
  PositionReport,
  SarAircraftReport,
  SlotBinary,
  StaticPartA,
  StaticPartB,
  StaticVoyageData,
} from './messages.ts';

/** Least number of bits by type: up to the last field that matters. 0: no such type. */
const LEAST_BITS = Uint16Array.from([
  0, 149, 149, 149, 149, 420, 88, 72, 56, 148, 70, 149, 72, 72, 40, 88, 92, 80, 147, 306, 70, 268,
  144, 154, 46, 40, 60, 95,
]);

/** Fewer bits have no MMSI. */
const LEAST_HEAD = 38;

/**
 * Decodes one payload.
 * Faults: 'bad-length' (shorter than its type), 'unsupported' (no such type or part), item `type N`.
 */
export function decodeAis(payload: Payload): Result<AisMessage, DecodeFault> {
  const message = readMessage(payload);
  return message === null ? fail(explainPayload(payload)) : ok(message);
}

/** Why readMessage gave null. */
export function explainPayload(payload: Payload): DecodeFault {
  if (payload.bits < LEAST_HEAD)
    return decodeFault('bad-length', 0, 'payload', `${payload.bits} bits hold no MMSI`);
  const type = readBits(payload.bytes, 0, 6);
  const least = LEAST_BITS[type] ?? 0;
  if (least === 0) return decodeFault('unsupported', 0, `type ${type}`, 'message type not defined');
  if (payload.bits < least)
    return decodeFault(
      'bad-length',
      0,
      `type ${type}`,
      `${payload.bits} bits where ${least} are due`,
    );
  return decodeFault('unsupported', 0, `type ${type}`, 'part not defined or too short');
}

/** Hot form of decodeAis: null when damaged (explainPayload() says why). */
export function readMessage(payload: Payload): AisMessage | null {
  const { bytes, bits } = payload;
  if (bits < LEAST_HEAD) return null;
  const type = readBits(bytes, 0, 6);
  const least = LEAST_BITS[type] ?? 0;
  if (least === 0 || bits < least) return null;
  const repeat = readBits(bytes, 6, 2);
  const mmsi = readBits(bytes, 8, 30);
  switch (type) {
    case 1:
    case 2:
    case 3:
      return readPosition(bytes, bits, type, repeat, mmsi);
    case 4:
    case 11:
      return readBaseStation(bytes, bits, type, repeat, mmsi);
    case 5:
      return readStaticVoyage(bytes, repeat, mmsi);
    case 9:
      return readSarAircraft(bytes, bits, repeat, mmsi);
    case 18:
      return readClassB(bytes, bits, repeat, mmsi);
    case 19:
      return readClassBExtended(bytes, repeat, mmsi);
    case 21:
      return readAid(bytes, bits, repeat, mmsi);
    case 24:
      return readStatic(bytes, bits, repeat, mmsi);
    case 27:
      return readLongRange(bytes, repeat, mmsi);
    default:
      return readRare(payload, type, repeat, mmsi);
  }
}

const NO_LON = 108_600_000;
const NO_LAT = 54_600_000;

function longitude(bytes: Uint8Array, at: number): number | null {
  const raw = readSigned(bytes, at, 28);
  return raw === NO_LON ? null : raw / 600_000;
}

function latitude(bytes: Uint8Array, at: number): number | null {
  const raw = readSigned(bytes, at, 27);
  return raw === NO_LAT ? null : raw / 600_000;
}

/** A number with its "not available" code. */
function known(bytes: Uint8Array, at: number, count: number, none: number): number | null {
  const raw = readBits(bytes, at, count);
  return raw === none ? null : raw;
}

function tenths(bytes: Uint8Array, at: number, count: number, none: number): number | null {
  const raw = readBits(bytes, at, count);
  return raw === none ? null : raw / 10;
}

/** Turn rate that ROTais codes: 4.733 times the root of it (M.1371-5, table 48). */
export function turnOfRaw(raw: number | null): number | null {
  if (raw === null || raw === 127 || raw === -127) return null;
  const root = raw / 4.733;
  return raw < 0 ? -root * root : root * root;
}

function readPosition(
  bytes: Uint8Array,
  bits: number,
  type: 1 | 2 | 3,
  repeat: number,
  mmsi: number,
): PositionReport {
  const turn = readSigned(bytes, 42, 8);
  const turnRaw = turn === -128 ? null : turn;
  return {
    type,
    repeat,
    mmsi,
    navStatus: readBits(bytes, 38, 4),
    turnRaw,
    turnDegPerMin: turnOfRaw(turnRaw),
    speedKt: tenths(bytes, 50, 10, 1023),
    accurate: readFlag(bytes, 60),
    lonDeg: longitude(bytes, 61),
    latDeg: latitude(bytes, 89),
    courseDeg: tenths(bytes, 116, 12, 3600),
    headingDeg: known(bytes, 128, 9, 511),
    utcSecond: known(bytes, 137, 6, 60),
    maneuver: readBits(bytes, 143, 2),
    raim: readFlag(bytes, 148),
    radio: bits < 168 ? null : readBits(bytes, 149, 19),
  };
}

function readBaseStation(
  bytes: Uint8Array,
  bits: number,
  type: 4 | 11,
  repeat: number,
  mmsi: number,
): BaseStationReport {
  return {
    type,
    repeat,
    mmsi,
    year: known(bytes, 38, 14, 0),
    month: known(bytes, 52, 4, 0),
    day: known(bytes, 56, 5, 0),
    hour: known(bytes, 61, 5, 24),
    minute: known(bytes, 66, 6, 60),
    second: known(bytes, 72, 6, 60),
    accurate: readFlag(bytes, 78),
    lonDeg: longitude(bytes, 79),
    latDeg: latitude(bytes, 107),
    epfd: readBits(bytes, 134, 4),
    longRangeControl: readFlag(bytes, 138),
    raim: readFlag(bytes, 148),
    radio: bits < 168 ? null : readBits(bytes, 149, 19),
  };
}

function readStaticVoyage(bytes: Uint8Array, repeat: number, mmsi: number): StaticVoyageData {
  return {
    type: 5,
    repeat,
    mmsi,
    aisVersion: readBits(bytes, 38, 2),
    imo: known(bytes, 40, 30, 0),
    callsign: readText(bytes, 70, 7),
    shipName: readText(bytes, 112, 20),
    shipType: known(bytes, 232, 8, 0),
    toBowM: readBits(bytes, 240, 9),
    toSternM: readBits(bytes, 249, 9),
    toPortM: readBits(bytes, 258, 6),
    toStarboardM: readBits(bytes, 264, 6),
    epfd: readBits(bytes, 270, 4),
    etaMonth: known(bytes, 274, 4, 0),
    etaDay: known(bytes, 278, 5, 0),
    etaHour: known(bytes, 283, 5, 24),
    etaMinute: known(bytes, 288, 6, 60),
    draughtM: tenths(bytes, 294, 8, 0),
    destination: readText(bytes, 302, 20),
    dteUnavailable: readFlag(bytes, 422),
  };
}

function readSarAircraft(
  bytes: Uint8Array,
  bits: number,
  repeat: number,
  mmsi: number,
): SarAircraftReport {
  return {
    type: 9,
    repeat,
    mmsi,
    altitudeM: known(bytes, 38, 12, 4095),
    speedKt: known(bytes, 50, 10, 1023),
    accurate: readFlag(bytes, 60),
    lonDeg: longitude(bytes, 61),
    latDeg: latitude(bytes, 89),
    courseDeg: tenths(bytes, 116, 12, 3600),
    utcSecond: known(bytes, 128, 6, 60),
    regional: readBits(bytes, 134, 8),
    dteUnavailable: readFlag(bytes, 142),
    assigned: readFlag(bytes, 146),
    raim: readFlag(bytes, 147),
    radio: bits < 168 ? null : readBits(bytes, 148, 20),
  };
}

function readClassB(bytes: Uint8Array, bits: number, repeat: number, mmsi: number): ClassBReport {
  return {
    type: 18,
    repeat,
    mmsi,
    reserved: readBits(bytes, 38, 8),
    speedKt: tenths(bytes, 46, 10, 1023),
    accurate: readFlag(bytes, 56),
    lonDeg: longitude(bytes, 57),
    latDeg: latitude(bytes, 85),
    courseDeg: tenths(bytes, 112, 12, 3600),
    headingDeg: known(bytes, 124, 9, 511),
    utcSecond: known(bytes, 133, 6, 60),
    regional: readBits(bytes, 139, 2),
    carrierSense: readFlag(bytes, 141),
    display: readFlag(bytes, 142),
    dsc: readFlag(bytes, 143),
    band: readFlag(bytes, 144),
    message22: readFlag(bytes, 145),
    assigned: readFlag(bytes, 146),
    raim: readFlag(bytes, 147),
    radio: bits < 168 ? null : readBits(bytes, 148, 20),
  };
}

function readClassBExtended(bytes: Uint8Array, repeat: number, mmsi: number): ClassBExtended {
  return {
    type: 19,
    repeat,
    mmsi,
    reserved: readBits(bytes, 38, 8),
    speedKt: tenths(bytes, 46, 10, 1023),
    accurate: readFlag(bytes, 56),
    lonDeg: longitude(bytes, 57),
    latDeg: latitude(bytes, 85),
    courseDeg: tenths(bytes, 112, 12, 3600),
    headingDeg: known(bytes, 124, 9, 511),
    utcSecond: known(bytes, 133, 6, 60),
    regional: readBits(bytes, 139, 4),
    shipName: readText(bytes, 143, 20),
    shipType: known(bytes, 263, 8, 0),
    toBowM: readBits(bytes, 271, 9),
    toSternM: readBits(bytes, 280, 9),
    toPortM: readBits(bytes, 289, 6),
    toStarboardM: readBits(bytes, 295, 6),
    epfd: readBits(bytes, 301, 4),
    raim: readFlag(bytes, 305),
    dteUnavailable: readFlag(bytes, 306),
    assigned: readFlag(bytes, 307),
  };
}

function readAid(bytes: Uint8Array, bits: number, repeat: number, mmsi: number): AidToNavigation {
  // The extension goes on where twenty characters were not enough, so a name that ended before has none.
  const extension = Math.min(14, Math.floor(Math.max(0, bits - 272) / 6));
  const name = readText(bytes, 43, 20);
  const more = extension > 0 ? readText(bytes, 272, extension) : null;
  return {
    type: 21,
    repeat,
    mmsi,
    aidType: readBits(bytes, 38, 5),
    name: more === null ? name : (name ?? '').padEnd(20, ' ') + more,
    accurate: readFlag(bytes, 163),
    lonDeg: longitude(bytes, 164),
    latDeg: latitude(bytes, 192),
    toBowM: readBits(bytes, 219, 9),
    toSternM: readBits(bytes, 228, 9),
    toPortM: readBits(bytes, 237, 6),
    toStarboardM: readBits(bytes, 243, 6),
    epfd: readBits(bytes, 249, 4),
    utcSecond: known(bytes, 253, 6, 60),
    offPosition: readFlag(bytes, 259),
    regional: readBits(bytes, 260, 8),
    raim: readFlag(bytes, 268),
    virtual: readFlag(bytes, 269),
    assigned: readFlag(bytes, 270),
  };
}

function readStatic(
  bytes: Uint8Array,
  bits: number,
  repeat: number,
  mmsi: number,
): StaticPartA | StaticPartB | null {
  const part = readBits(bytes, 38, 2);
  if (part === 0) {
    const chars = Math.min(20, Math.floor((bits - 40) / 6));
    return { type: 24, part: 'A', repeat, mmsi, shipName: readText(bytes, 40, chars) };
  }
  if (part !== 1 || bits < 162) return null;
  const auxiliary = Math.floor(mmsi / 10_000_000) === 98;
  return {
    type: 24,
    part: 'B',
    repeat,
    mmsi,
    shipType: known(bytes, 40, 8, 0),
    vendorId: readText(bytes, 48, 3),
    unitModel: readBits(bytes, 66, 4),
    serial: readBits(bytes, 70, 20),
    callsign: readText(bytes, 90, 7),
    toBowM: auxiliary ? 0 : readBits(bytes, 132, 9),
    toSternM: auxiliary ? 0 : readBits(bytes, 141, 9),
    toPortM: auxiliary ? 0 : readBits(bytes, 150, 6),
    toStarboardM: auxiliary ? 0 : readBits(bytes, 156, 6),
    mothershipMmsi: auxiliary ? readBits(bytes, 132, 30) : null,
    epfd: readBits(bytes, 162, 4),
  };
}

function readLongRange(bytes: Uint8Array, repeat: number, mmsi: number): LongRangeReport {
  const lon = readSigned(bytes, 44, 18);
  const lat = readSigned(bytes, 62, 17);
  return {
    type: 27,
    repeat,
    mmsi,
    accurate: readFlag(bytes, 38),
    raim: readFlag(bytes, 39),
    navStatus: readBits(bytes, 40, 4),
    lonDeg: lon === 108_600 ? null : lon / 600,
    latDeg: lat === 54_600 ? null : lat / 600,
    speedKt: known(bytes, 79, 6, 63),
    courseDeg: known(bytes, 85, 9, 511),
    delayed: readFlag(bytes, 94),
  };
}

/** Types too rare to be written out. */
function readRare(payload: Payload, type: number, repeat: number, mmsi: number): AisMessage | null {
  const { bytes, bits } = payload;
  const head = { repeat, mmsi };
  switch (type) {
    case 6:
    case 8:
      return readBinary(payload, type, head);
    case 7:
    case 13:
      return { type, ...head, acknowledged: readList(payload, layouts.ACKNOWLEDGED, 40, 4, 32) };
    case 10:
      return { type, ...head, destMmsi: readBits(bytes, 40, 30) };
    case 12:
      return {
        type,
        ...head,
        sequence: readBits(bytes, 38, 2),
        destMmsi: readBits(bytes, 40, 30),
        retransmit: readFlag(bytes, 70),
        text: readText(bytes, 72, Math.floor((bits - 72) / 6)),
      };
    case 14:
      return { type, ...head, text: readText(bytes, 40, Math.floor((bits - 40) / 6)) };
    case 15:
      return { type, ...head, requests: readRequests(payload) };
    case 16:
      return { type, ...head, assignments: readList(payload, layouts.ASSIGNMENT, 40, 2, 52) };
    case 17: {
      const { lonDeg, latDeg } = readLayout(layouts.DGNSS, payload, 6) as Record<
        string,
        number | null
      >;
      const dataBits = Math.max(0, bits - 80);
      return {
        type,
        ...head,
        lonDeg: lonDeg ?? null,
        latDeg: latDeg ?? null,
        data: readHex(bytes, 80, dataBits),
        dataBits,
      };
    }
    case 20:
      return { type, ...head, reservations: readList(payload, layouts.RESERVATION, 40, 4, 30) };
    case 22:
      return readChannels(payload, head);
    case 23: {
      const area = readLayout(layouts.AREA, payload, 40) as unknown as import('./messages.ts').Area;
      const tail = readLayout(layouts.GROUP_TAIL, payload, 110);
      return { type, ...head, area, ...tail } as unknown as AisMessage;
    }
    default:
      return readSlotBinary(payload, type as 25 | 26, head);
  }
}

interface HeadValues {
  readonly repeat: number;
  readonly mmsi: number;
}

/** Whole rows of `step` bits from `at`, at most `most`. */
function readList<T>(
  payload: Payload,
  layout: Layout,
  at: number,
  most: number,
  step: number,
): T[] {
  const out: T[] = [];
  for (let from = at; from + step <= payload.bits && out.length < most; from += step)
    out.push(readLayout(layout, payload, from) as unknown as T);
  return out;
}

function readBinary(
  payload: Payload,
  type: 6 | 8,
  head: HeadValues,
): AddressedBinary | BroadcastBinary {
  const { bytes, bits } = payload;
  const at = type === 6 ? 72 : 40;
  const dac = readBits(bytes, at, 10);
  const fi = readBits(bytes, at + 10, 6);
  const dataBits = bits - at - 16;
  const data = {
    dac,
    fi,
    data: readHex(bytes, at + 16, dataBits),
    dataBits,
    content: readApplication(dac, fi, payload, at + 16),
  };
  if (type === 8) return { type, ...head, ...data };
  return {
    type,
    ...head,
    sequence: readBits(bytes, 38, 2),
    destMmsi: readBits(bytes, 40, 30),
    retransmit: readFlag(bytes, 70),
    ...data,
  };
}

/** Two requests to a first station, one to a second (M.1371-5, table 71); 0 asks for nothing. */
function readRequests(
  payload: Payload,
): { mmsi: number; messageType: number; slotOffset: number }[] {
  const { bytes, bits } = payload;
  const out: { mmsi: number; messageType: number; slotOffset: number }[] = [];
  const add = (mmsiAt: number, at: number): void => {
    const messageType = readBits(bytes, at, 6);
    if (bits >= at + 18 && messageType !== 0)
      out.push({
        mmsi: readBits(bytes, mmsiAt, 30),
        messageType,
        slotOffset: readBits(bytes, at + 6, 12),
      });
  };
  add(40, 70);
  add(40, 90);
  add(110, 140);
  return out;
}

function readChannels(payload: Payload, head: HeadValues): AisMessage {
  const { bytes } = payload;
  const values: Values = readLayout(layouts.CHANNELS, payload, 6);
  const { addressed, ...tail } = readLayout(layouts.CHANNELS_TAIL, payload, 139);
  const destMmsis = addressed === true ? [readBits(bytes, 69, 30), readBits(bytes, 104, 30)] : null;
  const area = addressed === true ? null : readLayout(layouts.AREA, payload, 69);
  return { type: 22, ...values, ...head, area, destMmsis, ...tail } as unknown as AisMessage;
}

function readSlotBinary(payload: Payload, type: 25 | 26, head: HeadValues): SlotBinary | null {
  const { bytes, bits } = payload;
  const addressed = readFlag(bytes, 38);
  const structured = readFlag(bytes, 39);
  const tail = type === 26 ? 20 : 0;
  const idAt = 40 + (addressed ? 30 : 0);
  const at = idAt + (structured ? 16 : 0);
  const dataBits = bits - at - tail;
  if (dataBits < 0) return null;
  return {
    type,
    ...head,
    destMmsi: addressed ? readBits(bytes, 40, 30) : null,
    applicationId: structured ? readBits(bytes, idAt, 16) : null,
    data: readHex(bytes, at, dataBits),
    dataBits,
    radio: type === 26 ? readBits(bytes, bits - 20, 20) : null,
  };
}
