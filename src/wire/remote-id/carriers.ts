/**
 * What carries Remote ID over the air: Bluetooth service data (legacy and long range), a vendor element in Wi-Fi
 * beacons, and Wi-Fi Aware (NAN) action frames. Source: ASTM F3411-22a section 5.4; layouts agree with
 * opendroneid-core-c and with captures.
 */
import { concatBytes } from '../../base/index.ts';

export type CarrierKind = 'bt-ad' | 'wifi-frame' | 'bare';

/** A Remote ID broadcast found in a carrier. */
export interface CarriedRemoteId {
  readonly counter: number;
  /** a message or a pack, with what padding the carrier had */
  readonly payload: Uint8Array;
  /** of the payload in the bytes given */
  readonly offset: number;
}

/** 16-bit UUID FFFA (ASTM) and application code 0D, as in a Bluetooth service data structure. */
const SERVICE_DATA = 0x16;
const ASTM_UUID = [0xfa, 0xff] as const;
const APPLICATION = 0x0d;
/** Wi-Fi vendor element: ASD-STAN's OUI and the type for Remote ID. */
const VENDOR_ELEMENT = 221;
const ASD_STAN_OUI = [0xfa, 0x0b, 0xbc] as const;
/** NAN: public action, vendor specific, Wi-Fi Alliance OUI, type NAN SDF. */
const NAN_ACTION = [0x04, 0x09, 0x50, 0x6f, 0x9a, 0x13] as const;
const NAN_SERVICE_DESCRIPTOR = 0x03;
/** SHA-256 of "org.opendroneid.remoteid", first six octets. */
const SERVICE_ID = [0x88, 0x69, 0x19, 0x9d, 0x92, 0x09] as const;
/** Service control: what stands before the service info. */
const BINDING_BITMAP = 0x40;
const MATCHING_FILTER = 0x04;
const RESPONSE_FILTER = 0x08;
const SERVICE_INFO_PRESENT = 0x10;
const FRAME_HEADER = 24;
/** Set when four octets of HT control follow the header. */
const ORDER = 0x80;
const BEACON = 0x80;
const PROBE_RESPONSE = 0x50;
const ACTION = 0xd0;

function startsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  if (at + wanted.length > bytes.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function carried(bytes: Uint8Array, counterAt: number, end: number): CarriedRemoteId {
  const offset = counterAt + 1;
  return { counter: bytes[counterAt]!, payload: bytes.slice(offset, end), offset };
}

/** Remote ID among the structures of Bluetooth advertising data: length, type, value, again and again. */
export function findInAdvertising(bytes: Uint8Array, from = 0): CarriedRemoteId[] {
  const found: CarriedRemoteId[] = [];
  let at = from;
  while (at + 1 < bytes.length) {
    const size = bytes[at]!;
    if (size === 0) break;
    const end = Math.min(at + 1 + size, bytes.length);
    const marked = bytes[at + 1] === SERVICE_DATA && startsWith(bytes, at + 2, ASTM_UUID);
    if (marked && bytes[at + 4] === APPLICATION && at + 6 < end)
      found.push(carried(bytes, at + 5, end));
    at += 1 + size;
  }
  return found;
}

/** The transmitter address of a Wi-Fi management frame; null when it is too short. */
export function transmitterOf(frame: Uint8Array): Uint8Array | null {
  return frame.length < FRAME_HEADER ? null : frame.slice(10, 16);
}

/** Remote ID in a Wi-Fi management frame (beacon, probe response, NAN action), without radiotap and FCS. */
export function findInWifiFrame(frame: Uint8Array): CarriedRemoteId[] {
  if (frame.length < FRAME_HEADER) return [];
  const subtype = frame[0]!;
  const body = FRAME_HEADER + ((frame[1]! & ORDER) !== 0 ? 4 : 0);
  if (subtype === BEACON || subtype === PROBE_RESPONSE) return findInElements(frame, body);
  if (subtype === ACTION && startsWith(frame, body, NAN_ACTION)) return findInNan(frame, body);
  return [];
}

/** Elements after timestamp, interval and capabilities of a beacon. */
function findInElements(frame: Uint8Array, from: number): CarriedRemoteId[] {
  const found: CarriedRemoteId[] = [];
  let at = from + 12;
  while (at + 2 <= frame.length) {
    const end = at + 2 + frame[at + 1]!;
    if (end > frame.length) break;
    const ours = frame[at] === VENDOR_ELEMENT && startsWith(frame, at + 2, ASD_STAN_OUI);
    if (ours && frame[at + 5] === APPLICATION && at + 7 < end)
      found.push(carried(frame, at + 6, end));
    at = end;
  }
  return found;
}

/** Attributes of a NAN service discovery frame: id, length, body. */
function findInNan(frame: Uint8Array, from: number): CarriedRemoteId[] {
  const found: CarriedRemoteId[] = [];
  let at = from + NAN_ACTION.length;
  while (at + 3 <= frame.length) {
    const end = at + 3 + (frame[at + 1]! | (frame[at + 2]! << 8));
    if (end > frame.length) break;
    const body = at + 3;
    const ours = frame[at] === NAN_SERVICE_DESCRIPTOR && startsWith(frame, body, SERVICE_ID);
    const infoAt = ours && body + 9 < end ? serviceInfoAt(frame, body + 8) : -1;
    if (infoAt > 0 && infoAt + 2 < end) {
      const stop = infoAt + 1 + frame[infoAt]!;
      if (stop <= end) found.push(carried(frame, infoAt + 1, stop));
    }
    at = end;
  }
  return found;
}

/** Where the length of the service info stands, after the optional fields that the control octet names; -1: none. */
function serviceInfoAt(frame: Uint8Array, controlAt: number): number {
  const control = frame[controlAt]!;
  if ((control & SERVICE_INFO_PRESENT) === 0) return -1;
  let at = controlAt + 1;
  if ((control & BINDING_BITMAP) !== 0) at += 2;
  if ((control & MATCHING_FILTER) !== 0) at += 1 + (frame[at] ?? 0);
  if ((control & RESPONSE_FILTER) !== 0) at += 1 + (frame[at] ?? 0);
  return at;
}

/** Bluetooth service data structure: of a single message (31 octets, legacy advertising) or a pack (long range). */
export function makeAdvertising(payload: Uint8Array, counter: number): Uint8Array {
  const size = 5 + payload.length;
  return concatBytes([
    new Uint8Array([size, SERVICE_DATA, ...ASTM_UUID, APPLICATION, counter & 255]),
    payload,
  ]);
}

/** Frame header: type, duration, receiver, transmitter, BSSID, sequence. */
function frameHeader(
  subtype: number,
  to: readonly number[],
  from: Uint8Array,
  bssid: ArrayLike<number>,
): Uint8Array {
  const header = new Uint8Array(FRAME_HEADER);
  header[0] = subtype;
  header.set(to, 4);
  header.set(from, 10);
  header.set(bssid, 16);
  return header;
}

export interface BeaconOptions {
  readonly address: Uint8Array;
  readonly ssid: string;
  readonly counter: number;
  /** time units of 1024 microseconds */
  readonly interval?: number;
}

/** A beacon with the pack in a vendor element, without FCS. The pack is at most 250 octets. */
export function makeBeacon(pack: Uint8Array, options: BeaconOptions): Uint8Array {
  const { address, ssid, counter, interval = 200 } = options;
  const name = Uint8Array.from(ssid.slice(0, 32), (letter) => letter.charCodeAt(0));
  // timestamp (written by the radio), interval, capabilities: short preamble, short slot time
  const fixed = new Uint8Array([...new Uint8Array(8), interval & 255, interval >> 8, 0x20, 0x04]);
  return concatBytes([
    frameHeader(BEACON, [255, 255, 255, 255, 255, 255], address, address),
    fixed,
    new Uint8Array([0, name.length]),
    name,
    // supported rates: 6 Mbit/s, basic
    new Uint8Array([1, 1, 0x8c]),
    new Uint8Array([VENDOR_ELEMENT, 5 + pack.length, ...ASD_STAN_OUI, APPLICATION, counter & 255]),
    pack,
  ]);
}

/** A NAN service discovery action frame with the pack as service info, without FCS. The pack is at most 253 octets. */
export function makeNanAction(pack: Uint8Array, address: Uint8Array, counter: number): Uint8Array {
  const bodyLength = 11 + pack.length;
  return concatBytes([
    frameHeader(ACTION, [0x51, 0x6f, 0x9a, 1, 0, 0], address, [0x50, 0x6f, 0x9a, 1, 0, 0xff]),
    new Uint8Array(NAN_ACTION),
    new Uint8Array([NAN_SERVICE_DESCRIPTOR, bodyLength & 255, bodyLength >> 8, ...SERVICE_ID]),
    // instance, requestor instance, control, length of the info, counter
    new Uint8Array([1, 0, SERVICE_INFO_PRESENT, 1 + pack.length, counter & 255]),
    pack,
    // service descriptor extension: instance 1, control 0x0200 (update indicator present), the counter as update
    new Uint8Array([0x0e, 4, 0, 1, 0, 2, counter & 255]),
  ]);
}
